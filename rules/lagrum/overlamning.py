"""A report received for another municipality: who assesses it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sosfs_lint.case import Case
from sosfs_lint.model import Handling, Person
from sosfs_lint.reading import came_in, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.wording import say

ASSESSMENTS = ("skyddsbedomning", "fri-skyddsbedomd", "fri-forhandsbedomning-slut", "utredning-inledd", "beslut-att-inte-inleda")


def no_assessment(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """The receiving municipality neither makes a protection assessment nor a preliminary one."""
    del person
    made = next((found for name in ASSESSMENTS for found in case.loci.get(name, ()) if found.arende in (locus.arende, None)), None)
    if made is None:
        yield Answer(rule=rule, verdict=Verdict.MET, locus=locus)
        return
    evidence = (Evidence("contradicts", made.place, post=made.post),)
    yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, kind="contradicted", evidence=evidence)


def own_assessment(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """The responsible municipality's protection assessment is its own; one that came with the report does not count."""
    del person
    own = [x for name in ("skyddsbedomning", "fri-skyddsbedomd") for x in case.loci.get(name, ()) if x.arende in (locus.arende, None)]
    if own:
        yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(Evidence("supports", own[0].place, post=own[0].post),))
        return
    sent = [
        p
        for p in case.posts_at(locus, "arende")
        if isinstance(p, Handling) and came_in(p) and "skyddsbed" in " ".join(title_of(p)).casefold()
    ]
    due = locus.day + timedelta(case.local["skyddsbedomning-dagar"]) if locus.day is not None else None
    if not sent and due is not None and case.akt.as_of is not None and case.akt.as_of <= due:
        yield Answer(rule=rule, verdict=Verdict.REMAINING, locus=locus, due=due, reason=say("clock-runs"), values=(("dag", due),))
        return
    evidence = tuple(Evidence("other-person", post.place, post=post.id) for post in sent)
    yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, evidence=evidence)
