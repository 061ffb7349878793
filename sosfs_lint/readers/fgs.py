"""FGS Ärendehantering 1.0 (Riksarkivet), with or without the block that VIVA puts into it.

One object is one matter; several matters of one person become one personakt. Elements are known by their local name in
composed letters, since the namespace varies between deliveries (FGS-ERMS, ERMS, none).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from sosfs_lint import model
from sosfs_lint.model import Personakt
from sosfs_lint.readers.nodes import Fields, Owners, owner_key
from sosfs_lint.readers.people import distinct, identity
from sosfs_lint.readers.posts import repeated_ids
from sosfs_lint.readers.profile import Profile, load_profile
from sosfs_lint.readers.viva import Viva
from sosfs_lint.readers.xml_source import Broken, Node, RecordStream
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.wording import say

RECORD = "ArkivobjektArende"
_SLAG = {"Inkommen": "inkommen", "Upprättad": "upprattad", "Expedierad": "upprattad"}
_PROTECTED = ("1", "true", "ja")


class FgsReader:
    """Reads FGS Ärendehantering 1.0 with the Viva block or bare; the `profile` lies over that of the source."""

    name = "fgs"

    def recognises(self, head: bytes) -> bool:
        plain = head.replace(b"\0", b"")
        return re.search(rb"<(?:[\w.-]+:)?(?:Leveransobjekt|ArkivobjektListaArenden|ArkivobjektArende)[\s>/]", plain) is not None

    def read(self, source: BinaryIO, path: str, profile: str | None = None) -> Iterator[Personakt | Remark | Unreadable]:
        """Each person's matters as one personakt; the source is read twice, so one that cannot be rewound is held in memory."""
        if not source.seekable():
            source = io.BytesIO(source.read())
        start = source.tell()
        owners = Owners(source, lambda names: names[-1] == RECORD, _is_owner)
        source.seek(start)
        return _Reading(source, path, profile, owners).items()


def _is_owner(names: list[str]) -> bool:
    return names[-2:] in (["ArendeInfo", "Personnummer"], ["Motpart", "IDnummer"]) and "ArkivobjektHandling" not in names


class _Reading:
    def __init__(self, source: BinaryIO, path: str, profile: str | None, owners: Owners) -> None:
        self._path = path
        self._owners = owners
        self._profiles = {system: load_profile(profile, system) for system in ("fgs", "viva")}
        self._stream = RecordStream(source, lambda _, node: node.name == RECORD)
        self._headers: dict[str, model.Export] = {}
        self._remarks: list[Remark] = []

    def items(self) -> Iterator[Personakt | Remark | Unreadable]:
        found = False
        for nodes in self._owners.gathered(self._stream, _owner):
            found = True
            if isinstance(nodes, Broken):
                yield Unreadable(self._path, nodes.reason, _id(nodes.record), nodes.line, nodes.column)
                continue
            akt = self._personakt(nodes)
            yield from (*self._remarks, *repeated_ids(akt))
            self._remarks.clear()
            yield akt
        if not found:
            yield Unreadable(self._path, say("no-record"), line=1)

    def _personakt(self, nodes: list[Node]) -> Personakt:
        infos = [info for node in nodes if (info := _info(node)) is not None]
        system = "viva" if infos else "fgs"
        profile = self._profiles[system]
        identifier = _owner(nodes[0]) or _id(nodes[0]) or f"rad-{nodes[0].line}"
        fields = Fields(self._path, identifier, self._remarks, profile.lists["dates"])
        if _owner(nodes[0]) is None:
            fields.remark(say("not-a-personakt"), nodes[0])
        matters = [_Matter(fields, node, number) for number, node in enumerate(nodes, 1)]
        people = [person for matter in matters for person in matter.people()]
        parts = [matter.parts() for matter in matters]
        return Personakt(
            header=self._header(system, profile),
            id=identifier,
            enskild=tuple(distinct(people)) or (model.Person(place=fields.place(nodes[0])),),
            skyddad_uppgift=tuple(item for matter in matters for item in matter.protected()),
            arende=tuple(matter.arende() for matter in matters),
            insats=tuple(item for part in parts for item in part.insats),
            samtycke=tuple(item for part in parts for item in part.samtycke),
            beslut=tuple(item for part in parts for item in part.beslut),
            handling=tuple(item for matter, part in zip(matters, parts, strict=True) for item in (*matter.handlingar(), *part.handling)),
            anteckning=tuple(item for part in parts for item in part.anteckning),
            place=fields.place(nodes[0]),
        )

    def _header(self, system: str, profile: Profile) -> model.Export:
        if system not in self._headers:
            root = self._stream.root
            fields = Fields(self._path, None, self._remarks)
            keeper = fields.child(root, "ArkivbildarStruktur", "Arkivbildare")
            self._headers[system] = model.Export(
                path=self._path,
                reader=FgsReader.name,
                export=model.ExportUppgift(
                    kallsystem="VIVA" if system == "viva" else fields.string(root, "SystemInfo", "SystemNamn"),
                    importor=FgsReader.name,
                    falt=profile.falt(),
                    place=fields.place(root) if root is not None else model.Place(self._path),
                ),
                aktor=model.Aktor(typ=profile.actor["typ"], namn=fields.string(keeper, "Namn")),
            )
        return self._headers[system]


