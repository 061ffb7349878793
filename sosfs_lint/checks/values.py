"""Values that a rule can ask for by name (`value = "person+titel"`): what a field or a text must hold to count."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from sosfs_lint.akt import entered_on, parse_personnummer
from sosfs_lint.case import Case
from sosfs_lint.language.dates import find_dates
from sosfs_lint.language.names import NameKind, find_signature, is_title, name_kind
from sosfs_lint.law.citations import names_act, names_section
from sosfs_lint.model import Anteckning, Beslutsfattare, Identitet, Kontakt, Person, Post, Text, Vem
from sosfs_lint.reading import passages
from sosfs_lint.tid import Tid


class Holds(IntEnum):
    """How well a value answers: not at all, wrongly, doubtfully, fully."""

    NOTHING = 0
    INVALID = 1
    DOUBTFUL = 2
    FULLY = 3


@dataclass(frozen=True, slots=True)
class InText:
    """A value found in prose: from which character to which, and how well it answers."""

    start: int
    end: int
    holds: Holds


FieldValue = Callable[[object, Case], Holds]
TextValue = Callable[[Text, Post, Case], InText | None]


def text(value: object, case: Case) -> Holds:
    """Any words; not a dash or another filler."""
    del case
    plain = value.value if isinstance(value, Text) else value if isinstance(value, str) else None
    if plain is None:
        return Holds.FULLY if value is not None else Holds.NOTHING
    return Holds.NOTHING if is_filler(plain) else Holds.FULLY


_FILLERS = {
    "", "-", "--", "---", "–", "—", ".", "..", "...", "x", "xx", "xxx", "?", "nn", "se ovan", "se nedan", "ej aktuellt", "ej akt", "ej akt.", "ej ifyllt", "ingen uppgift",
    "uppgift saknas", "saknas", "okänd", "okänt", "n/a", "fyll i här", "skriv här",
}  # fmt: skip


def is_filler(plain: str) -> bool:
    """Whether a text is nothing but a filler: "-", "se ovan", "ej akt."."""
    return " ".join(plain.split()).casefold().strip(" :;") in _FILLERS


def name(value: object, case: Case) -> Holds:
    """A person's name; "NN", "okänd" and "Skyddad" are none."""
    del case
    held = value.namn if isinstance(value, (Person, Vem)) else value if isinstance(value, str) else None
    return Holds.NOTHING if name_kind(held) in (NameKind.NOTHING, NameKind.FUNCTION) else Holds.FULLY


def person_and_title(value: object, case: Case) -> Holds:
    """A named person with a title. Initials, a login or a name without title leave doubt; a unit or a shift is nobody."""
    if not isinstance(value, Vem):
        return Holds.NOTHING
    who = case.akt.resolve(value)
    kind = name_kind(who.namn)
    if kind is NameKind.FULL:
        return Holds.FULLY if is_title(who.befattning) else Holds.DOUBTFUL
    if kind in (NameKind.PART, NameKind.CODE):
        return Holds.DOUBTFUL
    somebody = (who.signatur or "").strip() or (who.ref and not who.namn)  # a code, or one whom the export names nowhere
    return Holds.DOUBTFUL if kind is NameKind.NOTHING and somebody else Holds.NOTHING


# words where a body should stand that name none
_NO_BODY = re.compile(r"(?i)\W*(?:(?:enl(?:igt|\.)?|på|med stöd av|genom|via)\s+)?(?:deleg\w*|tjänsteman|handläggare|myndigheten?)\W*")
# somebody with delegation, told by their unit alone
_SOMEBODY_THERE = re.compile(
    r"(?i)\W*(?:delegat(?:en)?|delegerad tjänsteman|tjänsteman)\b(?!.*(?:nämnd|utskott|ordför|styrelse|presidium|§))[^\d]*"
)


# a body where a person's name might stand: "Individutskottet § 14"
_BODY = re.compile(r"(?i)\b\w*(?:nämnd(?:en)?s?|utskott(?:et)?s?)\b")


def decider(value: object, case: Case) -> Holds:
    """Who decided: a body, or a named person with a title. Initials that the staff list does not know, or a unit, are nobody."""
    if isinstance(value, Beslutsfattare) and name_kind(value.namn) is NameKind.FUNCTION and _BODY.search(value.namn or ""):
        return Holds.FULLY
    if isinstance(value, Beslutsfattare) and value.organ and name_kind(value.namn) is NameKind.NOTHING:
        if _NO_BODY.fullmatch(value.organ) is None and _SOMEBODY_THERE.fullmatch(value.organ) is None:
            return Holds.FULLY
        if not (value.signatur or value.ref):
            return Holds.NOTHING
    held = person_and_title(value, case)
    if held is Holds.DOUBTFUL and isinstance(value, Beslutsfattare) and case.akt.personakt.header.medarbetare:
        who = case.akt.resolve(value)
        unit = (who.namn or "").strip()[:1].islower() or "deleg" in (who.namn or "").casefold()
        if unit or name_kind(who.namn) in (NameKind.NOTHING, NameKind.CODE):
            return Holds.NOTHING
    return held


