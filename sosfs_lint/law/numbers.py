"""Numbers as they stand in citations: in figures, in words, as ordinals, as nicknames of sections, and damaged by scanning."""

from __future__ import annotations

_ONES = ["ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"]
_TEENS = ["tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton"]
_TENS = {20: "tjugo", 30: "trettio", 40: "fyrtio"}
_ORDINAL_ONES = ["första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde"]
_ORDINAL_TEENS = [
    "tionde", "elfte", "tolfte", "trettonde", "fjortonde", "femtonde", "sextonde", "sjuttonde", "artonde", "nittonde",
]  # fmt: skip
_NICKNAMES = ["ettan", "tvåan", "trean", "fyran", "femman", "sexan", "sjuan", "åttan", "nian", "tian", "elvan", "tolvan", "trettonan"]


def _count(ones: list[str], teens: list[str], ending: str) -> dict[str, str]:
    found = {word: str(number) for number, word in enumerate([*ones, *teens], 1)}
    for ten, word in _TENS.items():
        found[word + ending] = str(ten)
        found |= {word + one: str(ten + number) for number, one in enumerate(ones, 1)}
    return found


CARDINALS = _count(_ONES, _TEENS, "") | {"aderton": "18"}
ORDINALS = _count(_ORDINAL_ONES, _ORDINAL_TEENS, "nde") | {"förste": "1", "andre": "2", "adertonde": "18"}
NICKNAMES = {word: str(number) for number, word in enumerate(_NICKNAMES, 1)}

_SCANNED = str.maketrans("lIO", "110")


def read_digits(text: str) -> str:
    """Figures without leading zeros; l and I read as 1, O as 0 (scanning)."""
    return text.translate(_SCANNED).lstrip("0") or "0"


def split_letter(number: str) -> tuple[int, str]:
    """ "26a" -> (26, "a")."""
    figures = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(figures), number[len(figures) :]


def spaced(number: str) -> str:
    """ "26a" -> "26 a", as statutes print it."""
    figures, letter = split_letter(number)
    return f"{figures} {letter}".rstrip()


def point(number: str) -> str:
    """A point's number: "2a" -> "2 a", but "2i", where the letter alone would be a word; a letter alone as it is."""
    return number if number.endswith(("i", "o", "p")) or number.isalpha() else spaced(number)


def between(first: str, last: str) -> list[str]:
    """The numbers strictly between two: "1", "4" -> 2, 3; "31a", "31d" -> 31b, 31c. None when the range is backwards or very long."""
    (low, from_letter), (high, to_letter) = split_letter(first), split_letter(last)
    if low == high and from_letter and to_letter:
        return [f"{low}{chr(code)}" for code in range(ord(from_letter) + 1, ord(to_letter))]
    if high - low > 40:
        return []
    return [str(number) for number in range(low + 1, high)]
