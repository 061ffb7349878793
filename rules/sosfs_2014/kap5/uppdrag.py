"""SOS5-1 and 1.2: has the board's order come to the provider, and does it name the board? An order anywhere in the record counts,
imported or written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import Needs
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.reading import passages
from sosfs_lint.report import Answer, Evidence, Locus, Reason, Verdict
from sosfs_lint.rule import Rule

FEW = 3
_WHOLE = 20  # words of an order that can be read as one


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
    for answer in Needs().judge(replace(rule, spec=rule.in_a_text), locus, case, person):
        words = sum(len(passage.text.value.split()) for post in case.posts_at(locus, "post") for passage in passages(post))
        if answer.verdict is Verdict.NOT_CHECKED and answer.reason_code is not Reason.ATTACHMENT and words >= _WHOLE:
            yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, looked=looked_at(rule, locus, case))
        else:
            yield answer
