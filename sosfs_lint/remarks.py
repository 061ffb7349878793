"""What is odd about a record as it stands: days out of order, notes that are said to be in the wrong record. Remarks, never findings."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.akt import Akt, day_of, entered_on
from sosfs_lint.model import Anteckning, Post
from sosfs_lint.report import Remark
from sosfs_lint.wording import say


def remarks_on(akt: Akt) -> Iterator[Remark]:
    """What a reader of a record's report must know of its posts."""
    yield from _odd_days(akt)
    struck, unclear = akt.taken_back
    for post in akt.posts.values():
        if post.id in struck or post.id in unclear:
            yield _remark("taken-back" if post.id in struck else "taken-back-unclear", post, akt)


def _odd_days(akt: Akt) -> Iterator[Remark]:
    """A remark for each valid post whose days are out of order; a vague day is never out of order."""
    tid = akt.personakt.header.export.tid
    exported = tid.date if tid is not None else None
    for post in akt.live:
        day, entered = day_of(post), entered_on(post)
        key = None
        if exported is not None and any(one is not None and one > exported for one in (day, entered)):
            key = "after-export"
        elif isinstance(post, Anteckning) and day is not None and entered is not None and entered < day:
            key = "entered-before-event"
        if key is not None:
            yield _remark(key, post, akt)


def _remark(key: str, post: Post, akt: Akt) -> Remark:
    return Remark(post.place.path, say(key), post.place.line, post.place.column, akt.personakt.id, post.id)
