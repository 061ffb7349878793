"""Whole citations: what sections they list, and the act before or after; what only looks like one is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from sosfs_lint.law.bare import bare_after_name, bare_before_name
from sosfs_lint.law.grammar import Pieces
from sosfs_lint.law.lists import listed
from sosfs_lint.law.naming import Named, age_after, name_at, number_after
from sosfs_lint.law.parts import Part, apply_modifier
from sosfs_lint.law.surroundings import cites_pair, is_other_document
from sosfs_lint.law.tokens import Kind, tokenise

_BEGIN = frozenset((Kind.NUMBER, Kind.CARDINAL, Kind.ORDINAL, Kind.NICKNAME, Kind.KAPITEL, Kind.PARAGRAF, Kind.STYCKE, Kind.PUNKT))
_NAMING = frozenset((Kind.ACT, Kind.SFS, Kind.AGE, Kind.SAME))
_LINKS = frozenset("i av ur enligt enl den det uti till".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Sections cited together, with the act named for them. `same_chapter`: "2 § samma kapitel"."""

    parts: tuple[Part, ...]
    named: Named | None
    same_chapter: bool = False


@lru_cache(maxsize=8)
def find_phrases(text: str) -> tuple[tuple[Phrase, ...], tuple[Named, ...]]:
    """Every citation in the text, and every act that is named, cited or not. The last few texts are remembered."""
    pieces = Pieces(text, tokenise(text))
    found: list[Phrase] = []
    names: list[Named] = []
    i = 0
    while i < len(pieces.tokens):
        kind = pieces.at(i).kind
        named = name_at(pieces, i) if kind in _NAMING or (kind is Kind.NUMBER and pieces.at(i + 1).value == "års") else None
        if named is not None:
            names.append(named[0])
            read = _after_name(pieces, *named)
            i = read[1] if read is not None else named[1]
        elif kind in _BEGIN:
            read = _phrase(pieces, i)
            i = read[1] if read is not None else _next_start(pieces, i)
        else:
            read = None
            i += 1
        if read is not None:
            found.append(read[0])
            names += [read[0].named] if read[0].named is not None else []
    return tuple(found), tuple(names)


def _next_start(pieces: Pieces, i: int) -> int:
    """Where to look on when nothing is cited here: in a list of numbers only at its last."""
    found = pieces.numbers(i) if pieces.at(i).kind is Kind.NUMBER else None
    if found is None or len(found[0]) < 3:
        return i + 1
    last = found[1] - 1
    while last > i + 1 and pieces.at(last).start > found[0][-1].end - 1:
        last -= 1
    while last > i + 1 and pieces.at(last).kind is not Kind.NUMBER:
        last -= 1
    return last


# -- the act last: 4 kap. 1 § SoL


def _phrase(pieces: Pieces, i: int) -> tuple[Phrase, int] | None:
    if _is_tail(pieces, i):
        return None
    turned = _turned(pieces, i)
    if turned is not None:
        return turned
    sections = listed(pieces, i)
    if sections is None:
        bare = bare_before_name(pieces, i)
        return (_finish(bare[0], bare[0][0].start, bare[1], same_chapter=False), bare[2]) if bare is not None else None
    parts, j = sections
    parts, same_chapter, named, j = _named_after(pieces, parts, j)
    if named is None and not same_chapter:
        only_chapter = all(part.paragraf is None for part in parts)
        unsure = parts[0].paired and not cites_pair(pieces, i, j, parts[0])
        if only_chapter or unsure or is_other_document(pieces, i, j):
            return None
    parts = [part for part in parts if part.paragraf is not None or named is not None]
    return (_finish(parts, parts[0].start, named, same_chapter), j) if parts else None


def _is_tail(pieces: Pieces, i: int) -> bool:
    """Whether a number is the rest of another: "A4", "3.14", "2024-11", "x:4"."""
    if pieces.at(i).kind is not Kind.NUMBER or not pieces.glued(i):
        return False
    before = pieces.at(i - 1)
    if before.kind in (Kind.WORD, Kind.NUMBER, Kind.CARDINAL, Kind.OTHER, Kind.SFS):
        return True
    if pieces.sign(i - 1, ".:,/") or before.kind is Kind.DASH:
        return pieces.glued(i - 1) and pieces.at(i - 2).kind in (Kind.NUMBER, Kind.OTHER, Kind.SFS)
    return False


def _turned(pieces: Pieces, i: int) -> tuple[Phrase, int] | None:
    """The point or paragraph first: "femte punkten i LSS nionde paragraf", "punkt 3 i 9 § LSS"."""
    if pieces.at(i).kind not in (Kind.ORDINAL, Kind.PUNKT, Kind.STYCKE, Kind.NUMBER):
        return None
    modifier = pieces.modifier(i)
    if modifier is None or modifier[0] is Kind.MENING or len(modifier[1]) > 5:
        return None
    kind, items, j = modifier
    j = j + 1 if pieces.at(j).value in ("i", "av", "enligt", "enl") else j
    named = name_at(pieces, j)
    read = _after_name(pieces, *named) if named is not None else None
    if named is None and listed(pieces, j) is not None:
        read = _phrase(pieces, j)
    if read is None or (read[0].parts[0].punkt if kind is Kind.PUNKT else read[0].parts[0].stycke) is not None:
        return None
    last = read[0].parts[-1]
    parts = [
        *read[0].parts[:-1],
        *apply_modifier([last], kind, [replace(item, start=last.start, end=last.end) for item in items], last.end),
    ]
    return _finish(parts, pieces.at(i).start, read[0].named, read[0].same_chapter, keep_end=True), read[1]


