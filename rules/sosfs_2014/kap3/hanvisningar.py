"""SOS3-16r1b: does a note's reference lead to a document that is in the record?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.language.annotate import Mark
from sosfs_lint.language.status import Status
from sosfs_lint.model import Handling, Person, Post
from sosfs_lint.reading import Said, title_of
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

# what the regulation itself keeps outside the record
_KEPT_APART = re.compile(
    r"särskild ordning|lex sarah|missförhållande|avvikelse(?:system|hantering|modul)|förvaras (?:separat|åtskilt|för sig)|\bjournal(?:en)? (?:där|hos|på|från|vid)\b"
    r"|\bi (?:hans|hennes|deras|respektive|(?!barnets|sökandens|klientens)\w+s) (?:egen |egna )?(?:akt|akter|journal|personakt)\b",
    re.IGNORECASE,
)
# a list or a recipe of the household: "handlade enligt listan"
_EVERYDAY = re.compile(
    r"(?i)\b(?:enligt|efter) (?:\w+ )?(?:(?:handl|inköp|mat|pack|att-göra-|önske)?lista(?:n|s|ns)?|recept(?:et)?|matsedeln?|veckomenyn?)\b"
)
# a reference that names no document of its own
_NAMELESS = re.compile(r"(?i)\bse (?:\w+ )?(?:handling(?:en|ar|arna)?|dokument(?:et|en)?|blankett(?:en)?|formulär(?:et)?|akten)[\s.,)]*\Z")
# "går enligt plan": as was meant, and no paper
_AS_PLANNED = re.compile(r"(?i)\b(?:enligt|enl\.?) (?:plan|planering|planeringen|schema|schemat|överenskommelse|vanlig rutin)[\s.,)]*\Z")
_WORD = re.compile(r"[a-zåäö]{4,}|\b(?:dom|sip|lån|avi)\b")
_EMPTY = frozenset(
    ("sida", "till", "från", "inkommen", "inkommet", "handling", "handlingar", "dokument", "under", "ligger", "finns", "hela", "sparat")
)


def _named(said: Said, case: Case) -> bool:
    """Whether a document of the record bears a word of the sentence in its title, whatever the sentence calls it otherwise."""
    own = {word for word in _WORD.findall(said.line.casefold())[:60] if word not in _EMPTY}
    people = {part.casefold() for p in (*case.akt.personakt.enskild, *case.akt.personakt.berord) for part in (p.namn or "").split()}
    titles = (" ".join(title_of(p)).casefold() for p in case.akt.live if isinstance(p, Handling))
    named = {word for title in titles for word in _WORD.findall(title) if word not in _EMPTY}
    return any(word.startswith(title[:6]) or title.startswith(word[:6]) for word in own - people for title in named - people)


def _of_its_day(post: Post, case: Case) -> bool:
    """Whether some document of the record came in or was drawn up within three days of the note."""
    own = day_of(post)
    days = (day_of(p) for p in case.akt.live if isinstance(p, Handling))
    return own is not None and any(day is not None and abs(own - day) <= timedelta(3) for day in days)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met where the document is there; missing (graded as a question) where the export does not hold it. A note that refers to nothing is not asked."""
    del person
    for post in case.posts_at(locus, "post"):
        pointers = [
            Said(
                Mark("hanvisning", "says", Status.REFERENCE, annotation.prose.source(s.start), annotation.prose.source(s.end), 0),
                post,
                passage,
            )
            for passage, annotation in case.reading.of(post)
            for s in annotation.references
        ]
        pointers = [said for said in pointers if not any(aside.search(said.line) for aside in (_KEPT_APART, _EVERYDAY))]
        pointers = [said for said in pointers if not _AS_PLANNED.search(said.words)]
        loose = [said for said in pointers if not case.reading.targets(said, case.akt.live) and not _named(said, case)]
        loose = [said for said in loose if not (_NAMELESS.search(said.words) and _of_its_day(post, case))]
        kept = [
            said
            for said in case.reading.said(post, "var-handlingen-finns")
            if said.mark.kind == "says" and said.mark.status is Status.AFFIRMED
        ]
        kept = [said for said in kept if not _KEPT_APART.search(said.line)]
        if not pointers and kept:
            pointers, loose = kept, [said for said in kept if not _named(said, case) and not _of_its_day(post, case)]
        if pointers:
            verdict = Verdict.MISSING if loose else Verdict.MET
            yield Answer(
                rule=rule,
                verdict=verdict,
                locus=locus,
                evidence=tuple(s.evidence("reference" if loose else "supports") for s in (loose or pointers)[:2]),
            )
