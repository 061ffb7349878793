"""SOS5-2r18: did the plan come into the record as soon as it was drawn up? The day may stand in a field or in the plan's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sosfs_lint.akt import day_of, entered_on
from sosfs_lint.case import Case
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Handling, Person, Post
from sosfs_lint.reading import passages, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Reason, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.wording import say

ADOPTED = re.compile(
    r"(?i)fastst|antag|upprätta|gäller från|underskrift|underskriv|undertecknad|påskriv|signera|datum|daterad|klubba|spika|bestämd|beslutad|godkän|"
    r"överenskommen|klart?\b|färdig|skriven|skrevs|gjord|\bkryss\b|namnteckning|skrev (?:på|under)|skrivit (?:på|under)|satte sitt namn|tumm?a[dt]"
)
_LATER = re.compile(r"(?i)uppfölj|följs|nästa|senast|revider|översyn|igen\b")
_LIMIT = timedelta(days=21)
_LATER_NOTE = timedelta(days=90)
_NEAR = 60  # characters before a day in which a word tells what it is the day of
_TITLE = 8  # a shorter title is any word


def adopted_on(post: Post) -> date | None:
    """The day beside a word that says the plan was adopted."""
    for passage in passages(post):
        text = passage.text.value
        for mark in find_dates(text, entered_on(post)):
            before = text[max(0, mark.start - _NEAR) : mark.start] or passage.heading or ""
            said = ADOPTED.search(before) or (mark.start < 3 and ADOPTED.search(passage.heading or ""))
            if mark.day is not None and said and not _LATER.search(before):
                return mark.day
    return None


def entered(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Whether the plan was registered within three weeks of the day it was drawn up or adopted."""
    del person
    for post in case.posts_at(locus, "post"):
        drawn = _drawn_up(post) or _told(post, locus, case)
        entry = post.registrerad.tid.date if post.registrerad is not None and post.registrerad.tid is not None else None
        if not isinstance(post, Handling):
            continue
        if drawn is None or entry is None:
            yield Answer(rule=rule, verdict=Verdict.NOT_CHECKED, locus=locus, reason_code=Reason.DATE, reason=say("no-date"))
            continue
        late = entry - drawn > _LIMIT
        where = Evidence("contradicts" if late else "supports", post.place, post=post.id)
        yield Answer(rule=rule, verdict=Verdict.MISSING if late else Verdict.MET, locus=locus, evidence=(where,))


def _told(post: Post, locus: Locus, case: Case) -> date | None:
    """The day of a note that tells of the plan by its title, soon before it was registered."""
    entry, title = entered_on(post), " ".join(title_of(post)).casefold().strip()
    for note in case.posts_at(locus, "journal") if entry is not None and len(title) >= _TITLE else ():
        day = day_of(note)
        if (
            day is not None
            and timedelta(0) <= entry - day <= _LATER_NOTE
            and any(title in one.text.value.casefold() for one in passages(note))
        ):
            return day
    return None


def _drawn_up(post: Post) -> date | None:
    stated = (
        post.upprattad.tid.date if isinstance(post, Handling) and post.upprattad is not None and post.upprattad.tid is not None else None
    )
    return stated or adopted_on(post) or (day_of(post) if not isinstance(post, Handling) else None)
