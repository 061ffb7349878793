"""A record under judgement: the akt, where its moments are, and the local numbers that apply."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, cached_property

from sosfs_lint.akt import Akt, Found, day_of, find_in, kind_of
from sosfs_lint.delegation import Delegation
from sosfs_lint.language.concepts import Vocabulary
from sosfs_lint.language.people import People, first_names
from sosfs_lint.language.status import Status
from sosfs_lint.model import Anteckning, Berord, Beslut, Element, Handling, Person, Post
from sosfs_lint.reading import Reading, Said, came_in
from sosfs_lint.report import Locus

_ORDER = re.compile(r"(?i)\s*(?:beställning|uppdrag)\w*(?:(?: av [\w -]+?)? till\b)?(?P<whom>.*)")
LEAD = timedelta(60)  # what is noted so long before a matter was opened may belong to it
LATE = timedelta(14)  # what is noted so soon after a matter was closed may tell of it
NEAR = timedelta(3)  # what is noted so soon before or after a measure may tell of it


@dataclass
class Case:
    """What a check may ask of a record. `loci` holds every moment found, by kind; `local` the numbers a municipality sets.

    `reports` are the kinds of moment whose notes retell what somebody reported; `delegation` is the municipality's order, if one was
    given; `kept` what a check has worked out and another may ask for.
    """

    akt: Akt
    local: Mapping[str, int] = field(default_factory=dict)
    loci: Mapping[str, tuple[Locus, ...]] = field(default_factory=dict)
    vocabulary: Callable[[], Vocabulary] | None = None
    reports: tuple[str, ...] = ()
    delegation: Delegation | None = None
    kept: dict[tuple[str, str], object] = field(default_factory=dict, repr=False)

    def __repr__(self) -> str:
        return f"<Case {len(self.akt.posts)} poster>"

    def close(self) -> None:
        """Let go of everything: its parts refer to each other, and a whole record would wait for the garbage collector."""
        for one in self.kept.values():
            if isinstance(one, Case):
                one.close()
        self.__dict__.clear()

    @cached_property
    def whole(self) -> Locus:
        """The record as a locus."""
        personakt = self.akt.personakt
        return Locus("akt", personakt.id, "personakt", self.akt.last_activity, place=personakt.place, element=personakt)

    @cached_property
    def people(self) -> People:
        """Who is who in the record, for reading its prose."""
        akt = self.akt
        record = akt.personakt
        ages = [akt.age(person, akt.last_activity or akt.as_of) for person in record.enskild]
        known = [age for age in ages if age is not None]
        guardians = {"vardnadshavare", "sarskilt-forordnad-vardnadshavare", "umgangesforalder", "foralder"}
        return People.of(
            [person.namn for person in record.enskild if person.namn],
            child=known[0] < 18 if known else None,
            genders={
                person.namn: gender
                for person in (*record.enskild, *record.berord)
                if person.namn and (gender := _GENDER.get(person.kon or "") or _by_relation(person)) is not None
            },
            parents=[person.namn for person in record.berord if person.namn and person.roll in guardians],
            siblings=[person.namn for person in record.berord if person.namn and person.roll == "syskon"],
            others=[person.namn for person in record.berord if person.namn and person.roll not in guardians | {"syskon"}],
            staff=[m.namn for m in record.header.medarbetare if m.namn] + list(_officers(akt)),
            providers=list(_providers(akt)),
        )

    @cached_property
    def reading(self) -> Reading:
        """The record's prose."""
        return Reading(self.akt, lambda: self.people, self.vocabulary, self._reported)

    def _reported(self) -> frozenset[str]:
        """The posts that retell what somebody reported, by id."""
        return frozenset(post for name in self.reports for locus in self.loci.get(name, ()) for post in locus.posts)

    def posts_at(self, locus: Locus, level: str) -> tuple[Post, ...]:
        """The live posts of one level of `look`: the moment's own, those it points to, the journal's notes about it,
        those of its matter within some days, its matter's, the record's from while its matter ran, the record's.

        Where the matter has several moments of the kind, each post of the matter belongs to the one nearest in time.
        """
        akt = self.akt
        match level:
            case "post":
                ids = locus.posts or ((locus.post,) if locus.post else ())
                return tuple(akt.posts[i] for i in ids if i in akt.posts)
            case "linked":
                return tuple(akt.posts[i] for i in self._linked(locus) if i in akt.posts and not akt.is_struck(akt.posts[i]))
            case "journal":
                return tuple(post for post in self._around(locus) if isinstance(post, Anteckning))
            case "near":
                return tuple(post for post in self._around(locus) if _is_near(post, locus))
            case "arende":
                return self._around(locus)
            case "meanwhile":
                return self._meanwhile(locus)
            case _:
                return akt.live

    def told(self, locus: Locus, post: Post, concept: str) -> list[Said]:
        """The marks of a concept in a post; what the post tells of another moment of the kind is no more than a hint."""
        return [
            replace(said, mark=replace(said.mark, status=Status.HINT))
            if any(other.holds(post.id, said.passage.place, said.mark.start) for other in locus.others)
            else said
            for said in self.reading.said(post, concept)
        ]

    def _meanwhile(self, locus: Locus) -> tuple[Post, ...]:
        """The record's posts, of whatever matter, from while the moment's own was open; they may have been noted a little late."""
        days = [day for post in self.akt.posts_in(locus.arende) if (day := day_of(post)) is not None]
        matter = self.akt.arenden.get(locus.arende or "")
        closed = matter.avslutad.date if matter is not None and matter.avslutad is not None else None
        began = self._began.get(locus.arende or "") or min(days, default=date.min)
        ended = max(closed, *days) if closed and days else closed or date.max - LATE
        silent = max(days, default=date.max)  # a matter that began later still, when nothing more was written in this one, is another story
        later = {arende for arende, day in self._began.items() if day > silent and arende != locus.arende}
        return tuple(
            post for post in self.akt.live if post.arende not in later and ((day := day_of(post)) is None or began <= day <= ended + LATE)
        )

    def _around(self, locus: Locus) -> tuple[Post, ...]:
        posts = tuple(post for post in self.akt.posts_in(locus.arende) if self._in_its_time(post, locus))
        if locus.kind != "post":
            return posts
        others = [other for other in self.loci.get(locus.moment, ()) if other.key != locus.key and other.arende == locus.arende]
        theirs = {post for other in others for post in other.posts} - set(locus.posts)
        posts = tuple(post for post in posts if post.id not in theirs)
        rivals = [other.day for other in others if other.day is not None]
        if locus.day is None or not rivals:
            return posts
        own: date = locus.day
        return tuple(post for post in posts if (day := day_of(post)) is None or abs(day - own) <= min(abs(day - other) for other in rivals))

    def _in_its_time(self, post: Post, locus: Locus) -> bool:
        """Whether a post can be about a moment: not one of an earlier or later round, nor from long before the matter began."""
        day = day_of(post)
        if day is None or post.id in locus.posts:
            return True
        if (locus.since is not None and day < locus.since) or (locus.until is not None and day > locus.until):
            return False
        began = self._began.get(locus.arende or "")
        return began is None or post.arende is not None or day >= began - LEAD

    def began(self, arende: str | None) -> date | None:
        """The day a matter was opened, or its first report or application came, where the record tells."""
        return self._began.get(arende or "")

    @cached_property
    def _began(self) -> dict[str, date]:
        """When each matter began: the day it was opened, or the first report or application in it."""
        days = {
            arende.id: [tid.date for tid in (arende.startad, *(a.inkom for a in arende.aktualisering)) if tid is not None and tid.date]
            for arende in self.akt.personakt.arende
        }
        return {arende: min(found) for arende, found in days.items() if found}

    def _linked(self, locus: Locus) -> Iterator[str]:
        for post in self.posts_at(locus, "post"):
            if isinstance(post, Beslut) and post.handling:
                yield post.handling

    @cached_property
    def guardians(self) -> tuple[Berord, ...]:
        """The child's vårdnadshavare, as far as the export names them."""
        roles = ("vardnadshavare", "sarskilt-forordnad-vardnadshavare")
        return tuple(person for person in self.akt.personakt.berord if person.roll in roles)

    def is_about(self, said: Said, person: Person | None) -> bool:
        """Whether a mark concerns a vårdnadshavare: the only one, both together, the one named in the sentence, or nobody in particular."""
        if person is None or person not in self.guardians or len(self.guardians) == 1:
            return True
        return names_person(said, person, self.guardians)

    def fields(self, path: str, locus: Locus, level: str, person: Person | None = None) -> list[Found]:
        """The values of a field at one level of `look`.

        A path that begins with the kind of a post or a part of the record is looked up there; any other path is a field
        of the moment's own element. `person` narrows enskild and berord to one of them.
        """
        anchor, rest, _ = _parts(path)
        if anchor is None:
            element = locus.element
            if level != "post" or element is None:
                return []
            if isinstance(element, Post) and len(locus.posts) > 1:
                return self.akt.find(path, self.posts_at(locus, level))
            return list(find_in(path, element, kind_of(element), locus.post))
        if person is not None and anchor == kind_of_person(person):
            return list(find_in(rest, person, anchor, None))
        if anchor == "arende" and locus.arende in self.akt.arenden:
            return list(find_in(rest, self.akt.arenden[locus.arende or ""], anchor, None))
        if level == "post" and anchor in POSTS and len(locus.posts) == 1:
            own = locus.element if isinstance(locus.element, Post) else self.akt.posts.get(locus.posts[0])
            return list(find_in(rest, own, anchor, own.id)) if own is not None and kind_of(own) == anchor else []
        return self.akt.find(path, self.posts_at(locus, level))

    def can_hold(self, path: str, locus: Locus, level: str = "post") -> bool:
        """Whether a path can be a field of a post at one level of `look`: one of another kind of post cannot."""
        anchor = _parts(path)[0]
        return anchor not in POSTS or any(kind_of(post) == anchor for post in self.posts_at(locus, level))

    def status_path(self, path: str, locus: Locus) -> str:
        """The field's full name, as export/falt would write it."""
        anchor, _, plain = _parts(path)
        if anchor is not None:
            return plain
        kind = kind_of(locus.element) if isinstance(locus.element, Element) else "personakt"
        prefix = {"aktualisering": "arende/aktualisering", "skede": "arende/skede"}.get(kind, kind)
        return f"{prefix}/{plain}"


