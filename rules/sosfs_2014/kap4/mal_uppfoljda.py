"""SOS4-22b: is the measure followed up against its goals? Words of the matter's own goals in the note tell as much as the word goal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import Needs
from sosfs_lint.model import Handling, Person, Post
from sosfs_lint.reading import came_in, passages
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_GOAL = re.compile(r"\bmål|\bsyfte|avsikt|vill komma|vill nå|uppnå|vart vi", re.IGNORECASE)
_GOAL_SENTENCE = re.compile(r"\b(?:Mål(?:et|en)?|Delmål\w*)\b[^.\n]*")
_WORD = re.compile(r"[a-zåäöé]{5,}")
_COMMON = {
    "målet", "målen", "insat", "vecka", "månad", "själv", "hjälp", "behov", "under", "efter", "också", "första", "först", "kunna", "skall", "samma", "varje", "genom", "finns", "göras", "komma",
    "enskil", "enski", "stöd", "andra", "minst", "bättr", "trygg", "känna", "dagli", "tillg", "livsv", "levna", "socia", "perso", "halvå", "någon", "något", "större",
}  # fmt: skip


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by the words for it, or by words of the goals that the matter's documents set; one such word is a question."""
    for answer in Needs().judge(replace(rule, spec=rule.in_a_text), locus, case, person):
        met = answer.verdict is Verdict.MET
        yield answer if met or _refused(locus, case) else _weighed(answer, locus, case)


def _refused(locus: Locus, case: Case) -> bool:
    """Whether the note says that it was not followed up against the goals."""
    return any(
        said.status == "negated" for post in case.posts_at(locus, "post") for said in case.reading.said(post, "uppfoljning-mot-malen")
    )


def _weighed(answer: Answer, locus: Locus, case: Case) -> Answer:
    """The answer with what the note's own words have in common with the goals."""
    goals = _goals(locus, case)
    for post in case.posts_at(locus, "post"):
        found = _stems(" ".join(passage.text.value for passage in passages(post))) & goals
        if len(found) > 2 or (len(found) > 1 and answer.verdict is Verdict.QUESTION):
            where = Evidence("supports", post.place, post=post.id)
            return replace(answer, verdict=Verdict.MET, evidence=(where,), looked=None, lacks=())
        if found and answer.verdict is Verdict.MISSING:
            where = Evidence("hint", post.place, post=post.id)
            answer = replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(where,), looked=None)
    return answer


def _goals(locus: Locus, case: Case) -> set[str]:
    found: set[str] = set()
    for post in case.akt.posts_in(locus.arende):
        if isinstance(post, Handling) and not came_in(post) and _before(post, locus):
            for passage in passages(post):
                own = [passage.text.value] if _GOAL.search(passage.heading or "") else _GOAL_SENTENCE.findall(passage.text.value)
                found |= _stems(" ".join(own))
    names = {stem for one in (*case.akt.personakt.enskild, *case.akt.personakt.berord) for stem in _stems(one.namn or "")}
    return found - names


def _before(post: Post, locus: Locus) -> bool:
    day = day_of(post)
    return day is None or locus.day is None or day <= locus.day


def _stems(text: str) -> set[str]:
    return {word[:5] for word in _WORD.findall(text.casefold())} - _COMMON
