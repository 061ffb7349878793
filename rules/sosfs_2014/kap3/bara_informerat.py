"""SOS3-5.1: what the child was told, and each note that only says that the child was told, with nothing about it those days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from sosfs_2014.kap3 import planerat_samtal
from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.model import Anteckning, Person, Post
from sosfs_lint.reading import Said, came_in
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_SAME_STAGE = timedelta(days=14)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As for the matter, and missing at a note that holds the bare word where no post of those days says what it was about."""
    yield from planerat_samtal.judge(rule, locus, case, person)
    for _, bare, at in bare_notes(locus, case):
        yield lacking(rule, bare, at, case)


def bare_notes(locus: Locus, case: Case) -> Iterator[tuple[Post, Said, Locus]]:
    """The notes of a matter that say no more than that the child was told, with the words and the note as a locus of its own."""
    posts = [post for post in case.posts_at(locus, "arende") if not came_in(post)]
    for post in posts:
        bare = _bare(post, case)
        if bare is not None and not any(_tells(other, post, case) for other in posts):
            at = replace(locus, kind="post", id=post.id, post=post.id, posts=(post.id,), day=day_of(post), place=post.place, element=post)
            yield post, bare, at


def lacking(rule: Rule, bare: Said, at: Locus, case: Case, *, doubtful: bool = False) -> Answer:
    """What such a note leaves open: missing, or a question where the note may mean its writer."""
    verdict, kind = (Verdict.QUESTION, "unclear") if doubtful else (Verdict.MISSING, "missing")
    looked = None if doubtful else looked_at(rule, at, case)
    return Answer(rule=rule, verdict=verdict, locus=at, kind=kind, evidence=(bare.evidence(role="formula"),), looked=looked)


def _bare(post: Post, case: Case) -> Said | None:
    return case.reading.affirms(post, ("barnet-bara-informerat",)) if isinstance(post, Anteckning) else None


def _tells(other: Post, post: Post, case: Case) -> bool:
    """Whether a post of the same stage says what the child was told."""
    there, here = day_of(other), day_of(post)
    near = other is post or there is None or here is None or abs(there - here) <= _SAME_STAGE
    return near and case.reading.affirms(other, ("barnet-informerat",)) is not None
