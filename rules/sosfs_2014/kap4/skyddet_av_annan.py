"""SOS4-2.1 and 2.2: a protection assessment under its own heading that speaks of a brother or sister only is none of this child's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.reading import Said
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_REPORT = ("muntlig-anmalan", "uppgifter-i-forbigaende")
_OUTCOME = "skyddsbedomning-utfall"


def utfall(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As written; missing where all that stands under the heading is about somebody else."""
    for answer in as_written(rule, locus, case, person):
        yield _missing(answer, rule, locus, case)


def grund(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """So too; and a question where the note takes down a report and of the assessment says only that it was made."""
    for answer in as_written(rule, locus, case, person):
        answer = _missing(answer, rule, locus, case)
        only_made = answer.verdict is Verdict.MET and _only_made(locus, case)
        yield replace(answer, verdict=Verdict.QUESTION, kind="unclear") if only_made else answer


def _missing(answer: Answer, rule: Rule, locus: Locus, case: Case) -> Answer:
    if answer.verdict is not Verdict.MET:
        return answer
    said = [said for post in case.posts_at(locus, "post") for said in case.reading.said(post, _OUTCOME)]
    if any(one.counts and one.mark.kind == "says" for one in said):
        return answer
    others = [one for one in said if one.mark.kind == "heading" and one.counts and _is_about_a_sibling(one, case)]
    if not others:
        return answer
    nearest = tuple(one.evidence("other-person") for one in others)
    return replace(answer, verdict=Verdict.MISSING, kind="missing", evidence=nearest, looked=looked_at(rule, locus, case))


def _is_about_a_sibling(said: Said, case: Case) -> bool:
    """Whether what stands under a heading names a brother or sister, and not the child itself nor all of them."""
    annotation = next(annotation for passage, annotation in case.reading.of(said.post) if passage == said.passage)
    words, under = annotation.prose.words, annotation.under(_OUTCOME)
    near = [one for one in annotation.mentions if annotation.prose.sentence_of[one.at] in under]
    siblings = [one for one in near if one.other or one.role == "syskon"]
    own = [one for one in near if one.role in ("barnet", "enskild") and not one.other]
    return bool(siblings) and not own and not any(words[one.at].text.startswith("syskon") for one in siblings)


def _only_made(locus: Locus, case: Case) -> bool:
    posts = list(case.posts_at(locus, "post"))
    reported = any(isinstance(post, Anteckning) and case.reading.affirms(post, _REPORT) is not None for post in posts)
    return reported and all(case.reading.affirms(post, (_OUTCOME,)) is None for post in posts)
