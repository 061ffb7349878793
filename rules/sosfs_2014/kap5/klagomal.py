"""SOS5-4s2a: the complaint, the person's own or of whoever acts for the person.
SOS5-4s2b: what the provider did about it. Told in the note itself, or in a later one that is about the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.language.status import Status
from sosfs_lint.model import Anteckning, Person, Post
from sosfs_lint.reading import Said, telling_stems, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_LATER = timedelta(90)
_NAMED = re.compile(
    r"(?i)\bklagom|\bsynpunkt|\bmed anledning av\b|\b(?:angående|gällande|apropå|efter|ang\.?) det (?:som )?\w+ (?:\w+ )?"
    r"(?:sa|sade|visade|tog upp|berättade|påpekade|klagade|skrev|framförde|reagerade)\b"
)
_SOON = timedelta(14)
_STEM = 5
_WEEKDAYS = frozenset(day[:_STEM] for day in ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"))
COMPLAINT = "klagomal-och-synpunkter-utforare"
_STAFF = re.compile(r"(?i)\b(?:vi|jag|oss|därför|sedan dess|numera|hädanefter|personalen (?:har|ska|lovade))\b")
_AT_US = re.compile(r"(?i)\b(?:på|mot|om|hos|av|med) oss\b")
_GOES_ON = re.compile(r"(?i),\s*(?:sa|sade|säger|menade|menar|tyckte|tycker|berättade|fortsatte)\s+(?:han|hon|hen|[A-ZÅÄÖ]\w+)\b")
_ACTS_FOR = re.compile(r"(?i)\b(?:god man|gode man|förvaltare|ombud)")
THEIRS, PARENTS = "foretradares-missnoje", "foralders-missnoje-med-utforaren"
_APOLOGY = re.compile(r"(?i)\b(?:bad|ber|bett|bedit) (?:\w+ )?om (?:ursäkt|förlåtelse)|\b(?:beklaga(?:t|de|r)|ursäktade)\b")
_NOBODY = re.compile(
    r"(?i)\bingen (?:har )?(?:pratat|talat|svarat|återkommit|tagit (?:tag i|upp)|hört av sig|gjort något)\b|\bhar (?:fortfarande |ännu )?ingen (?:pratat|talat|svarat|återkommit|tagit|gjort)\b"
    r"|\b(?:inget|ingenting) har (?:gjorts|hänt|ändrats|åtgärdats)\b|\b(?:inte|ej) (?:fått (?:något )?svar|åtgärdat|återkopplat|bemött)\b"
)
ANSWER, MENDED = "klagomal-atgardat", "utforaren-rattat-till"


def framfort(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the note has it; what a parent is displeased with, or, under the heading of one who acts for the person, what that one is."""
    for answer in as_written(rule, locus, case, person):
        posts = case.posts_at(locus, "post") if answer.verdict is not Verdict.MET else ()
        headed = [post for post in posts if any(_ACTS_FOR.search(title) for title in title_of(post))]
        found = next((said for post in headed if (said := case.reading.affirms(post, (THEIRS,))) is not None), None)
        found = found or next((said for post in posts if (said := case.reading.affirms(post, (PARENTS,))) is not None), None)
        yield answer if found is None else answer.met_by(found.evidence())


