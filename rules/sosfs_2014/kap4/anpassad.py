"""SOS4-23b: what was done when the measure no longer met the needs? Told in words, or shown by what came after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Beslut, Person, Post
from sosfs_lint.reading import Said
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_AFTER = timedelta(days=180)
_SOON = timedelta(days=60)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words have it; met too by a new decision on a measure, in the register or in a note, within half a year after the changed needs."""
    for answer in as_written(rule, locus, case, person):
        decided = next(_decisions_after(locus, case), None) if answer.verdict is not Verdict.MET else None
        told = next(_told_after(locus, case), None) if decided is None and answer.verdict is not Verdict.MET else None
        if told is not None:
            yield answer.met_by(told.evidence("supports"))
        elif decided is None:
            yield answer
        else:
            where = Evidence("supports", decided.place, post=decided.id)
            yield answer.met_by(where)


def _told_after(locus: Locus, case: Case) -> Iterator[Said]:
    """Where a later note of the matter says that the order or the measure was changed, before other needs are told."""
    others = [other.day for other in case.loci[locus.moment] if other.arende == locus.arende and other.day is not None]
    if locus.day is None:
        return
    until = min([locus.day + _SOON, *(day for day in others if day > locus.day)])
    for post in case.akt.posts_in(locus.arende):
        day = day_of(post)
        if isinstance(post, Anteckning) and day is not None and locus.day < day <= until:
            yield from (said for said in case.reading.said(post, "insatsen-anpassad") if said.counts and said.mark.kind == "says")


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
