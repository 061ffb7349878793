"""SOS3-15r1: why no police report? One report made does not answer for another crime that was told later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import Needs
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by reasons wherever they stand; not asked where the crime was reported and nothing says that one was not."""
    posts = case.posts_at(locus, "arende")
    reported = any(case.reading.affirms(post, ("polisanmalan-for-barnet",)) is not None for post in posts)
    for answer in Needs().judge(replace(rule, spec=rule.in_a_text), locus, case, person):
        if not reported or answer.verdict is Verdict.MET:
            yield answer
