"""The morning as a workbook to work in: a sheet that sums up, what changed with columns to note in, clocks, and what is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from sosfs_lint.audit.changes import KINDS, Change
from sosfs_lint.audit.morning import Morning
from sosfs_lint.reporters.xlsx import MOST_ROWS, WIDTHS, cell, headed_sheet
from sosfs_lint.wording import render

_WORK = ("action", "who", "done")
_COLUMNS = ("message", "clause", "rule", "akt", "place", "moment", "day", "due", "fingerprint")


def write(morning: Morning, out: IO[Any]) -> None:
    """One workbook for the units of the morning."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    about = headed_sheet(book, morning.says("sheet-summary"), [morning.says("morning-title")], [110])
    lines = [*morning.head(), *(render(alarm, morning.lang) for alarm in morning.alarms)]
    lines += [f"{path}: {render(why, morning.lang)}" for path, why in morning.night.unreadable]
    for line in (*lines, *morning.foot()):
        about.append([cell(line)])
    _units(book, morning)
    found = [(unit.name, change) for unit in morning.units for kind in unit.changes.values() for change in kind]
    _changes(book, morning, "sheet-findings", found)
    _changes(book, morning, "kind-clock", ((unit.name, change) for unit in morning.units for change in unit.clocks))
    book.save(out)


def _units(book: Any, morning: Morning) -> None:
    labels = ["col-unit", "morning-gate", "page-akter", *(f"kind-{kind}" for kind in KINDS)]
    sheet = headed_sheet(book, morning.says("page-units"), [morning.says(label) for label in labels], [30, 40, *(14 for _ in labels[2:])])
    for unit in morning.units:
        figures = [morning.figures(unit)] if unit.figures is None else [unit.akter, *(unit.figures[kind] for kind in KINDS)]
        sheet.append([cell(value) for value in (unit.name or morning.says("unit-none"), morning.state(unit), *figures)])
    sheet.auto_filter.ref = f"A1:C{len(morning.units) + 1}"


def _changes(book: Any, morning: Morning, title: str, found: Iterable[tuple[str, Change]]) -> None:
    names = ["unit", "change", "status", *("where" if name == "place" else name for name in _COLUMNS), *_WORK]
    labels = [morning.says(f"col-{name}") for name in names]
    sheet = headed_sheet(book, morning.says(title), labels, [WIDTHS.get(name, 16) for name in names])
    count = 0
    for unit, change in found:
        count += 1
        if count > MOST_ROWS:
            break
        row = morning.shown(change)
        values = (unit, morning.says(f"kind-{change.kind}"), morning.level(change), *(row[name] for name in _COLUMNS))
        sheet.append([cell(value) for value in values])
    sheet.auto_filter.ref = f"A1:L{min(count, MOST_ROWS) + 1}"
