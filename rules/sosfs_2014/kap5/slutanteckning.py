"""SOS5-5r1b: is there a closing note in the provider's record? By its heading, or because it tells how far the goals were reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.prose import only_points_elsewhere
from sosfs_lint.model import Person, Post
from sosfs_lint.reading import came_in, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_CLOSING = re.compile(
    r"(?i)\bslut(?:anteckn|rapport|text|bedömning|journal|sammanfattning|dokument)|avslutsanteckn|avslutningsanteckn|avslutande anteckn|sammanfattning vid avslut"
    r"|\bsista (?:rad|anteckn)|\bslutord|\bslutlig|\bavsluts?(?:rapport|sammanfatt|ningsrapport)|\bavslutande (?:rapport|sammanfatt|bedömn)|\bbokslut|\bslut(?:brev|omdöme|utlåtande|ord)|\bavslutsbrev|\bavrundning|\btill sist\b"
    r"|\b(?:summering|sammanfattning|återblick|tillbakablick) (?:av|på|över) (?:insats|tiden|vistelse|uppdrag|placering|stödet)"
)
_END = re.compile(r"(?i)\b(?:avslut|hemflytt|utflytt|utskriv|flyttdag|sista (?:dag|rad|besök|pass|gång))")


def finns(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by a closing note with words of its own; a question when it only points elsewhere or only tells of the end."""
    del person
    posts = [post for post in case.akt.posts_in(locus.arende) if not came_in(post)]
    closing = [post for post in posts if any(_CLOSING.search(title) for title in title_of(post))]
    summed = [post for post in posts if case.reading.affirms(post, ("maluppfyllelse-utforare",)) and _tells_of_end(post, case)]
    full = [post for post in (*closing, *summed) if not _empty(post, case)]
    ends = [post for post in posts if any(_END.search(title) for title in title_of(post))]
    found = full or closing or ends
    if not found:
        yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, looked=looked_at(rule, locus, case))
        return
    verdict = Verdict.MET if full else Verdict.QUESTION
    where = Evidence("supports" if full else "hint", found[0].place, post=found[0].id)
    yield Answer(rule=rule, verdict=verdict, locus=locus, kind="missing" if full else "unclear", evidence=(where,))


def _tells_of_end(post: Post, case: Case) -> bool:
    return case.reading.affirms(post, ("utforaren-insatsen-avslutad",)) is not None or any(_END.search(title) for title in title_of(post))


def _empty(post: Post, case: Case) -> bool:
    read = case.reading.of(post)
    return not read or any(only_points_elsewhere([annotation]) or annotation.references for _, annotation in read)
