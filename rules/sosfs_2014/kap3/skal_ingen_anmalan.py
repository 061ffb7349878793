"""SOS3-15r1: why no police report? One report made does not answer for another crime that was told later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person, Post
from sosfs_lint.reading import Said, passages
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_REPORT = re.compile(r"polis|åklag|brott|förundersök|barnahus|anmäl", re.IGNORECASE)

# whether to report is to be asked or raised; what becomes of another crime is no answer to that
_OPEN = re.compile(
    r"\bom (?:det|detta|saken|händelsen|vi|jag) (?:ska|skall|bör|måste) (?:polis)?anmäla?s?\b[^.]{0,40}\b(?:får|ska|måste|tas|tar|frågar?|hör|kollar?)\b|"
    r"\b(?:frågan|fråga) om (?:polis)?anmälan[^.]{0,40}\b(?:får|ska|tas|tar|lyfts?|kvarstår|öppen)\b|\b(?:polis)?anmälan\b[^.]{0,15}\b(?:tas upp|får tas|diskuteras|lyfts) (?:med|på|i)\b",
    re.IGNORECASE,
)
_SOON = timedelta(days=31)
_OF_REPORTING = re.compile(r"anmäl|polis|avstå", re.IGNORECASE)


def _of_reporting(answer: Answer) -> bool:
    """Whether the words that the answer rests on are of a report at all."""
    return any(_OF_REPORTING.search(evidence.text or "") for evidence in answer.evidence)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by reasons wherever they stand; not asked where the crime was reported and nothing says that one was not."""
    posts = case.posts_at(locus, "arende")
    if not _of_a_child(locus, case, person):
        return
    left_open = any(_OPEN.search(passage.text.value) for post in posts for passage in passages(post))
    reported = _is_reported(posts, case)
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is Verdict.MET and (not _on_a_report(answer, case) or (left_open and not _of_reporting(answer))):
            other = next(_reasons(posts, case), None)
            answer = replace(answer, verdict=Verdict.MISSING, evidence=()) if other is None else answer.met_by(other.evidence("supports"))
        if not reported or answer.verdict is Verdict.MET:
            yield answer


def _is_reported(posts: Sequence[Post], case: Case) -> bool:
    """Whether a report answers for what was told: not one made long after it by a note that tells of a crime of its own."""
    reports = [post for post in posts if case.reading.affirms(post, ("polisanmalan-for-barnet",)) is not None]
    told = [post for post in posts if case.reading.affirms(post, ("brott-mot-barn",)) is not None]
    first = min((day for post in told if (day := day_of(post)) is not None), default=None)
    if first is None:
        return bool(reports)
    return any(post not in told or (day := day_of(post)) is None or day - first <= _SOON for post in reports)


def _reasons(posts: Sequence[Post], case: Case) -> Iterator[Said]:
    """Reasons that speak of a report themselves, wherever in the matter they stand."""
    for post in posts:
        for said in case.reading.said(post, "skal-ingen-polisanmalan"):
            if said.counts and _OF_REPORTING.search(said.passage.text.value[said.mark.start : said.mark.end]):
                yield said


def _of_a_child(locus: Locus, case: Case, person: Person | None) -> bool:
    """Whether somebody was under 18, or of unknown age, when the crime was told; who has come of age since was a child then."""
    people = [person] if person is not None else list(case.akt.personakt.enskild)
    told = [post for post in case.posts_at(locus, "arende") if case.reading.affirms(post, ("brott-mot-barn",)) is not None]
    ages = [case.akt.age(one, day_of(post) or locus.day) for one in people for post in told]
    return not ages or any(age is None or age < 18 for age in ages)


def _on_a_report(answer: Answer, case: Case) -> bool:
    """Whether the text that the answer rests on names the police, a report or a crime at all."""
    told = [(case.akt.posts.get(evidence.post or ""), evidence.text or "") for evidence in answer.evidence]
    texts = [passage.text.value for post, words in told if post is not None for passage in passages(post) if words in passage.text.value]
    return not texts or any(_REPORT.search(text) for text in texts)
