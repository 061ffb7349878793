"""SOS4-16s2b: when did the ruling become final? The ruling itself cannot tell it, so that an unread one hides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person
from sosfs_lint.reading import came_in
from sosfs_lint.report import Answer, Locus
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the journal has it, whether the ruling that came in was read or not."""
    told = tuple(post.id for post in case.posts_at(locus, "post") if not came_in(post))
    seen = replace(locus, posts=told, post=told[0] if told else None)
    yield from (replace(answer, locus=locus) for answer in as_written(rule, seen, case, person))
