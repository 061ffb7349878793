"""SOS4-16.2: was the appealed decision reconsidered? Only what is told from the appeal to three months after it is about that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sosfs_2014.kap4.mellan import between
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus
from sosfs_lint.rule import Rule

_WITHIN = timedelta(90)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the journal has it from the appeal to three months after it: what is told of earlier or later decisions answers nothing."""
    day = locus.day
    yield from as_written(rule, locus, case if day is None else between(case, day, day + _WITHIN), person)
