"""CSV: one row per finding, what is left, not checked, for a person or broken. Semicolons and a BOM, as Swedish Excel reads it."""

from __future__ import annotations

import csv
from typing import ClassVar, TextIO

from sosfs_lint.report import AktReport, Remark, Summary, Unreadable
from sosfs_lint.reporters import Settings
from sosfs_lint.reporters.avsteg import avsteg_lines, avsteg_rows
from sosfs_lint.reporters.rows import Row, Rows
from sosfs_lint.wording import render, say

COLUMNS = (
    "status", "rule", "name", "clause", "unit", "akt", "arende", "moment", "locus", "day", "person",
    "message", "help", "due", "reason", "where", "evidence", "count", "fingerprint",
)  # fmt: skip


class CsvReporter:
    """A table to sort and sum in. It never holds words of a record, not even with --show-text."""

    name: ClassVar[str] = "csv"

    def __init__(self, out: TextIO, settings: Settings) -> None:
        self._out = out
        self._settings = settings
        self._lang = settings.lang
        self._rows = Rows(settings)
        self._writer = csv.writer(out, delimiter=";", lineterminator="\r\n")

    def open(self) -> None:
        self._out.write("\ufeff")
        self._writer.writerow(render(say(f"col-{name}"), self._lang) for name in COLUMNS)

    def akt(self, report: AktReport) -> None:
        for row in self._rows.of(report):
            self._writer.writerow(safe_cell(value) for value in cells(row))
        for parts in self._rows.remarks(report):
            self._fault("remarks", *parts)

    def remark(self, remark: Remark) -> None:
        self._fault("remarks", *self._rows.remark(remark))

    def unreadable(self, unreadable: Unreadable) -> None:
        self._fault("unreadable", *self._rows.unreadable(unreadable))

    def close(self, summary: Summary) -> None:
        for row, line in zip(avsteg_rows(summary, self._settings), avsteg_lines(summary, self._settings), strict=True):
            self._fault("avsteg", row.where, "", line)
        for rule, count in self._rows.without_rule.items():
            known = {
                "status": self._rows.label_of("not_checked"),
                "rule": rule,
                "reason": render(say("not-yet"), self._lang),
                "count": count,
            }
            self._writer.writerow(known.get(name, "") for name in COLUMNS)

    def _fault(self, kind: str, where: str, akt: str, what: str) -> None:
        known = {"status": render(say(kind), self._lang), "akt": akt, "reason": what, "where": where, "count": 1}
        self._writer.writerow(safe_cell(known.get(name, "")) for name in COLUMNS)


def cells(row: Row) -> list[object]:
    """A row's values in the order of COLUMNS."""
    rule = row.rule
    return [
        row.label, rule.id, rule.name, row.ground, row.unit, row.akt, row.arende, row.moment, row.locus, row.day, row.person,
        row.message, row.help, row.due, row.reason, row.where, "; ".join(row.evidence), row.count,
        row.fingerprint if row.locus else "",
    ]  # fmt: skip


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that begins with = + - @, a tab or a line break gets an apostrophe."""
    if isinstance(value, str) and value[:1] and value[0] in "=+-@\t\r\n":
        return "'" + value
    return "" if value is None else value
