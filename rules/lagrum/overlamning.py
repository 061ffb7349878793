"""A report received for another municipality: who assesses it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.model import Aktualisering, Handling, Person, Post
from sosfs_lint.reading import came_in, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.tid import Tid
from sosfs_lint.wording import say

PROTECTION = ("fri-skyddsbedomd", "skyddsbedomning")
OTHERS = ("fri-forhandsbedomning-slut", "utredning-inledd", "beslut-att-inte-inleda")


def no_assessment(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """The receiving municipality neither makes a protection assessment nor a preliminary one."""
    del person
    others = [found for name in OTHERS for found in case.loci.get(name, ()) if _is_after(found, locus)]
    made = next(iter([*_protection(locus, case), *others]), None)
    if made is None:
        yield Answer(rule=rule, verdict=Verdict.MET, locus=locus)
        return
    evidence = (Evidence("contradicts", made.place, post=made.post),)
    yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, kind="contradicted", evidence=evidence)


def own_assessment(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """The responsible municipality's protection assessment is its own, and made of this report: not what came with it, nor what its prose tells of another's."""
    del person
    own = _protection(locus, case)
    if own:
        yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(Evidence("supports", own[0].place, post=own[0].post),))
        return
    due = locus.day + timedelta(case.local["skyddsbedomning-dagar"]) if locus.day is not None else None
    if due is not None and case.akt.as_of is not None and case.akt.as_of <= due:
        yield Answer(rule=rule, verdict=Verdict.REMAINING, locus=locus, due=due, reason=say("clock-runs"), values=(("dag", due),))
        return
    evidence = tuple(Evidence("other-person", post.place, post=post.id) for post in _of_another(locus, case))
    yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, evidence=evidence)


def in_order(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """A report cannot be handed over before it was received; days that are not exact say nothing."""
    del person
    registered = isinstance(locus.element, Aktualisering)
    received, handed = _day(getattr(locus.element, "inkom", None)) if registered else _received(locus, case), locus.day
    if received is None or handed is None or locus.between is not None or (handed < received and not registered):
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
        return
    before = handed < received
    evidence = (Evidence("contradicts" if before else "supports", locus.place, post=locus.post),)
    verdict = Verdict.MISSING if before else Verdict.MET
    yield Answer(
        rule=rule, verdict=verdict, locus=locus, kind="contradicted", evidence=evidence, values=(("fran", received), ("till", handed))
    )


def _day(tid: object) -> date | None:
    return tid.date if isinstance(tid, Tid) else None


def _received(locus: Locus, case: Case) -> date | None:
    """The day that a report for another municipality was received, as the matter tells it."""
    days = [found.day for found in case.loci.get("lag-anmalan-for-kommun", ()) if found.arende == locus.arende and found.day is not None]
    return min(days, default=None)


def _protection(locus: Locus, case: Case) -> list[Locus]:
    """The protection assessments in the matter that the keeper of the record made after the report came in."""
    name = next((name for name in PROTECTION if name in case.loci), None)
    return [found for found in case.loci.get(name or "", ()) if _is_after(found, locus)]


def _is_after(found: Locus, locus: Locus) -> bool:
    days = found.day is None or locus.day is None or found.day >= locus.day
    return days and found.arende in (locus.arende, None)


def _of_another(locus: Locus, case: Case) -> Iterator[Post]:
    """The posts that hold or tell of another municipality's assessment, or of one of another report."""
    told = {found.post for found in case.loci.get("skyddsbedomning", ()) if found.arende in (locus.arende, None)}
    for post in sorted(case.posts_at(locus, "arende"), key=lambda post: day_of(post) or date.max):
        sent = isinstance(post, Handling) and came_in(post) and "skyddsbed" in " ".join(title_of(post)).casefold()
        if sent or post.id in told:
            yield post
