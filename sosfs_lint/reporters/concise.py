"""One line per finding: path:line:column: id level message."""

from __future__ import annotations

from typing import ClassVar, TextIO

from sosfs_lint.report import AktReport, Remark, Summary, Unreadable, Verdict, level_of
from sosfs_lint.reporters import Settings, message_of, whom
from sosfs_lint.reporters.avsteg import avsteg_lines, decided_lines
from sosfs_lint.reporters.rows import closing_lines, where_of
from sosfs_lint.wording import render, say


class ConciseReporter:
    """For editors and scripts that read lines. What could not be read and what broke down has its line too."""

    name: ClassVar[str] = "concise"

    def __init__(self, out: TextIO, settings: Settings) -> None:
        self._out = out
        self._settings = settings

    def open(self) -> None:
        """There is no heading."""

    def akt(self, report: AktReport) -> None:
        for answer in report.answers:
            place = answer.locus.place
            where = where_of(place.path, place)
            if answer.is_finding:
                who = whom(answer, report, self._settings)
                about = f" ({render(say('about-person', who=who), self._settings.lang)})" if who else ""
                level = render(say(f"level-{level_of(answer)}"), self._settings.lang)
                self._line(f"{where}: {answer.rule.id} {level} {message_of(answer, self._settings)}{about}")
            elif answer.verdict is Verdict.FAILED:
                self._line(f"{where}: {answer.rule.id} {render(say('failed'), self._settings.lang)}")

    def remark(self, remark: Remark) -> None:
        """Remarks on form are left to the other formats."""

    def unreadable(self, unreadable: Unreadable) -> None:
        where = f"{unreadable.path}:{unreadable.line}" if unreadable.line else unreadable.path
        self._line(f"{where}: {render(say('unreadable'), self._settings.lang)}: {render(unreadable.reason, self._settings.lang)}")

    def close(self, summary: Summary) -> None:
        heading = render(say("avsteg"), self._settings.lang)
        for line in (*(f"{heading}: {line}" for line in avsteg_lines(summary, self._settings)), *decided_lines(summary, self._settings)):
            self._line(line)
        for line in closing_lines(summary, self._settings, 0)[:2]:
            self._line(line)

    def _line(self, text: str) -> None:
        self._out.write(self._settings.redact(text) + "\n")
