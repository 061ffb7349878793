"""SOS3-10r1: a joint record where the text tells of violence within the family."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.model import Person
from sosfs_lint.reading import came_in
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Missing where a joint record tells of violence, met where it does not; records of one person are not asked."""
    del person
    record = case.akt.personakt
    if len(record.enskild) < 2 and record.gemensam is None:
        return
    told = [
        said
        for post in case.akt.live
        if not came_in(post)
        for said in case.reading.said(post, "vald-i-familjen")
        if said.mark.kind == "says" and said.status in ("affirmed", "hearsay", "other-person")
    ]
    yield Answer(
        rule=rule,
        verdict=Verdict.MISSING if told else Verdict.MET,
        locus=locus,
        evidence=tuple(said.evidence("contradicts") for said in told[:3]),
    )
