"""SOS3-13s4: is the address of the record contradicted by a note?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.case import Case
from sosfs_lint.model import Person
from sosfs_lint.reading import Said
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_STREET = re.compile(
    r"\b[A-ZÅÄÖ][\wåäöé]*(?:gatan?|vägen|väg|gränd|stigen|torget|backen|plan|allén?|liden|gården|kroken|svängen|slingan|stråket)\s+\d+",
    re.UNICODE,
)


def current(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Missing where the person is said to have another street address than the field, a question where only a move is told; else met."""
    del person
    known = [
        (k.varde or "").casefold() for p in case.akt.personakt.enskild for k in p.kontakt if k.typ == "adress" and (k.varde or "").strip()
    ]
    if not known:
        return
    moves = [
        said
        for post in case.akt.live
        for said in case.reading.said(post, "ny-grunduppgift")
        if said.mark.kind == "says" and said.status in ("affirmed", "hearsay", "other-person")
    ]
    told = [(said, _street_near(said)) for said in moves]
    other = [said for said, street in told if street is not None and not any(street.casefold() in one for one in known)]
    same = any(street is not None and any(street.casefold() in one for one in known) for _, street in told)
    loose = [said for said, street in told if street is None and not same and not _is_anothers(said, case)]
    verdict = Verdict.MISSING if other else Verdict.QUESTION if loose else Verdict.MET
    evidence = tuple(said.evidence("contradicts" if other else "hint") for said in (other or loose)[:3])
    yield Answer(
        rule=rule,
        verdict=verdict,
        locus=locus,
        kind="unclear" if verdict is Verdict.QUESTION else "missing",
        evidence=evidence or (Evidence("supports", locus.place),),
    )


_PARENT = re.compile(r"\b(?:mamma|mamman|modern|mor|pappa|pappan|fadern|far|sambon|styv\w+)\b", re.IGNORECASE)


def _is_anothers(said: Said, case: Case) -> bool:
    """Whether the sentence tells of the move of a parent or another person that the record names, and not of the individual."""
    text = said.passage.text.value
    start = max(text.rfind(". ", 0, said.mark.start), text.rfind("\n", 0, said.mark.start)) + 1
    end = next((at for at in (text.find(". ", said.mark.end), text.find("\n", said.mark.end)) if at > 0), len(text))
    words = text[start:end]
    own, others = ([(p.namn or "").split(" ")[0] for p in group] for group in (case.akt.personakt.enskild, case.akt.personakt.berord))
    if any(name and re.search(rf"\b{re.escape(name)}s?\b", words) for name in own):
        return False
    return _PARENT.search(words) is not None or any(name and re.search(rf"\b{re.escape(name)}\b", words) for name in others)


def _street_near(said: Said) -> str | None:
    """The street named in the sentence of a mark."""
    text = said.passage.text.value
    end = next((at for at in (text.find(". ", said.mark.end), text.find("\n", said.mark.end)) if at > 0), len(text))
    found = _STREET.search(text, said.mark.start, end)
    return found[0] if found else None
