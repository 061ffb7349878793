"""SOS5-2r14b and SOS6-2r17b: what became of the person's wishes. A whole plan holds words that would answer any wish: the answer
must stand with the wish. Of one who took no part nothing is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.language.annotate import Annotation, Mark
from sosfs_lint.language.status import Status
from sosfs_lint.model import Person, Post
from sosfs_lint.reading import Passage, passages, telling_stems
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_WITH = 3  # sentences that a wish and its answer may take
TOOK_PART = "plan-deltagit"
_SHORT = 4  # a text of no more is read as a whole
_WISHES = re.compile(
    r"(?i)^\W*(?:\w+ (?:vill|ville|önskar|önskade)|(?:\w+ )?önske(?:mål|n)\w*|önskningar)\b(?!.*\b(?:hur|blev|hänsyn|svar)\b)"
)
_ABOUT_WISHES = re.compile(r"(?i)\b(?:vill|ville|önsk\w*|tankar|åsikt\w*|synpunkt\w*|egna ord|säger|om planen|delaktig\w*)\b")
_A_WISH = re.compile(r"(?i)\b(?:vill|ville|velat|önska\w*|slippa|hellre|gärna|tycker om|gillar)\b")
_STEM = 5  # letters by which a thing is known again
_BECAME = re.compile(
    r"(?i)\b(?:därför|så (?:vi|det)|blir|blev|i ?stället|går (?:inte|ej|bra)|får (?:hon|han|hen|jag|de)|inte möjligt|kan inte|kunde inte|nej|ordna\w*|lag[td]\w*|(?:vi|det|den) lägg\w+|lägg\w+ (?:vi )?(?:det|den|in|om)|"
    r"ändra\w*|flytta\w*|byt\w+|tillgodos\w+|tillmötes\w+|finns inte|har vi|vi har|vi ser till|beakta\w*|anpassa\w*|planera[st]\w*|utgått från|utgår från|hänsyn)\b"
)
_OWN_VIEW = re.compile(
    r"(?i)\b(?:egen|egna|eget) (?:syn|beskrivning|ord|uppfattning|bild|tankar|mål)\b|\b(?:syn|inställning) (?:på|till)\b|\bvad \w+ (?:själv )?(?:vill|säger|tycker|önskar)\b|\w+s (?:syn|uppfattning|önskemål)\b"
)
_OURS = re.compile(
    r"(?i)\b(?:vi|personalen|avdelningen|boendet|enheten|kontakt\w+|därför|ordna[st]?|erbjud\w+|planeras?|kommer att|bokas?|tillgodos\w+|tillmötes\w+|beviljas?|medges|får (?:hon|han|hen)|(?:går|gick) (?:inte|ej)|inte möjligt|läggs|införs|provas|prövas)\b"
)


def answered(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the plan's words have it; missing where it only lists wishes, not asked where nobody took part and nothing was wished."""
    assert rule.in_a_text is not None
    concepts = [name for need in rule.in_a_text for name in need.says]
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is Verdict.MISSING and not _took_part(locus, case, concepts):
            continue
        listed = _only_listed(locus, case, concepts) if answer.verdict is Verdict.MET else ()
        if answer.verdict is Verdict.QUESTION and (taken := _taken_up(locus, case)) is not None:
            yield answer.met_by(taken)
            continue
        if answer.verdict is Verdict.QUESTION:
            listed = _unanswered(locus, case)
        if listed:
            yield replace(answer, verdict=Verdict.MISSING, evidence=listed[:3], looked=looked_at(rule, locus, case))
        else:
            yield answer


def _took_part(locus: Locus, case: Case, concepts: list[str]) -> bool:
    """Whether the plan says that the person took part, or at least holds a wish."""
    return any(case.reading.affirms(post, (TOOK_PART, *concepts)) or _hinted(post, case, concepts) for post in case.posts_at(locus, "post"))


def _hinted(post: Post, case: Case, concepts: list[str]) -> bool:
    return any(said.mark.kind in ("hints", "hollow", "heading") for name in concepts for said in case.reading.said(post, name))


def _only_listed(locus: Locus, case: Case, concepts: list[str]) -> tuple[Evidence, ...]:
    """The wishes, if none of them has its answer beside it."""
    found: list[Evidence] = []
    for post in case.posts_at(locus, "post"):
        for passage, annotation in case.reading.of(post):
            for name in concepts:
                for said in case.reading.said(post, name):
                    if said.passage.place != passage.place or said.status not in (Status.AFFIRMED, Status.PLANNED, Status.NEGATED):
                        continue
                    if said.mark.kind not in ("heading", "says"):
                        continue
                    if _is_own_view(passage):
                        found.append(said.evidence("contradicts"))
                        continue
                    if _BECAME.search(said.words) if said.mark.kind == "heading" else _stands(case, annotation, said.mark):
                        return ()
                    found.append(said.evidence("contradicts"))
    return tuple(found)


def _is_own_view(passage: Passage) -> bool:
    """Whether a section is the person's own view, and nothing in it is ours: what is wished there is not answered there."""
    return _OWN_VIEW.search(passage.heading or "") is not None and not _OURS.search(passage.text.value)


def _unanswered(locus: Locus, case: Case) -> tuple[Evidence, ...]:
    """What stands under headings that announce wishes, if none of it tells what became of them."""
    headed = [
        (post, passage)
        for post in case.posts_at(locus, "post")
        for passage in passages(post)
        if _WISHES.search(passage.heading or "") and passage.text.value.strip()
    ]
    if any(_BECAME.search(passage.text.value) for _, passage in headed):
        return ()
    return tuple(Evidence("contradicts", passage.at(0), post=post.id) for post, passage in headed)


def _taken_up(locus: Locus, case: Case) -> Evidence | None:
    """Where the sentences after a wish, and they alone, come back to what it was about: "Hon ville ha katten med. Katten bor på rummet." """
    for post in case.posts_at(locus, "post"):
        for passage, annotation in case.reading.of(post):
            if not _ABOUT_WISHES.search(passage.heading or ""):
                continue
            spans = [(n.first, n.last, annotation.prose.text[n.start : n.end]) for n in annotation.prose.sentences]
            for at, (first, last, text) in enumerate(spans):
                wished = telling_stems(annotation, _STEM, first, last) if _A_WISH.search(text) else set()
                for begin, end, answer in spans[at + 1 : at + _WITH] if wished else ():
                    if not _A_WISH.search(answer) and wished & telling_stems(annotation, _STEM, begin, end):
                        return Evidence("supports", passage.at(annotation.prose.sentences[at].start), post=post.id)
    return None


def _stands(case: Case, annotation: Annotation, mark: Mark) -> bool:
    """Whether a mark is still one when nothing but the sentences around it are read."""
    prose = annotation.prose
    if len(prose.sentences) <= _SHORT:
        return True
    few = prose.sentences[mark.sentence : mark.sentence + _WITH]
    alone = case.reading.of_field(prose.text[few[0].start : few[-1].end])
    counted = (Status.AFFIRMED, Status.PLANNED, Status.NEGATED)
    return alone is not None and any(one.kind == "says" and one.status in counted for one in alone.of(mark.concept))
