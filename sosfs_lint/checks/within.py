"""`within = { from = "...", to = [...], limit = "14d" }`: from one day to another there is at most so much time.

`from` and `to` are date fields of the moment. The limit is days ("14d") or a local number ("local:journalforing").
A day that is too vague is a question, none at all not checked, and a clock that still runs is remaining.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sosfs_lint.akt import Found, entered_on
from sosfs_lint.case import Case
from sosfs_lint.checks import Source
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Person
from sosfs_lint.reading import passages
from sosfs_lint.report import Answer, Evidence, Locus, Reason, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.tid import Tid
from sosfs_lint.wording import say


@dataclass(frozen=True)
class Limit:
    start: tuple[str, ...]
    end: tuple[str, ...]
    days: int | None
    local: str | None


class Within:
    word = "within"

    def load(self, value: Any, source: Source) -> object:
        source.keys(value, {"from", "to", "limit"}, "within")
        limit = str(value.get("limit", ""))
        days = re.fullmatch(r"(\d+)d", limit)
        local = limit.removeprefix("local:") if limit.startswith("local:") else None
        if days is None and local is None:
            source.fail('`limit` must be like "14d" or "local:name"', "within")
        if local is not None and local not in source.local:
            source.fail(f"unknown local number {local}; the pack has {', '.join(sorted(source.local)) or 'none'}", "within")
        return Limit(_paths(value.get("from")), _paths(value.get("to")), int(days[1]) if days else None, local)

    def judge(self, rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
        limit = rule.spec
        assert isinstance(limit, Limit)
        start, end = _first(limit.start, locus, case, person), _first(limit.end, locus, case, person)
        if start is None or end is None:
            yield Answer(rule=rule, verdict=Verdict.NOT_CHECKED, locus=locus, reason_code=Reason.DATE, reason=say("no-date"))
            return
        first, last = _day(start), _day(end)
        if first is None or last is None:
            yield Answer(
                rule=rule,
                verdict=Verdict.QUESTION,
                locus=locus,
                kind="unclear",
                message=say("date-too-vague"),
                evidence=_evidence(start, end),
            )
            return
        days = limit.days if limit.days is not None else case.local[limit.local or ""]
        due = first + timedelta(days)
        late = last > due
        yield Answer(
            rule=rule,
            verdict=Verdict.MISSING if late else Verdict.MET,
            locus=locus,
            kind="late",
            evidence=_evidence(start, end, late=late),
            from_date=first,
            due=due,
            values=(("limit", days),),
        )


def _paths(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _first(paths: tuple[str, ...], locus: Locus, case: Case, person: Person | None) -> Found | None:
    for path in paths:
        found = _opening_day(locus, case) if path == "text" else next(iter(case.fields(path, locus, "post", person)), None)
        if found is not None:
            return found
    return None


def _opening_day(locus: Locus, case: Case) -> Found | None:
    """The exact day that a note opens with, as what it tells of: "Tfn till Johnny 31/10." """
    for post in case.posts_at(locus, "post"):
        for passage in passages(post):
            opening = re.split(r"(?<=[^\d\W]{3})\. |\n", passage.text.value, maxsplit=1)[0][:80]
            mark = next((m for m in find_dates(opening, entered_on(post)) if m.precision in ("day", "minute") and not m.relative), None)
            entered = entered_on(post)
            if mark is not None and mark.day is not None and entered is not None and mark.day <= entered:
                at = passage.text.at(mark.start)
                place = passage.place._replace(line=at[0], column=at[1]) if at else passage.place
                return Found(Tid(mark.day.year, mark.day.month, mark.day.day), place, "text", post.id)
            return None
    return None


def _day(found: Found) -> date | None:
    tid = found.value if isinstance(found.value, Tid) else getattr(found.value, "tid", None)
    return tid.date if isinstance(tid, Tid) else None


def _evidence(start: Found, end: Found, *, late: bool = False) -> tuple[Evidence, ...]:
    return (
        Evidence("supports", start.place, post=start.post, field=start.field),
        Evidence("contradicts" if late else "supports", end.place, post=end.post, field=end.field),
    )
