"""Whether it is denied: which of the words of denial in a clause are about what a match says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sosfs_lint.language.frames import Match
from sosfs_lint.language.predicates import (
    OPENERS,
    PARTICIPLES,
    PREPOSITIONS,
    RELATIVE,
    is_complement,
    is_coordinated,
    is_new_predicate,
    is_told_in,
)
from sosfs_lint.language.tenses import is_infinitive, is_told, tells_at
from sosfs_lint.language.text import Prose
from sosfs_lint.language.words import Bit, Word

_AUXILIARIES = frozenset("har hade är var blev blivit fick fått kunde kunnat blir".split())
_DENIES_VERBS = frozenset("inte ej aldrig icke".split())
_AND = frozenset("och men samt eller".split())
_FAR = 8  # words between the subject of a denied predicate and the denial
_NAMES = Bit.MENTION | Bit.PRONOUN | Bit.CAPITAL
_OF_A_VERB = ("ar", "er", "as")
_SUPINES = ("at", "ats", "it", "its", "tts", "tt", "lts", "rts", "gts", "lt", "rt", "gt", "ad")
# verbs of what somebody thinks, is or may, whose denial is a part of what is said: "bedöms inte behöva", "visade inte"
_STANCES = (
    "bedöm", "anse", "anså", "finn", "fann", "beh", "visa", "verka", "tyck", "tro", "vill", "velat", "känn", "kände", "förel", "framg", "framk", "se", "såg", "må",
    "orka", "klara", "räck", "fung", "nå", "upp", "motsv", "trivs", "trivd", "bör", "borde", "stäm", "innebär", "innebar", "utgör", "utgjo", "medför",
)  # fmt: skip
_NEAR = 3  # words between what is said and a denial of it
_NOT_ONLY = frozenset("bara minst endast enbart blott".split())
_BEFORE_ATTRIBUTES = frozenset("den det de efter trots flera två tre några".split())
_WHEN = frozenset("när då medan där".split())
_PLAIN_DENIALS = frozenset("inte ej icke aldrig ingen inget inga ingenting".split())


def is_denied(prose: Prose, match: Match, negations: Iterable[int], last: int) -> bool:
    """Whether a match is denied, by the words of denial of its clause (which ends before `last`) or of a later one into which it reaches."""
    words = prose.words
    further = (at for at in range(last, match.last) if words[at].bits & Bit.NEGATION and _is_of_a_told_verb(prose, at, match))
    denials: list[int] = []
    for at in (*negations, *further):
        if at in match.tokens or _is_no_denial(words, at, match) or _is_of_something_before(prose, at, match):
            continue
        if at > match.last and _is_of_something_after(prose, at, match):
            break
        denials.append(at)
    return bool(denials) and not _is_double(words, denials)


def is_left_undone(prose: Prose, match: Match, negations: Iterable[int]) -> bool:
    """Whether the deed itself is denied that a match tells of, and not what was said or wanted: "beskedet lämnades inte", "har inte talat om"."""
    words = prose.words
    denials = [at for at in negations if at not in match.tokens and words[at].text in _DENIES_VERBS]
    denials = [at for at in denials if not _is_no_denial(words, at, match) and not _has_an_end(prose, at)]
    if not denials:
        return False
    verbs = list(_verbs(words, match))
    return any(any(_denies(prose, at, verb) for verb in verbs) if verbs else _denies_its_predicate(prose, at, match) for at in denials)


def _verbs(words: Sequence[Word], match: Match) -> Iterator[int]:
    """The verbs by which a match says what was done, up to what was said, asked or thought."""
    for at in sorted(match.tokens):
        if words[at].text in OPENERS and words[at].text != ",":
            return
        if words[at].text in _AUXILIARIES or tells_at(words, at) or _is_governed(words, at) or words[at].text.endswith(_OF_A_VERB):
            yield at


def _is_governed(words: Sequence[Word], at: int) -> bool:
    """A participle or an infinitive after an auxiliary: "är inte gjord", "fick inte höra"."""
    before = any(word.text in _AUXILIARIES for word in words[max(at - 5, 0) : at])
    return before and (words[at].text.endswith(PARTICIPLES) or is_infinitive(words[at]))


def _denies(prose: Prose, at: int, verb: int) -> bool:
    """Whether a denial is that of a verb: right after it and its subject, or between it and its auxiliary."""
    words = prose.words
    if prose.clause_of[verb] != prose.clause_of[at] or words[verb].text.startswith(_STANCES):
        return False
    if verb < at:
        return not words[verb].bits & _NAMES and all(words[n].bits & _NAMES for n in range(verb + 1, at))
    helper = next((n for n in range(at - 1, max(at - 4, -1), -1) if words[n].text in _AUXILIARIES), None)
    return helper is not None and verb - at <= 4 and not _is_parted(words, at, verb)


def _denies_its_predicate(prose: Prose, at: int, match: Match) -> bool:
    """Whether a denial is that of the predicate of which a match without a verb is the subject or the object: "beskedet har inte lämnats",
    "yttrandet kom inte", "har inte fått muntligt besked".
    """
    words = prose.words
    before, after = max((n for n in match.tokens if n < at), default=None), min((n for n in match.tokens if n > at), default=None)
    follows = before is not None and at - before <= _FAR and not _is_parted(words, before, at)
    if not follows and (after is None or after - at > _FAR or _is_parted(words, at, after)):
        return False
    if any(word.text in _AUXILIARIES for word in words[max(at - 3, 0) : at]):
        return any(word.text.endswith(_SUPINES) for word in words[at + 1 : at + 4])
    return at > 0 and is_told(words[at - 1]) and not words[at - 1].text.startswith(_STANCES)


def _is_parted(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether something between two tokens begins a clause or a second predicate."""
    return any(words[n].bits & Bit.PUNCTUATION or words[n].text in OPENERS or words[n].text in _AND for n in range(first + 1, last))


