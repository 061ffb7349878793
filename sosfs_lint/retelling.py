"""Whether the words around a citation take a decision or tell of another one: an earlier decision, an application, an appeal, a repayment.

The word that governs a citation is the nearest one before it that takes or retells a decision, else the first after it. A day counts
only as the day of a decision or of what was granted, and only where the cited act was in force that day: a birth date, the day of a
report or the last day of a period says nothing of when the decision was taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum

from sosfs_lint.language.dates import DateMark, begins_period, find_dates


class Told(Enum):
    """What a text does with a citation: decides by it, retells another decision, reviews one, or cannot be told."""

    DECIDED = "decided"
    RETOLD = "retold"
    REVIEWED = "reviewed"
    UNSURE = "unsure"
    UNGOVERNED = "ungoverned"


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_INSTRUCTION = _words(  # how to appeal stands in most decisions
    r"\b(?:kan|får|rätt att|möjlighet att|vill|hur (?:man|du|beslutet))\b[^.]{0,25}?överklaga\w*(?:[^.,;]{0,30}?\w*rätten)?",
    r"(?:hur man överklagar|överklagandehänvisning|överklagandetid|besvärshänvisning)\w*",
)
_ELSEWHERE = _words(
    r"överklag|förvaltningsrätt|kammarrätt|återkrav|återkräv|återbetal|återsök|eftergift|rättidspr|dåvarande|då gällande|upphävt|upphävdes|övergångsbest",
    r"\b(?:enligt|i|genom|av|verkställ\w*) (?:en |lagakraftvunnen )?dom(?:en|s|slut)?\b",
    r"\bbeslutet (?:att|om|från|av|den)\b.*\b(?:ändra[sr]? (?:inte|ej)|(?:inte|ej) ändra[sr]?|kvarstår|står fast|gäller|löper|fortsätter|verkställ\w*)\b",
)
_REVIEW = _words(
    r"\bomprö[vf]\w*|\bändra\w* (?:av )?(?:\w+ )?beslut|\bändra\w* (?:inte|ej)\b|\b(?:inte|ej|oförändra\w*) (?:ändra\w* )?beslut"
)
_ENDING = _words(r"\b(?:avsluta\w*|avslut|upphör\w*|återkalla\w*|hävs|hävning)\b")
_GOES_ON = _words(
    r"^[^,;]{0,60}?\b(?:avslutas|avslutades|upphör|upphörde|återkallas|löper|fortgår|pågår|pågick|kvarstår|står fast|gäller (?:än|fortfarande|till))\b"
)
_TODAY = _words(r"\b(?:i ?dag|dagens|denna dag)\b")
_BACKGROUND = _words(
    r"^\W*(?!.*\b(?:och|samt|,) (?:\w+ )?beslut)(?:\w+ )?(?:bakgrund|\w*histori|tidigare|sedan tidigare|sammanfattning av ärendet)",
    r"^\W*(?:pågående|nuvarande|befintlig\w*|gällande|aktuella?|beviljade) (?:insats|beslut|bistånd)\w*\W*$",
)
_REPORT = _words(r"\w*anmäl\w*\s+(?:enligt|enl\.?|jml\.?|jämlikt|utifrån)\s*$", r"\butredningen\s+(?:enligt|enl\.?|jml\.?|jämlikt)\s*$")
_EXISTING = _words(
    r"\b(?:beslutet|insats(?:en|erna)|placeringen|vården|biståndet|stödet|hemtjänsten)\s+(?:enligt|enl\.?|jml\.?|jämlikt)\s*$"
)
_LABEL = re.compile(r"[^:.\n]{3,30}:\s")
_BY = _words(r"\b(?:enligt|enl|jml|stöd av)\b")

_TAKES = _words(
    r"\b(?:bevilja[sr]?|medge[rs]?|bifall(?:s|es|er|a)?|avslag|avslås|avslår|avslå|inled[as]?|inleds|inledes|inleder|öppnas|förläng(?:s|er|a)|fatta[rst]?|beslutar|beslutas|besluta)\b",
    r"\bbesl(?:ut)?\b|\blag(?:rum|stöd)\b",
)
_TAKES_BY_VERB = _words(r"\b(?:bevilja|medge|bifall|avsl|inled|öppna|förläng|fatta|besluta)")
_RETELLS = _words(
    r"(?<!trots )(?<!den )(?<!av )\b(?:sedan )?(?:tidigare|föregående|ursprunglig\w*|gamla|äldre|förra|nuvarande|gällande|pågående|befintlig\w*)\b"
    r"(?: \w+){0,2}? (?:beslut\w*|avslag\w*|bifall\w*)",
    r"(?<!trots )(?<!den )(?<!av )\b(?:sedan )?tidigare\b|\b(?:föregående|ursprunglig\w*|förra|senaste|nuvarande|befintlig\w*|pågående|löpande|redan|sedan länge)\b",
    r"\b(?:gamla|äldre) (?:lag|insats|utredning)\w*",
    r"\b(?:har|hade|haft|finns|fanns|enligt|gällande|genom)(?: ett| redan| nu| sedan \w+| pågående| gällande| tidigare)* beslut\b",
    r"\bbeslutet (?:från|av den|den|daterat)\b",
    r"\b(?:fick|fått|erhöll)(?: \w+)? (?:avslag|bifall)\b|\b(?:bevilja(?:de|ts|t|d)|beslutad|avslogs?|inledde|pågick|fick|erhöll|blev|haft|\w{2,}(?:ades|ddes|rdes|ldes|ttes|ogs))\b",
    r"\b(?:har|hade)\b(?! (?:i ?dag|rätt|behov|beslutat|fattat|inlett|nu |stort ))(?: \w+){1,4} (?:enligt|enl\.?|jml\.?)",
)
_APPLIES = _words(r"\bansök\w*|\bansöker\b|\bsökt\b|\bbegär\w*")

_OF_OTHERS = _words(  # the day of something else than a decision
    r"(?:född|f\.|\w*anmäl\w*|ansök\w*|begär\w*|inkom\w*|kom|möte\w*|samtal\w*|\w*besök\w*|senast|klar|tills?|t\.?o\.?m\.?|och med|\w*intyg\w*|utlåtande\w*|remiss\w*|"
    r"sammanträde\w*|händelse\w*|polis\w*|dom)\W*(?:(?:från|den|av|skolan|på|in|är|daterat|dat|inkom)\W+){0,3}$"
)
_OTHERS_FOLLOW = _words(r"^\W{0,3}(?:inkom|kom|anmäl|ansök|ring|träffa|möte|besök|orosanm)")
_OF_DECISION = _words(
    r"(?:\bbesl(?:ut)?\w*|bevilja\w*|fatta\w*|avsl\w+|bifall\w*|inled\w*)\W*(?:(?:den|från|av|fattat|fattades|daterat|dat|per|är|datum)\W+){0,3}$"
)
_DECISION_FOLLOWS = _words(r"^\W{0,3}(?:besl|bevilja|avsl|bifall|inled)")
_FROM = _words(
    r"(?:\bsedan|\bsen|\bfrån|\bfr\.?\s?o\.?\s?m\.?|\bfrom|\bfom|\bperioden?|\btiden|\bgäll\w+)\W*(?:(?:den|och|med|av)\W+){0,3}$"
)
_ITEM = re.compile(r"[\s•*–\-\d.)(]*")
_HEADING = re.compile(r"[^\n]{3,60}:[ \t]*")


def told_in_prose(
    sentence: str, start: int, end: int, *, headings: tuple[str, ...], day: date | None, held: Callable[[date], bool]
) -> Told:
    """What a sentence does with the citation between two offsets. `headings` is what it stands under; `held` says when the act was in force."""
    plain = _INSTRUCTION.sub(lambda match: " " * len(match[0]), sentence)
    before, after = plain[:start], plain[end:]
    label = _LABEL.match(plain)
    under = (*headings, label[0] if label is not None and label.end() <= start else "")
    if _ELSEWHERE.search(plain) or any(map(_BACKGROUND.search, under)) or _REPORT.search(before):
        return Told.RETOLD
    if _EXISTING.search(before) and not _TAKES_BY_VERB.search(_clause(after)):
        return Told.RETOLD
    marks = find_dates(plain, day)
    today = _TODAY.search(plain) is not None or any(mark.day is not None and mark.day == day for mark in marks)
    governed = _governed(plain, before, after, today)
    by_day = max((_by_day(plain, mark, governed, held) for mark in marks), key=_WEIGHT.index, default=Told.UNGOVERNED)
    if by_day is not Told.UNGOVERNED:
        return by_day
    return Told.REVIEWED if governed is not Told.RETOLD and _REVIEW.search(plain) else governed


def told_of_kind(typ: str) -> Told:
    """What a decision's own kind says: a review of another decision, an end of what was granted, a claim for repayment; else a decision."""
    if _ELSEWHERE.search(typ) or re.search(r"tidigare|äldre beslut|\byttrande\b", typ, re.IGNORECASE):
        return Told.RETOLD
    if _REVIEW.search(typ):
        return Told.REVIEWED
    return Told.UNSURE if _ENDING.search(typ) else Told.DECIDED


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end; the full stop of an abbreviation ends none, nor a line break inside a sentence."""
    first = 0
    for match in _SENTENCE.finditer(text):
        if not _ABBREVIATED.search(text[max(0, match.start() - 5) : match.start()]):
            yield first, match.start()
            first = match.end()
    yield first, len(text)


def sentence_at(text: str, at: int) -> tuple[int, int]:
    """The sentence that an offset stands in."""
    return next(((first, last) for first, last in sentences(text) if at <= last), (0, len(text)))


def lead_of(text: str, at: int) -> str:
    """The heading of the list that an offset stands in, or of its own line: "Tidigare beslut:"; empty where there is none."""
    for line in reversed(text[:at].split("\n")[:-1]):
        if _HEADING.fullmatch(line):
            return line
        if not line.strip() or not re.match(r"\s*(?:[-•*–]|\d)", line):
            break
    return ""


_SENTENCE = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ])|\n(?![ \t]*[a-zåäö])")
_ABBREVIATED = re.compile(r"\b(?:kap|enl|jml|st|p|art|bl|dvs|resp|bitr|tf|ass)$", re.IGNORECASE)
_WEIGHT = [Told.UNGOVERNED, Told.UNSURE, Told.RETOLD]


def _governed(plain: str, before: str, after: str, today: bool) -> Told:
    """By the words alone: the nearest that takes or retells a decision. What was decided "today" in the past tense is taken."""
    retells = [m.span() for m in _RETELLS.finditer(before)]
    if today and retells:
        return Told.DECIDED
    takes = [m.span() for m in _TAKES.finditer(before) if not any(first <= m.start() < last for first, last in retells)]
    applied = max((m.end() for m in _APPLIES.finditer(before)), default=-1)
    retold, taken = (max((last for _, last in spans), default=-1) for spans in (retells, takes))
    if max(retold, taken, applied) < 0:
        return _governed_after(after)
    if retold > taken:
        return Told.RETOLD
    if applied > taken:
        return Told.DECIDED if _TAKES_BY_VERB.search(plain) else Told.RETOLD
    verb = any(last == taken and _TAKES_BY_VERB.match(plain, first) for first, last in takes)
    return Told.RETOLD if not verb and _GOES_ON.search(after) else Told.DECIDED


def _governed_after(after: str) -> Told:
    """By the first word after the citation that takes or retells a decision."""
    after = _clause(after)
    taken, retold = _TAKES.search(after), _RETELLS.search(after)
    if _GOES_ON.search(after) or (retold is not None and (taken is None or retold.start() <= taken.start())):
        return Told.RETOLD
    return Told.DECIDED if taken is not None else Told.UNGOVERNED


def _clause(after: str) -> str:
    """What follows a citation, without a later clause that has a ground of its own."""
    return after.partition(",")[0] if _BY.search(after) else after


def _by_day(plain: str, mark: DateMark, governed: Told, held: Callable[[date], bool]) -> Told:
    """By a day in the sentence: that of a decision from when the act was in force, or the first day of something granted then."""
    before, after = plain[max(0, mark.start - 40) : mark.start], plain[mark.end :]
    if mark.first is None or mark.last is None or not held(mark.last) or _OF_OTHERS.search(before) or _OTHERS_FOLLOW.search(after):
        return Told.UNGOVERNED
    starts = _FROM.search(before) is not None or begins_period(plain, mark)
    if _OF_DECISION.search(before) or (not starts and (_DECISION_FOLLOWS.search(after) or _ITEM.fullmatch(plain[: mark.start]))):
        return Told.RETOLD
    if not starts:
        return Told.UNGOVERNED
    return Told.UNSURE if governed is Told.DECIDED else Told.RETOLD
