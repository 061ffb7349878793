"""SOS5-2r4 and 2r6: who was offered to take part, told about when the plan was made.
SOS5-2r1: how the measure is to be carried out stands in a plan; what a note of a day tells of is not it.
SOS5-4b: and what a plan or an order sets is not yet followed up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from sosfs_2014.kap4.mellan import between
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person, Post
from sosfs_lint.reading import came_in, passages, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_PLAN = re.compile(
    r"(?i)plan(?:en|er\w*|era\w*|erat|ing\w*)?\b|\b(?:gp|gfp|gpl|upplägg\w*|rutin\w*|så (?:här )?(?:gör|jobbar|arbetar|hjälper|stöttar) vi)\b"
)
_PAST = re.compile(r"(?i)\b(?:följ\w* upp|uppfölj\w*|utvärder\w*|skulle ha|saknas|försenad|inställ\w*)\b")

_BEFORE, _AFTER = timedelta(days=90), timedelta(days=30)
_LENGTH = 60  # words of a plan that goes into how


def praktiskt(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the plans and what is filed about the planning have it; what stands elsewhere leaves a question, for it may be all the plan there is."""
    planned = _Narrowed(case, lambda post: post.id in _plans(case) or _of_planning(post))
    for answer in as_written(rule, locus, cast(Case, planned), person):
        full = _full_plan(locus, case) if answer.verdict is not Verdict.MET else None
        if answer.verdict is Verdict.MET or full is not None:
            yield answer if full is None else answer.met_by(full)
            continue
        for other in as_written(rule, locus, case, person):
            if other.verdict is not Verdict.MET or (other.evidence and _tells_of_a_plan(other.evidence[0].text or "")):
                yield other
            else:
                yield replace(other, verdict=Verdict.QUESTION, kind="unclear")


def _full_plan(locus: Locus, case: Case) -> Evidence | None:
    """A plan that goes through its activities at some length, in words that no frame knows."""
    plans = _plans(case)
    for post in case.posts_at(locus, "arende"):
        words = sum(len(passage.text.value.split()) for passage in passages(post)) if post.id in plans else 0
        found = case.reading.affirms(post, ("plan-aktiviteter",)) if words >= _LENGTH else None
        if found is not None:
            return found.evidence()
    return None


def vid_planeringen(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As what was written about when the plan was made has it; who came to another meeting was not with in the planning.

    What no more than hints at it leaves a question where it stands in a plan, or in what tells of planning.
    """
    for answer in as_written(rule, locus, around_the_planning(locus, case), person):
        if answer.verdict is Verdict.QUESTION and answer.kind != "misplaced" and not _may_tell_of_it(answer, case):
            answer = replace(answer, verdict=Verdict.MISSING, kind="missing", looked=looked_at(rule, locus, case))
        yield answer


def _may_tell_of_it(answer: Answer, case: Case) -> bool:
    planned = _plans(case) | {post.id for post in case.akt.live if _of_planning(post)}
    return not answer.evidence or any(
        one.role != "hint" or one.post in planned or _tells_of_a_plan(one.text or "") for one in answer.evidence
    )


def around_the_planning(locus: Locus, case: Case) -> Case:
    """The record from some weeks before a plan to some after it."""
    return case if locus.day is None else between(case, locus.day - _BEFORE, locus.day + _AFTER)


def without_plans(case: Case) -> Case:
    """The record without its plans and what came in."""
    plans = _plans(case)
    return cast(Case, _Narrowed(case, lambda post: post.id not in plans and not came_in(post)))


def _plans(case: Case) -> set[str]:
    return {post for plan in case.loci.get("genomforandeplan", ()) for post in plan.posts}


def _of_planning(post: Post) -> bool:
    return not came_in(post) and any(_PLAN.search(title) and not _PAST.search(title) for title in title_of(post))


def _tells_of_a_plan(sentence: str) -> bool:
    return _PLAN.search(sentence) is not None and _PAST.search(sentence) is None


class _Narrowed:
    def __init__(self, case: Case, keeps: Callable[[Post], bool]) -> None:
        self._case = case
        self._keeps = keeps

    def __getattr__(self, name: str) -> Any:
        return getattr(self._case, name)

    def posts_at(self, locus: Locus, level: str) -> tuple[Post, ...]:
        """As `Case.posts_at`."""
        return tuple(post for post in self._case.posts_at(locus, level) if self._keeps(post))
