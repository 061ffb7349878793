"""Whether a text can cite or name an act at all: asked first, since nearly no text does, and cheap enough to ask of every text."""

from __future__ import annotations

import re
from functools import cache

from sosfs_lint.law.acts import acts_by_name
from sosfs_lint.law.numbers import CARDINALS, NICKNAMES, ORDINALS

_SIGNS = ("§", "&sect", "&#167", "kap", "paragraf", "par.", "$")
_KINDS = ("lag", "balk", "förordning")
_PAIR = re.compile(r"\d ?:[ \dlI]")
_SECOND = (" ett", " två", " tre", " fyra", " fem", " sex", " sju", " åtta", " nio", " tio", " elva", " tolv")
_NUMBER = re.compile(r"\d|[lio]{1,2} ?(?:§|kap)|" + "|".join(sorted({*CARDINALS, *ORDINALS, *NICKNAMES} - {"ett"}, key=len)) + "|ett")


def may_cite(text: str) -> bool:
    """Whether the text may cite a section: something that can be its number, and what `may_name` asks."""
    return may_name(text) and _NUMBER.search(text.lower()) is not None


def may_name(text: str) -> bool:
    """Whether the text has a sign, word or act without which nothing is cited or named; a few true answers too many."""
    lower = text.lower()
    small, capital = _marks()
    if (":" in text and _PAIR.search(text) is not None) or any([mark in text for mark in capital]):  # noqa: C419 - lists are faster here
        return True
    if any([mark in lower for mark in small]) and _whole().search(lower) is not None:  # noqa: C419
        return True
    return any([word in lower for word in _SECOND]) and _pairs().search(lower) is not None  # noqa: C419


@cache
def _marks() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to look for in lower case, and in capitals (names too short to be told from words)."""
    names = {name for name in acts_by_name() if " " not in name and not any(kind in name for kind in _KINDS)}
    longer = sorted(name for name in names if len(name) > 2)
    return (*_SIGNS, *_KINDS, *longer), tuple(sorted(name.upper() for name in names if len(name) == 2))


@cache
def _whole() -> re.Pattern[str]:
    """The marks where they stand as words: not in "skapa" or "underlag"."""
    names = "|".join(sorted({re.escape(name.split()[-1]) for name in acts_by_name()}, key=len, reverse=True))
    kap = r"kap(?:t|i\w*)?(?![^\W\d_])"
    kind = r"(?<![^\W\d_])(?:lag|balk|förordning)(?:en|ens|s)?(?![^\W\d_])"
    return re.compile(rf"§|&sect|&#167|\$|paragraf|par\.|{kap}|{kind}|(?<![^\W\d_])(?:{names})s?(?![^\W\d_])|so[cs]\w{{5,12}}lag")


@cache
def _pairs() -> re.Pattern[str]:
    """Two numbers in words that stand together: "elva ett"."""
    words = "|".join(CARDINALS)
    return re.compile(rf"(?:{words}) (?:{words})(?!\w)")
