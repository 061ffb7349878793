"""ERMS 2.1.2 and 3.0 (E-ARK CITS ERMS): archival packages of record systems, read as personakter.

The format has no field for a note's text, the event's time, consent, phase or source; what it lacks is not checked
rather than missing. Dates at T00:00:00 are days. Which aggregation is a personakt is told by its type, else by its place.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from sosfs_lint import model
from sosfs_lint.model import Personakt, Place, Text
from sosfs_lint.readers import svk
from sosfs_lint.readers.nodes import Fields
from sosfs_lint.readers.profile import Profile, load_profile
from sosfs_lint.readers.xml_source import Broken, Node, RecordStream
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.tid import Tid, parse_tid
from sosfs_lint.wording import Says, say

_HEAD = 1 << 16
NAMESPACE = "https://DILCIS.eu/XML/ERMS"
_PERSON_NUMBERS = {"personnummer": "personnummer", "samordningsnummer": "samordningsnummer", "reservnummer": "tillfalligt"}


class ErmsReader:
    """Reads ERMS in both spellings (2.1.2 `digitial`, 3.0 `digital`); a `profile` says what its ambiguous dates mean."""

    name = "erms"

    def recognises(self, head: bytes) -> bool:
        plain = head.replace(b"\0", b"")
        return re.search(rb"<(?:[\w.-]+:)?erms[\s>/]", plain) is not None and NAMESPACE.encode() in plain

    def read(self, source: BinaryIO, path: str, profile: str | None = None) -> Iterator[Personakt | Remark | Unreadable]:
        """Each personakt of the delivery; case files of one person that stand apart become one personakt.

        The source is read twice (once to see what is what), so a source that cannot be rewound is held in memory.
        """
        if not source.seekable():
            source = io.BytesIO(source.read())
        start = source.tell()
        system = svk.SYSTEM if svk.is_svk(source.read(_HEAD)) else None
        source.seek(start)
        loaded = load_profile(profile, system)
        shape = _survey(source, loaded)
        source.seek(start)
        return _Reading(source, path, loaded, shape).items()


# -- first pass: which aggregations are records


_Start = tuple[int, int]  # line and column of a start tag


@dataclass
class _Seen:
    start: _Start
    records_inside: bool = False


@dataclass
class _Shape:
    """Which aggregations are personakter or case files, by where they start, and whose they are."""

    records: set[_Start] = field(default_factory=set)
    client: dict[_Start, str] = field(default_factory=dict)


def _survey(source: BinaryIO, profile: Profile) -> _Shape:
    from xml.parsers import expat

    shape = _Shape()
    open_: list[_Seen] = []
    path: list[str] = []
    in_record = 0
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal in_record
        local = name.rpartition(" ")[2]
        path.append(local)
        if local == "aggregation":
            open_.append(_Seen((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)))
            if _kind(attributes, profile) in ("personakt", "caseFile") and not in_record:
                shape.records.add(open_[-1].start)
                in_record = len(open_)

    def end(_: str) -> None:
        nonlocal in_record
        if path.pop() != "aggregation":
            return
        seen = open_.pop()
        if in_record == len(open_) + 1:
            in_record = 0
            if open_:
                open_[-1].records_inside = True
        elif not open_ and not seen.records_inside:
            shape.records.add(seen.start)
        elif open_ and seen.records_inside:
            open_[-1].records_inside = True

    number: list[str] = []

    def text(data: str) -> None:
        if path and path[-1] == "idNumber" and in_record == len(open_) and open_:
            number.append(data)
            digits = re.sub(r"\D", "", "".join(number))
            if len(digits) in (10, 12):
                shape.client.setdefault(open_[-1].start, digits[-10:])
        elif number:
            number.clear()

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        while chunk := source.read(1 << 16):
            parser.Parse(chunk, False)
    except (expat.ExpatError, LookupError, ValueError):
        pass  # the second pass says what is wrong and where
    if open_ and not in_record and not any(seen.records_inside for seen in open_):
        shape.records.add(open_[0].start)
    return shape


def _kind(attributes: dict[str, str], profile: Profile) -> str:
    kind = attributes.get("aggregationType", "")
    if kind == "file" or profile.is_named("personakt", attributes.get("otherAggregationType")) or profile.is_named("personakt", kind):
        return "personakt"
    return kind


# -- second pass


class _Reading:
    def __init__(self, source: BinaryIO, path: str, profile: Profile, shape: _Shape) -> None:
        self._path = path
        self._profile = profile
        self._shape = shape
        self._stream = RecordStream(source, self._is_record)
        self._held: dict[str, list[Node]] = {}
        self._left = Counter(shape.client[i] for i in shape.records if i in shape.client)
        self._remarks: list[Remark] = []
        self._header: model.Export | None = None

    def _is_record(self, _: list[Node], node: Node) -> bool:
        return node.name == "aggregation" and (node.line, node.column) in self._shape.records

    def items(self) -> Iterator[Personakt | Remark | Unreadable]:
        found = False
        for record in self._stream.records():
            found = True
            if isinstance(record, Broken):
                yield Unreadable(self._path, record.reason, _identifier(record.record), record.line, record.column)
                continue
            yield from self._take(record)
        for nodes in self._held.values():
            yield from self._personakt(nodes)
        if not found:
            yield Unreadable(self._path, say("no-record"), line=1)

    def _take(self, record: Node) -> Iterator[Personakt | Remark]:
        """A whole personakt at once; case files of one person are held until the last of them has come."""
        client = self._shape.client.get((record.line, record.column))
        if _kind(record.attributes, self._profile) == "personakt" or client is None:
            yield from self._personakt([record])
            return
        self._held.setdefault(client, []).append(record)
        self._left[client] -= 1
        if not self._left[client]:
            yield from self._personakt(self._held.pop(client))

    def _personakt(self, nodes: list[Node]) -> Iterator[Personakt | Remark]:
        if self._header is None and self._stream.root is not None:
            self._header = self._read_header(self._stream.root)
        akt = _Akt(self._path, self._profile, self._remarks, self._header or model.Export(path=self._path, reader=ErmsReader.name)).build(
            nodes
        )
        yield from self._remarks
        self._remarks.clear()
        yield akt

    def _read_header(self, root: Node) -> model.Export:
        control = root.child("control") or root
        names = [
            n.text().value.strip() for n in control.all("identification") if "nummer" not in n.attributes.get("identificationType", "")
        ]
        numbers = [
            n.text().value.strip()
            for n in control.all("identification")
            if "organisationsnummer" in n.attributes.get("identificationType", "")
        ]
        event = next((n for n in _walk(control) if n.name == "maintenanceEvent"), None)
        agent = event.child("agent") if event is not None else None
        when = event.child("eventDateTime") if event is not None else None
        return model.Export(
            path=self._path,
            reader=ErmsReader.name,
            export=model.ExportUppgift(
                kallsystem=_text(agent, "name"),
                importor="erms",
                tid=_tid(when.text().value) if when is not None else None,
                falt=self._profile.falt(),
                place=root.place(self._path),
            ),
            aktor=model.Aktor(typ=self._profile.actor["typ"], namn=names[0] if names else None, orgnr=numbers[0] if numbers else None),
        )


def _identifier(node: Node | None) -> str | None:
    return (node.attributes.get("systemIdentifier") or None) if node is not None else None


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _text(node: Node | None, name: str) -> str | None:
    child = node.child(name) if node is not None else None
    return (child.text().value.strip() or None) if child is not None else None


def _tid(raw: str) -> Tid | None:
    raw = re.sub(r"T00:00:00(\.0+)?(Z|[+-]\d{2}:\d{2})?$", "", raw.strip())
    try:
        return parse_tid(raw)
    except ValueError:
        return None


class _Akt:
    """Builds one personakt from the aggregation that is it, or from one person's case files."""

    def __init__(self, path: str, profile: Profile, remarks: list[Remark], header: model.Export) -> None:
        self._path = path
        self._profile = profile
        self._remarks = remarks
        self._header = header
        self._arenden: list[model.Arende] = []
        self._handlingar: list[model.Handling] = []
        self._anteckningar: list[model.Anteckning] = []
        self._beslut: list[model.Beslut] = []
        self._id = ""
        self._post: str | None = None

    def build(self, nodes: list[Node]) -> Personakt:
        first = nodes[0]
        explicit = _kind(first.attributes, self._profile) == "personakt"
        self._id = _identifier(first) or _text(first, "objectId") or "?"
        if not explicit or (first.attributes.get("aggregationType") == "file" and "akt" not in (_text(first, "title") or "").casefold()):
            self._remark(say("not-a-personakt"), first)
        for node in nodes:
            self._aggregation(node, None, None)
        agents = [agent for node in nodes for agent in _agents(node)]
        own = dict(pair for node in nodes for pair in _own(node))
        dates = _Dates(first, self._profile, self._bad_date)
        klienter = [a for a in agents if self._is_client(a)]
        return Personakt(
            header=self._header,
            id=self._id,
            beteckning=_text(first, "objectId"),
            upprattad=dates.get("opened"),
            avslutad=dates.get("closed"),
            status=(first.child("status") or first).attributes.get("value"),
            enskild=tuple(self._person(a) for a in _distinct(klienter)) or (model.Person(place=self._place(first)),),
            berord=tuple(self._berord(a) for a in _distinct([a for a in agents if self._role(a) is not None and not self._is_client(a)])),
            tolk=model.Tolk(behov=_bool(self._own(own, "tolk/behov")), sprak=self._own(own, "tolk/sprak"), place=self._place(first))
            if self._own(own, "tolk/behov") or self._own(own, "tolk/sprak")
            else None,
            skyddad_uppgift=tuple(self._protected(klienter, own)),
            arende=tuple(self._arenden),
            beslut=tuple(self._beslut),
            handling=tuple(self._handlingar),
            anteckning=tuple(self._anteckningar),
            place=self._place(first),
        )

    # -- aggregations and records

    def _aggregation(self, node: Node, arende: str | None, kind: str | None) -> None:
        if _kind(node.attributes, self._profile) == "caseFile":
            arende = self._arende(node)
            fields = Fields(self._path, self._id, self._remarks)
            self._anteckningar.extend(svk.notes(fields, node, arende))
            if svk.struck(fields, node) is not None:
                self._remark(say("matter-struck"), node)
        name = node.attributes.get("otherAggregationType") or _text(node, "title")
        if self._is_note(name) and node.attributes.get("aggregationType") != "file":
            kind = "anteckning"
        for action in node.all("action"):
            self._decision(node, action, arende, _identifier(node) or self._id, own=True)
        for child in node.children:
            if child.name == "aggregation":
                self._aggregation(child, arende, kind)
            elif child.name == "record":
                self._record(child, arende, kind)

    def _arende(self, node: Node) -> str:
        dates = _Dates(node, self._profile, self._bad_date)
        identifier = _identifier(node) or f"arende-{len(self._arenden) + 1}"
        self._arenden.append(
            model.Arende(
                id=identifier,
                beteckning=_text(node, "objectId"),
                typ=_text(node, "title"),
                status=(node.child("status") or node).attributes.get("value"),
                startad=dates.get("opened"),
                avslutad=dates.get("closed"),
                ansvarig=tuple(self._vem(a) for a in _agents(node) if a.attributes.get("agentType") == "responsible_person"),
                place=self._place(node),
            )
        )
        return identifier

    def _record(self, node: Node, arende: str | None, kind: str | None) -> None:
        self._post = identifier = _identifier(node) or _text(node, "objectId") or "?"
        dates = _Dates(node, self._profile, self._bad_date)
        shared = self._life_cycle(node, dates) | {"id": identifier, "arende": arende, "place": self._place(node)}
        files = tuple(
            model.Fil(
                sokvag=n.attributes.get("path") or n.attributes.get("name") or "",
                format=n.attributes.get("fileFormat"),
                place=self._place(n),
            )
            for n in _walk(node)
            if n.name == "appendix"
        )
        sections = tuple(model.Avsnitt(text=n.text(), place=self._place(n)) for n in self._prose(node))
        sources = tuple(
            model.Kalla(text=Text(value), place=self._place(node)) for name, value in _own(node) if self._profile.own.get(name) == "kalla"
        )
        title = node.child("title")
        if kind == "anteckning" or self._is_note(node.attributes.get("recordType")):
            self._anteckningar.append(
                model.Anteckning(
                    **shared,
                    typ=node.attributes.get("recordType"),
                    rubrik=title.text() if title is not None else None,
                    handelse=self._handelse(node, dates),
                    avsnitt=sections,
                    kalla=sources,
                    fil=files,
                )
            )
        else:
            self._handlingar.append(self._handling(node, dates, shared, sections, sources, files))
        for action in node.all("action"):
            self._decision(node, action, arende, identifier, own=False)
        self._post = None

    def _handling(
        self,
        node: Node,
        dates: _Dates,
        shared: dict[str, Any],
        sections: tuple[model.Avsnitt, ...],
        sources: tuple[model.Kalla, ...],
        files: tuple[model.Fil, ...],
    ) -> model.Handling:
        direction = (node.child("direction") or node).attributes.get("directionDefinition")
        sender = next((a for a in _agents(node) if a.attributes.get("agentType") == "sender"), None)
        received = dates.get("received")
        drawn_up = dates.first("prepared", *self._meaning("upprattad"))
        title = node.child("title")
        return model.Handling(
            **shared,
            slag={None: "okant", "incoming": "inkommen"}.get(direction, "upprattad"),
            typ=node.attributes.get("recordType"),
            titel=title.text() if title is not None else None,
            inkommen=model.Inkommen(
                tid=received, fran=_text(sender, "organisation") or _text(sender, "name"), place=dates.place("received")
            )
            if received or sender is not None
            else None,
            upprattad=model.Upprattad(tid=drawn_up, place=self._place(node)) if drawn_up else None,
            expedierad=tuple(
                model.Expedierad(tid=dates.get(name), place=dates.place(name))
                for name in ("sent", "dispatch", "expedited")
                if dates.get(name)
            ),
            avsnitt=sections,
            kalla=sources,
            fil=files,
        )

    def _life_cycle(self, node: Node, dates: _Dates) -> dict[str, Any]:
        agents = _agents(node)
        registered = dates.first("captured", *self._meaning("registrerad"))
        signers = [self._vem(a) for a in agents if a.attributes.get("agentType") in ("main_signatory", "other_signatory")]
        signed = dates.first("main_signature", "other_signature")
        struck = (node.child("status") or node).attributes.get("value") == "obliterated"
        logged = svk.struck(Fields(self._path, self._id, self._remarks), node)
        reason = next((n for n in _walk(node) if n.name == "note" and "makul" in n.attributes.get("noteType", "").casefold()), None)
        relation = {n.attributes.get("relationType"): n.text().value.strip() for n in node.all("relation")}
        return {
            "upprattad_av": tuple(self._vem(a) for a in agents if a.attributes.get("agentType") == "creator"),
            "registrerad": model.Vem(tid=registered, place=self._place(node)) if registered else None,
            "andrad": tuple(model.Vem(tid=dates.get("modified"), place=self._place(node)) for _ in range(1) if dates.get("modified")),
            "signerad": tuple(signers) or ((model.Vem(tid=signed, place=self._place(node)),) if signed else ()),
            "makulerad": model.Vem(
                namn=logged.namn if logged else None,
                tid=dates.other("makulerad") or (logged.tid if logged else None),
                orsak=reason.text().value.strip() if reason is not None else None,
                place=self._place(node),
            )
            if struck or logged
            else None,
            "ersatter": relation.get("replaces"),
            "ersatts_av": relation.get("is_replaced_with"),
            "version": relation.get("has_version"),
        }

    def _handelse(self, node: Node, dates: _Dates) -> model.Handelse | None:
        when = dates.other("handelse") or dates.first(*self._meaning("handelse"))
        return model.Handelse(tid=when, place=self._place(node)) if when else None

    def _decision(self, node: Node, action: Node, arende: str | None, post: str, *, own: bool) -> None:
        dates = _Dates(action, self._profile, self._bad_date)
        day = dates.first("decision_date", "decision")
        kind = _text(action, "actionType") or ""
        if day is None and "beslut" not in kind.casefold():
            return
        text, reasons = action.child("actionText"), action.child("actionMotivation")
        deciders = [a for a in _agents(action) if a.attributes.get("agentType") == "authorising_person"]
        self._beslut.append(
            model.Beslut(
                id=f"{post}-beslut-{len(self._beslut) + 1}",
                arende=arende,
                typ=kind or None,
                datum=day,
                handling=None if own else post,
                innehall=text.text() if text is not None else None,
                motivering=reasons.text() if reasons is not None else None,
                lagrum=tuple(Text(value) for name, value in _own(node) if self._profile.own.get(name) == "beslut/lagrum"),
                beslutsfattare=tuple(self._beslutsfattare(a) for a in deciders),
                place=self._place(action),
            )
        )

    # -- people

    def _beslutsfattare(self, agent: Node) -> model.Beslutsfattare:
        who = self._vem(agent)
        return model.Beslutsfattare(
            namn=who.namn, befattning=who.befattning, signatur=who.signatur, enhet=who.enhet, organisation=who.organisation, place=who.place
        )

    def _vem(self, agent: Node) -> model.Vem:
        user = next((n.text().value.strip() for n in agent.all("idNumber") if n.attributes.get("idNumberType") == "username"), None)
        return model.Vem(
            namn=_text(agent, "name"),
            befattning=_text(agent, "role"),
            enhet=_text(agent, "unitName"),
            organisation=_text(agent, "organisation"),
            signatur=user or None,
            place=self._place(agent),
        )

    def _is_client(self, agent: Node) -> bool:
        return agent.attributes.get("agentType") == "owner" or self._profile.is_named("klient", agent.attributes.get("otherAgentType"))

    def _role(self, agent: Node) -> str | None:
        if agent.attributes.get("agentType") not in ("other", "counterpart"):
            return None
        roles = {name.casefold(): role for name, role in self._profile.roles.items()}
        return roles.get(agent.attributes.get("otherAgentType", "").strip().casefold(), "annan")

    def _numbers(self, agent: Node) -> tuple[model.Identitet, ...]:
        return tuple(
            model.Identitet(
                typ=_PERSON_NUMBERS.get(n.attributes.get("idNumberType", "").casefold(), "annan"),
                varde=n.text().value.strip(),
                place=self._place(n),
            )
            for n in agent.all("idNumber")
            if n.text().value.strip() and n.attributes.get("idNumberType") != "username"
        )

    def _contacts(self, agent: Node) -> tuple[model.Kontakt, ...]:
        lines = [n for n in _walk(agent) if n.name in ("addressLine", "contactLine") and n.text().value.strip()]
        return tuple(
            model.Kontakt(typ=next(iter(n.attributes.values()), None), varde=n.text().value.strip(), place=self._place(n)) for n in lines
        )

    def _person(self, agent: Node) -> model.Person:
        return model.Person(
            namn=_text(agent, "name"), identitet=self._numbers(agent), kontakt=self._contacts(agent), place=self._place(agent)
        )

    def _berord(self, agent: Node) -> model.Berord:
        return model.Berord(
            roll=self._role(agent) or "annan",
            namn=_text(agent, "name"),
            identitet=self._numbers(agent),
            kontakt=self._contacts(agent),
            place=self._place(agent),
        )

    def _protected(self, clients: list[Node], own: dict[str, str]) -> Iterator[model.SkyddadUppgift]:
        for agent in clients:
            if _bool(_text(agent, "protectedIdentity")):
                yield model.SkyddadUppgift(typ="okant", place=self._place(agent))
        if _bool(self._own(own, "skyddadUppgift")):
            yield model.SkyddadUppgift(typ="sekretessmarkering")

    # -- small things

    def _meaning(self, meaning: str) -> list[str]:
        return [name for name in ("created", "originated") if meaning in self._profile.dates[name]]

    def _is_note(self, name: str | None) -> bool:
        plain = (name or "").strip().casefold()
        return any(plain == known.casefold() or plain.startswith(known.casefold() + " ") for known in self._profile.names["anteckning"])

    @staticmethod
    def _prose(node: Node) -> Iterator[Node]:
        for child in node.children:
            if child.name == "description" and child.parts:
                yield child
            elif child.name == "notes":
                yield from (n for n in child.all("note") if n.parts and "makul" not in n.attributes.get("noteType", "").casefold())

    def _own(self, own: dict[str, str], field_name: str) -> str | None:
        return next((value for name, value in own.items() if self._profile.own.get(name) == field_name), None)

    def _place(self, node: Node) -> Place:
        return node.place(self._path)

    def _remark(self, what: Says, node: Node) -> None:
        self._remarks.append(Remark(self._path, what, node.line, node.column, self._id, self._post))

    def _bad_date(self, node: Node) -> None:
        self._remark(say("impossible-tid", field=node.name), node)


