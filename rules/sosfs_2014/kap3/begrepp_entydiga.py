"""SOS3-12b: are the words unambiguous? Asked only of short notes that consist of little but vague words."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.language.words import Bit
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Two vague expressions, or one in a note without anything of its own, and fewer facts than words to hang them on."""
    del person
    for post in case.posts_at(locus, "post"):
        read = case.reading.of(post)
        vague = [
            said
            for said in case.reading.said(post, "otydliga-begrepp")
            if said.mark.kind == "says" and said.status in ("affirmed", "negated")
        ]
        words = [word for _, annotation in read for word in annotation.prose.words]
        own = {word.text for word in words if word.bits & Bit.SPECIFIC}
        if vague and len(words) <= 60 and len(own) <= 4 * len(vague):
            yield Answer(
                rule=rule, verdict=Verdict.MISSING, locus=locus, evidence=tuple(said.evidence("contradicts") for said in vague[:3])
            )
        elif vague:
            yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
