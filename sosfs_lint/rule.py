"""Rules and packs as data: what a rule file says, checked and typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sosfs_lint.report import Level

if TYPE_CHECKING:
    from sosfs_lint.toml_file import TomlFile

FORCES = ("ska", "bör", "kan")
LOOKS = ("post", "linked", "journal", "near", "arende", "meanwhile", "akt")
LOOK_FOR = {
    "handling": ("post", "linked"), "beslutsunderlag": ("post", "linked"), "journal": ("post", "linked", "journal"),
    "dokumentation": ("post", "linked", "arende"), "personakt": ("post", "akt"),
}  # fmt: skip
STATUSES = ("implemented", "partly", "human", "control", "not yet")
ORDINALS = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", 5: "femte"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """An entry of a pack's catalogue: what the regulation demands, from whom and where it must stand."""

    id: str
    chapter: int
    section: int
    stycke: int | None
    item: int | None
    heading: str
    force: str
    actor: frozenset[str]
    subject: str
    condition: str
    flags: tuple[str, ...]
    place: str
    check: str
    sv: str
    en: str
    note: str

    @property
    def clause(self) -> str:
        """The place in the draft, as it is always shown: "utkastet 4 kap. 13 § 3"."""
        text = f"utkastet {self.chapter} kap. {self.section} §"
        if self.force != "ska":
            return f"{text}, allmänna råd" + (f" {self.item}" if self.item is not None else "")
        if self.stycke is not None and self.stycke > 1:
            text += f" {ORDINALS[self.stycke]} stycket"
        return text + (f" {self.item}" if self.item is not None else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An example in a rule file, run as a test: prose (`text`) or a piece of a personakt (`akt`), and the verdict.

    `settings` says what the piece of a personakt lacks: actor, the day it is judged on, field statuses.
    """

    verdict: str
    text: str | None = None
    akt: str | None = None
    why: str | None = None
    context: dict[str, object] = field(default_factory=dict)
    settings: dict[str, object] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """Something that holds from one day to another, both included: a lagrum, a limit. A day that is not given is open."""

    text: str
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def load_periods(value: Any) -> tuple[Period, ...]:
    """A text, or a list of `{ from = DAY, to = DAY, is = "text" }`. Raises ValueError with what is wrong."""
    if isinstance(value, str):
        return (Period(value),)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError("must be a text or a list of { from, to, is }")
    for item in value:
        days = [item[key] for key in ("from", "to") if key in item]
        if set(item) - {"from", "to", "is"} or not isinstance(item.get("is"), str) or not all(type(day) is date for day in days):
            raise ValueError('each period must be like { from = 2025-07-01, to = 2025-12-31, is = "..." }')
    return tuple(Period(item["is"], item.get("from"), item.get("to")) for item in value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One requirement as it is checked. `check` is the word of the rule file that says how, `spec` what stood after it.

    `sv` and `en` are what it asks for, as the catalogue or the rule file says it; `what` is what is missing where it is not met, in a few Swedish words, where the check has no elements that say it.
    `in_a_text` are the needs by which a text alone is tried, where the check asks about more than a text.
    """

    id: str
    name: str
    what: str = ""
    pack: str
    chapter: str
    clause: str
    lagrum: tuple[Period, ...] = ()
    adopted: str | None = None
    force: str
    level: Level
    status: str
    default: bool = True
    actor: frozenset[str]
    about: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    look: tuple[str, ...] = ("post",)
    place: str = "dokumentation"
    check: str
    spec: object = None
    in_a_text: object = None
    excuse: tuple[str, ...] = ()
    each: str | None = None
    instead_of: str | None = None
    due: str | None = None
    partial: str = "missing"
    message: dict[str, str] = field(default_factory=dict)
    open_message: dict[str, str] = field(default_factory=dict)
    help: dict[str, str] = field(default_factory=dict)
    sv: str = ""
    en: str = ""
    why: str = ""
    over: str = ""
    under: str = ""
    examples: tuple[Example, ...] = ()
    where: str = ""

    def text(self, kind: str, lang: str) -> str | None:
        """The rule's `message`, `open_message` or `help` in a language; Swedish where the other is missing."""
        table: dict[str, str] = getattr(self, kind)
        return table.get(lang) or table.get("sv")

    def requirement(self, lang: str) -> str:
        """What it asks for, in one sentence that holds whether it is met or not; Swedish where the other is missing."""
        return self.sv if lang == "sv" else self.en or self.sv

    def sentence(self, kind: str, lang: str) -> str:
        """The same as `text`, with "…" for the days and numbers that only an answer has."""
        return re.sub(r"\{\w+\}", "…", self.text(kind, lang) or "")

    def lagrum_on(self, day: date | None) -> str | None:
        """The lagrum in force on a day, the newest when the day is not known; None where the rule names none for that day."""
        if day is None:
            return self.lagrum[-1].text if self.lagrum else None
        return next((period.text for period in self.lagrum if period.holds(day)), None)

    def ground_on(self, day: date | None) -> str:
        """Where it stands: its clause, else its lagrum on a day."""
        return self.clause or self.lagrum_on(day) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack of rules: a regulation, a version, the days it is in force, and what its folder holds."""

    name: str
    version: str
    folder: Path
    title: str
    first_day: date | None = None
    last_day: date | None = None
    note: dict[str, str] = field(default_factory=dict)
    catalogue: dict[str, Requirement] = field(default_factory=dict)
    files: tuple[TomlFile, ...] = ()

    def in_force(self, day: date | None) -> bool:
        """Whether the pack is in force on a day; an unknown day is not outside it."""
        if day is None:
            return True
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)
