"""XLSX: a workbook to work in: findings with columns to judge in, requirements, coverage, what is left and what was not checked."""

from __future__ import annotations

import errno
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, ClassVar

from sosfs_lint.report import AktReport, Remark, Summary, Unreadable, Verdict
from sosfs_lint.reporters import Settings
from sosfs_lint.reporters.avsteg import AVSTEG_COLUMNS, avsteg_rows
from sosfs_lint.reporters.csv_rows import COLUMNS, cells, safe_cell
from sosfs_lint.reporters.rows import FINDINGS, Rows, status_of
from sosfs_lint.rule import Rule
from sosfs_lint.wording import say

MOST_ROWS = 1_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000
WIDTHS = {
    "message": 60,
    "help": 50,
    "requirement": 60,
    "clause": 28,
    "where": 34,
    "evidence": 40,
    "reason": 40,
    "fingerprint": 40,
    "name": 24,
    "moment": 24,
    "state": 34,
    "what": 40,
    "meets": 40,
}
_WORK = ("judged", "action", "who", "done")
_COUNTED = (*Summary.KEYS,)


class XlsxReporter:
    """Rows are written as they come; a sheet that is full says how many there were. It never holds words of a record."""

    name: ClassVar[str] = "xlsx"
    binary: ClassVar[bool] = True

    def __init__(self, out: IO[Any], settings: Settings) -> None:
        self._out = out
        self._settings = settings
        self._rows = Rows(settings)
        self._sizes: Counter[str] = Counter()
        self._rules: dict[str, tuple[Rule, Counter[str]]] = {}

    def open(self) -> None:
        from openpyxl import Workbook

        self._book = Workbook(write_only=True)
        self._book.properties.creator = "sosfs-lint"
        self._sheets: dict[str, Any] = {}
        self._sheet("summary", ("message",))
        self._sheet("findings", (*_WORK, *COLUMNS))
        self._sheet("requirements", ("rule", "name", "clause", "force", "requirement", *_COUNTED))
        self._sheet("coverage", ("pack", "chapter", *_COUNTED))
        self._sheet("remaining", COLUMNS)
        self._sheet("unchecked", COLUMNS)
        self._sheet("avsteg", AVSTEG_COLUMNS)
        self._sheet("remarks", ("status", "where", "akt", "reason"))

    def akt(self, report: AktReport) -> None:
        for row in self._rows.of(report):
            if row.status in FINDINGS:
                self._add("findings", [*("" for _ in _WORK), *cells(row)])
            elif row.status != "met":
                self._add("remaining" if row.status == "remaining" else "unchecked", cells(row))
        for answer in report.answers:
            if answer.verdict is not Verdict.NOT_APPLICABLE or answer.rule.status != "not yet":
                self._rules.setdefault(answer.rule.id, (answer.rule, Counter()))[1][status_of(answer)] += 1
        for parts in self._rows.remarks(report):
            self._add("remarks", [self._say("remarks"), *parts])

    def remark(self, remark: Remark) -> None:
        self._add("remarks", [self._say("remarks"), *self._rows.remark(remark)])

    def unreadable(self, unreadable: Unreadable) -> None:
        self._add("remarks", [self._say("unreadable"), *self._rows.unreadable(unreadable)])

    def close(self, summary: Summary) -> None:
        for rule, counts in sorted(self._rules.values(), key=lambda item: item[0].id):
            text = rule.requirement(self._settings.lang)
            self._add("requirements", [rule.id, rule.name, rule.ground_on(None), rule.force, text, *(counts[key] for key in _COUNTED)])
        for name, count in self._rows.without_rule.items():
            known = {"status": self._rows.label_of("not_checked"), "rule": name, "reason": self._say("not-yet"), "count": count}
            self._add("unchecked", [known.get(column, "") for column in COLUMNS])
        for pack, chapters in summary.coverage.items():
            for chapter, counts in sorted(chapters.items()):
                self._add("coverage", [pack, chapter, *(counts[key] for key in _COUNTED)])
        for decision in avsteg_rows(summary, self._settings):
            self._add("avsteg", decision)
        for line in self._rows.closing(summary):
            self._add("summary", [line])
        for name, size in list(self._sizes.items()):
            if size > MOST_ROWS:
                self._add("summary", [self._say("sheet-capped", sheet=self._say(f"sheet-{name}"), shown=MOST_ROWS, total=size)])
        self._finish()
        with _on_disk():
            self._book.save(self._out)

    def _sheet(self, name: str, columns: Sequence[str]) -> None:
        labels = [self._label(column) if name != "summary" else self._say("page-sum") for column in columns]
        widths = [110 if name == "summary" else WIDTHS.get(column, 14) for column in columns]
        self._sheets[name] = headed_sheet(self._book, self._say(f"sheet-{name}"), labels, widths)

    def _finish(self) -> None:
        """What can only be said when the number of rows is known: filters, and the choices in the column to judge in."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        widths = {
            "findings": len(_WORK) + len(COLUMNS),
            "requirements": 5 + len(_COUNTED),
            "coverage": 2 + len(_COUNTED),
            "avsteg": len(AVSTEG_COLUMNS),
            "remarks": 4,
        }
        for name, sheet in self._sheets.items():
            rows = min(self._sizes[name], MOST_ROWS) + 1
            if name != "summary":
                sheet.auto_filter.ref = f"A1:{get_column_letter(widths.get(name, len(COLUMNS)))}{rows}"
        choices = ",".join(self._say(f"judge-{word}") for word in ("right", "wrong", "unsure"))
        choice = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
        choice.add(f"A2:A{min(self._sizes['findings'], MOST_ROWS) + 2}")
        self._sheets["findings"].data_validations.append(choice)

    def _add(self, name: str, values: Sequence[object]) -> None:
        self._sizes[name] += 1
        if self._sizes[name] <= MOST_ROWS:
            with _on_disk():
                self._sheets[name].append([cell(value) for value in values])

    def _label(self, column: str) -> str:
        return self._rows.label_of(column) if column in Summary.KEYS and column != "not_applicable" else self._say(f"col-{column}")

    def _say(self, key: str, **args: object) -> str:
        return self._rows.say(say(key, **args))


@contextmanager
def _on_disk() -> Iterator[None]:
    """A sheet that cannot be written, in lxml's words, is an OSError like any other file's."""
    from lxml.etree import SerialisationError

    try:
        yield
    except SerialisationError as error:
        raise OSError(errno.EIO, f"a sheet's temporary file, {error}") from None


def headed_sheet(book: Any, title: str, labels: Sequence[str], widths: Sequence[int]) -> Any:
    """A new sheet with a bold first row that stays in sight."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    heads = []
    for number, (label, width) in enumerate(zip(labels, widths, strict=True), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        head = WriteOnlyCell(sheet, label)
        head.font = Font(bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        heads.append(head)
    sheet.append(heads)
    return sheet


def cell(value: object) -> Any:
    """A value as a cell may hold it: no formula, no control sign, not too long."""
    safe = safe_cell(value)
    return _CONTROL.sub("?", safe)[:_LONGEST] if isinstance(safe, str) else safe
