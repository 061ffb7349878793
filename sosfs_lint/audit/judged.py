"""What a worker hands back: one record's answers as rows of the store, already without a word of the record."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sosfs_lint.akt import Akt
from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.model import Personakt
from sosfs_lint.report import AktReport, Answer, Verdict, level_of
from sosfs_lint.reporters.redaction import Redactor
from sosfs_lint.wording import Says

KEPT = (Verdict.MISSING, Verdict.QUESTION, Verdict.REMAINING, Verdict.FAILED)
_CLOCKED = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?")
WRITERS = 3  # so many are enough to know that a figure is about no single person


@dataclass(frozen=True, slots=True)
class Judged:
    """One record as judged. `akt` and `name` are the export's own and never stored; `answers` are rows without the run.

    `formerly` are the fingerprints that answers had while rounds of a matter were numbered, where only one can be meant.
    """

    akt: str
    unit: str
    name: str
    actor: str
    day: date | None
    line: int | None
    posts: int
    writers: tuple[str, ...]
    answers: list[dict[str, Any]]
    tallies: list[dict[str, Any]]
    formerly: dict[str, str] = field(default_factory=dict)
    said_by: str | None = None  # the unit of the configuration whose settings it was judged under

    def __repr__(self) -> str:
        return f"<Judged {len(self.answers)} svar>"

    @property
    def next_clock(self) -> date | None:
        """The first day after the record's own on which an answer may change though the record does not."""
        days = [row[key] for row in self.answers for key in ("due", "day") if row[key] is not None]
        return min((day for day in days if self.day is None or day >= self.day), default=None)


@dataclass(frozen=True, slots=True)
class Refused:
    """A record, or a file, that was not judged: unreadable (`reason`), skipped, or one that may not be processed here."""

    what: str
    reason: Says
    akt: str | None = None
    line: int | None = None


def to_judged(report: AktReport, personakt: Personakt, pseudonyms: Pseudonyms, as_of: date | None, said_by: str | None) -> Judged:
    """The report as rows. Answers that are met, not checked or for a person are counted per rule, not listed."""
    taken: Counter[str] = Counter()
    rows = [_row(answer, report, pseudonyms, taken) for answer in report.answers if answer.verdict in KEPT]
    unit = Redactor()(report.unit or "")[:200]
    header = personakt.header
    name = next((enhet.namn for enhet in header.enhet if enhet.id == report.unit and enhet.namn), None) or unit
    return Judged(
        akt=report.akt,
        unit=unit,
        name=name,
        actor=header.aktor.typ,
        day=Akt(personakt, as_of=as_of).as_of,
        line=report.place.line,
        posts=report.posts,
        writers=_writers(personakt, pseudonyms),
        answers=rows,
        tallies=_tallies(report),
        formerly=_formerly(report, pseudonyms),
        said_by=said_by,
    )


def _row(answer: Answer, report: AktReport, pseudonyms: Pseudonyms, taken: Counter[str]) -> dict[str, Any]:
    readable = _readable(answer, report, answer.locus.key)
    taken[readable] += 1
    if taken[readable] > 1:
        readable += f"//{taken[readable]}"
    place, start = answer.locus.place, report.place.line
    return {
        "fingerprint": pseudonyms.name("fingerprint", readable),
        "rule": answer.rule.id,
        "verdict": str(answer.verdict),
        "level": str(level_of(answer)),
        "kind": answer.kind,
        "moment": answer.locus.moment,
        "day": answer.locus.day,
        "due": answer.due,
        "from_date": answer.from_date,
        "line": place.line - start if place.line is not None and start is not None else place.line,
        "column": place.column,
        "numbers": json.dumps(dict(_figures(answer)), sort_keys=True)[:200],
    }


def _figures(answer: Answer) -> Iterator[tuple[str, int | str]]:
    """The numbers, days and clock times that fill the places of a rule's sentence; nothing else of an answer is kept."""
    for name, value in answer.values:
        if isinstance(value, int):
            yield name, value
        elif isinstance(value, date) or (isinstance(value, str) and _CLOCKED.fullmatch(value)):
            yield name, str(value)


def _readable(answer: Answer, report: AktReport, locus: str) -> str:
    parts = [answer.rule.id, report.akt, locus] + ([answer.person] if answer.person else [])
    return "/".join(part.replace("/", "%2F") for part in parts)


def _formerly(report: AktReport, pseudonyms: Pseudonyms) -> dict[str, str]:
    alone = [a for a in report.answers if a.verdict in KEPT and a.locus.anchor and a.locus.siblings == 1]
    names = ((_readable(a, report, a.locus.key), _readable(a, report, a.locus.id)) for a in alone)
    return {pseudonyms.name("fingerprint", today): pseudonyms.name("fingerprint", former) for today, former in names}


def _tallies(report: AktReport) -> list[dict[str, Any]]:
    counts: dict[str, Counter[Verdict]] = {}
    for answer in report.answers:
        if answer.verdict in (Verdict.MET, Verdict.NOT_CHECKED, Verdict.FOR_A_PERSON) and answer.rule.status != "not yet":
            counts.setdefault(answer.rule.id, Counter())[answer.verdict] += 1
    return [
        {"rule": rule, "met": n[Verdict.MET], "not_checked": n[Verdict.NOT_CHECKED], "for_a_person": n[Verdict.FOR_A_PERSON]}
        for rule, n in sorted(counts.items())
    ]


def _writers(personakt: Personakt, pseudonyms: Pseudonyms) -> tuple[str, ...]:
    """At most three pseudonyms of those who wrote in the record."""
    posts = (*personakt.samtycke, *personakt.beslut, *personakt.handling, *personakt.anteckning)
    who = {vem.ref or vem.namn or vem.signatur for post in posts for vem in post.upprattad_av}
    return tuple(sorted(pseudonyms.name("writer", one)[:12] for one in who if one))[:WRITERS]
