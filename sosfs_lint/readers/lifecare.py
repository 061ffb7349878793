"""Lifecare (Tietoevry) as JSON: elderly and disability (EC) with notes, family care (FC) without.

Lists are known by their names in the vendor's interface, however they are wrapped: one object per person, or lists of
all persons' items with ClientId or PersonId. Names are compared without case and underscore.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from sosfs_lint import model
from sosfs_lint.model import Personakt
from sosfs_lint.readers.encoding import WrongEncoding, decode, decode_head
from sosfs_lint.readers.json_source import BrokenJson, JsonText, Value, flat
from sosfs_lint.readers.lifecare_ec import ElderlyCare
from sosfs_lint.readers.lifecare_fc import FamilyCare
from sosfs_lint.readers.lifecare_items import Items, Users
from sosfs_lint.readers.people import identity
from sosfs_lint.readers.posts import repeated_ids
from sosfs_lint.readers.profile import Profile, load_profile
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.wording import say

LIMIT = 256  # million bytes of one file
_EC = ("documentations", "providernotes", "actualizations", "serviceplans", "ibicassessments")
_FC = ("actualisations", "documents", "services")
_BOTH = ("investigations", "decisions", "soldecisions", "lssdecisions", "executions")
_ABOUT = ("relatives", "contacts")
_LISTS = frozenset((*_EC, *_FC, *_BOTH, *_ABOUT))
_ALONE = {"occurrencetime": "documentations", "occurrencedate": "providernotes", "occurrencetimeutc": "providernotes"}
_SURE = re.compile(r'"(?:documentations|provider_?notes|actuali[sz]ations|occurrence_?(?:time|date)(?:utc)?)"\s*:', re.IGNORECASE)
_PERSON = re.compile(r'"(?:clients?|persons?|(?:client|person)_?id)"\s*:', re.IGNORECASE)
_LIST = re.compile(r'"(?:investigations|(?:sol|lss)?_?decisions|executions|services|documents)"\s*:', re.IGNORECASE)


@dataclass
class _Bundle:
    """One person's items by the name of their list."""

    key: str
    client: Value | None = None
    lists: dict[str, list[Value]] = field(default_factory=dict)

    def add(self, name: str, items: list[Value]) -> None:
        self.lists.setdefault(name, []).extend(items)

    @property
    def system(self) -> str:
        return (
            "lifecare-fc" if any(self.lists.get(name) for name in _FC) and not any(self.lists.get(name) for name in _EC) else "lifecare-ec"
        )


class LifecareReader:
    """Reads the lists of Lifecare's two interfaces from JSON or JSON Lines."""

    name = "lifecare"

    def recognises(self, head: bytes) -> bool:
        text = decode_head(head)
        if text is None or text.lstrip()[:1] not in ("{", "["):
            return False
        return _SURE.search(text) is not None or (_PERSON.search(text) is not None and _LIST.search(text) is not None)

    def read(self, source: BinaryIO, path: str, profile: str | None = None) -> Iterator[Personakt | Remark | Unreadable]:
        """Each person as one personakt. The file is held in memory, up to a limit."""
        raw = source.read(LIMIT * 1_000_000 + 1)
        if len(raw) > LIMIT * 1_000_000:
            yield Unreadable(path, say("list-too-long", limit=LIMIT), line=1)
            return
        try:
            text = JsonText(decode(raw), path)
        except WrongEncoding as fault:
            yield Unreadable(path, fault.says, line=1)
            return
        yield from _Reading(text, path, {name: load_profile(profile, name) for name in ("lifecare-ec", "lifecare-fc")}).items()


