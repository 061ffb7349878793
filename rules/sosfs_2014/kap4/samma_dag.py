"""A note that says "i dag" of what it tells, or "i går" of the notice itself, and is registered: the day follows from the day of the note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.akt import entered_on
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_TODAY = re.compile(
    r"(?i)(?<!\w)(?:i ?dag|denna dag|dags dato|nu på (?:morgonen|förmiddagen|eftermiddagen|fm|em|kvällen)|i (?:morse|förmiddags|eftermiddags))(?!\w)"
)
_PAST_DAY = re.compile(r"(?i)(?<!\w)i ?(?:går|förrgår|(?:mån|tis|ons|tors|fre|lör|sön)dags)(?!\w)")
_SOME_DAY = re.compile(
    r"(?i)(?<!\w)(?:häromdagen|häromveckan|nyligen|förra (?:veckan|månaden)|i veckan|någon (?:gång|dag)|nån (?:gång|dag)|för (?:ett tag|en tid|några dagar|ett par dagar) sen?(?:dan)?|tidigare i (?:veckan|månaden))(?!\w)"
)
_NOTICE = ("muntligt-underrattad", "besked-efter-beslut")
_LATER = re.compile(r"(?i)(?<!\w)(?:ännu|fram till|till och med|senast|från) i ?dag(?!\w)")


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it; what would be a question is met where the note itself says that it was the same day."""
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is Verdict.MET and rule.about == "muntlig-underrattelse" and _told_of_some_day(locus, case):
            yield replace(answer, verdict=Verdict.QUESTION, kind="unclear")
            continue
        own = next(_same_day(locus, case), None) if answer.verdict is Verdict.QUESTION else None
        if own is None and answer.verdict is Verdict.QUESTION and _some_day(locus, case):
            yield replace(answer, verdict=Verdict.MISSING, kind="missing", looked=looked_at(rule, locus, case))
            continue
        yield answer if own is None else answer.met_by(own)


def _same_day(locus: Locus, case: Case) -> Iterator[Evidence]:
    for post in case.posts_at(locus, "post"):
        if not isinstance(post, Anteckning) or entered_on(post) is None:
            continue
        for passage, _ in case.reading.of(post):
            words = passage.text.value
            if _TODAY.search(words) is not None and _LATER.search(words) is None:
                yield Evidence("supports", passage.place, post=post.id)
        told = (said for concept in _NOTICE for said in case.reading.said(post, concept) if said.counts)
        yield from (said.evidence("supports") for said in told if _PAST_DAY.search(said.line) is not None)


def _told_of_some_day(locus: Locus, case: Case) -> bool:
    """Whether the sentence that tells of the notice itself puts it on a day that nobody can find again: the note's own day is another."""
    told = (s for post in case.posts_at(locus, "post") for c in _NOTICE for s in case.reading.said(post, c) if s.counts)
    return any(_SOME_DAY.search(said.line) is not None for said in told)


def _some_day(locus: Locus, case: Case) -> bool:
    """Whether a note without a day of its own event tells of a day that nobody can find again."""
    return any(
        isinstance(post, Anteckning) and post.handelse is None and any(_SOME_DAY.search(p.text.value) for p, _ in case.reading.of(post))
        for post in case.posts_at(locus, "post")
    )
