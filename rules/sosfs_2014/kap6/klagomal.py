"""SOS6-12s2c: what was done about a complaint. Told in the note itself, or in a later one that is about the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_2014.kap5.klagomal import answered_later
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

ANSWER = "sis-klagomal-atgard"


def atgardat(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the note has it; else met by a later note of the matter that tells of a measure and of the same thing."""
    for answer in as_written(rule, locus, case, person):
        yield answer if answer.verdict is Verdict.MET else answered_later(answer, locus, case, ANSWER)
