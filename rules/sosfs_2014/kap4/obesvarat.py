"""What an application asks for by its time alone ("två veckor i juli"), and which of its sentences ask for something."""

from __future__ import annotations

import re

_NUMBER = r"(?:\d+|en|ett|två|tre|fyra|fem|sex|varje|varannan|någon|några)"
_UNIT = r"(?:helg(?:er)?|veck(?:a|or)|dygn|nätter|natt|dagar|kväll(?:ar)?)"
_SEASON = re.compile(
    rf"(?i)\b{_NUMBER} {_UNIT} (?:i|på|under|om|vid) (?:hela )?"
    r"(januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|sommar\w*|jul\w*|påsk\w*|sportlov\w*|höstlov\w*|lov\w*)\b"
)
_WEEKEND = re.compile(r"(?i)\b(?:\d+|en|två|varannan|någon) (helg)(?:er)?\b")
_WEEKENDS = re.compile(r"helg|lörd|fred|sönd|dygn|korttid|växelv|avlas|avlös|kontaktfam|stödfam|familjehem|placering|hvb")
_AMOUNT = re.compile(rf"(?i)\b{_NUMBER} (?:{_UNIT}|tim\w*|gång(?:er)?|dag|besök)\b")
APPLIES = re.compile(r"(?i)\b(?:ansök\w*|söker|sökt|sökte|söka|begär\w*|yrkar|ber om|bett om|vill också ha)\b")
_ADDS = re.compile(r"(?i)\s*(?:och|också|samt|även|dessutom|plus|därtill|likaså)\b")
_ASKS_US = re.compile(r"(?i)\b(?:ansök\w*|söker|sökt|sökte|söka|begär|begärt|ber om|bett om|vill också ha)\b")
_REACHES = re.compile(
    r"\b(?:[Ss]öker|[Ss]ökt|[Ss]ökte) (?:(?:[A-ZÅÄÖ][\w-]*|henne|honom|dem|modern|fadern|mamman|pappan|god man|gode mannen)\s+){1,2}"
    r"(?:ang|angående|gällande|rörande|på|per|via|tfn|tel|för att|utan)\b"
)
_ELSEWHERE = re.compile(
    r"(?i)\b(?:jobb|arbete|praktik|lägenhet|bostadskö|utbildning|kurs|körkort|läkare|tröst|svar|överkl\w*|uppgift\w*|skolan)\b"
)


def asks(sentence: str, *, in_an_application: bool) -> bool:
    """Whether a sentence of an application asks for something, or adds to what was asked for; in a note the words for asking must be there."""
    if in_an_application:
        return APPLIES.search(sentence) is not None or _ADDS.match(sentence) is not None
    return _ASKS_US.search(sentence) is not None and _ELSEWHERE.search(sentence) is None and not seeks_somebody(sentence)


def seeks_somebody(sentence: str) -> bool:
    """Whether it tells of a try to reach somebody: "Söker Rut ang hyran", "Sökt honom på mobilen"."""
    return _REACHES.search(sentence) is not None


def times_asked(text: str) -> list[str]:
    """The seasons and weekends for which something is asked, each by the word that a decision would name it with."""
    seasons = [found[:5].casefold() for found in _SEASON.findall(text)]
    return list(dict.fromkeys([*seasons, *("helg" for _ in _WEEKEND.findall(text))]))


def times_passed_over(asked: str, decided: str) -> list[str]:
    """The seasons asked for that a decision does not name, where it names another amount: what it leaves open is then just that."""
    if _AMOUNT.search(decided) is None:
        return []
    return [time for time in times_asked(asked) if time != "helg" and time not in decided]


def is_answered(time: str, decided: str) -> bool:
    """Whether decisions name a time, or something that is of weekends by its nature."""
    return time in decided or (time == "helg" and _WEEKENDS.search(decided) is not None)
