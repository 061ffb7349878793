"""Which forms words have: the forms file, which is built once and shipped, and the rules of inflection for what it does not have."""

from __future__ import annotations

from array import array
from functools import cache
from importlib.resources import files
from pathlib import Path
from zlib import crc32

from sosfs_lint.kept import fingerprint, kept

_END = 10  # the line break that ends a form in the table
_FREE = -1


class LemmaTable:
    """The words that each form is a form of. Half a million forms take 20 MB here, and a third of what a dict of them takes.

    The forms stand one after the other, and a slot found by a form's checksum tells where; the same words are the same tuple,
    of which there are far fewer than forms.
    """

    def __init__(self, forms: bytes, slots: bytes, numbers: bytes, lemmas: list[tuple[str, ...]]) -> None:
        self._forms = forms
        self._slots = memoryview(slots).cast("i")
        self._numbers = memoryview(numbers).cast("i")
        self._lemmas = lemmas
        self._last = len(self._slots) - 1

    def get(self, form: str) -> tuple[str, ...]:
        """The words; none for a form that is not known."""
        slot = self._slot(form)
        return self._lemmas[self._numbers[slot]] if slot >= 0 else ()

    def __contains__(self, form: str) -> bool:
        return self._slot(form) >= 0

    def _slot(self, form: str) -> int:
        key = form.encode("utf-8", "surrogatepass")
        slots, forms, last = self._slots, self._forms, self._last
        slot = crc32(key) & last
        while (at := slots[slot]) != _FREE:
            if forms.startswith(key, at) and forms[at + len(key)] == _END:
                return slot
            slot = (slot + 1) & last
        return _FREE


def plain_table(lemmas_of: dict[str, tuple[str, ...]]) -> tuple[bytes, bytes, bytes, list[tuple[str, ...]]]:
    """What a `LemmaTable` is made of."""
    size = 1 << (len(lemmas_of) * 3 // 2).bit_length()  # at most two slots of three are taken
    slots, numbers = array("i", [_FREE]) * size, array("i", [0]) * size
    known: dict[tuple[str, ...], int] = {}
    forms = bytearray()
    for form, lemmas in lemmas_of.items():
        key = form.encode()
        slot = crc32(key) & (size - 1)
        while slots[slot] != _FREE:
            slot = (slot + 1) & (size - 1)
        slots[slot], numbers[slot] = len(forms), known.setdefault(lemmas, len(known))
        forms += key + b"\n"
    return bytes(forms), slots.tobytes(), numbers.tobytes(), list(known)


def _forms_file() -> str:
    return files("sosfs_lint").joinpath("language/forms.txt").read_text("utf-8")


@cache
def own_state() -> str:
    """What tells one state of the language layer from another: the contents of its files, code and lists."""
    return fingerprint(path.read_bytes() for path in sorted(Path(__file__).parent.iterdir()) if path.is_file())


@cache
def built() -> dict[str, tuple[str, ...]]:
    """The forms file: lemma -> forms."""
    lines = (line.partition("\t") for line in _forms_file().splitlines())
    return {lemma: tuple(forms.split()) for lemma, _, forms in lines}


@cache
def lemma_table() -> LemmaTable:
    """The forms file the other way round."""
    return LemmaTable(*kept("forms-" + own_state(), _turned_round))


def _turned_round() -> tuple[bytes, bytes, bytes, list[tuple[str, ...]]]:
    """Every form and every lemma with its lemmas."""
    table: dict[str, tuple[str, ...]] = {}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    for lemma, forms in built().items():
        for form in dict.fromkeys((lemma, *forms)):
            lemmas = (*table.get(form, ()), lemma)
            table[form] = same.setdefault(lemmas, lemmas)
    forget_built()
    return plain_table(table)


def forget_built() -> None:
    """Let go of the forms file, which is large and asked for only when a vocabulary is compiled; it is read again when asked for."""
    built.cache_clear()


def forms_of(word: str) -> frozenset[str]:
    """Every form of a word, itself among them; words of up to two letters and with signs have only their own."""
    own = built().get(word)
    return frozenset((word, *own)) if own is not None else frozenset(inflect(word))


_VOWELS = "aeiouyåäö"


def inflect(word: str) -> set[str]:
    """The forms a regular Swedish noun, verb or adjective of that spelling may have; wide rather than narrow."""
    if len(word) < 3 or not word.isalpha():
        return {word}
    base = {word}
    stem = word[:-1]
    if word.endswith("a"):
        base |= {
            stem + e
            for e in (
                "an",
                "or",
                "orna",
                "ar",
                "ade",
                "at",
                "ad",
                "as",
                "ades",
                "ats",
                "ande",
                "er",
                "de",
                "t",
                "d",
                "da",
                "des",
                "ts",
                "s",
                "te",
                "tes",
            )
        }
    elif word.endswith("e"):
        base |= {stem + e for e in ("en", "ar", "arna", "et", "ena", "na", "er")} | {word + "t", word + "n"}
    elif word.endswith(("else", "are")):
        base |= {word + e for e in ("n", "r", "rna", "na")}
    elif word[-1] in _VOWELS:
        base |= {word + e for e in ("n", "t", "r", "er", "na", "na", "dde", "tt", "s")}
    else:
        base |= {word + e for e in ("en", "et", "ar", "er", "arna", "erna", "a", "t", "e", "na", "or", "are", "ast")}
        if word.endswith(("el", "en", "er", "or")):
            short = word[:-2] + word[-1]
            base |= {short + e for e in ("ar", "arna", "a", "et", "en", "er", "erna", "na")}
        if word[-1] in "mn" and len(word) > 3 and word[-2] in _VOWELS:
            base |= {word + word[-1] + e for e in ("en", "et", "ar", "arna", "a", "e")}
    return base | {form + "s" for form in base if not form.endswith("s")}
