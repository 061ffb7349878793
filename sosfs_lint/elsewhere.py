"""Whose doing the prose tells of: this municipality's, or another one's whose socialjour took a report or made an assessment."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sosfs_lint.model import Aktor

_OFFICES = re.compile(r"(?:kommun|stad|social|nämnd|mottagning|jour|förvaltning)")
_IN = re.compile(
    r"\b(?i:(?:social)?jour(?:en|ens)?|socialtjänst(?:en|ens)?|socialkontoret)\s+(?i:i|från|vid|på)\s+(?P<place>[A-ZÅÄÖ][\w-]+)"
)
_OF = re.compile(r"\b(?P<place>[A-ZÅÄÖ][\w-]+?)(?:s|\s+(?:kommuns|stads))\s+(?i:(?:social)?jour|socialtjänst)\b")
_FOR = re.compile(r"(?i:\bför)\s+(?:[\w-]+\s+)?(?P<place>[A-ZÅÄÖ][\w-]+?)s?\s+(?i:kommun|stad)s?\b")
_JOUR = re.compile(r"\b(?:social)?jour(?:en|ens)?\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:vi|jag|vår|vårt|egen|eget|egna|undertecknad)\b", re.IGNORECASE)
_NO_PLACE = re.compile(r"(?:kommun|stad|region|natt|kväll|helg|dag|gårdag|nämnd)(?:en|ens|s)?$", re.IGNORECASE)


def names_another(words: str, keeper: Aktor) -> bool:
    """Whether the words of a field name a municipality (by code or name) that is not the one that keeps the record."""
    named = [w.removesuffix("s") for w in re.findall(r"\w+", words.casefold()) if not _OFFICES.search(w) and len(w) > 2]
    return bool(named) and not any(w == keeper.kommunkod or w in (keeper.namn or "").casefold() for w in named)


def is_for_another(sentence: str, keeper: Aktor) -> bool:
    """Whether a sentence that tells of a report received for a municipality means another one: unless it names the keeper's own."""
    named = _FOR.search(sentence)
    return named is None or names_another(named["place"], keeper)


def is_of_another(sentence: str, text: str, keeper: Aktor) -> bool:
    """Whether a sentence tells of what another municipality's office did; "jouren" alone is the one that the text has named."""
    if not _has_place(keeper) or _OWN.search(sentence):
        return False
    offices = list(_offices(sentence))
    if not offices and _JOUR.search(sentence):
        offices = list(_offices(text))
    return bool(offices) and all(names_another(place, keeper) for place in offices)


def tells_of_another(sentences: Iterable[str], text: str, keeper: Aktor) -> bool:
    """Whether one of some sentences tells of what another municipality's office did, and none of what was done here."""
    told = list(sentences)
    return any(is_of_another(one, text, keeper) for one in told) and not any(_OWN.search(one) for one in told)


def _offices(text: str) -> Iterable[str]:
    found = (match["place"] for form in (_IN, _OF) for match in form.finditer(text))
    return (place for place in found if not _NO_PLACE.fullmatch(place))


def _has_place(keeper: Aktor) -> bool:
    """Whether the export says which municipality keeps the record."""
    return any(not _OFFICES.search(word) for word in re.findall(r"\w{3,}", (keeper.namn or "").casefold()))
