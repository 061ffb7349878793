"""SOS4-13.1 and SOS4-13.6: whom a decision is about, and who took it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import Needs
from sosfs_lint.checks.values import Holds, person_and_title
from sosfs_lint.model import Anteckning, Beslut, Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_NOBODY = re.compile(
    r"(?i)(?<!\w)(?:sökanden?|den sökande|den enskilde|barnet|klienten|brukaren|parten|vederbörande|paret|familjen)s?(?!\w)"
)


def whom(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it; a decision whose own words are about "sökanden" and nobody by name lacks it for certain."""
    for answer in Needs().judge(replace(rule, spec=rule.in_a_text), locus, case, person):
        told = next((p for p in case.posts_at(locus, "post") if isinstance(p, Beslut) and p.innehall is not None), None)
        if answer.verdict is Verdict.NOT_CHECKED and told is not None and told.innehall and _NOBODY.search(told.innehall.value):
            yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, person=answer.person, evidence=(_here(told),), lacks=answer.lacks)
        else:
            yield answer


def by_whom(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it; a note whose writer says that they decide is a decision by that writer, if they are known."""
    for answer in Needs().judge(replace(rule, spec=rule.in_a_text), locus, case, person):
        writer = next(_deciding_writers(locus, case), None) if answer.verdict is not Verdict.MET else None
        yield answer if writer is None else replace(answer, verdict=Verdict.MET, kind="missing", evidence=(writer,), looked=None, lacks=())


def _deciding_writers(locus: Locus, case: Case) -> Iterator[Evidence]:
    for post in case.posts_at(locus, "post"):
        known = isinstance(post, Anteckning) and any(person_and_title(who, case) is Holds.FULLY for who in post.upprattad_av)
        said = case.reading.said(post, "beslutar-sjalv") if known else ()
        yield from (s.evidence("supports") for s in said if s.mark.kind == "says" and s.counts)


def _here(post: Beslut) -> Evidence:
    return Evidence("contradicts", post.place, post=post.id, field="beslut/innehall")
