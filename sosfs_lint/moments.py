"""Moments: which anmälan, decision, document or note there is in a record, where, and on which day.

A moment file (moment/<name>.toml) says how one is known. Each occurrence is a locus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sosfs_lint.akt import Akt, day_of, entered_on, find_in, kind_of
from sosfs_lint.case import Case
from sosfs_lint.errors import PackError
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Anteckning, Element, Handling, Personakt, Post, Text
from sosfs_lint.reading import Reading, Said, came_in
from sosfs_lint.report import Locus
from sosfs_lint.tid import Tid
from sosfs_lint.toml_file import TomlFile

KINDS = ("personakt", "arende", "insats", "skede", "aktualisering", "samtycke", "beslut", "handling", "anteckning")
_ROW_FIELDS = ("typ", "slag", "mall", "titel", "rubrik", "utfall", "moment", "kontaktsatt", "svar", "lagrum", "lag")
_KEYS = {"name", "sv", "en", "is", "or", "not", "date", "same", "per", "example"}
_PER = ("post", "arende", "akt")
_SPAN = re.compile(r"(\d+)d")


@dataclass(frozen=True, slots=True)
class Row:
    """One way to know a moment: a kind of element whose fields hold one of the phrases, or whose prose says one of the concepts.

    `unless` is what it must not be. Prose that came in from somebody else tells of no moment of ours unless the row says so.
    """

    kind: str
    fields: tuple[tuple[str, Phrases], ...] = ()
    present: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    unless: Row | None = None

    def fits(self, element: Element, reading: Reading) -> Said | bool:
        """Whether an element is one; the words that say so, where it is known by its prose."""
        if self.kind not in ("", kind_of(element)):
            return False
        for name, phrases in self.fields:
            if not any(phrases.within(_shown(found.value)) for found in find_in(name, element, "", None)):
                return False
        if any(not list(find_in(path, element, "", None)) for path in self.present):
            return False
        if self.unless is not None and self.unless.fits(element, reading):
            return False
        if not self.says:
            return True
        if not isinstance(element, Post) or came_in(element):
            return False
        return reading.affirms(element, self.says) or False


@dataclass(frozen=True, slots=True)
class Moment:
    """A kind of moment, with the rows that know it and where its day stands."""

    name: str
    sv: str
    en: str
    rows: tuple[Row, ...]
    looks_like: tuple[Row, ...] = ()
    dates: tuple[str, ...] = ()
    same_within: int | None = None
    per: str = "post"
    where: str = ""
    examples: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)


def load_moment(file: TomlFile) -> Moment:
    """A moment file. Raises PackError for an unknown key, kind or field."""
    content = file.content
    for key in content:
        if key not in _KEYS:
            raise PackError(f"unknown key {key}; known are {', '.join(sorted(_KEYS))}", where=file.where(key=key))
    name = content.get("name")
    if not isinstance(name, str):
        raise PackError("a moment needs a name", where=file.where())
    rows = [_kind(kind, file) for kind in content.get("is", [])]
    rows += [_row(row, file, "or") for row in content.get("or", [])]
    if not rows:
        raise PackError(f"moment {name} says neither `is` nor `or`", where=file.where())
    return Moment(
        name,
        content.get("sv", name),
        content.get("en", content.get("sv", name)),
        tuple(rows),
        tuple(_row(row, file, "not") for row in content.get("not", [])),
        tuple(content.get("date", ())),
        _span(content.get("same"), file),
        _per(content.get("per", "post"), file),
        file.where(),
        tuple(content.get("example", ())),
    )


def _span(value: object, file: TomlFile) -> int | None:
    match = _SPAN.fullmatch(str(value)) if value is not None else None
    if value is not None and match is None:
        raise PackError('same must be a number of days, as "7d"', where=file.where(key="same"))
    return int(match[1]) if match else None


def _per(value: str, file: TomlFile) -> str:
    if value not in _PER:
        raise PackError(f"per must be one of {', '.join(_PER)}", where=file.where(key="per"))
    return value


def _kind(kind: str, file: TomlFile) -> Row:
    if kind not in KINDS:
        raise PackError(f"unknown kind {kind}; known are {', '.join(KINDS)}", where=file.where(key="is"))
    return Row(kind)


def _row(table: object, file: TomlFile, key: str) -> Row:
    if not isinstance(table, dict):
        raise PackError(f"each row of `{key}` must be a table", where=file.where(key=key))
    fields_: list[tuple[str, Phrases]] = []
    present: list[str] = []
    says: list[str] = []
    kind, unless = "", None
    for name, value in table.items():
        if name == "kind":
            kind = _kind(str(value), file).kind
        elif name == "unless":
            unless = _row(value, file, key)
        elif name == "has":
            present.extend(value)
        elif name == "says":
            says.extend(value)
        elif name in _ROW_FIELDS:
            fields_.append((name, Phrases(value)))
        else:
            raise PackError(
                f"unknown key {name} in a row of `{key}`; known are kind, has, says, unless, {', '.join(_ROW_FIELDS)}",
                where=file.where(key=key),
            )
    return Row(kind, tuple(fields_), tuple(present), tuple(says), unless)


class Phrases:
    """Words or phrases, without regard to case; `*` stands for the rest of a word: "*beslut", "inled*"."""

    __slots__ = ("_pattern", "_values")

    def __init__(self, values: Iterable[str]) -> None:
        self._values = tuple(values)
        self._pattern: re.Pattern[str] | None = None

    def within(self, text: str) -> bool:
        """Whether one of them stands in a text."""
        if self._pattern is None:
            parts = [re.escape(value).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for value in self._values]
            self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)
        return self._pattern.search(text) is not None


def _shown(value: object) -> str:
    return value.value if isinstance(value, Text) else str(value)


# -- finding them


class Loci(Mapping[str, tuple[Locus, ...]]):
    """Every moment in a record, by kind, in the order of the export; each kind is looked for when it is asked for."""

    def __init__(self, moments: Mapping[str, Moment], case: Case) -> None:
        self._moments = moments
        self._case = case
        self._found: dict[str, tuple[Locus, ...]] = {}
        self._elements: dict[str, list[tuple[Element, str | None]]] = {}
        for element, arende in _elements(case.akt):
            self._elements.setdefault(kind_of(element), []).append((element, arende))

    def __getitem__(self, name: str) -> tuple[Locus, ...]:
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = find_loci(self._moments[name], self._case, self._elements)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._moments)

    def __len__(self) -> int:
        return len(self._moments)


def _elements(akt: Akt) -> Iterator[tuple[Element, str | None]]:
    """Every element that can be a moment, with the matter that it belongs to."""
    personakt = akt.personakt
    yield personakt, None
    for arende in personakt.arende:
        yield arende, arende.id
        yield from ((element, arende.id) for element in (*arende.aktualisering, *arende.skede))
    yield from ((insats, insats.arende) for insats in personakt.insats)
    yield from ((post, akt.arende_of(post)) for post in akt.live)


def find_loci(moment: Moment, case: Case, elements: Mapping[str, list[tuple[Element, str | None]]]) -> tuple[Locus, ...]:
    """The occurrences of one kind of moment. Those that the moment file calls the same are one, with the posts of all."""
    found: list[Locus] = []
    kinds = {row.kind for row in moment.rows}
    for kind, group in elements.items():
        if kind not in kinds and "" not in kinds:
            continue
        rows = [row for row in moment.rows if row.kind in ("", kind)]
        others = [row for row in moment.looks_like if row.kind in ("", kind)]
        for element, arende in group:
            fit = next((fit for row in rows if (fit := row.fits(element, case.reading))), None)
            if fit is not None and not any(row.fits(element, case.reading) for row in others):
                found.append(_locus(moment, case.akt, element, arende, fit if isinstance(fit, Said) else None))
    if moment.per != "post":
        return tuple(_grouped(moment, found, case))
    return tuple(_merged(found, moment.same_within) if moment.same_within is not None else found)


def _grouped(moment: Moment, loci: list[Locus], case: Case) -> Iterator[Locus]:
    """One locus per matter (or for the record), which all its occurrences belong to."""
    groups: dict[str | None, list[Locus]] = {}
    for locus in loci:
        groups.setdefault(locus.arende if moment.per == "arende" else None, []).append(locus)
    for arende, group in groups.items():
        first = min(group, key=_standing)
        yield replace(
            first,
            kind="arende" if arende else "akt",
            id=arende or case.akt.personakt.id,
            posts=tuple(dict.fromkeys(post for locus in group for post in locus.posts)),
        )


def _rank(locus: Locus) -> int:
    """Which of several tellings of one moment it stands in: its own element, then a document, then a note."""
    return {Anteckning: 2, Handling: 1}.get(type(locus.element), 0)


def _standing(locus: Locus) -> tuple[int, date, str]:
    """An order that does not hang on how the export is sorted: by how it is told, by day, by id."""
    return _rank(locus), locus.day or date.max, locus.id


def _merged(loci: list[Locus], within: int) -> Iterator[Locus]:
    """Occurrences of one matter at most `within` days apart, told in different ways, are one moment."""
    kept: list[Locus] = []
    for locus in sorted(loci, key=_standing):
        for at, other in enumerate(kept):
            near = locus.day is None or other.day is None or abs(locus.day - other.day) <= timedelta(within)
            if other.arende == locus.arende and near and (_rank(locus) > _rank(other) or _rank(locus) == 2):
                kept[at] = replace(other, posts=(*other.posts, *(post for post in locus.posts if post not in other.posts)))
                break
        else:
            kept.append(locus)
    order = {locus.id: number for number, locus in enumerate(loci)}
    yield from sorted(kept, key=lambda locus: order[locus.id])


def _locus(moment: Moment, akt: Akt, element: Element, arende: str | None, said: Said | None) -> Locus:
    post = element.id if isinstance(element, Post) else None
    kind = {"personakt": "akt", "arende": "arende", "insats": "insats"}.get(
        kind_of(element), "post" if post else "arende" if arende else "akt"
    )
    own_id = getattr(element, "id", None) if kind in ("akt", "insats") else None
    place = place_of(element)
    return Locus(
        kind=kind,
        id=post or own_id or (arende if kind == "arende" and arende else akt.personakt.id),
        moment=moment.name,
        day=(_day_said(said) if said is not None and "text" in moment.dates else None) or _day(moment, akt, element),
        post=post,
        posts=(post,) if post else (),
        arende=arende,
        place=place,
        element=element,
    )


def _day_said(said: Said) -> date | None:
    """The exact day that stands in the words that tell of a moment, or right beside them."""
    text = said.passage.text.value
    start = text.rfind(".", 0, said.mark.start) + 1
    end = text.find(".", said.mark.end)
    own = text[start : end if end > 0 else len(text)]
    day = day_of(said.post)
    past = [d.day for d in find_dates(own, day) if d.day is not None and (day is None or d.day <= day)]
    return past[0] if len(set(past)) == 1 else None


def _day(moment: Moment, akt: Akt, element: Element) -> date | None:
    for path in (path for path in moment.dates if path != "text"):
        for found in find_in(path, element, "", None):
            if isinstance(found.value, Tid) and found.value.date is not None:
                return found.value.date
    if moment.dates:
        return entered_on(element) if isinstance(element, Post) else None
    if isinstance(element, Post):
        return day_of(element)
    return akt.last_activity if isinstance(element, Personakt) else None


def place_of(element: Element) -> Any:
    """Where an element stands: in the user's original file if the export says it, else in the export."""
    source = getattr(element, "kallposition", None)
    if source is None:
        return element.place
    return element.place._replace(
        path=source.fil, line=source.rad, column=source.kolumn, page=source.sida, sheet=source.blad, cell=source.cell
    )
