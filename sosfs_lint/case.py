"""A record under judgement: the akt, where its moments are, and the local numbers that apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from sosfs_lint.akt import Akt, Found, find_in, kind_of
from sosfs_lint.language.persons import People
from sosfs_lint.model import Beslut, Element, Person, Place, Post, Text
from sosfs_lint.report import Locus


@dataclass
class Case:
    """What a check may ask of a record. `loci` holds every moment found, by kind; `local` the numbers a municipality sets."""

    akt: Akt
    local: Mapping[str, int] = field(default_factory=dict)
    loci: dict[str, tuple[Locus, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Case {len(self.akt.posts)} poster>"

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
            parents=[person.namn for person in record.berord if person.namn and person.roll in guardians],
            siblings=[person.namn for person in record.berord if person.namn and person.roll == "syskon"],
            others=[person.namn for person in record.berord if person.namn and person.roll not in guardians | {"syskon"}],
            staff=[m.namn for m in record.header.medarbetare if m.namn],
        )

    def posts_at(self, locus: Locus, level: str) -> tuple[Post, ...]:
        """The live posts of one level of `look`: the moment's own, those it points to, its matter's, the record's."""
        akt = self.akt
        match level:
            case "post":
                ids = locus.posts or ((locus.post,) if locus.post else ())
                return tuple(akt.posts[i] for i in ids if i in akt.posts)
            case "linked":
                return tuple(akt.posts[i] for i in self._linked(locus) if i in akt.posts and not akt.is_struck(akt.posts[i]))
            case "arende":
                return akt.posts_in(locus.arende)
            case _:
                return akt.live

    def _linked(self, locus: Locus) -> Iterator[str]:
        element = locus.element
        if isinstance(element, Beslut) and element.handling:
            yield element.handling

    def prose(self, post: Post) -> Iterator[tuple[Text, Place]]:
        """The texts of a post with their places; what is struck is left out."""
        for section in getattr(post, "avsnitt", ()):
            if not section.struken:
                yield section.text, section.place
        for name in ("innehall", "motivering"):
            text = getattr(post, name, None)
            if text is not None:
                yield text, post.place

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

    def can_hold(self, path: str, locus: Locus) -> bool:
        """Whether a path can be a field of the moment's own post: one of another kind of post cannot."""
        anchor = _parts(path)[0]
        return anchor not in POSTS or any(kind_of(post) == anchor for post in self.posts_at(locus, "post"))

    def status_path(self, path: str, locus: Locus) -> str:
        """The field's full name, as export/falt would write it."""
        anchor, _, plain = _parts(path)
        if anchor is not None:
            return plain
        kind = kind_of(locus.element) if isinstance(locus.element, Element) else "personakt"
        prefix = {"aktualisering": "arende/aktualisering", "skede": "arende/skede"}.get(kind, kind)
        return f"{prefix}/{plain}"


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