def is_unread_day(value: object) -> bool:
    """Whether a value is a day that stands in the source in a form that is not read."""
    tid = value if isinstance(value, Tid) else getattr(value, "tid", None)
    return isinstance(tid, Tid) and bool(tid.unread)


def day(value: object, case: Case) -> Holds:
    """A date with year, month and day."""
    del case
    tid = value if isinstance(value, Tid) else getattr(value, "tid", None)
    return Holds.FULLY if isinstance(tid, Tid) and tid.date is not None else Holds.NOTHING


def number(value: object, case: Case) -> Holds:
    """A personnummer whose length and check digit are right; another kind of number is not one."""
    del case
    if not isinstance(value, Identitet) or value.typ != "personnummer":
        return Holds.NOTHING
    parsed = parse_personnummer(value.varde)
    return Holds.FULLY if parsed is not None and not parsed.is_coordination_number() else Holds.INVALID


def other_identity(value: object, case: Case) -> Holds:
    """Anything that prevents confusion: another number, or name, birth date and citizenship together."""
    if not isinstance(value, Person):
        return Holds.NOTHING
    if any(i.varde.strip() for i in value.identitet if i.typ != "personnummer"):
        return Holds.FULLY
    stay = case.akt.personakt.vistelse
    born = value.fodd is not None and value.fodd.date is not None
    if born and name(value, case) is Holds.FULLY:
        return Holds.FULLY if stay is not None and stay.medborgarskap else Holds.DOUBTFUL
    return Holds.NOTHING


def contact(value: object, case: Case) -> Holds:
    """A way to reach the person: address, telephone, e-mail; a masked one counts where it is marked as protected."""
    del case
    if not isinstance(value, Kontakt):
        return Holds.NOTHING
    if value.skyddad:
        return Holds.FULLY
    return Holds.NOTHING if value.varde is None or is_filler(value.varde) else Holds.FULLY


_BY_COLON = re.compile(r"\s*\d{1,2}:\d{1,2}[a-z]?(?!\d)")


def legal_ground(value: object, case: Case) -> Holds:
    """An act and a section: "4 kap. 1 § SoL". A section without its act leaves doubt, an act alone is no ground."""
    del case
    plain = value.value if isinstance(value, Text) else str(value)
    cited = names_section(plain) or _BY_COLON.match(plain)
    if not cited:
        return Holds.NOTHING
    return Holds.FULLY if names_act(plain) else Holds.DOUBTFUL


def own_end(value: object, case: Case) -> Holds:
    """An end date, or 9999-12-31, which is how systems write "tills vidare"."""
    del case
    return Holds.FULLY if isinstance(value, Tid) else Holds.NOTHING


FIELD_VALUES: dict[str, FieldValue] = {
    "text": text,
    "namn": name,
    "person+titel": person_and_title,
    "beslutsfattare": decider,
    "datum": day,
    "slutdag": own_end,
    "lagrum": legal_ground,
    "personnummer": number,
    "annan-identitet": other_identity,
    "kontakt": contact,
}


# -- in prose


def signature_in_text(prose: Text, post: Post, case: Case) -> InText | None:
    """Who signs the text: a name with title counts, a name alone or initials leave doubt."""
    del case
    found = find_signature(prose.value) if _is_last(prose, post) else None
    if found is None:
        return None
    return InText(found.start, found.end, Holds.FULLY if found.name is NameKind.FULL and found.title else Holds.DOUBTFUL)


def author(post: Post, case: Case) -> Holds:
    """How well a post says who wrote it: its fields, or the name under its text."""
    fields = (person_and_title(who, case) for who in (*getattr(post, "upprattad_av", ()), *getattr(post, "signerad", ())))
    under = (found.holds for passage in passages(post) if (found := signature_in_text(passage.text, post, case)))
    return max((*fields, *under), default=Holds.NOTHING)


