"""A record as it stood between two days, and as far as it is about one measure: what else was written answers nothing."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.model import Post
from sosfs_lint.report import Locus


def between(case: Case, first: date = date.min, last: date = date.max, *, measure: str | None = None) -> Case:
    """The record with the posts of these days, those without a day, and a moment's own; without those of another measure than the one given."""
    return cast(Case, _Between(case, first, last, measure))


class _Between:
    def __init__(self, case: Case, first: date, last: date, measure: str | None) -> None:
        self._case = case
        self._first = first
        self._last = last
        self._measure = measure

    def __getattr__(self, name: str) -> Any:
        return getattr(self._case, name)

    def posts_at(self, locus: Locus, level: str) -> tuple[Post, ...]:
        """As `Case.posts_at`."""
        posts = self._case.posts_at(locus, level)
        if self._measure is not None:
            posts = tuple(p for p in posts if getattr(p, "insats", None) in (None, self._measure))
        return tuple(p for p in posts if p.id in locus.posts or (day := day_of(p)) is None or self._first <= day <= self._last)
