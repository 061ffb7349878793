"""SOS4-5s2: can it be seen that a consent no longer holds? A note tells it; a consent that stands unmarked, or a later contact, denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.akt import FieldStatus, day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Person, Samtycke
from sosfs_lint.reading import Said, passages
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_CONTACTS = re.compile(
    r"\b(?:ring(?:er|t|de)|prata\w*|tala[rtd]\w*|mejla\w*|mailar|kontakta\w*|frågar|frågade|hör(?:de)? med|träffa\w*|samtal|(?:tele)?fonsamtal|tfn|tel)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÅÄÖ]\w{2,}")
_WORD = re.compile(r"\w{3,}")
_NEAR = 4  # words between our contact and whom it was with
_LONG = 7  # so many letters make a common word tell whom
_STEM = 8


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by the field or the note; a question where the consent itself, or one to the very same, stands unmarked; missing where the contact goes on."""
    for answer in as_written(rule, locus, case, person):
        unmarked = _unmarked(locus, case) if answer.verdict is Verdict.MET else []
        again = _contacted_again(locus, unmarked, case) if unmarked else None
        exported = case.akt.told_status("samtycke/aterkallat") is FieldStatus.EXPORTED
        if not unmarked or (again is None and not exported and not _whom(locus, unmarked, case)):
            yield answer
            continue
        stands = Evidence("contradicts", unmarked[0].place, post=unmarked[0].id)
        yield replace(
            answer,
            verdict=Verdict.QUESTION if again is None else Verdict.MISSING,
            kind="unclear" if again is None else answer.kind,
            evidence=(*answer.evidence, stands, *([again] if again is not None else [])),
            lacks=tuple(need.what for need in rule.in_a_text or ()),
        )


def _unmarked(locus: Locus, case: Case) -> list[Samtycke]:
    """Consents given before that carry no withdrawal: those of the record that name whom it is about, else those of the matter."""
    if isinstance(locus.element, Samtycke):
        return []
    given = [post for post in case.akt.live if isinstance(post, Samtycke) and (post.svar or "lamnat") == "lamnat"]
    before = [one for one in given if (day := day_of(one)) is None or locus.day is None or day <= locus.day]
    about = [one for one in before if _whom(locus, [one], case)]
    meant = about or [one for one in before if case.akt.arende_of(one) in (locus.arende, None)]
    return [] if any(one.aterkallat is not None for one in meant) else meant


def _whom(locus: Locus, consents: list[Samtycke], case: Case) -> set[str]:
    """Whom both the withdrawal and the consents name."""
    told = [said for post in case.posts_at(locus, "post") for said in case.reading.said(post, "samtycke-aterkallat") if said.counts]
    own = {name for one in case.akt.personakt.enskild for name in _NAME.findall(one.namn or "")}
    consented = " ".join(
        str(value)
        for one in consents
        for point in one.galler
        for value in (point.kontakt, getattr(point.text, "value", point.text))
        if value
    )
    return _telling(consented) & {stem for said in told for stem in _stems(_sentence(said))} - {name.casefold()[:_STEM] for name in own}


def _contacted_again(locus: Locus, unmarked: list[Samtycke], case: Case) -> Evidence | None:
    """A later note of a contact with somebody whom the withdrawal names."""
    whom = _whom(locus, unmarked, case)
    for post in case.akt.posts_in(locus.arende) if whom else ():
        day = day_of(post)
        if not isinstance(post, Anteckning) or post.id in locus.posts or day is None or locus.day is None or day <= locus.day:
            continue
        for passage in passages(post):
            if any(_we_contacted(sentence, whom) for sentence in re.split(r"[.!?\n]", passage.text.value)):
                return Evidence("contradicts", post.place, post=post.id)
    return None


def _stems(text: str) -> set[str]:
    return {word.casefold()[:_STEM] for word in _WORD.findall(text)}


def _telling(consented: str) -> set[str]:
    """Names and long words of a consent, which tell whom it is about."""
    return {
        word.casefold()[:_STEM]
        for word in _WORD.findall(consented)
        if (_NAME.match(word) or len(word) >= _LONG) and not _CONTACTS.match(word)
    }


def _we_contacted(sentence: str, whom: set[str]) -> bool:
    """Our call to one of them: whom stands after the contact, not before it as who called."""
    after = (_WORD.findall(sentence[contact.end() :])[:_NEAR] for contact in _CONTACTS.finditer(sentence))
    return any(word.casefold()[:_STEM] in whom for words in after for word in words)


def _sentence(said: Said) -> str:
    text = said.passage.text.value
    start = max(text.rfind(mark, 0, said.mark.start) for mark in ".!?\n") + 1
    end = min((at for mark in ".!?\n" if (at := text.find(mark, said.mark.end)) > 0), default=len(text))
    return text[start:end]
