"""The morning after: per unit what is new, back, mended, gone and left, and which clocks run out; one value that outputs render.

An output is one module with `write(morning, out)` and one line in OUTPUTS in `outputs.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from sosfs_lint.audit import runs
from sosfs_lint.audit.changes import KINDS, Change, clocks, compare
from sosfs_lint.audit.gate import Gate, alarms, gate_of
from sosfs_lint.audit.judged import WRITERS
from sosfs_lint.audit.nightly import Night
from sosfs_lint.audit.schema import akter, units
from sosfs_lint.audit.sentences import sentence
from sosfs_lint.audit.settings import AuditSettings
from sosfs_lint.rule import Rule
from sosfs_lint.wording import Says, render, say

_BY = {"as-of": "night-by-given", "export": "night-by-export", "night": "night-by-itself"}
LISTED = ("new", "back", "mended", "unchecked", "gone", "avsteg", "avsteg-expired")


@dataclass
class UnitMorning:
    """One unit. `figures` is None where fewer than three people wrote in its records: then nothing is counted."""

    id: str
    name: str
    writers: int = 0
    akter: int = 0
    figures: Counter[str] | None = field(default_factory=Counter)
    changes: dict[str, list[Change]] = field(default_factory=lambda: {kind: [] for kind in LISTED})
    left: Counter[str] = field(default_factory=Counter)
    clocks: list[Change] = field(default_factory=list)
    gate: Gate = field(default_factory=lambda: Gate(True))


@dataclass(frozen=True)
class Days:
    """By which days records were taken tonight: those that were given ("as-of"), the exports' own ("export") or the night's ("night")."""

    by: str
    first: date
    last: date
    akter: int

    @property
    def says(self) -> Says:
        days = str(self.first) if self.first == self.last else f"{self.first}–{self.last}"
        return say(_BY[self.by], days=days, akter=self.akter)


@dataclass(frozen=True)
class Morning:
    """Everything that the outputs show of a run."""

    run: Mapping[str, Any]
    before: int | None
    units: list[UnitMorning]
    alarms: list[Says]
    night: Night
    rules: Mapping[str, Rule]
    day: date
    lang: str = "sv"
    days: tuple[Days, ...] = ()

    @property
    def passed(self) -> bool:
        return all(unit.gate.passed for unit in self.units)

    def place(self, change: Change) -> str:
        """path:line:column where the file was read tonight, else the source's pseudonym."""
        path = self.night.paths.get(change.row["source"], change.row["source"][:8])
        return ":".join(str(part) for part in (path, change.line, change.row["column"]) if part is not None)

    def akt(self, change: Change) -> str:
        return self.night.akter.get(change.row["akt"], str(change.row["akt"]))

    def message(self, change: Change) -> str:
        """The sentence that `check` writes, with the numbers and days that the store holds."""
        rule = self.rules.get(change.row["rule"])
        return sentence(change.row, rule, self.lang) if rule else str(change.row["rule"])

    def shown(self, change: Change) -> dict[str, Any]:
        """A change as outputs show it, column by column."""
        row, rule = change.row, self.rules.get(change.row["rule"])
        days = {key: row[key].isoformat() if row[key] else None for key in ("day", "due", "from_date")}
        return {
            "fingerprint": row["fingerprint"], "rule": row["rule"], "clause": rule.ground_on(row["from_date"] or row["day"]) if rule else None, "level": row["level"],
            "kind": row["kind"], "moment": row["moment"], "akt": self.akt(change), "place": self.place(change),
            "message": self.message(change), **days,
        }  # fmt: skip

    def says(self, key: str, **args: object) -> str:
        return render(say(key, **args), self.lang)

    def level(self, change: Change) -> str:
        return self.says("remaining" if change.kind == "clock" else f"level-{change.row['level']}")

    def state(self, unit: UnitMorning) -> str:
        """The unit's gate in words."""
        if unit.gate.passed and not unit.akter:
            return self.says("gate-nothing")
        why = "; ".join(render(reason, self.lang) for reason in unit.gate.reasons)
        return self.says("gate-passed") if unit.gate.passed else self.says("gate-closed", why=why)

    def figures(self, unit: UnitMorning) -> str:
        """The unit's figures in words, or that they are not shown."""
        if not unit.akter:
            return self.says("unit-unread")
        if unit.figures is None:
            return self.says("unit-few")
        counts = ", ".join(f"{self.says(f'kind-{kind}')}: {unit.figures[kind]}" for kind in KINDS if unit.figures[kind])
        return self.says("unit-figures", akter=unit.akter, counts=counts or self.says("unit-nothing"))

    def head(self) -> Iterator[str]:
        """What the night was, in lines: when, why, what was read, and what it is compared with."""
        run = self.run
        yield self.says("night-head", run=run["id"], day=run["day"] or "–", started=run["started"], ended=run["ended"] or "–")
        yield self.says("night-for", purpose=run["purpose"], who=run["started_by"], actor=run["actor_kind"], ground=run["ground"])
        yield self.says("sum-akter", akter_in=run["akter_in"], akter=run["akter"], unreadable=run["unreadable"], skipped=run["skipped"])
        yield self.says("night-work", judged=run["judged"], reused=run["reused"], gone=run["gone"], attempts=run["attempts"])
        yield from (render(days.says, self.lang) for days in self.days)
        yield self.says("night-compared", before=self.before) if self.before is not None else self.says("night-first")
        if not self.night.complete:
            yield self.says("night-incomplete")

    def foot(self) -> Iterator[str]:
        """The packs, and what the morning does not say."""
        yield self.says("packs", packs=self.run["packs"])
        yield self.says("disclaimer")


