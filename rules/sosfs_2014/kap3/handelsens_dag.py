"""SOS3-16s3.2: an event that somebody tells of has a day of its own, or it is said that the day is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Person, Post
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_LOOSE = re.compile(
    r"\b(?:sedan tidigare|tidigare|emellanåt|ibland|en gång|vid ett tillfälle|vid flera tillfällen|för ett tag sedan|nyligen|sista tiden|på sistone|förr)\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"\b(?:oklart när|okänt när|minns inte när|vet inte när|kan inte säga när|osäker på när)\b", re.IGNORECASE)


# what happened to somebody, whoever tells of it
_EVENT = re.compile(
    r"\b(?:slog|slår|slagit|sparkade|knuffa\w*|örfil\w*|misshandl\w*|hotade|hotat|ramla\w*|föll|fallit|snubbla\w*|på golvet|(?:var|är|varit) borta|tomt (?:på|i)|försvann|försvunnit|hittad\w*|"
    r"avvek|avvikit|rymde|rymt|bråk\w*|överdos\w*|kramp(?:er)?|krampa\w*|brann|brand|krossa\w*|stal|stulit|svimma\w*|skar sig|skurit sig|skadade|skadat|låst in|inlåst|brände|bröt)\b",
    re.IGNORECASE,
)
_NIGHT = re.compile(
    r"\b(?:i (?:går|natt|morse|kväll|förrgår|dag)|igår|idag|(?:mån|tis|ons|tors|fre|lör|sön)dags?(?:en|ens)?|kl\.? ?\d|[0-2]?\d[.:][0-5]\d|(?<!\d)[0-2]\d[0-5]\d(?!\d))",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:härom(?:dan?|dagen|natten|kvällen|morgonen|veckan|året)|vid (?:ett|något|flera) tillfällen?|en gång|någon gång|för (?:ett tag|en tid) se(?:da)?n)\b",
    re.IGNORECASE,
)


def _told_event(post: Post, case: Case) -> Iterator[tuple[Verdict, Evidence]]:
    """What happened, by the first sentence that tells of it with a time: exact enough, or vague."""
    for passage, _ in case.reading.of(post):
        for sentence in re.finditer(r"[^.!?\n]+(?:[.:]\d[^.!?\n]*)*", passage.text.value):
            if not _EVENT.search(sentence[0]):
                continue
            evidence = Evidence("contradicts", passage.at(sentence.start()), passage.text.at(sentence.end()), post.id)
            if _VAGUE.search(sentence[0]):
                yield Verdict.MISSING, evidence
            elif _NIGHT.search(sentence[0]) or any(m.precision in ("day", "minute") for m in find_dates(sentence[0], day_of(post))):
                yield Verdict.MET, Evidence("supports", post.place, post=post.id)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Asked of notes that tell what happened, or facts without a source; missing when these hang on nothing but "tidigare" or "häromnatten"."""
    del person
    for post in case.posts_at(locus, "post"):
        event = next(_told_event(post, case), None)
        if event is not None and not any(said.mark.kind == "says" for said in case.reading.said(post, "uppgift-utan-kalla")):
            yield Answer(rule=rule, verdict=event[0], locus=locus, evidence=(event[1],))
            continue
        for said in case.reading.said(post, "uppgift-utan-kalla"):
            if said.mark.kind != "says":
                continue
            value = said.passage.text.value
            start = max(value.rfind(". ", 0, said.mark.start), value.rfind("\n", 0, said.mark.start)) + 1
            end = min((at for at in (value.find(". ", said.mark.end), value.find("\n", said.mark.end)) if at > 0), default=len(value))
            text = value[start : end + 1]
            dated = [mark for mark in find_dates(text, day_of(post)) if mark.precision in ("day", "minute", "week", "month")]
            if _LOOSE.search(text) and not any(mark.precision in ("day", "minute") for mark in dated):
                yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, evidence=(said.evidence("contradicts"),))
                break
            if dated or _UNKNOWN.search(text):
                yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(Evidence("supports", post.place, post=post.id),))
                break
