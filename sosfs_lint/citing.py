"""What decisions cite: the sections in a decision's own fields, and in the prose that tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from sosfs_lint.case import Case
from sosfs_lint.law import Citation, acts, assume_act, parse_citations
from sosfs_lint.law.citations import find_acts
from sosfs_lint.model import Anteckning, Beslut, Post, Text
from sosfs_lint.reading import passages
from sosfs_lint.report import Evidence, Locus
from sosfs_lint.retelling import Told, lead_of, sentence_at, told_in_prose, told_of_kind

LONG = 700
GROUNDS = frozenset({"2025:400", "2001:453", "1993:387", "1990:52", "1988:870"})  # the acts by which a decision on an individual is taken
_BY = re.compile(r"(?:\benligt|\benl\.?|\bjml\.?|\bjämlikt|\bstöd av|\blag(?:rum|stöd):?)\s*$", re.IGNORECASE)
_DECIDES = re.compile(
    r"\bbeslut\w*|\bbesl\b|bevilja\w*|bifall\w*|avsl[aåo]\w*|inled\w*|lagrum|med stöd av|enligt|\benl\b|jml", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, repr=False)
class Cited:
    """A citation in a decision, and what the text does with it: decides by it or tells of something else.

    `assumed`: the text names no act, and the words beside the section tell which of the socialtjänstlagar is meant ("utredning
    enligt 11:1"). It stands in the decision's own field if `in_field`.
    """

    citation: Citation
    evidence: Evidence
    in_field: bool
    told: Told = Told.DECIDED
    assumed: bool = False

    @property
    def retold(self) -> bool:
        """Whether it is about another decision, an appeal or a claim for repayment."""
        return self.told is Told.RETOLD

    def __repr__(self) -> str:
        return f"<Cited {self.evidence.post}>"


def cited_in(locus: Locus, case: Case) -> tuple[Cited, ...]:
    """The citations of the decision at a locus, read once per record."""
    key = (locus.moment, locus.key)
    known: tuple[Cited, ...] | None = case.kept.get(key)  # type: ignore[assignment]
    if known is None:
        posts = case.posts_at(locus, "post")
        known = case.kept[key] = tuple(cited for post in posts for cited in _of_post(post, locus.day, _other_law(post, case)))
    return known


def acts_decided_by(locus: Locus, case: Case) -> tuple[Evidence, ...]:
    """Where the prose of a decision says that it is taken by an act and names no section: "hemtjänst beviljas enligt SoL"."""
    return tuple(evidence for post in case.posts_at(locus, "post") for evidence in _acts_in(post, locus.day))


def _acts_in(post: Post, day: date | None) -> Iterator[Evidence]:
    for passage in passages(post):
        value = passage.text.value
        for start, end, candidates in find_acts(value):
            first, last = sentence_at(value, start)
            if not set(candidates) & GROUNDS or not _BY.search(value[first:start]):
                continue
            headings = (passage.heading or "", lead_of(value, first))
            told = told_in_prose(value[first:last], start - first, end - first, headings=headings, day=day, held=partial(_held, None, day))
            if told is Told.DECIDED:
                yield Evidence("hint", passage.at(start), passage.text.at(end), post.id, text=value[first:last])


def _of_post(post: Post, day: date | None, other_law: bool) -> Iterator[Cited]:
    if isinstance(post, Beslut):
        for text in post.lagrum:
            yield from _of_field(text, post, day, other_law)
    for passage in passages(post):
        value = passage.text.value
        for citation, assumed in _read(value, day, other_law):
            first, last = sentence_at(value, citation.start)
            sentence = value[first:last]
            if len(value) > LONG and not _DECIDES.search(sentence):
                continue
            headings = (passage.heading or "", lead_of(value, first))
            held = partial(_held, citation, day)
            told = told_in_prose(sentence, citation.start - first, citation.end - first, headings=headings, day=day, held=held)
            if told is Told.UNGOVERNED and not isinstance(post, Anteckning):  # a document of decision need not say so in each sentence
                told = Told.DECIDED
            evidence = Evidence("supports", passage.at(citation.start), passage.text.at(citation.end), post.id, text=sentence)
            yield Cited(citation, evidence, False, told, assumed)


def _of_field(text: Text, post: Beslut, day: date | None, other_law: bool) -> Iterator[Cited]:
    """A lagrum is read with the kind of decision beside it, which tells what the section is about."""
    before = f"{post.typ}: " if post.typ else ""
    told = told_of_kind(before)
    for citation, assumed in _read(before + text.value, day, other_law):
        if citation.start >= len(before):
            at = text.at(citation.start - len(before))
            place = post.place._replace(line=at[0], column=at[1]) if at else post.place
            evidence = Evidence("supports", place, post=post.id, field="beslut/lagrum", text=text.value)
            yield Cited(citation, evidence, True, told, assumed)


def _read(text: str, day: date | None, other_law: bool) -> Iterator[tuple[Citation, bool]]:
    """The citations of a text, and whether their act is told by words beside them alone."""
    for citation in parse_citations(text, date=day):
        meant = None if citation.candidates or other_law else assume_act(citation, text)
        yield meant or citation, meant is not None


def _other_law(post: Post, case: Case) -> bool:
    """Whether the decision or its matter is said to rest on another act than socialtjänstlagen."""
    matter = case.akt.arenden.get(post.arende or "")
    said = getattr(post, "lag", None) or (matter.lag if matter is not None else None)
    return bool(said) and "sol" not in str(said).casefold() and "socialtj" not in str(said).casefold()


def _held(citation: Citation | None, day: date | None, on: date) -> bool:
    """Whether the cited act was in force on a day and not on the decision's own."""
    act = acts().get(citation.sfs or "") if citation is not None else None
    return act is not None and act.in_force(on) and (day is None or not act.in_force(day))
