"""Moments: which anmälan, decision, document or note there is in a record, where, and on which day.

A moment file (moment/<name>.toml) says how one is known. Each occurrence is a locus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sosfs_lint.akt import Akt, day_of, entered_on, find_in, kind_of
from sosfs_lint.errors import PackError
from sosfs_lint.model import Element, Personakt, Post, Text
from sosfs_lint.report import Locus
from sosfs_lint.tid import Tid
from sosfs_lint.toml_file import TomlFile

KINDS = ("personakt", "arende", "insats", "skede", "aktualisering", "samtycke", "beslut", "handling", "anteckning")
_ROW_FIELDS = ("typ", "slag", "mall", "titel", "rubrik", "utfall", "moment", "kontaktsatt", "svar")
_KEYS = {"name", "sv", "en", "is", "or", "not", "date", "example"}


@dataclass(frozen=True, slots=True)
class Row:
    """One way to know a moment: a kind of element whose fields hold one of the phrases; `unless` is what it must not be."""

    kind: str
    fields: tuple[tuple[str, re.Pattern[str]], ...] = ()
    present: tuple[str, ...] = ()
    unless: Row | None = None

    def fits(self, element: Element) -> bool:
        if self.kind not in ("", kind_of(element)):
            return False
        for name, pattern in self.fields:
            if not any(pattern.search(_shown(found.value)) for found in find_in(name, element, "", None)):
                return False
        if any(not list(find_in(path, element, "", None)) for path in self.present):
            return False
        return self.unless is None or not self.unless.fits(element)


@dataclass(frozen=True, slots=True)
class Moment:
    """A kind of moment, with the rows that know it and where its day stands."""

    name: str
    sv: str
    en: str
    rows: tuple[Row, ...]
    looks_like: tuple[Row, ...] = ()
    dates: tuple[str, ...] = ()
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
        file.where(),
        tuple(content.get("example", ())),
    )


def _kind(kind: str, file: TomlFile) -> Row:
    if kind not in KINDS:
        raise PackError(f"unknown kind {kind}; known are {', '.join(KINDS)}", where=file.where(key="is"))
    return Row(kind)


def _row(table: object, file: TomlFile, key: str) -> Row:
    if not isinstance(table, dict):
        raise PackError(f"each row of `{key}` must be a table", where=file.where(key=key))
    fields_: list[tuple[str, re.Pattern[str]]] = []
    present: list[str] = []
    kind, unless = "", None
    for name, value in table.items():
        if name == "kind":
            kind = _kind(str(value), file).kind
        elif name == "unless":
            unless = _row(value, file, key)
        elif name == "has":
            present.extend(value)
        elif name in _ROW_FIELDS:
            fields_.append((name, phrases(value)))
        else:
            raise PackError(
                f"unknown key {name} in a row of `{key}`; known are kind, has, unless, {', '.join(_ROW_FIELDS)}", where=file.where(key=key)
            )
    return Row(kind, tuple(fields_), tuple(present), unless)


def phrases(values: Iterable[str]) -> re.Pattern[str]:
    """Words or phrases as one pattern, without regard to case; `*` stands for the rest of a word: "*beslut", "inled*"."""
    parts = [re.escape(value).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for value in values]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


def _shown(value: object) -> str:
    return value.value if isinstance(value, Text) else str(value)


# -- finding them


def find_moments(moments: Mapping[str, Moment], akt: Akt) -> dict[str, tuple[Locus, ...]]:
    """Every moment in a record, by kind, in the order of the export."""
    elements: dict[str, list[tuple[Element, str | None]]] = {}
    for element, arende in _elements(akt):
        elements.setdefault(kind_of(element), []).append((element, arende))
    return {name: tuple(_loci(moment, akt, elements)) for name, moment in moments.items()}


def _elements(akt: Akt) -> Iterator[tuple[Element, str | None]]:
    """Every element that can be a moment, with the matter that it belongs to."""
    personakt = akt.personakt
    yield personakt, None
    for arende in personakt.arende:
        yield arende, arende.id
        yield from ((element, arende.id) for element in (*arende.aktualisering, *arende.skede))
    yield from ((insats, insats.arende) for insats in personakt.insats)
    yield from ((post, akt.arende_of(post)) for post in akt.live)


def _loci(moment: Moment, akt: Akt, elements: Mapping[str, list[tuple[Element, str | None]]]) -> Iterator[Locus]:
    kinds = {row.kind for row in moment.rows}
    for kind, group in elements.items():
        if kind not in kinds and "" not in kinds:
            continue
        rows = [row for row in moment.rows if row.kind in ("", kind)]
        others = [row for row in moment.looks_like if row.kind in ("", kind)]
        for element, arende in group:
            if any(row.fits(element) for row in rows) and not any(row.fits(element) for row in others):
                yield _locus(moment, akt, element, arende)


def _locus(moment: Moment, akt: Akt, element: Element, arende: str | None) -> Locus:
    post = element.id if isinstance(element, Post) else None
    kind = {"personakt": "akt", "arende": "arende", "insats": "insats"}.get(
        kind_of(element), "post" if post else "arende" if arende else "akt"
    )
    own_id = getattr(element, "id", None) if kind in ("akt", "insats") else None
    return Locus(
        kind=kind,
        id=post or own_id or (arende if kind == "arende" and arende else akt.personakt.id),
        moment=moment.name,
        day=_day(moment, akt, element),
        post=post,
        posts=(post,) if post else (),
        arende=arende,
        place=place_of(element),
        element=element,
    )


def _day(moment: Moment, akt: Akt, element: Element) -> date | None:
    for path in moment.dates:
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
