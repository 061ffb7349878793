"""SOS3-5.2: when and how was the child told? In a note with a day of its own the talk that it tells of was held that day."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import judge_need, person_id
from sosfs_lint.checks.told import Need
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

WHEN = Need("när", says=("barnet-informerat-nar",))
HOW = Need("på vilket sätt", says=("barnet-informerat-satt",))


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Both are needed; one of them leaves a question."""
    when, how = (judge_need(need, rule, locus, case, person) for need in (WHEN, HOW))
    own = _dated_talk(locus, case) if how.verdict is Verdict.MET and when.verdict is not Verdict.MET else None
    told = {WHEN.what: Verdict.MET if own else when.verdict, HOW.what: how.verdict}
    verdict = min(told.values(), key=[Verdict.MISSING, Verdict.QUESTION, Verdict.NOT_CHECKED, Verdict.MET].index)
    if verdict is Verdict.MISSING and any(one is not Verdict.MISSING for one in told.values()):
        verdict = Verdict.QUESTION
    yield Answer(
        rule=rule,
        verdict=verdict,
        locus=locus,
        person=person_id(person, case),
        kind="unclear" if verdict is Verdict.QUESTION else "missing",
        evidence=(*((own,) if own else when.evidence), *how.evidence),
        looked=looked_at(rule, locus, case) if verdict is Verdict.MISSING else None,
        reason_code=when.reason_code,
        reason=when.reason or how.reason,
        lacks=tuple(what for what, one in told.items() if one is not Verdict.MET),
    )


def _dated_talk(locus: Locus, case: Case) -> Evidence | None:
    """A note of a talk with the child, with the day on which it was held."""
    for post in case.posts_at(locus, "arende"):
        dated = isinstance(post, Anteckning) and post.handelse is not None and post.handelse.tid is not None and post.handelse.tid.date
        if dated and case.reading.affirms(post, HOW.says):
            return Evidence("supports", post.place, post=post.id, field="anteckning/handelse")
    return None
