"""Requirements that only what was written at the moment or after it can meet: an answer to a complaint, a summing up at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain

from sosfs_2014.kap4.mellan import between
from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Anteckning, Insats, Person, Place
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

COMPLAINTS = {  # by moment: what says it by itself, then what says it of any complaint
    "klagomal-handlaggning": ("uttalat-klagomal-handlaggning",),
    "klagomal-insats": (
        "uttalat-klagomal-insats",
        "missnoje-med-insatsen",
        "klagomal-med-gensvar",
        "foralders-missnoje-med-insatsen",
        "foretradares-missnoje-med-insatsen",
    ),
}
_PROMISE = re.compile(
    r"(?i)\b(?:ska|skall|får|tänker|lovar?|lovade) (?:jag |vi |att )*(?:ta|tas|prata|lyfta|höra|ringa|fråga|kolla|undersöka|återkomma)\b"
    r"|\b(?:jag|vi) tar (?:det|den|saken|upp)\b|\btas? upp\b"
)
_WE = re.compile(r"(?i)\b(?:jag|vi|undertecknad) (?:har )?\w+(?:r|de|te|at|tt)\b")
# an intention; what is given or booked for a later day is done all the same
_INTENDS = re.compile(r"(?i)\b(?:ska|skall|kommer|tänker|lova\w*|plan\w*|bör|måste|vill|försök\w*|återkom\w*)\b")
_BEFORE_THE_END = timedelta(days=45)
_NEAR = 40  # characters around the words for an end in which its day stands
_END = re.compile(r"\bslut|\bavslut|\bklart?\b|\bupphör", re.IGNORECASE)


def svar(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the posts from the moment's day on have it; its own note may say it in words that elsewhere would be about another thing.

    What stands before the complaint in a note that tells of one on something else too, a promise, and the words of the complaint
    itself are no answer.
    """
    wide = _own_words(rule)
    narrow = replace(rule, in_a_text=tuple(replace(need, says=tuple(c for c in need.says if c not in wide)) for need in rule.in_a_text))
    for answer in _from(narrow if locus.day is not None else rule, locus, case, person, timedelta(0)):
        if answer.evidence and _about_another(answer.evidence[0], locus, case):
            answer = replace(answer, verdict=Verdict.MISSING, kind="missing", evidence=(), looked=looked_at(rule, locus, case))
        own = (one for one in _own(wide, locus, case) if not _about_another(one, locus, case))
        said = next(own, None) if answer.verdict is not Verdict.MET else None
        if said is None and answer.verdict is Verdict.QUESTION and _no_answer(answer.evidence, locus, case):
            answer = replace(answer, verdict=Verdict.MISSING, kind="missing", evidence=(), looked=looked_at(rule, locus, case))
        yield answer if said is None else answer.met_by(said)


def _about_another(found: Evidence, locus: Locus, case: Case) -> bool:
    """Whether it stands before the complaint, in a note that told of one of the other kind before it."""
    other = _complained(locus, case, *(names[:2] for moment, names in COMPLAINTS.items() if moment != locus.moment))
    own = [at for words, at in _complained(locus, case, COMPLAINTS[locus.moment]).items() if words not in other]
    return found.post == locus.post and bool(own and other) and min(other.values()) < min(own) and _at(found.place) < min(own)


def _complained(locus: Locus, case: Case, *groups: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """The sentences in which the note of the moment tells of a complaint, and where."""
    posts = [post for post in case.posts_at(locus, "post") if post.id == locus.post]
    said = [one for post in posts for names in groups for name in names for one in case.reading.said(post, name) if one.counts]
    return {one.evidence().text or "": _at(one.passage.at(one.mark.start)) for one in said}


def _at(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _no_answer(found: Sequence[Evidence], locus: Locus, case: Case) -> bool:
    """Whether what comes nearest to an answer is a promise, or the complaint itself."""
    words = " ".join(one.text or "" for one in found)
    names = COMPLAINTS[locus.moment]
    posts = case.posts_at(locus, "post")
    told = [one.evidence().text or "" for post in posts for name in names for one in case.reading.said(post, name) if one.counts]
    return bool(words) and (_PROMISE.search(words) is not None or (words in told and _WE.search(words) is None))


def _own_words(rule: Rule) -> frozenset[str]:
    return frozenset(name for need in rule.in_a_text for name in need.says if name.startswith("svar-pa-"))


def _own(names: frozenset[str], locus: Locus, case: Case) -> Iterator[Evidence]:
    for post in case.posts_at(locus, "post"):
        for name in sorted(names):
            for said in case.reading.said(post, name):
                arranged = said.status == "affirmed" or (said.status == "planned" and _INTENDS.search(said.line) is None)
                if arranged and said.mark.kind == "says":
                    yield said.evidence("supports")


def nar(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the record has it; met too by a day in the brief words of a note that is itself about the end."""
    for answer in as_written(rule, locus, case, person):
        day = next(chain(_brief(locus, case), _of_that_day(locus, case)), None) if answer.verdict is not Verdict.MET else None
        yield answer if day is None else answer.met_by(day)


def _brief(locus: Locus, case: Case) -> Iterator[Evidence]:
    for post in case.posts_at(locus, "post"):
        if isinstance(post, Anteckning) and post.rubrik is not None and _END.search(post.rubrik.value):
            for said in case.reading.said(post, "insatsen-slut-i-korthet"):
                words = said.passage.text.value[said.mark.start : said.mark.end]
                if said.status == "affirmed" and any(m.day is not None for m in find_dates(words, day_of(post))):
                    yield Evidence("supports", post.place, post=post.id)


def _of_that_day(locus: Locus, case: Case) -> Iterator[Evidence]:
    """A note that tells of the end of several measures, with the day when this one ends in the register."""
    last = locus.element.slut if isinstance(locus.element, Insats) else None
    for post in case.akt.live if last is not None and last.date is not None else ():
        for said in case.reading.said(post, "insatsen-avslutad") if isinstance(post, Anteckning) else ():
            words = said.passage.text.value[max(0, said.mark.start - _NEAR) : said.mark.end + _NEAR]
            if said.status == "affirmed" and any(m.day == last.date for m in find_dates(words, day_of(post))):
                yield said.evidence()


def slut(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """The same for an end, which may have been summed up some weeks before; what is about another measure does not sum it up."""
    yield from _from(rule, locus, case, person, _BEFORE_THE_END, of_one_measure=True)


def _from(rule: Rule, locus: Locus, case: Case, person: Person | None, margin: timedelta, of_one_measure: bool = False) -> Iterator[Answer]:
    if locus.day is not None:
        case = between(case, locus.day - margin, measure=_measure(locus) if of_one_measure else None)
    yield from as_written(rule, locus, case, person)


def _measure(locus: Locus) -> str | None:
    """The measure that the moment is about, by its id."""
    return locus.id if isinstance(locus.element, Insats) else getattr(locus.element, "insats", None)
