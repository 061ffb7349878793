"""The sums alone: what a run says on the screen when its reports go to files."""

from __future__ import annotations

from typing import ClassVar, TextIO

from sosfs_lint.report import AktReport, Remark, Summary, Unreadable, Verdict
from sosfs_lint.reporters import Settings
from sosfs_lint.reporters.avsteg import avsteg_lines
from sosfs_lint.reporters.rows import Rows
from sosfs_lint.wording import say


class ShortSumReporter:
    """What could not be read, what broke down, and both sides of the sum."""

    name: ClassVar[str] = "summary"

    def __init__(self, out: TextIO, settings: Settings) -> None:
        self._out = out
        self._settings = settings
        self._rows = Rows(settings)

    def open(self) -> None:
        """There is no heading."""

    def akt(self, report: AktReport) -> None:
        for row in self._rows.of(report):
            if row.status == str(Verdict.FAILED):
                self._line(f"{row.label}: {row.rule.id} {row.where}: {row.reason}")

    def remark(self, remark: Remark) -> None:
        """Remarks stand in the reports."""

    def unreadable(self, unreadable: Unreadable) -> None:
        where, _, why = self._rows.unreadable(unreadable)
        self._line(f"{where}: {why}")

    def close(self, summary: Summary) -> None:
        decisions = avsteg_lines(summary, self._settings)
        for line in [self._rows.say(say("avsteg")) + ":", *(f"    {line}" for line in decisions)] if decisions else []:
            self._line(line)
        for line in self._rows.closing(summary):
            self._line(line)

    def _line(self, text: str) -> None:
        self._out.write(text + "\n")
