"""What a plan must say for each of its activities (SOS5-2r9 to r11, SOS6-2r12 to r14): asked of each where the plan lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person
from sosfs_lint.reading import Passage, passages
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_ITEM = re.compile(r"^[ \t]*(?:(?:[-•*–·]|\d{1,2}[.)])[ \t]+(?=\S)|\d{1,2}[ \t]+(?=[A-ZÅÄÖ]))", re.MULTILINE)
_FEW = 3  # a list of fewer is read as a whole
_SAID = ("affirmed", "planned")
_ASKED = re.compile(
    r"(?i)^\W*(?:vem|vilka|ansvar\w*|utförs av|görs av)\b(?!.*\b(?:deltog|med|planer\w+|skr[ei]v\w*|är|nämnd\w*|handlägg\w*))"
)
_EVERYBODY = re.compile(
    r"(?i)^\W*(?:(?:utförs|görs|sköts|genomförs|ansvarar|ansvariga?)\s*:?\s*(?:av )?)?(?:vi|alla|all personal|personal|personalen|samtliga|ordinarie personal|"
    r"hela (?:gruppen|teamet|arbetslaget|personalen)|(?:arbets|personal)?gruppen|teamet|arbetslaget|huset|oss)\b[^:\n]*$"
)
_ANYBODY = re.compile(
    r"(?i)\b(?:ansv\w*|utförs|görs|sköts|vem)\b\.?\s*:?\s*(?:av |är )?(?:personal|personalen|all personal|alla|vi|samtliga|avdelningen|boendet|enheten|teamet|arbetslaget|huset|gruppen|den som (?:jobbar|är i tjänst|har tid))\b"
)
TIME = re.compile(
    r"(?i)\b(?:(?:mån|tis|ons|tors|fre|lör|sön)dag\w*|(?:mån|tis|ons|tors?|fre|lör|sön)\b|(?:må|ti|on|to|fr|lö|sö)\w?\W{1,3}(?:och |o )?(?:må|ti|on|to|fr|lö|sö)\b|(?:kl|klockan)\.? ?\w+|\d{1,2}[.:]\d\d|halv (?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)"
    r"|varje|varannan|var (?:tredje|fjärde|femte|sjätte|åttonde)|dagligen|(?:alla|jämna|udda) (?:dagar|vardagar|veckor)|(?:ggr|gånger|gång)(?: per| i|/) ?\w+|(?:efter|före|innan) (?:frukost|lunch|middag|maten|skolan|jobbet)\w*)\b"
)
HOW = 4  # words that tell how, besides when
_BRIEF = 12  # words; a longer answer may name somebody further on


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the plan's words have it; doubtful where it lists its activities and most of them lack what is asked."""
    for answer in as_written(rule, locus, case, person):
        bare = _bare(rule, locus, case) if answer.verdict is Verdict.MET else ()
        yield replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(*answer.evidence, *bare[:3])) if bare else answer


def nar_och_hur(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As `judge`; met where each of the listed activities has a time and some words of how."""
    for answer in judge(rule, locus, case, person):
        timed = _timed(locus, case) if answer.verdict is Verdict.QUESTION else ()
        yield answer.met_by(*timed[:3]) if timed else answer


def _timed(locus: Locus, case: Case) -> tuple[Evidence, ...]:
    """The activities of a list, if every one says when and how."""
    for post in case.posts_at(locus, "post"):
        for passage in passages(post):
            items = _items(passage)
            texts = [passage.text.value[first:last] for first, last in items]
            if len(items) >= _FEW and all(TIME.search(text) and len(TIME.sub(" ", text).split()) >= HOW for text in texts):
                return tuple(Evidence("supports", passage.at(first), post=post.id) for first, _ in items)
    return ()


def ansvar(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As `judge`; missing where the plan asks who answers for the activities, and the answer is everybody."""
    for answer in judge(rule, locus, case, person):
        everybody = _everybody(rule, locus, case) if answer.verdict in (Verdict.MET, Verdict.QUESTION) else None
        if everybody is not None:
            answer = replace(answer, verdict=Verdict.MISSING, kind="missing", evidence=(everybody,), looked=looked_at(rule, locus, case))
        loose = _left_to_anybody(locus, case) if answer.verdict is Verdict.MET else ()
        yield replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=loose) if loose else answer


def _left_to_anybody(locus: Locus, case: Case) -> tuple[Evidence, ...]:
    """The activities of a list that are left to the staff or the ward as a whole."""
    return tuple(
        Evidence("contradicts", passage.at(first), post=post.id)
        for post in case.posts_at(locus, "post")
        for passage in passages(post)
        for first, last in _items(passage)
        if _ANYBODY.search(passage.text.value[first:last])
    )[:3]


def _everybody(rule: Rule, locus: Locus, case: Case) -> Evidence | None:
    assert rule.in_a_text is not None
    concepts = [name for need in rule.in_a_text for name in need.says]
    for post in case.posts_at(locus, "post"):
        for passage in passages(post):
            text = passage.text.value.strip()
            if not _ASKED.search(passage.heading or "") or not _EVERYBODY.search(text) or len(text.split()) > _BRIEF:
                continue
            marks = [one for name in concepts for one in case.reading.said(post, name) if one.passage.place == passage.place]
            if not any(one.mark.kind == "says" and one.status in _SAID for one in marks):
                return Evidence("contradicts", passage.at(0), post=post.id)
    return None


def _bare(rule: Rule, locus: Locus, case: Case) -> tuple[Evidence, ...]:
    """The activities without it, if they are the greater part of a list."""
    assert rule.in_a_text is not None
    concepts = [name for need in rule.in_a_text for name in need.says]
    for post in case.posts_at(locus, "post"):
        for passage in passages(post):
            items = _items(passage)
            said = [
                one.mark
                for name in concepts
                for one in case.reading.said(post, name)
                if one.passage.place == passage.place and one.status in _SAID and one.mark.kind == "says"
            ]
            without = [(first, last) for first, last in items if not any(first <= mark.start < last for mark in said)]
            if len(items) >= _FEW and 2 * len(without) > len(items):
                return tuple(Evidence("contradicts", passage.at(first), post=post.id) for first, _ in without)
    return ()


def _items(passage: Passage) -> list[tuple[int, int]]:
    """Where each item of a list begins and ends."""
    begins = [match.start() for match in _ITEM.finditer(passage.text.value)]
    return list(pairwise([*begins, len(passage.text.value)]))
