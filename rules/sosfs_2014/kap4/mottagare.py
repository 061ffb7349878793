"""SOS4-1.5: who took the call? The note's author, unless the note says that somebody else did."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_2014.kap4.jouren import by_another
from sosfs_lint.case import Case
from sosfs_lint.checks.values import Holds, author
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by an author with name and title, or by whoever the note says received it; missing where another, unnamed, received it."""
    del person
    for post in case.posts_at(locus, "post"):
        marks = (said for said in case.reading.said(post, "mottaget-av-annan") if said.status not in ("negated", "planned", "conditional"))
        told = [said for said in marks if said.mark.kind == "says"]
        other = next((said for said in told if by_another(said, post, case)), None)
        named = case.reading.affirms(post, ("mottagare-namngiven",))
        holds = author(post, case)
        if other is not None or named is not None:
            holds = Holds.FULLY if named is not None else Holds.NOTHING
        verdict = {Holds.FULLY: Verdict.MET, Holds.DOUBTFUL: Verdict.QUESTION}.get(holds, Verdict.MISSING)
        if other is not None and verdict is Verdict.MISSING:
            where = other.evidence("contradicts")
        else:
            where = named.evidence("supports") if named is not None else Evidence("supports", post.place, post=post.id)
        yield Answer(
            rule=rule, verdict=verdict, locus=locus, kind="unclear" if verdict is Verdict.QUESTION else "missing", evidence=(where,)
        )