def _has_an_end(prose: Prose, at: int) -> bool:
    """Whether a denial is taken back by what follows: "inte i skolan utan hemma", "inte förrän den 5 mars"."""
    last = prose.sentences[prose.sentence_of[at]].last
    return any(word.text in ("utan", "förrän") for word in prose.words[at + 1 : min(at + 12, last)])


def _is_of_a_told_verb(prose: Prose, at: int, match: Match) -> bool:
    """Whether a denial in a later clause is that of a verb of the match: "socialsekreterare, vi har inte polisanmält"."""
    if at - 1 in match.tokens and is_told(prose.words[at - 1]):
        return True
    return any(verb in match.tokens and tells_at(prose.words, verb) and _denies(prose, at, verb) for verb in range(at + 1, at + 5))


def _is_no_denial(words: Sequence[Word], at: int, match: Match) -> bool:
    """ "Inte bara", "utan tolk" beside what is said, an attempt on a life, and what only tells of which one."""
    follower = words[at + 1].text if at + 1 < len(words) else ""
    if words[at].text.startswith("försök") and follower in ("ta", "skada", "begå", "hoppa", "hänga"):
        return True
    if follower == "förrän" and _tells_when(words, at, match):
        return True
    if follower in _NOT_ONLY or (words[at].text == "utan" and follower != "att" and (at < match.first or at > match.last)):
        return True
    return _is_attribute(words, at)


def _tells_when(words: Sequence[Word], at: int, match: Match) -> bool:
    """Whether "inte förrän" only says when it was done: "började inte förrän i maj", "Inte förrän i dag kunde vi", not "inte förrän vi har talat"."""
    if at + 2 >= len(words) or words[at + 2].bits & _NAMES:
        return False
    around = range(min(at, match.first), max(at, match.last) + 1)
    return any(tells_at(words, n) or words[n].text == "kunde" for n in around)


