from __future__ import annotations

from datetime import date, datetime

import pytest

from sosfs_lint.tid import parse_tid


@pytest.mark.parametrize(
    ("text", "precision", "day"),
    [
        ("2024", "year", None),
        ("2024-03", "month", None),
        ("2024-03-02", "day", date(2024, 3, 2)),
        ("2024-03-02T10:15", "minute", date(2024, 3, 2)),
        ("2024-03-02T10:15:30.25", "minute", date(2024, 3, 2)),
    ],
)
def test_the_precision_of_the_source_is_kept(text: str, precision: str, day: date | None) -> None:
    tid = parse_tid(text)
    assert tid is not None
    assert (tid.precision, tid.date) == (precision, day)


def test_a_time_in_utc_becomes_swedish_local_time_before_anybody_asks_for_its_day() -> None:
    summer = parse_tid("2025-07-03T22:30:00Z")
    winter = parse_tid("2025-01-03T23:30:00Z")
    assert summer is not None and winter is not None
    assert summer.moment == datetime(2025, 7, 4, 0, 30)
    assert winter.moment == datetime(2025, 1, 4, 0, 30)


def test_an_offset_is_moved_to_swedish_local_time() -> None:
    tid = parse_tid("2026-04-02T21:14:00-05:00")
    assert tid is not None
    assert tid.moment == datetime(2026, 4, 3, 4, 14)


def test_the_last_day_of_9999_is_until_further_notice_and_has_no_day() -> None:
    tid = parse_tid("9999-12-31")
    assert tid is not None and tid.open_ended
    assert tid.date is None


@pytest.mark.parametrize("text", ["", "1799-01-01", "2101-01-01", "0001-01-01"])
def test_nothing_and_years_outside_1900_2100_are_unknown(text: str) -> None:
    assert parse_tid(text) is None


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2024-03-00", "2024-00-10", "2023-02-29", "2024-13-01", "2024-03-02T25:00", "2024-03-02T10:61"]
)
def test_a_day_or_time_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="finns"):
        parse_tid(text)


@pytest.mark.parametrize("text", ["2/3 2024", "240302", "2024-3-2", "2024-03-02 10:15", "i går", "2024-03-02T10"])
def test_another_form_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError) as error:
        parse_tid(text)
    assert text not in str(error.value)
