"""SOS4-2.4: who made the protection assessment? The author, unless the note says that somebody else did."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_2014.kap4.jouren import by_another
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.values import Holds, person_and_title, signature_in_text
from sosfs_lint.model import Person
from sosfs_lint.reading import passages
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by an author or signer with name and title. Made by the duty team, nobody named: missing; by an unnamed unit of the same office: a question."""
    del person
    posts = case.posts_at(locus, "post")
    best = Holds.NOTHING
    for post in posts:
        holds = [person_and_title(who, case) for who in (*post.upprattad_av, *post.signerad)]
        holds += [found.holds for passage in passages(post) if (found := signature_in_text(passage.text, post, case))]
        best = max([best, *holds])
    marks = [(said, post) for post in posts for said in case.reading.said(post, "skyddsbedomning-av-annan")]
    told = [(said, post) for said, post in marks if said.status not in ("reference", "negated", "conditional")]
    others = [said for said, post in told if by_another(said, post, case)]
    elsewhere = next((said for said in others if said.mark.kind == "says"), None)
    named = any(case.reading.affirms(post, ("bedomare-namngiven",)) for post in posts)
    if named:
        best = max(best, Holds.DOUBTFUL if elsewhere is None else Holds.FULLY)
    elif elsewhere is not None:
        best = Holds.NOTHING
    elif others:
        best = min(best, Holds.DOUBTFUL)
    verdict = {Holds.FULLY: Verdict.MET, Holds.DOUBTFUL: Verdict.QUESTION}.get(best, Verdict.MISSING)
    yield Answer(
        rule=rule,
        verdict=verdict,
        locus=locus,
        kind="unclear" if verdict is Verdict.QUESTION else "missing",
        evidence=tuple(said.evidence("contradicts") for said in others[:1])
        or tuple(Evidence("supports", post.place, post=post.id) for post in posts[:1]),
        looked=looked_at(rule, locus, case) if verdict is Verdict.MISSING else None,
    )
