"""SOS6-12s2c: what was done about a complaint. Told in the note itself, or in a later one that is about the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sosfs_2014.kap5.klagomal import answered_later, only_the_complaint
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

ANSWER = "sis-klagomal-atgard"
COMPLAINTS = ("sis-klagomal-handlaggning", "sis-klagomal-genomforande")


def atgardat(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the note has it; else met by a later note of the matter that tells of a measure and of the same thing."""
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is Verdict.QUESTION and only_the_complaint(locus, case, ANSWER, COMPLAINTS):
            answer = replace(answer, verdict=Verdict.MISSING, kind="missing", evidence=(), looked=looked_at(rule, locus, case))
        yield answer if answer.verdict is Verdict.MET else answered_later(answer, locus, case, ANSWER)
