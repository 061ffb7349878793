"""SOS4-1r1: was it checked with the informant? In the report's own note, or in a later note of the matter that names the same person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Person, Post
from sosfs_lint.reading import Said, passages
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_SOON = timedelta(30)
_CAPITAL = re.compile(r"\b[A-ZÅÄÖ][a-zåäöé]{2,}")
_NAME = re.compile(r"(?<![.!?:\n] )(?<!^)" + _CAPITAL.pattern)
_WHOLE_NAME = re.compile(_CAPITAL.pattern + r"(?= [A-ZÅÄÖ][a-zåäöé]+)")  # a first name also at the head of a sentence


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """What the note itself lacks may stand in the next call to the same informant, before another report comes."""
    for answer in as_written(rule, locus, case, person):
        later = None if answer.verdict is Verdict.MET else next(_called_back(locus, case), None)
        if later is None:
            yield answer
        else:
            yield answer.met_by(later.evidence("supports"))


def _called_back(locus: Locus, case: Case) -> Iterator[Said]:
    """Where a later note says that the informant, by name, was read what they had told."""
    own = {name for post in case.posts_at(locus, "post") for name in _names(post)}
    own -= {name for one in case.akt.personakt.enskild for name in (one.namn or "").split()} - _who_rang(locus, case)
    others = [other.day for other in case.loci["muntlig-anmalan"] if other.arende == locus.arende and other.day is not None]
    if locus.day is None:
        return
    until = min([locus.day + _SOON, *(day for day in others if day > locus.day)])
    for post in case.akt.posts_in(locus.arende):
        day = day_of(post)
        if isinstance(post, Anteckning) and post.id not in locus.posts and day is not None and locus.day <= day < until:
            checked = (said for said in case.reading.said(post, "avstamt-med-uppgiftslamnaren") if said.counts)
            yield from (said for said in checked if own & set(_CAPITAL.findall(_with_the_one_before(said))))


_RANG = re.compile(
    r"(?P<name>[A-ZÅÄÖ][a-zåäöé]{2,})(?: [A-ZÅÄÖ][a-zåäöé]+)?,? (?:har |hade )?(?:själv )?(?:ring(?:er|t|de)|sök(?:er|t|te)|ansök(?:er|t|te)|hör(?:de|t)? av sig|komm(?:er|it)|kom|mejla[rt]|lämna[rt])\b"
)


def _who_rang(locus: Locus, case: Case) -> set[str]:
    """The first names of those who, by the report's own words, rang, came or applied."""
    return {found["name"] for post in case.posts_at(locus, "post") for p in passages(post) for found in _RANG.finditer(p.text.value)}


_WE_RANG = re.compile(r"\W*(?i:jag |vi |undertecknad |ut )?(?i:ring(?:er|de|t)|träffa[rdt]e?)(?i: upp)? (?P<whom>[A-ZÅÄÖ][a-zåäöé]{2,})")


def _with_the_one_before(said: Said) -> str:
    """The line that tells of it, the sentence before and, in a note that begins with a call of ours, its first: whom one rang often stands there."""
    text = said.passage.text.value
    before = text[: max(text.rfind(". ", 0, said.mark.start), 0)]
    called = _WE_RANG.match(text)
    return (called["whom"] + " " if called else "") + text[before.rfind(". ") + 1 : len(before)] + " " + said.line


def _names(post: Post) -> set[str]:
    return {name for passage in passages(post) for pattern in (_NAME, _WHOLE_NAME) for name in pattern.findall(passage.text.value)}