def make_morning(connection: Connection, night: Night, settings: AuditSettings, rules: Mapping[str, Rule], lang: str) -> Morning:
    """The morning of a finished run, compared with the finished run before it."""
    run = runs.get(connection, night.run)
    before = runs.last_finished(connection, night.run)
    earlier = runs.get(connection, before) if before is not None else None
    day = run["day"] or date.fromisoformat(run["started"][:10])
    found = _units(connection, night)
    days = (date.fromisoformat(earlier["started"][:10]), date.fromisoformat(run["started"][:10])) if earlier else None
    for change in compare(connection, before, night.run, days=days):
        unit = found[change.unit]
        if change.kind == "left":
            unit.left[change.row["rule"]] += 1
        else:
            unit.changes[change.kind].append(change)
        if unit.figures is not None:
            unit.figures[change.kind] += 1
    asked = {unit.id: settings.gate_of(unit.id, unit.name) for unit in found.values()}
    furthest = max((gate.clocks for gate in asked.values()), default=0)
    for change in clocks(connection, night.run, day + timedelta(furthest)):
        if change.row["due"] <= change.row["seen_day"] + timedelta(asked[change.unit].clocks):
            found[change.unit].clocks.append(change)
    for unit in found.values():
        unit.gate = gate_of(asked[unit.id], [*unit.changes["new"], *unit.changes["back"]], len(unit.clocks))
    rang = alarms(connection, run, earlier, settings)
    return Morning(run, before, [found[name] for name in sorted(found)], rang, night, rules, day, lang, tuple(_days(connection, night)))


def _days(connection: Connection, night: Night) -> Iterator[Days]:
    """By which days the records that were read are taken."""
    own = akter.c.own_day.is_not(None)
    figures = select(func.min(akter.c.seen_day), func.max(akter.c.seen_day), func.count())
    here = figures.where(akter.c.seen_run == night.run, akter.c.unread_run.is_(None), akter.c.seen_day.is_not(None))
    parts = [("as-of", here)] if night.as_of else [("export", here.where(own)), ("night", here.where(~own))]
    for by, statement in parts:
        first, last, count = connection.execute(statement).one()
        if count:
            yield Days(by, first, last, count)


def _units(connection: Connection, night: Night) -> dict[str, UnitMorning]:
    found = {unit: UnitMorning(unit, night.unit_names.get(unit, unit)) for unit in connection.execute(select(units.c.id)).scalars()}
    writers: dict[str, set[str]] = {unit: set() for unit in found}
    for unit, who in connection.execute(select(akter.c.unit, akter.c.writers).where(akter.c.seen_run == night.run)):
        found[unit].akter += 1
        if len(writers[unit]) < WRITERS:
            writers[unit] |= set(filter(None, who.split(",")))
    for unit, names in writers.items():
        found[unit].writers = min(len(names), WRITERS)
        if len(names) < WRITERS:
            found[unit].figures = None
    return found
