"""SOS3-5.3: who told the child? The signed author of the note that says so, or somebody named beside it."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import hides_unread, looked_at, not_read
from sosfs_lint.checks.values import Holds, person_and_title
from sosfs_lint.model import Person
from sosfs_lint.reading import came_in
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

CONCEPTS = ("barnet-informerat", "barnet-informerat-nar", "barnet-informerat-satt")


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by an author with name and title; a name without title or a signature code leaves doubt."""
    del person
    told = [
        (post, said)
        for post in case.posts_at(locus, "arende")
        if not came_in(post) and (said := case.reading.affirms(post, CONCEPTS)) is not None
    ]
    best = max(
        ((max((person_and_title(who, case) for who in post.upprattad_av), default=Holds.NOTHING), said) for post, said in told),
        key=lambda pair: pair[0],
        default=None,
    )
    if best is None and hides_unread(case.posts_at(locus, "arende")):
        yield not_read(rule, locus)
        return
    if best is None:
        yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, looked=looked_at(rule, locus, case))
        return
    verdict = {Holds.FULLY: Verdict.MET, Holds.DOUBTFUL: Verdict.QUESTION}.get(best[0], Verdict.MISSING)
    yield Answer(
        rule=rule,
        verdict=verdict,
        locus=locus,
        kind="unclear" if verdict is Verdict.QUESTION else "missing",
        evidence=(best[1].evidence("supports" if verdict is Verdict.MET else "hint"),),
        looked=looked_at(rule, locus, case) if verdict is Verdict.MISSING else None,
    )
