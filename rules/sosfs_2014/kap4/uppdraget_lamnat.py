"""SOS4-21s2: when was the order handed over? The journal is to show it; the order's own day of dispatch does as well where it is exported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sosfs_2014.kap4.uppdrag_mot_beslut import filed_under
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Handling, Person
from sosfs_lint.reading import passages
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the journal has it; met too by the day on which a document of the moment was sent."""
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is Verdict.MET and _is_anothers(answer, locus, case):
            answer = replace(answer, verdict=Verdict.MISSING, evidence=(), looked=looked_at(rule, locus, case))
        if answer.verdict is Verdict.QUESTION and not answer.evidence:  # the order points elsewhere: that is no line in the journal
            answer = replace(answer, verdict=Verdict.MISSING, kind="missing", looked=looked_at(rule, locus, case))
        sent = next(_sent(locus, case), None) if answer.verdict is not Verdict.MET else None
        yield answer if sent is None else answer.met_by(sent)


def _is_anothers(answer: Answer, locus: Locus, case: Case) -> bool:
    """Whether the notes name who carries out another measure, and not who carries out the one that the order is filed under."""
    akt = case.akt.personakt
    filed = filed_under(locus, case)
    units = {unit.id: (unit.namn or "").split(" ")[0].casefold() for unit in akt.header.enhet}
    own = {units.get(one.utforare or "", "") for one in akt.insats if one.id in filed} - {""}
    others = {units.get(one.utforare or "", "") for one in akt.insats if one.id not in filed} - {"", *own}
    texts = [
        " ".join(p.text.value for p in passages(case.akt.posts[e.post])).casefold() for e in answer.evidence if e.post in case.akt.posts
    ]
    return bool(own and others and texts) and all(
        any(name in text for name in others) and not any(name in text for name in own) for text in texts
    )


def _sent(locus: Locus, case: Case) -> Iterator[Evidence]:
    for post in case.posts_at(locus, "post"):
        if isinstance(post, Handling):
            yield from (
                Evidence("supports", post.place, post=post.id, field="handling/expedierad")
                for one in post.expedierad
                if one.tid is not None and one.tid.date is not None
            )
