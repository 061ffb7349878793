"""`needs = [{ what = "...", fields = [...], value = "..." }, ...]`: each listed element is there.

An element is looked for in fields first, then in the text. What it means that none is found depends on what the
export carries: an exported field that is empty is missing, one that is not exported is not checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sosfs_lint.akt import FieldStatus, Found
from sosfs_lint.case import Case
from sosfs_lint.checks import Source
from sosfs_lint.checks.looking import hides_unread, looked_at
from sosfs_lint.checks.told import Need, Outcome, best_of, field_refers, points_to_a_file, said_in_text
from sosfs_lint.checks.values import FIELD_VALUES, TEXT_VALUES, Holds, is_unread_day
from sosfs_lint.language.status import Status
from sosfs_lint.model import Anteckning, Person, Text
from sosfs_lint.reading import is_unread, passages, quoted
from sosfs_lint.report import Answer, Evidence, Locus, Reason, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.wording import say

_KEYS = {"what", "fields", "doubtful", "value", "in_text", "says", "counts", "doubts"}


class Needs:
    word = "needs"

    def load(self, value: Any, source: Source) -> object:
        if not isinstance(value, list) or not value:
            source.fail("`needs` must be a list of elements", "needs")
        return tuple(self._need(table, source) for table in value)

    @staticmethod
    def _need(table: Any, source: Source) -> Need:
        source.keys(table, _KEYS, "needs")
        need = Need(
            table.get("what", ""),
            tuple(table.get("fields", ())),
            tuple(table.get("doubtful", ())),
            table.get("value", "text"),
            table.get("in_text"),
            tuple(table.get("says", ())),
            frozenset(table.get("counts", ("affirmed",))),
            frozenset(table.get("doubts", ("hearsay", "hint", "reference"))),
        )
        source.fields((*need.fields, *need.doubtful), "needs")
        for concept in need.says:
            if concept not in source.concepts:
                source.fail(f"unknown concept {concept}", "needs")
        for status in need.counts | need.doubts:
            if status not in tuple(Status):
                source.fail(f"unknown status {status}; known are {', '.join(Status)}", "needs")
        if need.value.startswith("says:"):
            if need.value.removeprefix("says:") not in source.concepts:
                source.fail(f"unknown concept {need.value.removeprefix('says:')}", "needs")
        elif need.value not in FIELD_VALUES:
            source.fail(f"unknown value {need.value}; known are {', '.join(sorted(FIELD_VALUES))}", "needs")
        if need.in_text is not None and need.in_text not in TEXT_VALUES:
            source.fail(f"unknown in_text {need.in_text}; known are {', '.join(sorted(TEXT_VALUES))}", "needs")
        return need

    def judge(self, rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
        needs = rule.spec
        assert isinstance(needs, tuple)
        outcomes = [judge_need(need, rule, locus, case, person) for need in needs]
        worst = min(outcomes, key=lambda outcome: _ORDER.index(outcome.verdict))
        excused = self._excused(rule, locus, case, person) if worst.verdict is not Verdict.MET else None
        if excused is not None:
            worst = excused
        blank = any(
            outcome.verdict is Verdict.MISSING and _left_blank(need, locus, case) for need, outcome in zip(needs, outcomes, strict=True)
        )
        half = any(outcome.verdict is Verdict.MET or (outcome.verdict is Verdict.QUESTION and not blank) for outcome in outcomes)
        if worst.verdict is Verdict.MISSING and rule.partial == "question" and half:
            worst = replace(worst, verdict=Verdict.QUESTION)
        yield Answer(
            rule=rule,
            verdict=worst.verdict,
            locus=locus,
            person=person.id if rule.each == "vardnadshavare" and person else person_id(person, case),
            kind=("unclear" if worst.kind == "missing" else worst.kind) if worst.verdict is Verdict.QUESTION else worst.kind,
            evidence=excused.evidence if excused is not None else tuple(e for outcome in outcomes for e in outcome.evidence),
            looked=looked_at(rule, locus, case) if worst.verdict is Verdict.MISSING else None,
            reason_code=worst.reason_code,
            reason=worst.reason,
            lacks=tuple(need.what for need, outcome in zip(needs, outcomes, strict=True) if outcome.verdict is not Verdict.MET),
        )

    @staticmethod
    def _excused(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Outcome | None:
        """A documented reason meets the requirement instead, wherever in the matter it stands."""
        if not rule.excuse:
            return None
        wide = replace(rule, place="dokumentation", look=tuple(dict.fromkeys((*rule.look, "arende"))))
        found = said_in_text(Need("", says=rule.excuse), wide, locus, case, person)
        return found if found is not None and found.verdict is Verdict.MET else None


def _left_blank(need: Need, locus: Locus, case: Case) -> bool:
    """Whether the moment's own posts have a heading for an element, and nothing under it."""
    return any(case.reading.is_left_blank(post, need.says) for post in case.posts_at(locus, "post"))


