"""SOS4-3s2: was the child not heard in the preliminary assessment, and why? A reason that is given counts whatever else is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sosfs_2014.kap4.mellan import between
from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.reading import came_in
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_WRITTEN_UP = timedelta(days=14)
_NOTED = timedelta(days=1)
# a child so small, a guardian's no, the writer's own view: a reason whoever it was told by
_ANYBODYS = re.compile(
    r"(?i)\b(?:jag|vi|undertecknad|bedöm\w*|samtyck\w*|månad\w*|veck\w* gam\w*|nyfödd\w*|spädbarn\w*|bebis\w*|baby\w*|ofödd\w*|gravid\w*|(?:ett|två|tre|1|2|3) år\w*|"
    r"(?:pratar|talar) inte|inget tal|saknar tal|vill inte att|får inte|neka\w*|går inte med)\b"
)
_ASSESSMENT = re.compile(r"(?i)förhandsbed|\bfhb\b|innan (?:utredning|beslut)|före (?:utredning|beslut)|när (?:anmälan|ansökan)")


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by the reason; where the child was heard before the decision nothing is asked.

    A reason that stands in the plan or the investigation that came of it is about another talk, unless it names the assessment.
    """
    ends = _ends(locus, case)
    for answer in as_written(rule, locus, case, person):
        for margin in (_WRITTEN_UP, _NOTED) if ends else ():
            if answer.verdict is Verdict.MET and all(_is_of_the_investigation(found, min(ends), case) for found in answer.evidence):
                before = between(case, last=min(ends) + margin)
                answer = next(iter(as_written(rule, locus, before, person)), answer)
        if answer.verdict is Verdict.MET and all(_is_of_a_report(found, case) for found in answer.evidence):
            answer = replace(
                answer, verdict=Verdict.QUESTION, kind="unclear", evidence=tuple(replace(e, role="hearsay") for e in answer.evidence)
            )
        if answer.verdict is not Verdict.MET and _heard(locus, case, ends):
            answer = Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
        yield answer


def _ends(locus: Locus, case: Case) -> list[date]:
    """The days on which a preliminary assessment of the matter ended, from this one's beginning on where there are any."""
    ends = [end.day for end in case.loci["forhandsbedomning-klar"] if end.arende == locus.arende and end.day is not None]
    return [end for end in ends if locus.day is None or end >= locus.day] or ends


def _is_of_the_investigation(found: Evidence, end: date, case: Case) -> bool:
    """Whether it stands in a post from after the decision, with no word about the assessment before it."""
    post = case.akt.posts.get(found.post or "")
    day = day_of(post) if post is not None else None
    return (
        day is not None
        and day > end + (_NOTED if isinstance(post, Anteckning) else _WRITTEN_UP)
        and _ASSESSMENT.search(found.text or "") is None
    )


def _is_of_a_report(found: Evidence, case: Case) -> bool:
    """Whether somebody who reports tells of it, and it is no reason that holds whoever tells it."""
    return found.post in case.reading.reported and not _ANYBODYS.search(found.text or "")


def _heard(locus: Locus, case: Case, ends: list[date]) -> bool:
    """Whether a post up to the decision tells of the child's talk or view."""
    for post in case.posts_at(locus, "arende"):
        day = day_of(post)
        if came_in(post):  # what a letter says that the child has said
            continue
        if day is not None and ends and day > min(ends):
            continue
        if case.reading.affirms(post, ("barnet-har-talat", "barnets-asikt")) is not None:
            return True
    return False
