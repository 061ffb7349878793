"""SOS4-13: whom a decision is about, on which section, for which reasons, and who took it, put it right or reconsidered it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from sosfs_2014.kap4.skalen import is_formula, is_own, taken_over
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.checks.values import Holds, author, person_and_title
from sosfs_lint.language.names import NameKind, find_signature
from sosfs_lint.model import Anteckning, Beslut, Handling, Person
from sosfs_lint.reading import came_in, passages, quoted
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_NOBODY = re.compile(
    r"(?i)(?<!\w)(?:sökanden?|den sökande|den enskilde|barnet|klienten|brukaren|parten|vederbörande|paret|familjen)s?(?!\w)"
)
_NEW_ACT = date(2025, 7, 1)
_OLD_NUMBER = re.compile(r"(?i)(?<![\d:])4\s*(?:kap\.?|kapitlet)?\s*:?\s*1\s*(?:§|\b)")
_YEAR_OF_ACT = re.compile(r"2025:400|2001:453|(?i:gamla|äldre|dåvarande|LSS|LVU|LVM)")
_REFUSING = ("avslag-sags", "utredning-inleds-inte", "insats-aterkallad", "overklagande-avvisas")
_WHY = ("beslut-skal", "behov-bedomt", "aterkallelsens-skal", "skal-inte-inleda")
_I = re.compile(r"(?i)(?<!\w)(?:jag|undertecknad|ut\.?|mig|själv|vi)(?!\w)")


def whom(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it; a decision whose own words are about "sökanden" and nobody by name lacks it for certain."""
    for answer in as_written(rule, locus, case, person):
        told = next((p for p in case.posts_at(locus, "post") if isinstance(p, Beslut) and p.innehall is not None), None)
        if answer.verdict is Verdict.NOT_CHECKED and told is not None and told.innehall and _NOBODY.search(told.innehall.value):
            yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, person=answer.person, evidence=(_here(told),), lacks=answer.lacks)
        else:
            yield answer


def ground(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it; under the act of 2025 the number that bistånd had before names another section: which act is meant?"""
    for answer in as_written(rule, locus, case, person):
        cited = [
            (lagrum, post) for post in case.posts_at(locus, "post") if isinstance(post, Beslut) for lagrum in post.lagrum if lagrum.value
        ]
        unsure = [post for lagrum, post in cited if _OLD_NUMBER.match(lagrum.value.strip()) and not _YEAR_OF_ACT.search(lagrum.value)]
        if answer.verdict is Verdict.MET and len(unsure) == len(cited) > 0 and locus.day is not None and locus.day >= _NEW_ACT:
            here = Evidence("hint", unsure[0].place, post=unsure[0].id, field="beslut/lagrum")
            yield replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(here,))
        elif answer.verdict is Verdict.MISSING and _only_strikes_off(locus, case):
            yield replace(answer, verdict=Verdict.QUESTION, kind="unclear", looked=None)
        elif answer.verdict is Verdict.QUESTION and isinstance(locus.element, Beslut) and not _of_its_own(answer, locus):
            yield replace(answer, verdict=Verdict.MISSING, kind="missing", looked=looked_at(rule, locus, case))
        else:
            yield answer


def _only_strikes_off(locus: Locus, case: Case) -> bool:
    """Whether a note does no more than strike off an application that was taken back, which no section is written for."""
    posts = [post for post in case.posts_at(locus, "post") if isinstance(post, Anteckning)]
    struck = any(case.reading.affirms(post, ("arendet-avskrivet",)) is not None for post in posts)
    return struck and not any(
        case.reading.affirms(post, ("insatsbeslut", "avslag-beslutas", "utredning-inleds")) is not None for post in posts
    )


def why(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it, for what refuses, compels or opens something; a full approval without reasons is a question: they may be left out.
    Reasons in the field that hold no word of this case are none; those of a paper that the decision shares are its own."""
    for answer in as_written(rule, locus, case, person):
        answer = _as_reasoned(answer, rule, locus, case)
        if answer.verdict is Verdict.MET or _refuses(locus, case) or _compels(locus):
            yield answer
        elif (granting := _granting(locus, case)) is not None and (answer.verdict in (Verdict.MISSING, Verdict.QUESTION) or _carried(case)):
            here = Evidence("hint", granting.place, post=granting.id, field="beslut/motivering")
            yield replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(*answer.evidence, here), looked=None)
        else:
            yield replace(answer, verdict=Verdict.NOT_APPLICABLE)


def _as_reasoned(answer: Answer, rule: Rule, locus: Locus, case: Case) -> Answer:
    reasoned = next((p for p in case.posts_at(locus, "post") if isinstance(p, Beslut) and p.motivering is not None), None)
    if reasoned is None or reasoned.motivering is None:
        return answer
    here = Evidence("supports", reasoned.place, post=reasoned.id, field="beslut/motivering")
    shared = taken_over(reasoned, case)
    if answer.verdict is not Verdict.MET and shared is not None:
        return answer.met_by(replace(here, role="reference"), Evidence("supports", shared.place, post=shared.id))
    if answer.verdict is not Verdict.MET and is_own(reasoned.motivering.value, case):
        return answer.met_by(here)
    if shared is None and is_formula(reasoned.motivering.value, case) and not _said_beside(reasoned, case):
        bare = (replace(here, role="formula"),)
        return replace(answer, verdict=Verdict.MISSING, kind="missing", evidence=bare, looked=looked_at(rule, locus, case))
    return answer


