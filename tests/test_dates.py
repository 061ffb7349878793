"""Dates in prose: every form that people write, anchored on the day of the note (12 March 2014, a Wednesday)."""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosfs_lint.language.dates import begins_period, dash_between_dates, find_clock_times, find_dates, find_worded_times

ANCHOR = date(2014, 3, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2014-03-02", date(2014, 3, 2)),
        ("140302", date(2014, 3, 2)),
        ("20140302", date(2014, 3, 2)),
        ("14-03-02", date(2014, 3, 2)),
        ("2/3", date(2014, 3, 2)),
        ("2/3-14", date(2014, 3, 2)),
        ("2/3 2014", date(2014, 3, 2)),
        ("2.3.2014", date(2014, 3, 2)),
        ("02-03-2014", date(2014, 3, 2)),
        ("2/3/2014", date(2014, 3, 2)),
        ("den 2 mars", date(2014, 3, 2)),
        ("2:a mars", date(2014, 3, 2)),
        ("2 mars 2014", date(2014, 3, 2)),
        ("den andra mars", date(2014, 3, 2)),
        ("3 mars kl. 14.00", date(2014, 3, 3)),
        ("i dag", date(2014, 3, 12)),
        ("i morse", date(2014, 3, 12)),
        ("igår", date(2014, 3, 11)),
        ("i förrgår", date(2014, 3, 10)),
        ("i morgon", date(2014, 3, 13)),
        ("i fredags", date(2014, 3, 7)),
        ("i onsdags", date(2014, 3, 5)),
        ("på måndag", date(2014, 3, 17)),
        ("nästkommande måndag", date(2014, 3, 17)),
        ("för tre dagar sedan", date(2014, 3, 9)),
        ("den 27", date(2014, 2, 27)),
        ("1 november", date(2013, 11, 1)),
        ("31/12", date(2013, 12, 31)),
    ],
)
def test_a_day_is_read_whatever_way_it_is_written(text: str, day: date) -> None:
    marks = find_dates(f"Det var {text} som modern ringde.", ANCHOR)
    assert [mark.day for mark in marks] == [day]


@pytest.mark.parametrize("text", ["Beslutet är från 2.3.2014.", "Beslutet är från 02.03.14. Det gäller."])
def test_a_day_with_full_stops_may_end_a_sentence(text: str) -> None:
    assert [mark.day for mark in find_dates(text, ANCHOR)] == [date(2014, 3, 2)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("om tre dagar", date(2014, 3, 15), date(2014, 3, 15)),
        ("om två veckor", date(2014, 3, 23), date(2014, 3, 29)),
        ("i början av april", date(2014, 4, 1), date(2014, 4, 10)),
        ("i slutet av mars", date(2014, 3, 21), date(2014, 3, 31)),
    ],
)
def test_weeks_to_come_and_parts_of_months_have_their_days(text: str, first: date, last: date) -> None:
    assert [(mark.first, mark.last) for mark in find_dates(f"Vi ses {text}.", ANCHOR)] == [(first, last)]


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("v 24", "week"),
        ("v. 24", "week"),
        ("i helgen", "week"),
        ("i veckan", "week"),
        ("okt 2013", "month"),
        ("Okt -13", "month"),
        ("i somras", "season"),
    ],
)
def test_what_is_vaguer_than_a_day_stays_vague(text: str, precision: str) -> None:
    marks = find_dates(f"Hände {text}.", ANCHOR)
    assert [(mark.precision, mark.day) for mark in marks] == [(precision, None)]


@pytest.mark.parametrize(
    "text",
    [
        "900101-0017",
        "19900101-0017",
        "4:1 SoL",
        "SFS 2001:453",
        "14 dagar",
        "hyra 8235 kr",
        "2/3 tjänst",
        "11 kap. 1 §",
        "läggs i akten och till Maj-Britt",
        "v 55 är ingen vecka, v 60 inte heller",
    ],
)
def test_numbers_that_are_no_dates_are_left_alone(text: str) -> None:
    assert [mark for mark in find_dates(text, ANCHOR) if mark.precision == "day"] == []


def test_two_days_of_one_month_are_two_dates() -> None:
    marks = find_dates("prövad den 3 och den 6 januari", ANCHOR)
    assert [mark.day for mark in marks] == [date(2014, 1, 3), date(2014, 1, 6)]


def test_without_an_anchor_a_day_without_year_is_left_open() -> None:
    (mark,) = find_dates("2/3")
    assert (mark.precision, mark.first) == ("none", None)


def test_clock_times_are_told_from_sections_of_law() -> None:
    found = [when for _, _, when in find_clock_times("kl 8, sedan 17.25 och 08:45, enligt 4:1 SoL")]
    assert found == [time(8), time(17, 25), time(8, 45)]


@given(st.text(max_size=200), st.none() | st.dates(date(1950, 1, 1), date(2050, 1, 1)))
def test_no_text_breaks_it_and_marks_never_overlap(text: str, anchor: date | None) -> None:
    marks = find_dates(text, anchor)
    assert all(0 <= a.start < a.end <= len(text) for a in marks)
    assert all(a.end <= b.start for a, b in pairwise(marks))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Avskildhet 20.10-21.30.", [time(20, 10), time(21, 30)]),
        ("upphörde 19.11.", [time(19, 11)]),
        ("kl 1430 ringde pappa", [time(14, 30)]),
        ("kl 8.15–9.40", [time(8, 15), time(9, 40)]),
        ("enligt 4:1 SoL", []),
        ("rum 12.5", []),
        ("12.50 kr", []),
    ],
)
def test_clock_times_at_the_end_of_a_sentence_in_spans_and_without_a_sign(text: str, times: list[time]) -> None:
    assert [clock for _, _, clock in find_clock_times(text)] == times


def test_a_span_of_days_without_signs_is_two_dates_and_a_personnummer_none() -> None:
    assert [mark.day for mark in find_dates("perioden 140101-141231", ANCHOR)] == [date(2014, 1, 1), date(2014, 12, 31)]
    assert not list(find_dates("140101-2412", ANCHOR))


@pytest.mark.parametrize(
    ("text", "found"), [("vid halv nio", "halv nio"), ("kvart över tio", "kvart över tio"), ("klockan åtta", "klockan åtta")]
)
def test_a_time_in_words_has_a_place(text: str, found: str) -> None:
    assert [text[start:end] for start, end in find_worded_times(text)] == [found]


def test_minutes_and_days_are_no_times() -> None:
    assert not list(find_worded_times("strax efter tre veckor, halva dagen, fem över"))


@pytest.mark.parametrize("text", ["240506-241231", "20240506-20241231", "2024-05-06-2024-12-31"])
def test_a_hyphen_between_two_dates_is_a_period(text: str) -> None:
    first, last = find_dates(text, date(2024, 12, 31))
    assert (first.day, last.day) == (date(2024, 5, 6), date(2024, 12, 31))
    assert begins_period(text, first)


@pytest.mark.parametrize("text", ["19390305-0429", "390305-0429"])
def test_a_personnummer_is_no_period(text: str) -> None:
    assert dash_between_dates(text) == text
    assert find_dates(text) == []


def test_both_days_of_a_short_period_are_found() -> None:
    assert [mark.day for mark in find_dates("12/4-15/4", date(2024, 4, 1))] == [date(2024, 4, 12), date(2024, 4, 15)]
