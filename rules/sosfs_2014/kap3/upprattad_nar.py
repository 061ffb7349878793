"""SOS3-12s3c: on which day was the document drawn up? A month is no day, though it was entered in the register on one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import Needs
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_NO_DAY = re.compile(r"\d{4}(?:-?\d{2})?")


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """What the fields and the text say; where the field holds a month or a year only, the day is missing."""
    for answer in Needs().judge(replace(rule, spec=rule.in_a_text), locus, case, person):
        partly = [e for e in answer.evidence if e.field == "handling/upprattad/@tid" and _NO_DAY.fullmatch(e.text or "")]
        if answer.verdict is Verdict.QUESTION and partly:
            answer = replace(answer, verdict=Verdict.MISSING, evidence=tuple(partly), kind="invalid")
        yield answer
