"""Points in time as precise as the source gives them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FIRST_YEAR, LAST_YEAR = 1900, 2100

_FORM = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2})(T(?P<clock>\d{2}:\d{2})(:(?P<second>\d{2})(\.\d+)?)?(?P<zone>Z|[+-]\d{2}:\d{2})?)?)?)?"
)


class NoSuchTid(ValueError):
    """A day, a clock time or a time zone that is written as it should be and does not exist."""


@dataclass(frozen=True, slots=True)
class Tid:
    """A point in time in Swedish local time: a year, a month, a day, or a day and a clock time.

    `precision` is "year", "month", "day" or "minute"; comparisons of dates belong to `date`, which is None
    when the day is not known. 9999-12-31 is how systems write "tills vidare" and has no date.
    `unread` holds what a source has written in a form that is not read: something stands there, and nobody knows which day.
    """

    year: int
    month: int | None = None
    day: int | None = None
    clock: time | None = None
    unread: str = field(default="", repr=False)

    @property
    def date(self) -> date | None:
        """The day, or None when it is vaguer than a day or "tills vidare"."""
        if self.month is None or self.day is None or self.open_ended:
            return None
        return date(self.year, self.month, self.day)

    @property
    def open_ended(self) -> bool:
        return self.year == 9999

    @property
    def precision(self) -> str:
        if self.clock is not None:
            return "minute"
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def moment(self) -> datetime | None:
        """Day and clock time, or None when the source gives no clock time."""
        day = self.date
        return datetime.combine(day, self.clock) if day is not None and self.clock is not None else None

    def __str__(self) -> str:
        if self.unread:
            return ""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        if self.clock is not None:
            text += f"T{self.clock:%H:%M}"
        return text


def left_of(text: str, fault: ValueError) -> Tid | None:
    """What a reader keeps of a time that it could not read: in a form that is not read it is not the same as none."""
    return None if isinstance(fault, NoSuchTid) else Tid(0, unread=text)


def days_between(tid: Tid) -> tuple[date, date] | None:
    """The first and the last day that it can be, where the source gives only the month or the year; else None."""
    if tid.day is not None or tid.open_ended or tid.unread:
        return None
    last = tid.month or 12
    return date(tid.year, tid.month or 1, 1), date(tid.year, last, monthrange(tid.year, last)[1])


def elapsed(first: datetime, last: datetime) -> timedelta:
    """The time that really passed between two points in Swedish local time, also over a change to or from summer time."""
    return last.replace(tzinfo=STOCKHOLM).astimezone(UTC) - first.replace(tzinfo=STOCKHOLM).astimezone(UTC)


def later(first: datetime, by: timedelta) -> datetime:
    """The point in Swedish local time so long after another."""
    return (first.replace(tzinfo=STOCKHOLM).astimezone(UTC) + by).astimezone(STOCKHOLM).replace(tzinfo=None)


def parse_tid(text: str) -> Tid | None:
    """Read the schema's `tid`: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm[:ss[.f]][Z|±hh:mm].

    Empty is None. With Z or an offset the time is moved to Europe/Stockholm. A year outside 1900-2100 is None too
    (unknown), but for 9999. Raises ValueError where the form is wrong, NoSuchTid where the day does not exist; the message
    says what is wrong without repeating the value.
    """
    if not text:
        return None
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError("är inte skrivet som ÅÅÅÅ-MM-DD eller ÅÅÅÅ-MM-DDThh:mm")
    year = int(match["year"])
    month = int(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] else None
    try:
        date(max(year, 1), 1 if month is None else month, 1 if day is None else day)
        clock = time.fromisoformat(f"{match['clock']}:{match['second'] or '00'}") if match["clock"] else None
    except ValueError:
        raise NoSuchTid("är en dag eller ett klockslag som inte finns") from None
    if year == 9999:
        return Tid(year, month, day)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if match["zone"] and clock is not None and month is not None and day is not None:
        return _local(datetime.combine(date(year, month, day), clock), match["zone"])
    return Tid(year, month, day, clock)


def _local(moment: datetime, zone: str) -> Tid:
    try:
        aware = datetime.fromisoformat(moment.isoformat() + ("+00:00" if zone == "Z" else zone))
    except ValueError:
        raise NoSuchTid("har en tidszon som inte finns") from None
    there = aware.astimezone(STOCKHOLM)
    return Tid(there.year, there.month, there.day, there.time())
