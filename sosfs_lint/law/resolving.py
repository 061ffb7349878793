"""Which act is meant where a name has belonged to two: SoL of 2001 and of 2025, FL of 1986 and of 2017."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from importlib import resources

from sosfs_lint.law.acts import acts
from sosfs_lint.law.naming import Named

SOL = ("2025:400", "2001:453")  # the socialtjänstlagar, the newest first
_BESIDE = 80
_SENTENCE = re.compile(r"(?<!\benl)(?<!\bjml)(?<!kap)(?<!\bart)[.!?;]\s{1,3}(?=[A-ZÅÄÖ])|\n\s{0,3}(?=\n|[A-ZÅÄÖ•*-])")


class Resolution(Enum):
    """How the act of a citation was found. UNNAMED: the text names none beside it; AMBIGUOUS: it may be one of two."""

    NUMBER = "number"
    NAME = "name"
    AGE = "age"
    SECTION = "section"
    WORDS = "words"
    DATE = "date"
    REFERENCE = "reference"
    UNNAMED = "unnamed"
    AMBIGUOUS = "ambiguous"


def resolve(named: Named, kapitel: str | None, paragraf: str | None, beside: str, day: date | None) -> tuple[tuple[str, ...], Resolution]:
    """The acts that may be meant, one if it could be told, and what told it.

    Asked in order: an SFS number, "gamla" or "nya", a section that only one of them has, words beside the citation, the day.
    """
    candidates = named.candidates
    if named.number:
        return candidates, Resolution.NUMBER
    if len(candidates) < 2:
        return candidates, Resolution.NAME
    if named.age:
        of_age = _of_age(candidates, named.age)
        if of_age:
            return of_age, Resolution.AGE
    having = tuple(sfs for sfs in candidates if paragraf is None or acts()[sfs].has_section(kapitel, paragraf, ever=True) is not False)
    if len(having) == 1:
        return having, Resolution.SECTION
    worded = by_words(having or candidates, kapitel, paragraf, beside)
    if worded is not None:
        return (worded,), Resolution.WORDS
    on_day = tuple(sfs for sfs in having or candidates if day is not None and acts()[sfs].in_force(day))
    if len(on_day) == 1:
        return on_day, Resolution.DATE
    return candidates, Resolution.AMBIGUOUS


def words_beside(text: str, start: int, end: int) -> str:
    """What stands around a citation in its own sentence, in lower case."""
    before = text[max(0, start - _BESIDE) : start]
    after = text[end : end + _BESIDE]
    cut = 0
    for match in _SENTENCE.finditer(before + text[start : start + 1]):
        if match.end() < len(before):
            cut = match.end()
    stop = _SENTENCE.search(after)
    return f" {before[cut:]} | {after[: stop.start()] if stop else after} ".lower()


def _of_age(candidates: tuple[str, ...], age: str) -> tuple[str, ...]:
    if age == "new":
        return candidates[:1]
    if age == "old":
        return candidates[1:2]
    return tuple(sfs for sfs in candidates if sfs.startswith(f"{age}:"))


def by_words(candidates: tuple[str, ...], kapitel: str | None, paragraf: str | None, beside: str) -> str | None:
    """The act in which the section is about what the words say, if it is so in one only."""
    if set(candidates) != set(SOL) or kapitel is None or paragraf is None:
        return None
    said = [sfs for sfs in candidates if any(word in beside for word in topics().get((sfs, f"{kapitel}:{paragraf}"), ()))]
    return said[0] if len(said) == 1 else None


@cache
def topics() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """What each section of the two socialtjänstlagar is about, in words, by (SFS number, "kap:§")."""
    table = tomllib.loads((resources.files("sosfs_lint") / "data" / "sol_topics.toml").read_text("utf-8"))
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for topic in table["topic"]:
        for key, sfs in (("sol2001", "2001:453"), ("sol2025", "2025:400")):
            for place in topic[key]:
                found[sfs, place] = (*found.get((sfs, place), ()), *topic["words"])
    return found
