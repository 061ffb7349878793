"""Whether "om" opens a condition or a question ("om hon vill", "frågade om mötet blir av") or is a preposition ("ansökan om larm")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from sosfs_lint.language.tenses import is_infinitive, is_present, is_told
from sosfs_lint.language.text import Prose
from sosfs_lint.language.words import Bit, Word

SUBJECTS = frozenset("han hon hen de vi jag man du ni det någon något inte ej modern fadern mamma pappa barnet".split())
_VERBS = frozenset(
    "är var har hade kan kunde ska skulle får fick blir blev finns fanns kommer går gick gör vill måste behöver gäller stämmer räcker tas ges fås ses sker".split()
)
_UNCERTAIN = frozenset("oklart osäkert ovisst tveksamt".split())
_WOULD_BE = frozenset("bra bäst bättre önskvärt lämpligt idealt skönt tacksam tacksamma".split())  # "det hade varit bra om hon fick"
_ABOUT = frozenset("frågan fråga frågor frågorna enades enas ense överens information informerad informeras besked ansökan beslut".split())
# what is about something: a noun or verb that takes "om"
_TAKES_ABOUT = re.compile(
    r"\w*(?:ansök|anmäl|beslut|dom(?:en|ar|slut)|avslag|bifall|information|uppgift|upplysning|kännedom|besked|samtal|önskemål|önskan|oro(?:n)?\Z|förslag|yttrande|avtal|överenskommelse|vårdnad|samtycke"
    r"|ersättning|bestämmelse|misstank|kunskap|intyg|rapport|diskussion|fråg(?:an|or)|begäran|framställ|erbjudande|redogörelse|vetskap|anhållan|yrkande|överklagan)\w*"
    r"|(?:fråga|tillfråga|inform|upplys|underrätt|berätt|meddel|påmin|prata|tala|diskut|ansök|sök|anmäl|hört|läs|skriv|skrev|besluta|erinra|ans[öo]k)\w*"
    r"|bad|ber|bett|be|bryr|bry|bryt|brydde|tycker|tycka|tyckte|tyckt|runt|upp|begär|begärt|begärde|ense|enig|eniga|överens|hand|mån|rätt|rätten|råd|hjälp|krav|yrkar|yrkade|avtalade|pratat|rapporterar|rapporterade"
)
_NO_CONDITION = frozenset("henne honom dem mig dig oss sig att hur vad vem vilka vilken vilket varför när var sig varandra varann".split())
_TIMES = re.compile(r"(?:kväll|natt|nätt|dag|morgon|morgn|helg|vecka|år|måna|vinter|somm|vår|höst|(?:mån|tis|ons|tors|fre|lör|sön)dag)\w*")
_PARTICLES = frozenset("in ut av på till bort fram hem igen med ihop inte ej först också även".split())
_ENDS = frozenset("som att och eller samt men där när".split())


def conditional_from(words: Sequence[Word], at: int, first: int) -> int | None:
    """From which token on a word makes what its clause says a condition or an indirect question, if it does; the clause begins at `first`.

    Who or what is spoken of before the verb may well be there: "prövat om avslaget ska stå kvar".
    """
    if _opens(words, at, first):
        return at
    return _verb_after(words, at) if _ends_a_clause(words[at - 1]) and not is_preposition(words, at, first) else None


def _opens(words: Sequence[Word], at: int, first: int) -> bool:
    if words[at].text != "om" or at == first:
        return True
    before = words[at - 1]
    if before.text in _ABOUT:
        return False
    if before.text in _WOULD_BE:
        return _asks_whether(words, at)
    if before.bits & Bit.ASKING:
        return before.text in _UNCERTAIN or _asks_whether(words, at)
    if before.bits & Bit.PUNCTUATION or before.text in ("och", "först", "bara", "men", "endast"):
        return True
    return at + 1 < len(words) and words[at + 1].text in SUBJECTS


def give_prepositions(prose: Prose) -> None:
    """Let an "om" that is surely a preposition no longer stand for what frames list beside "ifall" or "ska"."""
    words, without = prose.words, prose.lexicon.without
    conditional = frozenset(prose.lexicon.conditional)
    for at in [at for at, word in enumerate(words) if word.text == "om"]:
        if is_preposition(words, at, bisect_left(prose.clause_of, prose.clause_of[at])):
            words[at] = without(words[at], conditional)


def is_preposition(words: Sequence[Word], at: int, first: int) -> bool:
    """Whether "om" surely says what something is about: "ansökan om larm togs tillbaka", "informerad om att"."""
    if at == first or at + 1 >= len(words):
        return False
    if words[at + 1].text in _NO_CONDITION or _TIMES.fullmatch(words[at + 1].text):
        return True
    before = words[at - 1]
    if _TAKES_ABOUT.fullmatch(before.text) is None:
        return False
    if words[at + 1].text in SUBJECTS:
        return at + 2 >= len(words) or bool(words[at + 2].bits & Bit.PUNCTUATION)
    return not (before.bits & Bit.ASKING and _asks_whether(words, at))


def _ends_a_clause(word: Word) -> bool:
    """Whether a clause may be whole with this word, so that "om" begins another: after a verb or its particle, "kan avsluta", "sätts in"."""
    return word.text in _PARTICLES or is_told(word) or is_infinitive(word) or _is_finite(word)


def _verb_after(words: Sequence[Word], at: int) -> int | None:
    """Where the verb of the clause stands that "om" opens, after its subject: "om behovet kvarstår"; None where no clause follows."""
    for there in range(at + 1, min(at + 8, len(words))):
        word = words[there]
        if word.bits & Bit.PUNCTUATION or word.text in _ENDS:
            return None
        if there > at + 1 and (is_told(word) or _is_finite(word)):
            return there
    return None


def _is_finite(word: Word) -> bool:
    return word.text in _VERBS or (is_present(word) and any(lemma.endswith(("a", "å")) and lemma != word.text for lemma in word.lemmas))


def _asks_whether(words: Sequence[Word], at: int) -> bool:
    """Whether "om" after a verb of asking opens a question ("frågade om mötet blir av") or says what was asked for ("om pengar")."""
    following = words[at + 1 : at + 8]
    if following and (following[0].text in SUBJECTS or following[0].bits & Bit.MENTION):
        return True
    for word in following:
        if word.bits & Bit.PUNCTUATION or word.text == "som":
            return False
        if word.text in _VERBS or is_told(word):
            return True
    return False
