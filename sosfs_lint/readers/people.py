"""Personal numbers as systems write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sosfs_lint.model import Identitet, Person, Place

_TEMPORARY = re.compile(r"\d{6,8}[-+ ]?(?:[A-ZÅÄÖ]{1,2}\d{2,4}|\d{2})", re.IGNORECASE)
_DAY = re.compile(r"(?:\d{2})?\d{4}([0-9]{2})[-+]?\d{4}")


def identity(raw: str | None, place: Place) -> tuple[Identitet, ...]:
    """The number with its kind: personnummer, samordningsnummer (day + 60), temporary (TF, or two last digits), another."""
    value = (raw or "").strip()
    if not value:
        return ()
    found = _DAY.fullmatch(value)
    if found is not None:
        kind = "samordningsnummer" if int(found[1]) > 60 else "personnummer"
    else:
        kind = "tillfalligt" if _TEMPORARY.fullmatch(value) else "annan"
    return (Identitet(typ=kind, varde=value, place=place),)


def distinct(people: Iterable[Person]) -> list[Person]:
    """Each person once, by number, else by name."""
    seen: dict[object, Person] = {}
    for person in people:
        seen.setdefault(person.identitet[0].varde if person.identitet else person.namn, person)
    return list(seen.values())
