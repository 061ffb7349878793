"""SOS3-17.1: did a representative take part? A note may call her by the name that the record has for her."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.reading import line_around, passages
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_ROLES = ("god-man", "god-man-ensamkommande", "forvaltare", "framtidsfullmaktshavare", "ombud", "offentligt-bitrade")
# that somebody is, becomes or ceases to be one tells of no part taken
_OF_THE_OFFICE = re.compile(
    r"\b(?:förordna\w*|utse\w*|utsed\w*|entledig\w*|byte\w* av|ansök\w* om (?:god|förvaltar)|heter|är (?:god|förvaltar|ombud)\w*|blir|ska bli|överförmynd\w*)\b",
    re.IGNORECASE,
)
# called, expected, on the way: whether she came is another matter
_TO_COME = re.compile(
    r"\b(?:sk(?:a|all|ulle)|försöker?|lovade|hoppas|kanske|om (?:han|hon|de) (?:hinner|hann|kan|kunde))\b[^.]*\b(?:komma|delta|vara med|ansluta|hinn(?:a|er)|hann)\b",
    re.IGNORECASE,
)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met at every note that tells of the representative or names her in what was done, called or said; a question where she was only to come; else what the record as a whole says."""
    told = list(_notes(rule, locus, case))
    if any(answer.verdict is Verdict.MET for answer in told):
        yield from told
    else:
        yield from as_written(rule, locus, case, person)


def _notes(rule: Rule, locus: Locus, case: Case) -> Iterator[Answer]:
    """The answer of each note that tells of the representative."""
    names = _names(case)
    for post in case.posts_at(locus, "akt"):
        if not isinstance(post, Anteckning):
            continue
        said = next((s for s in case.reading.said(post, "foretradare-medverkat") if s.counts and s.mark.kind == "says"), None)
        named = said.evidence() if said is not None else _named(post, names)
        if named is None:
            continue
        to_come = said is None and _TO_COME.search(named.text or "") is not None
        yield Answer(
            rule=rule,
            verdict=Verdict.QUESTION if to_come else Verdict.MET,
            locus=replace(locus, kind="post", id=post.id, post=post.id),
            kind="unclear" if to_come else "missing",
            evidence=(replace(named, role="hint") if to_come else named,),
        )


def _names(case: Case) -> re.Pattern[str] | None:
    """The first names of the record's representatives."""
    first = [(one.namn or "").split()[0] for one in case.akt.personakt.berord if one.roll in _ROLES and (one.namn or "").split()]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, first))})\b", re.IGNORECASE) if first else None


def _named(post: Anteckning, names: re.Pattern[str] | None) -> Evidence | None:
    """Where a note calls the representative by her first name, and not for her office."""
    for passage in passages(post) if names is not None else ():
        text = passage.text
        for found in names.finditer(text.value):
            line = line_around(text.value, *found.span())
            if not _OF_THE_OFFICE.search(line):
                return Evidence("supports", passage.at(found.start()), text.at(found.end()), post.id, text=line.strip())
    return None