_HER = re.compile(
    r"\W*(?:mor|mamma|modern?|syster|dotter|hustru|fru|mormor|farmor|moster|faster|svärmor|styvmor|tjej|flickvän)\b", re.IGNORECASE
)
_HIM = re.compile(r"\W*(?:far|pappa|fadern?|bror|broder|son|man|morfar|farfar|morbror|farbror|svärfar|styvfar|pojkvän)\b", re.IGNORECASE)
_GENDER = {"kvinna": "f", "man": "m"}
_BOTH = re.compile(r"\b(?:föräldrarna\w*|båda|bägge|vårdnadshavarna\w*|vhna|parterna|makarna|de är|dem)\b", re.IGNORECASE)
_STOPS = re.compile(r"(?<=\w)[.!?]\s+(?=[A-ZÅÄÖ])")
_TO_COME = re.compile(r"(?i)\b(?:ska|skall|kommer att|återstår|inte än|ännu inte|inte ännu|ej ännu|ännu ej)\b")
_SHE = re.compile(r"\b(?:mamma\w*|mor|modern\w*|hon|henne)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:pappa\w*|far|fadern\w*|han|honom)\b", re.IGNORECASE)


def names_person(said: Said, person: Person, group: Sequence[Person]) -> bool:
    """Whether the words around a mark are about one of a group of two: by name, by relation, or about both.

    In a mark of several sentences, one that says what is to come tells of nobody.
    """
    for words in (said.line, f"{said.passage.heading or ''} {said.passage.text.value[: said.mark.end]}"):
        words = _done(words) if said.status is Status.AFFIRMED else words
        about = [one for one in group if _is_named(words, one)]
        if _BOTH.search(words) or person in about:
            return True
        if about:
            return False
    return True