def date_at_end(prose: Text, post: Post, case: Case) -> InText | None:
    """The day a text is dated: at its end (before or after the name), or on a first line of its own."""
    del case
    if not _is_last(prose, post):
        return None
    anchor: date | None = entered_on(post)
    body = prose.value.rstrip()
    marks = [m for m in find_dates(prose.value, anchor) if m.day is not None and not m.relative]
    for mark in reversed(marks):
        after = body[mark.end :].strip(" .,)\n")
        if not after or (len(after) < 70 and "." not in after.replace("soc.", "") and _is_closing(body, mark.start)):
            return InText(mark.start, mark.end, Holds.FULLY)
    if marks and not body[: marks[0].start].strip() and "\n" in body[marks[0].end : marks[0].end + 3]:
        return InText(marks[0].start, marks[0].end, Holds.FULLY)
    dated = next((m for m in marks[:2] if _DATED.fullmatch(body[body.rfind("\n", 0, m.start) + 1 : m.start])), None)
    if dated is not None and body.count("\n", 0, dated.start) <= 2 and re.match(r"\s*(?:[./,;)]|\n|av\b|$)", body[dated.end :]):
        return InText(dated.start, dated.end, Holds.FULLY)
    return None


# the place, or a word for drawing up, before the day at the top of a document
_DATED = re.compile(
    r"(?:(?!(?:Hembesök|Besök|Möte|Samtal|Beslut|Ansökan|Anmälan|Telefon|Inkom|Ankom|Utskrift|Utskriven|Från|Planerat|Kl)\b)[A-ZÅÄÖ][a-zåäö]{2,}"
    r"|(?i:upprättad|skriven|spikad|klubbad|klar|färdig|fastställd|antagen|daterad|datum|dat\.?|ort och datum)),?:?\s+(?:den\s+)?"
)


def _is_last(prose: Text, post: Post) -> bool:
    """Whether a text is where a post is signed and dated: its last section with words, or one headed as such."""
    sections = [section for section in getattr(post, "avsnitt", ()) if section.text]
    own = next((section for section in sections if section.text is prose), None)
    if own is None:
        return False
    return own is sections[-1] or re.search(r"(?i)^(?:ort och )?datum\b|underskrift|upprättad|undertecknad", own.rubrik or "") is not None


def _is_closing(body: str, start: int) -> bool:
    line = body[body.rfind("\n", 0, start) + 1 : start]
    return len(line.split()) <= 2


def individual_named(prose: Text, post: Post, case: Case) -> InText | None:
    """The name or personnummer of the individual; in a joint record of every one of them. An initial in a note of theirs leaves doubt."""
    people = case.akt.personakt.enskild
    spans = [_named(prose.value, person) for person in people]
    known = [span for span in spans if span is not None]
    if not known or len(known) < len(spans):
        initial = (people[0].namn or "")[:1] if len(people) == 1 and isinstance(post, Anteckning) else ""
        match = re.search(rf"(?<!\w){re.escape(initial)}(?![\w.])", prose.value) if initial.isupper() else None
        return InText(match.start(), match.end(), Holds.DOUBTFUL) if match is not None else None
    return InText(known[0][0], known[0][1], Holds.FULLY)


def _is_dictated(text: str) -> bool:
    """Whether a text is written without capitals, so that names have none either."""
    return text[:1].islower() and sum(map(str.isupper, text)) * 200 < len(text)


def _named(prose: str, person: Person) -> tuple[int, int] | None:
    words = [word for word in (person.namn or "").split() if len(word) > 1]
    numbers = [re.sub(r"\D", "", i.varde)[-10:] for i in person.identitet]
    for word in (words[0], words[-1]) if words else ():
        match = re.search(rf"(?<!\w){re.escape(word)}(?:s|:s)?(?!\w)", prose, re.IGNORECASE if _is_dictated(prose) else 0)
        if match is not None:
            return match.span()
    for number in numbers:
        match = re.search(rf"{number[:6]}[-+]?{number[6:]}", prose) if len(number) == 10 else None
        if match is not None:
            return match.span()
    return None


_OFFICER = re.compile(
    r"(?i)handläggar|sekreterare|beställare|utredare|kontakt(?:person|uppgift)?(?:er)?\b(?! (?:anhörig|närstående|god man))"
)
_REACHED = re.compile(r"\+?\d[\d\s/–-]{5,}\d|[\w.+-]+@[\w-]+\.[\w.-]+")


def officer_reached(prose: Text, post: Post, case: Case) -> InText | None:
    """Whoever is responsible, with name and telephone or e-mail, in a section headed as that."""
    del case
    section = next((section for section in getattr(post, "avsnitt", ()) if section.text is prose), None)
    if section is None or _OFFICER.search(section.rubrik or "") is None:
        return None
    found = _REACHED.search(prose.value)
    parts = re.split(r"[,;:\n(]|\bte?l\w*|\btfn\b", prose.value[: found.start()]) if found else []
    known = any(name_kind(part.strip(" .")) is NameKind.FULL for part in parts)
    return InText(0, found.end(), Holds.FULLY) if found and known else None


TEXT_VALUES: dict[str, TextValue] = {
    "person+titel": signature_in_text,
    "datum": date_at_end,
    "den-enskilde": individual_named,
    "handläggare+kontakt": officer_reached,
}
