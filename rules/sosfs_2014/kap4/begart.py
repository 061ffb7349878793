"""What the field for the application lists, item by item, and which items a decision passes over in silence."""

from __future__ import annotations

import re
from collections.abc import Callable

# what the norm of försörjningsstöd covers: named one by one only where there is a calculation
PART_OF_NORM = frozenset({"hyra", "el", "hushållsel", "hemförsäkring", "fackavgift", "a-kassa", "bredband", "internet", "barnomsorg"})
_NORM = re.compile(r"(?<!\w)(?:hyra|el|hushållsel|hemförsäkring|fackavgift|a-kassa|bredband|internet|barnomsorg|norm|riksnorm)(?!\w)", re.I)
_RECKONED = re.compile(r"(?i)(?<!\w)(?:hyra|el|hushållsel|norm|riksnorm)\W{1,3}\d|(?<!\w)(?:norm|riksnorm)\w*,? (?:och )?hyra")
_PARENTHESIS = re.compile(r"\([^)]*\)")
_SPLIT = re.compile(r"[,;/\n]|(?<=\D)\.(?:\s|$)|\s(?:samt|plus|inkl\.?|inklusive|jämte|liksom|även|ävensom|\+)\s")
_AND = re.compile(r"\s(?:och|o|&)\s")
_WHAT_FOR = re.compile(
    r"\s(?:för|till|vid|med|på|hos|i|under|utanför|inom|kring)\s"
)  # "kontaktperson för promenader och fotboll" is one item
# what explains, prefers or offers an alternative is no part of its own
_ASIDE = re.compile(
    r"(?i)\s*(?:gärna|helst|i andra hand|alternativt|annars|eller|så att|för att|därför|eftersom|då|p\.?g\.?a|om|muntlig\w*|per|via|enligt|enl|dvs|d\.?v\.?s|alltså|nämligen|typ|t\.?\s?ex|exempelvis|såsom|bland annat|bl\.?a)\b"
)
_CUT = re.compile(r"(?i)\s(?:så att|för att|eftersom|därför att|då|när|tills|gärna|helst|eller)\s.*")
_VAGUE = re.compile(
    r"(?i)(?<!\w)(?:att|någon|nån|något|nåt|som|där|någonstans|ansöker|ansökte|begär|söker|yrkar|överklag\w*|vill|önskar)(?!\w)"
)
# "somebody who comes in the mornings" is a help told as a clause; what such a person does or when is what the decision must name
_SOMEBODY = re.compile(
    r"(?i)\s*(?:någon|nån|en person|personal) som (?=(?:kommer|hjälper|kör|skjutsar|hämtar|följer|passar|städar|handlar|lagar|väcker|tittar till|ser till|lämnar)\b)"
)
# an item that begins with what somebody is to be able to do, or is such a word alone, is what the measure is for
_TO_BE_ABLE = re.compile(
    r"(?i)\s*(?:och\s+)?(?:bryta|komma|orka|få|kunna|slippa|känna|må|träffa|göra|lära|klara|ha|hitta|minska|öka|bli|vara|sova|vila|leva|förbättra|stärka|hålla|upprätthålla)\s"
)
_PURPOSE = re.compile(
    r"(?i)(?:avlastning|struktur\w*|rutin(?:er|erna)?|trygg(?:het|are)?|gemenskap\w*|isolering\w*|ensamhet\w*|drogfri\w*|nykter\w*|samvaro|sällskap|återhämtning|aktivitet(?:er)?"
    r"|fritid|fritids(?:aktivitet\w*|intresse\w*)|självständig\w*|delaktig\w*|vardag\w*|stöttning|vägledning|dvs)"
)
# what a companion goes along to
_OUTINGS = re.compile(
    r"(?i)(?:bad|badhus\w*|simhall\w*|simning|bio|biograf\w*|bibliotek\w*|promenad\w*|fotboll\w*|handboll\w*|match\w*|gym|träning|kyrka\w*|café\w*|kultur\w*|konsert\w*|shopping|utflykt\w*)"
)
_COMPANION = re.compile(r"(?i)ledsag|kontaktperson|stödperson")
# names of one thing: where the decision names another of the group, the item is no part passed over
SAME_THING = [
    ("demensboende", "äldreboende", "vårdboende", "särskilt", "säbo"),
    ("gruppbostad", "servicebostad", "bostad", "lägenhet"),
    ("korttid", "växelvård", "avlast"),
    ("sysselsättning", "daglig", "dagverksamhet"),
    ("behandlingshem", "hvb"),
]
_WORD = re.compile(r"[^\W\d_][\w-]*")
_OF_A_DECISION = re.compile(
    r"(?:bevilj|avslå|avslag|beslut|bifall|utskott|nämnd|enligt|kap|tills vidare|vidare|gäller|omfatt|sökt|rätt|nej|får|tillfäll|minut|period|omgång|procent|start|slut)\w*"
)
_COMMON = frozenset(
    """ansökan begäran ny nya nytt via e-tjänst tjänst fortsatt fortsatta plats hjälp stöd insats insatser bistånd hemmet hemma hem egen eget egna varje
    varannan var tredje gång gånger ggr dag dagar dagen dygn vecka veckor veckan månad månader månaden mån år timmar timme tim helg helger natt nätter morgon kväll eftermiddag
    förmiddag januari februari mars april maj juni juli augusti september oktober november december till för med från fram på i av henne honom dem hos om vid under utan genom
    en ett två tre fyra fem sex sju åtta nio tio mig sig oss son sonen dotter dottern barn barnet barnen mamma pappa modern fadern hustrun mannen familjen föräldrarna
    pengar kr kronor st den det de inom cirka ca minst högst per extra mer fler flera utökad utökat utökning resten samma kommunen socialtjänsten""".split()
)


