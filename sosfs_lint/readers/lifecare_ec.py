"""Lifecare, elderly and disability: notes with their versions, error marks and signing, matters, decisions, executions, plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sosfs_lint import model
from sosfs_lint.model import Text
from sosfs_lint.readers.json_source import Value
from sosfs_lint.readers.lifecare_items import Items
from sosfs_lint.wording import say

_DECISIONS = ("decisions", "soldecisions", "lssdecisions")
_POSTS = ("documentations", "providernotes", *_DECISIONS, "serviceplans", "ibicassessments", "documents")
_PLANS = {"serviceplans": "genomförandeplan", "ibicassessments": "bedömning av behov"}
_HEADINGS = {
    "clientparticipation": "Den enskildes delaktighet",
    "assessed": "Bedömning",
    "needs": "Behov",
    "goal": "Mål",
}


class ElderlyCare:
    """One person's items from the interface for elderly and disability."""

    def __init__(self, items: Items, lists: Mapping[str, list[Value]]) -> None:
        self._items = items
        self._lists = lists
        self._renamed = dict(self._clashes())

    def _clashes(self) -> Iterator[tuple[tuple[str, str], str]]:
        """The posts whose id a post of another list has: each list counts by itself. They are named by list and id."""
        taken: dict[str, str] = {}
        for name in _POSTS:
            for number, value in enumerate(self._lists.get(name, ()), 1):
                own = self._items.id(value, name.removesuffix("s"), number)
                if taken.setdefault(own, name) != name:
                    yield (name, own), f"{name.removesuffix('s')}-{own}"

    def _of(self, *names: str) -> Iterator[tuple[Value, str]]:
        for name in names:
            for number, value in enumerate(self._lists.get(name, ()), 1):
                own = self._items.id(value, name.removesuffix("s"), number)
                yield value, self._renamed.get((name, own), own)

    # -- matters, measures and decisions

    def arenden(self) -> Iterator[model.Arende]:
        items = self._items
        begun: dict[str, list[model.Aktualisering]] = {}
        apart: list[model.Arende] = []
        known = {identifier for _, identifier in self._of("investigations")}
        for value, identifier in self._of("actualizations", "actualisations"):
            began = self._began(value, identifier)
            matter = items.string(value, "investigationid")
            if matter in known:
                begun.setdefault(matter or "", []).append(began)
            else:
                apart.append(model.Arende(id=f"aktualisering-{identifier}", startad=began.inkom, aktualisering=(began,), place=value.place))
        for value, identifier in self._of("investigations"):
            yield self._investigation(value, identifier, tuple(begun.get(identifier, ())))
        yield from apart

    def _began(self, value: Value, identifier: str) -> model.Aktualisering:
        items = self._items
        receiver = items.caseworker(value)
        return model.Aktualisering(
            id=f"aktualisering-{identifier}",
            typ=items.kind(value, "type"),
            satt=items.string(value, "source"),
            inkom=items.tid(value, "date", "dateutc"),
            fran=items.string(value, "notifier", "fromwho"),
            orsak=items.string(value, "reason"),
            mottagen_av_namn=receiver.namn if receiver else None,
            mottagen_av_befattning=receiver.befattning if receiver else None,
            place=value.place,
        )

    def _investigation(self, value: Value, identifier: str, begun: tuple[model.Aktualisering, ...]) -> model.Arende:
        items = self._items
        start, end = items.tid(value, "startdate", "fromdate"), items.tid(value, "enddate", "todate")
        responsible = items.caseworker(value)
        return model.Arende(
            id=identifier,
            typ=items.string(value, "type", "dossiertype"),
            lag=items.law(value),
            startad=start,
            avslutad=end,
            aktualisering=begun,
            skede=(model.Skede(moment="utreda", start=start, slut=end, place=value.place),),
            ansvarig=(responsible,) if responsible else (),
            place=value.place,
        )

    def insatser(self) -> Iterator[model.Insats]:
        for value, identifier in self._of("executions"):
            yield self._measure(value, identifier)

    def _measure(self, value: Value, identifier: str) -> model.Insats:
        items = self._items
        return model.Insats(
            id=identifier,
            arende=items.string(value, "investigationid"),
            beslut=self._decided(items.string(value, "decisionid")),
            typ=items.string(value, "type", "name"),
            start=items.tid(value, "fromdate", "startdate"),
            slut=items.tid(value, "todate", "enddate"),
            place=value.place,
        )

    def _decided(self, identifier: str | None) -> str | None:
        """The decision that an id is of, by the name that it has here."""
        return next((new for (name, own), new in self._renamed.items() if own == identifier and name in _DECISIONS), identifier)

    def beslut(self) -> Iterator[model.Beslut]:
        for value, identifier in self._of(*_DECISIONS):
            self._items.post = identifier
            yield self._decision(value, identifier)
        self._items.post = None

    def _decision(self, value: Value, identifier: str) -> model.Beslut:
        items = self._items
        who = items.caseworker(value, "decisionmaker", "caseworker")
        return model.Beslut(
            id=identifier,
            arende=items.string(value, "investigationid", "investigationexecutionid"),
            lag=items.law(value),
            typ=items.string(value, "type", "code"),
            datum=items.tid(value, "date", "decisiondate"),
            galler_from=items.tid(value, "fromdate"),
            galler_tom=items.tid(value, "todate"),
            beslutsfattare=(
                model.Beslutsfattare(
                    namn=who.namn, befattning=who.befattning, delegation=items.string(value, "decisionlevel"), place=who.place
                ),
            )
            if who
            else (),
            place=value.place,
        )

    # -- documents and notes

    def handlingar(self) -> Iterator[model.Handling]:
        for name, kind in _PLANS.items():
            for value, identifier in self._of(name):
                self._items.post = identifier
                yield self._plan(value, identifier, kind)
        self._items.post = None

    def _plan(self, value: Value, identifier: str, kind: str) -> model.Handling:
        items = self._items
        made = items.tid(value, "createddate", "createdtime", "date")
        author = items.caseworker(value, "createdby", "createdname", "createdsignature")
        sections = [
            model.Avsnitt(text=text, rubrik=heading, place=value.place)
            for name, heading in _HEADINGS.items()
            if (text := items.text(value, name)) is not None
        ]
        return model.Handling(
            id=identifier,
            insats=items.string(value, "executionid"),
            slag="upprattad",
            typ=kind,
            upprattad=model.Upprattad(tid=made, place=value.place) if made else None,
            upprattad_av=(author,) if author else (),
            avsnitt=tuple(sections),
            place=value.place,
        )

    def anteckningar(self) -> Iterator[model.Anteckning]:
        for value, identifier in (*self._of("documentations"), *self._of("providernotes")):
            self._items.post = identifier
            yield self._note(value, identifier)
        self._items.post = None

    def _note(self, value: Value, identifier: str) -> model.Anteckning:
        items = self._items
        happened = items.tid(value, "occurrencetime", "occurrencetimeutc", "occurrencedate")
        author, registered = self._author(value), items.tid(value, "createdtime", "createdtimeutc", "createddate")
        heading = items.string(value, "headlinename") or items.users.headlines.get(items.string(value, "headlineid") or "")
        changed = items.who(value, "updatedsignature", tid="updatedtime") or items.who(value, "modifiedsignature", tid="modifieddate")
        signed = items.who(value, "signedsignature", tid="signedtime") or items.who(value, "signedbysignature", tid="signeddate")
        return model.Anteckning(
            id=identifier,
            arende=items.string(value, "investigationid"),
            insats=items.string(value, "executionid"),
            lag=items.law(value),
            ursprung=items.string(value, "originid"),
            ersatter=items.string(value, "previoushistoryid"),
            ersatts_av=self._newer(value, identifier),
            rubrik=Text(heading) if heading else None,
            handelse=model.Handelse(tid=happened, tom=items.tid(value, "endtime"), place=value.place) if happened else None,
            upprattad_av=(author,) if author else (),
            registrerad=model.Vem(tid=registered, namn=author.namn if author else None, place=value.place) if registered else None,
            andrad=(changed,) if changed else (),
            signerad=(signed,) if signed else (),
            makulerad=self._struck(value),
            avsnitt=self._sections(value),
            fil=self._image(value, identifier),
            place=value.place,
        )

    def _author(self, value: Value) -> model.Vem | None:
        items = self._items
        first, last = items.string(value, "createdbyfirstname"), items.string(value, "createdbylastname")
        if first or last:
            name = " ".join(part for part in (first, last) if part)
            return model.Vem(namn=name, befattning=items.string(value, "createdbytitle"), place=value.place)
        return items.who(value, "createdsignature", "createdname")

    def _newer(self, value: Value, identifier: str) -> str | None:
        """The version that replaces an older one: the next, else the present one of the same origin."""
        items = self._items
        following = items.string(value, "nexthistoryid")
        if following or (items.string(value, "status") or "").casefold() != "history":
            return following
        origin = items.string(value, "originid")
        for other, own in self._of("documentations"):
            current = (items.string(other, "status") or "").casefold() == "current"
            if current and own != identifier and origin and origin in (items.string(other, "originid"), own):
                return own
        items.remark(say("lost-version"), value)
        return None

    def _struck(self, value: Value) -> model.Vem | None:
        items = self._items
        if items.true(value, "errormarked") or value.get("errormarkedsignature", "errormarkedtime", "errormarkeddate") is not None:
            who = items.who(value, "errormarkedsignature", tid="errormarkedtime") or items.who(
                value, "errormarkedby", tid="errormarkeddate"
            )
            if who is not None or items.true(value, "errormarked"):
                return who or model.Vem(place=value.place)
        if (items.string(value, "status") or "").casefold() == "deleted":
            items.remark(say("deleted-post"), value)
            return model.Vem(place=value.place)
        return None

    def _sections(self, value: Value) -> tuple[model.Avsnitt, ...]:
        text = self._items.text(value, "plaintext") or self._items.text(value, "text", "note", "content")
        if text is None or (self._items.string(value, "contenttype") or "").casefold() == "image":
            return ()
        held = value.get("plaintext", "text", "note", "content")
        return (model.Avsnitt(text=text, place=held.place if held is not None else value.place),)

    def _image(self, value: Value, identifier: str) -> tuple[model.Fil, ...]:
        if (self._items.string(value, "contenttype") or "").casefold() != "image":
            return ()
        return (model.Fil(sokvag=identifier, format="bild", place=value.place),)
