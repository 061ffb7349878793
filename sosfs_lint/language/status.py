"""Status: whether what a mark says was done, is planned, denied, conditional, told by somebody else, or only a form.

Cues have a scope (clause, sentence, heading), after ConText (Chapman et al.); a cue that a frame itself names is no cue
against it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

from sosfs_lint.language.deciding import MANAGER, decides_here
from sosfs_lint.language.frames import Match
from sosfs_lint.language.persons import CHILD_OR_RELATIVE, PRONOUNS, STAFF, Mention
from sosfs_lint.language.sentences import mark_sentences
from sosfs_lint.language.text import DICTATED, Prose, Sentence, begins_anew
from sosfs_lint.language.undone import became_of, is_told, tells_at, was_done
from sosfs_lint.language.words import Bit, Lexicon, Word, forms_of

if TYPE_CHECKING:
    from sosfs_lint.language.concepts import Concept


class Status(StrEnum):
    """A mark's status, as rule files and the JSON schema name it (affirmed is `supports` there)."""

    AFFIRMED = "affirmed"
    PLANNED = "planned"
    NEGATED = "negated"
    HEARSAY = "hearsay"
    REFERENCE = "reference"
    CONDITIONAL = "conditional"
    TEMPLATE = "template"
    QUOTED_LAW = "quoted-law"
    BLANK = "blank"
    STRUCK = "struck"
    OTHER_PERSON = "other-person"
    FORMULA = "formula"
    COPY = "copy"
    HINT = "hint"


_BIT_OF = {
    "negation": Bit.NEGATION, "plan": Bit.PLAN, "modal": Bit.MODAL, "condition": Bit.CONDITION, "report": Bit.REPORT, "stance": Bit.STANCE, "past": Bit.PAST,
    "asking": Bit.ASKING, "everyday": Bit.EVERYDAY,
}  # fmt: skip


def prepare(lexicon: Lexicon) -> None:
    """Teach a lexicon the words that statuses hang on (cues.toml), and those that stand for people."""
    for name, words in tomllib.loads(files("sosfs_lint").joinpath("language/cues.toml").read_text("utf-8")).items():
        for word in words:
            lexicon.add_bits((word[1:],) if word.startswith("=") else forms_of(word), _BIT_OF[name])
    lexicon.add_bits(PRONOUNS | STAFF | CHILD_OR_RELATIVE, Bit.PRONOUN)


# -- what a mark is


class Dated(Protocol):
    """What the status of a mark may ask about days: whether a stretch of the text names one that had not come when it was written."""

    def ahead(self, first: int, last: int, *, periods: bool = True) -> bool: ...


