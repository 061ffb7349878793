"""The pieces that citations are made of: numbers, section signs, chapter words, acts; the rest is words and signs."""

from __future__ import annotations

import re
from enum import IntEnum, auto
from functools import cache
from typing import NamedTuple

from sosfs_lint.law.acts import acts, acts_by_name
from sosfs_lint.law.numbers import CARDINALS, NICKNAMES, ORDINALS, read_digits


class Kind(IntEnum):
    NUMBER = auto()  # 4, 26a
    CARDINAL = auto()  # fyra
    ORDINAL = auto()  # fjärde
    NICKNAME = auto()  # tvåan, 2:an
    KAPITEL = auto()
    PARAGRAF = auto()  # §, paragrafen
    MAYBE_PARAGRAF = auto()  # S and $ for §, "par" without its full stop
    STYCKE = auto()
    PUNKT = auto()
    MENING = auto()
    AND = auto()  # och, samt, respektive
    DASH = auto()
    ACT = auto()  # a name; value is the name in lower case, or an SFS number
    SFS = auto()
    AGE = auto()  # gamla, nya: value is "old" or "new"
    SAME = auto()  # samma
    WORD = auto()
    SIGN = auto()
    BREAK = auto()  # a blank line
    OTHER = auto()  # dates, times, sums, telephone numbers: never part of a citation


class Token(NamedTuple):
    kind: Kind
    value: str
    start: int
    end: int


_SFS = r"(?:[1Il][89]|2[0O])[0-9OlI]{2}\s{0,2}:\s{0,2}[0-9OlI]{1,4}"
_OTHER = "|".join(
    (
        r"[Kk]l(?:ockan)?\.?\s{0,2}\d{1,2}(?:[.:]\d{2})?(?:\s{0,2}(?:[-–—]|till)\s{0,2}\d{1,2}(?:[.:]\d{2})?)?(?!\d)",
        r"\d{1,2}[.:]\d{2}\s?[-–—]\s?\d{1,2}(?:[.:]\d{2})?(?!\d|\s?§)",
        r"\d{4}[-–./][01]?\d[-–./][0-3]?\d(?!\d)",
        r"\d{2}-[01]\d-[0-3]\d(?!\d)",
        r"\d{6,8}[-+]?(?:\d{4}|[A-ZÅÄÖX]{4})?(?!\d)",
        r"(?:\+\d|0)\d{1,4}\s?[-–/]\s?\d{2,3}(?:\s?\d{2,3}){1,3}(?!\d)",
        r"\d{1,3}/\d{1,3}(?:[-–/]\d{2,4})?(?!\d|\s{0,2}§)",
        r"\d{1,2}\.\d{1,2}\.\d{2,4}(?!\d)",
        r"\d{1,3}(?: \d{3})+(?!\d)",
        r"\d{1,6}(?:[.,]\d{1,2})?(?::-|\s?(?:kr|kronor|tkr|%|°|mg|ml|kg|cm|km)(?!\w))",
        r"\d{1,6},\d{1,2}\s?(?:tim|h|år|l|g)(?!\w)",
        r"\d{5,}",
    )
)
_CUT = r"[-\u00ad][ \t\r]{0,3}\n[ \t]{0,8}"
_BROKEN = rf"[^\W\d_]+{_CUT}[a-zåäöé]+|\bS ?o L\b|\bL ?V U\b|\bL V ?U\b|\bL ?S S\b|\bL S ?S\b|\bL ?V M\b|\bL V ?M\b"
_LEXER = re.compile(
    rf"(?P<sfs>(?<!\d)(?:{_SFS})(?!\d|:))|(?P<other>(?<![\w:.,])(?:{_OTHER}))|"
    r"(?P<nick>\d{1,2}:?ans?(?!\w))|(?P<ord>\d{1,2}:[ae](?!\w))|"
    r"(?P<num>(?:\d[\dlIO]{0,3}|[lIO]{1,2}(?=\s?(?:§|kap\b))|(?<=\d:)[lI](?!\w)|(?<=§ )[lI](?!\w))(?:[a-z](?![^\W\d_]))?)|"
    r"(?P<par>§{1,4}(?::?en(?!\w))?|&sect;|&#167;)|(?P<word>"
    + _BROKEN
    + r"|[^\W\d_]+)|(?P<dash>[-–—−])|(?P<blank>\n[ \t\r]*\n)|(?P<sign>\S)"
)
_WORDS: dict[str, tuple[Kind, str]] = (
    {word: (Kind.CARDINAL, number) for word, number in CARDINALS.items()}
    | {word: (Kind.ORDINAL, number) for word, number in ORDINALS.items()}
    | {word: (Kind.NICKNAME, number) for word, number in NICKNAMES.items()}
    | dict.fromkeys("kap kapitel kapitlet kapitlets kapitlen kapt".split(), (Kind.KAPITEL, ""))
    | dict.fromkeys("paragraf paragrafen paragrafens paragrafs".split(), (Kind.PARAGRAF, "word"))
    | dict.fromkeys("paragrafer paragraferna paragrafernas".split(), (Kind.PARAGRAF, "words"))
    | dict.fromkeys("s ss par parag".split(), (Kind.MAYBE_PARAGRAF, ""))
    | dict.fromkeys("stycket stycke styckets styckena st".split(), (Kind.STYCKE, ""))
    | dict.fromkeys("punkt punkten punktens punkterna punkter p pkt".split(), (Kind.PUNKT, ""))
    | dict.fromkeys("mening meningen meningarna".split(), (Kind.MENING, ""))
    | dict.fromkeys("och samt eller resp respektive jämte o el alt alternativt".split(), (Kind.AND, ""))
    | dict.fromkeys("gamla gammal äldre tidigare dåvarande upphävda förra".split(), (Kind.AGE, "old"))
    | dict.fromkeys("nya ny nuvarande gällande".split(), (Kind.AGE, "new"))
    | dict.fromkeys("samma nämnda".split(), (Kind.SAME, ""))
)
_SIGNS = {"+": Kind.AND, "&": Kind.AND, "$": Kind.MAYBE_PARAGRAF}
_MISSPELT = re.compile(r"so[cs]i?al?a?t?j?[äa]?n?s?t?s?lag(?:en?)?")
_LAG = re.compile(r"(?i)(?:lag|förordning|balk)(?:en|ens|s)?(?!\w)")
# in these short forms lower case is another word: "fl." is flera, "kl" klockan
_CASED = frozenset("fl fb kl bk rb äb sof sol".split())


