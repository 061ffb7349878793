"""SOS3-5.2: when and how was the child told? A note about a talk with the child that day answers both, or its words do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_2014.kap3.bara_informerat import bare_notes, lacking
from sosfs_lint.akt import entered_on
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_posts
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Person, Post
from sosfs_lint.reading import Said, came_in, passages, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_TOLD = ("barnet-informerat", "barnet-informerat-nar", "barnet-informerat-satt")
_TALK = re.compile(r"samtal|hembesök|besök|möte|träff|telefon|tfn\b|videomöte|teams|brev|mejl", re.IGNORECASE)
# where two people are when one tells the other
_PLACE = re.compile(
    r"\b(?:i bilen|på väg\w*|i köket|vid köksbordet|i soffan|på (?:hennes|hans|sitt) rum|på rummet|på kontoret|[ip] skolan|på fritids|i hallen|ute på gården)\b",
    re.IGNORECASE,
)

# a note that was written on the day it is about
_TODAY = re.compile(r"\b(?:i ?dag|idag|ikväll|i kväll|i morse|imorse|i eftermiddag|i förmiddag|nyss|just nu)\b", re.IGNORECASE)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by a note of a day's talk in which the child was told, else by what the words say of day and manner; each note that only
    says that the child was told lacks both, unless it tells of a talk."""
    yield from _for_the_matter(rule, locus, case, person)
    for post, bare, at in bare_notes(locus, case):
        if _manner(post, case) is None:
            yield lacking(rule, bare, at, case)


def _for_the_matter(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    for post in looked_posts(rule, locus, case).values():
        told = None if came_in(post) else case.reading.affirms(post, _TOLD)
        if told is None:
            continue
        day, manner = _day(post, case), _manner(post, case)
        manner = manner or (told.evidence() if _PLACE.search(told.line) else None)
        if day is not None and manner is not None:
            yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(told.evidence(), day, manner))
            return
    yield from as_written(rule, locus, case, person)


def _day(post: Post, case: Case) -> Evidence | None:
    """The day in the words, or the day of the event that the note is about."""
    said = case.reading.affirms(post, ("barnet-informerat-nar",))
    if said is not None:
        return said.evidence()
    event = post.handelse if isinstance(post, Anteckning) else None
    if event is not None and event.tid and event.tid.date:
        return Evidence("supports", event.place, field="handelse/tid")
    of_today = any(_TODAY.search(passage.text.value) for passage in passages(post))
    return Evidence("supports", post.place, post=post.id) if event is None and of_today and entered_on(post) is not None else None


def _manner(post: Post, case: Case) -> Evidence | None:
    """The manner in the words; a talk with the child; or what the note says of itself as a contact."""
    said: Said | None = case.reading.affirms(post, ("barnet-informerat-satt", "barnet-har-talat"))
    if said is not None:
        return said.evidence()
    if not isinstance(post, Anteckning):
        return None
    words = (post.kontaktsatt or "", post.typ or "", *title_of(post))
    return Evidence("supports", post.place, post=post.id) if any(_TALK.search(word) for word in words) else None
