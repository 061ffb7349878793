"""What changed between two runs: new, left, mended, back, no longer checked, no longer in the export, moved to avsteg and out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, or_, select

from sosfs_lint.audit.schema import akter, answers, decisions
from sosfs_lint.report import Verdict

KINDS = ("new", "back", "left", "mended", "unchecked", "gone", "avsteg", "avsteg-expired")
FINDINGS = (str(Verdict.MISSING), str(Verdict.QUESTION))


@dataclass(frozen=True, slots=True)
class Change:
    """A finding and what became of it; `row` holds the answer's columns and the record's unit, source and first line."""

    kind: str
    row: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"<Change {self.kind} {self.row['rule']}>"

    @property
    def unit(self) -> str:
        return str(self.row["unit"])

    @property
    def line(self) -> int | None:
        """The line in the user's own file, as it was when the record was last seen."""
        own, start = self.row["line"], self.row["akt_line"]
        return None if own is None else int(own + (start or 0))


def open_at(table: FromClause, run: int) -> ColumnElement[bool]:
    """Answers that were valid in a run."""
    return and_(table.c.from_run <= run, or_(table.c.until_run.is_(None), table.c.until_run > run))


def finding_at(table: FromClause, run: int) -> ColumnElement[bool]:
    return and_(open_at(table, run), table.c.verdict.in_(FINDINGS))


def with_akt() -> Any:
    """Answers with what the morning must know of their record."""
    return select(answers, akter.c.unit, akter.c.source, akter.c.seen_day, akter.c.line.label("akt_line")).join_from(
        answers, akter, answers.c.akt == akter.c.id
    )


def compare(connection: Connection, before: int | None, after: int, *, days: tuple[date, date] | None = None) -> Iterator[Change]:
    """Every finding of either run with what became of it, in the order of the store. Without an earlier run all are left.

    `days` are the days of the two runs: on them it is seen whether an avsteg was in force.
    """
    earlier, later = _avsteg(connection, days[0]) if days else set(), _avsteg(connection, days[1]) if days else set()
    yield from _ended(connection, before, after)
    statement = with_akt().where(finding_at(answers, after)).order_by(answers.c.id)
    known, past = _before(connection, before) if before is not None else (set(), set())
    for row in connection.execute(statement.execution_options(yield_per=1000)).mappings():
        fingerprint = row["fingerprint"]
        if fingerprint in later:
            kind = "left" if fingerprint in earlier else "avsteg"
        elif fingerprint in earlier:
            kind = "avsteg-expired"
        elif before is None or row["from_run"] <= before or fingerprint in known:
            kind = "left"
        else:
            kind = "back" if fingerprint in past else "new"
        yield Change(kind, dict(row))


def _before(connection: Connection, before: int) -> tuple[set[str], set[str]]:
    """Of the findings that began after a run: the fingerprints that were findings in it, and those that were so earlier."""
    later = answers.alias()
    old = select(answers.c.fingerprint, answers.c.until_run).where(answers.c.from_run <= before, answers.c.verdict.in_(FINDINGS))
    old = old.where(exists().where(later.c.fingerprint == answers.c.fingerprint, later.c.from_run > before))
    known: set[str] = set()
    past: set[str] = set()
    for row in connection.execute(old):
        (known if row.until_run is None or row.until_run > before else past).add(row.fingerprint)
    return known, past


def _ended(connection: Connection, before: int | None, after: int) -> Iterator[Change]:
    if before is None:
        return
    other = answers.alias()
    again = exists().where(other.c.fingerprint == answers.c.fingerprint, finding_at(other, after))
    ended = with_akt().where(finding_at(answers, before), answers.c.until_run <= after, ~again).order_by(answers.c.id)
    for row in connection.execute(ended.execution_options(yield_per=1000)).mappings():
        yield Change("mended" if row["ended"] == "changed" else str(row["ended"]), dict(row))


def clocks(connection: Connection, run: int, last: date) -> Iterator[Change]:
    """Clocks that still run on their record's day tonight (`seen_day`) and run out until a day."""
    due = and_(answers.c.verdict == str(Verdict.REMAINING), answers.c.due >= akter.c.seen_day, answers.c.due <= last)
    for row in connection.execute(with_akt().where(open_at(answers, run), due).order_by(answers.c.due, answers.c.id)).mappings():
        yield Change("clock", dict(row))


def _avsteg(connection: Connection, day: date) -> set[str]:
    """The fingerprints for which an avsteg was in force on a day."""
    in_force = and_(decisions.c.kind == "avsteg", decisions.c.decided_on <= day, decisions.c.until >= day)
    return set(connection.execute(select(decisions.c.fingerprint).where(in_force)).scalars())
