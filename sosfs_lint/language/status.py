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

from sosfs_lint.language.denials import is_denied, is_left_undone
from sosfs_lint.language.doers import Doers
from sosfs_lint.language.forms import forms_of
from sosfs_lint.language.frames import Match
from sosfs_lint.language.hearsay import Hearsay
from sosfs_lint.language.persons import CHILD_OR_RELATIVE, PRONOUNS, STAFF, Mention
from sosfs_lint.language.predicates import is_complement, is_told_in
from sosfs_lint.language.sentences import mark_sentences
from sosfs_lint.language.splitting import DICTATED, begins_anew
from sosfs_lint.language.tenses import is_told
from sosfs_lint.language.text import Prose, Sentence
from sosfs_lint.language.undone import became_of, was_done
from sosfs_lint.language.whether import conditional_from
from sosfs_lint.language.words import Bit, Lexicon, Word

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
    """What the status of a mark may ask about days: whether a stretch of the text names one, and one that had not come when it was written."""

    def ahead(self, first: int, last: int, *, periods: bool = True) -> bool: ...

    def has_day(self, first: int, last: int) -> bool: ...


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
    r"\b(?:lutar (?:\w+ )?(?:åt|mot)|överväger (?:\w+ )?att|funderar (?:\w+ )?(?:på|över)|har för avsikt|tanken är|tanke finns|ta ställning till|tar ställning till|planen är(?! (?:\w+ )?(?:klar|färdig|skriven|skickad|upprättad|underskriven|gjord|godkänd|reviderad|uppdaterad|lämnad|utskriven)\b)|målet är|skulle (?:kunna|behöva)|återstår att|"
    r"kvar att göra|att göra:|tas upp (?:på|i|vid) (?:nästa|mötet)|ska tas|får bli|hinner inte|har inte hunnit|blir aktuellt)\b",
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
# what a decision grants or refuses runs for a time that lies ahead, and is decided all the same
_DECIDES = re.compile(
    r"\b(?:(?:bevilj|bifall|biföll|avsl[aåo]|medge|medgi|godkän|beslut|besl[öo]t|gäller|förläng|tillsvidare|anvisa|förordna|indrag)\w*|dra(?:s|r|gits?) in|drogs? in)\b",
    re.IGNORECASE,
)
_GIVEN_UNTIL = re.compile(r"\b(?:bevilj|bifall|förläng|gäller|medge|godkän|tillsvidare)\w*[^.]*\Z", re.IGNORECASE)


