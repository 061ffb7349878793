"""Where a clock begins and ends in a record: in a field, in the opening words of a note, or at another moment of the matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sosfs_lint.akt import Found, day_of, entered_on
from sosfs_lint.case import Case
from sosfs_lint.language.dates import find_clock_times, find_dates
from sosfs_lint.model import Anteckning, Person, Post
from sosfs_lint.reading import passages
from sosfs_lint.report import Evidence, Locus
from sosfs_lint.tid import Tid

MOMENT, CLOCK, BEFORE = "moment:", "clock:", "before:"


@dataclass(frozen=True, slots=True)
class End:
    """A day where a clock begins or ends, and where it stands. `day` is None when it is too vague to count with.

    `at` holds day and clock time where both are known; `moment` says whether it is another moment of the matter.
    """

    day: date | None
    evidence: Evidence
    at: datetime | None = None
    moment: bool = False

    @property
    def bounds(self) -> tuple[datetime, datetime] | None:
        """The earliest and the latest that it can have been."""
        if self.at is not None:
            return self.at, self.at
        if self.day is None:
            return None
        midnight = datetime.combine(self.day, datetime.min.time())
        return midnight, midnight + timedelta(hours=23, minutes=59)


def find_ends(paths: Sequence[str], locus: Locus, case: Case, person: Person | None) -> list[End]:
    """Every candidate: of the fields those of the first path that has any, and every moment that is named."""
    found: list[End] = []
    for path in paths:
        if path.startswith(MOMENT):
            found += _moments(path.removeprefix(MOMENT), locus, case)
        elif not any(not end.moment for end in found):
            found += _own(path, locus, case, person)
    return found


def first_end(ends: Iterable[End], *, since: date | None, until: date | None) -> End | None:
    """The earliest end that can be counted with; another moment must lie between the days."""
    fitting = [
        end
        for end in ends
        if end.day is not None and (not end.moment or ((since is None or end.day >= since) and (until is None or end.day <= until)))
    ]
    return min(fitting, key=lambda end: end.day or date.max, default=None)


def _own(path: str, locus: Locus, case: Case, person: Person | None) -> list[End]:
    match path:
        case "day":
            return [End(locus.day, Evidence("supports", locus.place, post=locus.post))] if locus.day is not None else []
        case "text":
            opening = _opening_day(locus, case)
            return [_of_field(opening)] if opening is not None else []
    if path.startswith(BEFORE):
        earlier = [end for end in _moments(path.removeprefix(BEFORE), locus, case) if end.day and locus.day and end.day <= locus.day]
        return sorted(earlier, key=lambda end: end.day or date.min)[-1:]
    if path.startswith(CLOCK):
        return list(_clocks(locus, case))[:1] if path == "clock:first" else list(_clocks(locus, case))[1:][-1:]
    return [_of_field(found) for found in case.fields(path, locus, "post", person)]


def _of_field(found: Found) -> End:
    tid = found.value if isinstance(found.value, Tid) else getattr(found.value, "tid", None)
    evidence = Evidence("supports", found.place, post=found.post, field=found.field)
    return End(tid.date, evidence, tid.moment) if isinstance(tid, Tid) else End(None, evidence)


def loci_of(name: str, locus: Locus, case: Case) -> Iterator[Locus]:
    """The other moments of a kind in the same matter; where either belongs to none, in the record. One note may tell of both."""
    for other in case.loci.get(name, ()):
        same = other.arende == locus.arende or other.arende is None or locus.arende is None
        apart = other.post is None or other.post != locus.post or (other.moment != locus.moment and isinstance(locus.element, Anteckning))
        if same and apart and (other.moment, other.key) != (locus.moment, locus.key):
            yield other


def _moments(name: str, locus: Locus, case: Case) -> list[End]:
    return [End(other.day, Evidence("supports", other.place, post=other.post), moment=True) for other in loci_of(name, locus, case)]


def _opening_day(locus: Locus, case: Case) -> Found | None:
    """The one exact day that a note opens with, as what it tells of: "Ringde dottern 27/8." Several are a story, and no day of the note."""
    for post in case.posts_at(locus, "post"):
        for passage in passages(post):
            value = re.sub(r"^\s*[^\W\d]+\. ", lambda word: word[0].replace(".", " "), passage.text.value)  # "Dikterat. " opens nothing
            opening = re.split(r"(?<=[^\d\W]{3})\. |\n", value, maxsplit=1)[0][:80]
            marks = [m for m in find_dates(opening, entered_on(post)) if m.precision in ("day", "minute") and not m.relative]
            mark = marks[0] if len({m.day for m in marks}) == 1 else None
            entered = entered_on(post)
            if mark is not None and mark.day is not None and entered is not None and mark.day <= entered:
                return Found(Tid(mark.day.year, mark.day.month, mark.day.day), passage.at(mark.start), "text", post.id)
            return None
    return None


def _clocks(locus: Locus, case: Case) -> Iterator[End]:
    """The clock times that a post tells of, on its own day; a time before the last one is the next morning's."""
    for post in case.posts_at(locus, "post"):
        day, before = day_of(post), None
        for passage in passages(post):
            for start, _, clock in find_clock_times(passage.text.value):
                if day is None:
                    return
                at = datetime.combine(day, clock)
                if before is not None and at < before:
                    at += timedelta(1)
                before = at
                where = passage.text.at(start)
                place = passage.place._replace(line=where[0], column=where[1]) if where else passage.place
                yield End(at.date(), Evidence("supports", place, post=post.id), at)


def set_days(paths: Sequence[str], locus: Locus, case: Case, person: Person | None) -> Iterator[tuple[date, date, Evidence]]:
    """Decisions that move a limit: the day decided, the day set, and where. A decision sets the last day it gives, in a field or in words."""
    for path in paths:
        if not path.startswith(MOMENT):
            yield from ((end.day, end.day, end.evidence) for end in _own(path, locus, case, person) if end.day is not None)
            continue
        for other in loci_of(path.removeprefix(MOMENT), locus, case):
            post = case.akt.posts.get(other.post or "")
            last = _last_day(post) if post is not None else None
            if other.day is not None and last is not None:
                yield other.day, last, Evidence("supports", other.place, post=other.post)


def _last_day(post: Post) -> date | None:
    tom = getattr(post, "galler_tom", None)
    if isinstance(tom, Tid):
        return tom.date
    day = day_of(post)
    days = [mark.day for passage in passages(post) for mark in find_dates(passage.text.value, day) if mark.day is not None]
    return max((found for found in days if day is None or found > day), default=None)
