"""SOS4-10.6: were other measures weighed together with the individual? A section that tells only of colleagues or of the writer does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_CONCEPT = "alternativ-overvagda-tillsammans"
_ALONE = re.compile(
    r"(?i)\b(?:personalgrupp|arbetsgrupp|arbetslag|handläggargrupp|team|kolleg|ärendedragning|gruppledar|enhetschef|metodhandledning)\w*"
    r"|\b(?:handläggaren|undertecknad|jag|vi|socialsekreteraren|biståndshandläggaren|utredaren)\b[^.]{0,25}\b(?:övervägt|övervägde|funderat|funderade|vägt|prövat|bedömt|tänkt)\b"
)
_TOGETHER = re.compile(r"(?i)\b(?:tillsammans|ihop|samråd|gemensamt|med (?:honom|henne|dem|familjen|båda))\b")
_ROLES = frozenset({"enskild", "barnet", "foralder"})


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words have it, unless all that says so stands in sections where nobody but colleagues weighs anything."""
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is Verdict.MET and all(_without_the_person(locus, case)):
            yield replace(answer, verdict=Verdict.MISSING, kind="missing", looked=looked_at(rule, locus, case))
        else:
            yield answer


def _without_the_person(locus: Locus, case: Case) -> Iterator[bool]:
    """For each section that says it, whether it tells of colleagues alone."""
    for post in case.posts_at(locus, "post"):
        telling = {said.passage.place for said in case.reading.said(post, _CONCEPT) if said.counts}
        for passage, annotation in case.reading.of(post):
            if passage.place in telling:
                words = passage.text.value
                present = _TOGETHER.search(words) or any(mention.role in _ROLES for mention in annotation.mentions)
                yield not present and _ALONE.search(words) is not None
