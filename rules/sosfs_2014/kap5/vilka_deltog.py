"""SOS5-2r3: was the person offered to take part? A list of those who did is no answer if the person is not among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sosfs_2014.kap5.planerna import around_the_planning
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_posts
from sosfs_lint.checks.needs import as_written
from sosfs_lint.language.status import Status
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_THE_PERSON = ("enskild", "barnet")
_ANSWERS = (Status.AFFIRMED, Status.NEGATED)


def erbjuden(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words have it; a question where all there is is a heading over the names of others."""
    case = around_the_planning(locus, case)
    for answer in as_written(rule, locus, case, person):
        listed = _only_others(rule, locus, case) if answer.verdict is Verdict.MET else None
        yield answer if listed is None else replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(listed,))


def _only_others(rule: Rule, locus: Locus, case: Case) -> Evidence | None:
    """Where others are listed, if nothing anywhere says that the person was offered, or took part, or did not."""
    assert rule.in_a_text is not None
    concepts = [name for need in rule.in_a_text for name in need.says]
    listed: Evidence | None = None
    for post in looked_posts(rule, locus, case).values():
        annotations = {passage.place: annotation for passage, annotation in case.reading.of(post)}
        for said in (one for name in concepts for one in case.reading.said(post, name) if one.status in _ANSWERS):
            mentions = annotations[said.passage.place].mentions
            if said.mark.kind == "says" or (said.mark.kind == "heading" and any(one.role in _THE_PERSON for one in mentions)):
                return None
            if said.mark.kind == "heading" and any(one.named for one in mentions):
                listed = said.evidence("hint")
    return listed
