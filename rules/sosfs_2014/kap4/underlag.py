"""SOS4-9: is there a basis for each decision in substance? What served an earlier decision of the matter serves a later one only if it is fresh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sosfs_lint.akt import FieldStatus, day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Beslut, Handling, Person, Post
from sosfs_lint.reading import came_in, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_FRESH = timedelta(31)
_BASIS = ("underlag-sammanstallt", "forslag-till-beslut")
_OWN_VIEW = ("behov-bedomda", "bedomningens-grund")
_ASSESSMENT = ("underlag-om-ekonomi", "behov-bedomda", "bedomningens-grund", "uppfoljning-mot-beslutet")


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met as fields and words have it; where all that is found served an earlier decision, missing, or a question beside a later
    assessment; a question too where its day is left out.
    """
    decisions = [post for post in case.akt.posts_in(locus.arende) if isinstance(post, Beslut)]
    if isinstance(locus.element, Anteckning) and decisions:
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
        return
    before = max((other.day for other in case.loci[locus.moment] if _earlier(other, locus)), default=None)
    served = list(_served(locus, case, before))
    basis = next((post for post in served if not _undated(post, locus, case)), None)
    undated = next(iter(served), None) if basis is None else None
    again = next(_assessed(locus, case, before), None) if before is not None else next(_assessed_that_day(locus, case), None)
    for answer in as_written(rule, locus, case, person):
        if basis is not None:
            where = Evidence("supports", basis.place, post=basis.id)
            answer = answer.met_by(where)
        elif undated is not None:
            where = Evidence("hint", undated.place, post=undated.id)
            answer = replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(where,), looked=None)
        elif answer.verdict is Verdict.MET and before is not None:
            lacks = tuple(need.what for need in rule.in_a_text or ())
            answer = replace(answer, verdict=Verdict.MISSING, evidence=(), looked=looked_at(rule, locus, case), lacks=lacks)
        if again is not None and answer.verdict is Verdict.MISSING:
            where = Evidence("hint", again.place, post=again.id)
            answer = replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(where,), looked=None)
        if answer.verdict is Verdict.MET and locus.arende is not None:
            answer = replace(answer, locus=replace(locus, kind="arende", id=locus.arende))
        yield answer


def _undated(post: Post, locus: Locus, case: Case) -> bool:
    """Whether a document that is not the decision's own lacks the day that the others have: it may be from before or after."""
    own = (*case.posts_at(locus, "post"), *case.posts_at(locus, "linked"))
    told = case.akt.status("handling/upprattad") is FieldStatus.EXPORTED
    return isinstance(post, Handling) and post not in own and told and day_of(post) is None


def _earlier(other: Locus, locus: Locus) -> bool:
    decided = isinstance(other.element, Beslut) and other.arende == locus.arende
    return decided and other.day is not None and locus.day is not None and other.day < locus.day


def _served(locus: Locus, case: Case, before: date | None) -> Iterator[Post]:
    """A basis that is linked, stands in the decision's own post, has no day, or is from after the decision before or fresh."""
    own = (*case.posts_at(locus, "post"), *case.posts_at(locus, "linked"))
    for post in (*own, *case.akt.posts_in(locus.arende)):
        day = day_of(post)
        timely = post in own or day is None or locus.day is None or _in_time(day, locus.day, before)
        if timely and not isinstance(post, Beslut) and not came_in(post) and _is_basis(post, case):
            yield post
    yield from _from_another_matter(locus, case)


def _from_another_matter(locus: Locus, case: Case) -> Iterator[Post]:
    """A fresh report of a matter that had no decision in substance of its own since: many open another matter for the measure."""
    for post in case.akt.live if isinstance(locus.element, Beslut) and locus.day is not None else ():
        day = day_of(post)
        if not isinstance(post, Handling) or post.arende in (None, locus.arende) or came_in(post) or day is None:
            continue
        decided = [other.day for other in case.loci[locus.moment] if other.arende == post.arende and other.day is not None]
        fresh = day <= locus.day and locus.day - day <= _FRESH
        if fresh and not any(day <= other <= locus.day for other in decided) and _is_basis(post, case):
            yield post


def _in_time(day: date, decided: date, before: date | None) -> bool:
    return day <= decided and (before is None or day > before or decided - day <= _FRESH)


def _is_basis(post: Post, case: Case) -> bool:
    if isinstance(post, Handling) and any(case.reading.field_says(title, "underlag-titel") for title in title_of(post)):
        return True
    noted = any(post.id in (one.post, *one.posts) for one in case.loci["beslutsunderlag"])
    return noted or case.reading.affirms(post, _BASIS) is not None


def _assessed(locus: Locus, case: Case, before: date) -> Iterator[Post]:
    """Posts since the decision before that weigh needs or follow up, though nobody calls them a basis; an order to whoever carries it out does not."""
    ordered = {other.post for other in case.loci["uppdrag"]}
    for post in case.akt.posts_in(locus.arende):
        day = day_of(post)
        since = day is not None and locus.day is not None and before < day <= locus.day
        if (
            since
            and post.id not in ordered
            and not isinstance(post, Beslut)
            and not came_in(post)
            and case.reading.affirms(post, _ASSESSMENT) is not None
        ):
            yield post


def _assessed_that_day(locus: Locus, case: Case) -> Iterator[Post]:
    """Notes of the day of the decision in which the writer weighs the needs: in haste they may be all the basis there was."""
    for post in case.akt.posts_in(locus.arende) if isinstance(locus.element, Beslut) else ():
        same = locus.day is not None and day_of(post) == locus.day
        if same and isinstance(post, Anteckning) and case.reading.affirms(post, _OWN_VIEW) is not None:
            yield post
