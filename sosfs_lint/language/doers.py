"""Who did it: whether what is said is somebody else's doing, and whether what would take it back is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from sosfs_lint.language.deciding import MANAGER, decides_here
from sosfs_lint.language.frames import Match
from sosfs_lint.language.persons import Mention
from sosfs_lint.language.predicates import OPENERS, PREPOSITIONS, RELATIVE, is_complement, is_new_predicate
from sosfs_lint.language.tenses import is_present, is_told
from sosfs_lint.language.text import Prose
from sosfs_lint.language.words import Bit

if TYPE_CHECKING:
    from sosfs_lint.language.concepts import Concept

_AS_OBJECT = frozenset("mig mej oss min mitt mina vår vårt våra".split())
_BESIDE = frozenset("på i vid efter före innan under till hos mellan utanför bredvid inför".split())  # "vi har efter skolan pratat"
_WITH_OTHERS = frozenset("och samt & o med".split())  # "Sara och kuratorn talade", "vi, tillsammans med läraren, talade"
_BECAUSE_OF = frozenset("anledning grund följd stöd hjälp ledning bakgrund del hänsyn".split())  # "på grund av läraren": no agent
_JOINING = frozenset("och samt eller än".split())
_ABOUT_WHAT = frozenset("om hur att vad när som kring angående".split())
_TO_WHOM = frozenset("med m till hos åt kring angående".split())
_TELLS = frozenset("talade talat talar informerade informerat informerar sagt sa sade".split())
_BY_NAME = re.compile(r"(?:bup|bvc|mvc|fk|kfm|vc|hc|ivo|csn)s?|\w+(?:en|et|an|na|in)s?")  # bodies, however short their names: no measures
_OWN = frozenset(("barnet", "enskild"))
_BEFORE_VERB = frozenset("har hade också även nu sedan redan själv själva dock därför".split())
_ATTRIBUTES = frozenset("en ett den det annan annat hans hennes deras min vår".split())
_OPENS = OPENERS - {"om"}
_NOT_OWN = frozenset(("foralder", "annan", "syskon"))
_TURNS_TO = re.compile(
    r"(?:ring|mejl|mail|maila|kontakt|träffa|besök|uppsök|inform|sök|fråga|påmin|underrätt|intervju|hämta|skjutsa|följ|kalla|bjud|bjöd|nå|tacka|hjälp|stötta|motiver|upplys|boka|möt|bad|ber|hörde|hör|nått|sms)"
    r"(?:er|ar|ar|de|te|ade|t|at|r|rat|rade|rar|er|ade|tt|et|ett|it|)?"
)


class Doers:
    """The people of one text as those who did what it tells."""

    def __init__(self, prose: Prose, mentions: Sequence[Mention]) -> None:
        self._prose = prose
        self._mentions = mentions

    @cached_property
    def _called(self) -> dict[int, Mention]:
        """The people that stand in the text, by their tokens: no dropped subjects."""
        return {mention.at: mention for mention in self._mentions if not mention.zero}

    def _role(self, at: int) -> str:
        mention = self._called.get(at)
        return mention.role if mention is not None else ""

    def about_another(self, match: Match, concept: Concept, first: int, last: int) -> bool:
        """Whether it names somebody else, or the clause's subject (or the agent of its passive) cannot have done it."""
        subjects: list[Mention] = []
        near = [m for m in self._mentions if first <= m.at < last]
        if any(m.other for m in near) and not any(m.role in _OWN and not m.other for m in near):
            return True
        if concept.asks == "deed" and self._is_in_anothers_sentence(match):
            return True
        for mention in self._mentions:
            if mention.at in match.tokens:
                stranger = mention.at == match.first and self._is_stranger(mention, concept)
                if mention.other or (stranger and not self._decides(mention, concept, first, last)):
                    return True
            elif concept.doers and first <= mention.at < last and not self._is_service(mention) and self._is_subject(mention, match):
                subjects.append(mention)
        able = any(m.role in concept.doers or self._decides(m, concept, first, last) for m in subjects)
        if not able and any(m.role not in _OWN for m in subjects):
            return True
        return self._is_begun_by_another(match, concept, first, last)

    def _is_begun_by_another(self, match: Match, concept: Concept, first: int, last: int) -> bool:
        """Whether a clause begins with somebody who cannot have done it and goes on with what the match begins with, whoever else
        it names: "BUP avslutar uppföljningen av Elin", "Habiliteringens utredning är avslutad".
        """
        if not concept.doers:
            return False
        words, called = self._prose.words, self._called
        at = match.first - 1
        while at >= first and (words[at].text in _BEFORE_VERB or (at not in called and words[at].bits & Bit.CAPITAL)):
            at -= 1
        mention = called.get(at)
        if at < first or mention is None or mention.role in concept.doers | _OWN or self._is_turned_to(at):
            return False
        if at in match.tokens and words[match.first].text.endswith(
            "s"
        ):  # "kontaktfamilj beviljas": what is given, and who gives is not said
            return False
        while at > first and (at - 1 in called or words[at - 1].bits & (Bit.CAPITAL | Bit.NUMBER) or words[at - 1].text in _ATTRIBUTES):
            at -= 1
        begins = at == first or words[at - 1].text in _OPENS
        return begins and not self._is_service(mention) and not self._decides(mention, concept, first, last)

    def _is_in_anothers_sentence(self, match: Match) -> bool:
        """Whether the sentence names somebody the record is not about, and not whom it is about: "Skydd behövs inte, Hugo är hos farmor"."""
        sentence = self._prose.sentences[self._prose.sentence_of[match.first]]
        named = [m for m in self._called.values() if sentence.first <= m.at < sentence.last]
        return any(m.other for m in named) and not any(m.role in _OWN and not m.other for m in named)

    def is_with_another(self, match: Match) -> bool:
        """Whether it was done with somebody else, and whom it is asked about only stands further on: "pratade med Ville om hur Elin mår"."""
        words = self._prose.words
        asked = [at for at, m in self._called.items() if at in match.tokens and m.role in _OWN and not m.other]
        if not asked or asked[-1] == match.first:
            return False
        last = asked[-1]
        begin = max((at for at in match.tokens if at < last), default=last)
        others = [at for at in range(begin + 1, last) if self._role(at) not in ("", "personal")]
        return any(words[at - 1].text in ("med", "m") and any(word.text in _ABOUT_WHAT for word in words[at + 1 : last]) for at in others)

    def is_told_another(self, match: Match) -> bool:
        """Whether the telling is what counts, somebody else was turned to, and whom it is asked about only stands in what they were
        told: "ringde mormor och talade om att vi startat utredning om Elin", not "ringde mormor och sa att jag har träffat Elin".
        """
        words = self._prose.words
        own = [at for at, m in self._called.items() if at in match.tokens and m.role in _OWN and not m.other]
        if not own:
            return False
        first = self._prose.sentences[self._prose.sentence_of[own[0]]].first
        told = next((at for at in range(first, own[0]) if words[at].bits & Bit.REPORT or words[at].text in _TELLS), own[0])
        about = any(word.text in _ABOUT_WHAT for word in words[told + 1 : own[0]])
        turned_to = [m for m in self._called.values() if first < m.at < told and m.role != "personal"]
        return (
            about
            and match.first <= told
            and bool(turned_to)
            and all(m.role in _NOT_OWN for m in turned_to)
            and self._is_turned_to(turned_to[0].at)
        )

    def is_spoken_with(self, match: Match) -> bool:
        """Whether what begins with somebody only has them as an object, so that what follows is another's: "prata med Elin, mamma säger
        nej", "träffar Elin om mamma säger ja".
        """
        words, first = self._prose.words, match.first
        if not first or first not in self._called:
            return False
        if self._role(first) not in _OWN:
            return self._role(first - 1) in _NOT_OWN
        if words[first - 1].text in _TO_WHOM and words[min(first + 1, len(words) - 1)].text not in RELATIVE:
            return True
        verb = min((at for at in match.tokens if at > first), default=first)
        return any(self._role(at) in _NOT_OWN and words[at - 1].text not in PREPOSITIONS - {"om"} for at in range(first + 1, verb))

    def is_of_another(self, other: Match, match: Match, *, content: bool) -> bool:
        """Whether what would take a match back tells of somebody else's doing or of a predicate before it: the match has a subject
        of its own. "Maria var med när Sara talade", "På skolan talade jag", "Sara och kuratorn talade", "ville inte, så har vi talat",
        "var tveksam men samtycker nu".
        """
        words = self._prose.words
        extra = other.tokens - match.tokens
        if extra and not content:
            if all(words[at].bits & Bit.NEGATION and words[at].text != "utan" for at in extra):
                return True
            told_by = any(words[at].bits & Bit.REPORT for at in extra)
            if not told_by and any(words[at].text == "men" for at in range(max(extra) + 1, match.first)):
                return True
        own = sorted(at for at in match.tokens - other.tokens if self._role(at) == "personal" and self._is_nominative(at))
        if self._role(other.first) in ("", "personal"):
            return bool(own) and bool(words[other.first].bits & Bit.NEGATION) and is_new_predicate(words, other.first, max(own) + 1)
        if own and own[0] < other.first:
            verb = min((at for at in other.tokens if at > other.first), default=other.last)
            return not is_complement(self._prose, other.first, verb) and self._shares_a_predicate(other.first, verb)
        return any(
            (at - 1 in other.tokens or at < other.last) and all(token in match.tokens for token in other.tokens if token > at) for at in own
        )

    def _is_nominative(self, at: int) -> bool:
        words = self._prose.words
        return words[at].text not in _AS_OBJECT and words[at - 1].text not in PREPOSITIONS - _JOINING

    def _shares_a_predicate(self, at: int, verb: int) -> bool:
        """Whether somebody is one of those who did it, or only whom it was done with before the same subject did more:
        "Sara och kuratorn talade", "Sara besökte skolan och talade".
        """
        words = self._prose.words
        if words[at - 1].text in _WITH_OTHERS:
            return True
        between = words[at + 1 : verb]
        if any(word.bits & Bit.MENTION for word in between):
            return False
        if words[at - 1].text in _BESIDE:
            return True
        return is_told(words[at - 1]) and any(word.text in ("och", "samt", "o", "men") for word in between)

    @staticmethod
    def _is_stranger(mention: Mention, concept: Concept) -> bool:
        """Somebody named, or a pronoun that fits only another, who is neither the person concerned nor one who can have done it."""
        return (mention.named or mention.unlike) and bool(concept.doers) and mention.role not in concept.doers | _OWN

    def _decides(self, mention: Mention, concept: Concept, first: int, last: int) -> bool:
        """Whether it is what staff does, and somebody of the board who decides: "enhetschefen", with nobody else's unit named."""
        return "personal" in concept.doers and decides_here(mention, self._mentions, self._prose, first, last)

    def _is_service(self, mention: Mention) -> bool:
        """A measure and not those who give it: "hemtjänst" in "Bifall på ansökan om hemtjänst", not "hemtjänsten"."""
        text = self._prose.words[mention.at].text
        named = _BY_NAME.fullmatch(text) is not None
        return mention.body and not named and not MANAGER.fullmatch(text)

    def _is_subject(self, mention: Mention, match: Match) -> bool:
        """The subject, the agent of a passive ("av läraren"), whose it is ("makens AUDIT"), or for whom ("för maken har larm beviljats")."""
        prose = self._prose
        text = prose.words[mention.at].text
        before = prose.words[mention.at - 1].text if mention.at else ""
        if mention.at > match.last:
            genitive = text.endswith("s") and not mention.named
            return before == "av" and not genitive and prose.words[mention.at - 2].text not in _BECAUSE_OF
        if text.endswith("s") and not text.endswith("hos"):
            return match.first - mention.at <= 3
        if self._is_turned_to(mention.at) or self._ends_before(mention, match):
            return False
        opens = mention.at - 1 == prose.sentences[prose.sentence_of[mention.at]].first
        return before not in PREPOSITIONS or (before in ("för", "hos", "beträffande", "angående", "gällande") and opens)

    def _ends_before(self, mention: Mention, match: Match) -> bool:
        """Whether what somebody does ends at a comma and the match has a subject of its own: "BUP tar över, utredningen avslutas"."""
        words = self._prose.words
        stop = next((at for at in range(mention.at + 1, match.first) if words[at].text == ","), None)
        if stop is None or is_told(words[match.first]) or is_present(words[match.first]):
            return False
        return any(is_told(words[at]) or is_present(words[at]) for at in range(mention.at + 1, stop))

    def _is_turned_to(self, at: int) -> bool:
        """Whether a sentence begins with what the writer does with somebody: "Ringde Anita för att följa upp", "Mejlat rektorn"."""
        first = self._prose.sentences[self._prose.sentence_of[at]].first
        verb = (
            at - 2
            if at - 2 == first and self._prose.words[at - 1].text in ("upp", "in", "även", "också", "igen", "åter", "idag")
            else at - 1
        )
        return verb == first and _TURNS_TO.fullmatch(self._prose.words[verb].text) is not None
