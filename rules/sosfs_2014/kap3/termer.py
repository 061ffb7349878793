"""SOS3-12r4: words that the national term bank has replaced, as a question."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import not_read
from sosfs_lint.model import Person
from sosfs_lint.reading import is_unread
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_QUOTES = '"”“»«'
MOST = 1


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Missing where deviating words stand outside quotation marks."""
    del person
    for post in case.posts_at(locus, "post"):
        if not case.reading.of(post):
            if is_unread(post):
                yield not_read(rule, locus)
            continue
        used = [
            said
            for said in case.reading.said(post, "avvikande-termer")
            if said.mark.kind == "says" and not sum(said.passage.text.value[: said.mark.start].count(q) for q in _QUOTES) % 2
        ]
        several = len(used) >= MOST
        yield Answer(
            rule=rule,
            verdict=Verdict.MISSING if several else Verdict.MET,
            locus=locus,
            evidence=tuple(said.evidence("contradicts") for said in used[:3])
            if several
            else (Evidence("supports", post.place, post=post.id),),
        )
