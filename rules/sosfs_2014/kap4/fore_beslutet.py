"""SOS4-12a: was the basis put before the party? What was communicated before a decision belongs to it, though an earlier one lies near."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Beslut, Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_BEFORE = timedelta(90)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """What the round's own posts say; where they say nothing, what was communicated between the decision before it and this one."""
    days = _decided(locus, case)
    for answer in as_written(rule, locus, case, person):
        noted = _noted(locus, case) if not days and answer.verdict is not Verdict.MET else None
        if not days and noted is None:
            yield answer if answer.verdict is Verdict.MET or person is not None else _sent(answer, locus.posts, case)
        elif answer.verdict is not Verdict.MET:
            earlier = _earlier(locus, min(days, default=noted or date.max), case)
            again = next(iter(as_written(rule, replace(locus, posts=earlier), case, person)), answer) if earlier else answer
            again = again if again.verdict is Verdict.MET or person is not None else _sent(again, earlier, case)
            yield replace(again, locus=replace(locus, post=earlier[0])) if again.verdict is Verdict.MET else answer
        elif _belongs_to_the_next(answer, locus, max(days), case):
            own = tuple(post for post in locus.posts if post not in {e.post for e in answer.evidence})
            yield from as_written(rule, replace(locus, posts=own), case, person)
        else:
            yield answer


def _decided(locus: Locus, case: Case) -> list[date]:
    """The days of the decisions of the round."""
    posts = [case.akt.posts.get(post) for post in locus.posts]
    return [post.datum.date for post in posts if isinstance(post, Beslut) and post.datum and post.datum.date]


def _noted(locus: Locus, case: Case) -> date | None:
    """The day of a decision that the round's own notes take; none of one that they only tell of communication in."""
    own = {locus.post, *locus.posts}
    return min((other.day for other in case.loci["beslut"] if other.post in own and other.day), default=None)


def _earlier(locus: Locus, decided: date, case: Case) -> tuple[str, ...]:
    """The notes that tell of communication in the matter before the decision, and after the one before it."""
    days = [other.day for other in case.loci["beslut-om-insats"] if other.arende == locus.arende and other.day and other.day < decided]
    after = max([decided - _BEFORE, *days])
    return tuple(
        post
        for told in case.loci["kommunicering"]
        if told.arende == locus.arende and told.day is not None and after < told.day <= decided
        for post in (told.posts or ((told.post,) if told.post else ()))
    )


def _sent(answer: Answer, posts: tuple[str, ...], case: Case) -> Answer:
    """Met by a note whose heading names what was sent, though its words do not."""
    told = {post for one in case.loci["kommunicering"] for post in (one.post, *one.posts)}
    where = next((post for post in posts if post in told), None)
    return answer if where is None else answer.met_by(Evidence("supports", case.akt.posts[where].place, post=where))


def _belongs_to_the_next(answer: Answer, locus: Locus, decided: date, case: Case) -> bool:
    """Whether the communication came after the decision, and before another one that it is the basis of."""
    told = [
        other.day for other in case.loci["kommunicering"] if other.day and {e.post for e in answer.evidence} & {other.post, *other.posts}
    ]
    later = [
        other.day for other in case.loci["kommunicering-ska-visas"] if other.arende == locus.arende and other.day and other.day > decided
    ]
    return any(decided < day <= after < day + _BEFORE for day in told for after in later)
