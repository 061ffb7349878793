"""How long something may take: spans of hours, days, weeks, months and years, and which of them holds on a day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sosfs_lint.case import Case
from sosfs_lint.checks import Source
from sosfs_lint.rule import Period, load_periods

_SPAN = re.compile(r"(\d+)([hdwmy])")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in one unit: h(ours), d(ays), w(eeks), m(onths) or y(ears)."""

    number: int
    unit: str

    def after(self, day: date) -> date:
        """The last day that is within the span; of months the same number of the month, or its last day."""
        match self.unit:
            case "h":
                return day + timedelta(hours=self.number)
            case "d":
                return day + timedelta(self.number)
            case "w":
                return day + timedelta(7 * self.number)
        months = self.number * (12 if self.unit == "y" else 1)
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_WORDS = {
    word: number
    for number, words in enumerate(("en ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"), 1)
    for word in words.split()
}
_UNITS = {"d": "d", "v": "w", "m": "m", "å": "y"}
_TOLD = re.compile(
    rf"\b(?:med|i|ytterligare|förläng\w*)\s+(?:(?:ytterligare|högst|max)\s+)*(?P<number>\d{{1,3}}|{'|'.join(_WORDS)})\s*"
    r"(?P<unit>dag(?:ar)?|veck(?:a|or)|mån(?:ad|ader)?|år)\b",
    re.IGNORECASE,
)


def spans_in(text: str) -> list[Span]:
    """The lengths of time by which a text says that something is extended: "med två månader", "ytterligare 3 veckor"."""
    return [Span(int(_WORDS.get(m["number"].lower(), m["number"])), _UNITS[m["unit"][0].lower()]) for m in _TOLD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Limit:
    """A span, a local number of days, or one of several spans by the day that the clock starts."""

    periods: tuple[Period, ...]

    def on(self, day: date, case: Case) -> Span | None:
        """The span that holds on a day; None where the limit did not exist."""
        said = next((period.text for period in self.periods if period.holds(day)), None)
        if said is None:
            return None
        if said.startswith("local:"):
            return Span(case.local[said.removeprefix("local:")], "d")
        match = _SPAN.fullmatch(said)
        assert match is not None
        return Span(int(match[1]), match[2])

    @property
    def in_hours(self) -> bool:
        """Whether clock times are needed."""
        return any(period.text.endswith("h") for period in self.periods)


def load_limit(value: Any, source: Source, key: str = "limit") -> Limit:
    """What stands after `limit` or `every`: "14d", "local:name", or a list of periods. Raises PackError."""
    try:
        periods = load_periods(value)
    except ValueError as error:
        source.fail(f"`{key}`: {error}", "within")
    for period in periods:
        local = period.text.removeprefix("local:") if period.text.startswith("local:") else None
        if local is None and _SPAN.fullmatch(period.text) is None:
            source.fail(f'`{key}` must be like "14d", "24h", "2w", "4m", "1y" or "local:name"', "within")
        if local is not None and local not in source.local:
            source.fail(f"unknown local number {local}; the pack has {', '.join(sorted(source.local)) or 'none'}", "within")
    return Limit(periods)
