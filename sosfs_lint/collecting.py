"""A run that writes no report: the findings of some records by fingerprint, for commands that decide about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from sosfs_lint.decisions import Decisions
from sosfs_lint.decisions.names import Record
from sosfs_lint.prepared import Prepared
from sosfs_lint.report import AktReport, Answer, AvstegOutcome, Remark, Summary, Unreadable, level_of
from sosfs_lint.reporters import message_of
from sosfs_lint.run import run


class Found(NamedTuple):
    """A finding as far as a decision about it needs to know."""

    level: str
    message: str
    content: str | None
    status: str | None


@dataclass
class Collected(Decisions):
    """Decisions that also remember what they were asked about, and what could not be read.

    `unstable` counts findings whose names do not hold between exports, `doubtful` those whose name another finding has as well.
    """

    found: dict[str, Found] = field(default_factory=dict)
    unstable: int = 0
    doubtful: int = 0
    unread: list[Unreadable] = field(default_factory=list)
    summary: Summary | None = None

    @property
    def wanted(self) -> bool:
        return True

    @property
    def outcomes(self) -> tuple[AvstegOutcome, ...]:
        """What became of each decision; without a run only which of them have expired."""
        if self.summary is not None:
            return self.summary.avsteg or ()
        return tuple(AvstegOutcome(e.avsteg, "expired" if e.avsteg.until < self.today else "used") for e in self.avsteg or ())

    def note(self, answer: Answer, name: str, record: Record) -> None:
        holds = self.name_of(answer, record.report.akt)[1]
        self.unstable += not holds
        if not holds:
            return
        if record.is_doubtful(name):
            self.doubtful += 1
            return
        self.found[name] = Found(str(level_of(answer)), message_of(answer, self.settings), record.content(answer), answer.status)


def collect(prepared: Prepared, paths: Iterable[str], decisions: Collected, profile: str | None) -> Summary:
    """Check the records and keep what was found in `decisions`."""
    return run(paths, prepared.book, prepared.for_akt, prepared.plugins.readers(), _Silent(decisions), profile=profile, decisions=decisions)


class _Silent:
    """Writes nothing anywhere."""

    name: ClassVar[str] = "none"

    def __init__(self, decisions: Collected, *_: Any) -> None:
        self._unread = decisions.unread

    def open(self) -> None: ...

    def akt(self, report: AktReport) -> None: ...

    def remark(self, remark: Remark) -> None: ...

    def unreadable(self, unreadable: Unreadable) -> None:
        self._unread.append(unreadable)

    def close(self, summary: Summary) -> None: ...
