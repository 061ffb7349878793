"""SOS6-10s2b: when the court's decision became final, asked for once the time for an appeal has clearly run out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.prose import Answer as Told
from sosfs_lint.checks.prose import answer_in
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

APPEAL = timedelta(42)  # three weeks from the day that each party had the judgment, and the post


def final(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met where the day stands; missing six weeks after the judgment, remaining before."""
    del person
    posts = dict.fromkeys(post for level in ("post", "linked", "arende") for post in case.posts_at(locus, level))
    said = [one for post in posts for one in case.told(locus, post, "sis-laga-kraft")]
    answer, deciding = answer_in([one.mark for one in said], ("affirmed", "hearsay", "negated"), ("hint", "reference"))
    where = next((one for one in said if one.mark is deciding), None)
    if where is not None and answer is not Told.NOTHING:
        met = answer is Told.FULLY
        yield _answer(rule, locus, Verdict.MET if met else Verdict.QUESTION, where.evidence("supports" if met else "hint"))
        return
    judged, now = _judged(locus, case), case.akt.as_of or case.akt.last_activity
    waiting = judged is not None and now is not None and now - judged < APPEAL
    yield _answer(rule, locus, Verdict.REMAINING if waiting else Verdict.MISSING)


def _judged(locus: Locus, case: Case) -> date | None:
    """The last day of a judgment that the matter tells of, else the day of the post that tells of it."""
    days = []
    for post in case.posts_at(locus, "arende"):
        for said in case.told(locus, post, "sis-domstol-har-avgjort"):
            if said.counts or said.status == "hearsay":
                text, own = said.passage.text.value, day_of(post)
                near = [mark.day for mark in find_dates(text, own) if mark.day is not None and abs(mark.start - said.mark.start) < 120]
                days += [day for day in near if own is None or day <= own] or ([own] if own is not None else [])
    return max(days, default=None)


def _answer(rule: Rule, locus: Locus, verdict: Verdict, *evidence: Evidence) -> Answer:
    return Answer(rule=rule, verdict=verdict, locus=locus, kind="unclear" if verdict is Verdict.QUESTION else "missing", evidence=evidence)
