"""SOS3-17.1: did a representative take part? A note may call her by the name that the record has for her."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.reading import line_around, passages, quoted
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_ROLES = ("god-man", "god-man-ensamkommande", "forvaltare", "framtidsfullmaktshavare", "ombud", "offentligt-bitrade")
# that somebody is, becomes or ceases to be one tells of no part taken
_OF_THE_OFFICE = re.compile(
    r"\b(?:förordna\w*|utse\w*|utsed\w*|entledig\w*|byte\w* av|ansök\w* om (?:god|förvaltar)|heter|är (?:god|förvaltar|ombud)\w*|blir|ska bli|överförmynd\w*)\b",
    re.IGNORECASE,
)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As its words have it; else met by a note that names the representative in what was done, called or said."""
    for answer in as_written(rule, locus, case, person):
        named = None if answer.verdict is Verdict.MET else _named(case, locus)
        yield answer if named is None else replace(answer, verdict=Verdict.MET, kind="missing", evidence=(named,))


def _named(case: Case, locus: Locus) -> Evidence | None:
    first = [(one.namn or "").split()[0] for one in case.akt.personakt.berord if one.roll in _ROLES and (one.namn or "").split()]
    if not first:
        return None
    name = re.compile(rf"\b(?:{'|'.join(map(re.escape, first))})\b", re.IGNORECASE)
    for post in case.posts_at(locus, "akt"):
        for passage in passages(post) if isinstance(post, Anteckning) else ():
            text = passage.text
            for found in name.finditer(text.value):
                if not _OF_THE_OFFICE.search(line_around(text.value, *found.span())):
                    place = passage.at(found.start())
                    return Evidence("supports", place, text.at(found.end()), post.id, text=quoted(text.value, *found.span()))
    return None
