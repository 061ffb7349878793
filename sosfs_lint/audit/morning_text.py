"""The morning as text for a mail. Lists are cut, and say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from sosfs_lint.audit.changes import Change
from sosfs_lint.audit.morning import Morning, UnitMorning
from sosfs_lint.wording import render

MOST_LINES = 15


def write(morning: Morning, out: TextIO) -> None:
    """What rang, then each unit."""
    out.writelines(line + "\n" for line in _lines(morning))


def write_short(morning: Morning, out: TextIO) -> None:
    """For a run whose outputs all go to files: what it was, what rang, and which units stop."""
    when, _, read, *_ = morning.head()
    stopped = [f"{unit.name or morning.says('unit-none')}: {morning.state(unit)}" for unit in morning.units if not unit.gate.passed]
    for line in (when, read, *("!! " + render(alarm, morning.lang) for alarm in morning.alarms), *stopped):
        out.write(line + "\n")


def _lines(morning: Morning) -> Iterator[str]:
    yield from morning.head()
    for alarm in morning.alarms:
        yield "!! " + render(alarm, morning.lang)
    for path, why in morning.night.unreadable[:MOST_LINES]:
        yield f"   {path}: {render(why, morning.lang)}"
    for unit in sorted(morning.units, key=lambda unit: unit.gate.passed):  # first those that stop
        yield ""
        yield from _unit(morning, unit)
    yield ""
    yield from morning.foot()


def _unit(morning: Morning, unit: UnitMorning) -> Iterator[str]:
    yield f"{unit.name or morning.says('unit-none')}: {morning.state(unit)}"
    yield "  " + morning.figures(unit)
    for kind in ("new", "back", "avsteg-expired"):
        yield from _listed(morning, unit.changes[kind], morning.says(f"kind-{kind}"))
    yield from _listed(morning, unit.clocks, morning.says("kind-clock"))


def _listed(morning: Morning, found: list[Change], title: str) -> Iterator[str]:
    if not found:
        return
    yield f"  {title}:"
    for change in found[:MOST_LINES]:
        message, day = morning.message(change), str(change.row["due"])
        due = f" ({morning.says('until', day=day)})" if change.kind == "clock" and day not in message else ""
        where = f"{morning.akt(change)}  {morning.place(change)}  {change.row['rule']}"
        yield f"    {morning.level(change)}: {message}{due}  {where}"
    if len(found) > MOST_LINES:
        yield "    " + morning.says("night-more")
