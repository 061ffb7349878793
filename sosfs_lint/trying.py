"""The workbench for vocabulary: what a rule or a concept says of a text on its own.

The text alone is judged; that the requirement applies is taken for granted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sosfs_lint.akt import Akt
from sosfs_lint.case import Case
from sosfs_lint.checks.prose import Answer, answer_in, only_points_elsewhere
from sosfs_lint.checks.told import Need
from sosfs_lint.checks.values import TEXT_VALUES, Holds
from sosfs_lint.errors import ConfigError
from sosfs_lint.language.annotate import Annotation, Mark, annotate
from sosfs_lint.language.people import People
from sosfs_lint.language.status import Status
from sosfs_lint.linting import Rulebook
from sosfs_lint.loci import Loci
from sosfs_lint.model import Anteckning, Avsnitt, Handelse, Personakt, Text
from sosfs_lint.readers import Reader
from sosfs_lint.report import Locus, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.run import items
from sosfs_lint.tid import Tid

_AGE = re.compile(r"^(?P<name>.*?)(?:,\s*(?P<age>\d+)\s*(?P<unit>mån|v|år)?.*)?$")


def people_of(context: Mapping[str, Any] | None) -> People:
    """The people of a context: child ("Elin" or "Elin, 9"), siblings, vardnadshavare, handlaggare, utforare; all optional."""
    context = context or {}
    match = _AGE.match(str(context.get("child") or ""))
    child = match["name"].strip() if match else ""
    return People.of(
        [child] if child else [],
        child=True if child else None,
        parents=_names(context.get("vardnadshavare")),
        siblings=_names(context.get("siblings")),
        staff=_names(context.get("handlaggare")),
        providers=_names(context.get("utforare")),
    )


def _names(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value] if isinstance(value, list) else []


@dataclass(frozen=True)
class Tried:
    """What came of a text: met, missing or unclear, and the marks that decided or came nearest."""

    verdict: str
    marks: tuple[Mark, ...]

    def as_json(self, id_: object = None) -> dict[str, Any]:
        """The answer as `--batch` writes it; offsets count characters of the text as it was given."""
        evidence = [{"start": m.start, "end": m.end, "concept": m.concept, "status": str(m.status)} for m in self.marks]
        return {"id": id_, "verdict": self.verdict, "evidence": evidence}


@dataclass(frozen=True)
class Setting:
    """Who a text is about, and the day it was written."""

    people: People = field(default_factory=People)
    day: date | None = None

    @classmethod
    def of(cls, context: Mapping[str, Any] | None) -> Setting:
        """From a line's context, all parts optional."""
        day = (context or {}).get("date")
        try:
            return cls(people_of(context), date.fromisoformat(str(day)) if day else None)
        except ValueError:
            raise ConfigError("date must be written YYYY-MM-DD", where="context") from None


def setting_of(path: str, readers: list[Reader]) -> Setting:
    """From the first record of an export. Raises ConfigError when there is none."""
    for item in items([path], readers):
        if isinstance(item, Personakt):
            akt = Akt(item)
            return Setting(Case(akt).people, akt.last_activity)
    raise ConfigError("no record could be read", where=path)


def try_concept(book: Rulebook, name: str, text: str, setting: Setting | None = None) -> Tried:
    """Met when the concept is affirmed in the text, else missing."""
    if name not in book.vocabulary.concepts:
        raise ConfigError(f"no concept is called {name}", where="try")
    marks = _annotated(text, book, setting).of(name)
    affirmed = [mark for mark in marks if mark.status is Status.AFFIRMED and mark.kind in ("says", "heading")]
    return Tried("met", tuple(affirmed)) if affirmed else Tried("missing", tuple(marks))


def try_rule(book: Rulebook, name: str, text: str, setting: Setting | None = None) -> Tried:
    """Met, missing or unclear by a rule, its actor, condition and day not asked."""
    rule = next((rule for rule in book.rules.values() if name in (rule.id, rule.name)), None)
    if rule is None:
        raise ConfigError(f"no rule is called {name}", where="try")
    if rule.check in ("prompt", "refers", "suppresses"):
        raise ConfigError(f"{name} is checked by `{rule.check}`, which a text alone cannot answer", where="try")
    if rule.check == "needs" or rule.in_a_text is not None:
        return _judge(rule, _annotated(text, book, setting))
    return _judge_note(rule, text, book, setting or Setting())


