"""SOS4-2.2: what does the protection assessment rest on? What a caller reported is not yet what was assessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_REPORT = ("muntlig-anmalan", "uppgifter-i-forbigaende")
_OUTCOME = ("skyddsbedomning-utfall",)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As written; a question where the note takes down a report and of the assessment says only that it was made."""
    for answer in as_written(rule, locus, case, person):
        only_made = answer.verdict is Verdict.MET and _only_made(locus, case)
        yield replace(answer, verdict=Verdict.QUESTION, kind="unclear") if only_made else answer


def _only_made(locus: Locus, case: Case) -> bool:
    posts = list(case.posts_at(locus, "post"))
    reported = any(isinstance(post, Anteckning) and case.reading.affirms(post, _REPORT) is not None for post in posts)
    return reported and all(case.reading.affirms(post, _OUTCOME) is None for post in posts)