def _done(words: str) -> str:
    """A text of several sentences without those that say what is to come, where others say what was done."""
    sentences = _STOPS.split(words)
    done = [sentence for sentence in sentences if not _TO_COME.search(sentence)]
    return words if len(done) in (0, len(sentences)) else ". ".join(done)


def _by_relation(person: Person) -> str | None:
    """The gender that a relation tells: "mor", "far, bor i Nordhamn"."""
    told = getattr(person, "uppdrag", None) or ""
    return "f" if _HER.match(told) else "m" if _HIM.match(told) else None


def _is_named(words: str, person: Person) -> bool:
    first = (person.namn or "").split(" ")[0]
    if first and re.search(rf"\b{re.escape(first)}s?\b", words):
        return True
    gender = _GENDER.get(person.kon or "") or first_names().get(first.lower())
    return bool({"f": _SHE, "m": _HE}[gender].search(words)) if gender in ("f", "m") else False


def _is_near(post: Post, locus: Locus) -> bool:
    day = day_of(post)
    return day is None or locus.day is None or abs(day - locus.day) <= NEAR


def kind_of_person(person: Person) -> str:
    return "berord" if hasattr(person, "roll") else "enskild"


POSTS = {"anteckning", "handling", "beslut", "samtycke"}
_ANCHORS = POSTS | {
    "enskild", "gemensam", "berord", "tolk", "kommunikationsstod", "skyddadUppgift", "vistelse", "rapport", "arende", "insats",
}  # fmt: skip


@cache
def _parts(path: str) -> tuple[str | None, str, str]:
    """The kind of post or part of the record that a path begins with (None for a field of the moment's own), the rest, and the path without a wanted value."""
    first, _, rest = path.partition("/")
    plain = path.partition("=")[0]
    return (first, rest, plain) if first.partition("=")[0] in _ANCHORS else (None, "", plain)


def _providers(akt: Akt) -> Iterator[str]:
    """Names of who carries a measure out: as the measure has it, and to whom an order was sent."""
    units = {unit.id: unit.namn for unit in akt.personakt.header.enhet}
    for measure in akt.personakt.insats:
        if measure.utforare:
            yield units.get(measure.utforare) or measure.utforare
    for post in akt.posts.values():
        if not isinstance(post, Handling) or post.titel is None or came_in(post):
            continue
        order = _ORDER.match(post.titel.value)
        if order is not None:
            yield order["whom"]
            yield from (sent.till for sent in post.expedierad if sent.till)


def _officers(akt: Akt) -> Iterator[str]:
    """Names of those who decided, wrote or answer for a matter and stand there by name only, not in the staff list."""
    for matter in akt.personakt.arende:
        yield from (who.namn for who in matter.ansvarig if who.namn)
    for post in akt.posts.values():
        if isinstance(post, Beslut):
            yield from (who.namn for who in post.beslutsfattare if who.namn)
        if not came_in(post):
            yield from (who.namn for who in post.upprattad_av if who.namn)
