"""Somebody who is named by whose relation it is: "Elins bror", "mamman till Elin", "dottern Karin", "flickan i rummet bredvid"."""

from __future__ import annotations

import re

from sosfs_lint.language.text import Prose
from sosfs_lint.language.words import Bit, Word

# relations that make a genitive before them somebody else: "barnets mamma", "Elins bror"
_RELATIONS = re.compile(
    r"(?:mam|pap)ma\w*|mamman?s?|pappan?s?|moder\w*|fader\w*|mor|far|föräld\w+|vårdnadshavar\w*|vh\w*|(?:stor|store|lill|lille|lilla|halv|tvilling|hel)?(?:bror|brod|syst|syskon)\w*|lärar\w*|mentor\w*|kurator\w*|"
    r"kompis\w*|vän\w*|väninn\w*|familjehem\w*|mormor\w*|morfar\w*|farmor\w*|farfar\w*|styv\w+|låtsas\w+|plast\w+|bonus\w+|dotter\w*|döttrar\w*|son|sonen|söner\w*|"
    r"man|make\w*|maka\w*|hustru\w*|fru|frun|sambo\w*|pojkvän\w*|flickvän\w*|partner\w*|granne\w*|gode?|förvaltar\w*|ombud\w*|advokat\w*|biträde\w*|läkar\w*|"
    r"hemtjänst\w*|personal\w*|kontaktperson\w*|kontaktman\w*|boende\w*|skola|skolan|anhörig\w*|släkt\w*|familj|familjen|barn|barnbarn\w*|hyresvärd\w*|chef\w*|klass\w*|rektor\w*"
)

_TITLES = re.compile(
    r"\w*(?:sekreterare|handläggaren?|kuratorn?|lärare|läraren|mentorn?|rektorn?|psykolog(?:en)?|läkaren?|sköterskan?|pedagog(?:en)?|chef(?:en)?|föreståndaren?|terapeut(?:en)?|"
    r"assistent(?:en)?|behandlaren?|biträde|konsulent(?:en)?|ledaren?|personal(?:en)?|tolk(?:en)?|advokat(?:en)?|jurist(?:en)?|vikarien?|vittnet|diakon(?:en)?|logoped(?:en)?)|ssk|usk|dsk|"
    r"dottern?|sonen|brodern|brorsan?|systern|grannen?|makens?|hustrun?|frun?|mannen|sambon?|kompisen?|vännen|väninnan|mamma|mamman|modern|pappa|pappan|fadern|"
    r"mormor|morfar|farmor|farfar|mostern?|fastern?|godeman|god|gode|kontaktperson(?:en)?|familjehemsmamman?|familjehemspappan?|kollegan?|tränaren?|\w*tränaren?"
)


def stated_relation(words: list[Word], at: int) -> str | None:
    """The role of somebody whose relation or title stands beside the name: "dottern Karin", "Anna Ek, kurator"."""
    before = words[at - 1].text if at else ""
    if _TITLES.fullmatch(before):
        return "foralder" if re.fullmatch(r"mam+an?|modern|pap+an?|fadern", before) else "annan"
    after = at + 1
    while after < len(words) and words[after].bits & Bit.CAPITAL:
        after += 1
    if after + 1 < len(words) and words[after].text in (",", "(") and _TITLES.fullmatch(words[after + 1].text):
        return "annan"
    return None


def owns_somebody(words: list[Word], at: int) -> bool:
    """A genitive before a relation: "barnets mamma", "Elins äldre bror"."""
    text = words[at].text
    if not text.endswith("s"):
        return False
    ahead = [word.text for word in words[at + 1 : at + 3]]
    return bool(ahead) and (
        _RELATIONS.fullmatch(ahead[0]) is not None
        or (len(ahead) > 1 and ahead[0].endswith(_ATTRIBUTE) and _RELATIONS.fullmatch(ahead[1]) is not None)
        or owned_teller(words, at) is not None
    )


def owned_teller(words: list[Word], at: int) -> int | None:
    """Where somebody stands who tells and is known only by whose they are: "Elins tränare berättar", "hennes nya klasskompis säger"."""
    if not words[at].text.endswith("s"):
        return None
    who = at + 2 if at + 2 < len(words) and words[at + 1].text.endswith(_ATTRIBUTE) and not words[at + 2].bits & _TELLING else at + 1
    if who + 1 >= len(words) or words[who].bits & (_TELLING | _NO_NOUN) or _IS_NOBODY_ELSE.fullmatch(words[who].text):
        return None
    tells = words[who + 1].bits & _TELLING and not words[who + 1].text.endswith("s")
    inverted = who + 2 < len(words) and words[who + 2].bits & Bit.MENTION
    return who if tells and not inverted else None


