"""SOS4-3s2: was the child not heard in the preliminary assessment, and why? A reason that is given counts whatever else is told."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person
from sosfs_lint.reading import came_in
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by the reason; where the child was heard before the decision nothing is asked."""
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is not Verdict.MET and _heard(locus, case):
            answer = Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
        yield answer


def _heard(locus: Locus, case: Case) -> bool:
    """Whether a post up to the decision tells of the child's talk or view."""
    ends = [end.day for end in case.loci["forhandsbedomning-klar"] if end.arende == locus.arende and end.day is not None]
    ends = [end for end in ends if locus.day is None or end >= locus.day] or ends
    reports = {told for report in case.loci["muntlig-anmalan"] for told in report.posts}
    for post in case.posts_at(locus, "arende"):
        day = day_of(post)
        if post.id in reports or came_in(post):  # what a caller or a letter says that the child has said
            continue
        if day is not None and ends and day > min(ends):
            continue
        if case.reading.affirms(post, ("barnet-har-talat", "barnets-asikt")) is not None:
            return True
    return False