def as_written(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """What fields and words alone answer to a rule, by its `in_a_text`: where a check that asks about more begins."""
    return Needs().judge(replace(rule, spec=rule.in_a_text), locus, case, person)


def person_id(person: Person | None, case: Case) -> str | None:
    """Whom an answer is for, where the record has more than one individual."""
    return person.id if person is not None and len(case.akt.personakt.enskild) > 1 else None


_ORDER = [Verdict.MISSING, Verdict.QUESTION, Verdict.NOT_CHECKED, Verdict.MET]


def judge_need(need: Need, rule: Rule, locus: Locus, case: Case, person: Person | None) -> Outcome:
    """What becomes of one element: met, doubtful, missing or not checked, with the places that say so."""
    near: list[Evidence] = []
    invalid = doubtful = unread = False
    for level in rule.look:
        for path in (*need.fields, *need.doubtful):
            for found in case.fields(path, locus, level, person):
                if is_unread_day(found.value):
                    unread = True
                    near.append(_supports(found, "hint"))
                    continue
                holds = _holds(need.value, found.value, case)
                pointed = field_refers(found, need, locus, case) if path in need.fields else None
                if pointed is not None and pointed.verdict is not Verdict.MET:
                    near.extend(pointed.evidence)
                    doubtful = True
                    continue
                if pointed is not None or (holds is Holds.FULLY and path in need.fields):
                    return pointed or Outcome(Verdict.MET, (_supports(found, "supports"),))
                invalid = invalid or holds is Holds.INVALID
                doubtful = doubtful or holds in (Holds.DOUBTFUL, Holds.FULLY)
                near.append(_supports(found, "hint" if holds >= Holds.DOUBTFUL else "contradicts" if holds is Holds.INVALID else "blank"))
    from_text = best_of(_value_in_text(need, rule, locus, case), said_in_text(need, rule, locus, case, person))
    if from_text is not None and from_text.verdict is not Verdict.MISSING:
        if from_text.verdict is Verdict.MET or not doubtful:
            return from_text
        return Outcome(Verdict.QUESTION, (*near, *from_text.evidence))
    if from_text is not None:
        near.extend(from_text.evidence)
    if doubtful:
        return Outcome(Verdict.QUESTION, tuple(near))
    if unread:
        return Outcome(Verdict.NOT_CHECKED, tuple(near), reason_code=Reason.DATE, reason=say("date-not-read"))
    if invalid:
        return Outcome(Verdict.MISSING, tuple(near), kind="invalid")
    return _absent(need, rule, locus, case, tuple(near))


def _holds(value: str, found: object, case: Case) -> Holds:
    """How well a field answers: by one of the values, or by what its words say."""
    if not value.startswith("says:"):
        return FIELD_VALUES[value](found, case)
    parts = [getattr(found, name, None) for name in ("kontakt", "text", "syfte")] if not isinstance(found, (str, Text)) else [found]
    words = ", ".join(part.value if isinstance(part, Text) else str(part) for part in parts if part)
    return Holds.FULLY if case.reading.field_says(words, value.removeprefix("says:")) else Holds.NOTHING


def _supports(found: Found, role: str) -> Evidence:
    words = found.value.value if isinstance(found.value, Text) else found.value
    return Evidence(role, found.place, post=found.post, field=found.field, text=words if isinstance(words, str) else None)


def _value_in_text(need: Need, rule: Rule, locus: Locus, case: Case) -> Outcome | None:
    if need.in_text is None:
        return None
    doubtful: Outcome | None = None
    for level in rule.look:
        for post in case.posts_at(locus, level):
            for passage in passages(post):
                found = TEXT_VALUES[need.in_text](passage.text, post, case)
                if found is None:
                    continue
                evidence = Evidence(
                    "supports" if found.holds is Holds.FULLY else "hint",
                    passage.at(found.start),
                    passage.text.at(found.end),
                    post.id,
                    text=quoted(passage.text.value, found.start, found.end),
                )
                if found.holds is Holds.FULLY:
                    return Outcome(Verdict.MET, (evidence,))
                doubtful = doubtful or Outcome(Verdict.QUESTION, (evidence,))
    return doubtful


def _absent(need: Need, rule: Rule, locus: Locus, case: Case, near: tuple[Evidence, ...]) -> Outcome:
    """Nothing was found: missing where the export would have carried it, else not checked."""
    if _unread_attachment(need, rule, locus, case):
        return Outcome(Verdict.NOT_CHECKED, near, reason_code=Reason.ATTACHMENT, reason=say("attachment-not-read"))
    if (need.says or need.in_text) and rule.look != ("post",) and not case.akt.has_journal:
        return Outcome(Verdict.NOT_CHECKED, near, reason=say("field-not-exported"))
    paths = [path for path in need.fields if any(case.can_hold(path, locus, level) for level in rule.look)]
    if paths or (need.fields and not (need.says or need.in_text)):
        statuses = [case.akt.status(case.status_path(path, locus)) for path in paths]
        readable = need.in_text is not None and any(status is FieldStatus.NOT_IN_SYSTEM for status in statuses)
        if FieldStatus.EXPORTED not in statuses and not readable:
            return Outcome(Verdict.NOT_CHECKED, near, reason=say("field-not-exported"))
    return Outcome(Verdict.MISSING, near)


def _unread_attachment(need: Need, rule: Rule, locus: Locus, case: Case) -> bool:
    """Whether what is asked for may stand in something unread: in the moment's own post, where it is no more than a linked file or
    a pointer to one, or in a note or own document of the matter that is.
    """
    own = case.posts_at(locus, "post")
    wider = [post for level in rule.look if level != "post" for post in case.posts_at(locus, level)]
    if rule.place == "journal" and any(isinstance(post, Anteckning) and not is_unread(post) for post in (*own, *wider)):
        own = tuple(post for post in own if isinstance(post, Anteckning))  # what the journal is to show stands in no other document
        wider = [post for post in wider if isinstance(post, Anteckning)]
    if any(is_unread(post) for post in own) or points_to_a_file(own, case):
        return True
    if not need.says and need.in_text is None:
        return False
    return hides_unread(wider)
