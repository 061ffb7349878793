"""SOS3-12s2: can facts and assessments be told apart?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.model import Person
from sosfs_lint.reading import passages
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_ASSESSMENT = re.compile(
    r"\b(?:bedömning\w*|analys\w*|slutsats\w*|ställningstagande|(?:vår|min|mina|våra|egna|egen) (?:bild|syn|tankar|tanke|reflektion\w*|värdering|slutsats\w*)|(?:vad|hur|så) (?:jag|vi) (?:tänker|tycker|tror|ser|menar|resonerar|värderar)\b[^.]*|(?:tycker|tror|menar) (?:jag|vi)|reflektion\w*|överväganden|sammanfattande bedömning)\b",
    re.IGNORECASE,
)

# what makes a sentence somebody's view, and no fact
_OWNED = re.compile(
    r"\b(?:bedöm\w*|bed\.?|uppfatt\w*|tolk(?:ar|as|ade)|intryck\w*|uppleve?\w*|upplevs|enl\.?|enligt|tycker|tyckte|anser|menar|säger|sa|sade|sms:?ar|mejlar|svarar|svarade|påstår|hävdar|meddelar|klagar|uppger|berättar|beskriv\w*|upplyser|skriver|framstår|verkar|tror|"
    r"känn(?:er|s)|min|vår|mitt|vårt|analys)\b|[\"”]",
    re.IGNORECASE,
)
# no marker makes an assessment of these
_DISPARAGING = re.compile(
    r"\b(?:lat|vimsig|virrig|gnällig|otrevlig|jobbig|besvärlig|manipulativ|hysterisk|omogen|lögnaktig|opålitlig|grinig|slarvig|ovårdad)\b|får anses|anses befogad",
    re.IGNORECASE,
)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by a heading or section of its own, or by words that mark an assessment; missing where evaluative words stand unmarked."""
    del person
    for post in case.posts_at(locus, "post"):
        sections = [s for s in getattr(post, "avsnitt", ()) if s.slag == "bedomning" or _ASSESSMENT.search(s.rubrik or "")]
        if sections and len(list(passages(post))) > 1:
            yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(Evidence("supports", sections[0].place, post=post.id),))
            continue
        marked = case.reading.affirms(post, ("fakta-och-bedomning-atskilda",))
        loose = [
            said
            for said in case.reading.said(post, "varderande-ord")
            if said.mark.kind == "says" and said.status in ("affirmed", "negated", "planned")
        ]
        loose = [said for said in loose if _DISPARAGING.search(said.words) or not _OWNED.search(said.line)]
        if loose:
            yield Answer(
                rule=rule,
                verdict=Verdict.MISSING,
                locus=locus,
                evidence=tuple(s.evidence("contradicts") for s in loose[:3]),
                looked=looked_at(rule, locus, case),
            )
        elif marked is not None:
            yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(marked.evidence(),))
