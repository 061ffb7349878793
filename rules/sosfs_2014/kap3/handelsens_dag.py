"""SOS3-16s3.2: an event that somebody tells of has a day of its own, or it is said that the day is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_LOOSE = re.compile(
    r"\b(?:sedan tidigare|tidigare|emellanåt|ibland|en gång|vid ett tillfälle|vid flera tillfällen|för ett tag sedan|nyligen|sista tiden|på sistone|förr)\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"\b(?:oklart när|okänt när|minns inte när|vet inte när|kan inte säga när|osäker på när)\b", re.IGNORECASE)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Asked only of notes that tell facts without a source; missing when these hang on nothing but "tidigare" or "ibland"."""
    del person
    for post in case.posts_at(locus, "post"):
        for said in case.reading.said(post, "uppgift-utan-kalla"):
            if said.mark.kind != "says":
                continue
            value = said.passage.text.value
            start = max(value.rfind(". ", 0, said.mark.start), value.rfind("\n", 0, said.mark.start)) + 1
            end = min((at for at in (value.find(". ", said.mark.end), value.find("\n", said.mark.end)) if at > 0), default=len(value))
            text = value[start : end + 1]
            dated = [mark for mark in find_dates(text, day_of(post)) if mark.precision in ("day", "minute", "week", "month")]
            if _LOOSE.search(text) and not any(mark.precision in ("day", "minute") for mark in dated):
                yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, evidence=(said.evidence("contradicts"),))
                break
            if dated or _UNKNOWN.search(text):
                yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(Evidence("supports", post.place, post=post.id),))
                break
