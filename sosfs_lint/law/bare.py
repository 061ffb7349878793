"""Sections without a section sign, which only the act beside them makes citations: 4 LVU, LVU tvåan, 9.2 LSS, SoL fyra ett."""

from __future__ import annotations

from sosfs_lint.law.acts import acts
from sosfs_lint.law.grammar import Pieces
from sosfs_lint.law.naming import Named, name_at
from sosfs_lint.law.parts import Part
from sosfs_lint.law.surroundings import cites_pair, may_be_counted
from sosfs_lint.law.tokens import Kind


def bare_before_name(pieces: Pieces, i: int) -> tuple[list[Part], Named | None, int] | None:
    """ "4 LVU", "2:an LVU", "9.2 LSS"; without an act only a pair in words that is cited: "enligt elva ett"."""
    found = _numbers(pieces, i)
    if found is None or (pieces.at(i).kind is not Kind.NICKNAME and not found[0][0].paired and may_be_counted(pieces, i)):
        return None
    parts, j = found
    named = name_at(pieces, j)
    if named is None:
        worded = parts[0].paired and pieces.at(i).kind is Kind.CARDINAL
        return (parts, None, j) if worded and cites_pair(pieces, i, j, parts[0]) else None
    if named[0].compound or not _fits(parts, named[0]):
        return None
    return parts, *named


def bare_after_name(pieces: Pieces, i: int, named: Named) -> tuple[list[Part], int] | None:
    """ "LVU 4", "LVU tvåan", "SoL fyra ett"; not "LVU 4 månader"."""
    found = _numbers(pieces, i)
    return None if found is None or pieces.counts(found[1]) or not _fits(found[0], named) else found


def _numbers(pieces: Pieces, i: int) -> tuple[list[Part], int] | None:
    token = pieces.at(i)
    if token.kind is Kind.NICKNAME:
        return [Part(None, token.value, token.start, token.end)], i + 1
    pair = _point_pair(pieces, i) or _word_pair(pieces, i)
    if pair is not None:
        return [pair[0]], pair[1]
    found = pieces.numbers(i, words=token.kind is Kind.CARDINAL)
    return ([Part(None, item.value, item.start, item.end) for item in found[0]], found[1]) if found is not None else None


def _point_pair(pieces: Pieces, i: int) -> tuple[Part, int] | None:
    """9.2"""
    first, second = pieces.number(i), pieces.number(i + 2)
    if first is None or second is None or not (pieces.sign(i + 1, ".") and pieces.glued(i + 1) and pieces.glued(i + 2)):
        return None
    return Part(first[0].value, second[0].value, first[0].start, second[0].end, paired=True), second[1]


def _word_pair(pieces: Pieces, i: int) -> tuple[Part, int] | None:
    """fyra ett"""
    first, second = pieces.at(i), pieces.at(i + 1)
    if first.kind is not Kind.CARDINAL or second.kind is not Kind.CARDINAL or first.value == "1":
        return None
    return Part(first.value, second.value, first.start, second.end, paired=True), i + 2


def _fits(parts: list[Part], named: Named) -> bool:
    """Whether an act may have the sections: one without chapters, or a pair for one that has; and none it is known not to have."""
    if named.same or not named.candidates:
        return False
    for part in parts:
        sections = [_place(part, acts()[sfs].chaptered) for sfs in named.candidates if sfs in acts()]
        held = [
            acts()[sfs].has_section(*place, ever=True) for sfs, place in zip(named.candidates, sections, strict=False) if place is not None
        ]
        if not held or all(known is False for known in held):
            return False
    return True


def _place(part: Part, chaptered: bool) -> tuple[str | None, str] | None:
    if part.paired:
        return (part.kapitel, str(part.paragraf)) if chaptered else (None, str(part.kapitel))
    return None if chaptered else (None, str(part.paragraf))
