"""Markdown: a table of findings per record, for notes and minutes of a review."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar, TextIO

from sosfs_lint.report import AktReport, Remark, Summary, Unreadable
from sosfs_lint.reporters import Settings
from sosfs_lint.reporters.avsteg import AVSTEG_COLUMNS, avsteg_rows
from sosfs_lint.reporters.rows import STATUSES, Row, Rows
from sosfs_lint.wording import say

MOST_ROWS = 200
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&])")
_COLUMNS = ("status", "moment", "day", "message", "where", "rule")


class MarkdownReporter:
    """Findings, what is left, not checked and for a person, record by record; the sums last."""

    name: ClassVar[str] = "markdown"

    def __init__(self, out: TextIO, settings: Settings) -> None:
        self._out = out
        self._settings = settings
        self._rows = Rows(settings)
        self._faults: list[tuple[str, str, str]] = []
        self._unread: list[tuple[str, str, str]] = []

    def open(self) -> None:
        self._line(f"# {self._say('page-title')}")

    def akt(self, report: AktReport) -> None:
        redact = self._settings.redact
        self._line(f"\n## {escaped(self._say('page-akt', akt=redact(report.akt)))}")
        self._line(f"\n{escaped(redact(report.place.path))}, {self._say('page-posts', posts=report.posts)}")
        for note in report.notes:
            self._line(f"\n{escaped(self._rows.say(note))}")
        rows = sorted(self._rows.of(report), key=lambda row: STATUSES.index(row.status))
        if not any(row.status in STATUSES[:3] for row in rows):
            self._line(f"\n{self._say('nothing-found')}")
        shown = rows if self._settings.show_all else rows[:MOST_ROWS]
        self._table([self._say(f"col-{name}") for name in _COLUMNS], [_cells(row) for row in shown])
        if len(rows) > len(shown):
            self._line(f"\n{self._say('page-capped-rows', shown=len(shown), total=len(rows))}")
        self._faults += [self._rows.remark(remark) for remark in report.remarks]

    def remark(self, remark: Remark) -> None:
        self._faults.append(self._rows.remark(remark))

    def unreadable(self, unreadable: Unreadable) -> None:
        self._unread.append(self._rows.unreadable(unreadable))

    def close(self, summary: Summary) -> None:
        for key, lines in (("unreadable", self._unread), ("remarks", self._faults)):
            if lines:
                shown = lines if self._settings.show_all else lines[:MOST_ROWS]
                self._line(f"\n## {self._say(key)}")
                self._table([self._say("col-where"), self._say("col-akt"), self._say("col-reason")], shown)
                if len(lines) > len(shown):
                    self._line(f"\n{self._say('page-capped-rows', shown=len(shown), total=len(lines))}")
        decisions = avsteg_rows(summary, self._settings)
        if decisions:
            self._line(f"\n## {self._say('avsteg')}")
            self._table([self._say(f"col-{name}") for name in AVSTEG_COLUMNS], decisions)
        self._line(f"\n## {self._say('page-sum')}\n")
        for line in self._rows.closing(summary):
            self._line(f"- {escaped(line)}")

    def _table(self, head: list[str], rows: Iterable[Iterable[str]]) -> None:
        lines = ["| " + " | ".join(escaped(cell) for cell in row) + " |" for row in rows]
        if lines:
            self._line("\n| " + " | ".join(head) + " |\n|" + "---|" * len(head) + "\n" + "\n".join(lines))

    def _say(self, key: str, **args: object) -> str:
        return self._rows.say(say(key, **args))

    def _line(self, text: str) -> None:
        self._out.write(text + "\n")


def _cells(row: Row) -> list[str]:
    due = f" ({row.due})" if row.due else ""
    why = f" ({row.reason})" if row.reason else ""
    quotes = "".join(f" «{quote}»" for quote in row.quotes)
    times = f" × {row.count}" if row.count > 1 else ""
    return [
        row.label,
        " ".join(part for part in (row.moment, row.locus, row.whom) if part),
        str(row.day or ""),
        row.message + due + why + times + quotes,
        row.where,
        row.rule.id,
    ]


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, in a table too."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
