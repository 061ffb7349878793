"""SOS4-14.3: does the decision say how long it holds? What its reasons point to says why, not how long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Beslut, Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it, and not applicable where all is refused; missing where all that is left is a reference in the reasons of a decision whose end the system exports."""
    if _only_refuses(locus, case):
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
        return
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is not Verdict.MET and _for_a_month(locus):
            yield answer.met_by(Evidence("supports", locus.place, post=locus.post, field="beslut/@typ"))
        elif answer.verdict is Verdict.QUESTION and _exported(case) and not any(_of_its_own(e, locus) for e in answer.evidence):
            yield replace(answer, verdict=Verdict.MISSING, kind="missing", looked=looked_at(rule, locus, case))
        else:
            yield answer


_MONTH = re.compile(
    r"(?i)\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|jan|feb|apr|aug|sept?|okt|nov|dec)\b(?! månad(?:er)? framåt)"
)


def _for_a_month(locus: Locus) -> bool:
    """Whether the decision's own name says for which month it is."""
    return isinstance(locus.element, Beslut) and _MONTH.search(locus.element.typ or "") is not None


def _only_refuses(locus: Locus, case: Case) -> bool:
    """Whether what is told here of the decision, which has no outcome of its own, refuses and grants nothing."""
    if isinstance(locus.element, Beslut) and locus.element.utfall:
        return False
    posts = case.posts_at(locus, "post")
    refused, granted = (
        any(said.counts for post in posts for said in case.told(locus, post, one)) for one in ("avslag-beslutas", "nagot-beviljat")
    )
    return refused and not granted


def _exported(case: Case) -> bool:
    """Whether any decision of the export carries its end."""
    return any(isinstance(post, Beslut) and post.galler_tom is not None for post in case.akt.live)


def _of_its_own(evidence: Evidence, locus: Locus) -> bool:
    return evidence.post in {locus.post, *locus.posts} and evidence.role != "reference"
