"""SOS3-16a and SOS3-16s2: what the documents of a matter tell, and whether the journal has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Anteckning, Handling, Person, Post
from sosfs_lint.reading import came_in, passages, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_REPORT = re.compile(r"utredning|beslutsunderlag|uppföljning|förhandsbedömning|slutanteckning", re.IGNORECASE)
_PLAN = re.compile(r"plan\b|planering", re.IGNORECASE)
_CONTACT = re.compile(
    r"\b(?:samtal\w*|barnsamtal\w*|telefonsamtal\w*|hembesök\w*|besök\w*|möte\w*|\w+möte\w*|träff\w*|tfn|telefonkontakt\w*|nätverksmöte\w*|intervju\w*)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.\d[^.!?\n]*)*")
# matters that nobody would leave out of a journal: drink, drugs, violence, debts, crime, self-harm
_FACTS = {
    "alkohol": r"alkohol|dricker|drack|druck|full\b|berusad|påverkad|öl\b|vin\b|sprit|missbruk",
    "droger": r"cannabis|hasch|drog|narkotika|amfetamin|heroin|röka på|röker på|benzo",
    "våld": r"våld|slog|slår|slagit|misshand|knuff|örfil|hot(?:ar|at|ade|ad)\b|spark(?:ar|ade|at)",
    "skulder": r"skuld(?:er|en)?\b|kronofog|vräk|uppsägning|inkasso|skuldsan",
    "brott": r"häkt|åtal|stöld|snatt|gripen|anhållen|dömd",
    "självskada": r"självskad|självmord|suicid|skär sig|skurit sig|ta sitt liv",
}  # fmt: skip


def _notes(case: Case, arende: str | None) -> list[Anteckning]:
    return [post for post in case.akt.posts_in(arende) if isinstance(post, Anteckning)]


def _days_of_note(note: Anteckning) -> set[date]:
    """The days a note tells of; a day that was still to come when it was written ("ny tid 8/10") is none of them."""
    own = day_of(note)
    days = {d for d in (own,) if d is not None}
    for passage in passages(note):
        for mark in find_dates(passage.text.value, own):
            if mark.precision in ("day", "minute") and mark.first is not None and (own is None or mark.first <= own):
                days.add(mark.first)
    return days


def measures(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Missing where an own report names a talk or visit on a day that no note is about."""
    del person
    arende = locus.arende or locus.id
    notes = _notes(case, arende)
    told = [contact for post in case.akt.posts_in(arende) if _is_report(post) for contact in _contacts(post)]
    if not notes or not told:
        return
    days = {day for note in notes for day in _days_of_note(note)}
    first = min(days, default=None)
    days |= {day for note in case.akt.live if isinstance(note, Anteckning) for day in _days_of_note(note)}  # one journal, several matters
    spare = days - {day for day, _ in told}  # a note on the very day of one contact is not the late note of the next
    absent = [
        evidence
        for day, evidence in told
        if first is not None and day >= first and day not in days and not any(day + timedelta(n) in spare for n in (-1, 1))
    ]
    yield Answer(
        rule=rule,
        verdict=Verdict.MISSING if absent else Verdict.MET,
        locus=locus,
        evidence=tuple(absent[:3]) if absent else (told[0][1],),
    )


def _is_report(post: Post) -> bool:
    title = " ".join(title_of(post))
    return (
        isinstance(post, Handling)
        and not came_in(post)
        and bool(_REPORT.search(title) or (_PLAN.search(title) and day_of(post) is not None))
    )


def _contacts(post: Post) -> Iterator[tuple[date, Evidence]]:
    own = day_of(post)
    for passage in passages(post):
        for sentence in _SENTENCE.finditer(passage.text.value):
            if not _CONTACT.search(sentence[0]):
                continue
            for mark in find_dates(sentence[0], own):
                if mark.precision in ("day", "minute") and mark.first is not None and (own is None or mark.first <= own):
                    yield mark.first, Evidence("contradicts", passage.at(sentence.start()), passage.text.at(sentence.end()), post.id)


def facts(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Missing (graded as a question) where the report tells of something grave that neither the journal nor a document that came in has."""
    del person
    for post in case.posts_at(locus, "post"):
        before = [p for p in case.akt.live if p.id != post.id and (isinstance(p, Anteckning) or came_in(p))]
        if not any(isinstance(p, Anteckning) for p in case.akt.posts_in(post.arende)):
            return
        known = " ".join(passage.text.value for p in before for passage in passages(p))
        new = []
        for words in _FACTS.values():
            pattern = re.compile(rf"\b(?:{words})", re.IGNORECASE)
            if pattern.search(known):
                continue
            new += [
                Evidence("hint", passage.place, passage.text.at(found.end()), post.id)
                for passage in passages(post)
                if (found := pattern.search(passage.text.value))
            ]
        yield Answer(
            rule=rule,
            verdict=Verdict.MISSING if new else Verdict.MET,
            locus=locus,
            evidence=tuple(new[:3]) or (Evidence("supports", post.place, post=post.id),),
        )
