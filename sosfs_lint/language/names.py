"""Names and titles of staff, as fields and signatures hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class NameKind(StrEnum):
    """What stands where a name is expected."""

    FULL = "full"  # first name and surname, or initial and surname
    PART = "part"  # a first name or a surname alone
    CODE = "code"  # initials, login, signature
    FUNCTION = "function"  # a unit, a shift, a role: nobody
    NOTHING = "nothing"


_FUNCTION = re.compile(
    r"(?:^|\b|(?<=\w))(?:natt|dag|kväll|jour\w*|socialjour\w*|personal\w*|avdelning\w*|avd|enhet\w*|mottagning\w*|grupp\w*|team\w*|vikarie\w*|"
    r"pool\w*|handläggare|socialsekreterare|sekreterare|socialtjänst\w*|kommun\w*|förvaltning\w*|nämnd\w*|utskott\w*|boende\w*|hemtjänst\w*|"
    r"bemanning\w*|reception\w*|system\w*|admin\w*|okänd\w*|delegat|expedition\w*|kansli\w*|kontor\w*|verksamhet\w*|hem(?:met)?|"
    r"skyddad|anonym|import\w*|migrering\w*|konto\w*|arbetslag\w*|samordning\w*)\b",
    re.IGNORECASE,
)
_BLANKS = {
    "nn",
    "n.n.",
    "n n",
    "xx",
    "x x",
    "xxx",
    "-",
    "--",
    "?",
    "okänd",
    "okänt",
    "skyddad",
    "skyddat",
    "saknas",
    "ej angivet",
    "ej angiven",
    "uppgift saknas",
    "skyddad identitet",
    "skyddade personuppgifter",
}
_CAPITAL, _SMALL = "A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŘŚŞŠŹŻŽ", "a-zß-öø-ÿąćčđęěğıłńőřśşšůűźżž"
_WORD = rf"[{_CAPITAL}][{_SMALL}'’]+(?:-[{_CAPITAL}][{_SMALL}]+)*"
_INITIAL = r"(?:[A-ZÅÄÖ]\.|(?<![\w.])[A-HJ-ZÄ](?=\s))"  # without its stop no "I", "Å" or "Ö", which are words
NAME = rf"(?:{_WORD}|{_INITIAL}(?:\s?{_INITIAL})?)(?:\s+(?:{_WORD}|{_INITIAL}|af|von|de|van|el|al)){{0,8}}\s+{_WORD}"
_FULL = re.compile(rf"{NAME}|{_WORD}\s+{_WORD}")

_TITLE_ENDS = (
    "sekreterare|sekr\\.?|handläggare|handl\\.?|handl|chef|ledare|assistent|assistenter|ass\\.?|pedagog|kurator|psykolog|sköterska|skötare|"
    "föreståndare|terapeut|konsulent|samordnare|koordinator|administratör|utredare|inspektör|rådgivare|behandlare|vårdare|biträde|"
    "ordförande|ordf\\.?|nämndsekreterare|strateg|jurist|socionom|ombud|lots|vägledare|coach|mentor|lärare|rektor|läkare|"
    "kontaktman|kontaktperson|stödperson|stödassistent|stödpedagog|boendestödjare|familjebehandlare|familjerättssekreterare|"
    "planerare|praktikant|budget- och skuldrådgivare|controller|direktör|registrator|assistant"
)
_TITLE_ABBREVIATIONS = r"soc\.?\s?sekr\.?|bist\.?\s?handl\.?|bhl|fhl|usk|ssk|dsk|sjg|fsg|at|ec|gl|beh\.?\s?ass\.?|beh\.?\s?ped\.?|1:e soc\.?\s?sekr\.?|utr\.?\s?sekr\.?|fam\.?\s?beh\.?|ped\.?|vik\.?\s?soc\.?\s?sekr\.?"
TITLE = (
    rf"(?:(?:1:e|1:a|förste|första|bitr\.?|biträdande|tf\.?|t\.?f\.?|vik\.?|vikarierande|leg\.?|legitimerad|ansvarig|ordinarie|specialist|ställföreträdande|stf\.?|jourhavande|tjänstgörande|förordnad|beredskapshavande|senior)\s+)*"
    rf"(?:[A-Za-zÅÄÖåäö]{{2,6}}-)?(?:[A-Za-zåäöÅÄÖ]*(?:{_TITLE_ENDS})|{_TITLE_ABBREVIATIONS})"
    r"(?:\s+(?:barn|barn och unga|vuxen|ekonomi|LSS|SoL|IFO|äldre|socialjouren|familjehem))?"
)

_BY = (
    r"(?:(?:in|ned|ner|upp)?(?:antecknat|antecknad|skrivet|skriven|skrivit|skrivits|upprättat|upprättad|dokumenterat|dokumenterad|registrerat|registrerad|"
    r"fört|förd|noterat|noterad|sammanställt|sammanställd|undertecknat|undertecknad|signerat|signerad|utfärdad|utfärdat|författad|författat)\s+av|"
    r"med vänliga? hälsning(?:ar)?|vänliga? hälsning(?:ar)?|mvh|diktat(?: av)?,?|dikterat av|vid pennan|vid tangenterna|vid protokollet|antecknar|sekreterare|handläggare|sign\.?|signatur|sign av|av)\s*:?\s*"
)
_SIGNED = re.compile(
    rf"(?P<cue>(?i:{_BY}))?(?P<name>{NAME}|{_WORD}\s+{_WORD})\s*(?:,|/|\s-|\s–|\n|\()?\s*(?P<title>(?i:{TITLE}))(?![\w-])|"
    rf"(?P<cue2>(?i:{_BY}))(?P<title2>(?i:{TITLE}))\s+(?P<name2>{NAME}|{_WORD}\s+{_WORD})|"
    rf"(?P<cue3>(?i:{_BY}))(?P<name3>{NAME}|{_WORD}\s+{_WORD})"
)
_ENDS_WITH_NAME = re.compile(rf"(?:^|[\n/.!?”\"]\s*|[/–-]\s*)(?P<name>{NAME}|{_WORD}\s+{_WORD})\s*\.?\s*$")
_ENDS_WITH_CODE = re.compile(
    r"(?:/{1,2}\s*|[–-]\s|\bsign\.?:?\s*|^|[.!?\n]\s+)(?P<code>[A-ZÅÄÖ]\s?[A-ZÅÄÖ]{1,3}|[a-zåäö]{2,6}\d{0,4})\s*/?\s*$"
)
_LONGEST_ENDING = 400  # letters; a name at the end of a text is not sought before them
_NO_INITIALS = {
    "OK",
    "BUP",
    "FK",
    "HVB",
    "LVU",
    "LVM",
    "SOL",
    "LSS",
    "SIP",
    "VC",
    "SIS",
    "IVO",
    "AF",
    "EB",
    "KM",
    "VH",
    "BVC",
    "MVC",
    "TV",
    "ATT",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs a text: where, and whether it is a name with title, a name alone, or only initials."""

    start: int
    end: int
    name: NameKind
    title: bool


