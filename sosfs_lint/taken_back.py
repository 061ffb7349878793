"""What the prose of a record says was written in the wrong place: "Ovanstående anteckning är förd på fel person", "Fel akt!".

A system that strikes notes says so in a field (`makulerad`); where it cannot, or nobody did, the journal only tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_PLACE = r"(?:akt(?:en)?|personakt(?:en)?|journal(?:en)?|person(?:en)?|personnummer|barn(?:et)?|syskon(?:et)?|brukare|klient(?:en)?|boende|ungdom(?:en)?|individ|ärende(?:t)?|familj)"
_WRONG_PLACE = rf"fel {_PLACE}s?(?: akt| journal)?\b"
_ANOTHER = rf"(?:en |ett )?(?:annan|annat|andra) (?:[\w-]+ ){{0,2}}?{_PLACE}s?\b"
_PUT = r"(?:in|journal)?(?:förd|förts?|skriven|skrivet|skrivits|skrev|registrera[dt]s?|lagd|lagt|lades|hamnat|hamnade|dokumentera[dt]s?|antecknad?t?s?|sparad|sparats)"
_WRONGLY = r"(?:felaktigt|av misstag|av förbiseende|oriktigt)"
_BELONGS = r"(?:avser|avsåg|gäller|rör|hör (?:hemma )?(?:till|i)|tillhör|skulle (?:ha )?(?:varit|stått|legat)(?: i| på)?|handlar om)"
_VOID = r"(?:fel(?:registrerad|förd|skriven)|makuler(?:ad|as|ats)|struken|stryks|ska strykas|(?:ska )?utgår?\b(?! i?från)|ska (?:bortses från|tas bort))"
_WHICH = r"(?:denna|den här|detta|hela|min|ovanstående|föregående|förra|gårdagens|senaste|tidigare|den)"
_NOTE = r"(?:(?:journal|dag)?anteckning(?:en|ar|arna)?|notering(?:en|ar|arna)?|notat(?:et)?|dokumentation(?:en)?|inlägg(?:et)?|text(?:en)?|ant\b\.?)"
_DAY = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d)|(?P<day>\d{1,2})(?:/| (?=[a-z]))(?P<month>\d{1,2}\b|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*)",
    re.IGNORECASE,
)
_END = r"(?=\W*\Z|\s*[.!,;:–)-]| (?:ska|hör|av misstag|flyttas|rätt)\b)"
_LEAD = r"(?:\W|\b(?:obs|nb|rättelse|korrigering|felskrivning)\b)*"
# the sentence has a note as its subject
_OF_A_NOTE = re.compile(
    rf"{_LEAD}(?:bortse från )?(?:(?P<which>{_WHICH}) ){{0,2}}(?:(?P<note>{_NOTE})|ovan(?:stående)?|det(?:ta|ta här)?(?= (?:är|blev|har) ))\b(?P<between>[^!?\n]{{0,60}}?)"
    rf"\b(?:{_PUT} (?:\w+ ){{0,3}}?{_WRONG_PLACE}|{_WRONGLY} {_PUT}\b|{_BELONGS} {_ANOTHER}|{_VOID}\b|{_WRONG_PLACE})",
    re.IGNORECASE,
)
# it has none, as in a telegram
_TELEGRAM = re.compile(
    rf"{_LEAD}(?:(?:har |är )?{_PUT} (?:\w+ ){{0,3}}?{_WRONG_PLACE}{_END}|(?:{_WRONGLY} {_PUT}|fel(?:skriv\w+|registrer\w+|förd)|makulera[dt]s?)\b[^.!?\n]{{0,30}}?\b(?:{_WRONG_PLACE}|{_BELONGS} {_ANOTHER})"
    rf"|{_WRONG_PLACE}{_END})",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\bfel (?:akt|pers|jour|barn|sysk|bruk|kli|boe|ungd|indi|ären|fam)|\b(?:annan|annat|andra)\b|fel(?:regist|förd|skriv)|makuler|stryk|struk|utgå|bortse|tas bort|misstag|felaktigt",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:inte|ej|aldrig|om)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:i(?! (?:går|dag|morse|förrgår|kväll)\b|\w)|på|hos|till|som)\b", re.IGNORECASE)  # somebody else's notes
_SENTENCE = re.compile(r"(?:[^.!?\n]|\.(?=\S)|(?<=\d)\.(?= ?\d)|(?<=\bant)\.)+[.!?]*", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[]([^()\[\]]+)[)\]]\W*\Z")
_MONTHS = "jan feb mar apr maj jun jul aug sep okt nov dec".split()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a sentence takes back: of its own text the stretch from `start` to `end`, which is all of it if `whole`; or another note, that
    of a `day` (month, day), of the day before (`yesterday`), or the one before it (`previous`).
    """

    start: int = 0
    end: int = 0
    whole: bool = False
    day: tuple[int, int] | None = None
    yesterday: bool = False
    previous: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A note as far as this needs it: its id, the day it is about and its pieces of prose."""

    id: str
    day: date | None
    texts: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Written {self.id}>"


def taken_back(text: str) -> Iterator[TakenBack]:
    """What a text says was written in the wrong place: itself, the part of it that stands before, or another note."""
    if not _MAY.search(text):
        return
    sentences = [match for match in _SENTENCE.finditer(text) if match[0].strip()]
    for number, sentence in enumerate(sentences):
        if _is_bracketed(sentence[0]):
            yield TakenBack(*sentence.span(), whole=len(sentences) == 1)
            continue
        told = _OF_A_NOTE.match(sentence[0]) or _TELEGRAM.match(sentence[0])
        if told is None or _NOT.search(told[0]):
            continue
        groups = told.groupdict()
        between, which = groups.get("between") or "", (groups.get("which") or "").casefold()
        if _ELSEWHERE.search(between):
            continue
        day = _DAY.search(between)
        if day is not None and (found := _month_and_day(day)) is not None:
            yield TakenBack(day=found)
        elif which == "gårdagens":
            yield TakenBack(yesterday=True)
        elif which in ("föregående", "förra", "senaste", "tidigare") or (number == 0 and "ovan" in told[0].casefold()):
            yield TakenBack(previous=True)
        else:
            whole = number in (0, len(sentences) - 1)
            yield TakenBack(0, len(text), whole=True) if whole else TakenBack(_paragraph_before(text, sentence.start()), sentence.end())


def taken_back_notes(notes: Iterable[Written]) -> tuple[frozenset[str], frozenset[str]]:
    """The notes of a record that are taken back, and those that take one back of which it cannot be seen which one it is, by id."""
    every = list(notes)
    struck: set[str] = set()
    unclear: set[str] = set()
    for note in every:
        for one in (one for text in note.texts for one in taken_back(text)):
            meant = _meant(one, note, every)
            if len(meant) == 1:
                struck.add(meant[0].id)
            elif not one.end:
                unclear.add(note.id)
    return frozenset(struck), frozenset(unclear - struck)


def _meant(one: TakenBack, note: Written, every: list[Written]) -> list[Written]:
    """The notes that may be meant; one that names its own day means itself if there is no other of that day."""
    if one.end:
        return [note] if one.whole else []
    earlier = [other for other in every if other is not note and other.day is not None and note.day is not None and other.day <= note.day]
    if one.day is not None:
        of_the_day = [other for other in earlier if other.day is not None and (other.day.month, other.day.day) == one.day]
        itself = not of_the_day and note.day is not None and (note.day.month, note.day.day) == one.day
        return [note] if itself else of_the_day
    if one.yesterday:
        return [other for other in earlier if other.day is not None and note.day is not None and note.day - other.day == timedelta(1)]
    last = max((other.day for other in earlier if other.day is not None), default=None)
    return [other for other in earlier if other.day == last]


def _is_bracketed(words: str) -> bool:
    """Whether a bracket at the end of a sentence takes the sentence back: "Talat med Elin (felskrivet, avser annat barn)."."""
    bracket = _BRACKET.search(words)
    return bracket is not None and _TELEGRAM.match(bracket[1]) is not None


def _paragraph_before(text: str, end: int) -> int:
    """Where the paragraph begins that goes on to, or ends before, an offset."""
    return text.rfind("\n", 0, len(text[:end].rstrip())) + 1


def _month_and_day(day: re.Match[str]) -> tuple[int, int] | None:
    if day["iso"]:
        return int(day["iso"][5:7]), int(day["iso"][8:])
    month = int(day["month"]) if day["month"].isdigit() else _MONTHS.index(day["month"][:3].casefold()) + 1
    return (month, int(day["day"])) if 1 <= month <= 12 else None
