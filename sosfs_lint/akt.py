"""A personakt ready to be judged: which posts live, whose matter they are, who the actor is, what an empty field means.

Everything that design decides once for all rules about an export's fields stands here; no rule knows it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache, cached_property
from typing import get_args, get_type_hints

from personnummer import personnummer

from sosfs_lint.dated import day_dated
from sosfs_lint.model import (
    Anteckning,
    Arende,
    Beslut,
    Element,
    Enhet,
    Handling,
    Insats,
    Medarbetare,
    Person,
    Personakt,
    Place,
    Post,
    Samtycke,
    Text,
    Vem,
)
from sosfs_lint.taken_back import Written, taken_back_notes
from sosfs_lint.tid import Tid

ACTORS = frozenset({"namnd", "utforare", "sis"})
_GROWN = 18
_BY_AKTTYP = {"handlaggning": "namnd", "familjehem": "namnd", "genomforande": "utforare", "SiS": "sis"}
_BY_AKTOR = {"namnd": "namnd", "kommunal-utforare": "utforare", "enskild-utforare": "utforare", "SiS": "sis"}
_BY_UNIT = (
    (re.compile(r"\bsis\b|ungdomshem|lvm-hem", re.IGNORECASE), "sis"),
    (re.compile(r"utför|egen regi|hemtjänst|boende|\bhvb\b|daglig verksamhet", re.IGNORECASE), "utforare"),
    (re.compile(r"myndighet|handlägg|utredning|mottagning|bistånd", re.IGNORECASE), "namnd"),
)


class FieldStatus(StrEnum):
    """What it means that a field is empty."""

    EXPORTED = "exporteras"
    NOT_EXPORTED = "ej-exporterat"
    NOT_IN_SYSTEM = "finns-ej-i-systemet"
    UNKNOWN = "okant"


@dataclass(frozen=True, slots=True)
class Found:
    """A field's value with its place, the post it stands in and the field's full name."""

    value: object
    place: Place
    field: str
    post: str | None


class Akt:
    """A personakt with what is worked out once: live posts, matters, actor, field status, the day it is judged on."""

    def __init__(self, personakt: Personakt, *, as_of: date | None = None) -> None:
        self.personakt = personakt
        self._given_day = as_of

    def __repr__(self) -> str:
        return f"<Akt {len(self.posts)} poster>"

    # -- posts

    @cached_property
    def posts(self) -> dict[str, Post]:
        """All posts by id, in the order of the export; of two with one id the first."""
        akt = self.personakt
        found: dict[str, Post] = {}
        for post in (*akt.samtycke, *akt.beslut, *akt.handling, *akt.anteckning):
            found.setdefault(post.id, post)
        return found

    @cached_property
    def live(self) -> tuple[Post, ...]:
        """Posts that are neither struck nor replaced by a version that is in the export."""
        akt = self.personakt
        every: tuple[Post, ...] = (*akt.samtycke, *akt.beslut, *akt.handling, *akt.anteckning)
        return tuple(post for post in every if not self.is_struck(post) and not self.is_replaced(post))

    def is_struck(self, post: Post) -> bool:
        """Whether a post is struck, by its field or because the journal says that it is in the wrong record."""
        return post.makulerad is not None or post.id in self.taken_back[0]

    @cached_property
    def taken_back(self) -> tuple[frozenset[str], frozenset[str]]:
        """The posts that the prose says are in the wrong record, and those that say so of a note that cannot be told from others, by id."""
        akt = self.personakt
        posts: tuple[Post, ...] = (*akt.anteckning, *akt.beslut)
        return taken_back_notes(Written(post.id, day_of(post), tuple(_prose(post))) for post in posts if post.makulerad is None)

    def is_replaced(self, post: Post) -> bool:
        """Whether another version of a post, in the export and not struck, has come in its place."""
        by = self.posts.get(post.ersatts_av or "")
        if by is not None and by is not post and not self.is_struck(by):
            return True
        return post.id in self._replaced

    @cached_property
    def _replaced(self) -> frozenset[str]:
        return frozenset(p.ersatter for p in self.posts.values() if p.ersatter and p.ersatter != p.id and not self.is_struck(p))

    @cached_property
    def arenden(self) -> dict[str, Arende]:
        return {arende.id: arende for arende in self.personakt.arende}

    @cached_property
    def insatser(self) -> dict[str, Insats]:
        return {insats.id: insats for insats in self.personakt.insats}

    def arende_of(self, post: Post) -> str | None:
        """The matter of a post: its own, its measure's, the only one, or the one whose days hold the post's; else None."""
        if post.arende:
            return post.arende
        insats = self.insatser.get(post.insats or "")
        if insats is not None and insats.arende:
            return insats.arende
        if len(self.arenden) == 1:
            return next(iter(self.arenden))
        day = day_of(post)
        if day is None:
            return None
        holding = [a.id for a in self.arenden.values() if _holds(a, day)]
        return holding[0] if len(holding) == 1 else None

    def posts_in(self, arende: str | None) -> tuple[Post, ...]:
        """The live posts of a matter (those of the record as a whole included); all live posts for None."""
        if arende is None:
            return self.live
        return tuple(post for post in self.live if self.arende_of(post) in (arende, None))

    # -- who and when

    @cached_property
    def actors(self) -> frozenset[str]:
        """The actor as a set of one, or all three when the export does not say it."""
        akt = self.personakt
        known = _BY_AKTTYP.get(akt.akttyp or "") or _BY_AKTOR.get(akt.header.aktor.typ)
        if known is None:
            unit = next((enhet for enhet in akt.header.enhet if enhet.id == akt.enhet), None)
            known = _actor_of_unit(unit)
        return frozenset({known}) if known else ACTORS

    @cached_property
    def as_of(self) -> date | None:
        """The day the record is judged on: the one given, the export's own, else its newest date."""
        return self._given_day or _day(self.personakt.header.export.tid) or self.newest

    @cached_property
    def newest(self) -> date | None:
        """The newest day on which anything in the record was entered, decided or came in."""
        akt = self.personakt
        days = [day for post in self.posts.values() for day in _days(post)]
        days += [day for tid in (akt.upprattad, akt.avslutad) if (day := _day(tid))]
        days += [day for a in akt.arende for tid in (a.startad, a.avslutad) if (day := _day(tid))]
        return max(days, default=None)

    @cached_property
    def last_activity(self) -> date | None:
        """The newest day in the record, but no later than the day it is judged on."""
        if self.newest is None or self.as_of is None:
            return self.newest or self.as_of
        return min(self.newest, self.as_of)

    def resolve(self, who: Vem) -> Vem:
        """`who` with name and title filled in from the staff list, by reference or by signature."""
        staff = self._staff.get(who.ref or "") or (self._by_signature.get((who.signatur or "").casefold()) if who.signatur else None)
        if staff is None:
            person = self.people.get(who.ref or "")
            return replace(who, namn=who.namn or person.namn) if person is not None else who
        return replace(who, namn=who.namn or staff.namn, befattning=who.befattning or _title(staff, _day(who.tid)))

    @cached_property
    def _staff(self) -> dict[str, Medarbetare]:
        return {m.id: m for m in self.personakt.header.medarbetare}

    @cached_property
    def _by_signature(self) -> dict[str, Medarbetare]:
        return {m.signatur.casefold(): m for m in self.personakt.header.medarbetare if m.signatur}

    @cached_property
    def people(self) -> dict[str, Person]:
        """The individuals and those concerned, by id."""
        return {p.id: p for p in (*self.personakt.enskild, *self.personakt.berord) if p.id}

    def age(self, person: Person, day: date | None) -> int | None:
        """Whole years on `day`, from the birth date or the personnummer; None when neither says it or the day is unknown."""
        born = birth_day(person)
        if born is None or day is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def is_minor(self, person: Person, day: date | None) -> bool | None:
        """Whether somebody was under 18 on `day`; a year of birth alone says so in all years but the one of the eighteenth birthday."""
        age = self.age(person, day)
        if age is not None or day is None or person.fodd is None or person.fodd.unread:
            return None if age is None else age < _GROWN
        years = day.year - person.fodd.year
        return None if years == _GROWN else years < _GROWN

    # -- fields

    def status(self, path: str) -> FieldStatus:
        """What an empty field means; `path` is a path below personakt, with or without @ before an attribute."""
        plain = _plain(path)
        carried = self._carried(plain) or self._beside(plain)
        return self.told_status(path) or (FieldStatus.EXPORTED if carried else FieldStatus.UNKNOWN)

    def told_status(self, path: str) -> FieldStatus | None:
        """What the export itself says of a field, or of what it is part of; None where it says nothing."""
        parts = _plain(path).split("/")
        said = (self._said.get("/".join(parts[:end])) for end in range(len(parts), 0, -1))
        return next((status for status in said if status is not None), None)

    @cached_property
    def has_journal(self) -> bool:
        """Whether the export may hold the record's notes. Where its source gives none, what is not found in it may still be written."""
        return bool(self.personakt.anteckning) or self.told_status("anteckning") is not FieldStatus.NOT_EXPORTED

    @cached_property
    def _said(self) -> dict[str, FieldStatus]:
        return {_plain(f.namn): FieldStatus(f.status) for f in self.personakt.header.export.falt if f.status}

    def _carried(self, path: str) -> bool:
        if path not in self._carried_known:
            self._carried_known[path] = any(True for _ in find(path, self.personakt))
        return self._carried_known[path]

    def _beside(self, path: str) -> bool:
        """Whether an attribute is empty in an element of the record that stands there with another one filled: citizenship, and no status."""
        root, _, attribute = path.partition("/")
        element = getattr(self.personakt, root, None) if root in _WHOLE and "/" not in attribute else None
        return isinstance(element, Element) and any(getattr(element, name) not in (None, "") for name in _WHOLE[root] - {attribute})

    @cached_property
    def _carried_known(self) -> dict[str, bool]:
        return {}

    def find(self, path: str, posts: Iterable[Post] = ()) -> list[Found]:
        """The values of a field: in the given posts when it is a post's field, else in the record.

        A path that begins with no kind of post ("upprattadAv") is a field of whatever post is asked.
        """
        kind = _plain(path).split("/")[0]
        if kind in _POSTS:
            return [found for post in posts if kind_of(post) == kind for found in find_in(path.partition("/")[2], post, kind, post.id)]
        if kind in _ROOTS:
            return list(find(path, self.personakt))
        return [found for post in posts for found in find_in(path, post, kind_of(post), post.id)]


