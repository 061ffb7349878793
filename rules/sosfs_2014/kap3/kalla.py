"""SOS3-12s3a: does every statement have a source? The writer's own actions and observations need none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at, not_read
from sosfs_lint.language.status import Status
from sosfs_lint.model import Anteckning, Person, Post
from sosfs_lint.reading import Said, is_unread, passages, title_of
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_NOBODY = re.compile(
    r"\b(?:olika håll|flera håll|håll och kanter|ryktes\w*|enl(?:igt|\.)? (?:uppg(?:ift(?:er)?|\.)?|tfn|tel|telefon|ryktet|hörsägen)\b(?! (?:från|fr|av|till|med|m|i|ur|hos)\b)|det (?:sägs|talas|pratas|ryktas)|det (?:är|var) (?:\w+ )?(?:väl|allmänt )?känt)\b",
    re.IGNORECASE,
)

# what nobody has told has no source
_NOTHING_TOLD = re.compile(
    r"\b(?:inte|ej|icke|inget|inga|ingenting|inte heller) (?:\w+ ){0,6}?(?:framkom\w*|kommit fram)\b"
    r"|\b(?:framkom(?:mer|mit)?|kom(?:mer|mit)? (?:det )?fram) (?:det )?(?:inte|ej|inget|inga|ingenting)\b",
    re.IGNORECASE,
)


def _near(said: Said) -> tuple[int, ...]:
    """The sentences where a source may stand: its own and, in the same paragraph, the one before; none where the words say that nobody in particular told it."""
    own = said.mark.sentence
    value = said.passage.text.value
    end = next((at for at in (value.find(". ", said.mark.end), value.find("\n", said.mark.end)) if at > 0), len(value))
    if _NOBODY.search(value[said.mark.start : end]):
        return ()
    began = max(value.rfind(". ", 0, said.mark.start), value.rfind("\n", 0, said.mark.start))
    return (own,) if began >= 0 and value[began] == "\n" else (own - 1, own)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Missing where facts are told in the passive and nothing beside them says from whom; else met."""
    del person
    for post in case.posts_at(locus, "post"):
        if not case.reading.of(post):
            if is_unread(post):
                yield not_read(rule, locus)
            continue
        bare = [said for said in told_by_nobody(post, case) if not _NOTHING_TOLD.search(said.line)]
        sources = {(said.passage.place, said.mark.sentence) for said in case.reading.said(post, "kalla-angiven") if said.counts}
        loose = [said for said in bare if not any((said.passage.place, at) in sources for at in _near(said))]
        loose += _opinions(post, case, sourced=bool(sources))
        yield Answer(
            rule=rule,
            verdict=Verdict.MISSING if loose else Verdict.MET,
            locus=locus,
            evidence=tuple(said.evidence("contradicts") for said in loose[:3]),
            looked=looked_at(rule, locus, case) if loose else None,
        )


def told_by_nobody(post: Post, case: Case) -> list[Said]:
    """Where a post tells of something in the passive, as a fact and not as a goal, a condition or a question."""
    return [said for said in case.reading.said(post, "uppgift-utan-kalla") if said.mark.kind == "says" and _is_fact(said)]


_TOLD = frozenset({Status.AFFIRMED, Status.HEARSAY, Status.NEGATED, Status.OTHER_PERSON, Status.COPY})
# what "is to have happened" by a day to come; that something has come out is no plan, whatever day follows
_TO_BE = re.compile(r"(?i)\b(?:ska|skall|lär) ha\b")
_IF = re.compile(r"(?i)\b(?:om|ifall|när|skulle|såvida)\b")


def _is_fact(said: Said) -> bool:
    before = said.line[: said.line.find(said.words)]
    match said.status:
        case Status.PLANNED:
            return not _TO_BE.search(said.words)
        case Status.CONDITIONAL:
            return not _IF.search(before)
    return said.status in _TOLD


_CONTACT = re.compile(r"besök|möte|samtal|träff|\b(?:tfn|tel|sip|hb)\b", re.IGNORECASE)


# the writer was where it happened
_THERE = re.compile(
    r"\bjag (?:utanför|i rummet|bredvid|intill|satt|stod|var med|var där|såg|tittade på|följde)\b|\b(?:satt|stod|såg|var) jag\b",
    re.IGNORECASE,
)


def _prose(post: Post) -> str:
    return " ".join(passage.text.value for passage in passages(post))


def _opinions(post: Post, case: Case, *, sourced: bool) -> list[Said]:
    """How well the help works and how content somebody is, in a note that names nobody who said it and is of no contact."""
    of_contact = getattr(post, "kontaktsatt", None) or getattr(post, "deltagare", None) or _CONTACT.search(" ".join(title_of(post)))
    there = isinstance(post, Anteckning) and ((post.handelse is not None and post.handelse.plats) or _THERE.search(_prose(post)))
    if sourced or of_contact or there or not isinstance(post, Anteckning):
        return []
    return [said for said in case.reading.said(post, "omdome-utan-kalla") if said.mark.kind == "says" and said.counts]
