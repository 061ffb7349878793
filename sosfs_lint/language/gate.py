"""The gate before the frames: which of them can fit in which sentence, told for all of them at once from what the sentences hold."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sosfs_lint.kept import packed, unpacked
from sosfs_lint.language.concepts import Concept, Entry
from sosfs_lint.language.frames import Frame, Item, Part
from sosfs_lint.language.nearness import Weights, concept_weights

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]


class Entries:
    """The frames of a gate by their numbers: of which concept each is, and what it is, packed until it is first asked for."""

    def __init__(self, names: Sequence[str], rows: Sequence[bytes], sources: Sequence[str], concepts: Mapping[str, Concept]) -> None:
        self._names = names
        self._rows = rows
        self._sources = sources
        self._concepts = concepts
        self._made: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self._names)

    def concept(self, number: int) -> str:
        return self._names[number]

    def __getitem__(self, number: int) -> Entry:
        entry = self._made.get(number)
        if entry is None:
            name = self._names[number]
            kind, parts, source, content = unpacked(self._rows[number])
            made = tuple(Part(tuple(Item(*item) for item in items), key, scope, absent) for items, key, scope, absent in parts)
            entry = self._made[number] = Entry(Frame(made, self._sources[source], content), self._concepts[name], kind)
        return entry


def plain_gate(frames: Sequence[tuple[str, str, Frame]], common: Mapping[int, float]) -> tuple[Any, ...]:
    """A gate as plain values, from (concept, kind, frame): `common` says how common an atom is, the most common is everywhere."""
    anything = max(common, key=lambda atom: common[atom])

    def rarest_first(frame: Frame, *, far: bool) -> list[int]:
        atoms = {i.atom for p in frame.parts if not p.absent and (p.scope == "text") is far for i in p.items}
        return sorted(atoms, key=lambda atom: common.get(atom, 0))

    sources = {source: number for number, source in enumerate(dict.fromkeys(frame.source for _, _, frame in frames))}
    rows = [packed((kind, _plain_parts(frame), sources[frame.source], frame.content)) for _, kind, frame in frames]
    tables = [_table([rarest_first(frame, far=far) for _, _, frame in frames], anything) for far in (False, True)]
    numbers: dict[str, tuple[int, int]] = {}
    for number, (name, _, _) in enumerate(frames):
        numbers[name] = (numbers.get(name, (number,))[0], number + 1)
    return (
        [name for name, _, _ in frames],
        rows,
        list(sources),
        numbers,
        concept_weights(frames, common),
        *((table.tobytes(), table.shape) for table in tables),
    )


def _plain_parts(frame: Frame) -> tuple[tuple[tuple[tuple[int, int, int], ...], int, str, bool], ...]:
    return tuple((tuple((i.atom, i.gap, i.count) for i in p.items), p.key, p.scope, p.absent) for p in frame.parts)


@dataclass(frozen=True)
class Gate:
    """Frames as tables of atoms: those that must stand in one sentence, and those anywhere in the text.

    A row begins with its rarest atom and is filled up with one that every text has. `numbers` say from which frame
    to which each concept has its own, `weights` what its atoms weigh.
    """

    entries: Entries
    numbers: Mapping[str, tuple[int, int]]
    weights: Weights
    near: Ints
    far: Ints

    @classmethod
    def from_plain(cls, plain: tuple[Any, ...], concepts: Mapping[str, Concept]) -> Gate:
        names, rows, sources, numbers, weights, *tables = plain
        near, far = (np.frombuffer(content, np.int32).reshape(shape) for content, shape in tables)
        return cls(Entries(names, rows, sources, concepts), numbers, weights, near, far)

    def open_for(self, held: Flags) -> Opened:
        """The frames that can fit and the sentences where they can; `held` says of each sentence (a row) and atom (a column) whether it is there."""
        if not len(self.entries) or not len(held):
            return Opened(self, np.zeros(0, np.intp), np.zeros((0, 0), np.bool_))
        anywhere: Flags = np.asarray(held.any(axis=0))
        rows = np.flatnonzero(anywhere[self.near[:, 0]])
        for table in (self.near[:, 1:], self.far):
            for column in range(table.shape[1]):
                rows = rows[anywhere[table[rows, column]]]
        fits: Flags = np.asarray(held[:, self.near[rows, 0]])
        for column in range(1, self.near.shape[1]):
            fits &= held[:, self.near[rows, column]]
        some = np.flatnonzero(fits.any(axis=0))
        return Opened(self, rows[some], fits[:, some])


class Opened:
    """The frames that can fit in a text, by their numbers in the gate, and in which sentences each can."""

    def __init__(self, gate: Gate, rows: NDArray[np.intp], fits: Flags) -> None:
        self._entries = gate.entries
        self._rows: list[int] = rows.tolist()
        self._sentences: list[int] = fits.T.nonzero()[1].tolist()
        self._starts: list[int] = [0, *fits.sum(axis=0).cumsum().tolist()]

    @property
    def concepts(self) -> set[str]:
        """Those that have a frame that can fit."""
        return {self._entries.concept(row) for row in self._rows}

    def between(self, first: int, last: int) -> list[tuple[Entry, list[int]]]:
        """Those whose numbers are first..last (last not included), with the sentences where they can fit."""
        rows, starts = self._rows, self._starts
        start = bisect_left(rows, first)
        return [
            (self._entries[rows[at]], self._sentences[starts[at] : starts[at + 1]]) for at in range(start, bisect_left(rows, last, start))
        ]


def as_array(atoms: Collection[int]) -> Ints:
    return np.fromiter(atoms, np.int32, len(atoms))


def _table(rows: Sequence[Sequence[int]], anything: int) -> Ints:
    width = max((len(row) for row in rows), default=0) or 1
    return np.array([[*row, *[anything] * (width - len(row))] for row in rows], dtype=np.int32).reshape(len(rows), width)


class Standing:
    """Where atoms stand in a text: for each standing its sentence, atom, first and last token."""

    def __init__(self, sentences: int, atoms: int) -> None:
        self._shape = (sentences, atoms)
        self._parts: list[tuple[int, Ints, tuple[int, int]]] = []

    def add(self, sentence: int, atoms: Ints, first: int, last: int) -> None:
        self._parts.append((sentence, atoms, (first, last)))

    def held(self, everywhere: Ints) -> Flags:
        """Which atoms each sentence holds; those of `everywhere` may be in any."""
        flags = np.zeros(self._shape, dtype=np.bool_)
        flags[:, everywhere] = True
        if self._parts:
            flags[np.array([part[0] for part in self._parts])[self._numbers], self._atoms] = True
        return flags

    def at(self, atom: int) -> list[tuple[int, int]]:
        """The (first, last) tokens of an atom, in no particular order."""
        if not self._parts:
            return []
        atoms, numbers = self._sorted
        start = bisect_left(atoms, atom)
        return [self._parts[number][2] for number in numbers[start : bisect_right(atoms, atom, start)]]

    @cached_property
    def _sorted(self) -> tuple[array[int], array[int]]:
        """The atoms in order, and of each the number of its part, packed. The smallest type that holds them is the quickest to sort."""
        order = self._atoms.astype(np.min_scalar_type(self._shape[1])).argsort(kind="stable")
        return array("i", self._atoms[order].tobytes()), array("i", self._numbers[order].tobytes())

    @cached_property
    def _numbers(self) -> Ints:
        return np.repeat(np.arange(len(self._parts), dtype=np.int32), [len(part[1]) for part in self._parts])

    @cached_property
    def _atoms(self) -> Ints:
        return np.concatenate([part[1] for part in self._parts])
