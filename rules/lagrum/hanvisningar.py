"""Cited sections outside decisions: in the authority's own documents and notes, and in its skydds- and förhandsbedömningar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.citing import Cited, cited_in
from sosfs_lint.law import Citation, acts, parse_citations
from sosfs_lint.model import Anteckning, Handling, Person, Post, Text
from sosfs_lint.reading import came_in, passages
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.retelling import Told
from sosfs_lint.rule import Rule

SOL = frozenset({"2001:453", "2025:400"})
FIRST = date(2002, 1, 1)  # the socialtjänstlag before that had no chapters
ASSESSING = {"11:1a", "20:1", "20:2"}  # the sections on such assessments in the two acts
RUNNING = timedelta(14)  # an assessment may have begun under the act before


def exist(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Every section of a socialtjänstlag that the authority's own posts cite exists or has existed; decisions are asked by another rule."""
    del person
    decided = _posts_of("lag-beslut", case)
    cited: tuple[Evidence, ...] = ()
    clean = True
    for post in case.akt.live:
        if not isinstance(post, Handling | Anteckning) or came_in(post) or post.id in decided:
            continue
        found = list(_sections_in(post))
        cited = cited or tuple(replace(evidence, role="supports") for _, evidence in found[:1])
        wrong = tuple(evidence for citation, evidence in found if not _ever(citation))
        if wrong:
            at = replace(
                locus, kind="post", id=post.id, post=post.id, posts=(post.id,), arende=post.arende, place=post.place, day=day_of(post)
            )
            yield Answer(rule=rule, verdict=Verdict.MISSING, locus=at, kind="invalid", evidence=wrong)
            clean = False
    if clean:
        yield Answer(rule=rule, verdict=Verdict.MET if cited else Verdict.NOT_APPLICABLE, locus=locus, evidence=cited)


def assessed(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """A skydds- or förhandsbedömning rests on the socialtjänstlag of its day; soon after a new act came it may have begun under the old."""
    del person
    day = locus.day
    decided = _posts_of("lag-beslut", case)
    cited = [c for c in cited_in(locus, case) if _is_on_assessing(c) and c.evidence.post not in decided]
    out = [c for c in cited if day is not None and not acts()[str(c.citation.sfs)].in_force(day) and c.told is not Told.RETOLD]
    if not out or day is None:
        verdict = Verdict.MET if [c for c in cited if c.told is not Told.RETOLD] and day is not None else Verdict.NOT_APPLICABLE
        yield Answer(rule=rule, verdict=verdict, locus=locus, evidence=tuple(c.evidence for c in cited[:1]))
        return
    began = day - RUNNING
    sure = [c for c in out if not acts()[str(c.citation.sfs)].in_force(began)]
    evidence = tuple(replace(c.evidence, role="contradicts") for c in out)
    verdict, kind = (Verdict.MISSING, "invalid") if sure else (Verdict.QUESTION, "unclear")
    yield Answer(rule=rule, verdict=verdict, locus=locus, kind=kind, evidence=evidence)


def _posts_of(moment: str, case: Case) -> frozenset[str]:
    return frozenset(post for locus in case.loci.get(moment, ()) for post in (*locus.posts, locus.post) if post)


def _is_on_assessing(cited: Cited) -> bool:
    citation = cited.citation
    return citation.sfs in SOL and f"{citation.kapitel}:{citation.paragraf}" in ASSESSING


def _sections_in(post: Post) -> Iterator[tuple[Citation, Evidence]]:
    """The sections of a socialtjänstlag that a post cites with chapter and act, in its title and its prose."""
    day = day_of(post)
    if day is not None and day < FIRST:
        return
    named = [getattr(post, name, None) for name in ("rubrik", "titel")]
    texts = [(text, post.place) for text in named if isinstance(text, Text)] + [(p.text, p.place) for p in passages(post)]
    for text, place in texts:
        for citation in parse_citations(text.value, date=day):
            if citation.candidates and SOL.issuperset(citation.candidates) and citation.kapitel and citation.paragraf:
                at = text.at(citation.start)
                where = place._replace(line=at[0], column=at[1]) if at else place
                yield (
                    citation,
                    Evidence("contradicts", where, text.at(citation.end), post.id, text=text.value[citation.start : citation.end]),
                )


def _ever(citation: Citation) -> bool:
    return any(acts()[sfs].has_section(citation.kapitel, str(citation.paragraf), ever=True) is not False for sfs in citation.candidates)