def atgardat(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the note has it; else met by a later note of the matter that tells of a measure and of the same thing.

    A note that is taken for a complaint of its own answers an earlier one when it says so.
    """
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is Verdict.QUESTION and only_the_complaint(locus, case):
            answer = replace(answer, verdict=Verdict.MISSING, kind="missing", evidence=(), looked=looked_at(rule, locus, case))
        if answer.verdict is not Verdict.MET:
            answer = answered_later(answer, locus, case)
        undone = _undone(locus, case) if answer.verdict is Verdict.QUESTION else None
        if undone is not None:
            answer = replace(answer, verdict=Verdict.MISSING, kind="missing", evidence=(undone,), looked=looked_at(rule, locus, case))
        yield answer


def _undone(locus: Locus, case: Case) -> Evidence | None:
    """Where a note soon after says that nobody has done anything about it."""
    for post in case.posts_at(locus, "journal"):
        day = day_of(post)
        if post.id in locus.posts or day is None or locus.day is None or not timedelta(0) <= day - locus.day <= _SOON:
            continue
        for passage, _ in case.reading.of(post):
            if (match := _NOBODY.search(passage.text.value)) is not None:
                return Evidence("negated", passage.at(match.start()), post=post.id)
    return None


def only_the_complaint(locus: Locus, case: Case, answer: str = ANSWER, complaints: tuple[str, ...] = (COMPLAINT,)) -> bool:
    """Whether all that comes near to a measure is the complaint itself, and what the same person says further, in which nobody of the staff does anything."""
    seen = False
    for post in case.posts_at(locus, "post"):
        near = case.reading.said(post, answer) or [one for one in (case.reading.nearly_said(post, answer),) if one is not None]
        told = [one for concept in complaints for one in case.reading.said(post, concept) if one.counts]
        if not all(one.status is Status.HINT and _is_of_the_complaint(one, told, case) for one in near):
            return False
        seen = seen or bool(near)
    return seen


def _is_of_the_complaint(near: Said, told: list[Said], case: Case) -> bool:
    annotation = next(known for passage, known in case.reading.of(near.post) if passage.place == near.passage.place)
    words = annotation.prose.of(annotation.prose.sentences[near.mark.sentence])
    told = [one for one in told if one.passage.place == near.passage.place]
    same = any(one.mark.sentence == near.mark.sentence for one in told)
    further = bool(told) and near.mark.sentence > told[0].mark.sentence and _GOES_ON.search(words) is not None
    return (same or further) and not _STAFF.search(_AT_US.sub(" ", words))


def answered_later(answer: Answer, locus: Locus, case: Case, concept: str = ANSWER) -> Answer:
    """Met by a later note of the matter: one that answers and soon or expressly, or tells what was mended and is about the same thing."""
    own = case.posts_at(locus, "post")
    about = {stem for post in own for stem in _stems(post, case)}
    near = {post.id for post in case.posts_at(locus, "journal")}
    for post in case.akt.posts_in(locus.arende):
        if post in own or not isinstance(post, Anteckning) or not _is_later(post, locus, own, case):
            continue
        alike = about & _stems(post, case)
        if post.id in near and (sorry := _apologises(post, locus, case)) is not None:
            return answer.met_by(sorry)
        if post.id not in near and not (alike and any(_NAMED.search(passage.text.value) for passage, _ in case.reading.of(post))):
            continue
        found = (case.reading.affirms(post, (MENDED,)) if alike else None) or case.reading.affirms(post, (concept,))
        day = day_of(post)
        soon = bool(alike) and day is not None and locus.day is not None and day - locus.day <= _SOON
        if found is None or not (soon or found.mark.concept == MENDED or _NAMED.search(found.passage.text.value)):
            continue
        if found.mark.concept == MENDED and len(about & _stems_around(found, case)) < (1 if soon else 2) and not _NAMED.search(found.line):
            continue
        return answer.met_by(found.evidence())
    return answer


def _apologises(post: Post, locus: Locus, case: Case) -> Evidence | None:
    """Where a note soon after says that the provider has apologised, and tells of a measure as well."""
    day = day_of(post)
    if day is None or locus.day is None or day - locus.day > _SOON or case.reading.affirms(post, (COMPLAINT,)) is not None:
        return None
    sorry = any(_APOLOGY.search(passage.text.value) for passage, _ in case.reading.of(post))
    found = case.reading.affirms(post, (MENDED, ANSWER)) if sorry else None
    return found.evidence() if found is not None else None


def _stems_around(found: Said, case: Case) -> set[str]:
    """The words that say something of this case in the sentence of a mark."""
    annotation = next(known for passage, known in case.reading.of(found.post) if passage.place == found.passage.place)
    sentence = annotation.prose.sentences[found.mark.sentence]
    return telling_stems(annotation, _STEM, sentence.first, sentence.last) - _WEEKDAYS


def _is_later(post: Post, locus: Locus, own: tuple[Post, ...] | list[Post], case: Case) -> bool:
    """By its day; by its place in the export where one of them has none."""
    day = day_of(post)
    if day is not None and locus.day is not None:
        return timedelta(0) <= day - locus.day <= _LATER
    order = [one.id for one in case.akt.live]
    return all(order.index(post.id) > order.index(one.id) for one in own)


def _stems(post: Post, case: Case) -> set[str]:
    return {stem for _, annotation in case.reading.of(post) for stem in telling_stems(annotation, _STEM)} - _WEEKDAYS
