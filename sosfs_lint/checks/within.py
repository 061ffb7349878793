"""`within = { from = "inkom", to = ["moment:beslut"], limit = "14d" }`: from one day to another there is at most so much time.

`from` and `to` are date fields of the moment, `day` (its own day), clock times of its sentences with a word of some stems
(`clock:first:avskil|isoler`) or other moments of the matter (`moment:`; the last `before:` its day, the first `after:` it). `every` is a series: the first `to`
within `limit` (or `every`), each next within `every`, until `stop`. `extend` names decisions that set a later day; one that does
not say which makes what comes after a question. Where nothing is
found a clock that runs is remaining; one that has run out is as `absent` says: late, a question, not checked, or none (no matter).
A day that is too vague is a question. Only the day that the record is judged on counts, never today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sosfs_lint.akt import FieldStatus
from sosfs_lint.case import Case
from sosfs_lint.checks import Source
from sosfs_lint.checks.ends import AFTER, BEFORE, MOMENT, End, find_ends, first_end
from sosfs_lint.checks.extends import Extended, extended
from sosfs_lint.checks.limits import Limit, Span, load_limit
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Evidence, Locus, Reason, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.tid import elapsed, later
from sosfs_lint.wording import Says, say

_KEYS = {"from", "to", "limit", "every", "extend", "stop", "absent"}
_ABSENT = ("late", "question", "not checked", "none")


@dataclass(frozen=True)
class Within:
    """What a rule file says of a limit."""

    start: tuple[str, ...]
    end: tuple[str, ...]
    limit: Limit
    every: Limit | None
    extend: tuple[str, ...]
    stop: tuple[str, ...]
    absent: str

    @property
    def moments(self) -> frozenset[str]:
        """The kinds of moments that the clock runs between."""
        paths = (*self.start, *self.end, *self.extend, *self.stop)
        return frozenset(name for path in paths if (name := _moment(path)))


class WithinCheck:
    word = "within"

    def load(self, value: Any, source: Source) -> object:
        source.keys(value, _KEYS, "within")
        if "limit" not in value and "every" not in value:
            source.fail("`within` needs `limit` or `every`", "within")
        paths = {key: _paths(value.get(key)) for key in ("from", "to", "extend", "stop")}
        for name in {name for group in paths.values() for path in group if (name := _moment(path))}:
            if name not in source.moments:
                source.fail(f"unknown moment {name}", "within")
        source.fields((path for group in paths.values() for path in group if path not in ("day", "text") and ":" not in path), "within")
        absent = value.get("absent", "late" if any(path.startswith(MOMENT) for path in paths["to"]) else "not checked")
        if absent not in _ABSENT:
            source.fail(f"`absent` must be one of {', '.join(_ABSENT)}", "within")
        every = load_limit(value["every"], source, "every") if "every" in value else None
        limit = load_limit(value["limit"], source) if "limit" in value else every
        assert limit is not None
        return Within(paths["from"], paths["to"], limit, every, paths["extend"], paths["stop"], absent)

    def judge(self, rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
        assert isinstance(rule.spec, Within)
        yield _Clock(rule, rule.spec, locus, case, person).answer()


def _moment(path: str) -> str:
    """The kind of moment that a path names, or nothing."""
    return path.partition(":")[2] if path.startswith((MOMENT, BEFORE, AFTER)) else ""


def _paths(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


@dataclass(frozen=True)
class _Clock:
    """One limit at one locus."""

    rule: Rule
    within: Within
    locus: Locus
    case: Case
    person: Person | None

    def answer(self) -> Answer:
        starts = find_ends(self.within.start, self.locus, self.case, self.person)
        start = next((end for end in starts if end.day is not None), None) or next(iter(starts), None)
        if start is None and self.within.limit.in_hours and self.locus.day is not None:
            return self._question(say("clock-too-vague"))
        if start is None and self._left_empty(self.within.end) and not find_ends(self.within.end, self.locus, self.case, self.person):
            return self._question(say("no-date"), more=self._here())
        if start is None:
            return self._not_checked()
        if start.day is None:
            return self._question(say("date-too-vague"), start, *find_ends(self.within.end, self.locus, self.case, self.person)[:1])
        if self.within.limit.in_hours:
            return self._hours(start)
        return self._series(start, start.day) if self.within.every is not None else self._once(start, start.day)

    def _once(self, start: End, first: date) -> Answer:
        span = self.within.limit.on(first, self.case)
        if span is None:
            return self._answer(Verdict.NOT_APPLICABLE)
        moved = extended(span.after(first), self.within.extend, self.locus, self.case, self.person, since=first)
        due = moved.due
        ends = find_ends(self.within.end, self.locus, self.case, self.person)
        end = first_end(ends, since=first, until=self.case.akt.as_of)
        if end is None:
            return self._absent(start, first, due, span, vague=next((end for end in ends if end.day is None), None), moved=moved)
        assert end.day is not None
        if end.day <= due:
            return self._answer(Verdict.MET, start, end, due=due, span=span, more=moved.used)
        if end.day <= moved.latest:
            return self._question(say("extension-too-vague"), start, end, due=due, more=moved.used)
        after = self.within.limit.on(due, self.case)
        if after is not None and after != span and end.day <= after.after(first):
            return self._question(say("limit-changed"), start, end, due=due)
        return self._late(start, due, span, end, more=moved.used + moved.too_late)

    def _series(self, start: End, first: date) -> Answer:
        assert self.within.every is not None
        until = min([end.day for end in self._stops() if end.day is not None and end.day >= first], default=None)
        as_of = self.case.akt.as_of
        ends = find_ends(self.within.end, self.locus, self.case, self.person)
        done = sorted((end for end in ends if end.day is not None and end.day > first and (as_of is None or end.day <= as_of)), key=_day)
        limit, before = self.within.limit, start
        for end in done:
            span = limit.on(_day(before), self.case)
            if span is None:
                return self._answer(Verdict.NOT_APPLICABLE)
            due = span.after(_day(before))
            if until is not None and min(due, _day(end)) >= until:
                break
            if _day(end) > due:
                return self._late(before, due, span, end)
            limit, before = self.within.every, end
        span = limit.on(_day(before), self.case)
        if span is None:
            return self._answer(Verdict.NOT_APPLICABLE)
        due = span.after(_day(before))
        if until is not None and until <= due:
            return self._answer(Verdict.MET if before is not start else Verdict.NOT_APPLICABLE, start, before, due=due, span=span)
        vague = next((end for end in ends if end.day is None), None)
        return self._absent(before, _day(before), due, span, vague=vague)

    def _hours(self, start: End) -> Answer:
        """Clock times: late only if it must have been longer, met only if it cannot have been."""
        start, end = self._exact(self.within.start) or start, self._exact(self.within.end)
        span = self.within.limit.on(start.day or date.max, self.case)
        if span is None:
            return self._answer(Verdict.NOT_APPLICABLE)
        if end is None:
            return self._question(say("clock-too-vague"), start)
        if start.bounds is None or end.bounds is None:
            return self._question(say("date-too-vague"), start, end)
        allowed = timedelta(hours=span.number)
        if elapsed(start.bounds[0], end.bounds[1]) <= allowed:
            return self._answer(Verdict.MET, start, end, span=span)
        if elapsed(start.bounds[1], end.bounds[0]) <= allowed:
            return self._question(say("clock-too-vague"), start, end)
        return self._late(start, later(start.bounds[0], allowed).date(), span, end)

    def _exact(self, paths: tuple[str, ...]) -> End | None:
        """The first end that has a clock time, else the first of all."""
        ends = [end for path in paths for end in find_ends((path,), self.locus, self.case, self.person)]
        return next((end for end in ends if end.at is not None), next(iter(ends), None))

    # -- what becomes of it

    def _late(self, start: End, due: date, span: Span, end: End | None = None, *, more: tuple[Evidence, ...] = ()) -> Answer:
        excused = self._excused(_day(start))
        if excused is not None:
            return self._answer(Verdict.MET, start, end, due=due, span=span, more=(excused,))
        return self._answer(Verdict.MISSING, start, end, due=due, span=span, late=True, more=more)

    def _absent(self, start: End, first: date, due: date, span: Span, *, vague: End | None, moved: Extended | None = None) -> Answer:
        """Nothing that ends the clock was found: it may still run, have been stopped, or have run out."""
        as_of = self.case.akt.as_of
        if vague is not None:
            return self._question(say("date-too-vague"), start, vague)
        if self.within.absent == "none" or any(end.day is not None and first <= end.day <= due for end in self._stops()):
            return self._answer(Verdict.NOT_APPLICABLE)
        if as_of is None or first > as_of:
            return self._not_checked()
        if as_of <= due:
            return self._answer(Verdict.REMAINING, start, due=due, span=span, reason=say("clock-runs"))
        if self._outside_selection(first, due):
            return self._not_checked(say("outside-selection"), Reason.OTHER)
        if self.within.absent == "question" and not self.case.akt.has_journal:
            return self._not_checked(say("field-not-exported"), Reason.FIELD)
        if moved is not None and as_of <= moved.latest:
            return self._question(say("extension-too-vague"), start, due=due, more=moved.used)
        more = moved.used + moved.too_late if moved is not None else ()
        match self.within.absent:
            case "late":
                return self._late(start, due, span, more=more)
            case "question" if self._excused(first) is None:
                return self._answer(Verdict.QUESTION, start, due=due, span=span, more=more)
            case "question":
                return self._late(start, due, span, more=more)
        if self._left_empty(self.within.end):
            return self._question(say("no-date"), start, more=self._here())
        return self._not_checked()

    def _left_empty(self, paths: tuple[str, ...]) -> bool:
        """Whether a note has nothing in a date field that the export says that it carries, so that nobody can tell."""
        fields = [path for path in paths if path not in ("day", "text") and ":" not in path]
        told = (self.case.akt.told_status(self.case.status_path(path, self.locus)) for path in fields)
        return any(status is FieldStatus.EXPORTED for status in told)

    def _here(self) -> tuple[Evidence, ...]:
        return (Evidence("blank", self.locus.place, post=self.locus.post),)

    def _stops(self) -> list[End]:
        return find_ends(self.within.stop, self.locus, self.case, self.person)

    def _excused(self, since: date) -> Evidence | None:
        """A reason that the law lets count, said in the matter."""
        from sosfs_lint.akt import day_of
        from sosfs_lint.reading import came_in

        for post in self.case.posts_at(self.locus, "arende") if self.rule.excuse else ():
            day = day_of(post)
            said = self.case.reading.affirms(post, self.rule.excuse) if not came_in(post) and (day is None or day >= since) else None
            if said is not None:
                return said.evidence()
        return None

    def _outside_selection(self, first: date, due: date) -> bool:
        export = self.case.akt.personakt.header.export
        if export.fullstandig is not False:
            return False
        low, high = (tid.date if tid is not None else None for tid in (export.urval_from, export.urval_tom))
        return (low is None and high is None) or (low is not None and first < low) or (high is not None and due > high)

    def _not_checked(self, reason: Says | None = None, code: Reason = Reason.DATE) -> Answer:
        return Answer(rule=self.rule, verdict=Verdict.NOT_CHECKED, locus=self.locus, reason_code=code, reason=reason or say("no-date"))

    def _question(self, message: Says, *ends: End, due: date | None = None, more: tuple[Evidence, ...] = ()) -> Answer:
        evidence = (*(end.evidence for end in ends), *more)
        first = next((end.day for end in ends), None)
        return Answer(
            rule=self.rule,
            verdict=Verdict.QUESTION,
            locus=self.locus,
            kind="unclear",
            message=message,
            evidence=evidence,
            from_date=first,
            due=due,
        )

    def _answer(
        self,
        verdict: Verdict,
        start: End | None = None,
        end: End | None = None,
        *,
        due: date | None = None,
        span: Span | None = None,
        late: bool = False,
        reason: Says | None = None,
        more: tuple[Evidence, ...] = (),
    ) -> Answer:
        last = Evidence("contradicts", *_rest(end.evidence)) if late and end is not None else end.evidence if end is not None else None
        first = start.day if start is not None else None
        shown: dict[str, object] = {"limit": span.number if span else "", "fran": first, "till": end.day if end is not None else None}
        if self.within.limit.in_hours:
            shown |= {key: one.shown for key, one in (("fran", start), ("till", end)) if one is not None}
        shown["dag"] = due
        return Answer(
            rule=self.rule,
            verdict=verdict,
            locus=self.locus,
            kind="unclear" if verdict is Verdict.QUESTION else "late",
            evidence=tuple(e for e in (start.evidence if start is not None else None, last, *more) if e is not None),
            from_date=first,
            due=due,
            reason=reason,
            values=tuple((key, value if value is not None else "–") for key, value in shown.items()),
        )


def _day(end: End) -> date:
    assert end.day is not None
    return end.day


def _rest(evidence: Evidence) -> tuple[Any, ...]:
    return evidence.place, evidence.end, evidence.post, evidence.field
