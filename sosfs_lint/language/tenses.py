"""Which words are verbs, and of which tense: by the forms of Swedish, with no list of all verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sosfs_lint.language.words import Bit, Word

_STATES = frozenset("vara stanna klara sova känna behöva kunna veta leva vänta orka finnas".split())  # what is, and is no deed
_NO_INFINITIVES = frozenset(
    """hemma borta ensamma samma sista första bra extra många några alla båda egna svåra andra detta denna dessa sina mina våra deras hela nya gamla
    olika samtliga flera tidigare stora små eventuella berörda aktuella ytterligare""".split()
)
_SHORT_VERBS = frozenset("ta ge få gå se be nå ske bli".split())
_PAST_ENDS = tuple(
    "ade ades rts gts ats its tts dde des tes rde lde nde mde gde jde vde kte pte tte xte pat tat lat rat kat dat nat sat gat".split()
)
_SHORT_PASTS = frozenset(
    "hört hörde mött mötte sett såg haft fått satt gjort hållit hölls skett fanns gick kom varit blivit nått nådde".split()
)
_NO_VERBS = frozenset(
    "sorts arts forts mötes arbetes resultat resultatet advokat kandidat mandat senat format värde välde ände kunde nöjde blonde bolde lätte".split()
)
_PRESENT = ("ar", "er", "ör", "år", "as", "ds", "rs", "gs", "ns", "ts", "ks", "ls")
_GOING_ON = ("ande", "ende")  # the participles of what goes on: "boende", "nuvarande"
# the strong verbs' past tenses, but for those that are more often another word (bad, band, led, låg, steg, åt)
_STRONG_PASTS = re.compile(
    r"(?:an|av|be|bi|bort|efter|fast|fram|före|för|genom|hem|in|inne|igen|kvar|med|mot|ned|ner|om|på|sam|samman|till|tillbaka|undan|under|upp|ut|vid|åter|åt|över)*"
    r"(?:bjöd|bröt|drack|drev|drog|fann|flög|flöt|föll|for|frös|försvann|gav|gick|grep|grät|hann|höll|högg|klev|kom|kröp|lade|lät|ljög|njöt|sade|satte|skar|skrek|skrev|skröt|sköt|slapp|slet|slog|slöt|smet|smög|"
    r"sov|spred|sprack|sprang|stack|stal|stod|strök|svek|svor|såg|sög|teg|tog|vann|vred|visste)s?|sa|la|lästes?|löstes?|låstes?|restes?|fästes?|dog"
)


def is_infinitive(word: Word) -> bool:
    """What may be the infinitive of something done: ends in -a, or is one of the short ones."""
    if word.bits & (Bit.CAPITAL | Bit.MENTION) or word.text in _STATES or word.text in _NO_INFINITIVES:
        return False
    return word.text in _SHORT_VERBS or (word.text.endswith("a") and len(word.text) > 3)


def is_present(word: Word) -> bool:
    """A word with the ending of a verb in the present tense."""
    return word.text.endswith(_PRESENT) and not word.bits & (Bit.CAPITAL | Bit.MENTION)


def tells_at(words: Sequence[Word], at: int) -> bool:
    """Whether a verb in a past tense stands at a token; after "har" any supine is one."""
    if is_told(words[at]):
        return True
    perfect = words[at].text.endswith("t") and not words[at].bits & (Bit.CAPITAL | Bit.MENTION | Bit.NEGATION)
    return perfect and any(word.text in ("har", "hade") for word in words[max(at - 4, 0) : at])


def is_told(word: Word) -> bool:
    """A verb in a past tense: it tells of something that happened."""
    return not word.bits & (Bit.CAPITAL | Bit.MENTION) and (bool(word.bits & Bit.PAST) or _is_past(word.text))


@lru_cache(20_000)
def _is_past(text: str) -> bool:
    if text in _SHORT_PASTS or _STRONG_PASTS.fullmatch(text):
        return True
    return text.endswith(_PAST_ENDS) and not text.endswith(_GOING_ON) and text not in _NO_VERBS
