"""SOS5-1 to 1.9: has the board's order come to the provider, and what does it say? An order anywhere in the record counts, imported or
written down; a decision that came with an order is part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Handling, Person
from sosfs_lint.reading import came_in, passages, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Reason, Verdict
from sosfs_lint.rule import Rule

FEW = 3
_WHOLE = 20  # words of an order that can be read as one
_WITH = timedelta(days=3)
_PAPER = re.compile(r"(?i)\bbeslut|\bbifall|\butredning|\bkopia\b|\bbilag")
_ORDER = re.compile(r"(?i)uppdrag|beställ|avrop|verkställ|placering|insats")


def _whole(locus: Locus, case: Case) -> Locus | None:
    """An order with the papers that came with it; None for such a paper."""
    near = [one for one in case.loci.get("uppdrag-mottaget", ()) if one.arende == locus.arende and _together(one, locus)]
    papers = [one for one in near if _is_paper(one)]
    if len(papers) == len(near):
        return locus
    if any(one.id == locus.id for one in papers):
        return None
    posts = [post for one in papers for post in one.posts if post not in locus.posts]
    return replace(locus, posts=(*locus.posts, *posts))


def _together(one: Locus, other: Locus) -> bool:
    both = isinstance(one.element, Handling) and isinstance(other.element, Handling) and came_in(one.element) and came_in(other.element)
    return both and one.day is not None and other.day is not None and abs(one.day - other.day) <= _WITH


def _is_paper(locus: Locus) -> bool:
    title = " ".join(title_of(locus.element)) if isinstance(locus.element, Handling) else ""
    return _PAPER.search(title) is not None and _ORDER.search(title) is None


def i_handlingarna(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words of the order and its papers have it."""
    whole = _whole(locus, case)
    if whole is not None:
        yield from as_written(rule, whole, case, person)


def finns(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by an order in the matter, or one that belongs to no matter; missing once there are journal notes without one."""
    del person
    orders = [order for order in case.loci.get("uppdrag-mottaget", ()) if order.arende in (None, locus.arende) or locus.arende is None]
    if orders:
        where = Evidence("supports", orders[0].place, post=orders[0].post)
        yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(where,))
        return
    notes = [post for post in case.akt.posts_in(locus.arende) if isinstance(post, Anteckning)]
    if len(notes) >= FEW:
        yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, looked=looked_at(rule, locus, case))
    elif notes:
        yield Answer(rule=rule, verdict=Verdict.QUESTION, locus=locus, kind="unclear")


def namnd(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As fields and words have it. Who sent an order need not be exported: one that can be read in full says itself whose it is."""
    for answer in i_handlingarna(rule, locus, case, person):
        words = sum(len(passage.text.value.split()) for post in case.posts_at(locus, "post") for passage in passages(post))
        if answer.verdict is Verdict.NOT_CHECKED and answer.reason_code is not Reason.ATTACHMENT and words >= _WHOLE:
            yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, looked=looked_at(rule, locus, case))
        else:
            yield answer
