"""SOS4-21.2, 21.4 and 21.6: does the order name its decision, its goals and the need of an interpreter, and do they agree with what the record holds?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.checks.prose import only_points_elsewhere
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Beslut, Handling, Person
from sosfs_lint.reading import Said
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_NEAR = 60  # characters between the words for the decision and its day
_FEW = 2  # words of a goal below which two goals cannot be compared
_WORD = re.compile(r"\b[a-zåäöé]{5,}")  # no capital: names are in every goal
_NO = re.compile(r"\b(?:nej|ej|inte|inget|ingen|utan|saknas)\b", re.IGNORECASE)
_OF_ANY_GOAL = {
    "målet",
    "målen",
    "insat",
    "ska",
    "skall",
    "kunna",
    "klara",
    "delmå",
    "nämnd",
    "syfte",
    "hjälp",
    "behöv",
    "fortsä",
    "också",
    "enlig",
}


def beslut(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the order's words have it; contradicted where the decision named had run out, doubtful where the matter has no decision of that day."""
    for answer in as_written(rule, locus, case, person):
        held = [post for post in case.akt.posts_in(locus.arende) if isinstance(post, Beslut) and day_of(post) is not None]
        named = _named(locus, case) if answer.verdict is Verdict.MET and held else set()
        ours = [post for post in held if day_of(post) in named]
        meant = _of_the_measure(locus, case, held) if ours else []
        if meant and not {day_of(post) for post in meant} & named:
            yield replace(answer, verdict=Verdict.MISSING, kind="contradicted", evidence=(*answer.evidence, _latest(meant, locus)))
        elif named and not ours:
            yield replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(*answer.evidence, _latest(held, locus)))
        elif ours and locus.day is not None and all(_over(post, locus.day) for post in ours):
            yield replace(answer, verdict=Verdict.MISSING, kind="contradicted", evidence=(*answer.evidence, _latest(ours, locus)))
        else:
            yield answer


def filed_under(locus: Locus, case: Case) -> set[str]:
    """The measures under which the documents of an order are filed."""
    return {post.insats for post in case.posts_at(locus, "post") if isinstance(post, Handling) and post.insats}


def _of_the_measure(locus: Locus, case: Case, held: list[Beslut]) -> list[Beslut]:
    """The decisions that granted the measure which the order is filed under, taken by the day of the order."""
    filed = filed_under(locus, case)
    granting = {insats.beslut for insats in case.akt.personakt.insats if insats.id in filed and insats.beslut}
    return [post for post in held if post.id in granting and (locus.day is None or (day_of(post) or date.max) <= locus.day)]


def mal(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the order's words have it; doubtful where its goals share no word with those of the report that the decision rests on."""
    for answer in as_written(rule, locus, case, person):
        own = {post.id for post in case.posts_at(locus, "post")}
        ordered = _goal_words(case, [post.id for post in case.posts_at(locus, "post")], "uppdrag-mal")
        others = [post.id for post in case.akt.posts_in(locus.arende) if post.id not in own]
        reported = _goal_words(case, others, "mal-for-insatsen")
        if answer.verdict is Verdict.MET and min(len(ordered), len(reported)) >= _FEW and not ordered & reported:
            yield replace(answer, verdict=Verdict.QUESTION, kind="unclear")
        else:
            yield answer


def tolk(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the order's words have it; contradicted where it says that there is no need and the record registers one."""
    akt = case.akt.personakt
    needed = any(one is not None and one.behov for one in (akt.tolk, akt.kommunikationsstod))
    for answer in as_written(rule, locus, case, person):
        marks = [
            s
            for post in case.posts_at(locus, "post")
            for s in case.reading.said(post, "uppdrag-tolk")
            if s.mark.kind in ("says", "heading")
        ]
        denied = [s for s in marks if s.status == "negated" or _denies(s.passage.text.value[s.mark.start : s.mark.end])]
        if needed and answer.verdict is Verdict.MET and marks and len(denied) == len(marks):
            yield replace(answer, verdict=Verdict.MISSING, kind="contradicted")
        else:
            yield answer


def innehall(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the order's words have it; a question where all that it says under its heading is where else it may stand."""
    for answer in as_written(rule, locus, case, person):
        posts = [post for post in case.posts_at(locus, "post") if isinstance(post, Handling)]
        read = [annotation for post in posts for _, annotation in case.reading.of(post)]
        told = [said for post in posts for said in case.reading.said(post, "uppdrag-innehall") if said.counts and said.mark.kind == "says"]
        if answer.verdict is Verdict.MET and read and not told and only_points_elsewhere(read):
            yield replace(answer, verdict=Verdict.QUESTION, kind="unclear")
        else:
            yield answer


_INSTEAD = re.compile(r"(?i)^\W*(?:prata|tala|ring|ringa|fråga) (?:inte|ej)\b|\bi ?stället\b|\bhellre än\b")


def _denies(words: str) -> bool:
    """Whether words say that there is no need; how one is to talk instead is a need."""
    return _NO.search(words) is not None and _INSTEAD.search(words) is None


def _named(locus: Locus, case: Case) -> set[date]:
    """The days of decisions that the order names."""
    found: set[date] = set()
    for post in case.posts_at(locus, "post"):
        for said in case.reading.said(post, "uppdrag-beslutet"):
            dates = find_dates(said.passage.text.value, day_of(post))
            near = (m for m in dates if m.start > said.mark.start - _NEAR and m.end < said.mark.end + _NEAR)
            found |= {m.day for m in near if m.day is not None and not m.relative and _of_decision(said, m.start)}
    return found


def _of_decision(said: Said, at: int) -> bool:
    """Whether the nearest noun before a day is the decision, and not a start, an end or a birth."""
    before = said.passage.text.value[max(0, at - 30) : at].casefold()
    return "beslut" in before and not re.search(r"\b(?:fr\.?o\.?m|t\.?o\.?m|från|till|start|född|gäller)\b[^.]*$", before)


def _over(post: Beslut, day: date) -> bool:
    end = post.galler_tom.date if post.galler_tom is not None else None
    return end is not None and end < day


def _latest(posts: list[Beslut], locus: Locus) -> Evidence:
    """The last of some decisions that was taken by the day of the order, else the first."""
    before = [post for post in posts if locus.day is None or (day_of(post) or date.max) <= locus.day]
    post = max(before, key=lambda one: day_of(one) or date.min) if before else posts[0]
    return Evidence("contradicts", post.place, post=post.id, field="beslut/@datum")


def _goal_words(case: Case, posts: list[str], concept: str) -> set[str]:
    words: set[str] = set()
    for post in case.akt.live:
        if post.id not in posts:
            continue
        strays = case.reading.strays(post, (concept,))
        for said in case.reading.said(post, concept):
            if said.status in ("affirmed", "planned") and said not in strays:
                text = said.passage.text.value
                end = text.find(".", said.mark.end)
                words |= {w[:5] for w in _WORD.findall(text[said.mark.start : end if end > 0 else None])}
    return words - _OF_ANY_GOAL
