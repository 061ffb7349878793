"""The morning's outputs. Each takes a Morning and a stream; none decides anything, and each is one line in OUTPUTS."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

from sosfs_lint import __version__
from sosfs_lint.audit.changes import Change
from sosfs_lint.audit.morning import Morning, UnitMorning
from sosfs_lint.wording import Says, render, say

MOST_LINES = 15


def write_text(morning: Morning, out: TextIO) -> None:
    """A summary for a mail: what rang, then each unit. Lists are cut, and say so."""
    out.writelines(line + "\n" for line in _text(morning))


def write_json(morning: Morning, out: TextIO) -> None:
    """The whole morning in one document; findings that are left are given as counts per rule."""
    run = {key: str(value) if key in ("day",) else value for key, value in morning.run.items() if key not in ("settings", "purged")}
    document = {
        "tool": {"name": "sosfs-lint", "version": __version__},
        "run": run,
        "compared_with": morning.before,
        "alarms": [render(alarm, morning.lang) for alarm in morning.alarms],
        "duplicates": morning.night.duplicates,
        "unreadable": [{"path": path, "reason": render(why, morning.lang)} for path, why in morning.night.unreadable],
        "passed": morning.passed,
        "units": [_unit(morning, unit) for unit in morning.units],
    }
    json.dump(document, out, ensure_ascii=False, indent=1)
    out.write("\n")


OUTPUTS: dict[str, Callable[[Morning, TextIO], None]] = {"text": write_text, "json": write_json}


def _unit(morning: Morning, unit: UnitMorning) -> dict[str, Any]:
    shown = {kind: [_change(morning, change) for change in found] for kind, found in unit.changes.items()}
    clocks = [_change(morning, change) for change in unit.clocks]
    figures = None if unit.figures is None else dict(unit.figures) | {"akter": unit.akter}
    left = dict(sorted(unit.left.items())) if unit.figures is not None else None
    gate = {"passed": unit.gate.passed, "reasons": [render(why, morning.lang) for why in unit.gate.reasons]}
    return {"unit": unit.id, "name": unit.name, "figures": figures, "gate": gate, "left": left, "clocks": clocks, **shown}


def _change(morning: Morning, change: Change) -> dict[str, Any]:
    row, rule = change.row, morning.rules.get(change.row["rule"])
    days = {key: row[key].isoformat() if row[key] else None for key in ("day", "due", "from_date")}
    return {
        "fingerprint": row["fingerprint"], "rule": row["rule"], "clause": rule.clause if rule else None, "level": row["level"], "kind": row["kind"],
        "moment": row["moment"], "akt": morning.akt(change), "place": morning.place(change), "message": message(morning, change), **days,
    }  # fmt: skip


def message(morning: Morning, change: Change) -> str:
    """The rule's own sentence, with the numbers that the store holds."""
    rule = morning.rules.get(change.row["rule"])
    text = rule.text("message", morning.lang) or (rule.sv if morning.lang == "sv" else rule.en) if rule else str(change.row["rule"])
    text = text.format_map(_Blank(json.loads(change.row["numbers"] or "{}")))
    return render(say("unclear", message=text), morning.lang) if change.row["verdict"] == "question" else text


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


def _text(morning: Morning) -> Iterator[str]:
    def says(key: str, **args: object) -> str:
        return render(say(key, **args), morning.lang)

    run = morning.run
    yield says("night-head", run=run["id"], day=run["day"] or "–", started=run["started"], ended=run["ended"] or "–")
    yield says("night-for", purpose=run["purpose"], who=run["started_by"], actor=run["actor_kind"], ground=run["ground"])
    yield says("sum-akter", akter_in=run["akter_in"], akter=run["akter"], unreadable=run["unreadable"], skipped=run["skipped"])
    yield says("night-work", judged=run["judged"], reused=run["reused"], gone=run["gone"], attempts=run["attempts"])
    yield says("night-compared", before=morning.before) if morning.before is not None else says("night-first")
    if not morning.night.complete:
        yield says("night-incomplete")
    for alarm in morning.alarms:
        yield "!! " + render(alarm, morning.lang)
    for path, why in morning.night.unreadable[:MOST_LINES]:
        yield f"   {path}: {render(why, morning.lang)}"
    for unit in morning.units:
        yield ""
        yield from _unit_text(morning, unit, says)
    yield ""
    yield says("packs", packs=run["packs"])
    yield says("disclaimer")


def _unit_text(morning: Morning, unit: UnitMorning, says: Callable[..., str]) -> Iterator[str]:
    state = says("gate-passed") if unit.gate.passed else says("gate-closed", why=_reasons(unit.gate.reasons, morning.lang))
    yield f"{unit.name or says('unit-none')}: {state}"
    if unit.figures is None:
        yield "  " + says("unit-few")
    else:
        counts = {
            kind.replace("-", "_"): unit.figures[kind]
            for kind in ("new", "back", "left", "mended", "unchecked", "gone", "avsteg", "avsteg-expired")
        }
        yield "  " + says("unit-figures", akter=unit.akter, **counts)
    for kind in ("new", "back", "avsteg-expired"):
        yield from _listed(morning, unit.changes[kind], says(f"kind-{kind}"), says)
    yield from _listed(morning, unit.clocks, says("kind-clock"), says)


def _listed(morning: Morning, found: list[Change], title: str, says: Callable[..., str]) -> Iterator[str]:
    if not found:
        return
    yield f"  {title}:"
    for change in found[:MOST_LINES]:
        due = f" ({says('until', day=change.row['due'])})" if change.kind == "clock" else ""
        level = says("remaining") if change.kind == "clock" else says(f"level-{change.row['level']}")
        yield f"    {level}: {message(morning, change)}{due}  {morning.akt(change)}  {morning.place(change)}  {change.row['rule']}"
    if len(found) > MOST_LINES:
        yield "    " + says("night-more")


def _reasons(reasons: Iterable[Says], lang: str) -> str:
    return "; ".join(render(why, lang) for why in reasons)