_FUTURE = re.compile(
    r"\b(?:nästa (?:vecka|möte|gång|samtal|månad|besök|steg|uppföljning)|i ?morgon|imorrn|efter (?:semestern|sommaren|jul|påsk|midsommar|nyår|lovet|helgen|barnsamtalet|mötet|nämnden|sammanträdet)|framöver|längre fram|vid (?:nästa|kommande) |"
    r"på (?:måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)|till (?:måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|hösten|våren|sommaren)|inför nästa|kommande|så snart|när (?:handläggaren|utredningen är|vi får|hon kommer|han kommer)|"
    r"(?:görs|tas|lämnas|skickas|fylls|bestäms|kompletteras|inhämtas|hämtas in|redovisas|återkommer)\b[^.]{0,40}\b(?:efter|senare|vid nästa|inför|när|separat|därefter|v\.? ?\d|i eftermiddag|i kväll|i morgon)|återkommer med|först därefter|kommer att)\b",
    re.IGNORECASE,
)
# "kommer återkallas", "kommer ringa": the future without "att"
_COMING = re.compile(
    r"att|också|även|inte|\w{4,}as|ringa|skicka|göra|skriva|prata|kontakta|höra|träffa|bli|vara|behöva|boka|fatta|besöka|starta|lämna|informera|besluta|ompröva|meddela|begära|utreda|bedöma|söka|ansöka"
)
# what goes out or is done "på fredag" is still to come, also where a frame has the weekday as the day it asks for
_GOES_OUT = re.compile(
    r"\b(?:skickar|skickas|sänder|sänds|översänds|lämnas|lämnar|postas|postar|mejlas|mejlar|mailas|expedieras|går ut|går i ?väg|går över|görs|sker|verkställs|delges|kommuniceras|hämtas|startar|börjar|inleds|påbörjas|avslutas|upphör)\b"
    r"[^.,;]*\bpå (?:mån|tis|ons|tors|fre|lör|sön)dag\b",
    re.IGNORECASE,
)
_UNDECIDED = re.compile(
    r"\b(?:lutar (?:\w+ )?(?:åt|mot)|överväger (?:\w+ )?att|funderar (?:\w+ )?(?:på|över)|har för avsikt|tanken är|tanke finns|ta ställning till|tar ställning till|planen är|målet är|skulle (?:kunna|behöva)|återstår att|"
    r"kvar att göra|att göra:|tas upp (?:på|i|vid) (?:nästa|mötet)|ska tas|får bli|hinner inte|har inte hunnit|blir aktuellt)\b",
    re.IGNORECASE,
)
_SAYS_OTHERS = re.compile(
    r"\b(?:det (?:uppges|påstås|sägs|ryktas|ska ha)|lär (?!sig|mig|dig|oss|er|ut|in|om|av|upp|henne|honom|dem|barnet|barnen|ungdomarna)\w+|enligt (?:uppgift|hörsägen)|ryktesvis|det sägs|sägs ha|påstås ha|"
    # with what is said to have been done; "ska ha ledsagning" is what somebody is to get
    r"ska ha (?:\w+ ){0,2}?(?:\w{2,}(?:at|it|ats|its|tts|rts)|sagt|haft|gjort|hört|känt|sett|gått|fått|stått|mått|kört|köpt|sökt|tänkt|mött|bott|dött|skett|gett|fört|rört|lagt|levt|åkt|läst|låst|hjälpt|följt|hänt|ringt|druckit))\b",
    re.IGNORECASE,
)
# that something is not written, is yet to be written or belongs in such a text: never what it speaks of
_UNSAID = re.compile(
    r"\b(?:(?:framgår|syns) (?:inte|ej)(?: (?:av|i) \w+)? (?:om|huruvida|hur|när|vem|vilk\w+|vad|varför|på vilket sätt|av vilka)|går (?:inte|ej) att utläsa|"
    r"kom ihåg att (?:skriva|dokumentera|anteckna|notera|ange|fylla)|(?:återstår|kvar) att (?:skriva|fylla|dokumentera|ange|komplettera)|"
    r"(?:ska|skall|bör|måste) (?:dokumenteras|fyllas i|journalföras)|(?:ska|skall|bör) framgå (?:om|huruvida|hur|när|vem|vilk\w+|vad|varför|på vilket sätt|av vilka)|"
    r"(?:saknas|ingen) (?:uppgift|uppgifter|anteckning|anteckningar|notering|dokumentation) om|(?:inte|ej) (?:dokumenterat|antecknat|noterat|fyllt i|ifyllt) (?:om|hur|när|vem|vilk\w+|vad)|"
    r"(?:planen|journalen|dokumentationen|akten|\w*beslutet|\w*underlaget|\w*utredningen|\w*anteckningen|\w*uppföljning(?:en)?) (?:visar|anger|beskriver) (?:om|huruvida|av vilka|på vilket sätt)"
    r")\b",
    re.IGNORECASE,
)
# that what was just touched is not there: "Datum ej registrerat", "Ingen av dem har kontaktats", "Någon åtgärd har inte vidtagits"
_DONE = (
    r"(?:(?:(?:an|ned)?teckna|notera|registrera|dokumentera|journalför|inför|ifyll|fyll|skriv|vidta|formulera|kontakta|vidtala|(?:till)?fråga|tala|prata|"
    r"planera|bedöm|pröva|fatta|ske|gjor|få)\w*(?:t|ts|d|da|de|en|na)|angiv\w+|angett|hunnit|framgår|nämns|nämnt)\b"
)
_LACKS = re.compile(
    rf"\b(?:inte|ej|aldrig|ingen|inget|inga|ingenting|varken)\b(?:[ ]+[\w/-]+){{0,7}}?[ ]+{_DONE}|"
    r"\b(?:framgår|finns|nämns|står|syns|noteras|anges) (?:det )?(?:\w+ )?(?:inte|ej|inget|ingenting|ingenstans)\b|\b(?:är|lämnad|står) tom(?:t|ma)?\b|"
    r"\bnämner (?:\w+ )?(?:inte|inget|ingenting)\b|\b(?:inte|ej) (?:än|ännu)\b",
    re.IGNORECASE,
)
_LACKS_WITHIN = 160  # characters after what a text only hints at
_BEFORE, _AFTER = 14, 9  # words of a dictated clause: how far a cue reaches
_AS_OBJECT = frozenset("mig mej oss min mitt mina vår vårt våra".split())
_BESIDE = frozenset("på i vid efter före innan under till hos mellan utanför bredvid inför".split())  # "vi har efter skolan pratat"
_WITH_OTHERS = frozenset("och samt & o med".split())  # "Sara och kuratorn talade", "vi, tillsammans med läraren, talade"
_NOT_ONLY = frozenset("bara minst endast enbart blott".split())
_BECAUSE_OF = frozenset("anledning grund följd stöd hjälp ledning bakgrund del hänsyn".split())  # "på grund av läraren": no agent
# what a decision grants or refuses runs for a time that lies ahead, and is decided all the same
_DECIDES = re.compile(
    r"\b(?:bevilj|bifall|avsl[aåo]|medge|medgi|godkän|beslut|gäller|förläng|tillsvidare|anvisa|förordna)\w*", re.IGNORECASE
)
_PREPOSITIONS = frozenset(
    "av med hos till från för om på i mot åt kring enligt via genom angående gällande rörande beträffande utan mellan inför vid hemma bredvid ang och samt eller än".split()
)
_JOINING = frozenset("och samt eller än".split())


