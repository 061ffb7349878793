"""SOS3-9: one record for one person. A single record cannot show a second one, only say that something is kept beside it."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Missing where own papers are kept outside the record; a question where another file is named; else met."""
    del person
    if not case.akt.live:
        return
    marks = [said for post in case.akt.live for said in case.reading.said(post, "fors-vid-sidan-av-akten")]
    beside = [said for said in marks if said.counts]
    other = [said for said in marks if said.mark.kind == "hints"]
    verdict = Verdict.MISSING if beside else Verdict.QUESTION if other else Verdict.MET
    yield Answer(
        rule=rule,
        verdict=verdict,
        locus=locus,
        kind="unclear" if verdict is Verdict.QUESTION else "missing",
        evidence=tuple(said.evidence("contradicts" if beside else "hint") for said in (beside or other)[:3]),
    )
