"""Lists of sections: "4 kap. 1 § och 11 kap. 1 och 2 §§", "3, 4 och 6 kap.", "4:1 och 12:1"."""

from __future__ import annotations

from dataclasses import replace

from sosfs_lint.law.grammar import Pieces
from sosfs_lint.law.numbers import between
from sosfs_lint.law.parts import Item, Part, apply_modifier
from sosfs_lint.law.tokens import Kind

_LONGEST = 60


def listed(pieces: Pieces, i: int) -> tuple[list[Part], int] | None:
    """Chapters and sections in one list: "4 kap. 1 § och 11 kap. 1 och 2 §§"."""
    first = _member(pieces, i, None)
    if first is None:
        return None
    parts, j = first
    while len(parts) < _LONGEST:
        k = pieces.separator(j)
        if k == j:
            break
        chapter = parts[-1].kapitel
        more = _member(pieces, k, chapter)
        if more is None or (parts[-1].paired and not more[0][0].paired):
            break
        parts += more[0]
        j = more[1]
    return parts, j


def _member(pieces: Pieces, i: int, chapter: str | None) -> tuple[list[Part], int] | None:
    if pieces.at(i).kind is Kind.PARAGRAF and pieces.at(i + 2).kind is Kind.KAPITEL:  # "§ 4 kap 1"
        i += 1
    chapters = pieces.chapters(i)
    if chapters is not None:
        return _in_chapter(pieces, i, *chapters)
    pairs = _pairs(pieces, i)
    if pairs is not None:
        return pairs
    found = pieces.sections(i, chapter)
    if found is None:
        return None
    parts, j = _modified(pieces, *found)
    return [replace(part, inherited=chapter is not None) for part in parts], j


def _modified(pieces: Pieces, parts: list[Part], i: int) -> tuple[list[Part], int]:
    """Sections with their paragraphs and points, also points without their word when another section follows: "9 § 3, 14 § LSS"."""
    last, j = pieces.modified(parts[-1], i)
    points = pieces.points(j)
    if points is not None:
        k = pieces.separator(points[1])
        after = pieces.numbers(k) if k > points[1] else None
        if after is not None and pieces.at(after[1]).kind is Kind.PARAGRAF:
            last, j = apply_modifier(last, Kind.PUNKT, points[0], pieces.at(points[1] - 1).end), points[1]
    return [*parts[:-1], *last], j


def _in_chapter(pieces: Pieces, i: int, items: list[Item], j: int) -> tuple[list[Part], int] | None:
    alone = [Part(item.value, None, item.start, item.end) for item in items]
    alone[0] = replace(alone[0], start=pieces.at(i).start)
    alone[-1] = replace(alone[-1], end=max(alone[-1].end, pieces.at(j - 1).end))
    k = j + 1 if pieces.sign(j, ",.:;") else j
    found = pieces.sections(k, items[-1].value, bare=True)
    if found is None or (pieces.at(j).kind is Kind.BREAK):
        return (alone, j) if pieces.at(i).kind is not Kind.CARDINAL else None
    whole, after = _modified(pieces, *found)
    whole[0] = replace(whole[0], start=alone[-1].start)
    return [*alone[:-1], *whole], after


def _pairs(pieces: Pieces, i: int) -> tuple[list[Part], int] | None:
    """Chapter and section with a colon: "4:1", "11:1 a", "11:1-2", "§ 4:1"."""
    k = i + 1 if pieces.at(i).kind is Kind.PARAGRAF else i
    first = pieces.number(k)
    if first is None or first[1] != k + 1 or not pieces.sign(k + 1, ":"):
        return None
    found = pieces.number(k + 2)
    if found is None:
        return None
    items, j = [found[0]], found[1]
    more = pieces.numbers(k + 2)
    if more is not None and len(more[0]) > 1:
        after = pieces.at(more[1])
        glued = pieces.at(j).kind is Kind.DASH and pieces.glued(j)
        if not pieces.sign(more[1], ":") and (after.kind in (Kind.ACT, Kind.PARAGRAF) or glued):
            items, j = more
    if pieces.at(j).kind is Kind.DASH and pieces.at(j + 1).value == first[0].value and pieces.sign(j + 2, ":"):  # 11:1-11:3
        last = pieces.number(j + 3)
        if last is not None:
            span = (items[0].start, last[0].end)
            items, j = [items[0], *(Item(value, *span) for value in between(items[0].value, last[0].value)), last[0]], last[1]
    if pieces.sign(j, ":.") and pieces.glued(j) and pieces.glued(j + 1) and pieces.at(j + 1).kind is Kind.NUMBER:
        return None
    if pieces.at(j).kind is Kind.PARAGRAF:
        j += 1
    parts = [Part(first[0].value, item.value, item.start, item.end, paired=True) for item in items]
    parts[0] = replace(parts[0], start=pieces.at(i).start)
    parts[-1] = replace(parts[-1], end=max(parts[-1].end, pieces.at(j - 1).end))
    modified, j = pieces.modified(parts[-1], j)
    return [*parts[:-1], *modified], j
