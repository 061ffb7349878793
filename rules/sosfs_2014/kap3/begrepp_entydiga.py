"""SOS3-12b: are the words unambiguous? Asked only of notes with vague words; short ones that hold little else are missing."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.language.words import Bit
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Missing where fewer facts than vague words stand to hang them on; met where there are many."""
    del person
    for post in case.posts_at(locus, "post"):
        read = case.reading.of(post)
        vague = [
            said
            for said in case.reading.said(post, "otydliga-begrepp")
            if said.mark.kind == "says" and said.status in ("affirmed", "negated")
        ]
        if not vague:
            continue
        words = [word for _, annotation in read for word in annotation.prose.words]
        own = {word.text for word in words if word.bits & Bit.SPECIFIC}
        bare = len(words) <= 60 and len(own) <= 4 * len(vague)
        yield Answer(
            rule=rule,
            verdict=Verdict.MISSING if bare else Verdict.MET,
            locus=locus,
            evidence=tuple(said.evidence("contradicts" if bare else "supports") for said in vague[:3]),
        )
