"""Whether it is denied: which of the words of denial in a clause are about what a match says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sosfs_lint.language.frames import Match
from sosfs_lint.language.predicates import PREPOSITIONS, RELATIVE, is_complement, is_coordinated, is_new_predicate, is_told_in
from sosfs_lint.language.text import Prose
from sosfs_lint.language.undone import is_told
from sosfs_lint.language.words import Bit, Word

_NEAR = 3  # words between what is said and a denial of it
_NOT_ONLY = frozenset("bara minst endast enbart blott".split())
_BEFORE_ATTRIBUTES = frozenset("den det de efter trots flera två tre några".split())
_WHEN = frozenset("när då medan där".split())
_PLAIN_DENIALS = frozenset("inte ej icke aldrig ingen inget inga ingenting".split())


def is_denied(prose: Prose, match: Match, negations: Iterable[int], last: int) -> bool:
    """Whether a match is denied, by the words of denial of its clause (which ends before `last`) or of a later one into which it reaches."""
    words = prose.words
    further = (at for at in range(last, match.last) if words[at].bits & Bit.NEGATION and at - 1 in match.tokens and is_told(words[at - 1]))
    denials: list[int] = []
    for at in (*negations, *further):
        if at in match.tokens or _is_no_denial(words, at, match) or _is_of_something_before(prose, at, match):
            continue
        if at > match.last and _is_of_something_after(prose, at, match):
            break
        denials.append(at)
    return bool(denials) and not _is_double(words, denials)


def _is_no_denial(words: Sequence[Word], at: int, match: Match) -> bool:
    """ "Inte bara", "utan tolk" beside what is said, an attempt on a life, and what only tells of which one."""
    follower = words[at + 1].text if at + 1 < len(words) else ""
    if words[at].text.startswith("försök") and follower in ("ta", "skada", "begå", "hoppa", "hänga"):
        return True
    if follower in _NOT_ONLY or (words[at].text == "utan" and follower != "att" and (at < match.first or at > match.last)):
        return True
    return _is_attribute(words, at)


def _is_of_something_before(prose: Prose, at: int, match: Match) -> bool:
    """Whether a denial belongs to a predicate or clause that ends before the match, or came to an end: "inte förrän den 5 mars"."""
    if is_new_predicate(prose.words, at, match.first) or (at < match.first and _is_of_an_earlier_clause(prose, at, match)):
        return True
    last = prose.sentences[prose.sentence_of[at]].last
    return at <= match.last and is_told_in(prose, match) and any(word.text == "förrän" for word in prose.words[match.last + 1 : last])


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
        return at > match.last + 1
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
