"""Decisions that only prose tells of: the sentences that take them, and the role that decides or signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sosfs_lint.case import Case
from sosfs_lint.delegation import Delegation
from sosfs_lint.reading import Passage, passages
from sosfs_lint.report import Evidence, Locus
from sosfs_lint.retelling import Told, sentences, told_in_prose

_NAME = r"(?:[A-ZÅÄÖ][\w-]+ ?){1,3}"
_SIGNATURE = re.compile(rf"\s*[/.,]*\s*{_NAME}[,/]\s*(?P<role>[^\n.]{{3,60}})")
_DOES = r"(?:har\b|beslut|fatta|bevilja|inled|avsl|bifall|förläng)"


class Taken(NamedTuple):
    """A sentence that takes a decision, and where in the delegation order its decider stands; `signed`: only a signature says who."""

    evidence: Evidence
    rank: int
    signed: bool


def decisions_told(locus: Locus, case: Case, order: Delegation) -> Iterator[Taken]:
    """The decisions that the posts of a locus take in prose, where a role of the order decides or signs."""
    for post in case.posts_at(locus, "post"):
        for passage in passages(post):
            yield from _in_passage(passage, post.id, locus.day, order)


def _in_passage(passage: Passage, post: str, day: date | None, order: Delegation) -> Iterator[Taken]:
    text = passage.text.value
    for first, last in sentences(text):
        sentence = text[first:last]
        end = len(sentence)
        if told_in_prose(sentence, end, end, headings=(passage.heading or "",), day=day, held=_never) is not Told.DECIDED:
            continue
        evidence = Evidence("supports", passage.at(first), passage.text.at(last), post, text=sentence)
        rank = _decides(sentence, order)
        if rank is not None:
            yield Taken(evidence, rank, signed=False)
            continue
        signature = _SIGNATURE.match(text, last) or re.search(_SIGNATURE.pattern + "$", sentence)
        rank = order.rank(signature["role"]) if signature is not None else None
        if rank is not None:
            yield Taken(evidence, rank, signed=True)


def _decides(sentence: str, order: Delegation) -> int | None:
    """The role that the sentence says decides: "enhetschef Bo Alm beslutar", "beslutas av enhetschef", "beslutsfattare: enhetschef"."""
    for at, role in sorted(enumerate(order.roller), key=lambda entry: -len(entry[1])):
        named = rf"(?i:{re.escape(role)}(?:en|et|n)?)"
        acts = rf"(?<!\w){named}(?!\w),?\s+(?:{_NAME},?\s*)?{_DOES}"
        by = rf"(?i:fatta\w*|beslut\w*|delega\w*|beviljas|inleds)\s*(?:av|:|genom|i)\s*(?:{_NAME},?\s*)?{named}(?!\w)"
        match = re.search(f"{acts}|{by}", sentence)
        if match is not None and order.rank(sentence[max(0, match.start() - 20) : match.end()]) == at:
            return at
    return None


def _never(_: date) -> bool:
    return False
