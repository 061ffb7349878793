"""Culling: five years after the last note (two in private care), done by the end of the next calendar year.

A child's record may be exempt (placed children, and child investigations until the age of thirty), and so is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

KEPT = ("adoption", "faderskap", "föräldraskap", "placering", "familjehem", "lvu")


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """A board's record of an adult."""
    del person
    yield _answer(rule, locus, case, 5)


def judge_private(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """A record in private care."""
    del person
    private = case.akt.personakt.header.aktor.typ == "enskild-utforare"
    yield _answer(rule, locus, case, 2) if private else Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)


def _answer(rule: Rule, locus: Locus, case: Case, years: int) -> Answer:
    posts = [(day, post) for post in case.akt.live if (day := day_of(post)) is not None]
    as_of = case.akt.as_of
    if not posts or as_of is None or _may_be_exempt(case):
        return Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
    last, post = max(posts, key=lambda pair: pair[0])
    due = date(last.year + years + 1, 12, 31)
    return Answer(
        rule=rule,
        verdict=Verdict.MET if as_of <= due else Verdict.MISSING,
        locus=locus,
        kind="late",
        evidence=(Evidence("supports", post.place, post=post.id),),
        from_date=last,
        due=due,
        values=(("fran", last), ("dag", due)),
    )


def _may_be_exempt(case: Case) -> bool:
    akt = case.akt
    minors = [akt.age(person, akt.last_activity) for person in akt.personakt.enskild]
    words = " ".join(t for matter in akt.personakt.arende for t in (matter.typ, matter.lag) if t).casefold()
    words += " ".join(insats.typ or "" for insats in akt.personakt.insats).casefold()
    return any(age is None or age < 18 for age in minors) or any(word in words for word in KEPT)
