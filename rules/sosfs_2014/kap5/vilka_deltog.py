"""SOS5-2r3, 2r14a, SOS6-2r17a: was the person offered to take part, and did they? A list of others is no answer, nor is a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_2014.kap5.planerna import around_the_planning
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at, looked_posts
from sosfs_lint.checks.needs import as_written
from sosfs_lint.language.status import Status
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_THE_PERSON = ("enskild", "barnet")
_SIGNED = re.compile(
    r"\b(?:läst|läste|skrivit under|skrev under|skrivit på|skrev på|undertecknat|undertecknade|signerat|godkänt|godkände|tagit del av|fått (?:en )?(?:kopia|planen))\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:delt[ao]\w*|medverka\w*|var med|varit med|är med|med (?:hela|från|på|vid)|satt med|suttit|tillsammans|ihop|gemensamt|själv|närvarande|synpunkt\w*|tyck\w*|önska\w*|ville|vill)\b",
    re.IGNORECASE,
)
_ANSWERS = (Status.AFFIRMED, Status.NEGATED)


def erbjuden(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words have it; a question where all there is is a heading over the names of others."""
    case = around_the_planning(locus, case)
    for answer in as_written(rule, locus, case, person):
        listed = _only_others(rule, locus, case) if answer.verdict is Verdict.MET else None
        yield answer if listed is None else replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(listed,))


def deltog(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words have it; missing where under a heading stand others who took part and, of the person, that the plan was read or signed."""
    for answer in as_written(rule, locus, case, person):
        alone = answer.verdict is Verdict.MET and bool(answer.evidence) and all(_only_signed(found) for found in answer.evidence)
        yield (
            replace(answer, verdict=Verdict.MISSING, kind="missing", evidence=(), looked=looked_at(rule, locus, case)) if alone else answer
        )


def _only_signed(found: Evidence) -> bool:
    """Whether words tell of a plan that somebody has read or signed, and of nobody who sat down with the one it is for."""
    words = found.text or ""
    return _SIGNED.search(words) is not None and _TOGETHER.search(words) is None


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
