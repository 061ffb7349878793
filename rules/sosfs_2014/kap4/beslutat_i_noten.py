"""SOS4-3.3 and 3.4, SOS4-4b and 4c: the day and the decider of a decision about an investigation that stands in a note.

A note that decides as it is written ("utredning inleds", "jag lägger ner det här") has the decision's day in its own event. Who
writes "jag beslutar" has decided; who only writes that it is decided may have, or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.checks.values import Holds, author
from sosfs_lint.checks.values import day as whole_day
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.reading import Said, passages, quoted
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_DECISIONS = ("utredning-inleds", "utredning-inleds-inte")
_DECIDES_NOW = re.compile(
    r"\b(?:beslutar|beslutas|bestämmer|bestäms|förordnar|inleds|inledes|inleder|öppnas|öppnar|startas|startar|påbörjas|påbörjar|läggs|lägges|lägger|avslutas|avslutar|avskrivs"
    r"|skrivs av|skriver av|stannar|blir|går (?:inte|ej) vidare|tas (?:inte|ej)|tar (?:inte|ej)|föranleder|föreligger|utreds|avstår|släpper|stänger|stängs)\b",
    re.IGNORECASE,
)
_ELSEWHEN = re.compile(
    r"\b(?:beslutade|beslutades|beslöt|beslöts|inleddes|öppnades|startade|startades|har (?:\w+ )?beslutat|lades|avslutades)\b",
    re.IGNORECASE,
)
_I_DECIDE = re.compile(
    r"\b(?:jag|undertecknad)\b(?:(?!\b(?:att|om|hur|vad)\b)[^.!?\n]){0,50}?\b(?:beslutar|beslutat|beslutade|beslöt|bestämmer|bestämt|bestämde|förordnar|förordnat|prövat|funnit|finner|inleder|inlett|öppnar|öppnat|(?:fattar|fattat|tar|tagit) beslut)\b"
    r"|\b(?:beslutar|beslutade|inleder|öppnar|lägger|avslutar) (?:jag|undertecknad)\b"
    r"|\bbeslut\w*(?: \w+){0,3} (?:är|var|blev) (?:mitt|undertecknads)\b|\b(?:mitt beslut|beslut av (?:mig|undertecknad)|min delegation)\b",
    re.IGNORECASE,
)


def day(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """What stands there; else the event's own day, where the note decides as it is written."""
    for answer in as_written(rule, locus, case, person):
        note = None if answer.verdict is Verdict.MET else next((said.post for said in _told(locus, case) if _decides(said)), None)
        event = note.handelse if isinstance(note, Anteckning) else None
        if note is None or event is None or whole_day(event.tid, case) is not Holds.FULLY:
            yield answer
        else:
            yield answer.met_by(Evidence("supports", event.place, post=note.id))


def decider(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """What stands there; else the note's author, for certain only where the note says that it was the author who decided."""
    for answer in as_written(rule, locus, case, person):
        notes = [] if answer.verdict is Verdict.MET else [post for post in case.posts_at(locus, "post") if isinstance(post, Anteckning)]
        named = [post for post in notes if author(post, case) is Holds.FULLY]
        known = next((found for post in notes for found in _by_staff(post, case)), None)
        if known is not None:
            yield answer.met_by(known)
            continue
        mine = next((said for said in _told(locus, case) if said.post in named and _I_DECIDE.search(said.line)), None)
        if mine is not None:
            yield answer.met_by(mine.evidence("supports"))
        elif named and answer.verdict is Verdict.MISSING:
            hint = Evidence("hint", named[0].place, post=named[0].id)
            yield replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(hint,), looked=None)
        else:
            yield answer


def _by_staff(post: Anteckning, case: Case) -> Iterator[Evidence]:
    """Where a note says that somebody decided whose title the list of staff tells: "Beslut Olof Brandt 8 juni"."""
    names = [who.namn.strip() for who in case.akt.personakt.header.medarbetare if who.namn and " " in who.namn.strip() and who.befattning]
    said = re.compile(
        rf"\bbeslut\w*\W+(?:\w+\W+){{0,4}}?(?:{'|'.join(map(re.escape, names))})\b|\b(?:{'|'.join(map(re.escape, names))})\W+(?:har )?beslut",
        re.I,
    )
    for passage in passages(post) if names else ():
        for found in said.finditer(passage.text.value):
            quote = quoted(passage.text.value, found.start(), found.end())
            yield Evidence("supports", passage.at(found.start()), passage.text.at(found.end()), post.id, text=quote)


def _told(locus: Locus, case: Case) -> Iterator[Said]:
    """Where the notes of the moment tell of the decision."""
    for post in case.posts_at(locus, "post"):
        if isinstance(post, Anteckning):
            yield from (
                said for concept in _DECISIONS for said in case.reading.said(post, concept) if said.mark.kind in ("says", "heading")
            )


def _decides(said: Said) -> bool:
    return _DECIDES_NOW.search(said.line) is not None and _ELSEWHEN.search(said.line) is None
