"""A note that says "i dag" of what it tells, and is registered: the day is the day of the note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.akt import entered_on
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import Needs
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_TODAY = re.compile(
    r"(?i)(?<!\w)(?:i ?dag|denna dag|dags dato|nu på (?:morgonen|förmiddagen|eftermiddagen)|i (?:morse|förmiddags|eftermiddags))(?!\w)"
)
_LATER = re.compile(r"(?i)(?<!\w)(?:ännu|fram till|till och med|senast|från) i ?dag(?!\w)")


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it; what would be a question is met where the note itself says that it was the same day."""
    for answer in Needs().judge(replace(rule, spec=rule.in_a_text), locus, case, person):
        own = next(_same_day(locus, case), None) if answer.verdict is Verdict.QUESTION else None
        yield answer if own is None else replace(answer, verdict=Verdict.MET, kind="missing", evidence=(own,), looked=None, lacks=())


def _same_day(locus: Locus, case: Case) -> Iterator[Evidence]:
    for post in case.posts_at(locus, "post"):
        if not isinstance(post, Anteckning) or entered_on(post) is None:
            continue
        for passage, _ in case.reading.of(post):
            words = passage.text.value
            if _TODAY.search(words) is not None and _LATER.search(words) is None:
                yield Evidence("supports", passage.place, post=post.id)
