"""SOS3-5.1 and 3-6 s2: what comes nearest where nothing is told is a talk with the child that was planned or called off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.language.status import Status
from sosfs_lint.model import Person
from sosfs_lint.reading import Said, came_in
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_NOT_HELD = (Status.PLANNED, Status.NEGATED, Status.CONDITIONAL)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As written; what is missing without anything near shows the last talk that did not come about."""
    for answer in as_written(rule, locus, case, person):
        near = _not_held(locus, case) if answer.verdict is Verdict.MISSING and not answer.evidence else None
        yield replace(answer, evidence=(near.evidence(),)) if near is not None else answer


def _not_held(locus: Locus, case: Case) -> Said | None:
    posts = [post for post in case.posts_at(locus, "arende") if not came_in(post)]
    talks = [said for post in posts for said in case.reading.said(post, "barnet-har-talat") if said.mark.kind == "says"]
    return next((said for status in _NOT_HELD for said in reversed(talks) if said.status is status), None)
