"""Reporters: one module per output format. Each is a stream (open, one akt at a time, close); none decides anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Protocol, TextIO

from sosfs_lint.report import AktReport, Answer, Looked, Remark, Summary, Unreadable, Verdict
from sosfs_lint.reporters.redaction import Redactor
from sosfs_lint.rule import Pack
from sosfs_lint.wording import Says, render, say


@dataclass
class Settings:
    """How a run is to be shown; `moments` are the moments' names in Swedish and English."""

    lang: str = "sv"
    show_met: bool = False
    show_text: bool = False
    show_all: bool = False
    as_of: date | None = None
    packs: tuple[Pack, ...] = ()
    moments: dict[str, tuple[str, str]] = field(default_factory=dict)
    redact: Redactor = field(default_factory=Redactor)


class Reporter(Protocol):
    """An output format. Everything that is written goes to `out`, and through `settings.redact`.

    A format whose class says `binary = True` gets a stream of bytes, and is only written to a file.
    """

    name: ClassVar[str]

    def __init__(self, out: TextIO, settings: Settings) -> None: ...

    def open(self) -> None: ...

    def akt(self, report: AktReport) -> None: ...

    def remark(self, remark: Remark) -> None: ...

    def unreadable(self, unreadable: Unreadable) -> None: ...

    def close(self, summary: Summary) -> None: ...


def built_in() -> list[type[Reporter]]:
    """The formats that come with the program."""
    from sosfs_lint.reporters.concise import ConciseReporter
    from sosfs_lint.reporters.csv_rows import CsvReporter
    from sosfs_lint.reporters.html_page import HtmlReporter
    from sosfs_lint.reporters.json_stream import JsonLinesReporter, JsonReporter
    from sosfs_lint.reporters.junit import JunitReporter
    from sosfs_lint.reporters.markdown import MarkdownReporter
    from sosfs_lint.reporters.sarif import SarifReporter
    from sosfs_lint.reporters.short_sum import ShortSumReporter
    from sosfs_lint.reporters.text import TextReporter
    from sosfs_lint.reporters.xlsx import XlsxReporter

    texts: list[type[Reporter]] = [TextReporter, ConciseReporter, ShortSumReporter, MarkdownReporter, HtmlReporter]
    return [*texts, JsonReporter, JsonLinesReporter, CsvReporter, XlsxReporter, SarifReporter, JunitReporter]


def message_of(answer: Answer, settings: Settings) -> str:
    """The one sentence of a finding, in the language of the run."""
    if answer.message is not None:
        text = render(answer.message, settings.lang)
    else:
        said = answer.rule.text("message", settings.lang) or answer.rule.requirement(settings.lang)
        text = _with_end(said.format_map(_Values(answer.values)), said, answer, settings.lang)
    if answer.verdict is Verdict.QUESTION and answer.message is None:
        text = render(say("unclear", message=text), settings.lang)
    return settings.redact(_with_lagrum(text, answer))


def whom(answer: Answer, report: AktReport, settings: Settings) -> str:
    """Whom an answer is about, where the requirement is answered per person: an id, with --show-text also the name."""
    if answer.person is None:
        return ""
    name = report.names.get(answer.person) if settings.show_text else None
    return settings.redact(f"{name} ({answer.person})" if name else answer.person)


def open_message_of(answer: Answer, settings: Settings) -> str:
    """What is said of a requirement that is not due yet: the rule's own sentence, else its message."""
    said = answer.rule.text("open_message", settings.lang)
    return settings.redact(_with_lagrum(said.format_map(_Values(answer.values)), answer)) if said else message_of(answer, settings)


def _with_end(text: str, said: str, answer: Answer, lang: str) -> str:
    """What came too late also says when it came, where the rule's own sentence does not."""
    end = dict(answer.values).get("till")
    if answer.kind != "late" or not isinstance(end, date) or "{till}" in said:
        return text
    return f"{text.rstrip('.')}{render(say('late-until', day=end), lang)}."


def _with_lagrum(text: str, answer: Answer) -> str:
    return f"{text.rstrip('.')} ({answer.lagrum})." if answer.lagrum else text


class _Values(dict[str, object]):
    """What fills the places in a message; one that is not known is left out."""

    def __missing__(self, key: str) -> str:
        return "–"


def looked_in(looked: Looked) -> Says:
    """Where was looked for what is missing, in words."""
    if looked.first is None or looked.last is None:
        return say("looked-in-one-undated") if looked.posts == 1 else say("looked-in-undated", posts=looked.posts)
    if looked.first == looked.last:
        return say("looked-in-one" if looked.posts == 1 else "looked-in-day", posts=looked.posts, first=looked.first)
    return say("looked-in", posts=looked.posts, first=looked.first, last=looked.last)


def fingerprint(answer: Answer, akt: str, settings: Settings) -> str:
    """rule/akt/locus[/person]: the same after any re-run, re-ordering or re-indenting."""
    parts = [answer.rule.id, akt, answer.locus.key] + ([answer.person] if answer.person else [])
    return settings.redact("/".join(part.replace("/", "%2F") for part in parts))