_ATTRIBUTE = ("re", "a", "e")
_TELLING = Bit.REPORT | Bit.STANCE
_NO_NOUN = Bit.CAPITAL | Bit.NUMBER | Bit.PUNCTUATION
# what is somebody's own word and not another person's: "Elins åsikt", "Ruts kroppsspråk"
_IS_NOBODY_ELSE = re.compile(
    r"(?:jag|vi|hon|han|hen|de|dom|man)|(?:åsikt|uppfattning|mening|vilja|önskan|önskning|önskemål|röst|kroppsspråk|ansiktsuttryck|berättelse|inställning|synpunkt|synsätt|syn|svar|ord|teckning|tankar?|mål|dröm|känsl|behov|beteende|blick|tecken|egen|egna|eget|själv)\w*"
)


def has_somebody(words: list[Word], at: int) -> bool:
    """Somebody's relation named before them: "mamman till Elin", "läraren till flickan"."""
    return at > 1 and words[at - 1].text == "till" and _OF_WHOM.fullmatch(words[at - 2].text) is not None


def has_peer(words: list[Word], at: int) -> bool:
    """Another child named by whose brother, sister or friend it is: "flickans bror". Not a parent: "barnens mamma har slagits" is theirs."""
    return words[at].text.endswith("s") and any(_PEER.fullmatch(word.text) for word in words[at + 1 : at + 3])


def is_another_one(words: list[Word], at: int) -> bool:
    """Somebody of the same kind and in the same house, who is not the one meant: "en annan flicka", "flickan i rummet bredvid"."""
    if at and words[at - 1].text in ("annan", "annans"):
        return True
    if at > 1 and words[at - 1].text in ("andra", "andre") and words[at - 2].text == "den":
        return True
    beside = at + 2 < len(words) and words[at + 1].text in _BESIDE and not words[at + 2].bits & Bit.MENTION and words[at + 2].text != "sig"
    return beside or _NEXT_DOOR.match(" ".join(word.text for word in words[at + 1 : at + 4])) is not None


def is_partner_or_trustee(words: list[Word], at: int, owner_gender: str | None) -> bool:
    """Whether "man" or "kvinna" is somebody beside the one whose record it is: "gode mannen", "hennes man", "mannen" in a woman's record."""
    gender = _MAN_OR_WOMAN.get(words[at].text)
    if gender is None or not at:
        return gender is not None and gender != owner_gender and owner_gender is not None and words[at].text not in _INDEFINITE
    before = words[at - 1]
    if before.text in TRUSTED or before.text in _WHOSE or (before.text.endswith("s") and before.bits & Bit.MENTION):
        return True
    return owner_gender is not None and gender != owner_gender and words[at].text not in _INDEFINITE


def is_anybody(words: list[Word], at: int) -> bool:
    """Whether "man" is nobody in particular: "man har pratat om det", not "en man" or "Man, 82 år"."""
    if words[at].text != "man" or at + 1 >= len(words) or words[at + 1].bits & _NO_NOUN:
        return False
    before = words[at - 1] if at else None
    return before is None or not (before.text in _A_MAN or before.text.endswith(("ig", "e", "ad", "re", "ande")))


_MAN_OR_WOMAN = {"man": "m", "mannen": "m", "mannens": "m", "mans": "m", "kvinna": "f", "kvinnan": "f", "kvinnans": "f"}
_INDEFINITE = frozenset(("man", "mans", "kvinna"))
TRUSTED = frozenset("god gode goda".split())
_WHOSE = frozenset("hennes hans hens deras sin min din er mina dennes".split())
_A_MAN = frozenset("en ung gammal vuxen som denna den född enskild".split())


def opens_as_subject(prose: Prose, at: int) -> bool:
    """Whether a sentence begins with somebody and the words that belong to them: not "hot mot en annan intagen", "knuffade en annan elev"."""
    first = prose.sentences[prose.sentence_of[at]].first
    return at - first <= 2 and all(word.text in _BEFORE_ANOTHER for word in prose.words[first:at])


_BEFORE_ANOTHER = frozenset("en ett den annan annans andra andre".split())
_BESIDE = frozenset("bredvid mittemot intill".split())
_NEXT_DOOR = re.compile(
    r"(?:i|på) rummet (?:bredvid|mittemot|intill)\b|i grannrummet\b|på (?:andra|motsatta) (?:sidan|avdelningen)\b|på grannavdelningen\b"
)
_PEER = re.compile(r"\w*(?:bror|broder|brodern|brorsan?|syster|systern|syrran?|syskon|syskonet)|kompis|kompisen|vän|väninna|kusin")
_OF_WHOM = re.compile(
    r"(?:mam+a|pap+a)n?|modern?|fadern?|föräld(?:er|ern|rar|rarna)|vårdnadshavar(?:e|en|na)|\w*(?:brod?e?rn?|systern?|syskonet|syskonen)|\w*lärare?n?|mentorn?|rektorn?|kompisen?|vännen|väninnan|"
    r"(?:mor|far)(?:mor|far)|grannen?|sambon?|maken|makan|pojkvännen|flickvännen|tränaren|kusinen?|mostern?|fastern?"
)
