"""SOS5-2r9 to r11 where each activity has a section of its own: what is asked is looked for in each, its heading included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from sosfs_2014.kap5 import per_aktivitet
from sosfs_2014.kap5.per_aktivitet import HOW, TIME
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.language.annotate import Annotation
from sosfs_lint.model import Person, Post
from sosfs_lint.reading import Passage
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_OTHERWISE = (  # what else a plan has sections about
    "plan-deltagit",
    "plan-andra-deltagit",
    "plan-namndens-mal",
    "plan-samverkan",
    "planen-foljs-upp",
    "plan-insatsen-foljs-upp",
    "plan-ansvarig-per-aktivitet",
    "plan-hansyn-till-onskemal",
    "plan-mal-per-aktivitet",
)
_GENERAL = re.compile(
    r"(?i)^\W*(?:andra|övrig\w*|uppf\w*\b[^\n]*|utvärder\w*|(?:\w+ )?(?:önsk\w*|vill)\b[^\n]*|\w*möte\w*\b[^\n]*|[^\n]*(?:tankar|åsikt\w*|synpunkt\w*|vilja|delaktig\w*)\b[^\n]*|mål\w*|syfte\w*|beställning\w*|uppdrag\w*|beslut\w*|bakgrund\w*|behov\w*|kontakt\w*|hälsa\w*|vem\b.*|vilka\b.*|vad\b.*|när\b.*|hur\b.*|[^\n]*(?:säkerhet|skydd|risk|larm|grind|dörr|\blås|samtyck|nyckel|nycklar)[^\n]*)\W*$"
)
_NUMBERED = re.compile(r"(?i)^\W*(?:aktivitet|delaktivitet|insats|delinsats|uppgift|stöd|område)\w*\W{0,2}\d")
_HOUR = re.compile(r"\w\W+(?:0?[6-9]|1\d|2[0-4])\W*$")
_MEAL = re.compile(r"(?i)\b(?:frukost|lunch|middag|kvällsmat|mellanmål)\w*")
_GOAL = re.compile(
    r"(?:^|[.!?:;]\s+|\n\s*)(?:[Mm]ål(?:et|en)?|[Dd]elmål(?:et|en)?|[Ss]yftet?|[Mm]eningen|[Tt]anken|[Dd]ärför|[Vv]arför|[Ss]å att|[Ff]ör att|[Dd]etta för att)\b(?:\s*:)?\s+\w+"
)
_ANYBODY = re.compile(r"(?i)\b(?:personal|personalen|någon av oss|alla|vem som helst|den som (?:jobbar|är i tjänst|har tid))\b")
_OWN = ("enskild", "barnet", "foralder", "syskon")
_FEW = 2  # activities by which a plan is known to go by sections


class Activity(NamedTuple):
    """A section of a plan that is about one activity."""

    post: Post
    passage: Passage
    annotation: Annotation

    @property
    def text(self) -> str:
        """Its words, with the heading."""
        return f"{self.passage.heading}. {self.passage.text.value}"

    @property
    def has_goal(self) -> bool:
        """Whether it says what it is for."""
        return _GOAL.search(self.passage.text.value) is not None

    @property
    def has_time_and_manner(self) -> bool:
        """Whether it says when, and something of how."""
        told = self.has_hour or any(known.search(self.text) for known in (TIME, _MEAL))
        return told and len(TIME.sub(" ", self.passage.text.value).split()) >= HOW

    @property
    def has_hour(self) -> bool:
        """Whether its heading ends in a bare hour ("Kvällsfika 19"); a number that it is known by is none."""
        heading = self.passage.heading or ""
        return _HOUR.search(heading) is not None and not _NUMBERED.search(heading)

    def evidence(self, role: str) -> Evidence:
        """Where it begins."""
        return Evidence(role, self.passage.at(0), post=self.post.id)


def mal(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the plan's words have it; met where each activity's section says what it is for, a question where most do and some do not."""
    activities = _activities(locus, case)
    told = [one for one in activities if one.has_goal]
    bare = [one for one in activities if not one.has_goal]
    for answer in per_aktivitet.judge(rule, locus, case, person):
        if len(told) >= _FEW and bare and answer.verdict is Verdict.MET:
            evidence = (*(one.evidence("supports") for one in told[:1]), *(one.evidence("contradicts") for one in bare[:2]))
            answer = replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=evidence)
        yield _met_by_each(answer, activities, told)


def nar_och_hur(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the plan's words have it; met where each activity's section says when and how, a question where some do not."""
    activities = _activities(locus, case)
    told = [one for one in activities if one.has_time_and_manner]
    bare = [one for one in activities if not one.has_time_and_manner]
    for answer in per_aktivitet.nar_och_hur(rule, locus, case, person):
        if told and bare and answer.verdict in (Verdict.MET, Verdict.MISSING):
            evidence = (*(one.evidence("supports") for one in told[:1]), *(one.evidence("contradicts") for one in bare[:2]))
            answer = replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=evidence, looked=None)
        yield _met_by_each(answer, activities, told)


def ansvar(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the plan's words have it; where some sections name somebody and others leave it to the staff, the greater part decides."""
    activities = _activities(locus, case)
    named = [one for one in activities if _names_staff(one, case)]
    loose = [one for one in activities if one not in named and _ANYBODY.search(one.passage.text.value)]
    for answer in per_aktivitet.ansvar(rule, locus, case, person):
        if named and loose and answer.verdict in (Verdict.MET, Verdict.QUESTION):
            most = len(loose) > len(named)
            answer = replace(
                answer,
                verdict=Verdict.MISSING if most else Verdict.QUESTION,
                kind="missing" if most else "unclear",
                evidence=tuple(one.evidence("contradicts") for one in loose[:3]),
                looked=looked_at(rule, locus, case) if most else None,
            )
        yield _met_by_each(answer, activities, named)


def _met_by_each(answer: Answer, activities: list[Activity], told: list[Activity]) -> Answer:
    """Met if all the activities tell it."""
    if answer.verdict not in (Verdict.MISSING, Verdict.QUESTION) or not activities or len(told) < len(activities):
        return answer
    return answer.met_by(*(one.evidence("supports") for one in told[:3]))


def _activities(locus: Locus, case: Case) -> list[Activity]:
    """The sections of a plan that are about an activity each: those with an hour, a day or a goal of their own. None if there are too few."""
    found = []
    names = {part for one in case.akt.personakt.berord for part in (one.namn or "").casefold().split()}
    for post in case.posts_at(locus, "post"):
        about = {said.passage.place for name in _OTHERWISE for said in case.reading.said(post, name) if said.mark.kind == "heading"}
        for passage, annotation in case.reading.of(post):
            numbered = _NUMBERED.search(passage.heading or "") is not None
            if not passage.heading or (not numbered and (passage.place in about or _GENERAL.search(passage.heading))):
                continue
            if names.issuperset(re.findall(r"\w+", passage.heading.casefold())):
                continue  # about somebody around, not about something to do
            one = Activity(post, passage, annotation)
            if numbered or one.has_goal or TIME.search(one.text):
                found.append(one)
    return found if len(found) >= _FEW else []


def _names_staff(activity: Activity, case: Case) -> bool:
    """Whether somebody is named who is neither the person nor one of those around."""
    akt = case.akt.personakt
    around = {part for one in (*akt.enskild, *akt.berord) for part in (one.namn or "").casefold().split()}
    words = activity.annotation.prose.words
    return any(one.named and one.role not in _OWN and words[one.at].text.casefold() not in around for one in activity.annotation.mentions)
