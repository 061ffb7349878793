"""SOS4-23b: what was done when the measure no longer met the needs? Told in words, or shown by what came after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Beslut, Person, Post
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_AFTER = timedelta(days=180)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words have it; met too by a new decision on a measure, in the register or in a note, within half a year after the changed needs."""
    for answer in as_written(rule, locus, case, person):
        decided = next(_decisions_after(locus, case), None) if answer.verdict is not Verdict.MET else None
        if decided is None:
            yield answer
        else:
            where = Evidence("supports", decided.place, post=decided.id)
            yield answer.met_by(where)


def _decisions_after(locus: Locus, case: Case) -> Iterator[Post]:
    """The decisions of the register in any matter, and those that a later note of this one tells of: the note of the needs may tell of the old."""
    if locus.day is None:
        return
    for other in case.loci.get("beslut-om-insats", ()):
        element = other.element
        registered = isinstance(element, Beslut)
        if not isinstance(element, Post) or (other.arende != locus.arende and not registered):
            continue
        day = day_of(element) if registered else other.day
        soonest = locus.day if registered else locus.day + timedelta(days=1)
        if day is not None and soonest <= day <= locus.day + _AFTER:
            yield element