def tokenise(text: str) -> list[Token]:
    """The text in pieces, blanks left out. Letters stay with their number only when nothing stands between ("26a")."""
    found: list[Token] = []
    at = 0
    match = _LEXER.search(text)
    while match is not None:
        token = _read(text, match)
        found.append(token)
        at = token.end
        match = _LEXER.search(text, at)
    return found


def _read(text: str, match: re.Match[str]) -> Token:
    group, value, start, end = match.lastgroup, match[0], match.start(), match.end()
    if group == "word":
        return _word(text, value, start, end) if value.isalpha() else _broken(text, value, start)
    if group == "num":
        letter = value[-1] if len(value) > 1 and value[-1].islower() and value[-1] != "l" else ""
        return Token(Kind.NUMBER, read_digits(value.removesuffix(letter)) + letter, start, end)
    if group == "sfs":
        year, number = (read_digits(part.strip()) for part in value.split(":"))
        return Token(Kind.SFS, f"{year}:{number}", start, end)
    if group == "nick":
        return Token(Kind.NICKNAME, value.partition(":")[0].rstrip("ans"), start, end)
    if group == "ord":
        return Token(Kind.ORDINAL, value.partition(":")[0], start, end)
    if group == "par":
        return Token(Kind.PARAGRAF, "§§" if value.startswith("§§") else "§", start, end)
    kind = _SIGNS.get(value, Kind.SIGN) if group == "sign" else {"dash": Kind.DASH, "blank": Kind.BREAK}.get(group or "", Kind.OTHER)
    return Token(kind, value, start, end)


