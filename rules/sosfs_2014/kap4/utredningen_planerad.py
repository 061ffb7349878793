"""SOS4-4r0: is the planning of the investigation documented? An utredningsplan of the matter is that; else words that say it."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by a plan that is a document or note of its own; what the plan holds, other rules ask."""
    plan = next((other for other in case.loci.get("utredningsplan", ()) if other.arende == locus.arende), None)
    if plan is None:
        yield from as_written(rule, locus, case, person)
        return
    yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(Evidence("supports", plan.place, post=plan.post),))
