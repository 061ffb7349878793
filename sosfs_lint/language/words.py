"""Words: which forms a word has, and what a form in a text stands for.

A `Lexicon` is compiled once from the vocabularies of the packs. Every word class and every word that a frame names is an
*atom*; a form carries the atoms that it belongs to. Forms come from the forms file (built once, shipped) and, for words
that are not in it, from the same rules of inflection. A compound is known by its last part, a slip of one letter in a
long word by its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sosfs_lint.language.forms import built, inflect, lemma_table

if TYPE_CHECKING:
    from sosfs_lint.language.gate import Ints

MOST_CACHED = 40_000


class Bit:
    """What the status layer asks of a word, precomputed."""

    NEGATION = 1
    PLAN = 2
    REPORT = 4
    CONDITION = 8
    NUMBER = 32
    CAPITAL = 64
    PUNCTUATION = 128
    SPECIFIC = 256
    PRONOUN = 512
    MENTION = 1024
    MODAL = 2048
    PAST = 4096
    STANCE = 8192
    ASKING = 16384
    EVERYDAY = 32768


@dataclass(slots=True, eq=False)
class Word:
    """A form as it stands in texts: lower case, with the words it is a form of, its atoms, the expressions it may begin, and its bits.

    `phrases` are those expressions by their second word; what is found under "" may have a gap before it.

    `array` holds the atoms once more, as numpy wants them.
    """

    text: str
    lemmas: frozenset[str]
    atoms: frozenset[int]
    phrases: dict[str, list[Phrase]] | None
    bits: int
    array: Ints


@dataclass(frozen=True, slots=True)
class Phrase:
    """A multi-word expression from its second word on: the words ("=form" for one form only), and the gap allowed before each."""

    rest: tuple[str, ...]
    gaps: tuple[int, ...]
    array: Ints


_Expression = tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]  # a phrase before its atoms are complete


# -- the lexicon

_CHUNK = re.compile(r"\S+")
LONGEST = 100  # letters of a word that is looked up; what is longer, such as a pasted image, is a word that nobody knows
_DASH = r"(?:(?<=\d{6})|(?<=\d-\d\d)|(?<=/\d)|(?<=/\d\d))–(?=\d{6}|\d{4}-\d\d-\d|\d{1,2}/\d)"  # between two dates
_SIGNS = re.compile(rf"{_DASH}|~~|\[\s?[xX]?\]|\([xX]\)|_+|[☐□○☒☑✓✔●■•~\[\]();]|(?:(?!{_DASH})[^☐□○☒☑✓✔●■•~\[\]()_;])+")


class Lexicon:
    """Forms and atoms of a run's vocabulary. Words met in texts are worked out once and remembered."""

    def __init__(self) -> None:
        self.atoms: dict[str, int] = {}
        self.conditional: set[int] = set()  # the atoms for which "om" is no preposition
        self._parts: dict[str, int] = {}
        self._of_lemma: dict[str, set[int]] = {}
        self._of_form: dict[str, set[int]] = {}
        self._of_tail: dict[str, set[int]] = {}
        self._of_head: dict[str, set[int]] = {}
        self._phrases: dict[str, list[_Expression]] = {}
        self._more_lemmas: dict[str, list[str]] = {}
        self._bits: dict[str, int] = {}
        self._words: dict[str, Word] = {}
        self._chunks: dict[str, tuple[tuple[int, int, Word], ...]] = {}
        self._without: dict[tuple[Word, frozenset[int]], Word] = {}
        self._joins: dict[int, set[int]] = {}
        self._joined: dict[int, frozenset[int]] = {}
        self._sets: dict[frozenset[int], frozenset[int]] = {}
        self._arrays: dict[frozenset[int], Ints] = {}
        self._roles: frozenset[int] = frozenset()
        self._generic: set[str] = set()
        self._generic_tails: set[str] = set()
        self._tokeniser: Callable[[str], Iterable[tuple[int, str]]] | None = None

    _KEPT = ("atoms", "conditional", "_of_lemma", "_of_form", "_of_tail", "_of_head", "_phrases", "_more_lemmas", "_bits", "_joins", "_roles", "_generic", "_generic_tails")  # fmt: skip

    def plain(self) -> dict[str, Any]:
        """The finished lexicon as plain values, without what texts have taught it; the same atoms are the same set."""
        same: dict[frozenset[int], frozenset[int]] = {}

        def shared(table: dict[str, set[int]]) -> dict[str, frozenset[int]]:
            return {word: same.setdefault(own := frozenset(atoms), own) for word, atoms in table.items()}

        tables = ("_of_lemma", "_of_form", "_of_tail", "_of_head")
        return {name: shared(getattr(self, name)) if name in tables else getattr(self, name) for name in self._KEPT}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Lexicon:
        """The lexicon that gave these values."""
        made = cls()
        for name in cls._KEPT:
            setattr(made, name, plain[name])
        return made

    def part(self, name: str) -> int:
        """A number for a part of a frame, the same for the same items."""
        return self._parts.setdefault(name, len(self._parts))

    def atom(self, name: str) -> int:
        return self.atoms.setdefault(name, len(self.atoms))

    def add(self, entry: str, atoms: Iterable[int]) -> None:
        """Let a word, "=form", "*last part", "first part*" or expression of several words carry atoms. A ".." in an expression is a gap."""
        parts = entry.split()
        if len(parts) > 1:
            self._add_phrase(parts, tuple(atoms))
        elif entry.startswith("*"):
            self._of_tail.setdefault(self._known(entry[1:]), set()).update(atoms)
            self._of_lemma.setdefault(entry[1:], set()).update(atoms)
        elif entry.endswith("*"):
            self._of_head.setdefault(entry[:-1], set()).update(atoms)
        elif entry.startswith("="):
            self._of_form.setdefault(entry[1:], set()).update(atoms)
        else:
            self._of_lemma.setdefault(self._known(entry), set()).update(atoms)

    def _known(self, lemma: str) -> str:
        """The lemma; one that the forms file does not have is inflected by rule, so that a pack's own words need no build."""
        if lemma not in built() and lemma not in self._of_lemma and lemma not in self._of_tail:
            for form in inflect(lemma):
                if lemma not in self._more_lemmas.setdefault(form, []):
                    self._more_lemmas[form].append(lemma)
        return lemma

    def _add_phrase(self, parts: list[str], atoms: tuple[int, ...]) -> None:
        words: list[str] = []
        gaps: list[int] = []
        gap = 0
        for part in parts:
            if part == "..":
                gap = 3
                continue
            words.append(part if part.startswith("=") else self._known(part))
            gaps.append(gap)
            gap = 0
        self._phrases.setdefault(words[0], []).append((tuple(words[1:]), tuple(gaps[1:]), atoms))

    def lemmas(self, form: str) -> frozenset[str]:
        """The words that a form is a form of, the form itself among them and as "=form"."""
        return frozenset((form, "=" + form, *lemma_table().get(form), *self._more_lemmas.get(form, ())))

    def join(self, atom: int, to: int) -> None:
        """Whatever carries the first atom shall carry the second too."""
        self._joins.setdefault(atom, set()).add(to)

    def with_joined(self, atoms: Iterable[int]) -> frozenset[int]:
        """Atoms with all that they bring along; the same atoms are the same set, of which there are far fewer than words."""
        found: frozenset[int] = frozenset().union(*(self._bring(atom) for atom in atoms))
        return self._sets.setdefault(found, found)

    def _array(self, atoms: frozenset[int]) -> Ints:
        """The same atoms as numpy wants them."""
        known = self._arrays.get(atoms)
        if known is None:
            from sosfs_lint.language.gate import as_array

            known = self._arrays[atoms] = as_array(atoms)
        return known

    def _bring(self, atom: int) -> frozenset[int]:
        known = self._joined.get(atom)
        if known is None:
            found, todo = {atom}, [atom]
            while todo:
                for more in self._joins.get(todo.pop(), ()):
                    if more not in found:
                        found.add(more)
                        todo.append(more)
            known = self._joined[atom] = frozenset(found)
        return known

    def commonness(self) -> dict[int, float]:
        """How common each atom's words are in running text. To be called once, when everything has been added."""
        common: dict[int, float] = {}
        for table, weight in ((self._of_lemma, 0.5), (self._of_form, 0.1), (self._of_tail, 2.0), (self._of_head, 2.0)):
            for word, atoms in table.items():
                often = frequency(word) + weight
                for atom in self.with_joined(atoms):
                    common[atom] = common.get(atom, 0) + often
        return common

    def add_bits(self, forms: Iterable[str], bit: int) -> None:
        for form in forms:
            self._bits[form] = self._bits.get(form, 0) | bit

    def add_generic(self, words: Iterable[str]) -> None:
        """Words that say nothing of a single case: function words and the vocabulary of administration."""
        for word in words:
            if word.startswith("*"):
                self._generic_tails.add(self._known(word[1:]))
            self._generic.add(self._known(word.removeprefix("*").removeprefix("=")))

    def set_roles(self, roles: Iterable[int]) -> None:
        """Say which atoms stand for people. Before the first text."""
        self._roles = frozenset(roles)

    # -- words in texts

    def tokenise(self, text: str, words: list[Word], starts: list[int], ends: list[int]) -> None:
        """Append a text's words and their places. What stands between white space is taken apart once and remembered."""
        chunks = self._chunks
        if len(chunks) > MOST_CACHED:
            chunks.clear()
            self._words.clear()
            self._without.clear()
        for match in _CHUNK.finditer(text):
            chunk = match[0]
            pieces = chunks.get(chunk)
            if pieces is None:
                pieces = chunks[chunk] = self._take_apart(chunk)
            at = match.start()
            for start, end, word in pieces:
                words.append(word)
                starts.append(at + start)
                ends.append(at + end)

    def _take_apart(self, chunk: str) -> tuple[tuple[int, int, Word], ...]:
        if self._tokeniser is None:
            from sosfs_lint.language.tokeniser import swedish

            self._tokeniser = swedish()
        found = []
        for start, text in self._tokeniser(chunk):
            for piece in _SIGNS.finditer(text) if not text.isalnum() else ():
                found.append((start + piece.start(), start + piece.end(), self.word(piece[0])))
            if text.isalnum():
                found.append((start, start + len(text), self.word(text)))
        return tuple(found)

    def word(self, surface: str) -> Word:
        """What a form stands for. Capitals are kept apart, because they make names."""
        found = self._words.get(surface)
        if found is None:
            found = self._words[surface] = self._make(surface)
        return found

    def _make(self, surface: str) -> Word:
        lower = surface.lower().rstrip(".") or surface
        if len(lower) > LONGEST:
            return self._word(lower, frozenset((lower, "=" + lower)), (), (), Bit.SPECIFIC if lower[0].isalnum() else Bit.PUNCTUATION)
        lemmas = self.lemmas(lower)
        atoms = {atom for lemma in lemmas for atom in self._of_lemma.get(lemma, ())} | self._of_form.get(lower, set())
        bits = self._bits.get(lower, 0)
        phrases = [phrase for lemma in lemmas for phrase in self._phrases.get(lemma, ())]
        if not surface[0].isalnum():
            return self._word(lower, lemmas, atoms, phrases, bits | Bit.PUNCTUATION)
        atoms |= self._by_last_part(lower) | self._by_first_part(lower)
        if surface[0].isdigit():
            return self._word(lower, lemmas, atoms, phrases, bits | Bit.NUMBER | Bit.SPECIFIC)
        if surface[0].isupper():
            bits |= Bit.CAPITAL
        if (
            not atoms
            and not phrases
            and not bits & ~Bit.CAPITAL
            and len(lower) >= 7
            and len(lemmas) == 2
            and not self.is_generic(lower, lemmas)
        ):
            right = self._respelt(lower)
            if right is not None:
                corrected = self.word(right)
                begins = [phrase for lemma in corrected.lemmas for phrase in self._phrases.get(lemma, ())]
                return self._word(right, corrected.lemmas, corrected.atoms, begins, corrected.bits | (bits & Bit.CAPITAL))
        if len(lower) > 2 and not self.is_generic(lower, lemmas):
            bits |= Bit.SPECIFIC
        return self._word(lower, lemmas, atoms, phrases, bits)

    def _word(self, text: str, lemmas: frozenset[str], atoms: Iterable[int], phrases: Iterable[_Expression], bits: int) -> Word:
        own = self.with_joined(atoms)
        if bits & (Bit.CAPITAL | Bit.PRONOUN) or own & self._roles:
            bits |= Bit.MENTION
        by_second: dict[str, list[Phrase]] = {}
        for rest, gaps, carried in phrases:
            whole = Phrase(rest, gaps, self._array(self.with_joined(carried)))
            by_second.setdefault("" if gaps[0] else rest[0], []).append(whole)
        return Word(text, lemmas, own, by_second or None, bits, self._array(own))

    def without(self, word: Word, atoms: frozenset[int]) -> Word:
        """A word as it is where it does not stand for some of what it can: "Mo" as a name, "flickans" before "bror"."""
        found = self._without.get((word, atoms))
        if found is None:
            rest = word.atoms - atoms
            rest = self._sets.setdefault(rest, rest)
            found = self._without[word, atoms] = replace(word, atoms=rest, array=self._array(rest))
        return found

    def _by_last_part(self, form: str) -> set[int]:
        """The atoms of the longest known last part of a compound: "telefonsamtalet" by "*samtal"."""
        for at in range(2, len(form) - 2):
            found = {atom for lemma in self.lemmas(form[at:]) for atom in self._of_tail.get(lemma, ())}
            if found:
                return found
        return set()

    def _by_first_part(self, form: str) -> set[int]:
        """The atoms of every known beginning: "polisförhör" by "polis*"."""
        return {atom for at in range(2, len(form) + 1) for atom in self._of_head.get(form[:at], ())}

    def is_generic(self, form: str, lemmas: frozenset[str] | None = None) -> bool:
        """Whether a form says nothing of a single case."""
        if not self._generic.isdisjoint(lemmas or self.lemmas(form)):
            return True
        return any(not self._generic_tails.isdisjoint(self.lemmas(form[at:])) for at in range(2, len(form) - 3))

    def _respelt(self, form: str) -> str | None:
        """The one known form that differs by a single slip: a letter too many or too few, a wrong one, two swapped."""
        if form in _no_slips() or any(self._is_known(form[at:]) for at in range(3, len(form) - 4)):
            return None
        found = {other for other in slips(form) if len(other) >= 6 and self._is_known(other)}
        return min(found) if found and len({frozenset(self.lemmas(other)) - {other, "=" + other} for other in found}) == 1 else None

    def is_word(self, form: str) -> bool:
        """Whether a form is one of a word that is known, and no abbreviation that only the vocabulary has."""
        return form in lemma_table() or form in self._more_lemmas or frequency(form) > 0

    def _is_known(self, form: str) -> bool:
        return form in lemma_table() or form in self._more_lemmas or form in self._of_form


_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöé"


def slips(form: str) -> Iterator[str]:
    """Every spelling that is one slip away."""
    for at in range(len(form) + 1):
        head, tail = form[:at], form[at:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


@cache
def _no_slips() -> frozenset[str]:
    """Real words and names that are one slip away from a word of the vocabulary, and are not it."""
    return frozenset(files("sosfs_lint").joinpath("language/no_slips.txt").read_text("utf-8").split())


def frequency(word: str) -> float:
    """How often a word stands in ten thousand words of case notes; 0 unless it is a common one."""
    return _frequencies().get(word, 0.0)


@cache
def _frequencies() -> dict[str, float]:
    """How often a word stands in ten thousand words of case notes, for the most common ones."""
    lines = files("sosfs_lint").joinpath("language/frequency.txt").read_text("utf-8").splitlines()
    return {word: float(number) for word, number in (line.split("\t") for line in lines)}
