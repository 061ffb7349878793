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
    """Frames as tables of atoms: those that must stand in one sentence, those anywhere in the text, and all that they ask about.

    A row is filled up with `anything`, an atom that every text has.
    """

    entries: tuple[Entry, ...]
    near: Ints
    far: Ints
    asked: Ints

    @classmethod
    def of(cls, entries: Sequence[Entry], common: Mapping[int, float]) -> Gate:
        """Tables in which each row begins with its rarest atom; `common` says how common they are, the most common is everywhere."""
        anything = max(common, key=lambda atom: common[atom])

        def rarest_first(e: Entry, *, far: bool) -> list[int]:
            atoms = {i.atom for p in e.frame.parts if not p.absent and (p.scope == "text") is far for i in p.items}
            return sorted(atoms, key=lambda atom: common.get(atom, 0))

        near = [rarest_first(e, far=False) for e in entries]
        far = [rarest_first(e, far=True) for e in entries]
        return cls(tuple(entries), _table(near, anything), _table(far, anything), _table([sorted(e.atoms) for e in entries], anything))

    def open_for(self, held: Flags) -> tuple[list[tuple[Entry, list[int]]], Ints]:
        """The frames that can fit, each with the sentences where it can, and the atoms that they ask about.

        `held` says of each sentence (a row) and atom (a column) whether it is there.
        """
        if not len(self.entries) or not len(held):
            return [], np.zeros(0, np.int32)
        anywhere: Flags = np.asarray(held.any(axis=0))
        rows = np.flatnonzero(anywhere[self.near[:, 0]])
        for table in (self.near[:, 1:], self.far):
            for column in range(table.shape[1]):
                rows = rows[anywhere[table[rows, column]]]
        fits: Flags = np.asarray(held[:, self.near[rows, 0]])
        for column in range(1, self.near.shape[1]):
            fits &= held[:, self.near[rows, column]]
        some = np.flatnonzero(fits.any(axis=0))
        rows, fits = rows[some], fits[:, some]
        sentences: list[list[int]] = [[] for _ in rows]
        for at, sentence in zip(*(axis.tolist() for axis in np.nonzero(fits.T)), strict=True):
            sentences[at].append(sentence)
        found = [(self.entries[row], numbers) for row, numbers in zip(rows.tolist(), sentences, strict=True)]
        return found, self.asked[rows].ravel()


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

    def of(self, wanted: Ints) -> dict[int, list[tuple[int, int]]]:
        """The (first, last) tokens of the atoms that are wanted."""
        found: dict[int, list[tuple[int, int]]] = {}
        if not self._parts or not len(wanted):
            return found
        flags = np.zeros(self._shape[1], dtype=np.bool_)
        flags[wanted] = True
        chosen = flags[self._atoms]
        spans = [part[2:] for part in self._parts]
        for atom, number in zip(self._atoms[chosen].tolist(), self._numbers[chosen].tolist(), strict=True):
            if atom in found:
                found[atom].append(spans[number])
            else:
                found[atom] = [spans[number]]
        return found

    @cached_property
    def _numbers(self) -> Ints:
        return np.repeat(np.arange(len(self._parts), dtype=np.int32), [len(part[1]) for part in self._parts])

    @cached_property
    def _atoms(self) -> Ints:
        return np.concatenate([part[1] for part in self._parts])
