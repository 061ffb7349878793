"""What people have decided of findings, as every report shows it: under its own heading, never hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sosfs_lint.wording import Says, render, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from sosfs_lint.report import Avsteg, AvstegOutcome, Summary
    from sosfs_lint.reporters import Settings


def avsteg_lines(summary: Summary, settings: Settings) -> list[str]:
    """One line per decision: what became of it, what it is about, why, who, when, until when and where it stands."""
    return [settings.redact(_line(outcome, settings.lang)) for outcome in summary.avsteg or ()]


def _line(outcome: AvstegOutcome, lang: str) -> str:
    avsteg = outcome.avsteg
    words = {"what": avsteg.what, "reason": avsteg.reason, "by": avsteg.by, "on": avsteg.on, "until": avsteg.until, "where": avsteg.where}
    return render(say("avsteg-line", state=say(f"avsteg-{outcome.state}"), **words), lang)


def avsteg_why(avsteg: Avsteg) -> Says:
    """Why, who, when and until when, in one sentence."""
    return say("avsteg-why", reason=avsteg.reason, by=avsteg.by, on=avsteg.on, until=avsteg.until)


def decided_lines(summary: Summary, settings: Settings) -> list[str]:
    """How many findings the decisions and the baseline took away; nothing where there are none."""
    lines = []
    if summary.avsteg is not None:
        lines.append(render(say("avsteg-sum", avsteg=summary.counts["avsteg"]), settings.lang))
    if summary.mended is not None:
        lines.append(render(say("baseline-sum", known=summary.counts["known"], mended=summary.mended), settings.lang))
    return lines


def decided_counts(summary: Summary) -> dict[str, int]:
    """The same as numbers, for the summary of a machine-readable report."""
    counts = {}
    if summary.avsteg is not None:
        counts["avsteg"] = summary.counts["avsteg"]
    if summary.mended is not None:
        counts |= {"known": summary.counts["known"], "mended": summary.mended}
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
