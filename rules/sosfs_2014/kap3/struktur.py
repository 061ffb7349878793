"""SOS3-11r2 to r19: are the documents ordered by the steps of the process?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.model import Handling, Person
from sosfs_lint.reading import title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_END = "slutanteckning|avslut|utskrivning|slutrapport"
_UP = "uppföljning|återrapport|rapport från utförare"
_PLAN = "genomförandeplan|behandlingsplan|riskbedömning"
_GROUPS = {
    "r3": "anmälan|ansökan|skyddsbedömning|förhandsbedömning|\\bskb\\b|\\bfhb\\b",
    "r4": "utredning|samtycke|samtalsanteckning",
    "r5": "beslut|underrättelse|överklag|kommunicering",
    "r6": "beställning|uppdrag|vårdplan|avtal",
    "r7": _UP, "r8": _END,
    "r9": "uppdrag|beställning", "r10": _PLAN, "r11": "journal|avvikelse|daganteckning", "r12": _UP, "r13": _END,
    "r14": "inskrivning|platsanvisning", "r15": _PLAN, "r16": "daganteckning|journal",
    "r17": "avskild|enskildhet|visitation|besiktning|provtagning", "r18": _UP, "r19": _END,
}  # fmt: skip


def _documents(case: Case) -> list[Handling]:
    return [post for post in case.akt.live if isinstance(post, Handling)]


def classed(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met where every document has a type, a step, a template or at least a title."""
    del person
    documents = _documents(case)
    bare = [d for d in documents if not (d.typ or d.moment or d.mall or (d.titel is not None and d.titel))]
    if documents:
        yield Answer(
            rule=rule,
            verdict=Verdict.MISSING if bare else Verdict.MET,
            locus=locus,
            evidence=tuple(Evidence("contradicts", d.place, post=d.id) for d in bare[:3]),
        )


def group(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met where the documents of one group have one step in common. An empty group is not asked, nor one whose steps are not exported."""
    del person
    words = re.compile(_GROUPS[rule.id.removeprefix("SOS3-11")], re.IGNORECASE)
    documents = [d for d in _documents(case) if words.search(" ".join(title_of(d)))]
    steps = {d.moment for d in documents}
    if documents and any(steps):
        yield Answer(
            rule=rule,
            verdict=Verdict.MET if len(steps) == 1 else Verdict.MISSING,
            locus=locus,
            evidence=tuple(Evidence("supports", d.place, post=d.id) for d in documents[:3]),
        )
