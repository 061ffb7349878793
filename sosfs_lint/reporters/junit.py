"""JUnit XML: a suite per record, valid in both schemas that are about (Jenkins' and Windy Road's)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import ClassVar, TextIO
from xml.sax.saxutils import escape, quoteattr

from sosfs_lint.report import AktReport, Remark, Summary, Unreadable
from sosfs_lint.reporters import Settings
from sosfs_lint.reporters.avsteg import AvstegRow, avsteg_lines, avsteg_rows
from sosfs_lint.reporters.rows import FINDINGS, Row, Rows
from sosfs_lint.wording import say

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SKIPPED = ("remaining", "not_checked", "for_a_person", "avsteg")


class JunitReporter:
    """A finding is a failure (its level is the type), what was met passes, all that was not checked or is left is skipped.

    Words of a record never stand here. What could not be read, and a rule that broke down, are errors.
    """

    name: ClassVar[str] = "junit"

    def __init__(self, out: TextIO, settings: Settings) -> None:
        self._out = out
        self._settings = settings
        self._rows = Rows(settings)
        self._suites = 0
        self._remarks: list[str] = []
        self._time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")

    def open(self) -> None:
        self._out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')

    def akt(self, report: AktReport) -> None:
        rows = list(self._rows.of(report))
        counts = Counter(_outcome(row) for row in rows)
        said = [": ".join(part for part in parts if part) for parts in self._rows.remarks(report)]
        package = self._settings.redact(report.place.path)
        self._suite(self._settings.redact(report.akt), package, [self._case(row) for row in rows], counts, said)

    def remark(self, remark: Remark) -> None:
        self._remarks.append(": ".join(part for part in self._rows.remark(remark) if part))

    def unreadable(self, unreadable: Unreadable) -> None:
        where, akt, why = self._rows.unreadable(unreadable)
        case = f"<testcase{_attributes(classname='sosfs-lint', name=akt or where, time='0')}><error{_attributes(type='unreadable', message=why)}/></testcase>"
        self._suite(akt or where, where, [case], Counter(error=1), [])

    def close(self, summary: Summary) -> None:
        reason = self._rows.say(say("not-yet"))
        cases = [self._skipped(rule, rule, reason, "not_checked") for rule in self._rows.without_rule]
        decisions = [self._skipped("avsteg", row.what, line, "avsteg") for row, line in self._decisions(summary)]
        if decisions:
            self._suite(self._rows.say(say("avsteg")), "sosfs-lint", decisions, Counter(skipped=len(decisions)), [])
        said = self._remarks + self._rows.closing(summary)
        self._suite(self._rows.say(say("page-no-rule")), "sosfs-lint", cases, Counter(skipped=len(cases)), said)
        self._out.write("</testsuites>\n")

    def _decisions(self, summary: Summary) -> Iterator[tuple[AvstegRow, str]]:
        return zip(avsteg_rows(summary, self._settings), avsteg_lines(summary, self._settings), strict=True)

    def _suite(self, name: str, package: str, cases: list[str], counts: Counter[str], said: list[str]) -> None:
        numbers = {"tests": len(cases), "failures": counts["failure"], "errors": counts["error"], "skipped": counts["skipped"]}
        about = {"name": name or "-", "package": package, "id": self._suites, "timestamp": self._time, "hostname": "localhost", "time": "0"}
        self._suites += 1
        self._out.write(f"<testsuite{_attributes(**about, **numbers)}>\n<properties/>\n")
        self._out.writelines(case + "\n" for case in cases)
        self._out.write(f"<system-out>{_text(chr(10).join(said))}</system-out>\n<system-err/>\n</testsuite>\n")

    def _case(self, row: Row) -> str:
        name = " ".join(part for part in (row.moment, row.locus, row.person, row.rule.name) if part)
        outcome = _outcome(row)
        head = f"<testcase{_attributes(classname=row.rule.id, name=name, time='0')}"
        if outcome == "passed":
            return f"{head}/>"
        if outcome == "skipped":
            due = f" {row.due}" if row.due else ""
            return self._skipped(
                row.rule.id,
                name,
                f"{row.label}: {' '.join(filter(None, (row.message if row.status == 'avsteg' else '', row.reason))) or row.message}{due} × {row.count}",
                row.status,
            )
        if outcome == "error":
            return f"{head}><error{_attributes(type='rule-failed', message=row.reason)}/></testcase>"
        text = "\n".join([f"{row.where}: {row.rule.id} {row.label} {row.message}", row.ground, row.help, *row.evidence, row.fingerprint])
        return f"{head}><failure{_attributes(type=row.status, message=self._rows.told(row))}>{_text(text)}</failure></testcase>"

    @staticmethod
    def _skipped(rule: str, name: str, why: str, kind: str) -> str:
        return f"<testcase{_attributes(classname=rule, name=name, time='0')}><skipped{_attributes(message=why)}>{kind}</skipped></testcase>"


def _outcome(row: Row) -> str:
    if row.status in FINDINGS:
        return "failure"
    return "skipped" if row.status in _SKIPPED else "error" if row.status == "failed" else "passed"


def _attributes(**values: object) -> str:
    return "".join(f" {name}={quoteattr(_FORBIDDEN.sub('?', str(value)))}" for name, value in values.items())


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("?", text))