def name_kind(name: str | None) -> NameKind:
    """What a name field holds: a person's name, part of one, a code, or a function that is nobody."""
    plain = " ".join((name or "").split())
    if not plain or plain.casefold() in _BLANKS:
        return NameKind.NOTHING
    if _FUNCTION.search(plain):
        return NameKind.FUNCTION
    if any(char.isdigit() for char in plain):
        return NameKind.CODE
    words = plain.replace(",", " ").split()
    if len(words) >= 2 and sum(word[:1].isupper() or len(word) > 2 for word in words) >= 2:
        return NameKind.FULL
    if len(words) == 1 and ((plain.isupper() and len(plain) <= 4) or plain.islower()):
        return NameKind.CODE
    return NameKind.PART


def is_title(text: str | None) -> bool:
    """Whether a title field holds anything that says what the person is."""
    plain = (text or "").strip()
    return bool(plain) and plain.casefold() not in _BLANKS


# a sentence that begins with whom the writer turns to: "Ringde Maria Ek, kurator"
_TURNS_TO = re.compile(
    r"(?:ring|uppring|träffa|sök|tala|prata|mejla|mail|besök|kontakt|möt|sms|skriv|skrev|skickat?|hör|nå(?:r|dde|tt)|kalla|boka|inform|meddela|påmin|tack|fråga|sam(?:tal|råd)|avstäm|stämt|stämde|vänta|återkopp|hämta|lämna|bjud|bjöd|"
    r"fick|fått|inväntar|överför|remitt|konsult)\w*\.?\s|(?:hos|med|till|från|enligt|enl|via|ang|om|för|på|av|vid|hej|tel|telefon)\.?\s",
    re.IGNORECASE,
)
# "utredare felaktiga utbetalningar", "handläggare ekonomiskt bistånd", "enhetschef, Norra"
_TITLE_GOES_ON = re.compile(r"(?:,? [\wåäöÅÄÖ&/-]+){1,4}|/\s?\w{2,4}")


