"""What decisions cite: the sections in a decision's own fields, and in the prose that tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sosfs_lint.case import Case
from sosfs_lint.language.dates import find_dates
from sosfs_lint.law import Citation, parse_citations
from sosfs_lint.model import Beslut, Post, Text
from sosfs_lint.reading import passages
from sosfs_lint.report import Evidence, Locus

LONG = 700
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ])|\n")
_ABBREVIATED = re.compile(r"\b(?:kap|enl|jml|st|p|art|bl|dvs|resp)$", re.IGNORECASE)
_RETOLD = re.compile(
    r"överklag|förvaltningsrätt|kammarrätt|återkrav|återkräv|återbetal|tidigare|dåvarande|då gällande|äldre|föregående|ursprunglig|förra|"
    r"\bbeslut(?:et)? (?:den|från|av den)\b|\bbeviljades\b|\bbeslutades\b|\bavslogs\b|upphävt|\bdom(?:en)?\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\bbeslut\w*|\bbesl\b|bevilja\w*|bifall\w*|avsl[aåo]\w*|inled\w*|lagrum|med stöd av|enligt|\benl\b|jml", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, repr=False)
class Cited:
    """A citation in a decision. `retold`: its sentence is about another decision, an appeal or a claim for repayment."""

    citation: Citation
    evidence: Evidence
    in_field: bool
    retold: bool = False

    def __repr__(self) -> str:
        return f"<Cited {self.evidence.post}>"


def cited_in(locus: Locus, case: Case) -> tuple[Cited, ...]:
    """The citations of the decision at a locus, read once per record."""
    key = (locus.moment, locus.key)
    known: tuple[Cited, ...] | None = case.kept.get(key)  # type: ignore[assignment]
    if known is None:
        posts = case.posts_at(locus, "post")
        known = case.kept[key] = tuple(cited for post in posts for cited in _of_post(post, locus.day))
    return known


def _of_post(post: Post, day: date | None) -> Iterator[Cited]:
    if isinstance(post, Beslut):
        for text in post.lagrum:
            yield from _of_field(text, post, day)
    for passage in passages(post):
        value = passage.text.value
        for citation in parse_citations(value, date=day):
            sentence = _around(value, citation.start)
            if len(value) > LONG and not _DECIDES.search(sentence):
                continue
            yield Cited(
                citation,
                Evidence("supports", passage.at(citation.start), passage.text.at(citation.end), post.id, text=sentence),
                False,
                _is_retold(sentence, day),
            )


def _of_field(text: Text, post: Beslut, day: date | None) -> Iterator[Cited]:
    """A lagrum is read with the kind of decision beside it, which tells what the section is about."""
    before = f"{post.typ}: " if post.typ else ""
    retold = _RETOLD.search(before) is not None
    for citation in parse_citations(before + text.value, date=day):
        if citation.start >= len(before):
            at = text.at(citation.start - len(before))
            place = post.place._replace(line=at[0], column=at[1]) if at else post.place
            yield Cited(citation, Evidence("supports", place, post=post.id, field="beslut/lagrum", text=text.value), True, retold)


def _around(text: str, at: int) -> str:
    """The sentence that an offset stands in; the full stop of an abbreviation ends none."""
    first, last = 0, len(text)
    for match in _SENTENCE.finditer(text):
        if _ABBREVIATED.search(text[max(0, match.start() - 5) : match.start()]):
            continue
        if match.end() <= at:
            first = match.end()
        elif match.start() > at:
            last = match.start()
            break
    return text[first:last]


def _is_retold(sentence: str, day: date | None) -> bool:
    if _RETOLD.search(sentence):
        return True
    return day is not None and any(mark.day is not None and abs((mark.day - day).days) > 30 for mark in find_dates(sentence, day))
