"""Requirements that only what was written at the moment or after it can meet: an answer to a complaint, a summing up at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Anteckning, Person, Post
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_BEFORE_THE_END = timedelta(days=45)
_END = re.compile(r"\bslut|\bavslut|\bklart?\b|\bupphör", re.IGNORECASE)


def svar(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the posts from the moment's day on have it; its own note may say it in words that elsewhere would be about another thing."""
    wide = _own_words(rule)
    narrow = replace(rule, in_a_text=tuple(replace(need, says=tuple(c for c in need.says if c not in wide)) for need in rule.in_a_text))
    for answer in _from(narrow if locus.day is not None else rule, locus, case, person, timedelta(0)):
        said = next(_own(wide, locus, case), None) if answer.verdict is not Verdict.MET else None
        yield answer if said is None else answer.met_by(said)


def _own_words(rule: Rule) -> frozenset[str]:
    return frozenset(name for need in rule.in_a_text for name in need.says if name.startswith("svar-pa-"))


def _own(names: frozenset[str], locus: Locus, case: Case) -> Iterator[Evidence]:
    for post in case.posts_at(locus, "post"):
        for name in sorted(names):
            for said in case.reading.said(post, name):
                if said.status == "affirmed" and said.mark.kind == "says":
                    yield said.evidence()


def nar(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the record has it; met too by a day in the brief words of a note that is itself about the end."""
    for answer in as_written(rule, locus, case, person):
        day = next(_brief(locus, case), None) if answer.verdict is not Verdict.MET else None
        yield answer if day is None else answer.met_by(day)


def _brief(locus: Locus, case: Case) -> Iterator[Evidence]:
    for post in case.posts_at(locus, "post"):
        if isinstance(post, Anteckning) and post.rubrik is not None and _END.search(post.rubrik.value):
            for said in case.reading.said(post, "insatsen-slut-i-korthet"):
                words = said.passage.text.value[said.mark.start : said.mark.end]
                if said.status == "affirmed" and any(m.day is not None for m in find_dates(words, day_of(post))):
                    yield Evidence("supports", post.place, post=post.id)


def slut(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """The same for an end, which may have been summed up some weeks before."""
    yield from _from(rule, locus, case, person, _BEFORE_THE_END)


def _from(rule: Rule, locus: Locus, case: Case, person: Person | None, margin: timedelta) -> Iterator[Answer]:
    seen = case if locus.day is None else cast(Case, _Later(case, margin))
    yield from as_written(rule, locus, seen, person)


class _Later:
    """The record without what is older than the moment."""

    def __init__(self, case: Case, margin: timedelta) -> None:
        self._case = case
        self._margin = margin

    def __getattr__(self, name: str) -> Any:
        return getattr(self._case, name)

    def posts_at(self, locus: Locus, level: str) -> tuple[Post, ...]:
        """Its own posts, and the others of that day or later."""
        posts = self._case.posts_at(locus, level)
        if locus.day is None:
            return posts
        first = locus.day - self._margin
        return tuple(post for post in posts if post.id in locus.posts or (day := day_of(post)) is None or day >= first)
