"""JSON as in data/findings.schema.json: one document (`json`), or one object per akt and the summary last (`jsonl`)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, ClassVar, TextIO

from sosfs_lint import __version__
from sosfs_lint.model import Place
from sosfs_lint.report import AktReport, Answer, Evidence, Remark, Summary, Unreadable, Verdict, level_of
from sosfs_lint.reporters import Settings, fingerprint, message_of
from sosfs_lint.reporters.avsteg import avsteg_as_json, decided_counts
from sosfs_lint.wording import render, say

_LISTS = ("findings", "met", "remaining", "not_checked", "for_a_person", "failed", "remarks", "unreadable")
_SPOOL = 4_000_000


class _Base:
    def __init__(self, out: TextIO, settings: Settings) -> None:
        self._out = out
        self._settings = settings
        self._not_yet: Counter[str] = Counter()

    def _head(self) -> dict[str, Any]:
        settings = self._settings
        return {
            "tool": {"name": "sosfs-lint", "version": __version__},
            "regulation": [
                {"pack": p.name, "version": p.version, "note": p.note.get(settings.lang) or p.note.get("sv")} for p in settings.packs
            ],
            "as_of": settings.as_of.isoformat() if settings.as_of else None,
        }

    def _items(self, report: AktReport) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each answer of a record under the list that it belongs to."""
        unchecked: Counter[tuple[str, str, str]] = Counter()
        persons: set[str] = set()
        for answer in report.answers:
            match answer.verdict:
                case Verdict.MISSING | Verdict.QUESTION if answer.status == "known":
                    pass
                case Verdict.MISSING | Verdict.QUESTION:
                    yield "findings", self._finding(answer, report)
                case Verdict.MET if self._settings.show_met:
                    yield "met", self._answer(answer, report)
                case Verdict.REMAINING:
                    yield "remaining", self._answer(answer, report) | {"due_date": _iso(answer.due), "reason": self._say(answer.reason)}
                case Verdict.NOT_CHECKED if answer.rule.status == "not yet":
                    self._not_yet[answer.rule.id] += 1
                case Verdict.NOT_CHECKED:
                    unchecked[answer.rule.id, str(answer.reason_code), self._say(answer.reason) or ""] += 1
                case Verdict.FOR_A_PERSON:
                    persons.add(answer.rule.id)
                case Verdict.FAILED:
                    yield (
                        "failed",
                        {"rule": answer.rule.id, "akt": self._settings.redact(report.akt), "reason": self._say(answer.reason) or ""},
                    )
        akt = self._settings.redact(report.akt)
        for (rule, code, reason), count in unchecked.items():
            yield "not_checked", {"rule": rule, "akt": akt, "count": count, "reason_code": code, "reason": reason}
        for rule in sorted(persons):
            yield "for_a_person", {"rule": rule, "akt": akt}
        for remark in report.remarks:
            yield "remarks", self._remark(remark)
        for note in report.notes:
            yield (
                "remarks",
                {
                    "path": self._settings.redact(report.place.path),
                    "line": report.place.line,
                    "akt": akt,
                    "post": None,
                    "what": self._say(note),
                },
            )

    def _rest(self, summary: Summary) -> Iterator[tuple[str, dict[str, Any]]]:
        """What is said once for the whole run."""
        del summary
        reason = render(say("not-yet"), self._settings.lang)
        for rule, count in self._not_yet.items():
            yield "not_checked", {"rule": rule, "akt": None, "count": count, "reason_code": "other", "reason": reason}
        note = self._settings.redact.note
        if note:
            yield "remarks", {"path": "", "line": None, "akt": None, "post": None, "what": render(say(note), self._settings.lang)}

    def _summary(self, summary: Summary) -> dict[str, Any]:
        numbers: dict[str, Any] = {
            "akter_in": summary.akter_in,
            "akter": summary.akter,
            "skipped": summary.skipped,
            "poster": summary.poster,
            "checked": summary.checked,
        }
        numbers |= {key: summary.counts[key] for key in Summary.KEYS}
        return numbers | {"unreadable": summary.unreadable} | decided_counts(summary)

    def _avsteg(self, summary: Summary) -> dict[str, Any]:
        """What became of people's decisions, under their own key; nothing where there are none."""
        redact = self._settings.redact
        return {} if summary.avsteg is None else {"avsteg": [avsteg_as_json(outcome, redact) for outcome in summary.avsteg]}

    @staticmethod
    def _coverage(summary: Summary) -> dict[str, Any]:
        return {
            pack: {chapter: {key: counts[key] for key in Summary.KEYS} for chapter, counts in sorted(chapters.items())}
            for pack, chapters in summary.coverage.items()
        }

    def _answer(self, answer: Answer, report: AktReport) -> dict[str, Any]:
        redact = self._settings.redact
        locus = answer.locus
        post = locus.post or next((e.post for e in answer.evidence if e.post), None)
        return {
            "rule": answer.rule.id,
            "name": answer.rule.name,
            "clause": answer.ground,
            "akt": redact(report.akt),
            "arende": redact(locus.arende) if locus.arende else None,
            "locus": {"kind": locus.kind, "id": redact(locus.id), "moment": locus.moment},
            "post": redact(post) if post else None,
            "person": redact(answer.person) if answer.person else None,
            "date": _iso(locus.day),
            "unit": redact(report.unit) if report.unit else None,
            **self._place(locus.place),
            "evidence": [self._evidence(e) for e in answer.evidence],
        }

    def _finding(self, answer: Answer, report: AktReport) -> dict[str, Any]:
        help_ = answer.rule.text("help", self._settings.lang)
        looked = answer.looked
        return {
            **self._answer(answer, report),
            "level": str(level_of(answer)),
            "kind": answer.kind,
            "message": message_of(answer, self._settings),
            "help": help_,
            "due_date": _iso(answer.due),
            "from_date": _iso(answer.from_date),
            "looked": {"posts": looked.posts, "from": _iso(looked.first), "to": _iso(looked.last)} if looked else None,
            "status": answer.status,
            "fingerprint": fingerprint(answer, report.akt, self._settings),
        }

    def _evidence(self, evidence: Evidence) -> dict[str, Any]:
        shown = {
            "role": evidence.role,
            "post": self._settings.redact(evidence.post) if evidence.post else None,
            "field": evidence.field,
            **self._place(evidence.place),
        }
        if evidence.end:
            shown |= {"end_line": evidence.end[0], "end_column": evidence.end[1]}
        if self._settings.show_text and evidence.text is not None:
            shown["text"] = evidence.text
        return shown

    def _place(self, place: Place) -> dict[str, Any]:
        shown: dict[str, Any] = {"path": self._settings.redact(place.path), "line": place.line, "column": place.column}
        for name in ("page", "sheet", "cell"):
            if getattr(place, name) is not None:
                value = getattr(place, name)
                shown[name] = self._settings.redact(value) if isinstance(value, str) else value
        return shown

    def _remark(self, remark: Remark) -> dict[str, Any]:
        redact = self._settings.redact
        return {
            "path": redact(remark.path),
            "line": remark.line,
            "akt": redact(remark.akt) if remark.akt else None,
            "post": redact(remark.post) if remark.post else None,
            "what": self._say(remark.what),
        }

    def _unreadable(self, unreadable: Unreadable) -> dict[str, Any]:
        redact = self._settings.redact
        return {
            "path": redact(unreadable.path),
            "akt": redact(unreadable.akt) if unreadable.akt else None,
            "line": unreadable.line,
            "reason": self._say(unreadable.reason),
        }

    def _say(self, says: Any) -> str | None:
        return self._settings.redact(render(says, self._settings.lang)) if says is not None else None


