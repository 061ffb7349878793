"""SOS3-16r1b: does a note's reference lead to a document that is in the record?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.language.annotate import Mark
from sosfs_lint.language.status import Status
from sosfs_lint.model import Person
from sosfs_lint.reading import Said
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

# what the regulation itself keeps outside the record
_KEPT_APART = re.compile(
    r"särskild ordning|lex sarah|missförhållande|avvikelse(?:system|hantering|modul)|förvaras (?:separat|åtskilt|för sig)", re.IGNORECASE
)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met where the document is there; missing (graded as a question) where the export does not hold it. A note that refers to nothing is not asked."""
    del person
    for post in case.posts_at(locus, "post"):
        pointers = [
            Said(
                Mark("hanvisning", "says", Status.REFERENCE, annotation.prose.source(s.start), annotation.prose.source(s.end), 0),
                post,
                passage,
            )
            for passage, annotation in case.reading.of(post)
            for s in annotation.references
        ]
        pointers = [said for said in pointers if not _KEPT_APART.search(said.words)]
        loose = [said for said in pointers if not case.reading.targets(said, case.akt.live)]
        if pointers:
            verdict = Verdict.MISSING if loose else Verdict.MET
            yield Answer(
                rule=rule,
                verdict=verdict,
                locus=locus,
                evidence=tuple(s.evidence("reference" if loose else "supports") for s in (loose or pointers)[:2]),
            )
