"""Where one predicate ends and another begins: what a cue, a name or a denial in a sentence can be about."""

from __future__ import annotations

from collections.abc import Sequence

from sosfs_lint.language.frames import Match
from sosfs_lint.language.tenses import tells_at
from sosfs_lint.language.text import Prose
from sosfs_lint.language.words import Bit, Word

PREPOSITIONS = frozenset(
    "av med hos till från för om på i mot åt kring enligt via genom angående gällande rörande beträffande utan mellan inför vid hemma bredvid ang och samt eller än".split()
)
RELATIVE = frozenset("som vilken vilket vilka".split())
OPENERS = frozenset(("att", "om", "som", "hur", "vad", "när", "varför", "vilka", "vilken", ",", ":"))
_IS_DONE = frozenset("är var blev blivit".split())
PARTICIPLES = ("ad", "at", "ade", "ord", "örd", "lld", "änd", "ande", "klar", "klart", "jord")


def is_told_in(prose: Prose, match: Match) -> bool:
    """Whether a verb of the match itself is in a past tense, so that what follows it is another predicate."""
    words = prose.words
    for first, last in match.spans[0]:
        for at in range(first, last + 1):
            if tells_at(words, at) or (at and words[at - 1].text in _IS_DONE and words[at].text.endswith(PARTICIPLES)):
                return True
    return False


def is_new_predicate(words: Sequence[Word], at: int, until: int) -> bool:
    """Whether a second verb begins between a negation and what is said: "godtar inte beslutet och har skrivit till rätten",
    "då hon inte vill längre har vi avskrivit".
    """
    return any(
        (words[t].text in ("och", "men", "samt") and words[t + 1].bits & Bit.PAST and t + 1 < until)
        or (words[t].bits & Bit.PAST and words[t + 1].text in ("vi", "jag"))
        for t in range(at + 2, min(until, len(words) - 1))
    )


def is_coordinated(prose: Prose, after: int, until: int) -> bool:
    """Whether what stands at `until` belongs to a second verb: "är inte bifogat och nämns inte"."""
    return any(prose.words[t].text in ("och", "men", "samt") for t in range(after + 1, until + 1))


def is_complement(prose: Prose, after: int, until: int) -> bool:
    """Whether a subordinate clause begins between two tokens: what follows is then about something else."""
    return any(prose.words[t].text in OPENERS for t in range(after + 1, until + 1))
