"""Several reports of one run: each record goes to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sosfs_lint.report import AktReport, Remark, Summary, Unreadable
from sosfs_lint.reporters import Reporter


class Several:
    """Reporters side by side. They share their settings, so that a replaced number has one name in all of them."""

    name: ClassVar[str] = "several"

    def __init__(self, reporters: Sequence[Reporter]) -> None:
        self._reporters = reporters

    def open(self) -> None:
        for reporter in self._reporters:
            reporter.open()

    def akt(self, report: AktReport) -> None:
        for reporter in self._reporters:
            reporter.akt(report)

    def remark(self, remark: Remark) -> None:
        for reporter in self._reporters:
            reporter.remark(remark)

    def unreadable(self, unreadable: Unreadable) -> None:
        for reporter in self._reporters:
            reporter.unreadable(unreadable)

    def close(self, summary: Summary) -> None:
        for reporter in self._reporters:
            reporter.close(summary)
