"""SOS5-2r2, 2r7, SOS6-2r2, 2r7: a plan rests on the board's order when it says so, or when it holds what the order holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Handling, Person
from sosfs_lint.reading import Said, came_in, telling_stems
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

GOALS, CONTENT = "uppdragets-mal", "uppdraget-omfattar"
_STEM = 4
_NAME = re.compile(r"\b(?!Social|Nämnd|Kommun|Stad|Familj|Individ)[A-ZÅÄÖ][a-zåäö]{3,}")
_WANTS = re.compile(r"(?i)\b(?:vill|önsk\w*|mål\w*|beställ\w*|uppdrag\w*|bett|sikta\w*|hoppas|förvänt\w*)\b")
_FEW, _SHARE = 3, 0.5  # words in common, and their part of the words that the order uses
_ENOUGH = 4  # of so many words, where a passage says itself that it has them from the order
_POINTS_BACK = re.compile(
    r"(?i)\b(?:står|stod|säger|sägs|skriver|lyder|anges|anger|enligt|enl\.?|ur|från|hämta[dt]\w*|samma (?:mål )?som|precis som)\b[^.\n]{0,30}"
    r"\b(?:beställning|uppdrag|beslut|bistånds?beslut|vårdplan|order|nämnd|handläggar)\w*"
)


def goals(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the plan's words have it; else met where a passage of the plan takes up the goals of the order."""
    yield from _judge(rule, locus, case, person, GOALS)


def content(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the plan's words have it; else met where the plan takes up what was ordered, or its goals."""
    yield from _judge(rule, locus, case, person, CONTENT)


def _judge(rule: Rule, locus: Locus, case: Case, person: Person | None, concept: str) -> Iterator[Answer]:
    for answer in as_written(rule, locus, case, person):
        found = None
        if answer.verdict in (Verdict.MISSING, Verdict.QUESTION):
            found = _taken_up(locus, case, concept) or (
                _taken_up(locus, case, GOALS) if concept == CONTENT else _under_its_name(locus, case)
            )
        yield answer if found is None else answer.met_by(*found)


def _taken_up(locus: Locus, case: Case, concept: str) -> tuple[Evidence, ...] | None:
    """What an order says and where the plan says the same; goals in one passage, what was ordered anywhere in the plan."""
    plans = [
        (post, telling_stems(one, _STEM), _POINTS_BACK.search(passage.text.value) is not None)
        for post in case.posts_at(locus, "post")
        for passage, one in case.reading.of(post)
    ]
    together = [(plans[0][0], {stem for _, stems, _ in plans for stem in stems}, False)] if plans and concept == CONTENT else plans
    for order in case.akt.posts_in(locus.arende):
        if not isinstance(order, Handling) or not came_in(order):
            continue
        said = [one for one in case.reading.said(order, concept) if one.mark.kind in ("says", "heading")]
        wanted = {stem for one in said for stem in _around(one, order, case)}
        for post, stems, points_back in together:
            common = wanted & stems
            few = _SHARE * min(len(wanted), _ENOUGH) if points_back else max(_FEW, _SHARE * len(wanted))
            if common and len(common) >= few:
                return (said[0].evidence("supports"), Evidence("supports", post.place, post=post.id))
    return None


def _under_its_name(locus: Locus, case: Case) -> tuple[Evidence, ...] | None:
    """What stands in a plan under a heading that asks what somebody wants, named as the sender of what came in ("Ystad vill")."""
    letters = [post for post in case.akt.posts_in(locus.arende) if isinstance(post, Handling) and came_in(post)]
    senders = {word for post in letters if post.inkommen and post.inkommen.fran for word in _NAME.findall(post.inkommen.fran)}
    for post in case.posts_at(locus, "post"):
        for passage, annotation in case.reading.of(post):
            heading = passage.heading or ""
            if _WANTS.search(heading) and senders & set(_NAME.findall(heading)) and len(telling_stems(annotation, _STEM)) > 1:
                return (Evidence("supports", passage.at(0), passage.text.at(len(passage.text.value)), post.id),)
    return None


def _around(said: Said, order: Handling, case: Case) -> set[str]:
    """The words of the sentence that a mark stands in, or of all that stands under a heading; a label in running text heads its sentence."""
    for passage, annotation in case.reading.of(order):
        if passage.place == said.passage.place:
            sentence = annotation.prose.sentences[said.mark.sentence]
            whole = said.mark.kind == "heading" and not passage.text.value[: said.mark.start].strip()
            return telling_stems(annotation, _STEM) if whole else telling_stems(annotation, _STEM, sentence.first, sentence.last)
    return set()
