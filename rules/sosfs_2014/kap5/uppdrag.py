"""SOS5-1: has the board's order come to the provider? An order anywhere in the record counts, imported or written down."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.model import Anteckning, Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

FEW = 3


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
