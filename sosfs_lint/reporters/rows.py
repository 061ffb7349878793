"""An answer as a row of plain, redacted values: what sheets, pages and tables show. Nothing here decides anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sosfs_lint.model import Place
from sosfs_lint.report import AktReport, Answer, Evidence, Level, Remark, Summary, Unreadable, Verdict, level_of
from sosfs_lint.reporters import Settings, fingerprint, looked_in, message_of, open_message_of, whom
from sosfs_lint.reporters.avsteg import avsteg_lapsed, avsteg_why, decided_lines
from sosfs_lint.rule import Rule
from sosfs_lint.wording import Says, render, say

STATUSES = ("error", "warning", "question", "remaining", "met", "avsteg", "not_checked", "for_a_person", "failed")
FINDINGS = STATUSES[:3]
_LABELS = {
    "not_checked": "not-checked",
    "for_a_person": "status-person",
    "failed": "failed",
    "remaining": "remaining",
    "met": "met",
    "avsteg": "avsteg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer, ready to be shown; `status` is one of STATUSES, `quotes` are words of the record (with --show-text only).

    `person` is an id; `whom` with --show-text also a name.
    """

    status: str
    label: str
    rule: Rule
    ground: str = ""
    unit: str
    akt: str
    arende: str = ""
    moment: str = ""
    locus: str = ""
    post: str = ""
    day: date | None = None
    person: str = ""
    whom: str = ""
    message: str = ""
    lacks: str = ""
    help: str = ""
    due: date | None = None
    reason: str = ""
    looked: str = ""
    lapsed: str = ""
    path: str = ""
    place: Place = Place()
    evidence: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    fingerprint: str = ""
    count: int = 1

    @property
    def where(self) -> str:
        """The place in the user's own file."""
        return where_of(self.path, self.place)


class Rows:
    """Makes rows of a run's answers and keeps what is said once for all: the requirements without a rule."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.without_rule: Counter[str] = Counter()

    def of(self, report: AktReport) -> Iterator[Row]:
        """The rows of a record in the order of its answers; what was not checked and what is for a person once per rule and reason."""
        summed: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], Answer] = {}
        for answer in report.answers:
            if answer.status == "known":
                continue
            if answer.verdict is Verdict.NOT_APPLICABLE or (answer.verdict is Verdict.MET and not self._settings.show_met):
                continue
            if answer.verdict is Verdict.NOT_CHECKED and answer.rule.status == "not yet":
                self.without_rule[answer.rule.id] += 1
            elif answer.verdict in (Verdict.NOT_CHECKED, Verdict.FOR_A_PERSON):
                key = answer.rule.id, self.say(answer.reason)
                summed[key] += 1
                first.setdefault(key, answer)
            else:
                yield self._row(answer, report)
        for key, answer in first.items():
            yield self._row(answer, report, count=summed[key])

    def _row(self, answer: Answer, report: AktReport, *, count: int = 1) -> Row:
        redact, locus, alone = self._settings.redact, answer.locus, count == 1
        status = status_of(answer)
        return Row(
            status=status,
            label=self.label(answer),
            rule=answer.rule,
            ground=answer.ground,
            unit=redact(report.unit_label),
            akt=redact(report.akt),
            arende=redact(locus.arende or ""),
            moment=self.moment(answer),
            locus=redact(locus.id) if alone else "",
            post=redact(locus.post or "") if alone else "",
            day=locus.day if alone else None,
            person=redact(answer.person or ""),
            whom=whom(answer, report, self._settings),
            message=self._message(answer, status),
            lacks=", ".join(answer.in_short(self._settings.lang)),
            help=(answer.rule.text("help", self._settings.lang) or "") if status in FINDINGS else "",
            due=answer.due,
            reason=self._reason(answer),
            looked=self.say(looked_in(answer.looked)) if answer.looked is not None and alone else "",
            lapsed=answer.lapsed or "",
            path=redact(locus.place.path or report.place.path),
            place=locus.place if alone else report.place,
            evidence=tuple(self.evidence(e) for e in answer.evidence) if alone else (),
            quotes=tuple(" ".join(e.text.split()) for e in answer.evidence if e.text) if self._settings.show_text else (),
            fingerprint=fingerprint(answer, report.akt, self._settings),
            count=count,
        )

    def told(self, row: Row) -> str:
        """A row in one sentence: its status, what is said, and about whom (an id) where the requirement is answered per person."""
        return f"{row.label}: {row.message}" + (f" ({self.say(say('about-person', who=row.person))})" if row.person else "")

    def _reason(self, answer: Answer) -> str:
        if answer.avsteg is None:
            return self.say(answer.reason)
        return self.say(avsteg_lapsed(answer.avsteg, answer.lapsed) if answer.lapsed else avsteg_why(answer.avsteg))

    def _message(self, answer: Answer, status: str) -> str:
        if status in (*FINDINGS, "avsteg"):
            return message_of(answer, self._settings)
        if status == "remaining" and answer.rule.text("open_message", self._settings.lang):
            return open_message_of(answer, self._settings)
        return answer.rule.requirement(self._settings.lang)

    def label(self, answer: Answer) -> str:
        """The answer's status in the words of the report: "Saknas (ska)", "Sent (bör)", "Kvar" ..."""
        late = answer.kind == "late" and answer.is_finding and level_of(answer) is not Level.QUESTION
        return self.say(say(f"level-late-{level_of(answer)}")) if late else self.label_of(status_of(answer))

    def label_of(self, status: str) -> str:
        return self.say(say(_LABELS.get(status, f"level-{status}")))

    def moment(self, answer: Answer) -> str:
        """The name of the moment that a requirement is about, without its article."""
        return moment_name(answer, self._settings)

    def evidence(self, evidence: Evidence) -> str:
        """Where the evidence stands and what it is, never its words."""
        where = " ".join(part for part in (evidence.post, evidence.field if evidence.field != evidence.post else None) if part)
        role = self.say(say(f"role-{evidence.role}"))
        note = f", {self.say(evidence.note)}" if evidence.note is not None else ""
        place = spot(evidence.place)
        place = f"({place})" if place and where else place
        return self._settings.redact(f"{role}: {' '.join(part for part in (where, place) if part)}{note}")

    def remarks(self, report: AktReport) -> Iterator[tuple[str, str, str]]:
        """A record's faults of form, and what must be known of its export (that it is a selection)."""
        redact = self._settings.redact
        yield from (self.remark(remark) for remark in report.remarks)
        yield from ((redact(report.place.path), redact(report.akt), self.say(note)) for note in report.notes)

    def remark(self, remark: Remark) -> tuple[str, str, str]:
        """Where, which record, what."""
        where = f"{remark.path}:{remark.line}" if remark.line else remark.path
        return self._settings.redact(where), self._settings.redact(remark.akt or ""), self.say(remark.what)

    def unreadable(self, unread: Unreadable) -> tuple[str, str, str]:
        """Where, which record, why."""
        where = f"{unread.path}:{unread.line}" if unread.line else unread.path
        return self._settings.redact(where), self._settings.redact(unread.akt or ""), self.say(unread.reason)

    def closing(self, summary: Summary) -> list[str]:
        """What every report ends with."""
        return closing_lines(summary, self._settings, len(self.without_rule))

    def say(self, says: Says | str | None) -> str:
        return self._settings.redact(render(says, self._settings.lang)) if says is not None else ""


