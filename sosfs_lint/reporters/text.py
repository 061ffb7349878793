"""Plain Swedish on a terminal: per record the moments that lack something, then each finding, then what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, TextIO

from rich.console import Console
from rich.text import Text as Styled

from sosfs_lint.report import AktReport, Answer, Evidence, Level, Remark, Summary, Unreadable, Verdict, level_of
from sosfs_lint.reporters import Settings, looked_in, message_of, open_message_of, whom
from sosfs_lint.reporters.avsteg import avsteg_lines
from sosfs_lint.reporters.room import RANK, LackingMoment, chosen
from sosfs_lint.reporters.rows import closing_lines, moment_name, spot, where_of
from sosfs_lint.wording import render, say

MOST_LINES = 15
_STYLES = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.QUESTION: "cyan"}


class TextReporter:
    """The report for a person. Without a terminal it is plain and never wraps; `NO_COLOR` and the width are respected."""

    name: ClassVar[str] = "text"

    def __init__(self, out: TextIO, settings: Settings) -> None:
        self._console = Console(file=out, highlight=False, markup=False, emoji=False)
        self._settings = settings
        self._not_yet: set[str] = set()
        self._unchecked: Counter[tuple[str, str]] = Counter()
        self._persons: set[str] = set()
        self._remarks: list[Remark] = []
        self._unread: list[Unreadable] = []

    def open(self) -> None:
        """Nothing is said before the first record."""

    def akt(self, report: AktReport) -> None:
        self._count(report)
        self._remarks.extend(report.remarks[:MOST_LINES])
        head = self._say("akt-head", akt=report.akt, place=where_of(report.place.path, report.place), posts=report.posts)
        self._line(self._settings.redact(head), "bold")
        for note in report.notes:
            self._line("  " + render(note, self._settings.lang))
        found = self._findings(report)
        if not found:
            self._line("  " + self._say("nothing-found"), "green")
        self._said(found)
        self._capped(list(self._remaining(report)))
        if self._settings.show_met:
            self._capped(list(self._met(report)))
        for answer in report.answers:
            if answer.verdict is Verdict.FAILED:
                self._line(f"  {self._say('failed')}: {answer.rule.id} {self._render(answer.reason)}", "bold red")
        self._line("")

    def remark(self, remark: Remark) -> None:
        self._remarks.append(remark)

    def unreadable(self, unreadable: Unreadable) -> None:
        self._unread.append(unreadable)

    def close(self, summary: Summary) -> None:
        self._list("unreadable", [self._faulty(u.path, u.line, u.akt, u.reason) for u in self._unread], "bold red")
        self._list("remarks", [self._faulty(r.path, r.line, r.akt, r.what) for r in self._remarks], "")
        unchecked = [f"{reason} ({self._say('times', count=count)}: {rules})" for reason, count, rules in self._by_reason()]
        self._list("not-checked", unchecked, "")
        if self._persons:
            self._line(self._say("for-a-person", rules=", ".join(sorted(self._persons))))
        self._list("avsteg", avsteg_lines(summary, self._settings), "")
        for number, line in enumerate(closing_lines(summary, self._settings, len(self._not_yet))):
            self._line(line, "bold" if number < 2 else "")

    # -- one record

    def _count(self, report: AktReport) -> None:
        for answer in report.answers:
            if answer.verdict is Verdict.NOT_CHECKED and answer.rule.status == "not yet":
                self._not_yet.add(answer.rule.id)
            elif answer.verdict is Verdict.NOT_CHECKED:
                self._unchecked[self._render(answer.reason), answer.rule.id] += 1
            elif answer.verdict is Verdict.FOR_A_PERSON:
                self._persons.add(answer.rule.id)

    def _findings(self, report: AktReport) -> list[LackingMoment]:
        """The moments that lack something, each with its findings; the most serious first."""
        groups = _by_locus(answer for answer in report.answers if answer.is_finding)
        moments = []
        for group in sorted(groups, key=lambda group: min(map(_rank, group))):
            head = Styled(f"  {self._moment(group[0])}: {self._lacking(group)}", "bold")
            moments.append(LackingMoment(head, [(level_of(answer), self._lines(answer, report)) for answer in sorted(group, key=_rank)]))
        return moments

    def _lines(self, answer: Answer, report: AktReport) -> list[Styled]:
        quotes = self._quotes(answer) if self._settings.show_text else ()
        return [self._finding(answer, report), *quotes]

    def _said(self, moments: list[LackingMoment]) -> None:
        """Moments and findings on so many lines as there may be: no question before what is missing, and what is left out is counted."""
        shown = chosen(moments, None if self._settings.show_all else MOST_LINES)
        left: Counter[Level] = Counter()
        for at, moment in enumerate(moments):
            lines = [moment.head] if any((at, n) in shown for n in range(len(moment.findings))) else []
            for n, (level, said) in enumerate(moment.findings):
                if (at, n) in shown:
                    lines += said
                else:
                    left[level] += 1
            self._print(lines)
        if left:
            levels = ", ".join(self._say(f"left-{level}", count=left[level]) for level in RANK if left[level])
            self._line("    " + self._say("more-findings", count=left.total(), levels=levels))

    def _lacking(self, group: list[Answer]) -> str:
        """What a moment lacks, in a few words; in English the rules' ids."""
        words = [word for answer in group for word in answer.in_short(self._settings.lang)]
        return ", ".join(dict.fromkeys(words))

    def _finding(self, answer: Answer, report: AktReport) -> Styled:
        level = level_of(answer)
        key = f"level-late-{level}" if answer.kind == "late" and level is not Level.QUESTION else f"level-{level}"
        line = Styled("    ")
        line.append(f"{self._say(key):<13}", _STYLES[level])
        line.append(f" {message_of(answer, self._settings)}  ")
        line.append(f"{self._settings.redact(where_of(answer.locus.place.path, answer.locus.place))}  {answer.rule.id}", "dim")
        who = whom(answer, report, self._settings)
        if who:
            line.append(f"  ({self._say('about-person', who=who)})")
        if answer.lapsed:
            line.append(f"  ({self._say('avsteg-lapsed-short', state=say(f'avsteg-{answer.lapsed}'))})", "dim")
        near = self._near(answer)
        if near:
            line.append(f"  ({near})", "dim")
        return line

    def _near(self, answer: Answer) -> str:
        near = next((e for e in answer.evidence if e.role not in ("supports",) and (e.place.line or e.place.cell)), None)
        parts = [self._say("near", what=self._settings.redact(self._nearest(near)))] if near is not None else []
        if answer.looked is not None:
            parts.append(self._render(looked_in(answer.looked)))
        return ", ".join(parts)

    def _nearest(self, evidence: Evidence) -> str:
        """Where the nearest candidate stands, and the status that ruled it out."""
        return f"{self._evidence(evidence)}, {self._say(f'role-{evidence.role}')}"

    def _evidence(self, evidence: Evidence) -> str:
        where = evidence.field or evidence.post or ""
        note = f" {render(evidence.note, self._settings.lang)}" if evidence.note is not None else ""
        return f"{where} {spot(evidence.place)}{note}".strip()

    def _quotes(self, answer: Answer) -> Iterator[Styled]:
        for evidence in answer.evidence:
            if evidence.text:
                yield Styled(
                    f"                  {self._settings.redact(spot(evidence.place))} «{' '.join(evidence.text.split())}»", "italic"
                )

    def _remaining(self, report: AktReport) -> Iterator[Styled]:
        for answer in report.answers:
            if answer.verdict is Verdict.REMAINING:
                text = open_message_of(answer, self._settings)
                due = f" ({self._say('until', day=answer.due)})" if answer.due else f" ({self._render(answer.reason)})"
                due = "" if str(answer.due) in text else due
                yield Styled(f"    {self._say('remaining'):<13} {text}{due}  {answer.rule.id}")

    def _met(self, report: AktReport) -> Iterator[Styled]:
        for answer in report.answers:
            if answer.verdict is Verdict.MET:
                places = ", ".join(self._settings.redact(self._evidence(e)) for e in answer.evidence[:3])
                asked = answer.rule.requirement(self._settings.lang)
                where = f"  ({places})" if places else ""
                who = whom(answer, report, self._settings)
                about = f"  ({self._say('about-person', who=who)})" if who else ""
                yield Styled(f"    {self._say('met'):<13} {asked}  {self._moment(answer)}  {answer.rule.id}{about}{where}", "green")
                if self._settings.show_text:
                    yield from self._quotes(answer)

    def _moment(self, answer: Answer) -> str:
        locus = answer.locus
        day = f" {locus.day}" if locus.day is not None and locus.kind != "akt" else ""
        return self._settings.redact(f"{moment_name(answer, self._settings)}{day} ({locus.key})")

    # -- lines

    def _capped(self, lines: list[Styled]) -> None:
        shown = lines if self._settings.show_all else lines[:MOST_LINES]
        self._print(shown)
        if len(lines) > len(shown):
            self._line("    " + self._say("more-lines", count=len(lines) - len(shown)))

    def _print(self, lines: Iterable[Styled]) -> None:
        for line in lines:
            self._console.print(line, soft_wrap=not self._console.is_terminal)

    def _list(self, title: str, lines: list[str], style: str) -> None:
        if not lines:
            return
        self._line(self._say(title) + ":", "bold")
        self._capped([Styled(f"    {line}", style) for line in lines])

    def _faulty(self, path: str, line: int | None, akt: str | None, what: Any) -> str:
        where = f"{path}:{line}" if line else path
        return self._settings.redact(f"{where}{f' (akt {akt})' if akt else ''}: {self._render(what)}")

    def _by_reason(self) -> Iterator[tuple[str, int, str]]:
        for reason in sorted({reason for reason, _ in self._unchecked}):
            rules = {rule: count for (r, rule), count in self._unchecked.items() if r == reason}
            names = sorted(rules)
            yield reason, sum(rules.values()), ", ".join(names[:8]) + (" ..." if len(names) > 8 else "")

    def _say(self, key: str, **args: object) -> str:
        return render(say(key, **args), self._settings.lang)

    def _render(self, says: Any) -> str:
        return render(says, self._settings.lang) if says is not None else ""

    def _line(self, text: str, style: str = "") -> None:
        self._console.print(Styled(text, style), soft_wrap=not self._console.is_terminal)


def _rank(answer: Answer) -> int:
    return RANK[level_of(answer)]


def _by_locus(answers: Iterable[Answer]) -> list[list[Answer]]:
    groups: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        groups.setdefault((answer.locus.moment, answer.locus.key), []).append(answer)
    return list(groups.values())
