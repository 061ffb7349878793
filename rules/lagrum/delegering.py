"""Who may decide: the decision-maker's role or body against the municipality's delegation order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from lagrum.beslut_i_text import Taken, decisions_told
from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.citing import cited_in
from sosfs_lint.delegation import Delegation, Kind
from sosfs_lint.law import Citation, parse_citations
from sosfs_lint.model import Aktualisering, Beslut, Beslutsfattare, Person, Vem
from sosfs_lint.report import Answer, Evidence, Locus, Reason, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.wording import Says, say


def decider(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """A decision by a role that the order does not allow is a finding; a kind or a role that it does not name is a question."""
    del person
    post = next((post for post in case.posts_at(locus, "post") if isinstance(post, Beslut)), None)
    if post is None and case.delegation is not None:
        yield _decider_in_prose(rule, locus, case, case.delegation)
    elif post is None or not post.beslutsfattare:
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
    elif case.delegation is None:
        yield _not_checked(rule, locus)
    else:
        kinds = _kinds(post, locus, case, case.delegation)
        answers = [_judge(rule, locus, case, case.delegation, kinds, who) for who in post.beslutsfattare]
        yield next((a for a in answers if a.verdict is Verdict.MET), answers[0])


def _decider_in_prose(rule: Rule, locus: Locus, case: Case, order: Delegation) -> Answer:
    """A decision that only prose tells of: who decides is a finding where the sentence says it, a question where somebody only signs.

    What the order does not name, and who is not named, says nothing: notes tell of many things that need no delegation.
    """
    for taken in decisions_told(locus, case, order):
        kinds = [kind for kind in order.kinds if not kind.mottagande and _is_told(kind, taken, locus, case)]
        if not kinds:
            continue
        if any(_allows(kind, taken.rank, Vem(), locus, case) for kind in kinds):
            return Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(taken.evidence,))
        evidence = (replace(taken.evidence, role="contradicts"),)
        if taken.signed:
            return Answer(
                rule=rule, verdict=Verdict.QUESTION, locus=locus, kind="unclear", evidence=evidence, message=say("decider-only-signs")
            )
        return Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, kind="invalid", evidence=evidence)
    return Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)


def _is_told(kind: Kind, taken: Taken, locus: Locus, case: Case) -> bool:
    """Whether a sentence that takes a decision tells of a kind: by its words, else by the sections that it cites."""
    if kind.typ is not None and kind.typ.search(taken.evidence.text or ""):
        return True
    cited = [c.citation for c in cited_in(locus, case) if c.evidence.text == taken.evidence.text]
    return _names(kind, cited, locus.day, None)


def point(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """The point of the order that a decision states is that of its kind."""
    del person
    post = next((post for post in case.posts_at(locus, "post") if isinstance(post, Beslut)), None)
    stated = [who for who in post.beslutsfattare if who.delegation] if post is not None else []
    if post is None or not stated:
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
        return
    if case.delegation is None:
        yield _not_checked(rule, locus)
        return
    points = [kind.punkt for kind in _kinds(post, locus, case, case.delegation) if kind.punkt]
    right = any(_plain(str(who.delegation)) in map(_plain, points) for who in stated)
    verdict = Verdict.NOT_APPLICABLE if not points else Verdict.MET if right else Verdict.QUESTION
    evidence = (Evidence("supports" if right else "contradicts", stated[0].place, post=post.id, field="beslut/beslutsfattare/@delegation"),)
    yield Answer(rule=rule, verdict=verdict, locus=locus, kind="unclear", evidence=evidence)


def receiver(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """A report is received by a role that the order allows to receive reports, if it says anything of that."""
    del person
    came = locus.element if isinstance(locus.element, Aktualisering) else None
    if came is None or not (came.mottagen_av or came.mottagen_av_namn):
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
    elif case.delegation is None:
        yield _not_checked(rule, locus)
    else:
        kinds = [kind for kind in case.delegation.kinds if kind.mottagande]
        who = Vem(
            ref=came.mottagen_av, namn=came.mottagen_av_namn, befattning=came.mottagen_av_befattning, tid=came.inkom, place=came.place
        )
        yield (
            _judge(rule, locus, case, case.delegation, kinds, who)
            if kinds
            else Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
        )


def _kinds(post: Beslut, locus: Locus, case: Case, order: Delegation) -> list[Kind]:
    """The kinds of decision that a decision can be, by what it is called, else by its lagrum."""
    by_name = [kind for kind in order.kinds if kind.typ is not None and kind.typ.search(post.typ or "")]
    if by_name:
        return by_name
    cited = [c.citation for c in cited_in(locus, case) if not c.retold]
    return [kind for kind in order.kinds if not kind.mottagande and _names(kind, cited, locus.day, post.lag)]


def _names(kind: Kind, cited: Iterable[Citation], day: date | None, lag: str | None) -> bool:
    """Whether the order names one of the cited sections: the same act, and the same paragraph and point where the order has them.

    `lag` is the act of a decision whose sections are cited without one.
    """
    named = [citation for text in kind.lagrum for citation in parse_citations(text, date=day)]
    return any(_is_one(own, other, lag) for own in named for other in cited)


def _is_one(named: Citation, cited: Citation, lag: str | None) -> bool:
    one_act = not set(named.candidates).isdisjoint(cited.candidates) if cited.candidates else lag == named.lag
    return (
        one_act
        and (named.kapitel, named.paragraf) == (cited.kapitel, cited.paragraf)
        and named.punkt in (None, cited.punkt)
        and (named.stycke is None or cited.stycke in (None, named.stycke))
    )


def _judge(rule: Rule, locus: Locus, case: Case, order: Delegation, kinds: list[Kind], who: Vem) -> Answer:
    named = case.akt.resolve(who)
    role = (who.organ if isinstance(who, Beslutsfattare) else None) or named.befattning
    rank = order.rank(role) if role else None
    field = "beslut/beslutsfattare" if isinstance(who, Beslutsfattare) else "arende/aktualisering/@mottagen-av"

    def answer(verdict: Verdict, message: Says | None = None) -> Answer:
        evidence = (Evidence("supports" if verdict is Verdict.MET else "contradicts", who.place, post=locus.post, field=field),)
        kind = "invalid" if verdict is Verdict.MISSING else "unclear"
        return Answer(rule=rule, verdict=verdict, locus=locus, kind=kind, evidence=evidence, message=message)

    if rank is None:
        return answer(Verdict.QUESTION, say("role-not-named"))
    if any(_allows(kind, rank, named, locus, case) for kind in kinds):
        return answer(Verdict.MET)
    if not kinds and order.ovrigt is None:
        return answer(Verdict.QUESTION, say("kind-not-named"))
    return answer(Verdict.MET if order.ovrigt is not None and rank >= order.ovrigt else Verdict.MISSING)


def _allows(kind: Kind, rank: int, who: Vem, locus: Locus, case: Case) -> bool:
    if rank < kind.minst:
        return False
    if kind.under_utredning and not _investigating(locus, case):
        return False
    if rank > kind.minst or kind.enhet is None:
        return True
    return any(kind.enhet.search(unit) for unit in _units(who, case))


def _units(who: Vem, case: Case) -> Iterator[str]:
    """The names of the units that somebody works at, on the post or in the staff list, with the units above them."""
    header = case.akt.personakt.header
    staff = next((m for m in header.medarbetare if m.id == who.ref), None)
    wanted = [who.enhet, *(title.enhet for title in (staff.befattning if staff is not None else ()))]
    units = {unit.id: unit for unit in header.enhet}
    for name in wanted:
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            unit = units.get(name)
            yield " ".join(part for part in ((unit.namn, unit.typ) if unit is not None else (name,)) if part)
            name = unit.overordnad if unit is not None else None


def _investigating(locus: Locus, case: Case) -> bool:
    """Whether an investigation is running on the day of the decision."""
    day = locus.day or (day_of(case.akt.posts[locus.post]) if locus.post in case.akt.posts else None)
    begun, ended = ([x.day for x in case.loci.get(name, ()) if x.day] for name in ("fri-utredning", "fri-utredning-slut"))
    return day is not None and any(first <= day and not any(first <= last < day for last in ended) for first in begun)


def _plain(point: str) -> str:
    return point.casefold().replace("punkt", "").replace("p.", "").strip(" .")


def _not_checked(rule: Rule, locus: Locus) -> Answer:
    return Answer(rule=rule, verdict=Verdict.NOT_CHECKED, locus=locus, reason_code=Reason.OTHER, reason=say("no-delegation"))
