"""Decisions that move a limit: `extend = ["moment:fri-forlangd-utredning"]`. Each says until which day, for how long, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.ends import MOMENT, loci_of, own_ends
from sosfs_lint.checks.limits import Span, spans_in
from sosfs_lint.language.dates import DateMark, find_dates
from sosfs_lint.model import Person, Post
from sosfs_lint.reading import passages, sentences_in
from sosfs_lint.report import Evidence, Locus
from sosfs_lint.tid import Tid, days_between

_EXTENDS = re.compile(r"förläng|anstånd|längre tid", re.IGNORECASE)
AGAIN = timedelta(30)  # the same length of time told so soon after is the same decision


@dataclass(frozen=True, slots=True)
class Extension:
    """A decision to move a limit: the day it was taken (None for a field that only holds the new day), and until when or for how long.

    `first` and `last` are the same day where it is exact, and None where the decision does not say.
    """

    decided: date | None
    evidence: Evidence
    first: date | None = None
    last: date | None = None
    span: Span | None = None

    def moved(self, due: date) -> tuple[date, date]:
        """Until when it surely moves a limit, and until when it may."""
        if self.span is not None:
            return self.span.after(due), self.span.after(due)
        return max(due, self.first or due), max(due, self.last or date.max)


@dataclass(frozen=True, slots=True)
class Extended:
    """A limit with what decisions made of it: the day it surely ends, the day it may, the decisions that count and those that came too late."""

    due: date
    latest: date
    used: tuple[Evidence, ...] = ()
    too_late: tuple[Evidence, ...] = ()


def extended(due: date, paths: Sequence[str], locus: Locus, case: Case, person: Person | None, *, since: date) -> Extended:
    """Where a limit ends when each decision that was taken before it ran out has moved it."""
    latest, used, too_late = due, [], []
    spans: list[Extension] = []
    for one in sorted(_extensions(paths, locus, case, person), key=lambda e: (e.decided or date.min, e.last or date.max)):
        if one.decided is not None and one.decided < since:
            continue
        if one.decided is not None and one.decided > latest:
            too_late.append(one.evidence)
        elif not any(_is_again(one, other) for other in spans):
            due, may = one.moved(due)
            latest = max(latest, may)
            used.append(one.evidence)
            spans.append(one)
    return Extended(due, max(due, latest), tuple(used), tuple(too_late))


def _is_again(one: Extension, other: Extension) -> bool:
    """Whether a decision that gives a length of time is one that was counted already, told again."""
    if one.span is None or one.decided is None or other.decided is None:
        return False
    return one.span == other.span and one.decided - other.decided <= AGAIN


def _extensions(paths: Sequence[str], locus: Locus, case: Case, person: Person | None) -> Iterator[Extension]:
    for path in paths:
        if path.startswith(MOMENT):
            yield from (_decided(other, case) for other in loci_of(path.removeprefix(MOMENT), locus, case) if other.day is not None)
        else:
            for end in own_ends(path, locus, case, person):
                first, last = (end.day, end.day) if end.day is not None else end.between or (None, None)
                yield Extension(None, end.evidence, first, last)


def _decided(locus: Locus, case: Case) -> Extension:
    """What the posts of one decision say of the new day: the most exact that any of them says."""
    evidence = Evidence("supports", locus.place, post=locus.post)
    found = [_said(post, locus.day, evidence) for post in case.posts_at(locus, "post")]
    exact = [one for one in found if one.first is not None and one.first == one.last]
    if exact:
        return max(exact, key=lambda one: one.last or date.min)
    vague = Extension(locus.day, evidence)
    return next((one for one in found if one.span is not None), next((one for one in found if one.last is not None), vague))


def _said(post: Post, decided: date | None, evidence: Evidence) -> Extension:
    tom = getattr(post, "galler_tom", None)
    if isinstance(tom, Tid) and not tom.open_ended:
        first, last = days_between(tom) or (tom.date, tom.date)
        return Extension(decided, evidence, first, last)
    texts = list(_telling(post))
    marks = [mark for text in texts for mark in find_dates(text, day_of(post))]
    days = [mark.day for mark in marks if mark.day is not None and (decided is None or mark.day > decided)]
    if days:
        return Extension(decided, evidence, max(days), max(days))
    spans = [span for text in texts for span in spans_in(text)]
    if spans:
        return Extension(decided, evidence, span=spans[0])
    vague = [mark for mark in marks if _is_ahead(mark, decided)]
    return Extension(decided, evidence, vague[-1].first, vague[-1].last) if vague else Extension(decided, evidence)


def _is_ahead(mark: DateMark, decided: date | None) -> bool:
    """Whether a date names a week or a month that is not over on the day of the decision."""
    return mark.precision in ("week", "month") and mark.last is not None and (decided is None or mark.last > decided)


def _telling(post: Post) -> Iterator[str]:
    """The sentences of a post that tell of more time; where none does, all of it."""
    texts = (passage.text.value for passage in passages(post))
    sentences = [text[first:last] for text in texts for first, last in sentences_in(text)]
    yield from [sentence for sentence in sentences if _EXTENDS.search(sentence)] or sentences
