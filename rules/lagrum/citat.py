"""Cited sections against the law of the day: do they exist, are they in force, do they fit the kind of decision?

Sections of other acts than the two socialtjänstlagar are a question at most: their lists are a snapshot. An act whose
sections are not known is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sosfs_lint.case import Case
from sosfs_lint.citing import Cited, acts_decided_by, cited_in
from sosfs_lint.law import acts, parse_citations
from sosfs_lint.law.citations import names_act
from sosfs_lint.model import Beslut, Person, Post
from sosfs_lint.report import Answer, Evidence, Locus, Reason, Verdict
from sosfs_lint.retelling import Told
from sosfs_lint.rule import Rule
from sosfs_lint.wording import Says, say

SOL = frozenset({"2001:453", "2025:400"})
OLD, NEW = "2001:453", "2025:400"
REPAYMENT = "9"  # the chapter of SoL 2001 that still holds for what was granted under it
APPEALS = ("overklagande", "fri-overklagande")

# Which chapters or sections a kind of decision can rest on: (what it is called, in SoL 2001, in SoL 2025); none: not judged.
KINDS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), old, new)
    for pattern, old, new in (
        (r"förläng\w* (?:av )?utredning", "11:2", "20:3"),
        (r"inled\w* (?:inte |ej )?utredning|utredning inled|förhandsbedömning", "11:1 11:1a 11:2 14:1", "14:2 20:2 20:3 20:5"),
        (r"återkrav|återkräv|återbetal|eftergift|återsök", "9", "33"),
        (r"\bavgift", "8", "32"),
        (r"avvis|avskriv|kommunicer|överklag|rättidspr|ompröv|avslut|upphör|återkall", "", ""),  # what was granted says the rest
        (r"ekonomiskt bistånd|försörjningsstöd|riksnorm|ek\.? bist", "4:1 4:2 4:3 4:4 4:5 2:1 2a", "12 4:1"),
        (r"övervägande|övervägs", "6:8 6:8a 6:8b", "22:13 22:14 22:16"),
        (r"uppföljning av barn|uppföljning efter", "11:4a 11:4b 11:4c", "23"),
        (r"medgivande", "6:6 6:7 6:12 6:13 6:14 6:15", "22 24"),
        (r"familjehem|\bhvb\b|stödboende|jourhem|placering", "4:1 4:2 6 3:6b", "11 22 21 13 9"),
        (
            r"hemtjänst|boendestöd|särskilt boende|korttids|ledsag|avlös|trygghetslarm|matdistribution|dagverksamhet|kontaktfamilj|kontaktperson|"
            r"öppenvård|familjebehandling|behandlingshem|omvårdnad",
            "4:1 4:2 4:2a 3:6b 3:6 3:6a 6:1",
            "11 13:7 21:1 9",
        ),
    )
)


def exists(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Every cited section is one that the act has, or has had; one that seems to have come to it later is a question."""
    del person
    cited = [c for c in cited_in(locus, case) if c.citation.paragraf is not None and c.citation.candidates]
    unknown = [c for c in cited if not _may_exist(c)]
    wrong = [c for c in unknown if set(c.citation.candidates) <= SOL and c.citation.kapitel is not None]
    later = [c for c in cited if c not in unknown and _is_later(c, locus.day)]
    message = say(
        "chapter-not-said" if any(_lacks_chapter(c) for c in unknown) else "section-unknown" if unknown else "section-added-later"
    )
    yield _answer(rule, locus, cited, wrong, unknown or later, message)


def _is_later(cited: Cited, day: date | None) -> bool:
    act = acts().get(cited.citation.sfs or "")
    return day is not None and act is not None and act.is_later(cited.citation.kapitel, str(cited.citation.paragraf), day)