@dataclass(slots=True)
class _Clause:
    """Where the cues of a clause stand; -1 for none. `first` to `last` are its tokens, `last` not included."""

    first: int
    last: int
    negations: tuple[int, ...]
    plans: tuple[int, ...]
    coming: tuple[int, ...]
    conditions: tuple[int, ...]
    past: int
    undecided: int
    future: int


class Cues:
    """The cues of one text, worked out once per clause and sentence, and the status of a match by them."""

    def __init__(self, prose: Prose, mentions: Sequence[Mention], dates: Dated) -> None:
        mark_sentences(prose)
        self._prose = prose
        self._mentions = mentions
        self._dates = dates
        self._clauses: dict[int, _Clause] = {}
        self._tellers: dict[int, tuple[Mention, ...]] = {}
        self._vague: dict[int, bool] = {}
        self._unsaid: dict[int, bool] = {}

    def status_of(self, match: Match, concept: Concept, *, content: bool) -> Status:
        """The status of a match for a concept. `content`: what is said may itself hold a negation."""
        prose = self._prose
        number = prose.sentence_of[match.first]
        sentence = prose.sentences[number]
        if sentence.struck:
            return Status.STRUCK
        if sentence.law:
            return Status.QUOTED_LAW
        if concept.asks == "questions" and sentence.question:
            return Status.AFFIRMED
        if sentence.template or self._is_unsaid(number):
            return Status.TEMPLATE
        clause = self._clause(match)
        if self._about_another(match, concept, clause):
            return Status.OTHER_PERSON
        if sentence.conditional or any(at < match.first and at not in match.tokens for at in clause.conditions):
            return Status.CONDITIONAL
        if self._planned(match, clause):
            return Status.PLANNED
        if sentence.answer is False or (not content and (clause.negations or match.last >= clause.last) and self._negated(match, clause)):
            return Status.NEGATED
        if concept.asks == "deed" and (self._is_spoken_with(match) if content else self._is_with_another(match)):
            return Status.OTHER_PERSON
        if concept.asks == "deed":
            became = became_of(prose, match, sentence, content=content)
            if became is not None:
                return Status(became)
        if self._hearsay(match, number, concept):
            return Status.HEARSAY
        if concept.asks == "content" and sentence.reference and _specific_words(prose, sentence) < 5:
            return Status.REFERENCE
        return Status.AFFIRMED

    def is_lacking(self, last: int) -> bool:
        """Whether the text goes on, in the same sentence or the next, to say that what it touched on up to a word is not there."""
        prose = self._prose
        number = prose.sentence_of[last]
        following = prose.sentences[min(number + 1, len(prose.sentences) - 1)]
        start = prose.ends[last]
        return _LACKS.search(prose.text, start, min(following.end, start + _LACKS_WITHIN)) is not None

    def is_of_another(self, other: Match, match: Match, *, content: bool) -> bool:
        """Whether what would take a match back tells of somebody else's doing or of a predicate before it: the match has a subject
        of its own. "Maria var med när Sara talade", "På skolan talade jag", "Sara och kuratorn talade", "ville inte, så har vi talat", "var tveksam men samtycker nu".
        """
        words = self._prose.words
        extra = other.tokens - match.tokens
        if not content and extra and all(words[at].bits & Bit.NEGATION and words[at].text != "utan" for at in extra):
            return True
        told_by = any(words[at].bits & Bit.REPORT for at in extra)
        if not content and extra and not told_by and any(words[at].text == "men" for at in range(max(extra) + 1, match.first)):
            return True
        begins = next((m for m in self._mentions if m.at == other.first and not m.zero), None)
        own = [m.at for m in self._mentions if m.role == "personal" and not m.zero and m.at in match.tokens and m.at not in other.tokens]
        own = [at for at in own if words[at].text not in _AS_OBJECT and words[at - 1].text not in _PREPOSITIONS - _JOINING]
        if begins is None or begins.role == "personal":
            return bool(own) and bool(words[other.first].bits & Bit.NEGATION) and _new_predicate(words, other.first, max(own) + 1)
        if own and own[0] < other.first:
            verb = min((at for at in other.tokens if at > other.first), default=other.last)
            return not _complement(self._prose, other.first, verb) and self._shares_a_predicate(other.first, verb)
        return any(
            (at - 1 in other.tokens or at < other.last) and all(token in match.tokens for token in other.tokens if token > at) for at in own
        )

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

    def _is_unsaid(self, number: int) -> bool:
        if number not in self._unsaid:
            sentence = self._prose.sentences[number]
            self._unsaid[number] = _UNSAID.search(self._prose.text, sentence.start, sentence.end) is not None
        return self._unsaid[number]

    # -- clauses

    def _clause(self, match: Match) -> _Clause:
        """The clause of a match; of what nobody punctuated, the words around it."""
        number = self._prose.clause_of[match.first]
        found = self._clauses.get(number)
        if found is None:
            clauses = self._prose.clause_of
            found = self._clauses[number] = self._look_over(bisect_left(clauses, number), bisect_right(clauses, number))
        if found.last - found.first <= DICTATED:
            return found
        first, last = max(found.first, match.first - _BEFORE), min(found.last, match.last + _AFTER)
        begins = [at for at in range(first + 1, last - 1) if begins_anew(self._prose.words, at)]
        before, after = [at for at in begins if at <= match.first], [at for at in begins if at > match.last]
        return self._look_over(before[-1] if before else first, after[0] if after else last)

    def _look_over(self, first: int, last: int) -> _Clause:
        prose, words = self._prose, self._prose.words
        negations, plans, coming, conditions, past = [], [], [], [], -1
        for at in range(first, last):
            bits = words[at].bits
            if not bits & _CUES:
                continue
            if bits & Bit.NEGATION:
                negations.append(at)
            if bits & Bit.PLAN and not _is_need(words, at):
                plans.append(at)
            if bits & Bit.CONDITION and self._is_condition(at, first):
                conditions.append(at)
            if bits & Bit.PAST and past < 0:
                past = at
            if words[at].text == "kommer" and at + 1 < len(words) and _COMING.fullmatch(words[at + 1].text):
                coming.append(at)
        start, end = prose.starts[first], prose.ends[last - 1]
        undecided, future = _UNDECIDED.search(prose.text, start, end), _FUTURE.search(prose.text, start, end)
        return _Clause(
            first,
            last,
            tuple(negations),
            tuple(plans),
            tuple(coming),
            tuple(conditions),
            past,
            prose.token_at(undecided.start()) if undecided else -1,
            prose.token_at(future.start()) if future else -1,
        )

    def _is_condition(self, at: int, first: int) -> bool:
        """Whether a word opens a condition or an indirect question; "om" is also a preposition."""
        words = self._prose.words
        if words[at].text != "om" or at == first:
            return True
        before = words[at - 1]
        if before.text in _ABOUT:
            return False
        if before.bits & Bit.ASKING:
            return self._asks_whether(at)
        if before.bits & Bit.PUNCTUATION or before.text in ("och", "först", "bara", "men", "endast"):
            return True
        return at + 1 < len(words) and words[at + 1].text in _SUBJECTS

    def _asks_whether(self, at: int) -> bool:
        """Whether "om" after a verb of asking opens a question ("frågade om mötet blir av") or says what was asked for ("om pengar")."""
        words = self._prose.words[at + 1 : at + 8]
        if words and (words[0].text in _SUBJECTS or words[0].bits & Bit.MENTION):
            return True
        for word in words:
            if word.bits & Bit.PUNCTUATION or word.text == "som":
                return False
            if word.text in _VERBS:
                return True
        return False

    # -- who

    def _about_another(self, match: Match, concept: Concept, clause: _Clause) -> bool:
        """Whether it names somebody else, or the clause's subject (or the agent of its passive) cannot have done it."""
        subjects: list[Mention] = []
        near = [m for m in self._mentions if clause.first <= m.at < clause.last]
        if any(m.other for m in near) and not any(m.role in ("enskild", "barnet") and not m.other for m in near):
            return True
        for mention in self._mentions:
            if mention.at in match.tokens:
                stranger = mention.at == match.first and self._is_stranger(mention, concept)
                if mention.other or (stranger and not self._decides(mention, concept, clause)):
                    return True
            elif (
                concept.doers
                and clause.first <= mention.at < clause.last
                and not self._is_service(mention)
                and self._is_subject(mention, match)
            ):
                subjects.append(mention)
        if not subjects or any(m.role in concept.doers or self._decides(m, concept, clause) for m in subjects):
            return False
        return any(m.role not in ("barnet", "enskild") for m in subjects)

    def _is_with_another(self, match: Match) -> bool:
        """Whether it was done with somebody else, and whom it is asked about only stands further on: "pratade med Ville om hur Elin mår"."""
        words = self._prose.words
        asked = [m.at for m in self._mentions if m.role in ("barnet", "enskild") and not m.other and not m.zero and m.at in match.tokens]
        if not asked or asked[-1] == match.first:
            return False
        last = asked[-1]
        begin = max((at for at in match.tokens if at < last), default=last)
        others = [m.at for m in self._mentions if begin < m.at < last and not m.zero and m.role != "personal" and m.at not in match.tokens]
        return any(words[at - 1].text in ("med", "m") and any(word.text in _ABOUT_WHAT for word in words[at + 1 : last]) for at in others)

    def _is_spoken_with(self, match: Match) -> bool:
        """Whether what begins with somebody only has them as an object, so that what follows is another's: "prata med Elin, mamma säger
        nej", "träffar Elin om mamma säger ja".
        """
        words, first = self._prose.words, match.first
        if not first or not any(m.at == first and not m.zero for m in self._mentions):
            return False
        role = {m.at: m.role for m in self._mentions if not m.zero}
        if role[first] not in ("barnet", "enskild"):
            return role.get(first - 1) in _NOT_OWN
        if words[first - 1].text in _TO_WHOM and words[first + 1].text not in _RELATIVE:
            return True
        verb = min((at for at in match.tokens if at > first), default=first)
        return any(role.get(at) in _NOT_OWN and words[at - 1].text not in _PREPOSITIONS - {"om"} for at in range(first + 1, verb))

    @staticmethod
    def _is_stranger(mention: Mention, concept: Concept) -> bool:
        """Somebody named who is neither the person concerned nor one who can have done it."""
        return mention.named and bool(concept.doers) and mention.role not in (*concept.doers, "barnet", "enskild")

    def _decides(self, mention: Mention, concept: Concept, clause: _Clause) -> bool:
        """Whether it is what staff does, and somebody of the board who decides: "enhetschefen", with nobody else's unit named."""
        return "personal" in concept.doers and decides_here(mention, self._mentions, self._prose, clause.first, clause.last)

    def _is_service(self, mention: Mention) -> bool:
        """A measure and not those who give it: "hemtjänst" in "Bifall på ansökan om hemtjänst", not "hemtjänsten"."""
        text = self._prose.words[mention.at].text
        return mention.body and not text.endswith(("en", "et", "an", "na")) and not MANAGER.fullmatch(text)

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
        if self._is_turned_to(mention.at):
            return False
        opens = mention.at - 1 == prose.sentences[prose.sentence_of[mention.at]].first
        return before not in _PREPOSITIONS or (before in ("för", "hos", "beträffande", "angående", "gällande") and opens)

    def _is_turned_to(self, at: int) -> bool:
        """Whether a sentence begins with what the writer does with somebody: "Ringde Anita för att följa upp", "Mejlat rektorn"."""
        first = self._prose.sentences[self._prose.sentence_of[at]].first
        verb = (
            at - 2
            if at - 2 == first and self._prose.words[at - 1].text in ("upp", "in", "även", "också", "igen", "åter", "idag")
            else at - 1
        )
        return verb == first and _TURNS_TO.fullmatch(self._prose.words[verb].text) is not None

    def _hearsay(self, match: Match, number: int, concept: Concept) -> bool:
        """Told by somebody whose word it is not: "Mamma uppger att Elin sagt", "enligt läraren", "..., säger mormor"."""
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
            if mention.role == "foralder" and any(m.role == "foralder" and m.at in match.tokens for m in self._mentions if not m.zero):
                return True
        return False

    def _begins_anew(self, teller: int, match: Match) -> bool:
        """Whether a clause of the writer's own begins after what somebody said: "hon svarade inte, sedan talade jag med Elin"."""
        words, clauses = self._prose.words, self._prose.clause_of
        if teller > match.first or clauses[teller] == clauses[match.first]:
            return False
        first = bisect_left(clauses, clauses[match.first])
        own = any(m.role == "personal" and not m.zero and m.at in match.tokens for m in self._mentions)
        return own and words[first].text not in _OPENERS and self._is_told(match)

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
            return mention.at < match.first or not _complement(self._prose, match.last, mention.at)
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

    # -- whether

    def _planned(self, match: Match, clause: _Clause) -> bool:
        own, prose = match.tokens, self._prose
        if was_done(prose, max(own)):
            return False
        told = self._is_told(match) and not any(self._prose.words[at].text in _ASKS for at in range(clause.first, match.first + 1))
        for at in clause.plans:
            if at in own or (at > match.last and told) or self._is_carried_out(at, clause):
                continue
            if at < match.last or (at - match.last <= 4 and not _complement(prose, match.last, at)):
                return True
        open_still = clause.undecided >= 0 and clause.undecided not in own and not self._set_off(match.last, clause.undecided)
        if open_still or any(at not in own and at < match.last for at in clause.coming):
            return True
        if 0 <= clause.past <= match.last:
            return False
        if self._dates.ahead(clause.first, clause.last - 1) and not self._runs_ahead(clause):
            return True
        if clause.future < 0 or _complement(prose, match.last, clause.future):
            return False
        if clause.future not in own:
            return True
        return _GOES_OUT.search(prose.text, prose.starts[clause.first], prose.ends[clause.last - 1]) is not None

    def _is_told(self, match: Match) -> bool:
        """Whether a verb of the match itself is in a past tense, so that what follows it is another predicate."""
        words = self._prose.words
        for first, last in match.spans[0]:
            for at in range(first, last + 1):
                if tells_at(words, at) or (at and words[at - 1].text in _IS_DONE and words[at].text.endswith(_PARTICIPLES)):
                    return True
        return False

    def _is_carried_out(self, at: int, clause: _Clause) -> bool:
        """Whether a word of planning only tells of which one, and the clause that it was carried out: "det planerade mötet hölls"."""
        words = self._prose.words
        if not (words[at].text.endswith(("ade", "at", "en", "kta")) and at > clause.first and words[at - 1].text in _DEFINITE):
            return False
        return any(is_told(words[n]) or words[n].text == "ägde" for n in range(clause.first, clause.last) if n != at)

    def _runs_ahead(self, clause: _Clause) -> bool:
        """Whether the days to come are only those of the period for which a decision grants or refuses."""
        prose = self._prose
        decides = _DECIDES.search(prose.text, prose.starts[clause.first], prose.ends[clause.last - 1]) is not None
        return decides and not self._dates.ahead(clause.first, clause.last - 1, periods=False)

    def _set_off(self, last: int, cue: int) -> bool:
        """Whether a cue stands in a clause of its own after the mark: "Ringer Tove, de har inte hunnit läsa"."""
        return cue > last and any(word.text == "," for word in self._prose.words[last + 1 : cue])

    def _negated(self, match: Match, clause: _Clause) -> bool:
        words, denials = self._prose.words, []
        further = (
            at
            for at in range(clause.last, match.last)
            if words[at].bits & Bit.NEGATION and at - 1 in match.tokens and is_told(words[at - 1])
        )
        for at in (*clause.negations, *further):
            if at in match.tokens:
                continue
            follower = words[at + 1].text if at + 1 < len(words) else ""
            if _is_attribute(words, at) or _new_predicate(words, at, match.first):
                continue
            if words[at].text.startswith("försök") and follower in ("ta", "skada", "begå", "hoppa", "hänga"):
                continue
            if follower in _NOT_ONLY or (words[at].text == "utan" and follower != "att" and (at < match.first or at > match.last)):
                continue
            if at < match.first and self._is_of_an_earlier_clause(at, match):
                continue
            if (
                at <= match.last
                and self._is_told(match)
                and _until(words, match.last, self._prose.sentences[self._prose.sentence_of[at]].last)
            ):
                continue
            denies = at + 1 in match.tokens and is_told(words[at + 1])
            if (at > match.last and not denies) and (
                at - match.last > 3
                or _complement(self._prose, match.last, at)
                or _coordinated(self._prose, match.last, at)
                or self._is_of_a_later_predicate(at, match)
            ):
                break
            denials.append(at)
        return bool(denials) and not _is_double(words, denials)

    def _is_of_an_earlier_clause(self, at: int, match: Match) -> bool:
        """Whether a clause ends between a negation and what is said: "inte var på plats satt vi där när jag talade",
        "Johan, som inte kunde komma, lämnade".
        """
        words = self._prose.words
        between = range(at + 1, match.first)
        if self._is_told(match) and any(words[n].text in _WHEN and n > at + 1 and not is_told(words[n - 1]) for n in between):
            return True
        if any(words[n].text == "så" and words[n + 1].bits & Bit.MENTION for n in between):
            return True
        first = self._prose.sentences[self._prose.sentence_of[at]].first
        opened = next((n for n in range(at - 1, first, -1) if words[n].text in (",", "(", ")")), None)
        inside = opened is not None and (words[opened].text == "(" or (words[opened].text == "," and words[opened + 1].text in _RELATIVE))
        return inside and any(words[n].text in (",", ")") for n in between)

    def _is_of_a_later_predicate(self, at: int, match: Match) -> bool:
        """Whether a negation after a match denies something else: "talat med Elin, ej orolig", "..., inte med mamma", "inte hemma utan i skolan"."""
        words, prose = self._prose.words, self._prose
        last = prose.sentences[prose.sentence_of[at]].last
        follower = words[at + 1] if at + 1 < last else None
        if any(word.text == "utan" for word in words[at + 1 : min(at + 7, last)]):
            return True
        if self._is_told(match):
            return at > match.last + 1
        return words[at - 1].text == "," and follower is not None and not (is_told(follower) or follower.text.endswith(("t", "d", "da")))


