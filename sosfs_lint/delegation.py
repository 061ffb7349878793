"""A municipality's delegation order: which role or body may take which kind of decision. A small TOML file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sosfs_lint.errors import ConfigError

_ORDER_KEYS = {"namn", "roller", "beslut", "ovrigt"}
_KIND_KEYS = {"punkt", "art", "typ", "lagrum", "minst", "enhet", "under_utredning", "mottagande"}


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
        """Where a role or body stands; the longest name of the order that the words hold, None for one that it does not know."""
        said = " ".join(role.casefold().split())
        held = [(len(name), at) for at, name in enumerate(self.roller) if re.search(rf"(?<!\w){re.escape(name)}(?:en|et|n)?(?!\w)", said)]
        return max(held)[1] if held else None


def load_delegation(path: str) -> Delegation:
    """Read a delegation order. Raises ConfigError for a file that cannot be read, an unknown key or a role that is not in `roller`."""
    where = f"--delegation {path}"
    try:
        content = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise ConfigError("cannot be read as UTF-8 text", where=where) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"is not TOML: {error}", where=where) from None
    _known(content, _ORDER_KEYS, where)
    roller = tuple(str(role).casefold() for role in content.get("roller", ()))
    kinds = content.get("beslut", ())
    if not roller or not isinstance(kinds, list) or not kinds:
        raise ConfigError("needs `roller` from the least to the most, and at least one [[beslut]]", where=where)
    rest = content.get("ovrigt")
    if rest is not None:
        _known(rest, {"minst"}, where)
    return Delegation(
        str(content.get("namn", "")),
        roller,
        tuple(_kind(table, roller, where) for table in kinds),
        _rank(rest.get("minst"), roller, where) if rest is not None else None,
    )


def _kind(table: Any, roller: tuple[str, ...], where: str) -> Kind:
    _known(table, _KIND_KEYS, where)
    if not (table.get("typ") or table.get("lagrum") or table.get("mottagande")):
        raise ConfigError("each [[beslut]] needs `typ`, `lagrum` or `mottagande`", where=where)
    return Kind(
        str(table.get("punkt", "")),
        str(table.get("art", "")),
        _words(table.get("typ")),
        tuple(table.get("lagrum", ())),
        _rank(table.get("minst"), roller, where),
        _words(table.get("enhet")),
        bool(table.get("under_utredning", False)),
        bool(table.get("mottagande", False)),
    )


def _known(table: Any, keys: set[str], where: str) -> None:
    if not isinstance(table, dict):
        raise ConfigError("[[beslut]] and [ovrigt] must be tables", where=where)
    for key in table:
        if key not in keys:
            raise ConfigError(f"unknown key {key}; known are {', '.join(sorted(keys))}", where=where)


def _rank(role: object, roller: tuple[str, ...], where: str) -> int:
    if str(role).casefold() not in roller:
        raise ConfigError(f"minst = {role!r} is none of `roller`", where=where)
    return roller.index(str(role).casefold())


def _words(values: Any) -> re.Pattern[str] | None:
    """Words or phrases as one pattern; `*` stands for the rest of a word."""
    if not values:
        return None
    parts = [re.escape(str(value)).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for value in values]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)
