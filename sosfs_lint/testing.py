"""Runs every example of a pack: `sosfs-lint rules --test PACK`, for our packs and for anybody's.

An example's `akt` is a piece of a personakt in the schema's XML; what it lacks (the individual, the actor) is filled in
so that the piece can be read, and nothing more.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from sosfs_lint.akt import Akt
from sosfs_lint.language.annotate import Mark
from sosfs_lint.language.status import Status
from sosfs_lint.linting import Options, Rulebook, case_of, judge_akt
from sosfs_lint.model import Personakt
from sosfs_lint.moments import Moment
from sosfs_lint.readers.aktexport import NAMESPACE, AktexportReader
from sosfs_lint.report import Answer, Verdict
from sosfs_lint.rule import Example, Rule
from sosfs_lint.trying import Setting, try_concept, try_rule

ACTORS = {
    "namnd": ("namnd", "handlaggning"),
    "utforare": ("kommunal-utforare", "genomforande"),
    "enskild-utforare": ("enskild-utforare", "genomforande"),
    "sis": ("SiS", "SiS"),
}
_WORDS = {
    Verdict.MET: "met", Verdict.MISSING: "missing", Verdict.QUESTION: "unclear", Verdict.REMAINING: "remaining",
    Verdict.NOT_APPLICABLE: "not applicable", Verdict.NOT_CHECKED: "not checked", Verdict.FOR_A_PERSON: "for a person", Verdict.FAILED: "failed",
}  # fmt: skip
_RANK = ["failed", "missing", "unclear", "remaining", "not checked", "for a person", "met", "not applicable"]


@dataclass(frozen=True)
class Failure:
    """An example that did not come out as it says."""

    where: str
    subject: str
    expected: str
    got: str


def run_examples(book: Rulebook, pack: str) -> Iterator[Failure | None]:
    """One item per example of the pack: None where it came out right."""
    for rule in book.rules.values():
        if rule.pack != pack:
            continue
        for example in rule.examples:
            yield _run(rule, example, book)
    files = {file.shown for file in book.pack(pack).files}
    for file in book.concept_files:
        if file.shown in files:
            for number, one in enumerate(file.content.get("example", ())):
                yield _run_concept(str(file.content["name"]), dict(one), file.where("example", number), book)
    for moment in book.moments.values():
        if moment.where.rpartition(":")[0] in files:
            for example_table in moment.examples:
                yield _run_moment(moment, dict(example_table), book)


def _run(rule: Rule, example: Example, book: Rulebook) -> Failure | None:
    if example.akt is None:
        tried = try_rule(book, rule.id, example.text or "", _setting(example.text or "", example.context))
        return None if tried.verdict == example.verdict else Failure(example.where, rule.id, example.verdict, tried.verdict)
    got = verdict_on(rule, personakt(example.akt, rule, example.settings), book)
    return None if got == example.verdict else Failure(example.where, rule.id, example.verdict, got)


_ELIN = {"child": "Elin", "siblings": ["Hugo"], "vardnadshavare": ["Maria", "Anders"], "handlaggare": "Karin Berg"}


def _setting(text: str, context: Mapping[str, Any]) -> Setting:
    """Whose record an example is read as: the one it says, Elin's if it names her, else nobody's."""
    return Setting.of(context or (_ELIN if "Elin" in text else None))


def _run_concept(name: str, example: dict[str, Any], where: str, book: Rulebook) -> Failure | None:
    text, wanted = str(example["text"]), str(example["mark"])
    marks = try_concept(book, name, text, _setting(text, example.get("context", {}))).marks
    got = _mark_of(marks)
    statuses = {str(mark.status) for mark in marks}
    if got != wanted:
        return Failure(where, name, wanted, f"{got} ({', '.join(sorted(statuses)) or 'nothing'})")
    if example.get("status") not in (None, *statuses):
        return Failure(where, name, str(example["status"]), ", ".join(sorted(statuses)) or "nothing")
    return None


def _mark_of(marks: Iterable[Mark]) -> str:
    """What an example's marks come to: says, hint, hollow or no."""
    counted = [mark for mark in marks if mark.status is Status.AFFIRMED]
    if counted:
        return "says"
    if any(mark.status is Status.FORMULA for mark in marks):
        return "hollow"
    return "hint" if any(mark.status in (Status.HINT, Status.HEARSAY, Status.REFERENCE) for mark in marks) else "no"


def verdict_on(rule: Rule, akt: Personakt, book: Rulebook) -> str:
    """The rule's worst answer on a record, in the words of examples."""
    report = judge_akt(akt, book, Options(selected=frozenset({rule.id})))
    return min((word(answer) for answer in report.answers), key=_RANK.index, default="not applicable")


def word(answer: Answer) -> str:
    return _WORDS[answer.verdict]


def _run_moment(moment: Moment, example: dict[str, object], book: Rulebook) -> Failure | None:
    piece = str(example.get("akt") or f'<anteckning id="_a"><avsnitt>{escape(str(example.get("text", "")))}</avsnitt></anteckning>')
    settings: dict[str, object] = {"actor": example["actor"]} if "actor" in example else {}
    found = bool(case_of(Akt(personakt(piece, None, settings)), book).loci[moment.name])
    expected = bool(example.get("is"))
    if found == expected:
        return None
    return Failure(moment.where, moment.name, "a moment" if expected else "none", "a moment" if found else "none")


def personakt(piece: str, rule: Rule | None, settings: dict[str, object]) -> Personakt:
    """A whole personakt around a piece of one. Raises ValueError when the piece cannot be read."""
    actor = str(
        settings.get("actor")
        or (next(a for a in ("namnd", "utforare", "sis") if a in rule.actor) if rule is not None and rule.actor else "namnd")
    )
    kind, akttyp = ACTORS[actor]
    falt = settings.get("falt") or {}
    assert isinstance(falt, dict)
    fields = "".join(f'<falt namn="{escape(name)}" status="{escape(status)}"/>' for name, status in falt.items())
    tid = f' tid="{settings["tid"]}"' if "tid" in settings else ""
    person = "" if "<enskild" in piece else '<enskild id="_p" namn="Alva Testsson"/>'
    source = (
        f'<aktexport xmlns="{NAMESPACE}" version="1.0"><export{tid}>{fields}</export><aktor typ="{kind}"/>'
        f'<personakt id="_akt" akttyp="{akttyp}">{person}{piece}</personakt></aktexport>'
    )
    for item in AktexportReader().read(io.BytesIO(source.encode()), "example"):
        if isinstance(item, Personakt):
            return item
    raise ValueError("the example is not XML that can be read")
