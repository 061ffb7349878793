"""Frames: what a concept file says that a clause must hold, compiled once and matched behind a gate.

word            any form of it        {klass}     any word of a class      =form       this form only
*last-part      as a compound's end   first-part* as a beginning           x?          may be left out
(a|b c)         one of these
..              a gap of up to five words in the clause, ... of up to twelve in the sentence; after a mark that the frame names (: ,) the next clause may follow
~ a             what it says may hold a negation: "~{barnet} vill"
a & b           both in one clause, in any order        a + b   in one sentence        a ++ b   in one text
!a              not in that scope                       @specific*3   so many words that say something of this case
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

from sosfs_lint.language.splitting import DICTATED
from sosfs_lint.language.words import Lexicon

SHORT_GAP, LONG_GAP = 5, 12
_MOST_VARIANTS = 400
_TOKEN = re.compile(r"\s*(\.\.\.|\.\.|\+\+|&|\+|!|\(|\)|\||\{[^}]+\}|@[a-z]+(?:\*\d+)?|=?\*?[^\s()|&+!{}?]+|\?)")
SCOPES = {"&": "clause", "+": "sentence", "++": "text"}


Spans = tuple[tuple[int, int], ...]
Range = tuple[int, int]


class FrameError(ValueError):
    """A frame that cannot be understood; the message says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One place in a sequence: an atom, the most words that may stand before it, and how many of it are asked for."""

    atom: int
    gap: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A sequence of items, the scope that joins it to the first part, and whether it must be absent.

    `key` is the same for the same items, so that what is found for one frame serves for all.
    """

    items: tuple[Item, ...]
    key: int
    scope: str = "clause"
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A compiled frame.

    A frame that begins with "~" is about what somebody says or wants, so that a negation in it is content and no denial.
    """

    parts: tuple[Part, ...]
    source: str
    content: bool = False


class Match:
    """Where a frame was found: for each part that is there the (first, last) token of each item, and all its tokens.

    `first` and `last` are the ends of the first part, where the mark stands and its status is taken from.
    """

    __slots__ = ("first", "last", "spans", "tokens")

    def __init__(self, spans: Sequence[Spans]) -> None:
        self.spans = spans
        self.tokens = frozenset([t for part in spans for first, last in part for t in range(first, last + 1)])
        self.first = spans[0][0][0]
        self.last = max([last for _, last in spans[0]])


# -- compiling


def compile_frame(source: str, lexicon: Lexicon, classes: Mapping[str, int], *, cancels: bool = False) -> list[Frame]:
    """The frames that one line of a concept file stands for; `classes` are the atoms of the word classes. Raises FrameError.

    `cancels`: it takes marks back, so that its "om" beside "ifall" or "ska" is no preposition, as in a part that must be absent.
    The words of the frame are added to the lexicon, so a frame's anchor is known only when the lexicon is finished.
    """
    tokens = _tokens(source.removeprefix("~"))
    parts: list[tuple[str, bool, list[list[tuple[str, int]]]]] = []
    scope = "clause"
    at = 0
    while at < len(tokens):
        absent = False
        if tokens[at] == "!":
            absent, at = True, at + 1
        sequences, at = _sequence(tokens, at)
        parts += [(scope, True, [one]) for one in sequences] if absent else [(scope, False, sequences)]
        if at < len(tokens):
            if tokens[at] not in SCOPES:
                raise FrameError(f"unexpected {tokens[at]}")
            scope, at = SCOPES[tokens[at]], at + 1
    if not parts or all(absent for _, absent, _ in parts):
        raise FrameError("a frame needs something that is there")
    return [_frame(source, choice, parts, lexicon, classes, cancels) for choice in _choices(parts)]


def _tokens(source: str) -> list[str]:
    tokens, at = [], 0
    source = source.strip()
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise FrameError(f"cannot read {source[at : at + 10]!r}")
        tokens.append(match[1])
        at = match.end()
    if not tokens:
        raise FrameError("is empty")
    return tokens


def _sequence(tokens: Sequence[str], at: int) -> tuple[list[list[tuple[str, int]]], int]:
    """The sequences of (word, gap before it) that a part may be, and where it ends."""
    options: list[list[tuple[str, int]]] = [[]]
    gap = 0
    while at < len(tokens) and tokens[at] not in SCOPES and tokens[at] not in ("|", ")"):
        token = tokens[at]
        if token in ("..", "..."):
            gap, at = SHORT_GAP if token == ".." else LONG_GAP, at + 1
            continue
        if token == "(":
            choices, at = _alternatives(tokens, at + 1)
        else:
            choices, at = [[(token, 0)]], at + 1
        if at < len(tokens) and tokens[at] == "?":
            choices, at = [*choices, []], at + 1
        options = [left + _after(right, gap) for left, right in product(options, choices)]
        if len(options) > _MOST_VARIANTS:
            raise FrameError(f"stands for more than {_MOST_VARIANTS} variants; use a word class")
        gap = 0
    if not any(options):
        raise FrameError("has an empty part")
    return [option for option in options if option], at


def _after(sequence: list[tuple[str, int]], gap: int) -> list[tuple[str, int]]:
    return [(sequence[0][0], max(gap, sequence[0][1])), *sequence[1:]] if sequence else []


def _alternatives(tokens: Sequence[str], at: int) -> tuple[list[list[tuple[str, int]]], int]:
    """What stands between brackets. Single words become one choice that is an anonymous class."""
    found: list[list[tuple[str, int]]] = []
    while True:
        sequences, at = _sequence(tokens, at)
        found += sequences
        if at >= len(tokens):
            raise FrameError("a bracket is not closed")
        if tokens[at] == ")":
            break
        at += 1
    single = [option[0][0] for option in found if len(option) == 1 and not option[0][0].startswith("@")]
    longer = [option for option in found if len(option) > 1 or option[0][0].startswith("@")]
    if len(single) > 1:
        return [[("|".join(single), 0)], *longer], at + 1
    return found, at + 1


def _choices(parts: list[tuple[str, bool, list[list[tuple[str, int]]]]]) -> Iterator[tuple[list[tuple[str, int]], ...]]:
    count = 1
    for _, _, sequences in parts:
        count *= len(sequences)
    if count > _MOST_VARIANTS:
        raise FrameError(f"stands for more than {_MOST_VARIANTS} variants; use a word class")
    return product(*(sequences for _, _, sequences in parts))


def _frame(
    source: str,
    choice: tuple[list[tuple[str, int]], ...],
    parts: list[tuple[str, bool, list[list[tuple[str, int]]]]],
    lexicon: Lexicon,
    classes: Mapping[str, int],
    cancels: bool,
) -> Frame:
    made: list[Part] = []
    for (scope, absent, _), sequence in zip(parts, choice, strict=True):
        items = tuple(_item(word, gap, lexicon, classes, cancels or absent) for word, gap in sequence)
        made.append(Part(items, lexicon.part(repr(items)), scope, absent))
    return Frame(tuple(made), source, source.startswith("~"))


def _item(word: str, gap: int, lexicon: Lexicon, classes: Mapping[str, int], refuses: bool) -> Item:
    if word.startswith("@"):
        name, _, count = word.partition("*")
        if name not in PREDICATES:
            raise FrameError(f"unknown {name}; known are {', '.join(sorted(PREDICATES))}")
        return Item(lexicon.atom(name), gap, int(count or 1))
    if word.startswith("{") and "|" not in word:
        name = word[1:-1]
        if name not in classes:
            raise FrameError(f"unknown word class {name}")
        return Item(classes[name], gap)
    choices = word.split("|")
    conditional = refuses and "om" in choices and not LIKE_IF.isdisjoint(choices)
    name = f"'{word}'!" if conditional else f"'{word}'"
    known = lexicon.atoms.get(name)
    if known is not None:
        return Item(known, gap)
    atom = lexicon.atom(name)
    if conditional:
        lexicon.conditional.add(atom)
    for one in choices:
        if one.startswith("{"):
            if one[1:-1] not in classes:
                raise FrameError(f"unknown word class {one[1:-1]}")
            lexicon.join(classes[one[1:-1]], atom)
        else:
            lexicon.add(one.replace("_", " "), [atom])
    return Item(atom, gap)


# what stands beside "om" in a list of words that make something a condition, a question or a plan
LIKE_IF = frozenset("ifall huruvida såvida ska skall bör kan vill får inte ej =ska =skall =kan".split())

PREDICATES = ("@specific", "@name", "@date", "@day", "@clock", "@number", "@quote", "@lagrum", "@paragraf", "@first")


# -- matching


class Places(Protocol):
    """Where the atoms of a text stand: for each atom its (first, last) tokens in order, and what belongs together."""

    @property
    def clause_of(self) -> Sequence[int]: ...

    def at(self, atom: int) -> Sequence[tuple[int, int]]: ...

    def clause(self, number: int) -> Range: ...

    def plain(self, token: int) -> bool: ...

    def is_mark(self, token: int) -> bool: ...


def matches(frame: Frame, places: Places, sentence: Range, text: Range) -> Iterator[Match]:
    """The ways in which a frame fits with its first part in the sentence given, one for each place where that part stands."""
    head, *others = frame.parts
    if head.absent:
        return
    for spans in _sequences(head, places, sentence):
        whole = _join([spans], others, places, sentence, text)
        if whole is not None:
            yield Match(whole)


def _join(found: list[Spans], parts: Sequence[Part], places: Places, sentence: Range, text: Range) -> list[Spans] | None:
    """The parts found so far with the remaining ones, no two of them sharing a word; another choice is tried where one leads nowhere."""
    if not parts:
        return found
    part, rest = parts[0], parts[1:]
    where = sentence if part.scope == "sentence" else text if part.scope == "text" else places.clause(places.clause_of[found[0][0][0]])
    if part.absent:
        there = next(_elsewhere(part, places, _around(found, where) if part.scope != "text" else where, ()), None)
        return None if there is not None else _join(found, rest, places, sentence, text)
    for number, spans in enumerate(_elsewhere(part, places, where, found)):
        whole = _join([*found, spans], rest, places, sentence, text)
        if whole is not None:
            return whole
        if number == _MOST_CHOICES:
            break
    return None


_MOST_CHOICES = 4
_REACH = 14  # words of a dictated clause: how far from a mark a word can still take it back


def _around(found: Sequence[Spans], where: Range) -> Range:
    """Where a word that must not stand there counts: the clause or sentence, or so much of it as can be one."""
    if where[1] - where[0] <= DICTATED:
        return where
    return max(where[0], found[0][0][0] - _REACH), min(where[1], found[0][-1][1] + _REACH + 1)


def _elsewhere(part: Part, places: Places, where: Range, found: Sequence[Spans]) -> Iterator[Spans]:
    """The ways in which a part stands inside a range and shares no word with the parts already found."""
    taken = {t for spans in found for first, last in spans for t in range(first, last + 1)}
    far = part.scope == "text" and not part.absent
    if len(part.items) == 1 and part.items[0].count > 1:
        free = [span for span in _within(places.at(part.items[0].atom), where) if span[0] not in taken]
        if len(free) >= part.items[0].count:
            yield tuple(free)
        return
    for spans in _sequences(part, places, where):
        if any(first <= t <= last for first, last in spans for t in taken) or (far and not places.plain(spans[0][0])):
            continue
        yield spans


def _within(spans: Sequence[tuple[int, int]], where: Range) -> Sequence[tuple[int, int]]:
    if not spans or spans[-1][0] < where[0] or spans[0][0] >= where[1]:
        return ()
    return spans[bisect_left(spans, (where[0], -1)) : bisect_left(spans, (where[1], -1))]


def _sequences(part: Part, places: Places, where: Range) -> Iterator[Spans]:
    """Every way in which a part's items follow each other inside a range."""
    first, *rest = part.items
    for start in _within(places.at(first.atom), where):
        if first.count > 1:
            run = _within(places.at(first.atom), (start[0], where[1]))
            if len(run) >= first.count:
                yield tuple(run[: first.count])
            return
        yield from _follow((start,), rest, places, where)


def _follow(done: Spans, rest: Sequence[Item], places: Places, where: Range) -> Iterator[Spans]:
    if not rest:
        yield done
        return
    item = rest[0]
    after = done[-1][1] + 1
    clause_of = places.clause_of
    anywhere = item.gap > SHORT_GAP or places.is_mark(done[-1][1])
    for span in _within(places.at(item.atom), (after, min(after + item.gap + 1, where[1]))):
        if anywhere or clause_of[span[0]] == clause_of[done[-1][0]]:
            yield from _follow((*done, span), rest[1:], places, where)
