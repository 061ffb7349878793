"""A municipality's delegation order: which role or body may take which kind of decision. A small TOML file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sosfs_lint.errors import ConfigError
from sosfs_lint.law import parse_citations
from sosfs_lint.toml_file import TomlFile, load_toml

_ORDER_KEYS = {"namn", "roller", "beslut", "ovrigt"}
_KIND_KEYS = {"punkt", "art", "typ", "lagrum", "minst", "enhet", "under_utredning", "mottagande"}
_OF_ANOTHER = re.compile(
    r"(?:\b(?:till|åt|för|hos|under|f\.? ?d\.?|före detta|tidigare|blivande|bitr\.?|biträdande|vice|ass\.?|assisterande) ?)$"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of decision: what records call it, the least role that may take it, where and when.

    `enhet` binds the least role only: higher ones may decide anywhere. `mottagande` is to receive a report, not a decision.
    """

    punkt: str
    art: str
    typ: re.Pattern[str] | None
    lagrum: tuple[str, ...]
    minst: int
    enhet: re.Pattern[str] | None = None
    under_utredning: bool = False
    mottagande: bool = False


@dataclass(frozen=True, slots=True)
class Delegation:
    """A delegation order. `roller` are the roles and bodies from the least to the most; `ovrigt` is the least for all other kinds."""

    namn: str
    roller: tuple[str, ...]
    kinds: tuple[Kind, ...]
    ovrigt: int | None

    def rank(self, role: str) -> int | None:
        """Where a role or body stands; the longest name of the order that the words hold, None for one that it does not know.

        Somebody else's role is none: "assistent till enhetschef", "f.d. enhetschef", "bitr. enhetschef" unless the order has it.
        """
        said = " ".join(role.casefold().split())
        held = [
            (len(name), at)
            for at, name in enumerate(self.roller)
            if any(
                not _OF_ANOTHER.search(said[: match.start()]) for match in re.finditer(rf"(?<!\w){re.escape(name)}(?:en|et|n)?(?!\w)", said)
            )
        ]
        return max(held)[1] if held else None


def load_delegation(path: str | Path) -> Delegation:
    """Read a delegation order. Raises ConfigError, with file and line, for what cannot be read, an unknown key or a role not in `roller`."""
    file = load_toml(Path(path), Path(path).name, ConfigError)
    content = file.content
    _known(content, _ORDER_KEYS, file)
    roller = tuple(str(role).casefold() for role in content.get("roller", ()))
    kinds = content.get("beslut", ())
    if not roller or not isinstance(kinds, list) or not kinds:
        raise ConfigError("needs `roller` from the least to the most, and at least one [[beslut]]", where=file.shown)
    rest = content.get("ovrigt")
    if rest is not None:
        _known(rest, {"minst"}, file, "ovrigt")
    return Delegation(
        str(content.get("namn", "")),
        roller,
        tuple(_kind(table, roller, file, number) for number, table in enumerate(kinds)),
        _rank(rest.get("minst"), roller, file.where("ovrigt", key="minst")) if rest is not None else None,
    )


def _kind(table: Any, roller: tuple[str, ...], file: TomlFile, number: int) -> Kind:
    _known(table, _KIND_KEYS, file, "beslut", number)
    if not (table.get("typ") or table.get("lagrum") or table.get("mottagande")):
        raise ConfigError("each [[beslut]] needs `typ`, `lagrum` or `mottagande`", where=file.where("beslut", number))
    return Kind(
        str(table.get("punkt", "")),
        str(table.get("art", "")),
        _words(table.get("typ")),
        _lagrum(table.get("lagrum", ()), file.where("beslut", number, "lagrum")),
        _rank(table.get("minst"), roller, file.where("beslut", number, "minst")),
        _words(table.get("enhet")),
        bool(table.get("under_utredning", False)),
        bool(table.get("mottagande", False)),
    )


def _known(table: Any, keys: set[str], file: TomlFile, name: str = "", number: int = 0) -> None:
    if not isinstance(table, dict):
        raise ConfigError("[[beslut]] and [ovrigt] must be tables", where=file.where(key=name))
    for key in table:
        if key not in keys:
            raise ConfigError(f"unknown key {key}; known are {', '.join(sorted(keys))}", where=file.where(name, number, key))


def _rank(role: object, roller: tuple[str, ...], where: str) -> int:
    if role is None:
        raise ConfigError("says no minst, the least role that may decide", where=where)
    if str(role).casefold() not in roller:
        raise ConfigError(f"minst = {role!r} is none of `roller`", where=where)
    return roller.index(str(role).casefold())


def _lagrum(texts: object, where: str) -> tuple[str, ...]:
    """Sections with their acts: what names none would match no decision, or those of any act."""
    found = tuple(map(str, texts)) if isinstance(texts, list | tuple) else (str(texts),)
    for text in found:
        cited = parse_citations(text)
        if not cited or not all(citation.candidates and citation.paragraf for citation in cited):
            raise ConfigError(f'lagrum = "{text}" names no section of an act, such as "14 kap. 2 § SoL"', where=where)
    return found


def _words(values: Any) -> re.Pattern[str] | None:
    """Words or phrases as one pattern; `*` stands for the rest of a word."""
    if not values:
        return None
    parts = [re.escape(str(value)).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for value in values]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)