class _Dates:
    """The dates of an aggregation, record or action by their type."""

    def __init__(self, node: Node, profile: Profile, bad: object) -> None:
        self._profile = profile
        self._nodes = [n for holder in node.all("dates") for n in holder.children if n.name in ("date", "actionDate")]
        for n in self._nodes:
            if n.text().value.strip() and _tid(n.text().value) is None and callable(bad):
                bad(n)

    def get(self, name: str) -> Tid | None:
        return next((_tid(n.text().value) for n in self._nodes if n.attributes.get("dateType") == name), None)

    def first(self, *names: str) -> Tid | None:
        return next((tid for tid in map(self.get, names) if tid is not None), None)

    def other(self, meaning: str) -> Tid | None:
        names = {name.casefold() for name in self._profile.dates[meaning]}
        return next((_tid(n.text().value) for n in self._nodes if n.attributes.get("otherDateType", "").casefold() in names), None)

    def place(self, name: str) -> Place:
        node = next((n for n in self._nodes if n.attributes.get("dateType") == name), None)
        return Place(line=node.line, column=node.column) if node is not None else Place()


def _agents(node: Node) -> list[Node]:
    return [agent for holder in node.all("agents") for agent in holder.all("agent")]


def _own(node: Node) -> Iterator[tuple[str, str]]:
    """Name and value of each own element of a node, however deep they are nested."""
    for holder in node.all("additionalInformation"):
        for inner in _walk(holder):
            value = _text(inner, "value")
            if inner.name == "ownElement" and inner.attributes.get("name") and value:
                yield inner.attributes["name"].strip().casefold(), value


def _distinct(agents: list[Node]) -> list[Node]:
    seen: dict[tuple[str | None, ...], Node] = {}
    for agent in agents:
        seen.setdefault((_text(agent, "name"), _text(agent, "idNumber"), agent.attributes.get("otherAgentType")), agent)
    return list(seen.values())


def _bool(value: str | None) -> bool | None:
    return None if value is None else value.strip().casefold() in ("true", "1", "ja")
