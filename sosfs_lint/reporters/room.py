"""Which findings a short report has room for: what is missing before what is unclear."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text as Styled

from sosfs_lint.report import Level

RANK = {Level.ERROR: 0, Level.WARNING: 1, Level.QUESTION: 2}


@dataclass(frozen=True)
class LackingMoment:
    """The line of a moment and its findings, each with its level and its lines."""

    head: Styled
    findings: list[tuple[Level, list[Styled]]]


def chosen(moments: list[LackingMoment], most: int | None) -> set[tuple[int, int]]:
    """Which findings of which moments there is room for, the most serious first; the first always."""
    ranked = [(RANK[level], at, n, len(said)) for at, moment in enumerate(moments) for n, (level, said) in enumerate(moment.findings)]
    fitting: set[tuple[int, int]] = set()
    headed: set[int] = set()
    room = most
    for _, at, n, lines in sorted(ranked):
        needed = lines + (at not in headed)
        if room is not None and fitting and needed > room:
            break
        fitting.add((at, n))
        headed.add(at)
        room = None if room is None else room - needed
    return fitting