def _judge_note(rule: Rule, text: str, book: Rulebook, setting: Setting) -> Tried:
    """A rule that asks about a record, on a record of one note. What it does not ask about the note is not missing from it."""
    day = Tid(setting.day.year, setting.day.month, setting.day.day) if setting.day else None
    post = Anteckning(id="text", avsnitt=(Avsnitt(text=Text(text)),), handelse=Handelse(tid=day) if day else None)
    case = Case(Akt(Personakt(anteckning=(post,))), book.local, vocabulary=lambda: book.vocabulary)
    case.__dict__["people"] = setting.people
    case.loci = Loci(book.moments, case)
    locus = Locus("post", post.id, rule.about, setting.day, post.id, (post.id,), element=post)
    verdicts = {answer.verdict for answer in book.checks[rule.check].judge(rule, locus, case, None)}
    if Verdict.MISSING in verdicts:
        return Tried("missing", ())
    return Tried("unclear" if verdicts & {Verdict.QUESTION, Verdict.NOT_CHECKED} else "met", ())


def _annotated(text: str, book: Rulebook, setting: Setting | None) -> Annotation:
    there = setting or Setting()
    return annotate(text, book.vocabulary, there.people, day=there.day)


def try_line(book: Rulebook, line: str, setting: Setting | None = None) -> dict[str, Any]:
    """One line of a batch, JSON with id, rule or concept, text and context; `setting` stands in for a context that is not there.

    Raises ConfigError with what is wrong with the line.
    """
    try:
        row = json.loads(line)
    except ValueError:
        raise ConfigError("is not JSON", where="") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or ("rule" in row) == ("concept" in row):
        raise ConfigError('must be an object with "text" and either "rule" or "concept"', where="")
    context = row.get("context")
    if context is not None and not isinstance(context, dict):
        raise ConfigError('"context" must be an object', where="")
    there = Setting.of(context) if context or setting is None else setting
    tried = (
        try_rule(book, str(row["rule"]), row["text"], there)
        if "rule" in row
        else try_concept(book, str(row["concept"]), row["text"], there)
    )
    return tried.as_json(row.get("id"))


def _judge(rule: Rule, annotation: Annotation) -> Tried:
    needs = rule.in_a_text if rule.in_a_text is not None else rule.spec
    assert isinstance(needs, tuple)
    answers: list[Answer] = []
    evidence: list[Mark] = []
    for need in needs:
        answer, mark = _need(need, annotation)
        answers.append(answer)
        if mark is not None:
            evidence.append(mark)
    if all(answer is Answer.FULLY for answer in answers):
        return Tried("met", tuple(evidence))
    if any(answer > Answer.NOTHING for answer in answers):
        return Tried("unclear" if rule.partial == "question" or min(answers) > Answer.NOTHING else "missing", tuple(evidence))
    if only_points_elsewhere([annotation]) and not any(
        mark.status in (Status.TEMPLATE, Status.BLANK, Status.STRUCK, Status.OTHER_PERSON) for mark in evidence
    ):
        return Tried("unclear", tuple(evidence))
    return Tried("missing", tuple(evidence))


def _need(need: Need, annotation: Annotation) -> tuple[Answer, Mark | None]:
    marks = [mark for concept in need.says for mark in annotation.of(concept)]
    best = answer_in(marks, need.counts, need.doubts)
    if best == (Answer.NOTHING, None):
        nearly = next((mark for concept in need.says if (mark := annotation.nearly(concept)) is not None), None)
        best = (Answer.DOUBTFUL, nearly) if nearly is not None else best
    if best[0] is not Answer.FULLY and need.in_text is not None:
        prose = Text(annotation.prose.original)
        post = Anteckning(id="text", avsnitt=(Avsnitt(text=prose),))
        found = TEXT_VALUES[need.in_text](prose, post, Case(Akt(Personakt(anteckning=(post,)))))
        if found is not None:
            answer = Answer.FULLY if found.holds is Holds.FULLY else Answer.DOUBTFUL
            if answer > best[0]:
                return answer, Mark(
                    need.in_text, "says", Status.AFFIRMED if answer is Answer.FULLY else Status.HINT, found.start, found.end, 0
                )
    return best