_BEFORE_ATTRIBUTES = frozenset("den det de efter trots flera två tre några".split())
_DEFINITE = frozenset("det den de ett en vårt vår sitt sin hans hennes detta denna".split())
_ASKS = frozenset("vem vad vilken vilka vilket hur huruvida".split())  # "vem som har vårdnaden ska utredas"
_ABOUT_WHAT = frozenset("om hur att vad när som kring angående".split())
_IS_DONE = frozenset("är var blev blivit".split())
_PARTICIPLES = ("ad", "at", "ade", "ord", "örd", "lld", "änd", "ande", "klar", "klart", "jord")
_TO_WHOM = frozenset("med m till hos åt kring angående".split())
_NOT_OWN = frozenset(("foralder", "annan", "syskon"))
_WHEN = frozenset("när då medan där".split())
_RELATIVE = frozenset("som vilken vilket vilka".split())
_TURNS_TO = re.compile(
    r"(?:ring|mejl|mail|maila|kontakt|träffa|besök|uppsök|inform|sök|fråga|påmin|underrätt|intervju|hämta|skjutsa|följ|kalla|bjud|bjöd|nå|tacka|hjälp|stötta|motiver|upplys|boka|möt|bad|ber|hörde|hör|nått|sms)"
    r"(?:er|ar|ar|de|te|ade|t|at|r|rat|rade|rar|er|ade|tt|et|ett|it|)?"
)
_CUES = Bit.NEGATION | Bit.PLAN | Bit.MODAL | Bit.CONDITION | Bit.PAST
_SUBJECTS = frozenset("han hon hen de vi jag man du ni det någon något inte ej modern fadern mamma pappa barnet".split())
_VERBS = frozenset(
    "är var har hade kan kunde ska skulle får fick blir blev finns fanns kommer går gick gör vill måste behöver gäller stämmer räcker".split()
)
_ABOUT = frozenset("frågan fråga frågor frågorna enades enas ense överens information informerad informeras besked ansökan beslut".split())
_OPENERS = frozenset(("att", "om", "som", "hur", "vad", "när", "varför", "vilka", "vilken", ",", ":"))


