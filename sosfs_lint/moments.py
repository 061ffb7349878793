"""Moments: how an anmälan, a decision, a document or a note of some kind is known, as a moment file (moment/<name>.toml) says it.

`is` and `or` are the rows that know one, `not` what only looks like one, `adds` what only adds to an earlier one; `date` where its day stands; `same` within how many
days two tellings are one; `apart` the groups of words by which two are told apart, and `after` whether what follows the last
of them in a note is about all of them or is its own; `second_hand` that its notes retell what somebody reported; `per` and `ends` whether there is one per
matter, and what ends a round of it. loci.py finds the occurrences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sosfs_lint.akt import find_in, kind_of
from sosfs_lint.errors import PackError
from sosfs_lint.model import Anteckning, Element, Post, Text
from sosfs_lint.reading import Reading, Said, came_in, opening_of
from sosfs_lint.several import KEYS as SEVERAL
from sosfs_lint.several import NONE, Several, several_of
from sosfs_lint.toml_file import TomlFile

KINDS = ("personakt", "arende", "insats", "skede", "aktualisering", "samtycke", "beslut", "handling", "anteckning")
_ROW_FIELDS = ("typ", "slag", "mall", "titel", "rubrik", "utfall", "moment", "kontaktsatt", "svar", "lagrum", "lag", "fran", "innehall")
_PATHS = {"rubrik": ("rubrik", "sokord"), "fran": ("inkommen/fran",)}  # a note is headed by its keyword as well
_KEYS = {"name", "sv", "en", "is", "or", "not", "adds", "date", "same", "apart", "after", "second_hand", "per", "ends", "example"}
_PER = ("post", "arende", "akt")
_SEVERAL = 3  # headings by which a form is known
_SPAN = re.compile(r"(\d+)d")


@dataclass(frozen=True, slots=True)
class Row:
    """One way to know a moment: a kind of element whose fields hold one of the phrases, or whose prose says one of the concepts.

    `headed` are concepts of which its headings must announce at least three: a form is known by what it asks for; `several` those of which
    its prose must say a number, in our own words: the post as a whole is then the moment.
    `unless` is what it must not be, a row or a list of rows; `beside` the moments of which one must stand in the same matter on the same day, `follows`
    those of which one must have been before it, in the same matter if it has any, and at most `soon` days before; `opens` that its matter began with it, and with
    nothing that came in on paper; `ours` that it was not done by another municipality's office; `of_a_child` that the record is a child's; `without` the
    moments of which none may be in the record.
    Prose that came in from somebody else tells of no moment of ours unless the row asks for what came in (`slag = ["inkommen"]`).
    """

    kind: str
    fields: tuple[tuple[str, Phrases], ...] = ()
    present: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    headed: tuple[str, ...] = ()
    unless: tuple[Row, ...] = ()
    beside: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    soon: int | None = None
    opens: bool = False
    ours: bool = False
    of_a_child: bool = False
    without: tuple[str, ...] = ()
    several: Several = NONE

    def fits(self, element: Element, reading: Reading) -> list[Said] | bool:
        """Whether an element is one; the places that say so, where it is known by its prose."""
        if self.kind not in ("", kind_of(element)) or (self.of_a_child and not reading.is_of_a_child):
            return False
        for name, phrases in self.fields:
            held = [_shown(found.value) for path in _PATHS.get(name, (name,)) for found in find_in(path, element, "", None)]
            if not held and name == "rubrik" and isinstance(element, Anteckning):
                held = [opening_of(element)]
            if not any(phrases.within(value) for value in held):
                return False
        if any(not list(find_in(path, element, "", None)) for path in self.present):
            return False
        if any(row.fits(element, reading) for row in self.unless):
            return False
        if self.headed and not (isinstance(element, Post) and len(reading.asked_for(element, self.headed)) >= _SEVERAL):
            return False
        if self.several.concepts and not (isinstance(element, Post) and self._may_tell(element) and self.several.within(element, reading)):
            return False
        if not self.says:
            return not (self.ours and isinstance(element, Post) and reading.is_of_another(element))
        if not isinstance(element, Post) or not self._may_tell(element):
            return False
        told = [said for concept in self.says for said in reading.said(element, concept) if said.counts]
        own = [said for said in told if not (self.ours and reading.is_told_of_another(said))]
        return bool(own) if self.several.concepts else own or False

    def _may_tell(self, post: Post) -> bool:
        """Whether the prose of a post is ours, or the row asks for what came in."""
        return not came_in(post) or any(name == "slag" and phrases.within("inkommen") for name, phrases in self.fields)


@dataclass(frozen=True, slots=True)
class Moment:
    """A kind of moment, with the rows that know it and where its day stands."""

    name: str
    sv: str
    en: str
    rows: tuple[Row, ...]
    looks_like: tuple[Row, ...] = ()
    adds: tuple[Row, ...] = ()
    dates: tuple[str, ...] = ()
    same_within: int | None = None
    apart: tuple[Phrases, ...] = ()
    tail_is_shared: bool = True
    second_hand: bool = False
    per: str = "post"
    ends: tuple[str, ...] = ()
    where: str = ""
    examples: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)

    @property
    def needs(self) -> set[str]:
        """The moments that must be known before it can be."""
        return {
            *self.ends,
            *(name for row in (*self.rows, *self.looks_like, *self.adds) for name in (*row.beside, *row.follows, *row.without)),
        }


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
        tuple(_row(row, file, "adds") for row in content.get("adds", [])),
        tuple(content.get("date", ())),
        _span(content.get("same"), file),
        tuple(Phrases(group) for group in content.get("apart", ())),
        _shared(content.get("after", "shared"), file),
        _second_hand(content.get("second_hand", False), file),
        _per(content.get("per", "post"), file),
        tuple(content.get("ends", ())),
        file.where(),
        tuple(content.get("example", ())),
    )


def _span(value: object, file: TomlFile) -> int | None:
    match = _SPAN.fullmatch(str(value)) if value is not None else None
    if value is not None and match is None:
        raise PackError('same and soon must be a number of days, as "7d"', where=file.where(key="same"))
    return int(match[1]) if match else None


def _shared(value: str, file: TomlFile) -> bool:
    if value not in ("shared", "own"):
        raise PackError("after must be shared or own", where=file.where(key="after"))
    return value == "shared"


def _second_hand(value: object, file: TomlFile) -> bool:
    if not isinstance(value, bool):
        raise PackError("second_hand must be true or false", where=file.where(key="second_hand"))
    return value


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
    others: dict[str, list[str]] = {"headed": [], "beside": [], "follows": [], "without": []}
    kind, soon = "", None
    unless: tuple[Row, ...] = ()
    flags = {"opens": False, "ours": False, "of_a_child": False}
    for name, value in table.items():
        if name == "kind":
            kind = _kind(str(value), file).kind
        elif name == "unless":
            unless = tuple(_row(one, file, key) for one in (value if isinstance(value, list) else [value]))
        elif name == "soon":
            soon = _span(value, file)
        elif name in flags:
            flags[name] = bool(value)
        elif name == "has":
            present.extend(value)
        elif name == "says":
            says.extend(value)
        elif name in others:
            others[name].extend(value)
        elif name in _ROW_FIELDS:
            fields_.append((name, Phrases(value)))
        elif name not in SEVERAL:
            known = ["kind", "has", "says", "unless", "soon", "opens", "ours", "of_a_child", *SEVERAL, *others, *_ROW_FIELDS]
            raise PackError(
                f"unknown key {name} in a row of `{key}`; known are {', '.join(known)}",
                where=file.where(key=key),
            )
    return Row(
        kind,
        tuple(fields_),
        tuple(present),
        tuple(says),
        tuple(others["headed"]),
        unless,
        tuple(others["beside"]),
        tuple(others["follows"]),
        soon,
        **flags,
        without=tuple(others["without"]),
        several=several_of(table, file, key),
    )


class Phrases:
    """Words or phrases, without regard to case; `*` stands for the rest of a word: "*beslut", "inled*"; `^` for the beginning of the field, `$` for its end."""

    __slots__ = ("_pattern", "_values")

    def __init__(self, values: Iterable[str]) -> None:
        self._values = tuple(values)
        self._pattern: re.Pattern[str] | None = None

    def within(self, text: str) -> bool:
        """Whether one of them stands in a text."""
        if self._pattern is None:
            parts = [
                re.escape(value).replace(r"\*", r"\w*").replace(r"\ ", r"\s+").replace(r"\^", r"^\s*").replace(r"\$", r"[\s.:]*$")
                for value in self._values
            ]
            self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)
        return self._pattern.search(text) is not None


def _shown(value: object) -> str:
    return value.value if isinstance(value, Text) else str(value)
