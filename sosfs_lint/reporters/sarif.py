"""SARIF 2.1.0: findings for tools that read static-analysis results. No snippets, no words of a record."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, ClassVar, TextIO
from urllib.parse import quote

from sosfs_lint import __version__
from sosfs_lint.report import AktReport, Remark, Summary, Unreadable
from sosfs_lint.reporters import Settings
from sosfs_lint.reporters.avsteg import avsteg_as_json
from sosfs_lint.reporters.rows import Row, Rows
from sosfs_lint.rule import Pack, Rule
from sosfs_lint.wording import say

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_NOTES = 10_000
_KINDS = {
    "error": "fail",
    "warning": "fail",
    "question": "review",
    "for_a_person": "review",
    "remaining": "open",
    "not_checked": "open",
    "met": "pass",
    "avsteg": "fail",
}
_SUPPRESSIONS = {"": "accepted", "expired": "rejected", **dict.fromkeys(("reopened", "rekeyed", "unclear", "widened"), "underReview")}
_LEVELS = {"error": "error", "warning": "warning"}


class SarifReporter:
    """One run with its rules, the clauses as taxonomies, the results and what broke. Results are written as they come.

    met is pass, missing fail, a question and what is for a person review, remaining and not checked open.
    """

    name: ClassVar[str] = "sarif"

    def __init__(self, out: TextIO, settings: Settings) -> None:
        self._out = out
        self._settings = settings
        self._rows = Rows(settings)
        self._rules: dict[str, tuple[int, Rule]] = {}
        self._notes: list[dict[str, Any]] = []
        self._results = self._noted = 0

    def open(self) -> None:
        self._out.write(f'{{"$schema": "{SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n"results": [')

    def akt(self, report: AktReport) -> None:
        for row in self._rows.of(report):
            if row.status == "failed":
                self._notify(row.where, row.akt, f"{row.rule.id}: {row.reason}", "error")
            else:
                self._out.write((",\n" if self._results else "\n") + json.dumps(self._result(row), ensure_ascii=False))
                self._results += 1
        for parts in self._rows.remarks(report):
            self._notify(*parts, "note")

    def remark(self, remark: Remark) -> None:
        self._notify(*self._rows.remark(remark), "note")

    def unreadable(self, unreadable: Unreadable) -> None:
        self._notify(*self._rows.unreadable(unreadable), "error")

    def close(self, summary: Summary) -> None:
        reason = self._rows.say(say("not-yet"))
        if self._noted > MOST_NOTES:
            text = self._rows.say(say("page-full-notes", shown=MOST_NOTES, total=self._noted))
            self._notes.append({"message": {"text": text}, "level": "note"})
        self._notes += [{"message": {"text": f"{rule}: {reason}"}, "level": "note"} for rule in self._rows.without_rule]
        whole = not summary.unreadable and not summary.counts["failed"]
        driver = {
            "name": "sosfs-lint",
            "semanticVersion": __version__,
            "language": self._settings.lang,
            "rules": [self._rule(rule) for _, rule in self._rules.values()],
            "supportedTaxonomies": [{"name": pack.name, "index": index} for index, pack in enumerate(self._settings.packs)],
        }
        tail = {
            "tool": {"driver": driver},
            "taxonomies": [self._taxonomy(pack) for pack in self._settings.packs],
            "invocations": [{"executionSuccessful": whole, "toolExecutionNotifications": self._notes}],
            "columnKind": "unicodeCodePoints",
            "properties": {
                "akter_in": summary.akter_in, "akter": summary.akter, "unreadable": summary.unreadable, "skipped": summary.skipped,
                "counts": {key: summary.counts[key] for key in Summary.KEYS}, "notes": self._rows.closing(summary),
                **({} if summary.avsteg is None else {"avsteg": [avsteg_as_json(one, self._settings.redact) for one in summary.avsteg]}),
            },
        }  # fmt: skip
        self._out.write("\n],\n" + json.dumps(tail, ensure_ascii=False, indent=1)[2:-2] + "\n}]}\n")

    def _result(self, row: Row) -> dict[str, Any]:
        index, _ = self._rules.setdefault(row.rule.id, (len(self._rules), row.rule))
        text = self._rows.told(row) + (f" {row.reason}" if row.reason else "") + (f" ({row.due})" if row.due else "")
        names = [("akt", row.akt), ("arende", row.arende), ("post", row.post or row.locus)]
        path = [(kind, name) for kind, name in names if name]
        about = {
            "answer": row.status, "moment": row.moment, "locus": row.locus, "person": row.person, "unit": row.unit,
            "date": str(row.day or ""), "due": str(row.due or ""), "evidence": list(row.evidence), "count": row.count,
        }  # fmt: skip
        result: dict[str, Any] = {
            "ruleId": row.rule.id,
            "ruleIndex": index,
            "kind": _KINDS[row.status],
            "level": _LEVELS.get(row.rule.level if row.status == "avsteg" else row.status, "none"),
        }
        result |= {"message": {"text": text}, "locations": [self._location(row, path)]}
        if row.locus:
            result["partialFingerprints"] = {"sosfsLint/v1": row.fingerprint}
        if row.status == "avsteg" or row.lapsed:
            result["suppressions"] = [{"kind": "external", "status": _SUPPRESSIONS[row.lapsed], "justification": row.reason}]
        return result | {"properties": {key: value for key, value in about.items() if value}}

    @staticmethod
    def _location(row: Row, path: list[tuple[str, str]]) -> dict[str, Any]:
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri(row.path)}}
        if row.place.line:
            physical["region"] = {"startLine": row.place.line} | ({"startColumn": row.place.column} if row.place.column else {})
        names = "/".join(quote(name, safe=" #", errors="replace") for _, name in path)
        return {"physicalLocation": physical, "logicalLocations": [{"name": path[-1][1], "fullyQualifiedName": names, "kind": path[-1][0]}]}

    def _rule(self, rule: Rule) -> dict[str, Any]:
        packs = [pack.name for pack in self._settings.packs]
        text = rule.requirement(self._settings.lang)
        target = {"id": rule.id, "toolComponent": {"name": rule.pack, "index": packs.index(rule.pack)}}
        return {
            "id": rule.id,
            "name": "".join(part.capitalize() for part in re.split(r"[^0-9A-Za-zÅÄÖåäö]+", rule.name)),
            "shortDescription": {"text": text},
            "fullDescription": {"text": f"{text} ({rule.ground_on(None)})"},
            "help": {"text": rule.text("help", self._settings.lang) or text},
            "defaultConfiguration": {"level": _LEVELS.get(rule.level, "note")},
            "relationships": [{"target": target, "kinds": ["relevant"]}],
        }

    def _taxonomy(self, pack: Pack) -> dict[str, Any]:
        """The clauses that results point to, in the words of the pack; `adopted` numbers are never derived."""
        rules = [rule for _, rule in self._rules.values() if rule.pack == pack.name]
        taxa = [
            {"id": rule.id, "name": rule.ground_on(None), "shortDescription": {"text": rule.requirement(self._settings.lang)}}
            for rule in rules
        ]
        note = pack.note.get(self._settings.lang) or pack.note.get("sv")
        about = {"name": pack.name, "version": pack.version, "shortDescription": {"text": pack.title or pack.name}}
        return about | ({"fullDescription": {"text": note}} if note else {}) | {"isComprehensive": False, "taxa": taxa}

    def _notify(self, where: str, akt: str, what: str, level: str) -> None:
        self._noted += level == "note"
        if level == "note" and self._noted > MOST_NOTES:
            return
        text = ": ".join(part for part in (where, akt, what) if part)
        self._notes.append({"message": {"text": text}, "level": level})


def uri(path: str) -> str:
    """A path as SARIF names it: relative with slashes, or file:///."""
    if PureWindowsPath(path).drive and "\\" in path:
        return "file:///" + quote(PureWindowsPath(path).as_posix(), safe="/:", errors="replace")
    return ("file://" if PurePosixPath(path).is_absolute() else "") + quote(path.replace("\\", "/"), errors="replace")