def in_force(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Every act that is cited is in force on the day of the decision. Appeals and repayment of what was granted before keep the old act.

    Where it cannot be told whether the decision rests on the section or retells it, it is a question.
    """
    del person
    day = locus.day
    cited = [c for c in cited_in(locus, case) if c.citation.sfs in acts() and c.citation.paragraf is not None]
    if day is None and cited:
        yield Answer(rule=rule, verdict=Verdict.NOT_CHECKED, locus=locus, reason_code=Reason.DATE, reason=say("no-date"))
        return
    out = [c for c in cited if day is not None and not acts()[str(c.citation.sfs)].in_force(day) and not _is_of_another_day(c, locus, case)]
    wrong = [c for c in out if c.citation.sfs in SOL and c.told is Told.DECIDED]
    kept = [c for c in cited if c in out or (day is not None and not c.retold and acts()[str(c.citation.sfs)].in_force(day))]
    yield _answer(rule, locus, kept, wrong, out, None)


def _is_of_another_day(cited: Cited, locus: Locus, case: Case) -> bool:
    """Whether a section is cited as the law of another day: retold, of a claim for repayment, or in a review after an appeal."""
    if cited.retold or (cited.assumed and cited.told is Told.UNGOVERNED):
        return True
    if cited.citation.sfs == OLD and cited.citation.kapitel == REPAYMENT:
        return True
    return cited.told is Told.REVIEWED and _is_appealed(locus, case)


def _is_appealed(locus: Locus, case: Case) -> bool:
    """Whether an appeal had come in to the matter by the day of a decision."""
    appeals = (appeal for name in APPEALS for appeal in case.loci.get(name, ()))
    return any(
        appeal.arende in (locus.arende, None) and (appeal.day is None or locus.day is None or appeal.day <= locus.day) for appeal in appeals
    )


def has_section(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """A decision whose lagrum names an act names a section of it too; prose that decides by an act alone is a question."""
    del person
    texts = [(post, text) for post in case.posts_at(locus, "post") if isinstance(post, Beslut) for text in post.lagrum if text]
    named = [(post, text) for post, text in texts if names_act(text.value)]
    if not named:
        yield _by_act_alone(rule, locus, case)
        return
    without = [(p, t) for p, t in named if not any(c.paragraf for c in parse_citations(t.value, date=locus.day))]
    with_section = len(named) > len(without)
    verdict = Verdict.MET if with_section else Verdict.MISSING
    evidence = tuple(
        Evidence("supports" if with_section else "hint", _at(post, text), post=post.id, field="beslut/lagrum") for post, text in named
    )
    yield Answer(rule=rule, verdict=verdict, locus=locus, kind="invalid", evidence=evidence)


def _by_act_alone(rule: Rule, locus: Locus, case: Case) -> Answer:
    """A question where the prose says that a decision is taken by an act ("hemtjänst beviljas enligt SoL") and cites no section at all."""
    found = acts_decided_by(locus, case) if not any(c.citation.paragraf for c in cited_in(locus, case)) else ()
    verdict = Verdict.QUESTION if found else Verdict.NOT_APPLICABLE
    return Answer(rule=rule, verdict=verdict, locus=locus, kind="unclear", evidence=found)


def has_act(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """A decision whose lagrum cites a section says of which act; the decision's own law may say it.

    In prose the words beside the section, the matter's law or an act that the text names may say it too.
    """
    del person
    posts = [post for post in case.posts_at(locus, "post") if isinstance(post, Beslut)]
    all_cited = [c for c in cited_in(locus, case) if c.citation.paragraf is not None]
    cited = [c for c in all_cited if c.in_field] or [c for c in all_cited if c.told is Told.DECIDED and not c.assumed]
    if not cited:
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
        return
    bare = [c for c in cited if not c.citation.candidates or c.assumed]
    told = any(post.lag for post in posts) or any(c.citation.candidates and not c.assumed for c in all_cited)
    if not cited[0].in_field:
        yield _in_prose(rule, locus, cited, [] if told or _law_of_matter(locus, case) else bare)
        return
    verdict = Verdict.MET if not bare else Verdict.QUESTION if told else Verdict.MISSING
    yield Answer(
        rule=rule, verdict=verdict, locus=locus, kind="unclear" if told else "invalid", evidence=_evidence(bare or cited, bool(bare))
    )


def _in_prose(rule: Rule, locus: Locus, cited: list[Cited], bare: list[Cited]) -> Answer:
    verdict = Verdict.QUESTION if bare else Verdict.MET
    return Answer(rule=rule, verdict=verdict, locus=locus, kind="unclear", evidence=_evidence(bare or cited[:3], bool(bare)))


def _law_of_matter(locus: Locus, case: Case) -> str | None:
    matter = case.akt.arenden.get(locus.arende or "")
    return matter.lag if matter is not None else None


def fits(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """The section is one that the kind of decision can rest on; else a question."""
    del person
    post = next((post for post in case.posts_at(locus, "post") if isinstance(post, Beslut) and post.typ), None)
    kind = next((kind for kind in KINDS if post is not None and kind[0].search(post.typ or "")), None)
    cited = [c for c in cited_in(locus, case) if c.in_field and c.citation.sfs in SOL and c.citation.paragraf]
    if kind is None or not (kind[1] and cited):
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
        return
    fitting = [c for c in cited if _rests(c, kind[1] if c.citation.sfs == OLD else kind[2])]
    verdict = Verdict.MET if fitting else Verdict.QUESTION
    yield Answer(rule=rule, verdict=verdict, locus=locus, kind="unclear", evidence=_evidence(fitting or cited, not fitting))


def _rests(cited: Cited, places: str) -> bool:
    own = f"{cited.citation.kapitel}:{cited.citation.paragraf}"
    return any(own == place or cited.citation.kapitel == place for place in places.split())


def _may_exist(cited: Cited) -> bool:
    citation = cited.citation
    known = [acts()[sfs] for sfs in citation.candidates if sfs in acts()]
    return not known or any(act.has_section(citation.kapitel, str(citation.paragraf), ever=True) is not False for act in known)


def _lacks_chapter(cited: Cited) -> bool:
    return cited.citation.kapitel is None and any(acts()[sfs].chaptered for sfs in cited.citation.candidates if sfs in acts())


def _answer(rule: Rule, locus: Locus, cited: Iterable[Cited], wrong: list[Cited], doubtful: list[Cited], message: Says | None) -> Answer:
    """Missing where a section of SoL is wrong, a question where one of another act may be, met where all are right."""
    all_cited = list(cited)
    if not all_cited:
        return Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
    if wrong:
        return Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, kind="invalid", evidence=_evidence(wrong, True))
    if doubtful:
        return Answer(rule=rule, verdict=Verdict.QUESTION, locus=locus, kind="unclear", message=message, evidence=_evidence(doubtful, True))
    return Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=_evidence(all_cited[:3], False))


def _evidence(cited: Iterable[Cited], against: bool) -> tuple[Evidence, ...]:
    return tuple(replace(c.evidence, role="contradicts") if against else c.evidence for c in cited)


def _at(post: Post, text: object) -> object:
    at = text.at(0)  # type: ignore[attr-defined]
    return post.place._replace(line=at[0], column=at[1]) if at else post.place
