"""The whole morning in one JSON document; findings that are left are given as counts per rule."""

from __future__ import annotations

import json
from typing import Any, TextIO

from sosfs_lint import __version__
from sosfs_lint.audit.morning import Morning, UnitMorning
from sosfs_lint.wording import render


def write(morning: Morning, out: TextIO) -> None:
    """One document, every change in full."""
    run = {key: str(value) if key == "day" else value for key, value in morning.run.items() if key not in ("settings", "purged")}
    document = {
        "tool": {"name": "sosfs-lint", "version": __version__},
        "run": run,
        "judged_by": [{"by": each.by, "first": str(each.first), "last": str(each.last), "akter": each.akter} for each in morning.days],
        "compared_with": morning.before,
        "alarms": [render(alarm, morning.lang) for alarm in morning.alarms],
        "duplicates": morning.night.duplicates,
        "unreadable": [{"path": path, "reason": render(why, morning.lang)} for path, why in morning.night.unreadable],
        "passed": morning.passed,
        "units": [_unit(morning, unit) for unit in morning.units],
    }
    json.dump(document, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _unit(morning: Morning, unit: UnitMorning) -> dict[str, Any]:
    shown = {kind: [morning.shown(change) for change in found] for kind, found in unit.changes.items()}
    clocks = [morning.shown(change) for change in unit.clocks]
    figures = None if unit.figures is None else dict(unit.figures) | {"akter": unit.akter}
    left = dict(sorted(unit.left.items())) if unit.figures is not None else None
    gate = {"passed": unit.gate.passed, "reasons": [render(why, morning.lang) for why in unit.gate.reasons]}
    return {"unit": unit.id, "name": unit.name, "figures": figures, "gate": gate, "left": left, "clocks": clocks, **shown}
