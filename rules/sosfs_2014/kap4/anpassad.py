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
    for other in case.loci.get("beslut-om-insats", ()):
        element = other.element
        day = day_of(element) if isinstance(element, Beslut) else other.day
        if (
            not isinstance(element, Post)
            or locus.day is None
            or day is None
            or (other.arende != locus.arende and not isinstance(element, Beslut))
        ):
            continue
        soonest = (
            locus.day if isinstance(element, Beslut) else locus.day + timedelta(days=1)
        )  # the note of the needs may tell of the old decision
        if soonest <= day <= locus.day + _AFTER:
            yield element