def closing_lines(summary: Summary, settings: Settings, without_rule: int) -> list[str]:
    """Both sides of the sum, what people have decided, the packs, what was replaced, and what the report does not say."""
    numbers = {key: summary.counts[key] for key in Summary.KEYS}
    sums = say("sum-akter", akter_in=summary.akter_in, akter=summary.akter, unreadable=summary.unreadable, skipped=summary.skipped)
    said = [
        render(one, settings.lang) for one in (sums, say("sum-answers", checked=summary.checked, **numbers), say("sum-rest", **numbers))
    ]
    said += decided_lines(summary, settings)
    if without_rule:
        said.append(render(say("not-yet-rules", count=without_rule), settings.lang))
    said.append(render(say("packs", packs=", ".join(f"{pack.name} {pack.version}" for pack in settings.packs)), settings.lang))
    said += [note for pack in settings.packs if (note := pack.note.get(settings.lang) or pack.note.get("sv"))]
    return said + [render(say(key), settings.lang) for key in (settings.redact.note, "disclaimer") if key]


def moment_name(answer: Answer, settings: Settings) -> str:
    """What the moment of an answer is called, without its article."""
    names = settings.moments.get(answer.locus.moment, (answer.locus.moment, answer.locus.moment))
    name = names[0 if settings.lang == "sv" else 1]
    for article in ("en ", "ett ", "a ", "an ", "the "):
        name = name.removeprefix(article)
    return f"{name[:1].upper()}{name[1:]}"


def status_of(answer: Answer) -> str:
    """A finding's level, "avsteg" where a person has decided of it, else its verdict."""
    if answer.is_missed and answer.status == "avsteg":
        return "avsteg"
    return str(level_of(answer)) if answer.is_finding else str(answer.verdict)


def spot(place: Place) -> str:
    """A place within its file: line:column, sheet!cell or page."""
    if place.cell:
        return f"{place.sheet or ''}!{place.cell}"
    if place.page and not place.line:
        return f"s. {place.page}"
    return f"{place.line}:{place.column}" if place.column else str(place.line or "")


def where_of(path: str, place: Place) -> str:
    """A place with its file."""
    return f"{path}:{spot(place)}" if spot(place) else path
