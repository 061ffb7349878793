"""Whether a text can cite an act at all: asked first, since nearly no text does, and cheap enough to ask of every text."""

from __future__ import annotations

import re
from functools import cache

from sosfs_lint.law.acts import acts_by_name
from sosfs_lint.law.numbers import CARDINALS

_SIGNS = ("§", "&sect", "&#167", "kap", "paragraf", "par.", "$")
_KINDS = ("lag", "balk", "förordning")
_PAIR = re.compile(r"\d ?:[ \dlI]")
_SECOND = (" ett", " två", " tre", " fyra", " fem", " sex", " sju", " åtta", " nio", " tio", " elva", " tolv")


def may_cite(text: str) -> bool:
    """Whether the text has a sign, word or act without which nothing is cited; a few true answers too many."""
    lower = text.lower()
    small, capital = _marks()
    if any([mark in lower for mark in small]) or any([mark in text for mark in capital]):  # noqa: C419 - lists are faster here
        return _looks_again(text, lower)
    return (":" in text and _PAIR.search(text) is not None) or _worded(lower)


def _looks_again(text: str, lower: str) -> bool:
    """Whether a mark stands as a word, not inside one ("skapa", "underlag")."""
    return (
        _whole().search(lower) is not None
        or any(mark in text for mark in _marks()[1])
        or (":" in text and _PAIR.search(text) is not None)
        or _worded(lower)
    )


def _worded(lower: str) -> bool:
    """Whether two numbers in words stand together: "elva ett"."""
    return any([word in lower for word in _SECOND]) and _pairs().search(lower) is not None  # noqa: C419


@cache
def _marks() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to look for in lower case, and in capitals (names too short to be told from words)."""
    names = {name for name in acts_by_name() if " " not in name and not any(kind in name for kind in _KINDS)}
    return (*_SIGNS, *_KINDS, *sorted(name for name in names if len(name) > 2)), tuple(
        sorted(name.upper() for name in names if len(name) == 2)
    )


@cache
def _whole() -> re.Pattern[str]:
    names = "|".join(name for name in _marks()[0] if name.isalpha() and name not in ("kap", "paragraf", *_KINDS))
    return re.compile(
        rf"§|&sect|&#167|\$|paragraf|par\.|kap(?![^\W\d_])|kapit?e?l|(?:lag|balk|förordning)(?:en|ens|s)?(?![^\W\d_])|(?:{names})s?(?![^\W\d_])"
    )


@cache
def _pairs() -> re.Pattern[str]:
    words = "|".join(CARDINALS)
    return re.compile(rf"(?:{words}) (?:{words})(?!\w)")
