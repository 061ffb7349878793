"""Who says it: what somebody else tells is that person's word, and not what is documented."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sosfs_lint.language.frames import Match
from sosfs_lint.language.persons import Mention
from sosfs_lint.language.predicates import OPENERS, is_complement, is_told_in
from sosfs_lint.language.splitting import DICTATED, begins_anew
from sosfs_lint.language.text import Prose, Sentence
from sosfs_lint.language.words import Bit

if TYPE_CHECKING:
    from sosfs_lint.language.concepts import Concept

_SAYS_OTHERS = re.compile(
    r"\b(?:det (?:uppges|påstås|sägs|ryktas|ska ha)|lär (?!sig|mig|dig|oss|er|ut|in|om|av|upp|henne|honom|dem|barnet|barnen|ungdomarna)\w+|enligt (?:uppgift|hörsägen)|ryktesvis|det sägs|sägs ha|påstås ha|"
    # with what is said to have been done; "ska ha ledsagning" is what somebody is to get
    r"ska ha (?:\w+ ){0,2}?(?:\w{2,}(?:at|it|ats|its|tts|rts)|sagt|haft|gjort|hört|känt|sett|gått|fått|stått|mått|kört|köpt|sökt|tänkt|mött|bott|dött|skett|gett|fört|rört|lagt|levt|åkt|läst|låst|hjälpt|följt|hänt|ringt|druckit))\b",
    re.IGNORECASE,
)


class Hearsay:
    """Who tells what in one text."""

    def __init__(self, prose: Prose, mentions: Sequence[Mention]) -> None:
        self._prose = prose
        self._mentions = mentions
        self._tellers: dict[int, tuple[Mention, ...]] = {}
        self._vague: dict[int, bool] = {}

    def is_told(self, match: Match, concept: Concept) -> bool:
        """Told by somebody whose word it is not: "Mamma uppger att Elin sagt", "enligt läraren", "..., säger mormor"."""
        number = self._prose.sentence_of[match.first]
        sentence = self._prose.sentences[number]
        if number not in self._vague:
            self._vague[number] = _SAYS_OTHERS.search(self._prose.text, sentence.start, sentence.end) is not None
        if self._vague[number]:
            return True
        if sentence.last - sentence.first > DICTATED:
            opens = bisect_left(self._prose.clause_of, self._prose.clause_of[match.first])
            if opens > sentence.first and self._prose.words[opens].text in ("jag", "vi") and begins_anew(self._prose.words, opens):
                return False
        tellers = self._tellers.get(number)
        if tellers is None:
            tellers = self._tellers[number] = tuple(
                m for m in self._mentions if sentence.first <= m.at < sentence.last and not m.zero and self._may_tell(m, sentence)
            )
        for mention in tellers:
            if mention.at in match.tokens or not self._tells(mention, sentence, match) or self._begins_anew(mention.at, match):
                continue
            if mention.role not in concept.speakers:
                return True
            if mention.role == "foralder" and self._speaks_of_another_parent(mention, match, sentence):
                return True
        return False

    def _speaks_of_another_parent(self, teller: Mention, match: Match, sentence: Sentence) -> bool:
        """Whether what a parent tells is of a parent in the match, or of the other one: "pappan säger att mamman underrättades"."""
        parents = [m for m in self._mentions if m.role == "foralder" and not m.zero and sentence.first <= m.at < sentence.last]
        if any(m.at in match.tokens for m in parents):
            return True
        beside = (m for m in parents if teller.at < m.at < max(match.tokens) and not self._prose.words[m.at].bits & Bit.PRONOUN)
        return any(m.gender and teller.gender and m.gender != teller.gender for m in beside)

    def _begins_anew(self, teller: int, match: Match) -> bool:
        """Whether a clause of the writer's own begins after what somebody said: "hon svarade inte, sedan talade jag med Elin"."""
        words, clauses = self._prose.words, self._prose.clause_of
        if teller > match.first or clauses[teller] == clauses[match.first]:
            return False
        first = bisect_left(clauses, clauses[match.first])
        own = any(m.role == "personal" and not m.zero and m.at in match.tokens for m in self._mentions)
        return own and words[first].text not in OPENERS and is_told_in(self._prose, match)

    def _may_tell(self, mention: Mention, sentence: Sentence) -> bool:
        words = self._prose.words
        if words[mention.at].text.startswith("tolk"):
            return False
        if mention.at > sentence.first and (words[mention.at - 1].bits & Bit.REPORT or words[mention.at - 1].text in ("enligt", "enl")):
            return True
        return self._reports(mention, sentence, mention.at + 4)

    def _tells(self, mention: Mention, sentence: Sentence, match: Match) -> bool:
        words = self._prose.words
        before = words[mention.at - 1] if mention.at > sentence.first else None
        if before is not None and before.text in ("enligt", "enl"):
            return mention.at < match.first or not is_complement(self._prose, match.last, mention.at)
        said_before = before is not None and bool(before.bits & Bit.REPORT)
        if mention.at < match.first:
            return said_before or self._reports(mention, sentence, min(mention.at + 4, match.first))
        return mention.at > match.last and said_before and words[mention.at - 2].text in (",", "-", "–")

    def _reports(self, mention: Mention, sentence: Sentence, until: int) -> bool:
        """Whether a verb of telling follows whose subject somebody is: not that of "Ringer Maria för att säga", "Ringt Maria och talat om"."""
        words = self._prose.words
        for at in range(mention.at + 1, min(until, len(words))):
            if words[at].bits & Bit.REPORT and words[at - 1].text != "att" and words[min(at + 1, len(words) - 1)].text not in ("ja", "nej"):
                return not (at == mention.at + 2 and mention.at > sentence.first and words[at - 1].text in ("och", "o", "&"))
        return False