class _Reading:
    def __init__(self, text: JsonText, path: str, profiles: dict[str, Profile]) -> None:
        self._text = text
        self._path = path
        self._profiles = profiles
        self._waiting: dict[str, _Bundle] = {}
        self._users = Users()
        self._headers: dict[str, model.Export] = {}
        self._remarks: list[Remark] = []

    def items(self) -> Iterator[Personakt | Remark | Unreadable]:
        found = False
        for item in self._values():
            if isinstance(item, Unreadable):
                found = True
                yield item
                continue
            for bundle in self._bundles(item):
                found = True
                yield from self._personakt(bundle)
        for bundle in self._waiting.values():
            found = True
            yield from self._personakt(bundle)
        if not found:
            yield Unreadable(self._path, say("no-record"), line=1)

    def _values(self) -> Iterator[Value | Unreadable]:
        """The values at the top; after a broken line of JSON Lines the next is read."""
        while True:
            try:
                yield from self._text.values()
            except BrokenJson as fault:
                yield Unreadable(self._path, fault.says, None, fault.line, fault.column)
                if not self._text.next_line() or not self._text.is_lines:
                    return
            else:
                return

    # -- whose is what

    def _bundles(self, value: Value) -> Iterator[_Bundle]:
        """The persons that a value at the top holds whole; what may go on in later values waits."""
        self._users.add(value)
        alone = next((name for member, name in _ALONE.items() if value.get(member) is not None), None)
        if alone is not None:
            self._wait(alone, value)
            return
        client = value.get("client", "person")
        if client is not None and isinstance(client.content, dict):
            yield self._whole(client, value)
            return
        for person in self._persons(value):
            if any(person.get(name) is not None for name in _LISTS):
                yield self._whole(person.get("client", "person") or person, person)
            else:
                self._waiting.setdefault(_key(person), _Bundle(_key(person))).client = person
        for name in _LISTS:
            held = value.get(name)
            for item in held.items() if held is not None else []:
                self._wait(name, item)

    @staticmethod
    def _persons(value: Value) -> list[Value]:
        held = value.get("clients", "persons")
        return held.items() if held is not None else []

    def _whole(self, client: Value, holder: Value) -> _Bundle:
        bundle = _Bundle(_key(client), client)
        for name in _LISTS:
            held = holder.get(name)
            if held is not None:
                bundle.add(name, held.items())
        return bundle

    def _wait(self, name: str, item: Value) -> None:
        owner = item.get("clientid", "personid", "clientpersonid")
        key = (owner.text() if owner is not None else None) or model.Text("lifecare")
        self._waiting.setdefault(key.value.strip(), _Bundle(key.value.strip())).add(name, [item])

    # -- one person

    def _personakt(self, bundle: _Bundle) -> Iterator[Personakt | Remark]:
        profile = self._profiles[bundle.system]
        first = bundle.client or next((item for items in bundle.lists.values() for item in items), None)
        place = first.place if first is not None else model.Place(self._path, 1, 1)
        items = Items(self._path, bundle.key, self._users, self._remarks, profile)
        maker = FamilyCare(items, bundle.lists) if bundle.system == "lifecare-fc" else ElderlyCare(items, bundle.lists)
        akt = Personakt(
            header=self._header(bundle.system, profile),
            id=bundle.key,
            enskild=(self._person(items, bundle.client, place),),
            berord=tuple(items.berord(item) for name in _ABOUT for item in bundle.lists.get(name, ())),
            skyddad_uppgift=tuple(items.protected(bundle.client)),
            arende=tuple(maker.arenden()),
            insats=tuple(maker.insatser()),
            beslut=tuple(maker.beslut()),
            handling=tuple(maker.handlingar()),
            anteckning=tuple(maker.anteckningar()),
            place=place,
        )
        yield from (*self._remarks, *repeated_ids(akt))
        self._remarks.clear()
        yield akt

    def _person(self, items: Items, client: Value | None, place: model.Place) -> model.Person:
        if client is None:
            return model.Person(place=place)
        first, last = items.string(client, "firstname"), items.string(client, "lastname")
        number = items.string(client, "personnumber", "personidentitynumber", "personalnumber", "socialsecuritynumber", "personid")
        return model.Person(
            namn=" ".join(part for part in (first, last) if part) or items.string(client, "name"),
            identitet=identity(number, client.place),
            place=client.place,
        )

    def _header(self, system: str, profile: Profile) -> model.Export:
        if system not in self._headers:
            self._headers[system] = model.Export(
                path=self._path,
                reader=LifecareReader.name,
                export=model.ExportUppgift(
                    kallsystem="Lifecare",
                    importor=LifecareReader.name,
                    makulerade_medfoljer="ja" if system == "lifecare-ec" else "okant",
                    falt=profile.falt(),
                    place=model.Place(self._path, 1, 1),
                ),
                aktor=model.Aktor(typ=profile.actor["typ"]),
            )
        return self._headers[system]


def _key(client: Value) -> str:
    for name in ("id", "clientid", "personid", "personnumber"):
        held = client.get(flat(name))
        text = held.text() if held is not None else None
        if text:
            return text.value.strip()
    return "lifecare"
