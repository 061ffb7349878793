"""Dates and clock times as people write them in notes, anchored on the note's own day, with the precision they have.

A date is an interval: a day is one day long, "v 24" seven, "i somras" a season. Nothing is guessed beyond that: a day
without a month is taken in the month nearest the anchor, and without an anchor a date without a year is left vague.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

_MONTHS = {
    "jan": 1, "januari": 1, "feb": 2, "febr": 2, "februari": 2, "mar": 3, "mars": 3, "apr": 4, "april": 4, "maj": 5, "jun": 6, "juni": 6,
    "jul": 7, "juli": 7, "aug": 8, "augusti": 8, "sep": 9, "sept": 9, "september": 9, "okt": 10, "oktober": 10, "nov": 11, "november": 11,
    "dec": 12, "december": 12,
}  # fmt: skip
_WEEKDAYS = {"måndag": 0, "tisdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "lördag": 5, "söndag": 6}
_SHORT_WEEKDAYS = {"mån": 0, "tis": 1, "ons": 2, "tors": 3, "tor": 3, "fre": 4, "lör": 5, "sön": 6}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "första",
            "andra",
            "tredje",
            "fjärde",
            "femte",
            "sjätte",
            "sjunde",
            "åttonde",
            "nionde",
            "tionde",
            "elfte",
            "tolfte",
            "trettonde",
            "fjortonde",
            "femtonde",
            "sextonde",
            "sjuttonde",
            "artonde",
            "nittonde",
            "tjugonde",
            "tjugoförsta",
            "tjugoandra",
            "tjugotredje",
            "tjugofjärde",
            "tjugofemte",
            "tjugosjätte",
            "tjugosjunde",
            "tjugoåttonde",
            "tjugonionde",
            "trettionde",
            "trettioförsta",
        ],
        1,
    )
}
_NUMBERS = {
    word: number
    for number, word in enumerate(["en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton"], 1)
} | {"ett": 1, "ca": 1}  # fmt: skip
_SEASONS = {
    "våras": (3, 5),
    "våren": (3, 5),
    "somras": (6, 8),
    "sommaren": (6, 8),
    "höstas": (9, 11),
    "hösten": (9, 11),
    "vintras": (12, 2),
    "vintern": (12, 2),
}

_month = "|".join(sorted(_MONTHS, key=len, reverse=True))
_weekday = "|".join(_WEEKDAYS)
_ordinal = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_number = r"\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))

_FORMS: tuple[tuple[str, str], ...] = (
    ("iso", r"(?<![\d-])(?P<iso_y>(?:19|20)\d{2})[-–./](?P<iso_m>[01]\d)[-–./](?P<iso_d>[0-3]\d)(?!\d)"),
    ("compact8", r"(?<![\d-])(?P<c8_y>(?:19|20)\d{2})(?P<c8_m>[01]\d)(?P<c8_d>[0-3]\d)(?![\d]|[-–+]?\d{4}(?!\d{4}(?!\d)))(?!-(?:\d{4}|[A-ZÅÄÖX]{2}))"),
    ("compact6", r"(?:(?<![\d/:.,-])|(?<=\d{6}[-–]))(?P<c6_y>\d{2})(?P<c6_m>[01]\d)(?P<c6_d>[0-3]\d)(?!:?\d|[-–+]\d{4}(?!\d{2}(?!\d))|-[A-ZÅÄÖX]{2}|[.,]\d|\s*(?:kr|kronor|:-)\b)"),
    ("short", r"(?<![\d-])(?P<sh_y>\d{2})-(?P<sh_m>[01]\d)-(?P<sh_d>[0-3]\d)(?![\d-])"),
    ("named", rf"(?:\bden\s+)?(?<![\d.,:/-])(?P<n_d>\d{{1,2}})(?::?[ae])?[.]?\s*(?P<n_m>{_month})\b\.?(?:\s*,?\s*(?P<n_y>(?:19|20)\d{{2}})\b|\s*[-–'’]\s?(?P<n_yy>\d{{2}})\b(?![/.:]\d))?"),
    ("worded", rf"\b(?:den\s+)?(?P<w_d>{_ordinal})\s+(?P<w_m>{_month})\b(?:\s+(?P<w_y>(?:19|20)\d{{2}})\b)?"),
    ("slash", r"(?<![\d/.,:-])(?P<s_d>\d{1,2})\s?/\s?(?P<s_m>\d{1,2})(?:\s?[-–'’]\s?(?P<s_yy>(?:19|20)\d{2}|\d{2})(?![\d/:.])|\s+(?P<s_y>(?:19|20)\d{2})(?!\d)|(?![\d/]))(?!\s*(?:tjänst|tabl|dl\b|liter|del\b|dels))"),
    ("dotted", r"(?<![\d.,:/-])(?P<d_d>\d{1,2})(?:\.(?P<d_m>\d{1,2})\.(?P<d_y>(?:19|20)?\d{2})|(?P<d_s>[-/])(?P<d_m2>\d{1,2})(?P=d_s)(?P<d_y2>(?:19|20)\d{2}))(?!\d|[.:/-]\d)"),
    ("range_day", rf"(?:\bden\s+)?(?<![\d.,:/-])(?P<r_d>\d{{1,2}})(?=\s?(?:[-–]|och|,|resp\.?|respektive|samt|till|t\.?o\.?m\.?)\s?(?:den\s+)?\d{{1,2}}(?::?[ae])?\s+(?:{_month})\b)"),
    ("month_year", rf"\b(?P<my_m>{_month})\b\.?\s*(?:(?P<my_y>(?:19|20)\d{{2}})\b|[-–'’]\s?(?P<my_yy>\d{{2}})\b)"),
    ("month", rf"\b(?:i|under|sedan|sen|fr\.?o\.?m\.?|t\.?o\.?m\.?|till|från|av|månadsskiftet|början av|slutet av|mitten av)\s+(?P<m_m>{_month})\b(?!\s*\d|-(?!(?:{_month})\b)[^\W\d_])"),
    ("week", r"\b(?:v(?:\.|ecka)?|vecka|veckan)\s?(?P<wk>[0-5]?\d)(?![\d:]|\.\d|\s*(?:tim|ggr|gånger|dagar))\b"),
    ("day_only", r"\bden\s+(?P<do_d>\d{1,2})(?::?[ae])?\b(?!\s*(?:[/.:]\d|kap|§))"),
    ("today", r"\b(?P<today>i\s?dag|idag|(?:dags? dato|dagens datum|denna dag)|nu i (?:dag|eftermiddag|förmiddag)|i (?:morse|kväll|natt|(?:efter|för)middags?|middags))\b"),
    ("yesterday", r"\b(?P<yesterday>i\s?går(?:\s?kväll)?|igår|gårdagens?|i gårkväll|natten till i dag)\b"),
    ("before_yesterday", r"\b(?P<byesterday>i\s?förr\s?går)\b"),
    ("tomorrow", r"\b(?P<tomorrow>i\s?morgon|morgondagen|i\s?morr?n)\b"),
    ("overmorrow", r"\b(?P<overmorrow>i\s?över\s?morgon)\b"),
    ("last_weekday", rf"\b(?:i|nu i|så sent som i)\s?(?P<lw>{_weekday})s\b"),
    ("next_weekday", rf"\b(?:(?:nu )?på|till|nästa|(?:näst)?kommande|nu)\s+(?P<nw>{_weekday})(?:en)?\b(?!\s+den\s+\d|\s+\d)"),
    ("ago", rf"\bför\s+(?:ungefär\s+|ca\s+|drygt\s+|knappt\s+)?(?P<ago_n>{_number})\s+(?P<ago_u>dag|dagar|dar|vecka|veckor|månad|månader|mån|år)\s+sed?a?n\b"),
    ("in", rf"\bom\s+(?:ungefär\s+|ca\s+|cirka\s+)?(?P<in_n>{_number})\s+(?P<in_u>dag|dagar|vecka|veckor|månad|månader)\b(?!\s+sed?a?n)"),
    ("vague_week", r"\b(?P<vague_week>(?:förra|föregående|senaste|denna|den här|samma|nästa|kommande) vecka(?:n)?|(?:i|under|tidigare i) veckan|(?:i|under|förra|senaste|gångna) helgen|häromveckan|häromdagen|tidigare i veckan|några dagar sedan)\b"),
    ("vague_month", r"\b(?P<vague_month>(?:förra|senaste|denna|nästa) månad(?:en)?|i början av månaden|i slutet av månaden|månadsskiftet|nyligen|på sistone|den senaste tiden)\b"),
    ("season", r"\b(?:i|under|sedan|sen|förra|denna|denna|till|nu i)\s?(?P<season>våras|somras|höstas|vintras|våren|sommaren|hösten|vintern)\b(?:\s+(?P<season_y>(?:19|20)\d{2}))?"),
    ("year", r"\b(?:år|sedan|sen|från|hösten|våren|sommaren|vintern|i|under)\s+(?P<y_y>(?:19|20)\d{2})\b(?!\s*[-/]?\d)"),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<form_{name}>{form})" for name, form in _FORMS), re.IGNORECASE)
# where a date can begin; asked first because trying every form at every letter is slow
_LEAD = re.compile(
    rf"(?<![^\W\d_])(?=\d|den\s|i\s?(?:dag|går|förr|över|morgon|morr?n|morse|kväll|natt|eftermiddag|förmiddag|middags|början|slutet|veckan|helgen|{_weekday}|vår|som|höst|vint|{_month}|(?:19|20)\d\d)|"
    rf"i(?:dag|går|morgon|morr?n)\b|nu\s|så\ssent|dag(?:s|ens)\s|gårdagen|natten\s|morgondag|på\s(?:{_weekday}|sistone)|till\s|nästa\s|(?:näst)?kommande\s|om\s(?:ca|cirka|ungefär|{_number})|för\s(?:ungefär|ca|drygt|knappt|{_number})|"
    rf"förra\s|föregående\s|senaste\s|denna\s|den\shär|samma\s|under\s|tidigare\s|gångna\s|häromveckan|häromdagen|några\sdagar|den\ssenaste|sed?a?n\s|från\s|av\s(?:{_month})|fr\.?o\.?m|t\.?o\.?m|"
    rf"månadsskiftet|början\sav|slutet\sav|mitten\sav|nyligen|v\.?\s?\d|vecka|(?:{_month})\b|(?:{_ordinal})\s|år\s|hösten\s|våren\s|sommaren\s|vintern\s)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:kl(?:ockan|\.)?\s?(?:(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)(?!\d)|(?P<h1>[01]?\d|2[0-4])(?:[.:](?P<m1>[0-5]\d))?(?!\d))"
    r"|(?:(?<![\d.,/§-])|(?<=\d[.:]\d\d[-–]))(?P<h2>[01]?\d|2[0-3])[.:](?P<m2>[0-5]\d)(?![\d:]|\.\d|\s*(?:kr|%|SoL|LVU|LSS|kap)))",
    re.IGNORECASE,
)
_WORDED_CLOCK = re.compile(
    r"\b(?:kl(?:ockan|\.)?|halv|(?:kvart|fem|tio|tjugo|strax) (?:i|över|före|efter))\s+(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)\b(?!\s+(?:dagar|veckor|månader|år|timmar|gånger))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMark:
    """A date in a text: where it stands, from which day to which, and how precise it is: minute, day, week, month, season, year, none.

    `relative` when it hangs on the note's own day ("i går"). A mark whose day cannot be worked out has no `first`.
    """

    start: int
    end: int
    precision: str
    first: date | None = None
    last: date | None = None
    relative: bool = False

    @property
    def day(self) -> date | None:
        """The day, where it is known to the day."""
        return self.first if self.precision == "day" else None


def dash_between_dates(text: str) -> str:
    """A text of the same length in which a hyphen between two dates is a dash: "260407-261006", "1/3-31/8"."""
    return _BETWEEN.sub("–", text) if _MAY_BE_BETWEEN.search(text) else text


_MAY_BE_BETWEEN = re.compile(r"\d-\d")
_BETWEEN = re.compile(
    r"(?:(?<=(?<!\d)\d{6})-(?=\d{6}(?!\d))|(?<=(?<!\d)\d{8})-(?=\d{8}(?!\d))|(?<=\d{4}-\d\d-\d\d)-(?=\d{4}-\d\d-\d\d)|(?<=/\d)-(?=\d{1,2}/\d)|(?<=/\d\d)-(?=\d{1,2}/\d))"
)


def find_dates(text: str, anchor: date | None = None) -> list[DateMark]:
    """Every date in the text, in order, never overlapping. `anchor` is the day the text was written or is about."""
    text = dash_between_dates(text)
    found: list[DateMark] = []
    end = 0
    for lead in _LEAD.finditer(text):
        match = _ANY.match(text, lead.start()) if lead.start() >= end else None
        if match is not None:
            end = match.end()
            mark = _read(match, anchor)
            if mark is not None:
                found.append(mark)
    return found


_GOES_ON = re.compile(r"\s*(?:[-–]|till\b|t\.?\s?o\.?\s?m\b|tom\b|och (?:tills vidare|framåt))", re.IGNORECASE)


def begins_period(text: str, mark: DateMark) -> bool:
    """Whether a date is the first of a period: "2024-05-06 – 2024-12-31", "6 maj och tills vidare"."""
    return _GOES_ON.match(text, mark.end) is not None


def find_clock_times(text: str) -> Iterator[tuple[int, int, time]]:
    """Clock times with their place: "kl 8", "kl 0845", "16.20", "20.10-21.30"; not times of law ("4:1 SoL"), sums or dates."""
    for match in _CLOCK.finditer(text):
        hour, minute = (match["h1"] or match["h2"] or match["h3"]), (match["m1"] or match["m2"] or match["m3"])
        yield match.start(), match.end(), time(int(hour) % 24, int(minute or 0))


def find_worded_times(text: str) -> Iterator[tuple[int, int]]:
    """Where a time stands in words: "halv nio", "klockan åtta", "kvart över tio"; whether it is before noon they do not say."""
    return (match.span() for match in _WORDED_CLOCK.finditer(text))


def _read(match: re.Match[str], anchor: date | None) -> DateMark | None:
    found = _READERS[str(match.lastgroup).removeprefix("form_")](match, anchor)
    if found is None:
        return None
    precision, first, last, relative = found
    return DateMark(match.start(), match.end(), precision, first, last, relative)


_Found = tuple[str, date | None, date | None, bool]
_Reader = Callable[[re.Match[str], date | None], _Found | None]


def _exact(year: int, month: int, day: int) -> _Found | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return "day", found, found, False


def _full_year(short: str, anchor: date | None) -> int:
    """A year of two digits: in this century unless that would lie more than a year ahead of the anchor."""
    if len(short) == 4:
        return int(short)
    latest = anchor.year + 1 if anchor is not None else 2039
    return 2000 + int(short) if 2000 + int(short) <= latest else 1900 + int(short)


def _without_year(month: int, day: int, anchor: date | None) -> _Found | None:
    """A day and month in the year that brings it nearest the anchor; a little more often back than ahead."""
    if anchor is None:
        return ("none", None, None, False) if 1 <= month <= 12 and 1 <= day <= 31 else None
    options = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            options.append(date(year, month, day))
        except ValueError:
            continue
    if not options:
        return None
    best = min(options, key=lambda d: (d - anchor).days * 1.5 if d > anchor else (anchor - d).days)
    return "day", best, best, False


def _day_month(day: str, month: int, year: str | None, anchor: date | None) -> _Found | None:
    if year:
        return _exact(_full_year(year, anchor), month, int(day))
    return _without_year(month, int(day), anchor)


def _whole_month(month: int, year: str | None, anchor: date | None) -> _Found | None:
    if year:
        number = _full_year(year, anchor)
    elif anchor is not None:
        number = min((anchor.year - 1, anchor.year, anchor.year + 1), key=lambda y: abs((date(y, month, 15) - anchor).days))
    else:
        return "month", None, None, False
    return "month", date(number, month, 1), date(number, month, monthrange(number, month)[1]), False


def _part_of_month(match: re.Match[str], anchor: date | None) -> _Found | None:
    """A month, or its first, middle or last days: "i april", "i slutet av mars"."""
    precision, first, last, relative = _whole_month(_MONTHS[match["m_m"].lower()], None, anchor) or ("month", None, None, False)
    part = match[0].lower()
    if first is not None and part.startswith("slutet"):
        first = first.replace(day=21)
    elif first is not None and part.startswith("mitten"):
        first, last = first.replace(day=11), first.replace(day=20)
    elif first is not None and part.startswith("början"):
        last = first.replace(day=10)
    return precision, first, last, relative


def _shift(anchor: date | None, days: int) -> _Found:
    if anchor is None:
        return "none", None, None, True
    return "day", anchor + timedelta(days), anchor + timedelta(days), True


def _weekday_from(anchor: date | None, weekday: int, ahead: bool) -> _Found:
    if anchor is None:
        return "none", None, None, True
    step = (weekday - anchor.weekday()) % 7 if ahead else -((anchor.weekday() - weekday) % 7)
    return _shift(anchor, step or (7 if ahead else -7))


def _week(match: re.Match[str], anchor: date | None) -> _Found | None:
    number = int(match["wk"])
    if not 1 <= number <= 53:
        return None
    if anchor is None:
        return "week", None, None, False
    options = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            options.append(date.fromisocalendar(year, number, 1))
        except ValueError:
            continue
    first = min(options, key=lambda d: abs((d - anchor).days))
    return "week", first, first + timedelta(6), False


def _day_only(match: re.Match[str], anchor: date | None) -> _Found | None:
    day = int(match["do_d"])
    if not 1 <= day <= 31:
        return None
    if anchor is None:
        return "none", None, None, False
    options = []
    for back in (-1, 0, 1):
        month = (anchor.month - 1 + back) % 12 + 1
        year = anchor.year + (anchor.month - 1 + back) // 12
        if day <= monthrange(year, month)[1]:
            options.append(date(year, month, day))
    best = min(options, key=lambda d: abs((d - anchor).days))
    return "day", best, best, False


def _range_day(match: re.Match[str], anchor: date | None) -> _Found | None:
    rest = match.string[match.end() : match.end() + 40]
    month = re.search(rf"\b({_month})\b(?:\s+((?:19|20)\d{{2}}))?", rest, re.IGNORECASE)
    return _day_month(match["r_d"], _MONTHS[month[1].lower()], month[2], anchor) if month else None


def _ago(match: re.Match[str], anchor: date | None) -> _Found:
    count = int(match["ago_n"]) if match["ago_n"].isdigit() else _NUMBERS[match["ago_n"].lower()]
    unit = match["ago_u"].lower()
    if unit in ("dag", "dagar", "dar"):
        return _shift(anchor, -count)
    days, precision = (7, "week") if unit.startswith("veck") else (30, "month") if unit.startswith("mån") else (365, "year")
    if anchor is None:
        return precision, None, None, True
    middle = anchor - timedelta(days * count)
    return precision, middle - timedelta(days // 2), middle + timedelta(days // 2), True


def _in(match: re.Match[str], anchor: date | None) -> _Found:
    """A time to come, never the day of what was done: "om två veckor", "om 14 dagar"."""
    count = int(match["in_n"]) if match["in_n"].isdigit() else _NUMBERS[match["in_n"].lower()]
    unit = match["in_u"].lower()
    if anchor is None:
        return "week", None, None, True
    days, precision = (1, "week") if unit.startswith("dag") else (7, "week") if unit.startswith("veck") else (30, "month")
    middle = anchor + timedelta(days * count)
    return precision, middle - timedelta(days // 2), middle + timedelta(days // 2), True


def _vague(precision: str, days: int) -> _Reader:
    def read(_: re.Match[str], anchor: date | None) -> _Found:
        if anchor is None:
            return precision, None, None, True
        return precision, anchor - timedelta(days), anchor + timedelta(days), True

    return read


def _season(match: re.Match[str], anchor: date | None) -> _Found:
    first_month, last_month = _SEASONS[match["season"].lower()]
    year = int(match["season_y"]) if match["season_y"] else None
    if year is None:
        if anchor is None:
            return "season", None, None, True
        year = anchor.year if date(anchor.year, first_month, 1) <= anchor else anchor.year - 1
    last_year = year + (last_month < first_month)
    return "season", date(year, first_month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1]), True


def _whole_year(match: re.Match[str], _: date | None) -> _Found:
    year = int(match["y_y"])
    return "year", date(year, 1, 1), date(year, 12, 31), False


_READERS: dict[str, _Reader] = {
    "iso": lambda m, _: _exact(int(m["iso_y"]), int(m["iso_m"]), int(m["iso_d"])),
    "compact8": lambda m, _: _exact(int(m["c8_y"]), int(m["c8_m"]), int(m["c8_d"])),
    "compact6": lambda m, a: _exact(_full_year(m["c6_y"], a), int(m["c6_m"]), int(m["c6_d"])),
    "short": lambda m, a: _exact(_full_year(m["sh_y"], a), int(m["sh_m"]), int(m["sh_d"])),
    "named": lambda m, a: _day_month(m["n_d"], _MONTHS[m["n_m"].lower()], m["n_y"] or m["n_yy"], a),
    "worded": lambda m, a: _day_month(str(_ORDINALS[m["w_d"].lower()]), _MONTHS[m["w_m"].lower()], m["w_y"], a),
    "slash": lambda m, a: _day_month(m["s_d"], int(m["s_m"]), m["s_y"] or m["s_yy"], a) if 1 <= int(m["s_m"]) <= 12 else None,
    "dotted": lambda m, a: _exact(_full_year(m["d_y"] or m["d_y2"], a), int(m["d_m"] or m["d_m2"]), int(m["d_d"])),
    "range_day": _range_day,
    "month_year": lambda m, a: _whole_month(_MONTHS[m["my_m"].lower()], m["my_y"] or m["my_yy"], a),
    "month": _part_of_month,
    "week": _week,
    "day_only": _day_only,
    "today": lambda _, a: _shift(a, 0),
    "yesterday": lambda _, a: _shift(a, -1),
    "before_yesterday": lambda _, a: _shift(a, -2),
    "tomorrow": lambda _, a: _shift(a, 1),
    "overmorrow": lambda _, a: _shift(a, 2),
    "last_weekday": lambda m, a: _weekday_from(a, _WEEKDAYS[m["lw"].lower()], ahead=False),
    "next_weekday": lambda m, a: _weekday_from(a, _WEEKDAYS[m["nw"].lower()], ahead=True),
    "ago": _ago,
    "in": _in,
    "vague_week": _vague("week", 7),
    "vague_month": _vague("month", 31),
    "season": _season,
    "year": _whole_year,
}
