"""SOS3-16r1a: a very long note, as a question."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.model import Person
from sosfs_lint.reading import passages
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

WORDS = 1200


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Missing (graded as a question) above WORDS words; else met."""
    del person
    for post in case.posts_at(locus, "post"):
        words = sum(len(passage.text.value.split()) for passage in passages(post))
        verdict = Verdict.MISSING if words > WORDS else Verdict.MET
        yield Answer(rule=rule, verdict=verdict, locus=locus, evidence=(Evidence("supports", post.place, post=post.id),))