def _said_beside(post: Beslut, case: Case) -> bool:
    """Whether a decision says why in its own words, outside the field for the reasons."""
    said = (one for concept in _WHY for one in case.reading.said(post, concept))
    return any(one.counts and one.passage.text is not post.motivering for one in said)


def _compels(locus: Locus) -> bool:
    """Whether a decision is one of compulsory care, which is never without reasons."""
    grounds = locus.element.lagrum if isinstance(locus.element, Beslut) else ()
    return any(re.search(r"\bLV[UM]\b", ground.value or "") for ground in grounds)


def by_whom(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it; a note whose writer says that they decide, or that calls its writer the decider, is a decision by that
    writer, if they are known, and a decision that is a paper of its own is taken by who signs it. A sentence that merely resembles one about a decider names nobody."""
    for answer in as_written(rule, locus, case, person):
        writers = chain(_deciding_writers(locus, case), _named_writers(locus, case), _signers(locus, case))
        writer = next(writers, None) if answer.verdict is not Verdict.MET else None
        if writer is not None:
            yield answer.met_by(writer)
        elif answer.verdict is Verdict.QUESTION and not _named_somehow(answer, locus, case):
            yield replace(answer, verdict=Verdict.MISSING, kind="missing", looked=looked_at(rule, locus, case))
        else:
            yield answer


def changed_by(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it; a note whose known writer says that they themselves changed the decision names them."""
    for answer in as_written(rule, locus, case, person):
        writer = next(_telling_writers(rule.about, locus, case), None) if answer.verdict is Verdict.QUESTION else None
        yield answer if writer is None else answer.met_by(writer)


def revoked_by(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it; a known writer who says that they themselves take it back is who decided, one who only tells of it is not."""
    for answer in as_written(rule, locus, case, person):
        writers = (
            (*_deciding_writers(locus, case), *_telling_writers("insats-aterkallad", locus, case))
            if answer.verdict is not Verdict.MET
            else ()
        )
        if writers:
            yield answer.met_by(*writers[:1])
        else:
            yield answer


def _of_its_own(answer: Answer, locus: Locus) -> bool:
    """Whether a question comes from the decision itself, and not from a paper or a note beside it."""
    return any(e.field or (e.role == "hint" and e.post == locus.post) for e in answer.evidence)


def _refuses(locus: Locus, case: Case) -> bool:
    posts = case.posts_at(locus, "post")
    outcomes = [(post.utfall or "").casefold() for post in posts if isinstance(post, Beslut)]
    return any(one.startswith(("avsl", "helt avsl", "del", "inled")) for one in outcomes) or any(
        said.counts for post in posts for concept in _REFUSING for said in case.told(locus, post, concept)
    )


def _granting(locus: Locus, case: Case) -> Beslut | None:
    for post in case.posts_at(locus, "post"):
        outcome = (post.utfall or "").casefold() if isinstance(post, Beslut) else ""
        if isinstance(post, Beslut) and (
            outcome.startswith(("bif", "bev")) or (not outcome and any(s.counts for s in case.told(locus, post, "nagot-beviljat")))
        ):
            return post
    return None


def _carried(case: Case) -> bool:
    """Whether the export shows the reasons of any decision, so that an empty field is empty in the register."""
    return any(isinstance(post, Beslut) and post.motivering for post in case.akt.live)


def _deciding_writers(locus: Locus, case: Case) -> Iterator[Evidence]:
    for post in case.posts_at(locus, "post"):
        said = case.reading.said(post, "beslutar-sjalv") if _writer_is_known(post, case) else ()
        yield from (s.evidence("supports") for s in said if s.mark.kind == "says" and s.counts)


def _named_writers(locus: Locus, case: Case) -> Iterator[Evidence]:
    """Where a decision is said to be by somebody of the same full name as the known writer of the post."""
    for post in case.posts_at(locus, "post"):
        writers = [case.akt.resolve(who).namn for who in post.upprattad_av if person_and_title(who, case) is Holds.FULLY]
        for said in case.reading.said(post, "beslutsfattare-angiven") if writers else ():
            if any(name and re.search(rf"\bav (?:\w+ )?{re.escape(name)}\b", said.line) for name in writers):
                yield said.evidence("supports")


def _signers(locus: Locus, case: Case) -> Iterator[Evidence]:
    """The name and title under a decision that the board has drawn up as a paper of its own."""
    for post in case.posts_at(locus, "post"):
        if not isinstance(post, Handling) or came_in(post):
            continue
        for passage in list(passages(post))[-1:]:
            signed = find_signature(passage.text.value)
            if signed is not None and signed.name is NameKind.FULL and signed.title:
                text = quoted(passage.text.value, signed.start, signed.end)
                yield Evidence("supports", passage.at(signed.start), passage.text.at(signed.end), post.id, text=text)


def _telling_writers(concept: str, locus: Locus, case: Case) -> Iterator[Evidence]:
    for post in case.posts_at(locus, "post"):
        for said in case.reading.said(post, concept) if _writer_is_known(post, case) else ():
            if said.mark.kind == "says" and said.counts and _I.search(said.passage.text.value):
                yield said.evidence("supports")


def _writer_is_known(post: object, case: Case) -> bool:
    return isinstance(post, Anteckning) and author(post, case) is Holds.FULLY


def _named_somehow(answer: Answer, locus: Locus, case: Case) -> bool:
    """Whether a field, or words about who decided, are behind a question."""
    posts = case.posts_at(locus, "post")
    return any(e.field for e in answer.evidence) or any(True for post in posts for _ in case.reading.said(post, "beslutsfattare-angiven"))


def _here(post: Beslut) -> Evidence:
    return Evidence("contradicts", post.place, post=post.id, field="beslut/innehall")
