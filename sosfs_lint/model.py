"""The record as the export gives it: every element of the schema aktexport 1.0 as a frozen type.

Field names are the schema's, ASCII and with underscores; a `place` says where in the user's own file the element stands.
Nothing here is interpreted: what a field means is decided in `akt`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from sosfs_lint.tid import Tid


class Place(NamedTuple):
    """A place in a source file; lines, columns and pages are counted from 1, columns in characters."""

    path: str = ""
    line: int | None = None
    column: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None


class Element:
    """What every type here shares: a `repr` that shows the kind and the line, never a word of a record."""

    __slots__ = ()
    place: Place

    def __repr__(self) -> str:
        return f"<{type(self).__name__} rad {self.place.line}>"


@dataclass(frozen=True, slots=True, repr=False)
class Text:
    """Prose as it stands in the source, with a way back to it.

    `segments` holds (offset, line, column) wherever the source does not simply run on: at the start, after an entity,
    after a conversion. `struck` holds (start, end) offsets of text that the source shows as struck.
    `readable` is False when a format could not be turned into plain text; then nothing may be said to be missing here.
    """

    value: str
    segments: tuple[tuple[int, int, int], ...] = ()
    struck: tuple[tuple[int, int], ...] = ()
    readable: bool = True

    def at(self, offset: int) -> tuple[int, int] | None:
        """Line and column (from 1) of the character at `offset`, or None when the source has no lines."""
        if not self.segments:
            return None
        start, line, column = self.segments[max(bisect_right(self.segments, (offset, 1 << 62, 0)) - 1, 0)]
        breaks = self.value.count("\n", start, offset)
        if breaks:
            return line + breaks, offset - self.value.rfind("\n", start, offset)
        return line, column + offset - start

    def __bool__(self) -> bool:
        return bool(self.value.strip())

    def __repr__(self) -> str:
        return f"<Text {len(self.value)} tecken>"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Vem(Element):
    """Who did something: author, decision-maker, registrar. `ref` points to a medarbetare, else name and title stand here."""

    ref: str | None = None
    namn: str | None = None
    befattning: str | None = None
    signatur: str | None = None
    enhet: str | None = None
    organisation: str | None = None
    tid: Tid | None = None
    orsak: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Rattelse(Vem):
    """A correction of a post; `av_post` is the post that holds the corrected wording."""

    av_post: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Beslutsfattare(Vem):
    """Who decided: a person, or a body (`organ`: nämnd, utskott) with its minutes or point of delegation."""

    organ: str | None = None
    delegation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Kommunicering(Vem):
    """Communication of material to a party before a decision."""

    till: str | None = None
    satt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Underrattelse(Element):
    """Notice of a decision to a party."""

    tid: Tid | None = None
    till: str | None = None
    satt: str | None = None
    overklagandehanvisning: bool | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Avsnitt(Element):
    """A section of a post: prose with or without a heading. `slag` tells fact from assessment where the system does."""

    text: Text = Text("")
    rubrik: str | None = None
    struken: bool | None = None
    sida: int | None = None
    slag: str | None = None
    format: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Kallposition(Element):
    """Where the post stood in the user's original file; diagnoses point there."""

    fil: str = ""
    rad: int | None = None
    kolumn: int | None = None
    sida: int | None = None
    blad: str | None = None
    cell: str | None = None
    xpath: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Kalla(Element):
    """The source of the information in a post."""

    text: Text = Text("")
    typ: str | None = None
    handling: str | None = None
    person: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Fil(Element):
    """A linked file. It is not read: what may stand in it is not checked."""

    sokvag: str = ""
    format: str | None = None
    sha256: str | None = None
    textlager: bool | None = None
    sidor: int | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Post(Element):
    """What anteckning, handling, beslut and samtycke share: id, references and life cycle."""

    id: str = ""
    arende: str | None = None
    insats: str | None = None
    enhet: str | None = None
    lag: str | None = None
    moment: str | None = None
    version: str | None = None
    ursprung: str | None = None
    ersatter: str | None = None
    ersatts_av: str | None = None
    upprattad_av: tuple[Vem, ...] = ()
    registrerad: Vem | None = None
    andrad: tuple[Vem, ...] = ()
    signerad: tuple[Vem, ...] = ()
    last: Vem | None = None
    makulerad: Vem | None = None
    rattelse: tuple[Rattelse, ...] = ()
    kallposition: Kallposition | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Handelse(Element):
    """When (and where) what a note tells of happened."""

    tid: Tid | None = None
    tom: Tid | None = None
    plats: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Deltagare(Element):
    """Somebody who took part in what a note tells of."""

    ref: str | None = None
    namn: str | None = None
    roll: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Hanvisning(Element):
    """A link from a note to another post; a mere link is no evidence."""

    post: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Anteckning(Post):
    """A journal note."""

    typ: str | None = None
    kontaktsatt: str | None = None
    rubrik: Text | None = None
    sokord: tuple[Text, ...] = ()
    handelse: Handelse | None = None
    kalla: tuple[Kalla, ...] = ()
    deltagare: tuple[Deltagare, ...] = ()
    avsnitt: tuple[Avsnitt, ...] = ()
    hanvisning: tuple[Hanvisning, ...] = ()
    fil: tuple[Fil, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Inkommen(Element):
    """When, from whom and how a document came in."""

    tid: Tid | None = None
    fran: str | None = None
    satt: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Upprattad(Element):
    """When a document was drawn up."""

    tid: Tid | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Expedierad(Element):
    """When, to whom and how a document was sent."""

    tid: Tid | None = None
    till: str | None = None
    satt: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Handling(Post):
    """A document that came in or was drawn up."""

    slag: str | None = None
    typ: str | None = None
    mall: str | None = None
    titel: Text | None = None
    inkommen: Inkommen | None = None
    upprattad: Upprattad | None = None
    expedierad: tuple[Expedierad, ...] = ()
    kalla: tuple[Kalla, ...] = ()
    avsnitt: tuple[Avsnitt, ...] = ()
    fil: tuple[Fil, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Beslut(Post):
    """A decision as the system holds it."""

    typ: str | None = None
    datum: Tid | None = None
    utfall: str | None = None
    galler_from: Tid | None = None
    galler_tom: Tid | None = None
    handling: str | None = None
    avser: str | None = None
    lagrum: tuple[Text, ...] = ()
    begart: Text | None = None
    innehall: Text | None = None
    motivering: Text | None = None
    beslutsfattare: tuple[Beslutsfattare, ...] = ()
    kommunicering: tuple[Kommunicering, ...] = ()
    underrattelse: tuple[Underrattelse, ...] = ()
    verkstalld: Vem | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Galler(Element):
    """One thing that a consent covers: contact and purpose."""

    text: Text = Text("")
    kontakt: str | None = None
    syfte: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Samtycke(Post):
    """A consent to contacts, with what it covers, and its withdrawal."""

    svar: str | None = None
    av: str | None = None
    tid: Tid | None = None
    form: str | None = None
    giltigt_tom: Tid | None = None
    galler: tuple[Galler, ...] = ()
    aterkallat: Vem | None = None
    avsnitt: tuple[Avsnitt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Aktualisering(Element):
    """How a matter began: application, report, request."""

    id: str | None = None
    typ: str | None = None
    satt: str | None = None
    inkom: Tid | None = None
    fran: str | None = None
    orsak: str | None = None
    handling: str | None = None
    registrerad: Tid | None = None
    mottagen_av: str | None = None
    mottagen_av_namn: str | None = None
    mottagen_av_befattning: str | None = None
    mottagen_for_kommun: str | None = None
    overlamnad: Tid | None = None
    overlamnad_till: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Skede(Element):
    """A phase of a matter as the system keeps it."""

    moment: str = ""
    start: Tid | None = None
    slut: Tid | None = None
    frist: Tid | None = None
    forlangd_tom: Tid | None = None
    utfall: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Arende(Element):
    """A matter."""

    id: str = ""
    beteckning: str | None = None
    typ: str | None = None
    lag: str | None = None
    status: str | None = None
    startad: Tid | None = None
    avslutad: Tid | None = None
    avslutsorsak: str | None = None
    enhet: str | None = None
    aktualisering: tuple[Aktualisering, ...] = ()
    skede: tuple[Skede, ...] = ()
    ansvarig: tuple[Vem, ...] = ()
    kallposition: Kallposition | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Insats(Element):
    """A measure that is being carried out."""

    id: str = ""
    arende: str | None = None
    beslut: str | None = None
    typ: str | None = None
    utforare: str | None = None
    start: Tid | None = None
    slut: Tid | None = None
    slutorsak: str | None = None
    genomforandeplan: str | None = None
    kallposition: Kallposition | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Identitet(Element):
    """A number that identifies a person: personnummer, samordningsnummer, temporary number."""

    typ: str = ""
    varde: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Kontakt(Element):
    """A way to reach a person."""

    typ: str | None = None
    varde: str | None = None
    skyddad: bool | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Person(Element):
    """The individual (enskild) whose record it is."""

    id: str | None = None
    namn: str | None = None
    fodd: Tid | None = None
    kon: str | None = None
    identitet: tuple[Identitet, ...] = ()
    kontakt: tuple[Kontakt, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Berord(Person):
    """Somebody else in the record, with a role: vårdnadshavare, god man, syskon ..."""

    roll: str = ""
    uppdrag: str | None = None
    from_: Tid | None = None
    tom: Tid | None = None
    uppdaterad: Tid | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Gemensam(Element):
    """Says that the record is kept for several people jointly, and on what ground."""

    grund: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Tolk(Element):
    """The need of an interpreter."""

    behov: bool | None = None
    sprak: str | None = None
    uppdaterad: Tid | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Kommunikationsstod(Element):
    """The need of support to communicate."""

    behov: bool | None = None
    beskrivning: str | None = None
    uppdaterad: Tid | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SkyddadUppgift(Element):
    """Protected personal data: sekretessmarkering, skyddad folkbokföring, kvarskrivning ..."""

    typ: str = ""
    galler: str | None = None
    from_: Tid | None = None
    tom: Tid | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Vistelse(Element):
    """The right to stay in the country."""

    status: str | None = None
    medborgarskap: str | None = None
    uppdaterad: Tid | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Rapport(Element):
    """A report of misconduct, lex Sarah or to the police that concerns the individual."""

    typ: str = ""
    datum: Tid | None = None
    post: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Falt(Element):
    """What the source system does with one field: exporteras, ej-exporterat, finns-ej-i-systemet, okant."""

    namn: str = ""
    status: str = ""
    kallfalt: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ExportUppgift(Element):
    """The element `export`: from which system, when, which selection, and what each field's absence means."""

    kallsystem: str | None = None
    kallsystemversion: str | None = None
    importor: str | None = None
    tid: Tid | None = None
    urval_from: Tid | None = None
    urval_tom: Tid | None = None
    fullstandig: bool | None = None
    makulerade_medfoljer: str | None = None
    falt: tuple[Falt, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Aktor(Element):
    """Who keeps the records: namnd, kommunal-utforare, enskild-utforare, SiS, region, okant."""

    typ: str = "okant"
    namn: str | None = None
    kommunkod: str | None = None
    orgnr: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Enhet(Element):
    """A unit of the organisation."""

    id: str = ""
    namn: str | None = None
    typ: str | None = None
    overordnad: str | None = None
    hsaid: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Befattning(Element):
    """A title that a member of staff holds, from and to."""

    benamning: str = ""
    enhet: str | None = None
    from_: Tid | None = None
    tom: Tid | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Medarbetare(Element):
    """A member of staff."""

    id: str = ""
    namn: str | None = None
    signatur: str | None = None
    hsaid: str | None = None
    befattning: tuple[Befattning, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Export(Element):
    """What an export says before its first personakt: the source, the actor, units and staff."""

    place: Place = Place()

    path: str = ""
    reader: str = ""
    export: ExportUppgift = ExportUppgift()
    aktor: Aktor = Aktor()
    enhet: tuple[Enhet, ...] = ()
    medarbetare: tuple[Medarbetare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Personakt(Element):
    """A personal file: the individual, those concerned, matters, measures, consents, decisions, documents and notes."""

    header: Export = Export()
    id: str = ""
    beteckning: str | None = None
    akttyp: str | None = None
    enhet: str | None = None
    upprattad: Tid | None = None
    avslutad: Tid | None = None
    status: str | None = None
    enskild: tuple[Person, ...] = ()
    gemensam: Gemensam | None = None
    berord: tuple[Berord, ...] = ()
    tolk: Tolk | None = None
    kommunikationsstod: Kommunikationsstod | None = None
    skyddad_uppgift: tuple[SkyddadUppgift, ...] = ()
    vistelse: Vistelse | None = None
    rapport: tuple[Rapport, ...] = ()
    arende: tuple[Arende, ...] = ()
    insats: tuple[Insats, ...] = ()
    samtycke: tuple[Samtycke, ...] = ()
    beslut: tuple[Beslut, ...] = ()
    handling: tuple[Handling, ...] = ()
    anteckning: tuple[Anteckning, ...] = ()
    place: Place = Place()
