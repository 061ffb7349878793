"""SOS3-7: what the child's view was worth. A long text holds words that would answer anything: something must be weighed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person, Post
from sosfs_lint.reading import Said
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

CONCEPT = "barnets-asikt-vagts-in"
# age, maturity or reason, what the view was worth, or that it was followed or not
_WEIGHED = re.compile(
    r"(?i)\b(?:\d{1,2}[- ]?(?:år|åring|årig)\w*|(?:fyller|fyllt|fyllda|är|nästan|snart|bara) \d{1,2}\b|(?:fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton)(?: år|åring|årig)\w*|(?:är|fyller|fyllt|fyllda|snart|nästan|bara) (?:sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton)\b|\w*ålder\w*"
    r"|mog(?:en|na|et|nad)\w*|omog\w+|omdöme\w*|insikt\w*|överblicka\w*|resoner\w+|genomtänk\w+|tänkt (?:igenom|efter|till)|klok\w*|vet (?:själv|vad)|tonåring\w*|liten|små|stor nog|gammal nog"
    r"|hänsyn\w*|väg(?:er|a|s|t|ts|de|as|ande)|vägs in|vikt|tyngd\w*|tillmät\w*|beakta\w*|respekter\w+|tillgodos\w+|tillmötes\w+|till mötes|hörsam\w+|lyssna\w* (?:på|till)|gehör|bejak\w+|avgörande|utslagsgivande|betydelse|tillvara\w*|till vara"
    r"|följ(?:er|t|s|ts|de|des|a)(?! (?:med|upp|till|efter|ut|in)\b)|utifrån (?:hans|hennes|barnets|vad)|(?:hans|hennes|barnets|ungdomens|\w+s) (?:vilja|önskan|önskemål|inställning|åsikt|uppfattning)\w*|(?:e)?mot (?:hans|hennes|barnets) vilja"
    r"|som (?:hon|han|hen) (?:vill|ville|önskar|önskade|bad|sagt|säger)|(?:eftersom|därför att|då) (?:hon|han|hen) (?:själv )?(?:inte )?(?:vill|ville|önskar))\b"
)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words have it; a question where nothing in the text that says it tells of age, of maturity, or of what the view was worth."""
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is Verdict.MET:
            told = [said for level in rule.look for post in case.posts_at(locus, level) for said in _told(post, case)]
            weighed = next((said for said in told if said.mark.kind == "heading" or _WEIGHED.search(said.passage.text.value)), None)
            if told and weighed is None:
                answer = replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(told[0].evidence("hint"),))
            elif weighed is not None:
                answer = answer.met_by(weighed.evidence("supports"))
        yield answer


def _told(post: Post, case: Case) -> list[Said]:
    return [said for said in case.reading.said(post, CONCEPT) if said.counts]
