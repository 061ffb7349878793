"""SOS4-21s2: when was the order handed over? The journal is to show it; the order's own day of dispatch does as well where it is exported."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Handling, Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the journal has it; met too by the day on which a document of the moment was sent."""
    for answer in as_written(rule, locus, case, person):
        sent = next(_sent(locus, case), None) if answer.verdict is not Verdict.MET else None
        yield answer if sent is None else answer.met_by(sent)


def _sent(locus: Locus, case: Case) -> Iterator[Evidence]:
    for post in case.posts_at(locus, "post"):
        if isinstance(post, Handling):
            yield from (
                Evidence("supports", post.place, post=post.id, field="handling/expedierad")
                for one in post.expedierad
                if one.tid is not None and one.tid.date is not None
            )
