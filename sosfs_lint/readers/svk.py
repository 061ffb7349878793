"""What the ERMS profile of Svenska kyrkan adds: notes, and a log that says who struck a record and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint import model
from sosfs_lint.readers.nodes import Fields
from sosfs_lint.readers.xml_source import Node

SYSTEM = "svk"
_NAMESPACE = re.compile(rb"https?://xml\.svenskakyrkan\.se/ERMS-SVK")


def is_svk(head: bytes) -> bool:
    """Whether a delivery declares the profile's namespaces."""
    return _NAMESPACE.search(head.replace(b"\0", b"")) is not None


def notes(fields: Fields, node: Node, arende: str | None) -> Iterator[model.Anteckning]:
    """The notes that stand on a matter."""
    for number, note in enumerate(_below(node, "svkNote"), 1):
        told = fields.text(note, "noteText")
        made = next(
            (date for holder in note.all("dates") for date in holder.all("date") if date.attributes.get("dateType") == "created"), None
        )
        when = fields.tid(made) if made is not None else None
        agents = [agent for holder in note.all("agents") for agent in holder.all("agent") if agent.attributes.get("agentType") == "creator"]
        place = fields.place(note)
        yield model.Anteckning(
            id=f"{arende or 'akt'}-svknote-{number}",
            arende=arende,
            typ=note.attributes.get("typeOfNote"),
            registrerad=model.Vem(tid=when, place=place) if when else None,
            upprattad_av=tuple(
                model.Vem(namn=fields.string(agent, "name"), befattning=fields.string(agent, "role"), place=fields.place(agent))
                for agent in agents
            ),
            avsnitt=(model.Avsnitt(text=told, place=fields.place(note.child("noteText") or note)),) if told else (),
            place=place,
        )


def struck(fields: Fields, node: Node) -> model.Vem | None:
    """Who set the status to Makulerat last, and when, by the log."""
    last = None
    for event in _below(node, "auditLogEvent"):
        if (fields.string(event, "scope") or "").casefold() == "status":
            is_struck = (fields.string(event, "valueAfterChange") or "").casefold() == "makulerat"
            last = (
                model.Vem(namn=fields.string(event, "user"), tid=fields.tid(event, "eventTime"), place=fields.place(event))
                if is_struck
                else None
            )
    return last


def _below(node: Node, name: str) -> Iterator[Node]:
    """The elements of that name in the node's own additional information, not in records inside it."""
    waiting = list(node.all("additionalInformation"))
    while waiting:
        element = waiting.pop(0)
        if element.name == name:
            yield element
        waiting.extend(element.children)
