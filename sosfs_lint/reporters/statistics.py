"""How the answers are spread over requirements, moments and units (--statistics), and where the time went (--durations)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import ClassVar, TextIO

from sosfs_lint.report import AktReport, Remark, Summary, Unreadable, Verdict
from sosfs_lint.reporters import Settings
from sosfs_lint.reporters.rows import FINDINGS, Rows, status_of
from sosfs_lint.wording import say

MOST_LINES = 20
_COUNTED = (*FINDINGS, "met", "remaining", "not_checked", "for_a_person", "failed")


class Spread:
    """Counts of answers per requirement, moment and unit. Never per colleague."""

    def __init__(self, settings: Settings) -> None:
        self._rows = Rows(settings)
        self.tables: dict[str, dict[str, Counter[str]]] = {name: defaultdict(Counter) for name in ("rule", "moment", "unit")}
        self.akter: Counter[str] = Counter()
        self._settings = settings

    def add(self, report: AktReport) -> None:
        """Count one record."""
        unit = self._settings.redact(report.unit_label) or self._rows.say(say("stat-no-unit"))
        self.akter[unit] += 1
        for answer in report.answers:
            if answer.verdict is Verdict.NOT_APPLICABLE or answer.rule.status == "not yet":
                continue
            status = status_of(answer)
            self.tables["rule"][f"{answer.rule.id} {answer.rule.name}"][status] += 1
            self.tables["moment"][self._rows.moment(answer)][status] += 1
            self.tables["unit"][unit][status] += 1

    def sorted(self, name: str) -> list[tuple[str, Counter[str]]]:
        """The lines of a table: most missing first; units by name, since they are not in a race."""
        lines = self.tables[name].items()
        if name == "unit":
            return sorted(lines, key=lambda line: line[0])
        return sorted(lines, key=lambda line: (*(-line[1][status] for status in FINDINGS), line[0]))


class StatisticsReporter:
    """Three tables in plain text after the run."""

    name: ClassVar[str] = "statistics"

    def __init__(self, out: TextIO, settings: Settings) -> None:
        self._out = out
        self._settings = settings
        self._spread = Spread(settings)
        self._rows = Rows(settings)

    def open(self) -> None:
        """Nothing is said before the end."""

    def akt(self, report: AktReport) -> None:
        self._spread.add(report)

    def remark(self, remark: Remark) -> None:
        """Remarks are not counted."""

    def unreadable(self, unreadable: Unreadable) -> None:
        """Stands in the report."""

    def close(self, summary: Summary) -> None:
        del summary
        labels = [self._rows.label_of(status) for status in _COUNTED]
        for name in self._spread.tables:
            lines = self._spread.sorted(name)
            shown = lines if self._settings.show_all else lines[:MOST_LINES]
            rows = [[key, *(str(counts[status]) for status in _COUNTED)] for key, counts in shown]
            self._out.write("\n" + table([[self._rows.say(say(f"stat-{name}")), *labels], *rows]))
            if len(lines) > len(shown):
                self._out.write(self._rows.say(say("stat-more", count=len(lines) - len(shown))) + "\n")


def durations(seconds: Mapping[str, float], settings: Settings) -> str:
    """The slowest rules first, in plain text."""
    rows = Rows(settings)
    lines = sorted(seconds.items(), key=lambda item: -item[1])
    shown = lines if settings.show_all else lines[:MOST_LINES]
    text = "\n" + rows.say(say("time-head", total=f"{sum(seconds.values()):.1f}")) + "\n"
    return text + table([[rows.say(say("col-rule")), rows.say(say("col-time"))], *([rule, f"{time:.3f}"] for rule, time in shown)])


def table(rows: list[list[str]]) -> str:
    """Columns side by side: the first to the left, the numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = (
        "  ".join(cell.ljust(width) if not n else cell.rjust(width) for n, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    )
    return "".join(line.rstrip() + "\n" for line in lines)