# a line that begins with the day: "2024-01-15 Karin Berg, kurator", "Ånge 3/5 Karin Berg"
_DAY_BEFORE = re.compile(
    rf"(?:^|\n)\s*(?:{_WORD},?\s+)?(?:den\s+)?\d{{1,4}}(?:[-/.]\d{{1,2}}){{1,2}}(?:[-/.]\d{{2,4}})?,?\Z|(?:^|\n)\s*(?:{_WORD},?\s+)?(?:den\s+)?\d{{1,2}}\s+[a-z]{{3,9}}(?:\s+\d{{4}})?,?\Z"
)


def find_signature(text: str) -> Signature | None:
    """Who signs the text: "Antecknat av K. Lundh, LSS-handläggare", a last line "Karin Berg, soc.sekr", "/KB".

    A name in the middle of a sentence signs nothing, nor does a colleague that the text is about.
    """
    body = text.rstrip()
    best: Signature | None = None
    for match in _SIGNED.finditer(body):
        if _TURNS_TO.match(match["name"] or ""):
            continue
        cue = match["cue"] or match["cue2"] or match["cue3"]
        titled = bool(match["title"] or match["title2"])
        rest = body[match.end() :].strip(" .)/\n")
        last = not rest or (titled and _TITLE_GOES_ON.fullmatch(body[match.end() :].rstrip(" .)/\n")) is not None)
        alone = last and _stands_alone(body, match.start())
        strong_cue = cue is not None and cue.strip().casefold().rstrip(":") not in ("av", "handläggare", "sekreterare")
        if strong_cue or alone:
            found = Signature(match.start("name") if match["name"] else match.start(), match.end(), NameKind.FULL, titled)
            if best is None or (found.title and not best.title):
                best = found
    if best is not None:
        return best
    ending = max(0, len(body) - _LONGEST_ENDING)
    match_name = _ENDS_WITH_NAME.search(body, ending)
    if match_name is not None and not _FUNCTION.search(match_name["name"]) and not _TURNS_TO.match(match_name["name"]):
        return Signature(match_name.start("name"), match_name.end("name"), NameKind.FULL, False)
    match_code = _ENDS_WITH_CODE.search(body, ending)
    if match_code is not None and _is_code(match_code):
        return Signature(match_code.start("code"), match_code.end("code"), NameKind.CODE, False)
    return None


def _is_code(match: re.Match[str]) -> bool:
    code = match["code"]
    return (code.isupper() and code not in _NO_INITIALS) or match[0].lstrip()[:1] == "/"


def _stands_alone(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t")
    return not before or before[-1] in '\n.!?/:”")–-|' or _DAY_BEFORE.search(before) is not None