@dataclass(slots=True)
class _Clause:
    """Where the cues of a clause stand; -1 for none. `first` to `last` are its tokens, `last` not included."""

    first: int
    last: int
    negations: tuple[int, ...]
    plans: tuple[int, ...]
    coming: tuple[int, ...]
    conditions: tuple[tuple[int, int], ...]
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
        self.doers = Doers(prose, mentions)
        self._clauses: dict[tuple[int, int], _Clause] = {}
        self._hearsay = Hearsay(prose, mentions)
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
        if self.doers.about_another(match, concept, clause.first, clause.last):
            return Status.OTHER_PERSON
        conditions = any(at < match.first and since <= match.last and at not in match.tokens for at, since in clause.conditions)
        if (sentence.conditional or conditions) and not (content and self._is_wished_then(match, sentence)):
            return Status.CONDITIONAL
        if self._planned(match, clause) and not was_done(prose, match):
            return Status.PLANNED
        if sentence.answer is False or self._is_denied(match, concept, clause, content):
            return Status.NEGATED
        if concept.asks == "deed" and (self.doers.is_spoken_with(match) if content else self.doers.is_with_another(match)):
            return Status.OTHER_PERSON
        if concept.asks == "deed" and self.doers.is_told_another(match):
            return Status.OTHER_PERSON
        if concept.asks == "deed":
            became = became_of(prose, match, sentence, content=content)
            if became is not None:
                return Status(became)
        if self._hearsay.is_told(match, concept):
            return Status.HEARSAY
        if concept.asks == "content" and sentence.reference and _specific_words(prose, sentence) < 5:
            return Status.AFFIRMED if sentence.source and self._says_itself(match, sentence) else Status.REFERENCE
        return Status.AFFIRMED

    def _is_wished_then(self, match: Match, sentence: Sentence) -> bool:
        """Whether somebody wishes or thinks it in the main clause of a condition: "Om det inte går vill Elin hellre bo hos mormor"."""
        words = self._prose.words
        return any(
            at > sentence.first
            and words[at].bits & Bit.STANCE
            and words[at + 1].bits & Bit.MENTION
            and not words[at - 1].bits & Bit.MENTION
            for at in match.tokens
            if at + 1 < sentence.last
        )

    def _says_itself(self, match: Match, sentence: Sentence) -> bool:
        """Whether it names a day, number or name of its own beside its source: "startade 1 juni enligt beslut"."""
        return any(self._prose.words[at].bits & (Bit.NUMBER | Bit.CAPITAL) for at in match.tokens if at != sentence.first)

    def is_lacking(self, last: int) -> bool:
        """Whether the text goes on, in the same sentence or the next, to say that what it touched on up to a word is not there."""
        prose = self._prose
        number = prose.sentence_of[last]
        following = prose.sentences[min(number + 1, len(prose.sentences) - 1)]
        start = prose.ends[last]
        return _LACKS.search(prose.text, start, min(following.end, start + _LACKS_WITHIN)) is not None

    def _is_unsaid(self, number: int) -> bool:
        if number not in self._unsaid:
            sentence = self._prose.sentences[number]
            self._unsaid[number] = _UNSAID.search(self._prose.text, sentence.start, sentence.end) is not None
        return self._unsaid[number]

    # -- clauses

    def _clause(self, match: Match) -> _Clause:
        """The clause of a match, with its label ("12/3: samtal med Elin bokat"); of what nobody punctuated, the words around it."""
        clauses = self._prose.clause_of
        first, last = clauses[match.first], clauses[match.last]
        number = first, last if first != last and self._begins_in_label(match) else first
        found = self._clauses.get(number)
        if found is None:
            found = self._clauses[number] = self._look_over(bisect_left(clauses, number[0]), bisect_right(clauses, number[1]))
        if found.last - found.first <= DICTATED:
            return found
        first, last = max(found.first, match.first - _BEFORE), min(found.last, match.last + _AFTER)
        begins = [at for at in range(first + 1, last - 1) if begins_anew(self._prose.words, at)]
        before, after = [at for at in begins if at <= match.first], [at for at in begins if at > match.last]
        return self._look_over(before[-1] if before else first, after[0] if after else last)

    def _begins_in_label(self, match: Match) -> bool:
        """Whether a match that says nothing of a colon only begins before one."""
        first, last = match.spans[0][0][1] + 1, match.spans[0][-1][0]
        return any(self._prose.words[at].text == ":" and at not in match.tokens for at in range(first, last))

    def _look_over(self, first: int, last: int) -> _Clause:
        prose, words = self._prose, self._prose.words
        negations, plans, coming, conditions, past = [], [], [], [], -1
        for at in range(first, last):
            bits = words[at].bits
            if not bits & _CUES:
                continue
            if bits & Bit.NEGATION:
                negations.append(at)
            if bits & Bit.PLAN and not _is_need(words, at) and not _was_to_be(words, at):
                plans.append(at)
            since = conditional_from(words, at, first) if bits & Bit.CONDITION else None
            if since is not None:
                conditions.append((at, since))
            if bits & Bit.PAST and past < 0:
                past = at
            if words[at].text == "kommer" and at + 1 < len(words) and _COMING.fullmatch(words[at + 1].text):
                coming.append(at)
        start, end = prose.starts[first], prose.ends[last - 1]
        undecided, future = _UNDECIDED.search(prose.text, start, end), _FUTURE.search(prose.text, start, end)
        if future is not None and future[0].lower().startswith("till ") and _GIVEN_UNTIL.search(prose.text, start, future.start()):
            future = None  # "beviljas till hösten": how long
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

    def _is_denied(self, match: Match, concept: Concept, clause: _Clause, content: bool) -> bool:
        if not content:
            return is_denied(self._prose, match, clause.negations, clause.last)
        return not concept.denied_counts and is_left_undone(self._prose, match, clause.negations)

    def _planned(self, match: Match, clause: _Clause) -> bool:
        own, prose = match.tokens, self._prose
        told = bool(clause.plans) and self._is_told_as_fact(match, clause)
        for at in clause.plans:
            if at in own or (at > match.last and told) or self._is_carried_out(at, clause):
                continue
            if at < match.last or (at - match.last <= 4 and not is_complement(prose, match.last, at)):
                return True
        open_still = clause.undecided >= 0 and clause.undecided not in own and not self._set_off(match.last, clause.undecided)
        if open_still or any(at not in own and at < match.last for at in clause.coming):
            return True
        if 0 <= clause.past <= match.last:
            return False
        if any(is_told(prose.words[at]) for at in own):
            return False
        if self._dates.ahead(clause.first, clause.last - 1) and not self._runs_ahead(clause):
            return not self._is_dated_before(match, clause)
        if clause.future < 0 or is_complement(prose, match.last, clause.future):
            return False
        if clause.future not in own:
            return True
        return _GOES_OUT.search(prose.text, prose.starts[clause.first], prose.ends[clause.last - 1]) is not None

    def _is_told_as_fact(self, match: Match, clause: _Clause) -> bool:
        """Whether a match has a past tense of its own, and is not what is asked about: "vem som har vårdnaden ska utredas"."""
        asks = any(self._prose.words[at].text in _ASKS for at in range(clause.first, match.first + 1))
        return not asks and is_told_in(self._prose, match)

    def _is_carried_out(self, at: int, clause: _Clause) -> bool:
        """Whether a word of planning only tells of which one, and the clause that it was carried out: "det planerade mötet hölls"."""
        words = self._prose.words
        if not (words[at].text.endswith(("ade", "at", "en", "kta")) and at > clause.first and words[at - 1].text in _DEFINITE):
            return False
        return any(is_told(words[n]) or words[n].text == "ägde" for n in range(clause.first, clause.last) if n != at)

    def _is_dated_before(self, match: Match, clause: _Clause) -> bool:
        """Whether only what follows a comma lies ahead, and what stands before it has a day of its own: "Möte i dag, nytt möte 15 mars"."""
        words = self._prose.words
        comma = next((at for at in range(match.last + 1, clause.last) if words[at].text == ","), None)
        if comma is None or self._dates.ahead(clause.first, comma):
            return False
        return self._dates.has_day(clause.first, comma)

    def _runs_ahead(self, clause: _Clause) -> bool:
        """Whether the days to come are only those of the period for which a decision grants or refuses."""
        prose = self._prose
        decides = _DECIDES.search(prose.text, prose.starts[clause.first], prose.ends[clause.last - 1]) is not None
        return decides and not self._dates.ahead(clause.first, clause.last - 1, periods=False)

    def _set_off(self, last: int, cue: int) -> bool:
        """Whether a cue stands in a clause of its own after the mark: "Ringer Tove, de har inte hunnit läsa"."""
        return cue > last and any(word.text == "," for word in self._prose.words[last + 1 : cue])


_DEFINITE = frozenset("det den de ett en vårt vår sitt sin hans hennes detta denna".split())
_ASKS = frozenset("vem vad vilken vilka vilket hur huruvida".split())
_CUES = Bit.NEGATION | Bit.PLAN | Bit.MODAL | Bit.CONDITION | Bit.PAST


def _specific_words(prose: Prose, sentence: Sentence) -> int:
    return len(
        {word.text for word in prose.words[sentence.first : sentence.last] if word.bits & Bit.SPECIFIC and not word.bits & Bit.NUMBER}
    )


_WAS = frozenset("var hade blivit".split())


def _was_to_be(words: list[Word], at: int) -> bool:
    """Whether a word of planning only tells which one is meant, and the rest what became of it: "mötet som var bokat hölls"."""
    return at > 1 and words[at - 1].text in _WAS and words[at - 2].text == "som"


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