class _Matter:
    """One ArkivobjektArende."""

    def __init__(self, fields: Fields, node: Node, number: int) -> None:
        self._fields = fields
        self._node = node
        self._info = _info(node)
        self.id = _id(node) or f"arende-{number}"

    def parts(self) -> Viva:
        return Viva(self._fields, self._info, self.id)

    def arende(self) -> model.Arende:
        fields, node, info = self._fields, self._node, self._info
        status = fields.string(node, "StatusArande")
        if (fields.string(node, "Arendemening") or "").casefold().strip(" .") == "makulerat" or status == "Makulerat":
            fields.remark(say("matter-struck"), node)
        viva = self.parts() if info is not None else None
        return model.Arende(
            id=self.id,
            beteckning=fields.string(info, "ExtraID") or fields.string(node, "ExtraID") or fields.string(node, "ArkivobjektID"),
            typ=fields.string(info, "Arendetyp") or fields.string(node, "ArendeTyp") or fields.string(node, "Arendemening"),
            status=status,
            startad=fields.tid(info, "Öppnad") or fields.tid(node, "Upprattad") or fields.tid(node, "Skapad"),
            avslutad=fields.tid(info, "Avslutad") or fields.tid(node, "Avslutat"),
            aktualisering=tuple(viva.aktualiseringar()) if viva else (),
            skede=tuple(viva.skeden()) if viva else (),
            ansvarig=tuple(viva.ansvariga()) if viva else tuple(_agent(fields, agent) for agent in node.all("Agent")),
            place=fields.place(node),
        )

    def people(self) -> Iterator[model.Person]:
        fields = self._fields
        holders = [self._info] if self._info is not None else self._node.all("Motpart")
        for holder in holders:
            number = fields.child(holder, "Personnummer") or fields.child(holder, "IDnummer")
            yield model.Person(
                namn=fields.string(holder, "Namn") or None,
                identitet=identity(fields.string(number), fields.place(number)) if number is not None else (),
                place=fields.place(holder) if holder is not None else model.Place(),
            )

    def protected(self) -> Iterator[model.SkyddadUppgift]:
        for party in self._node.all("Motpart"):
            if (self._fields.string(party, "SkyddadIdentitet") or "").casefold() in _PROTECTED:
                yield model.SkyddadUppgift(typ="okant", place=self._fields.place(party))

    def handlingar(self) -> Iterator[model.Handling]:
        holder = self._node.child("ArkivobjektListaHandlingar")
        for number, node in enumerate(holder.all("ArkivobjektHandling") if holder is not None else [], 1):
            yield self._handling(node, _id(node) or f"{self.id}-handling-{number}")

    def _handling(self, node: Node, identifier: str) -> model.Handling:
        fields = self._fields
        fields.post = identifier
        came, sent = fields.tid(node, "Inkommen"), fields.tid(node, "Expedierad")
        drawn_up, made = fields.tid(node, "Upprattad"), fields.tid(node, "Skapad")
        sender = fields.string(node, "Avsandare", "Organisation") or fields.string(node, "Avsandare", "Namn")
        described = fields.text(node, "Beskrivning")
        slag = _SLAG.get(fields.string(node, "StatusHandling") or "", "inkommen" if came else "upprattad" if drawn_up or sent else "okant")
        fields.post = None
        return model.Handling(
            id=identifier,
            arende=self.id,
            slag=slag,
            typ=fields.string(node, "Handlingstyp"),
            titel=fields.text(node, "Rubrik"),
            inkommen=model.Inkommen(tid=came, fran=sender, place=fields.place(node)) if came or sender else None,
            upprattad=model.Upprattad(tid=drawn_up, place=fields.place(node)) if drawn_up else None,
            expedierad=(model.Expedierad(tid=sent, place=fields.place(node)),) if sent else (),
            upprattad_av=tuple(_agent(fields, agent) for agent in node.all("Agent")),
            registrerad=model.Vem(tid=made, place=fields.place(node)) if made else None,
            avsnitt=(model.Avsnitt(text=described, place=fields.place(node)),) if described else (),
            fil=tuple(
                model.Fil(sokvag=a.attributes.get("Lank") or a.attributes.get("Namn") or "?", place=fields.place(a))
                for a in node.all("Bilaga")
            ),
            place=fields.place(node),
        )


def _agent(fields: Fields, node: Node) -> model.Vem:
    return model.Vem(
        namn=fields.string(node, "Namn"),
        enhet=fields.string(node, "Enhetsnamn"),
        organisation=fields.string(node, "Organisationsnamn"),
        place=fields.place(node),
    )


def _info(node: Node) -> Node | None:
    """The vendor's block of a matter, wherever it stands in TillkommandeXMLdata."""
    waiting = list(node.all("TillkommandeXMLdata"))
    while waiting:
        holder = waiting.pop(0)
        if holder.name == "ArendeInfo":
            return holder
        waiting.extend(holder.children)
    return None


def _owner(node: Node) -> str | None:
    info = _info(node)
    holders = [info.child("Personnummer")] if info is not None else [party.child("IDnummer") for party in node.all("Motpart")]
    for holder in holders:
        if holder is not None and holder.text():
            return owner_key(holder.text().value)
    return None


def _id(node: Node | None) -> str | None:
    if node is None:
        return None
    child = node.child("ArkivobjektID")
    return (child.text().value.strip() if child is not None else "") or node.attributes.get("Systemidentifierare") or None
