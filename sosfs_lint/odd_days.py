"""Days that cannot be as they stand: an event entered before it happened, a post from after the export. Remarks, never findings."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.akt import Akt, day_of, entered_on
from sosfs_lint.model import Anteckning
from sosfs_lint.report import Remark
from sosfs_lint.wording import say


def odd_days(akt: Akt) -> Iterator[Remark]:
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
            yield Remark(post.place.path, say(key), post.place.line, post.place.column, akt.personakt.id, post.id)
