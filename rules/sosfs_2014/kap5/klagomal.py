"""SOS5-4s2b: what the provider did about a complaint. Told in the note itself, or in a later one that is about the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import Needs
from sosfs_lint.language.words import Bit
from sosfs_lint.model import Person, Post
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_LATER = timedelta(90)
_NAMED = re.compile(r"(?i)\bklagom|\bsynpunkt|\bmed anledning av\b")
_STEM = 5
_WEEKDAYS = frozenset(day[:_STEM] for day in ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"))
ANSWER, MENDED = "klagomal-atgardat", "utforaren-rattat-till"


def atgardat(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the note has it; else met by a later note of the matter that tells of a measure and of the same thing."""
    for answer in Needs().judge(replace(rule, spec=rule.in_a_text), locus, case, person):
        yield answer if answer.verdict is Verdict.MET else _answered_later(answer, locus, case)


def _answered_later(answer: Answer, locus: Locus, case: Case) -> Answer:
    own = case.posts_at(locus, "post")
    about = {stem for post in own for stem in _stems(post, case)}
    for post in case.posts_at(locus, "journal"):
        if post in own or not _is_later(post, locus, own, case):
            continue
        alike = about & _stems(post, case)
        found = (case.reading.affirms(post, (MENDED,)) if alike else None) or case.reading.affirms(post, (ANSWER,))
        if found is not None and (found.mark.concept == MENDED or _NAMED.search(found.passage.text.value)):
            return replace(answer, verdict=Verdict.MET, evidence=(found.evidence(),), looked=None, lacks=())
    return answer


def _is_later(post: Post, locus: Locus, own: tuple[Post, ...] | list[Post], case: Case) -> bool:
    """By its day; by its place in the export where one of them has none."""
    day = day_of(post)
    if day is not None and locus.day is not None:
        return timedelta(0) <= day - locus.day <= _LATER
    order = [one.id for one in case.akt.live]
    return all(order.index(post.id) > order.index(one.id) for one in own)


def _stems(post: Post, case: Case) -> set[str]:
    """How the words that say something of this case begin, names left out."""
    found: set[str] = set()
    for _, annotation in case.reading.of(post):
        named = {mention.at for mention in annotation.mentions if mention.named}
        found |= {
            word.text.lower()[:_STEM]
            for at, word in enumerate(annotation.prose.words)
            if at not in named and word.bits & Bit.SPECIFIC and not word.bits & Bit.NUMBER and len(word.text) >= _STEM
        }
    return found - _WEEKDAYS