def _broken(text: str, value: str, start: int) -> Token:
    """A word cut by a line break or spread out: "socialtjänst-\nlagen", "So L"; only its first piece when both together are no word of law."""
    whole = re.sub(r"[-\u00ad\s]", "", value)
    token = _word(whole, whole, 0, len(whole))
    if token.kind is not Kind.WORD:
        return token._replace(start=start, end=start + len(value))
    first = re.match(r"[^\W\d_]+", value)
    assert first is not None
    return _word(text, first[0], start, start + len(first[0]))


def _word(text: str, value: str, start: int, end: int) -> Token:
    lower = value.lower()
    known = _WORDS.get(lower)
    if known is not None:
        if known[0] is Kind.MAYBE_PARAGRAF and lower.startswith("par") and text[end : end + 1] == ".":
            return Token(Kind.PARAGRAF, "word", start, end + 1)
        return Token(*known, start, end)
    name, stop = _act_name(text, value, lower, start, end)
    return Token(Kind.ACT, name, start, stop) if name else Token(Kind.WORD, lower, start, end)


def _act_name(text: str, value: str, lower: str, start: int, end: int) -> tuple[str, int]:
    names = acts_by_name()
    if lower in _openers():
        match = _phrases().match(text, start)
        if match is not None:
            number = next((group for group in match.groups() if group and group[0].isdigit()), None)
            if number is not None:
                return _sfs(number), match.end()
            return _plain_name(match[0]), match.end()
    for name in (lower, lower.removesuffix("s")):
        if name in names:
            if name not in _CASED or _cased(text, value, start, end):
                genitive = 2 if text[end : end + 2] == ":s" and not text[end + 2 : end + 3].isalpha() else 0
                return name, end + genitive
            return "", end
    return ("socialtjänstlagen", end) if lower.startswith("so") and _MISSPELT.fullmatch(lower.removesuffix("s")) else ("", end)


def _cased(text: str, value: str, start: int, end: int) -> bool:
    """Whether a short form that is also a common word is the act here: by its capitals, or a citation right beside it."""
    if value.isupper() or (len(value) > 2 and value[0].isupper()):
        return True
    beside = (
        re.match(r"\s{0,2}(?:\d|§)", text[end : end + 3]) is not None
        or re.search(r"[\d§]\s{0,2}$", text[max(0, start - 3) : start]) is not None
    )
    return value.lower() == "sol" and beside


def _sfs(number: str) -> str:
    return ":".join(read_digits(part.strip()) for part in number.split(":"))


def _plain_name(phrase: str) -> str:
    words = re.sub(_CUT, "", phrase.lower()).split()
    words[0] = re.sub(r"^(lag)(?:s|ens)?$", r"\1en", words[0])
    name = " ".join(words)
    return name if name in acts_by_name() else name.removesuffix("s")


@cache
def _openers() -> frozenset[str]:
    """Words that may begin an act's name of several words."""
    first = {re.split(r"[\s-]", name)[0] for name in acts_by_name() if " " in name}
    return frozenset(first | {"lagen", "lag", "lagens", "förordningen", "förordning", "förordningens", "balken", "balk"})


@cache
def _phrases() -> re.Pattern[str]:
    """Names of several words: "lagen (1990:52) om ...", "lag 2007:606", "offentlighets- och sekretesslagen"."""
    tails, whole = set(), set()
    for name in acts_by_name():
        if name.startswith("lagen "):
            tails.add(name.removeprefix("lagen "))
        elif " " in name:
            whole.add(name)
    tails |= {act.title.partition(") ")[2] for act in acts().values() if ") " in act.title}
    number = rf"\(?\s{{0,2}}\.?\s{{0,2}}({_SFS})(?!\d)\s{{0,2}}\)?"
    tail = "|".join(_loose(tail) for tail in sorted(tails, key=len, reverse=True))
    rest = "|".join(_loose(name) for name in sorted(whole, key=len, reverse=True))
    kind = r"(?:lag|förordning|balk)(?:en|ens|s)?"
    return re.compile(rf"(?i){kind}\s{{1,3}}{number}(?:\s{{1,3}}(?:{tail}))?|lag(?:en|ens)?\s{{1,3}}(?:{tail})(?!\w)|(?:{rest})s?(?!\w)")


def _loose(name: str) -> str:
    return r"\s{1,3}".join(re.escape(word) for word in name.split()).replace("lagen", rf"(?:{_CUT})?lagen")