_POSTS = {"anteckning": Anteckning, "handling": Handling, "beslut": Beslut, "samtycke": Samtycke}
_ROOTS = {
    "enskild", "gemensam", "berord", "tolk", "kommunikationsstod", "skyddadUppgift", "vistelse", "rapport", "arende", "insats",
}  # fmt: skip


# elements of which a record has at most one, by attributes that belong together
_WHOLE = {
    "tolk": frozenset({"behov", "sprak"}),
    "kommunikationsstod": frozenset({"behov", "beskrivning"}),
    "vistelse": frozenset({"status", "medborgarskap"}),
}


def kind_of(element: Element) -> str:
    """The schema's name for a post or other element of the record."""
    return _KIND_NAMES[type(element)]


class _Names(dict[type, str]):
    def __missing__(self, cls: type) -> str:
        self[cls] = name = cls.__name__.lower()
        return name


_KIND_NAMES = _Names()


def day_of(post: Post) -> date | None:
    """The day that a post is about: event, decision, consent, receipt or drawing up, by its field or as an own document is dated; else the day it was entered."""
    own: Tid | None = None
    match post:
        case Anteckning():
            own = post.handelse.tid if post.handelse else None
        case Beslut():
            own = post.datum
        case Samtycke():
            own = post.tid
        case Handling():
            own = (post.inkommen.tid if post.inkommen else None) or (post.upprattad.tid if post.upprattad else None)
    return _day(own) or dated_on(post) or entered_on(post)


