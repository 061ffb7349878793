"""The prose of VIVA's elements: pairs of heading and text, and whatever an element holds beside the fields that are read.

Nothing that has words is let go: what the reader has no field for becomes a section under its element's name. Where the
format's documentation does not know the element, a remark says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint import model
from sosfs_lint.readers.nodes import Fields
from sosfs_lint.readers.xml_source import Node
from sosfs_lint.tid import Tid, parse_tid
from sosfs_lint.wording import say

# what is read as a field of its element, or says nothing that is not said elsewhere
_COMMON = {"ID", "Skapad", "Skapad_av", "Bilagor"}
_FIELDS = {
    "note": _COMMON | {"Händelsedatum", "Beskrivning"},
    "came in": _COMMON | {"AnmälanID", "Mottagare", "Kort_beskrivning", "Ansökningshandlingar", "Samtycke"},
    "papers": {"Handling_inkom", "Ansökan_gjordes_av", "Hur_ansökan_gjordes"},
    "investigation": _COMMON | {"Utredningsnamn", "Avser", "Inledd", "Inledd_enligt_beslut", "Avslutad", "Avslutsorsak"},
    "measure": _COMMON | {"Avser", "Beviljad", "Beviljad_period", "Beslut", "Beställning", "Insats_verkställd"},
    "decision": _COMMON
    | {"Slag", "Beslutskategori", "Beslutstyp", "Beslutsinformation", "Beslutsfattare", "Beslutsdatum", "Beslut", "Beslutsmotivering"}
    | {"Enligt", "Beviljad_fr.o.m.", "Beviljad_t.o.m.", "Utredning", "Avser"},
    "order": _COMMON,
    "matter": {"ExtraID", "Arendetyp", "Öppnad", "Skapad", "Avslutad", "Personnummer", "Namn", "Förnamn", "Efternamn", "Pappersakt"}
    | {"Handläggning", "Handlingar"},
}
_PROSE = ("Dokumentation", "Innehåll", "Beskrivning", "Checklista")  # and what begins so: Dokumentation_2
_DOCUMENTED = {"Handling_skickad", "Vårdplan_uppdrag", "Mottagen", "Mottagen_av", "Verkställda_perioder"}
_PERSON = {"VisningsNamn", "Titel"}
_DAY = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


class VivaText:
    """Turns what stands in elements into sections; says once for each unknown element that it is read as text."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._told: set[str] = set()

    def sections(self, node: Node, kind: str) -> tuple[model.Avsnitt, ...]:
        """The sections of a kind of element, in its order: all that has words and is not one of its fields."""
        found: list[model.Avsnitt] = []
        for holder in node.children:
            if holder.name not in _FIELDS[kind] or (holder.name == "Beskrivning" and holder.children):
                self._tell(holder)
                found.extend(self._told_in(holder, None if holder.name.startswith(_PROSE) else _heading(holder)))
        return tuple(found)

    def of(self, node: Node) -> tuple[model.Avsnitt, ...]:
        """The sections of one element, under its name."""
        return tuple(self._told_in(node, _heading(node)))

    def unread(self, info: Node) -> None:
        """A remark on each part of a matter that is neither a field nor somebody's post."""
        for node in info.children:
            if node.name not in _FIELDS["matter"] and _has_words(node):
                self._fields.remark(say("viva-not-read"), node)

    def _tell(self, node: Node) -> None:
        documented = node.name in _DOCUMENTED or node.name.startswith(_PROSE)
        if not documented and node.name not in self._told and _has_words(node):
            self._told.add(node.name)
            self._fields.remark(say("viva-as-text"), node)

    def _told_in(self, node: Node, heading: str | None) -> Iterator[model.Avsnitt]:
        """The texts in an element, each under the heading before it, else under that of the element."""
        if not node.children:
            text = self._fields.text(node)
            if text:
                yield model.Avsnitt(text=text, rubrik=heading, place=self._fields.place(node))
            return
        own: str | None = None
        for part in node.children:
            if part.name == "Rubrik":
                own = self._fields.string(part)
            elif part.name == "Text" or part.name in _PERSON:
                yield from self._told_in(part, own or heading)
                own = None
            else:
                yield from self._told_in(part, own or _heading(part))
                own = None


def _heading(node: Node) -> str:
    return node.name.replace("_", " ")


def _has_words(node: Node) -> bool:
    return bool(node.text().value.strip()) or any(_has_words(child) for child in node.children)


def period(node: Node | None) -> tuple[Tid, Tid] | None:
    """The first and last day of a period, however it is written; None where not exactly two days stand there."""
    if node is None:
        return None
    days = [_tid(match) for text in _words(node) for match in _DAY.finditer(text)]
    first, last = days if len(days) == 2 else (None, None)
    return (first, last) if first is not None and last is not None else None


def _words(node: Node) -> Iterator[str]:
    yield node.text().value
    for child in node.children:
        yield from _words(child)


def _tid(match: re.Match[str]) -> Tid | None:
    try:
        return parse_tid("-".join(match.groups()))
    except ValueError:
        return None
