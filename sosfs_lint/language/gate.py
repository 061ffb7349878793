"""The gate before the frames: which of them can fit in which sentence, told for all of them at once from what the sentences hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sosfs_lint.language.concepts import Entry

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Gate:
    """Frames as tables of atoms: those that must stand in one sentence, and those anywhere in the text.

    A row is filled up with `anything`, an atom that every text has.
    """

    entries: tuple[Entry, ...]
    near: Ints
    far: Ints

    @classmethod
    def of(cls, entries: Sequence[Entry], common: Mapping[int, float]) -> Gate:
        """Tables in which each row begins with its rarest atom; `common` says how common they are, the most common is everywhere."""
        anything = max(common, key=lambda atom: common[atom])

        def rarest_first(e: Entry, *, far: bool) -> list[int]:
            atoms = {i.atom for p in e.frame.parts if not p.absent and (p.scope == "text") is far for i in p.items}
            return sorted(atoms, key=lambda atom: common.get(atom, 0))

        near = [rarest_first(e, far=False) for e in entries]
        far = [rarest_first(e, far=True) for e in entries]
        return cls(tuple(entries), _table(near, anything), _table(far, anything))

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
        self._gate = gate
        self._rows = rows
        self._fits = fits

    def between(self, first: int, last: int) -> list[tuple[Entry, list[int]]]:
        """Those whose numbers are first..last (last not included), with the sentences where they can fit."""
        start, end = self._rows.searchsorted((first, last)).tolist()
        if start == end:
            return []
        entries = self._gate.entries
        return [(entries[self._rows[at]], self._fits[:, at].nonzero()[0].tolist()) for at in range(start, end)]


def as_array(atoms: Collection[int]) -> Ints:
    return np.fromiter(atoms, np.int32, len(atoms))


def _table(rows: Sequence[Sequence[int]], anything: int) -> Ints:
    width = max((len(row) for row in rows), default=0) or 1
    return np.array([[*row, *[anything] * (width - len(row))] for row in rows], dtype=np.int32).reshape(len(rows), width)


class Standing:
    """Where atoms stand in a text: for each standing its sentence, atom, first and last token."""

    def __init__(self, sentences: int, atoms: int) -> None:
        self._shape = (sentences, atoms)
        self._parts: list[tuple[int, Ints, int, int]] = []

    def add(self, sentence: int, atoms: Ints, first: int, last: int) -> None:
        self._parts.append((sentence, atoms, first, last))

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
        start, end = self._sorted.searchsorted((atom, atom + 1)).tolist()
        if start == end:
            return []
        return [self._parts[number][2:] for number in self._numbers[self._order[start:end]].tolist()]

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        return self._atoms.argsort(kind="stable")

    @cached_property
    def _sorted(self) -> Ints:
        return self._atoms[self._order]

    @cached_property
    def _numbers(self) -> Ints:
        return np.repeat(np.arange(len(self._parts), dtype=np.int32), [len(part[1]) for part in self._parts])

    @cached_property
    def _atoms(self) -> Ints:
        return np.concatenate([part[1] for part in self._parts])