def dated_on(post: Post) -> date | None:
    """The day under an own document's text, or over it, where no field says when it was drawn up."""
    if not isinstance(post, Handling) or post.inkommen is not None or post.slag == "inkommen":
        return None
    return None if post.upprattad is not None and post.upprattad.tid is not None else day_dated([*_prose(post)])


def entered_on(post: Post) -> date | None:
    """The day a post was entered, signed or attributed."""
    stamps = [post.registrerad, *post.signerad, *post.upprattad_av]
    return next((day for who in stamps if who is not None and (day := _day(who.tid))), None)


def birth_day(person: Person) -> date | None:
    """From the birth date, else from a valid personnummer or samordningsnummer."""
    day = _day(person.fodd)
    if day is not None:
        return day
    for identity in person.identitet:
        number = parse_personnummer(identity.varde)
        if number is not None:
            return date.fromisoformat(number.get_date().isoformat()[:10])
    return None


def parse_personnummer(value: str) -> personnummer.Personnummer | None:
    """A personnummer or samordningsnummer with a right check digit, else None."""
    try:
        return personnummer.parse(re.sub(r"[\s\u2010-\u2015]", lambda m: "" if m[0].isspace() else "-", value))
    except personnummer.PersonnummerException:
        return None
    except (ValueError, TypeError, AttributeError):
        return None