def _is_attribute(words: list[Word], at: int) -> bool:
    """Whether a negative word only tells of which one: "med anledning av den uteblivna leveransen"."""
    if not words[at].text.startswith(("uteblivn", "utebliven", "uteblivet", "inställda", "avbokade", "misslyckade", "förhindrade")):
        return False
    return any(word.text in _PREPOSITIONS or word.text in _BEFORE_ATTRIBUTES for word in words[max(at - 3, 0) : at])


def _is_double(words: list[Word], denials: list[int]) -> bool:
    """Whether two denials are one affirmation: "det är inte så att vi inte talat", "har inte misslyckats"; not those of two clauses."""
    if len(denials) != 2:
        return False
    first, second = denials
    return any(word.text == "att" for word in words[first + 1 : second]) or words[second].text not in _PLAIN_DENIALS


_PLAIN_DENIALS = frozenset("inte ej icke aldrig ingen inget inga ingenting".split())


def _until(words: list[Word], after: int, last: int) -> bool:
    """Whether what was denied came about in the end: "träffade inte Elin förrän den 5 mars"."""
    return any(word.text == "förrän" for word in words[after + 1 : last])


def _new_predicate(words: list[Word], at: int, until: int) -> bool:
    """Whether a second verb begins between a negation and what is said: "godtar inte beslutet och har skrivit till rätten",
    "då hon inte vill längre har vi avskrivit".
    """
    return any(
        (words[t].text in ("och", "men", "samt") and words[t + 1].bits & Bit.PAST and t + 1 < until)
        or (words[t].bits & Bit.PAST and words[t + 1].text in ("vi", "jag"))
        for t in range(at + 2, until)
    )