def _named_after(pieces: Pieces, parts: list[Part], j: int) -> tuple[list[Part], bool, Named | None, int]:
    """The act after sections, with points that only it makes sure of: "9 § 2 LSS"; and "samma kapitel"."""
    points = pieces.points(j) if parts[-1].paragraf is not None else None
    if points is not None:
        found = _link(pieces, points[1])
        if found is not None and not (points[0][0].value and parts[-1].punkt):
            parts = apply_modifier(parts, Kind.PUNKT, points[0], pieces.at(points[1] - 1).end)
            return parts, False, *found
    same_chapter = False
    k = j + 1 if pieces.at(j).value == "i" else j
    if pieces.at(k).kind is Kind.SAME and pieces.at(k + 1).kind is Kind.KAPITEL:
        same_chapter, j = True, k + 2
    found = _link(pieces, j)
    if found is not None:
        return parts, same_chapter, *found
    return parts, same_chapter, None, j


def _link(pieces: Pieces, j: int) -> tuple[Named, int] | None:
    """The act that a list of sections belongs to, which no other list follows as its own."""
    k, loose, opened = j, False, False
    if pieces.at(k).kind is Kind.DASH and pieces.glued(k) and pieces.glued(k + 1) and pieces.at(k + 2).value in _LINKS:  # 6 §-beslut enligt
        k += 2
    for _ in range(3):
        if pieces.sign(k, "("):
            opened, k = True, k + 1
        elif pieces.sign(k, ",") or pieces.at(k).kind is Kind.BREAK:
            loose, k = True, k + 1
        elif pieces.at(k).kind is Kind.WORD and pieces.at(k).value in _LINKS:
            k += 1
        else:
            break
    if loose and any(pieces.at(n).kind is Kind.BREAK for n in range(j, k)):
        return None
    found = name_at(pieces, k)
    if found is None or (loose and _starts_list(pieces, found[1])):
        return None
    named, after = found
    if opened and pieces.sign(after, ")"):
        return replace(named, end=pieces.at(after).end), after + 1
    return named, after


def _starts_list(pieces: Pieces, j: int) -> bool:
    return pieces.at(j).kind in _BEGIN and listed(pieces, j) is not None


# -- the act first: SoL 4:1, LVU 6 §, LVU 6


def _after_name(pieces: Pieces, named: Named, j: int) -> tuple[Phrase, int] | None:
    if named.compound:
        return None
    loose = pieces.sign(j, ",:(.;/") or pieces.at(j).kind in (Kind.BREAK, Kind.AND, Kind.DASH)
    k = j + 1 if pieces.sign(j, ",:(;/") or pieces.at(j).kind is Kind.DASH else j
    sections = listed(pieces, k)
    if sections is None:
        bare = bare_after_name(pieces, k, named) if not loose or pieces.sign(j, ":") else None
        return (_finish(bare[0], named.start, named, same_chapter=False), bare[1]) if bare is not None else None
    parts, after = _points_after(pieces, *sections)
    told = _told_after(pieces, named, after)
    if told is None:
        return None
    return _finish(parts, named.start, told[0], same_chapter=False), told[1]


def _told_after(pieces: Pieces, named: Named, j: int) -> tuple[Named, int] | None:
    """The act with what is said of it after its sections: "SoL 4:1 (2001:453)"; None when they belong to another: "SoL, 6 § LVU"."""
    age, k = age_after(pieces, j, named.candidates)
    if age and not named.age:
        return replace(named, age=age), k
    year, k = number_after(pieces, j, named.candidates) if pieces.sign(j, "(") else ("", j)
    if year in named.candidates and not named.number:
        return replace(named, candidates=(year,), number=True), k
    own = _link(pieces, j)
    if own is None or named.same or own[0].same or _starts_list(pieces, own[1]):
        return named, j
    if set(own[0].candidates) <= set(named.candidates):
        return (own[0] if own[0].number or own[0].age else named), own[1]
    return None


def _points_after(pieces: Pieces, parts: list[Part], j: int) -> tuple[list[Part], int]:
    """Points without their word, which the act before makes sure of: "LSS 9 § 2"; not "SoL 4 kap. 1 § 20 timmar"."""
    points = pieces.points(j) if parts[-1].paragraf and not parts[-1].punkt and not parts[-1].paired else None
    if points is None or pieces.counts(points[1]) or pieces.at(points[1]).kind in (Kind.KAPITEL, Kind.PARAGRAF, Kind.WORD):
        return parts, j
    return apply_modifier(parts, Kind.PUNKT, points[0], pieces.at(points[1] - 1).end), points[1]


def _finish(parts: list[Part], start: int, named: Named | None, same_chapter: bool, *, keep_end: bool = False) -> Phrase:
    """The phrase, its first part from its first word on, its last to the last word of the act."""
    done = list(parts)
    done[0] = replace(done[0], start=min(start, done[0].start))
    if named is not None and not keep_end:
        done[-1] = replace(done[-1], end=max(named.end, done[-1].end))
    return Phrase(tuple(done), named, same_chapter)
