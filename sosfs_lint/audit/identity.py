"""By what a record and its posts are known from night to night, and its export's own day.

The id, wherever the export gives one. A number in order (of the person, the row or the matter in the file) is none: it goes
to somebody else as soon as a row comes in above. There a keyed hash of what the number stands for is the name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.model import Anteckning, Personakt
from sosfs_lint.report import Locus

_AKT = re.compile(r"(?:utan-nummer|rad|objekt)-\d+")
_ROW = re.compile(r"(?:blad-\d+-)?rad-\d+")
_ARENDE = re.compile(r"arende-\d+")


def own_day(personakt: Personakt) -> date | None:
    """The day that the export itself carries."""
    tid = personakt.header.export.tid
    return tid.date if tid is not None else None


def in_order(akt: str) -> bool:
    """Whether a record's id is a number in order."""
    return _AKT.fullmatch(akt) is not None


@dataclass(frozen=True)
class Names:
    """The names of a record and of what its answers are about, as fingerprints are made of them."""

    personakt: Personakt
    pseudonyms: Pseudonyms

    @cached_property
    def akt(self) -> str:
        """The record's id; else its person's name and number, else its matter's."""
        akt = self.personakt
        if not in_order(akt.id):
            return akt.id
        people = sorted(" ".join((person.namn or "", *(i.varde for i in person.identitet))).strip() for person in akt.enskild)
        words = [name for name in people if name] or [arende.beteckning for arende in akt.arende if arende.beteckning][:1]
        return self._named("akt", *words) if words else akt.id

    def locus(self, locus: Locus) -> str:
        """The key of a locus, by the names that hold."""
        held = replace(locus, id=self.name_of(locus.id), anchor=self.name_of(locus.anchor) if locus.anchor else locus.anchor)
        return held.key

    def name_of(self, id_: str) -> str:
        """What an id is known by: itself, but where it only numbers what stands there in order."""
        return self._holding.get(id_, id_)

    @cached_property
    def _holding(self) -> dict[str, str]:
        return {self.personakt.id: self.akt, **dict(self._matters()), **dict(self._rows())}

    def _matters(self) -> Iterator[tuple[str, str]]:
        for arende in self.personakt.arende:
            if _ARENDE.fullmatch(arende.id) and arende.beteckning:
                yield arende.id, self._named("arende", arende.beteckning)

    def _rows(self) -> Iterator[tuple[str, str]]:
        """A row by its text and the day it tells of: what is mended most, author and signature, leaves its name as it is."""
        taken: Counter[str] = Counter()
        for note in self.personakt.anteckning:
            if _ROW.fullmatch(note.id):
                name = self._named("rad", *_words(note))
                taken[name] += 1
                yield note.id, name if taken[name] == 1 else f"{name}.{taken[name]}"

    def _named(self, kind: str, *words: str) -> str:
        plain = (" ".join(word.split()).casefold().encode("utf-8", "surrogatepass") for word in words)
        return f"{kind}:{self.pseudonyms.content('in order', *plain)}"


def _words(note: Anteckning) -> Iterator[str]:
    yield str(note.handelse.tid) if note.handelse and note.handelse.tid else ""
    text = [avsnitt.text.value for avsnitt in note.avsnitt if avsnitt.text is not None]
    yield from text or [note.rubrik.value if note.rubrik else ""]
