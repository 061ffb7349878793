"""Points in time as systems write them, read as the model's; a midnight that stands for a day is a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from sosfs_lint.tid import Tid, parse_tid

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:\d{2})?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MIDNIGHT = re.compile(r"[T ]00:00(:00([.,]0+)?)?(Z|[+-]\d{2}:\d{2})?$")
FIRST_SERIAL, LAST_SERIAL = 367, 73_415  # 1901 to 2100, in the days that Excel counts


def read_tid(raw: str, forms: Iterable[str] = ()) -> Tid | None:
    """Reads YYYY-MM-DD with or without a clock time (T or space between), YYYYMMDD, and the strptime `forms` of a profile.

    00:00:00 is how systems write a day without a time. Raises ValueError for anything else: a form is never guessed.
    """
    text = _MIDNIGHT.sub("", raw.strip())
    if found := _ISO.fullmatch(text):
        return parse_tid(f"{found[1]}T{found[2]}{found[3] or ''}{found[4] or ''}")
    if found := _COMPACT.fullmatch(text):
        return parse_tid("-".join(found.groups()))
    for form in forms:
        try:
            there = datetime.strptime(text, form)
        except ValueError:
            continue
        return Tid(there.year, there.month, there.day, there.time() if "%H" in form else None)
    return parse_tid(text)


def read_utc(raw: str) -> Tid | None:
    """Reads a time that its field declares to be UTC, with or without the Z. Raises ValueError as `read_tid`."""
    text = raw.strip()
    return parse_tid(text if re.search(r"(Z|[+-]\d{2}:\d{2})$", text) or "T" not in text else text + "Z")


def from_serial(number: float, *, from_1904: bool = False) -> Tid | None:
    """The day and time that Excel stores as a number of days; None outside 1901-2100."""
    if not FIRST_SERIAL <= number <= LAST_SERIAL:
        return None
    there = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    there += timedelta(minutes=round(number * 1440))
    has_clock = abs(number - round(number)) > 1e-9
    return Tid(there.year, there.month, there.day, there.time() if has_clock else None)