def _specific_words(prose: Prose, sentence: Sentence) -> int:
    return len(
        {word.text for word in prose.words[sentence.first : sentence.last] if word.bits & Bit.SPECIFIC and not word.bits & Bit.NUMBER}
    )


def _is_need(words: list[Word], at: int) -> bool:
    """A plan word that is none: a wish or a need that is told, not something that remains to be done."""
    text = words[at].text
    follower = words[at + 1].text if at + 1 < len(words) else ""
    before = words[at - 1].text if at else ""
    if text in ("önskar", "önskas", "önskade", "hoppas", "hoppades"):
        return follower != "boka" and not (text.startswith("hoppas") and (before in ("vi", "jag") or follower in ("vi", "jag")))
    if text == "avser":
        return follower not in ("att", "inte") and not follower.endswith("a")
    if text in ("planerat", "planerade", "väntat", "förväntan", "planera"):
        return before in ("än", "som", "över", "att", "under")
    if text == "boka":
        return before == "för"
    # "som det var tänkt", said of what has happened
    return text == "tänkt" and (before in ("har", "ha", "hade") or "som" in (word.text for word in words[max(0, at - 3) : at]))


def _coordinated(prose: Prose, after: int, until: int) -> bool:
    """Whether what stands at `until` belongs to a second verb: "är inte bifogat och nämns inte"."""
    return any(prose.words[t].text in ("och", "men", "samt") for t in range(after + 1, until + 1))


def _complement(prose: Prose, after: int, until: int) -> bool:
    """Whether a subordinate clause begins between two tokens: what follows is then about something else."""
    return any(prose.words[t].text in _OPENERS for t in range(after + 1, until + 1))
