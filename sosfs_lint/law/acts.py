"""Acts: which there are, what they are called, when they are in force and which sections they have.

Read at the first use from data/statutes.json (acts with their sections) and data/acts.toml (more acts, more names).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Act:
    """An act (lag, balk or förordning) of Svensk författningssamling.

    `in_force_to` is its last day, None while it is in force. `complete` says whether its sections are known; they are as of spring
    2026, or as of the day of repeal. `chaptered` says whether sections are numbered within chapters. `added` has the days on which
    sections came to an act in force, or got their number or whole wording anew, by chapter and section: "11:1a".
    """

    sfs: str
    title: str
    names: tuple[str, ...]
    in_force_from: date
    in_force_to: date | None
    complete: bool
    chaptered: bool
    sections: Mapping[str, frozenset[str]]
    repealed: Mapping[str, frozenset[str]]
    added: Mapping[str, date] = field(default_factory=dict)

    def has_section(self, kapitel: str | None, paragraf: str, *, ever: bool = False) -> bool | None:
        """Whether the act has a section ("1a" for 1 a §); None when its sections are not known. `ever` counts repealed ones too."""
        if not self.complete:
            return None
        held = self.sections.get(kapitel or "", frozenset())
        return paragraf in held or (ever and paragraf in self.repealed.get(kapitel or "", frozenset()))

    def is_later(self, kapitel: str | None, paragraf: str, day: date) -> bool:
        """Whether a section seems to have come to the act after a day."""
        return self.added.get(f"{kapitel or ''}:{paragraf}", date.min) > day

    def in_force(self, day: date) -> bool:
        """Whether the act is in force on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    @property
    def short(self) -> str:
        """What records call it: "SoL"; its SFS number if it has no name of its own."""
        return self.names[0] if self.names and " " not in self.names[0] else self.sfs

    @property
    def definite(self) -> str:
        """How running text names it: "socialtjänstlagen (2025:400)", "lagen (1990:52) med särskilda bestämmelser om vård av unga"."""
        kind, space, rest = self.title.partition(" (")
        return f"{kind[0].lower()}{kind[1:]}en{space}{rest}"


@cache
def acts() -> Mapping[str, Act]:
    """Every act that is known, by SFS number."""
    folder = resources.files("sosfs_lint") / "data"
    statutes: dict[str, Any] = json.loads((folder / "statutes.json").read_text("utf-8"))
    more = tomllib.loads((folder / "acts.toml").read_text("utf-8"))
    found = {sfs: _from_statutes(sfs, entry, more) for sfs, entry in statutes.items()}
    return found | {entry["sfs"]: _from_table(entry) for entry in more["act"]}


@cache
def acts_by_name() -> Mapping[str, tuple[str, ...]]:
    """SFS numbers for each name in lower case, the newest act first: "sol" -> 2025:400, 2001:453."""
    found: dict[str, list[Act]] = {}
    for act in acts().values():
        whole = f"lagen {act.title.partition(') ')[2]}" if ") " in act.title else act.short
        for name in {name.lower() for name in (*act.names, whole)}:
            found.setdefault(name, []).append(act)
    return {name: tuple(act.sfs for act in sorted(group, key=lambda a: a.in_force_from, reverse=True)) for name, group in found.items()}


def _from_statutes(sfs: str, entry: dict[str, Any], more: dict[str, Any]) -> Act:
    chapters: dict[str, Any] = entry.get("chapters", {})
    return Act(
        sfs=sfs,
        title=entry["title"],
        names=tuple(dict.fromkeys([*entry["names"], *more["names"].get(sfs, ())])),
        in_force_from=date.fromisoformat(entry["in_force_from"]),
        in_force_to=date.fromisoformat(entry["in_force_to"]) if entry["in_force_to"] else None,
        complete=entry["complete"],
        chaptered=more["chaptered"].get(sfs, any(chapters)),
        sections={kapitel: frozenset(chapter["sections"]) for kapitel, chapter in chapters.items()},
        repealed={kapitel: frozenset(chapter.get("repealed") or ()) for kapitel, chapter in chapters.items()},
        added={
            place: date.fromisoformat(day) for place, day in entry.get("added", {}).items() if place not in more["renewed"].get(sfs, ())
        },
    )


def _from_table(entry: dict[str, Any]) -> Act:
    names = tuple(entry["names"])
    return Act(entry["sfs"], entry["title"], names, entry["from"], entry.get("to"), False, entry["chaptered"], {}, {})