def passed_over(asked: str, mentioned: Callable[[str], bool]) -> list[str]:
    """The items of a list that none of a decision's words names; none where nothing of the list is named: it was then told in other words."""
    if re.match(r"(?i)\s*(?:överklag|besvär|muntlig ansökan)", asked):
        return []
    beside = _OUTINGS if _COMPANION.search(asked) else _PURPOSE
    items = [
        (words, known)
        for item in _items(asked)
        if (words := _content(item)) and not all(map(beside.fullmatch, words))
        for known in [any(map(mentioned, words)) or _otherwise(words, mentioned)]
    ]
    if len(items) < 2 or not any(known for _, known in items):
        return []
    return [" ".join(words) for words, known in items if not known]


def parts_of(text: str) -> list[list[str]]:
    """The items of an application or a decision, each as the words that say what it is."""
    pieces = (piece for item in _SPLIT.split(_PARENTHESIS.sub(" ", text)) if item for piece in _AND.split(item))
    return [words for piece in pieces if (words := [word for word in _words(piece) if not _OF_A_DECISION.fullmatch(word)])]


def _otherwise(words: list[str], mentioned: Callable[[str], bool]) -> bool:
    """Whether another name for the same thing is named."""
    return any(any(word.casefold().startswith(group) for word in words) and any(map(mentioned, group)) for group in SAME_THING)


def norm_items(asked: str) -> list[str]:
    """What of the norm an application names one by one."""
    return [found.casefold() for found in _NORM.findall(asked) if len(found) > 2]


def calculated(text: str) -> bool:
    """Whether a text reckons up what the norm covers."""
    return _RECKONED.search(text) is not None


def _items(asked: str) -> list[str]:
    plain = _PARENTHESIS.sub(" ", re.sub(r"^[^:]{0,30}:\s", "", asked))
    kept: list[str] = []
    for item in _SPLIT.split(plain):
        if not item or _ASIDE.match(item):
            continue
        first, *more = _AND.split(_CUT.sub("", item))
        kept.append(first)
        kept.extend(more if _WHAT_FOR.search(first) is None or not _words(_WHAT_FOR.split(first)[0]) else ())
    return kept


def _content(item: str) -> list[str]:
    """The words that say what an item is; nothing where it is told as a clause, is a name, or is of the norm."""
    if (somebody := _SOMEBODY.match(item)) is not None:
        return [word for word in _WORD.findall(item[somebody.end() :]) if len(word) > 4 and word.casefold() not in {*_COMMON, "kommer"}]
    if _VAGUE.search(item) or _TO_BE_ABLE.match(item):
        return []
    words = next((words for part in _WHAT_FOR.split(item) if (words := _words(part))), [])
    if not words or all(word.casefold() in PART_OF_NORM for word in words) or _is_name(item, words) or all(map(_PURPOSE.fullmatch, words)):
        return []
    return words


def _words(part: str) -> list[str]:
    return [word for word in _WORD.findall(part) if len(word) > 2 and word.casefold() not in _COMMON]


def _is_name(item: str, words: list[str]) -> bool:
    return all(word[0].isupper() for word in words) and item[:1].isspace()