class JsonReporter(_Base):
    """One JSON document. Its lists are spooled, so that the memory does not grow with the run."""

    name: ClassVar[str] = "json"

    def open(self) -> None:
        # With --show-text a list holds words of records, and those never go to a file that nobody asked for.
        size = 0 if self._settings.show_text else _SPOOL
        names = [name for name in _LISTS if name != "met" or self._settings.show_met]
        form: dict[str, Any] = {"max_size": size, "mode": "w+", "encoding": "utf-8", "errors": "replace", "newline": "\n"}
        self._spools = {name: SpooledTemporaryFile(**form) for name in names}  # noqa: SIM115
        self._count: Counter[str] = Counter()

    def akt(self, report: AktReport) -> None:
        for name, item in self._items(report):
            self._spool(name, item)

    def remark(self, remark: Remark) -> None:
        self._spool("remarks", self._remark(remark))

    def unreadable(self, unreadable: Unreadable) -> None:
        self._spool("unreadable", self._unreadable(unreadable))

    def close(self, summary: Summary) -> None:
        for name, item in self._rest(summary):
            self._spool(name, item)
        head = self._head() | {"summary": self._summary(summary), "coverage": self._coverage(summary)} | self._avsteg(summary)
        self._out.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2])
        for name, spool in self._spools.items():
            self._out.write(f',\n "{name}": [')
            spool.seek(0)
            while block := spool.read(1 << 16):
                self._out.write(block)
            self._out.write("\n ]" if self._count[name] else "]")
            spool.close()
        self._out.write("\n}\n")

    def _spool(self, name: str, item: dict[str, Any]) -> None:
        self._spools[name].write(("," if self._count[name] else "") + "\n  " + json.dumps(item, ensure_ascii=False))
        self._count[name] += 1


class JsonLinesReporter(_Base):
    """One JSON object per akt with the same keys, then one with the summary: the stream for large runs."""

    name: ClassVar[str] = "jsonl"

    def open(self) -> None:
        self._remarks: list[dict[str, Any]] = []
        self._unread: list[dict[str, Any]] = []

    def akt(self, report: AktReport) -> None:
        lists: dict[str, list[dict[str, Any]]] = {name: [] for name in _LISTS if name != "unreadable"}
        for name, item in self._items(report):
            lists[name].append(item)
        if not self._settings.show_met:
            del lists["met"]
        self._line(
            {
                "akt": self._settings.redact(report.akt),
                "path": self._settings.redact(report.place.path),
                "line": report.place.line,
                "poster": report.posts,
            }
            | lists
        )

    def remark(self, remark: Remark) -> None:
        self._line({"remarks": [self._remark(remark)]})

    def unreadable(self, unreadable: Unreadable) -> None:
        self._line({"unreadable": [self._unreadable(unreadable)]})

    def close(self, summary: Summary) -> None:
        last: dict[str, Any] = (
            self._head() | {"summary": self._summary(summary), "coverage": self._coverage(summary)} | self._avsteg(summary)
        )
        for name, item in self._rest(summary):
            last.setdefault(name, []).append(item)
        self._line(last)

    def _line(self, item: dict[str, Any]) -> None:
        self._out.write(json.dumps(item, ensure_ascii=False) + "\n")


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None
