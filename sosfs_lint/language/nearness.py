"""How near a sentence comes to a concept by its words alone, where none of the concept's phrases fits.

A word weighs the more, the rarer it is in case notes and the more of the concept's `says` ask for it (after tf-idf, Spärck Jones 1972).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log

from sosfs_lint.language.frames import Frame
from sosfs_lint.language.text import Prose, Sentence
from sosfs_lint.language.words import frequency

# of each concept how rare its atoms are and which share of `_OFTEN` frames names them, and the atoms that most of its frames ask for
Weights = dict[str, tuple[dict[int, tuple[float, float]], tuple[int, ...]]]

ANYWHERE = 1e9  # how common what stands for no word is: people, days, numbers
_SENTENCE = 12  # words of an ordinary one
_RAREST = 6.0  # what is all but never there
_ORDINARY = 3.0  # what stands in one sentence of twenty: "det", "ska", "en", "på" bring no sentence nearer to a concept
_OFTEN = 8  # frames that name an atom; more of them make it no surer
_UNCOUNTED = 0.3  # per ten thousand, of a word that is not among the common ones


def concept_weights(frames: Sequence[tuple[str, str, Frame]], common: Mapping[int, float]) -> Weights:
    """What the words of each concept weigh; `common` is per ten thousand words, and endless for people, days and the like."""
    counts: dict[str, Counter[int]] = {}
    frames_of: Counter[str] = Counter()
    for name, kind, frame in frames:
        if kind == "says":
            frames_of[name] += 1
            counts.setdefault(name, Counter()).update({i.atom for p in frame.parts if not p.absent for i in p.items})
    return {name: _weights(atoms, frames_of[name], common) for name, atoms in counts.items()}


def _weights(counts: Counter[int], frames: int, common: Mapping[int, float]) -> tuple[dict[int, tuple[float, float]], tuple[int, ...]]:
    rarity = {atom: _rarity(common.get(atom, _UNCOUNTED)) for atom in counts}
    shares = {atom: (rarity[atom], min(number, _OFTEN) / _OFTEN) for atom, number in counts.items() if rarity[atom] > 0}
    return shares, tuple(atom for atom, number in counts.items() if common.get(atom, 0) >= ANYWHERE and number * 2 > frames)


def _rarity(per_ten_thousand: float) -> float:
    return min(_RAREST, -log(max(per_ten_thousand, 1e-3) * _SENTENCE / 10_000))


@lru_cache(maxsize=20_000)
def _rarity_of(word: str) -> float:
    return max(0.0, _rarity(frequency(word) + _UNCOUNTED))


def weigh(prose: Prose, sentence: Sentence, weights: Mapping[int, tuple[float, float]]) -> tuple[float, list[int]]:
    """What a sentence weighs for a concept, each word once, and its three heaviest tokens in order."""
    heaviest: dict[str, tuple[float, int]] = {}
    for token in range(sentence.first, sentence.last):
        word = prose.words[token]
        rare = _rarity_of(word.text)
        found = word.atoms & weights.keys() if rare >= _ORDINARY and word.text not in heaviest else ()
        if found:
            heaviest[word.text] = (max(min(weights[atom][0], rare) * weights[atom][1] for atom in found), token)
    ordered = sorted(heaviest.values(), reverse=True)
    return sum(weight for weight, _ in ordered), sorted(token for _, token in ordered[:3])
