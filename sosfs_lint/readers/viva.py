"""The block `ArendeInfo` that VIVA puts into FGS Ärendehantering: notes, reports, applications, investigations, decisions, consents.

Known from what consumers of real exports read; the order, the cardinality and the form of dates are not known, so
nothing depends on them. What no field here is made for is read as text of its post; whole parts that are nobody's post
(calculations, payments) are not read, with a remark.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from sosfs_lint import model
from sosfs_lint.readers.nodes import Fields
from sosfs_lint.readers.viva_text import VivaText, period
from sosfs_lint.readers.xml_source import Node
from sosfs_lint.tid import Tid
from sosfs_lint.wording import say

_REPORTS, _INVESTIGATIONS = "Anmälningar", "Utredningar"
_KNOWN = {"Anteckningar", _REPORTS, "Ansökningar", _INVESTIGATIONS, "Insatser", "Beslutslista", "Bilagor"}
_YES, _NO = ("ja", "true", "1", "lämnat"), ("nej", "false", "0", "nekat")
_WITHDRAWN = ("återkallat", "återkallad", "återkallats", "återtaget", "upphävt")
_GOES_ON = "underlag"  # the kind of a document whose investigation is not closed: what decisions meanwhile build on


class Viva:
    """What one matter's block holds; empty when there is no block."""

    def __init__(self, fields: Fields, info: Node | None, arende: str) -> None:
        self._fields = fields
        self._info = info
        self._arende = arende
        self._text = VivaText(fields)

    def _posts(self, container: str) -> list[tuple[Node, str]]:
        """The elements of a container of Handlingar, each with an id that holds as long as the order does."""
        holder = self._fields.child(self._info, "Handlingar", container)
        found = []
        for number, node in enumerate(holder.children if holder is not None else [], 1):
            own = self._fields.string(node, "AnmälanID") or self._fields.string(node, "ID")
            found.append((node, f"{self._arende}-{node.name.casefold()}-{own or number}"))
        return found

    # -- the matter

    def ansvariga(self) -> Iterator[model.Vem]:
        holder = self._fields.child(self._info, "Handläggning")
        for name in ("Handläggare", "Medhandläggare"):
            for node in holder.all(name) if holder is not None else []:
                yield self._who(node, unit=self._fields.string(holder, "Enhet"))

    def aktualiseringar(self) -> Iterator[model.Aktualisering]:
        fields = self._fields
        for node, identifier in self._posts(_REPORTS):
            receiver = fields.child(node, "Mottagare")
            yield model.Aktualisering(
                id=f"{identifier}-aktualisering",
                typ="anmalan",
                orsak=fields.string(node, "Kort_beskrivning"),
                handling=identifier,
                registrerad=fields.tid(node, "Skapad"),
                mottagen_av_namn=fields.string(receiver, "VisningsNamn"),
                mottagen_av_befattning=fields.string(receiver, "Titel"),
                place=fields.place(node),
            )
        for node, identifier in self._posts("Ansökningar"):
            if not node.name.startswith("Komplettering"):
                paper = fields.child(node, "Ansökningshandlingar")
                yield model.Aktualisering(
                    id=f"{identifier}-aktualisering",
                    typ="ansokan",
                    satt=fields.string(paper, "Hur_ansökan_gjordes"),
                    inkom=fields.tid(paper, "Handling_inkom"),
                    fran=fields.string(paper, "Ansökan_gjordes_av"),
                    handling=identifier,
                    registrerad=fields.tid(node, "Skapad"),
                    place=fields.place(node),
                )

    def skeden(self) -> Iterator[model.Skede]:
        for node, _ in self._posts(_INVESTIGATIONS):
            fields = self._fields
            yield model.Skede(
                moment="utreda",
                start=fields.tid(node, "Inledd"),
                slut=fields.tid(node, "Avslutad"),
                utfall=fields.string(node, "Avslutsorsak"),
                place=fields.place(node),
            )

    # -- the posts

    @cached_property
    def anteckning(self) -> list[model.Anteckning]:
        found = []
        for node, identifier in self._posts("Anteckningar"):
            self._fields.post = identifier
            found.append(
                model.Anteckning(
                    id=identifier,
                    arende=self._arende,
                    rubrik=self._fields.text(node, "Beskrivning"),
                    handelse=self._happened(node),
                    upprattad_av=self._author(node),
                    registrerad=self._registered(node),
                    avsnitt=self._text.sections(node, "note"),
                    fil=self._files(node),
                    place=self._fields.place(node),
                )
            )
        self._fields.post = None
        return found

    def _happened(self, node: Node) -> model.Handelse | None:
        when = self._fields.tid(node, "Händelsedatum")
        return model.Handelse(tid=when, place=self._fields.place(self._fields.child(node, "Händelsedatum") or node)) if when else None

    @cached_property
    def handling(self) -> list[model.Handling]:
        """Reports and applications came in; an investigation is drawn up when it is closed; measures and decisions have words beside."""
        found = [self._came_in(node, identifier) for node, identifier in (*self._posts(_REPORTS), *self._posts("Ansökningar"))]
        found += [self._investigated(node, identifier) for node, identifier in self._posts(_INVESTIGATIONS)]
        found += self._told_beside.values()
        self._fields.post = None
        if self._info is not None:
            self._text.unread(self._info)
        holder = self._fields.child(self._info, "Handlingar")
        files = self._files(holder)
        if files and holder is not None:
            found.append(
                model.Handling(id=f"{self._arende}-bilagor", arende=self._arende, slag="okant", fil=files, place=self._fields.place(holder))
            )
        for node in holder.children if holder is not None else []:
            if node.name not in _KNOWN:
                self._fields.remark(say("viva-not-read"), node)
        return found

    def _came_in(self, node: Node, identifier: str) -> model.Handling:
        fields = self._fields
        fields.post = identifier
        paper = fields.child(node, "Ansökningshandlingar")
        day, sender = fields.tid(paper, "Handling_inkom"), fields.string(paper, "Ansökan_gjordes_av")
        title = fields.text(node, "Kort_beskrivning")
        return model.Handling(
            id=identifier,
            arende=self._arende,
            slag="inkommen",
            typ=node.name.replace("_", " ").casefold(),
            titel=title,
            inkommen=model.Inkommen(
                tid=day, fran=sender, satt=fields.string(paper, "Hur_ansökan_gjordes"), place=fields.place(paper or node)
            ),
            registrerad=self._registered(node),
            avsnitt=(
                *self._text.sections(node, "came in"),
                *(self._text.sections(paper, "papers") if paper is not None else ()),
            ),
            fil=self._files(node),
            place=fields.place(node),
        )

    def _investigated(self, node: Node, identifier: str) -> model.Handling:
        """An investigation's document. One that goes on is not drawn up yet: it has no title that says so, and its name is a section."""
        fields = self._fields
        fields.post = identifier
        done = fields.tid(node, "Avslutad")
        name = fields.text(node, "Utredningsnamn")
        finished = done is not None or fields.string(node, "Avslutad") is not None or fields.string(node, "Avslutsorsak") is not None
        title = fields.child(node, "Utredningsnamn")
        called = (model.Avsnitt(text=name, rubrik="Utredningsnamn", place=fields.place(title or node)),) if name and not finished else ()
        about = fields.text(node, "Avser", "Namn")
        concerned = (model.Avsnitt(text=about, rubrik="Avser", place=fields.place(fields.child(node, "Avser") or node)),) if about else ()
        return model.Handling(
            id=identifier,
            arende=self._arende,
            slag="upprattad" if finished else "okant",
            typ="utredning" if finished else _GOES_ON,
            titel=name if finished else None,
            upprattad=model.Upprattad(tid=done, place=fields.place(node)) if done else None,
            upprattad_av=self._author(node),
            registrerad=self._registered(node),
            avsnitt=(*called, *concerned, *self._text.sections(node, "investigation")),
            fil=self._files(node),
            place=fields.place(node),
        )

    @cached_property
    def _told_beside(self) -> dict[str, model.Handling]:
        """What measures and decisions say in words beside their fields, as documents by the post that they belong to."""
        found: dict[str, model.Handling] = {}
        for container, kind in (("Insatser", "measure"), ("Beslutslista", "decision")):
            for node, identifier in self._posts(container):
                self._fields.post = own = f"{identifier}-dokumentation"
                told = self._fields.child(node, "Beslutsinformation")
                sections = self._text.sections(node, kind) + (self._text.sections(told, kind) if told is not None else ())
                if kind == "measure":
                    inside = [(one, "decision") for one in node.all("Beslut")] + [(one, "order") for one in node.all("Beställning")]
                    sections += tuple(section for one, of in inside for section in self._text.sections(one, of)) + self._undated(node)
                if sections:
                    found[identifier] = self._paper(node, own, sections, identifier if kind == "measure" else None)
        self._fields.post = None
        return found

    def _undated(self, node: Node) -> tuple[model.Avsnitt, ...]:
        """The period of a measure in its own words, where it is not the first and last day of its one decision."""
        granted = node.child("Beviljad_period")
        return self._text.of(granted) if granted is not None and self._granted(node) is None else ()

    @staticmethod
    def _granted(node: Node) -> tuple[Tid, Tid] | None:
        """The period that a measure is granted for, where it has one decision that it can be of."""
        return period(node.child("Beviljad_period")) if len(node.all("Beslut")) == 1 else None

    def _paper(self, node: Node, identifier: str, sections: tuple[model.Avsnitt, ...], measure: str | None) -> model.Handling:
        return model.Handling(
            id=identifier,
            arende=self._arende,
            insats=measure,
            slag="okant",
            typ="dokumentation",
            upprattad_av=self._author(node),
            registrerad=self._registered(node),
            avsnitt=sections,
            place=self._fields.place(node),
        )

    @cached_property
    def beslut(self) -> list[model.Beslut]:
        found, beside = [], self._told_beside
        for node, identifier in self._posts("Beslutslista"):
            self._fields.post = identifier
            found.append(
                self._decision(node, self._fields.child(node, "Beslutsinformation") or node, identifier, "Slag", beside.get(identifier))
            )
        for node, identifier in self._posts("Insatser"):
            for number, decision in enumerate(node.all("Beslut"), 1):
                self._fields.post = own = f"{identifier}-beslut-{number}"
                found.append(self._decision(decision, decision, own, "Beslutstyp", beside.get(identifier), measure=node))
        self._fields.post = None
        return found

    def _decision(
        self, node: Node, told: Node, identifier: str, kind: str, beside: model.Handling | None, *, measure: Node | None = None
    ) -> model.Beslut:
        """A decision, with the words beside it; of a measure when one is given."""
        fields = self._fields
        law = fields.text(told, "Enligt")
        who = fields.child(told, "Beslutsfattare")
        done = fields.child(measure, "Insats_verkställd")
        when = fields.tid(done, "Verkställd")
        decider = self._who(who) if who is not None else None
        granted = self._granted(measure) if measure is not None else None
        return model.Beslut(
            id=identifier,
            arende=self._arende,
            typ=fields.string(node, kind) or fields.string(node, "Beslutskategori"),
            datum=fields.tid(told, "Beslutsdatum"),
            galler_from=fields.tid(told, "Beviljad_fr.o.m.") or (granted[0] if granted else None),
            galler_tom=fields.tid(told, "Beviljad_t.o.m.") or (granted[1] if granted else None),
            handling=beside.id if beside is not None else None,
            lagrum=(law,) if law else (),
            innehall=fields.text(told, "Beslut") or fields.text(measure, "Avser"),
            motivering=fields.text(told, "Beslutsmotivering") or _reasons(beside),
            beslutsfattare=(model.Beslutsfattare(namn=decider.namn, befattning=decider.befattning, place=decider.place),)
            if decider
            else (),
            verkstalld=model.Vem(tid=when, namn=fields.string(done, "Verkställd_av", "VisningsNamn"), place=fields.place(done or node))
            if when
            else None,
            upprattad_av=self._author(node),
            registrerad=self._registered(node),
            place=fields.place(node),
        )

    @cached_property
    def insats(self) -> list[model.Insats]:
        fields = self._fields
        return [
            model.Insats(
                id=identifier,
                arende=self._arende,
                beslut=f"{identifier}-beslut-1" if node.child("Beslut") is not None else None,
                typ=fields.string(node, "Avser"),
                start=fields.tid(node, "Insats_verkställd", "Verkställd"),
                place=fields.place(node),
            )
            for node, identifier in self._posts("Insatser")
        ]

    @cached_property
    def samtycke(self) -> list[model.Samtycke]:
        found = []
        for node, identifier in self._posts("Ansökningar"):
            for number, consent in enumerate(node.all("Samtycke"), 1):
                self._fields.post = own = f"{identifier}-samtycke-{number}"
                found.append(self._consent(consent, own))
        self._fields.post = None
        return found

    def _consent(self, node: Node, identifier: str) -> model.Samtycke:
        """A consent; one that is withdrawn is a no from the day it says. A value that is neither yes nor no is kept in its words."""
        fields = self._fields
        value, when = fields.text(node, "Värde"), fields.tid(node, "Datum")
        said = value.value.strip().casefold() if value else ""
        withdrawn, known = said in _WITHDRAWN, not said or said in (*_YES, *_NO, *_WITHDRAWN)
        if not known:
            fields.remark(say("viva-as-text"), fields.child(node, "Värde") or node)
        return model.Samtycke(
            id=identifier,
            arende=self._arende,
            svar="lamnat" if said in _YES else "nekat" if said in _NO or withdrawn else None,
            tid=when,
            aterkallat=model.Vem(tid=when, place=fields.place(node)) if withdrawn else None,
            avsnitt=(model.Avsnitt(text=value, rubrik="Samtycke", place=fields.place(node)),) if value and not known else (),
            place=fields.place(node),
        )

    # -- small things

    def _who(self, node: Node, unit: str | None = None) -> model.Vem:
        fields = self._fields
        return model.Vem(
            namn=fields.string(node, "VisningsNamn") or fields.string(node),
            befattning=fields.string(node, "Titel"),
            enhet=unit,
            place=fields.place(node),
        )

    def _author(self, node: Node) -> tuple[model.Vem, ...]:
        who = [self._who(by) for by in node.all("Skapad_av")]
        return tuple(one for one in who if one.namn or one.befattning)

    def _registered(self, node: Node) -> model.Vem | None:
        when = self._fields.tid(node, "Skapad")
        by = next(iter(self._author(node)), None)
        if when is None:
            return None
        place = self._fields.place(self._fields.child(node, "Skapad") or node)
        return model.Vem(tid=when, namn=by.namn if by else None, befattning=by.befattning if by else None, place=place)

    def _files(self, node: Node | None) -> tuple[model.Fil, ...]:
        holder = self._fields.child(node, "Bilagor")
        return tuple(
            model.Fil(
                sokvag=self._fields.string(file, "Länk") or self._fields.string(file, "Filnamn") or "?", place=self._fields.place(file)
            )
            for file in (holder.children if holder is not None else [])
        )


def _reasons(beside: model.Handling | None) -> model.Text | None:
    """What a decision's words beside it say under a heading for its reasons."""
    headed = (
        one for one in (beside.avsnitt if beside is not None else ()) if (one.rubrik or "").casefold().startswith(("skäl", "motiver"))
    )
    return next((one.text for one in headed), None)
