"""What people have decided of findings, as every report shows it: under its own heading, never hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sosfs_lint.wording import Says, render, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from sosfs_lint.report import Avsteg, AvstegOutcome, Summary
    from sosfs_lint.reporters import Settings


_MOST_MET = 5


class AvstegRow(NamedTuple):
    """A decision and what became of it, as redacted texts: its state, what it is about, which findings it meets, why, who, when, where."""

    state: str
    what: str
    meets: str
    reason: str
    by: str
    on: str
    until: str
    where: str


AVSTEG_COLUMNS = AvstegRow._fields


def avsteg_rows(summary: Summary, settings: Settings) -> list[AvstegRow]:
    """One row per decision and state, in the order of the file."""
    return [_row(outcome, settings) for outcome in summary.avsteg or ()]


def avsteg_lines(summary: Summary, settings: Settings) -> list[str]:
    """The same, each as one line."""
    return [
        render(say("avsteg-line", **row._asdict() | {"meets": f" ({row.meets})" if row.meets else ""}), settings.lang)
        for row in avsteg_rows(summary, settings)
    ]


def _row(outcome: AvstegOutcome, settings: Settings) -> AvstegRow:
    avsteg, met = outcome.avsteg, outcome.fingerprints
    shown = "" if met in ((), (avsteg.what,)) else ", ".join(met[:_MOST_MET]) + (f" ... ({len(met)})" if len(met) > _MOST_MET else "")
    state = render(say(f"avsteg-{outcome.state}"), settings.lang)
    values = (
        state,
        avsteg.what,
        shown,
        _on_one_line(avsteg.reason),
        _on_one_line(avsteg.by),
        str(avsteg.on),
        str(avsteg.until),
        avsteg.where,
    )
    return AvstegRow(*map(settings.redact, values))


def avsteg_why(avsteg: Avsteg) -> Says:
    """Why, who, when and until when, in one sentence."""
    return say("avsteg-why", reason=_on_one_line(avsteg.reason), by=_on_one_line(avsteg.by), on=avsteg.on, until=avsteg.until)


def _on_one_line(text: str) -> str:
    """A person's words where a report has one line for them."""
    return " ".join(text.split())


def avsteg_lapsed(avsteg: Avsteg, state: str) -> Says:
    """That a decision about a finding no longer holds, and what it said."""
    return say("avsteg-lapsed", state=say(f"avsteg-{state}"), why=avsteg_why(avsteg))


def decided_lines(summary: Summary, settings: Settings) -> list[str]:
    """How many findings the decisions and the baseline took away; nothing where there are none."""
    lines = []
    if summary.avsteg is not None:
        lines.append(render(say("avsteg-sum", avsteg=summary.counts["avsteg"]), settings.lang))
    if summary.mended is not None:
        lines.append(render(say("baseline-sum", known=summary.counts["known"], mended=summary.mended), settings.lang))
    if summary.unlooked:
        lines.append(render(say("baseline-unlooked", unlooked=summary.unlooked), settings.lang))
    return lines


def decided_counts(summary: Summary) -> dict[str, int]:
    """The same as numbers, for the summary of a machine-readable report."""
    counts = {}
    if summary.avsteg is not None:
        counts["avsteg"] = summary.counts["avsteg"]
    if summary.mended is not None:
        counts |= {"known": summary.counts["known"], "mended": summary.mended, "unlooked": summary.unlooked}
    return counts


def avsteg_as_json(outcome: AvstegOutcome, redact: Callable[[str], str]) -> dict[str, Any]:
    """A decision and what became of it, as plain values."""
    avsteg = outcome.avsteg
    return {
        "what": redact(avsteg.what),
        "state": outcome.state,
        "fingerprints": [redact(name) for name in outcome.fingerprints],
        "reason": redact(avsteg.reason),
        "by": redact(avsteg.by),
        "on": avsteg.on.isoformat(),
        "until": avsteg.until.isoformat(),
        "where": redact(avsteg.where),
    }
