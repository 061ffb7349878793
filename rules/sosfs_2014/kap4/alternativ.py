"""SOS4-10.6: were other measures weighed together with the individual? A section that tells only of colleagues or of the writer does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.language.annotate import Annotation
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_CONCEPT = "alternativ-overvagda-tillsammans"
_ALONE = re.compile(
    r"(?i)\b(?:personalgrupp|arbetsgrupp|arbetslag|handläggargrupp|team|kolleg|ärendedragning|gruppledar|enhetschef|metodhandledning)\w*"
    r"|\b(?:handläggaren|undertecknad|jag|vi|socialsekreteraren|biståndshandläggaren|utredaren)\b[^.]{0,25}\b(?:övervägt|övervägde|funderat|funderade|vägt|prövat|bedömt|tänkt)\b"
)
_TOGETHER = re.compile(r"(?i)\b(?:tillsammans|ihop|samråd|gemensamt|med (?:honom|henne|dem|familjen|båda))\b")
# words for a measure: a sentence with one of them says who weighed it
_MEASURE = re.compile(
    r"(?i)\b(?:kontaktfamilj|stödfamilj|familjehem|jourhem|hvb|öppenvård|behandlingshem|stödboende|boende|korttid|växelvård|avlastning|avlös|dagverksam|dagvård|hemtjänst"
    r"|ledsag|kontaktperson|boendestöd|assist|matdistribution|matlåd|trygghetslarm|larm|tillsyn|familjebehandling|internat|vandrarhem|nattbädd|inneboende|härbärge|dagrehab)\w*"
)
_NO_OTHER = re.compile(r"(?i)\b(?:annat|andra) (?:sätt|vis|vägar)\b")  # a sentence of another requirement
_SET_ASIDE = re.compile(
    r"(?i)\b(?:vald\w* bort|lagt? åt sidan|lade åt sidan|haf\w* i åtanke|har i åtanke|avfärda\w*|tänk\w* på|funderat på|övervägt)\b"
)
_ROLES = frozenset({"enskild", "barnet", "foralder"})


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words have it, unless all that says so stands in sections where nobody but colleagues weighs anything."""
    for answer in as_written(rule, locus, case, person):
        if (answer.verdict is Verdict.MET and all(_without_the_person(locus, case))) or (
            answer.verdict is Verdict.QUESTION and _weighs_nothing_together(answer.evidence)
        ):
            yield replace(answer, verdict=Verdict.MISSING, kind="missing", looked=looked_at(rule, locus, case))
        else:
            yield answer


_WEIGHS = re.compile(
    r"(?i)\b(?:alternativ|överväg|övervag|diskuter|resoner|prat|tala|hellre|i ?stället|jämför|annan|annat|andra|erbj|prov|pröv|val|välj|tacka)\w*"
)


_WISHES = re.compile(r"(?i)\b(?:tyck|vill|räck|säg|sa|önsk|föredr|pass|tror|ansåg|anser|men[ar])\w*")


def _weighs_nothing_together(nearest: Sequence[Evidence]) -> bool:
    """Whether what comes nearest is the writer's own thought, or weighs nothing and names no measure."""
    words = [one.text or "" for one in nearest if one.role == "hint"]
    alone = all(
        (_ALONE.search(text) and not _TOGETHER.search(text))
        or not (_WEIGHS.search(text) or (_MEASURE.search(text) and _WISHES.search(text)))
        for text in words
    )
    return bool(words) and len(words) == len(nearest) and alone


def _without_the_person(locus: Locus, case: Case) -> Iterator[bool]:
    """For each section that says it, whether it tells of colleagues alone."""
    for post in case.posts_at(locus, "post"):
        telling = {said.passage.place for said in case.reading.said(post, _CONCEPT) if said.counts}
        for passage, annotation in case.reading.of(post):
            if passage.place in telling:
                words = passage.text.value
                if _set_aside_alone(words, annotation):
                    yield True
                    continue
                present = _TOGETHER.search(words) or any(mention.role in _ROLES for mention in annotation.mentions)
                yield not present and _ALONE.search(words) is not None


def _set_aside_alone(words: str, annotation: Annotation) -> bool:
    """Whether the only sentences that name another measure tell of the writer or of colleagues, who thought of it and set it aside."""
    naming = [
        found.span() for found in re.finditer(r"[^.!?\n]+", words) if _MEASURE.search(found.group()) and not _NO_OTHER.search(found.group())
    ]
    alone = [(start, end) for start, end in naming if _ALONE.search(words[start:end]) or _SET_ASIDE.search(words[start:end])]
    return bool(alone) and not any(
        _TOGETHER.search(words[start:end])
        or any(m.role in _ROLES and start <= annotation.prose.source(annotation.prose.starts[m.at]) < end for m in annotation.mentions)
        for start, end in naming
    )
