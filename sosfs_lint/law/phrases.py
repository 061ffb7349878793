"""Whole citations: what sections they list, and the act before or after; what only looks like one is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from sosfs_lint.law.acts import acts
from sosfs_lint.law.grammar import Item, Part, Pieces, apply_modifier
from sosfs_lint.law.naming import Named, name_at
from sosfs_lint.law.surroundings import cites_pair, is_other_document, may_be_counted
from sosfs_lint.law.tokens import Kind, tokenise

_BEGIN = frozenset(
    (Kind.NUMBER, Kind.CARDINAL, Kind.ORDINAL, Kind.NICKNAME, Kind.KAPITEL, Kind.PARAGRAF, Kind.MAYBE_PARAGRAF, Kind.STYCKE, Kind.PUNKT)
)
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
    listed = pieces.numbers(i) if pieces.at(i).kind is Kind.NUMBER else None
    if listed is None or len(listed[0]) < 3:
        return i + 1
    last = listed[1] - 1
    while last > i + 1 and pieces.at(last).start > listed[0][-1].end - 1:
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
    listed = _listed(pieces, i)
    if listed is None:
        return _bare(pieces, i)
    parts, j = listed
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
    listed = _listed(pieces, j) if named is None else None
    read = _after_name(pieces, *named) if named is not None else _phrase(pieces, j) if listed is not None else None
    if read is None or (read[0].parts[0].punkt if kind is Kind.PUNKT else read[0].parts[0].stycke) is not None:
        return None
    last = read[0].parts[-1]
    parts = [*read[0].parts[:-1], *apply_modifier([last], kind, [replace(item, start=last.start, end=last.end) for item in items], last.end)]
    return _finish(parts, pieces.at(i).start, read[0].named, read[0].same_chapter, keep_end=True), read[1]


def _named_after(pieces: Pieces, parts: list[Part], j: int) -> tuple[list[Part], bool, Named | None, int]:
    """The act after sections, with points that only it makes sure of: "9 § 2 LSS"; and "samma kapitel"."""
    points = pieces.numbers(j) if parts[-1].paragraf is not None and pieces.at(j).kind is Kind.NUMBER else None
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
    return pieces.at(j).kind in _BEGIN and _listed(pieces, j) is not None


# -- the act first: SoL 4:1, LVU 6 §, LVU 6


def _after_name(pieces: Pieces, named: Named, j: int) -> tuple[Phrase, int] | None:
    if named.compound:
        return None
    loose = pieces.sign(j, ",:(.") or pieces.at(j).kind in (Kind.BREAK, Kind.AND)
    k = j + 1 if pieces.sign(j, ",:(") else j
    start = named.start
    listed = _listed(pieces, k)
    if listed is None:
        bare = _bare_after(pieces, k, named) if not loose or pieces.sign(j, ":") else None
        return (_finish(bare[0], start, named, same_chapter=False), bare[1]) if bare is not None else None
    parts, after = listed
    own = _link(pieces, after)
    if own is not None and not named.same and not own[0].same and own[0].candidates != named.candidates and not _starts_list(pieces, own[1]):
        return None
    if own is not None and own[0].candidates == named.candidates:
        after = own[1]
        named = own[0] if own[0].number else named
    points = pieces.numbers(after) if parts[-1].paragraf is not None and parts[-1].punkt is None and not parts[-1].paired else None
    if points is not None and not pieces.counts(points[1]) and pieces.at(points[1]).kind not in (Kind.KAPITEL, Kind.PARAGRAF, Kind.WORD):
        parts = apply_modifier(parts, Kind.PUNKT, points[0], pieces.at(points[1] - 1).end)
        after = points[1]
    return _finish(parts, start, named, same_chapter=False), after


# -- without a section sign: 4 LVU, LVU tvåan, 9.2 LSS, SoL fyra ett


def _bare(pieces: Pieces, i: int) -> tuple[Phrase, int] | None:
    token = pieces.at(i)
    if token.kind is Kind.NICKNAME:
        parts, j = [Part(None, token.value, token.start, token.end)], i + 1
    else:
        words = token.kind is Kind.CARDINAL
        pair = _point_pair(pieces, i) or _word_pair(pieces, i)
        found = pieces.numbers(i, words=words) if pair is None else None
        if pair is not None:
            parts, j = [pair[0]], pair[1]
        elif found is not None and not may_be_counted(pieces, i):
            parts, j = [Part(None, item.value, item.start, item.end) for item in found[0]], found[1]
        else:
            return None
    named = name_at(pieces, j)
    if named is None:
        if parts[0].paired and token.kind is Kind.CARDINAL and cites_pair(pieces, i, j, parts[0]):
            return _finish(parts, parts[0].start, None, same_chapter=False), j
        return None
    if named[0].compound or not _fits(parts, named[0]):
        return None
    return _finish(parts, parts[0].start, named[0], same_chapter=False), named[1]


def _bare_after(pieces: Pieces, k: int, named: Named) -> tuple[list[Part], int] | None:
    token = pieces.at(k)
    if token.kind is Kind.NICKNAME:
        parts, j = [Part(None, token.value, token.start, token.end)], k + 1
    else:
        pair = _point_pair(pieces, k) or _word_pair(pieces, k)
        found = pieces.numbers(k, words=token.kind is Kind.CARDINAL) if pair is None else None
        if pair is not None:
            parts, j = [pair[0]], pair[1]
        elif found is not None:
            parts, j = [Part(None, item.value, item.start, item.end) for item in found[0]], found[1]
        else:
            return None
    return None if pieces.counts(j) or not _fits(parts, named) else (parts, j)


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
        held = [acts()[sfs].has_section(*place, ever=True) for sfs, place in zip(named.candidates, sections, strict=False) if place is not None]
        if not held or all(known is False for known in held):
            return False
    return True


def _place(part: Part, chaptered: bool) -> tuple[str | None, str] | None:
    if part.paired:
        return (part.kapitel, str(part.paragraf)) if chaptered else (None, str(part.kapitel))
    return None if chaptered else (None, str(part.paragraf))


# -- lists


def _listed(pieces: Pieces, i: int) -> tuple[list[Part], int] | None:
    """Chapters and sections in one list: "4 kap. 1 § och 11 kap. 1 och 2 §§"."""
    first = _member(pieces, i, None)
    if first is None:
        return None
    parts, j = first
    while len(parts) < 60:
        k = pieces.separator(j)
        if k == j:
            break
        chapter = parts[-1].kapitel
        more = _member(pieces, k, chapter)
        if more is None or (_is_pair(parts[-1]) and not _is_pair(more[0][0])):
            break
        parts += more[0]
        j = more[1]
    return parts, j


def _is_pair(part: Part) -> bool:
    return part.paired


def _member(pieces: Pieces, i: int, chapter: str | None) -> tuple[list[Part], int] | None:
    chapters = pieces.chapters(i)
    if chapters is not None:
        return _in_chapter(pieces, i, *chapters)
    pairs = _pairs(pieces, i)
    if pairs is not None:
        return pairs
    found = pieces.sections(i, chapter)
    if found is None:
        return None
    parts, j = pieces.modified(found[0][-1], found[1])
    return [replace(part, inherited=chapter is not None) for part in (*found[0][:-1], *parts)], j


def _in_chapter(pieces: Pieces, i: int, items: list[Item], j: int) -> tuple[list[Part], int] | None:
    alone = [Part(item.value, None, item.start, item.end) for item in items]
    alone[0] = replace(alone[0], start=pieces.at(i).start)
    alone[-1] = replace(alone[-1], end=max(alone[-1].end, pieces.at(j - 1).end))
    k = j + 1 if pieces.sign(j, ",.:;") else j
    found = pieces.sections(k, items[-1].value, bare=True)
    if found is None or (pieces.at(j).kind is Kind.BREAK):
        return (alone, j) if pieces.at(i).kind is not Kind.CARDINAL else None
    parts, after = pieces.modified(found[0][-1], found[1])
    whole = [*found[0][:-1], *parts]
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
    if pieces.sign(j, ":.") and pieces.glued(j) and pieces.glued(j + 1) and pieces.at(j + 1).kind is Kind.NUMBER:
        return None
    if pieces.at(j).kind is Kind.PARAGRAF:
        j += 1
    parts = [Part(first[0].value, item.value, item.start, item.end, paired=True) for item in items]
    parts[0] = replace(parts[0], start=pieces.at(i).start)
    parts[-1] = replace(parts[-1], end=max(parts[-1].end, pieces.at(j - 1).end))
    last, j = pieces.modified(parts[-1], j)
    return [*parts[:-1], *last], j


def _finish(parts: list[Part], start: int, named: Named | None, same_chapter: bool, *, keep_end: bool = False) -> Phrase:
    """The phrase, its first part from its first word on, its last to the last word of the act."""
    done = list(parts)
    done[0] = replace(done[0], start=min(start, done[0].start))
    if named is not None and not keep_end:
        done[-1] = replace(done[-1], end=max(named.end, done[-1].end))
    return Phrase(tuple(done), named, same_chapter)