def find(path: str, personakt: Personakt) -> Iterator[Found]:
    """The values of a field anywhere in the record."""
    name, _, rest = _plain(path).partition("/")
    holder = getattr(personakt, python_name(name), None)
    for element in holder if isinstance(holder, tuple) else (holder,):
        if element is None:
            continue
        post = element.id if isinstance(element, Post) else None
        if rest:
            yield from find_in(rest, element, name, post)
        else:
            yield Found(element, element.place, name, post)


def find_in(path: str, element: Element, field: str, post: str | None) -> Iterator[Found]:
    """The values of a field below an element; "a/@b=c" keeps only those with that value, "=*c" those that end in it."""
    names, wanted = _steps(path)
    current: list[tuple[object, Place]] = [(element, element.place)]
    for name in names:
        step: list[tuple[object, Place]] = []
        for holder, place in current:
            value = getattr(holder, name, None)
            if type(value) is tuple:
                step.extend((v, v.place if isinstance(v, Element) else place) for v in value)
            elif value is not None and value != "":
                step.append((value, value.place if isinstance(value, Element) else place))
        if not step:
            return
        current = step
    whole = f"{field}/{path.partition('=')[0]}" if names else field
    for value, place in current:
        if not wanted or fnmatchcase(_as_text(value).casefold(), wanted):
            yield Found(value, place, whole, post)


@cache
def is_field(path: str) -> bool:
    """Whether a path can be a field: below a kind of post or a part of the record, or of some element of the model."""
    names, _ = _steps(path)
    first = _plain(path).split("/")[0]
    if first in _POSTS:
        return _leads(_POSTS[first], names[1:])
    return _leads(Personakt, names) if first in _ROOTS else any(_leads(cls, names) for cls in _elements())


def _leads(cls: type, names: tuple[str, ...]) -> bool:
    """Whether a type has what the names lead to."""
    if not names:
        return True
    hint = get_type_hints(cls).get(names[0])
    inner = [arg for part in (hint, *get_args(hint)) for arg in (part, *get_args(part)) if isinstance(arg, type)]
    return hint is not None and (len(names) == 1 or any(_leads(part, names[1:]) for part in inner if issubclass(part, Element)))


def _elements() -> Iterator[type]:
    todo: list[type] = [Element]
    while todo:
        cls = todo.pop()
        yield cls
        todo += cls.__subclasses__()


@cache
def _steps(path: str) -> tuple[tuple[str, ...], str]:
    """A path as the model's names, and the value that the last one must have, in small letters; "*" in it is anything."""
    path, _, wanted = path.partition("=")
    return tuple(python_name(part) for part in _plain(path).split("/")) if path else (), wanted.casefold()


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.value if isinstance(value, Text) else str(value)


@cache
def python_name(xml: str) -> str:
    """The model's name for an element or attribute of the schema."""
    name = re.sub(r"([A-Z])", lambda m: "_" + m[1].lower(), xml).replace("-", "_")
    return "from_" if name == "from" else name


@cache
def _plain(path: str) -> str:
    return path.replace("@", "")


def _prose(post: Post) -> Iterator[str]:
    """The texts of a post that are not struck."""
    if isinstance(post, Anteckning | Handling):
        yield from (section.text.value for section in post.avsnitt if section.text and not section.struken)
    elif isinstance(post, Beslut):
        yield from (text.value for text in (post.innehall, post.motivering) if text)


def _day(tid: Tid | None) -> date | None:
    return tid.date if tid is not None else None


def _days(post: Post) -> Iterator[date]:
    for who in (post.registrerad, post.makulerad, *post.signerad, *post.upprattad_av, *post.andrad):
        day = _day(who.tid) if who is not None else None
        if day is not None:
            yield day
    if not isinstance(post, Beslut) or post.datum is not None:
        own = day_of(post)
        if own is not None:
            yield own


def _holds(arende: Arende, day: date) -> bool:
    first, last = _day(arende.startad), _day(arende.avslutad)
    return first is not None and first <= day and (last is None or day <= last)


def _actor_of_unit(unit: Enhet | None) -> str | None:
    if unit is None or not unit.typ:
        return None
    return next((actor for pattern, actor in _BY_UNIT if pattern.search(unit.typ)), None)


def _title(staff: Medarbetare, day: date | None) -> str | None:
    """The title held on `day`; when the day is unknown or none fits, the last one."""
    titles = [t for t in staff.befattning if t.benamning]
    if day is not None:
        fitting = [t for t in titles if (_day(t.from_) or date.min) <= day <= (_day(t.tom) or date.max)]
        titles = fitting or titles
    return titles[-1].benamning if titles else None
