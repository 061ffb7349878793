"""SOS3-17.2: was an interpreter or support used? Each note that tells answers for its own contact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met at every note that says how the talk was held, a question where a relative interpreted; else what the record as a whole says."""
    told = False
    for post in case.posts_at(locus, "akt"):
        if not isinstance(post, Anteckning):
            continue
        uses = [said for said in case.reading.said(post, "tolk-eller-stod-anvant") if said.counts]
        kin = next((said for said in case.reading.said(post, "anhorig-tolkar") if said.status in ("hint", "hearsay", "other-person")), None)
        if kin is not None and any((kin.passage, kin.mark.sentence) != (use.passage, use.mark.sentence) for use in uses):
            kin = None
        said = kin or next(iter(uses), None)
        if said is None:
            continue
        told = True
        yield Answer(
            rule=rule,
            verdict=Verdict.QUESTION if kin is not None else Verdict.MET,
            locus=replace(locus, post=post.id),
            kind="unclear" if kin is not None else "missing",
            evidence=(said.evidence("hint" if kin is not None else "supports"),),
        )
    if not told:
        yield from as_written(rule, locus, case, person)
