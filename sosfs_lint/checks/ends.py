"""Where a clock begins and ends in a record: in a field, in the opening words of a note, or at another moment of the matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sosfs_lint.akt import Found, day_of, entered_on
from sosfs_lint.case import Case
from sosfs_lint.checks.values import is_unread_day
from sosfs_lint.language.dates import find_clock_times, find_dates
from sosfs_lint.model import Anteckning, Handling, Person, Place, Post
from sosfs_lint.reading import passages, sentences_in, title_of
from sosfs_lint.report import Evidence, Locus
from sosfs_lint.tid import Tid, days_between, elapsed

MOMENT, CLOCK, BEFORE, AFTER = "moment:", "clock:", "before:", "after:"


@dataclass(frozen=True, slots=True)
class End:
    """A day where a clock begins or ends, and where it stands. `day` is None when it is too vague to count with.

    `at` holds day and clock time where both are known; `moment` says whether it is another moment of the matter;
    `between` are the days between which a vague one lies, where a field gives a month or a year.
    """

    day: date | None
    evidence: Evidence
    at: datetime | None = None
    moment: bool = False
    between: tuple[date, date] | None = None

    @property
    def shown(self) -> str:
        """The day, and the clock time where it is known, as a message gives them."""
        if self.at is None:
            return str(self.day or "–")
        return f"{self.at:%Y-%m-%d %H:%M:%S}".removesuffix(":00")

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
            found += own_ends(path, locus, case, person)
    return found


def first_end(ends: Iterable[End], *, since: date | None, until: date | None) -> End | None:
    """The earliest end that can be counted with; another moment must lie between the days."""
    fitting = [
        end
        for end in ends
        if end.day is not None and (not end.moment or ((since is None or end.day >= since) and (until is None or end.day <= until)))
    ]
    return min(fitting, key=lambda end: end.day or date.max, default=None)


def own_ends(path: str, locus: Locus, case: Case, person: Person | None) -> list[End]:
    match path:
        case "day":
            return [_of_locus(locus)] if locus.day is not None or locus.between is not None else []
        case "text":
            opening = _opening_day(locus, case)
            return [_of_field(opening)] if opening is not None else []
    if path.startswith(BEFORE):
        earlier = [end for end in _moments(path.removeprefix(BEFORE), locus, case) if end.day and locus.day and end.day <= locus.day]
        return sorted(earlier, key=lambda end: end.day or date.min)[-1:]
    if path.startswith(AFTER):
        later = [end for end in _moments(path.removeprefix(AFTER), locus, case) if end.day and locus.day and end.day >= locus.day]
        return sorted(later, key=lambda end: end.day or date.max)[:1]
    if path.startswith(CLOCK):
        which, _, stems = path.removeprefix(CLOCK).partition(":")
        times = _clocks(locus, case, stems)
        return times[:1] if which == "first" else times[1:][-1:]
    return [_of_field(found) for found in case.fields(path, locus, "post", person) if not is_unread_day(found.value)]


def _of_field(found: Found) -> End:
    tid = found.value if isinstance(found.value, Tid) else getattr(found.value, "tid", None)
    evidence = Evidence("supports", found.place, post=found.post, field=found.field)
    return End(tid.date, evidence, tid.moment, between=days_between(tid)) if isinstance(tid, Tid) else End(None, evidence)


def loci_of(name: str, locus: Locus, case: Case) -> Iterator[Locus]:
    """The other moments of a kind in the same matter; where either belongs to none, in the record.

    One note may tell of both, and a document of an earlier day than its own.
    """
    for other in case.loci.get(name, ()):
        same = other.arende == locus.arende or other.arende is None or locus.arende is None
        retold = isinstance(locus.element, Anteckning) or (isinstance(locus.element, Handling) and other.day != locus.day)
        apart = other.post is None or other.post != locus.post or (other.moment != locus.moment and retold)
        if same and apart and (other.moment, other.key) != (locus.moment, locus.key):
            yield other


def _moments(name: str, locus: Locus, case: Case) -> list[End]:
    return [_of_locus(other, moment=True) for other in loci_of(name, locus, case)]


def _of_locus(locus: Locus, *, moment: bool = False) -> End:
    return End(locus.day if locus.between is None else None, Evidence("supports", locus.place, post=locus.post), moment=moment)


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


def _clocks(locus: Locus, case: Case, stems: str) -> list[End]:
    """The clock times that a post tells of: those of the one sentence with a word of these stems that spans the longest time,
    else of all such sentences; where it has none, or only one time, all of the post's if it is headed by such a word.
    A post with one time alone tells of a beginning or an end: another may tell of the rest.
    """
    word = re.compile(rf"\b(?:{stems})", re.IGNORECASE)
    alone: list[End] = []
    for post in case.posts_at(locus, "post"):
        sentences = list(_timed(post))
        told = [times for text, times in sentences if word.search(text)]
        within = [list(_in_order(post, times)) for times in told if len(times) > 1]
        if within:
            return max(within, key=_spanned)
        loose = [one for times in told for one in times]
        if len(loose) < 2 and not any(word.search(one) for one in title_of(post)):
            continue
        found = list(_in_order(post, loose if len(loose) > 1 else [one for _, times in sentences for one in times]))
        if len(found) > 1:
            return found
        alone += found
    return sorted(alone, key=lambda end: end.at or datetime.min)


def _spanned(ends: Sequence[End]) -> timedelta:
    first, last = ends[0].at, ends[-1].at
    return elapsed(first, last) if first is not None and last is not None else timedelta(0)


def _timed(post: Post) -> Iterator[tuple[str, list[tuple[Place, time]]]]:
    """The sentences of a post with their clock times, each with its place."""
    for passage in passages(post):
        text = passage.text.value
        for first, last in sentences_in(text):
            yield text[first:last], [(passage.at(first + at), clock) for at, _, clock in find_clock_times(text[first:last])]


def _in_order(post: Post, times: Sequence[tuple[Place, time]]) -> Iterator[End]:
    """Clock times on a post's own day; a time before the last one is the next morning's."""
    day, before = day_of(post), None
    for place, clock in times if day is not None else ():
        at = datetime.combine(day or date.min, clock)
        if before is not None and at < before:
            at += timedelta(1)
        before = at
        yield End(at.date(), Evidence("supports", place, post=post.id), at)
