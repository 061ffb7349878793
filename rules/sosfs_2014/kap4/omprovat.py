"""SOS4-16.2: was the appealed decision reconsidered? Only what is told from the appeal to three months after it is about that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person, Post
from sosfs_lint.report import Answer, Locus
from sosfs_lint.rule import Rule

_WITHIN = timedelta(90)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the journal has it from the appeal to three months after it: what is told of earlier or later decisions answers nothing."""
    yield from as_written(rule, locus, case if locus.day is None else cast(Case, _Soon(case)), person)


class _Soon:
    """The record without what was written before the moment or long after it."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def __getattr__(self, name: str) -> Any:
        return getattr(self._case, name)

    def posts_at(self, locus: Locus, level: str) -> tuple[Post, ...]:
        """Those of its own posts and of three months from its day."""
        posts = self._case.posts_at(locus, level)
        first = locus.day
        if first is None:
            return posts
        last = first + _WITHIN
        return tuple(post for post in posts if post.id in locus.posts or (day := day_of(post)) is None or first <= day <= last)