def _is_of_something_before(prose: Prose, at: int, match: Match) -> bool:
    """Whether a denial belongs to a predicate or clause that ends before the match, or came to an end: "inte förrän den 5 mars"."""
    if _is_fronted(prose, at, match.first):
        return False
    if is_new_predicate(prose.words, at, match.first) or (at < match.first and _is_of_an_earlier_clause(prose, at, match)):
        return True
    last = prose.sentences[prose.sentence_of[at]].last
    return at <= match.last and is_told_in(prose, match) and any(word.text == "förrän" for word in prose.words[match.last + 1 : last])


def _is_fronted(prose: Prose, at: int, until: int) -> bool:
    """Whether a sentence begins with a denial of all of it: "Inte en enda gång har vi talat med Elin", "Vid inget av besöken fick vi"."""
    words = prose.words
    first = prose.sentences[prose.sentence_of[at]].first
    begins = at == first or (at == first + 1 and words[first].text in PREPOSITIONS)
    return begins and not any(words[n].bits & Bit.PUNCTUATION or words[n].text in _AND for n in range(at + 1, until))


def _is_of_something_after(prose: Prose, at: int, match: Match) -> bool:
    """Whether a denial that comes after what is said is about what follows, unless a verb of the match itself stands right after it."""
    if at + 1 in match.tokens and is_told(prose.words[at + 1]):
        return False
    if at - match.last > _NEAR or is_complement(prose, match.last, at) or is_coordinated(prose, match.last, at):
        return True
    return _is_of_a_later_predicate(prose, at, match)


def _is_of_an_earlier_clause(prose: Prose, at: int, match: Match) -> bool:
    """Whether a clause ends between a negation and what is said: "inte var på plats satt vi där när jag talade",
    "Johan, som inte kunde komma, lämnade".
    """
    words = prose.words
    between = range(at + 1, match.first)
    if is_told_in(prose, match) and any(words[n].text in _WHEN and n > at + 1 and not is_told(words[n - 1]) for n in between):
        return True
    if any(words[n].text == "så" and words[n + 1].bits & Bit.MENTION for n in between):
        return True
    first = prose.sentences[prose.sentence_of[at]].first
    opened = next((n for n in range(at - 1, first, -1) if words[n].text in (",", "(", ")")), None)
    inside = opened is not None and (words[opened].text == "(" or (words[opened].text == "," and words[opened + 1].text in RELATIVE))
    return inside and any(words[n].text in (",", ")") for n in between)


def _is_of_a_later_predicate(prose: Prose, at: int, match: Match) -> bool:
    """Whether a negation after a match denies something else: "talat med Elin, ej orolig", "..., inte med mamma", "inte hemma utan i skolan"."""
    words = prose.words
    last = prose.sentences[prose.sentence_of[at]].last
    follower = words[at + 1] if at + 1 < last else None
    if any(word.text == "utan" for word in words[at + 1 : min(at + 7, last)]):
        return True
    if is_told_in(prose, match):
        return any(not words[n].bits & _NAMES for n in range(match.last + 1, at))
    return words[at - 1].text == "," and follower is not None and not (is_told(follower) or follower.text.endswith(("t", "d", "da")))


def _is_attribute(words: Sequence[Word], at: int) -> bool:
    """Whether a negative word only tells of which one: "med anledning av den uteblivna leveransen"."""
    if not words[at].text.startswith(("uteblivn", "utebliven", "uteblivet", "inställda", "avbokade", "misslyckade", "förhindrade")):
        return False
    return any(word.text in PREPOSITIONS or word.text in _BEFORE_ATTRIBUTES for word in words[max(at - 3, 0) : at])


def _is_double(words: Sequence[Word], denials: list[int]) -> bool:
    """Whether two denials are one affirmation: "det är inte så att vi inte talat", "har inte misslyckats"; not those of two clauses."""
    if len(denials) != 2:
        return False
    first, second = denials
    return any(word.text == "att" for word in words[first + 1 : second]) or words[second].text not in _PLAIN_DENIALS
