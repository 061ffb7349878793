"""Where the atoms of a text stand: looked up when a frame asks, and as masks of tokens, by which most frames are ruled out.

In a mask of tokens, token i is bit i + 1, so that a dropped subject before the first word has a place too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sosfs_lint.language.carried import carried_things
from sosfs_lint.language.concepts import Entry, Vocabulary
from sosfs_lint.language.dates import DateMark, begins_period, find_clock_times, find_dates, find_worded_times
from sosfs_lint.language.frames import Part
from sosfs_lint.language.people import People
from sosfs_lint.language.persons import Mention
from sosfs_lint.language.sentences import mark_sentences
from sosfs_lint.language.tenses import is_present, is_told
from sosfs_lint.language.text import Prose, Sentence
from sosfs_lint.language.words import Bit, Phrase, Word
from sosfs_lint.law.citations import find_sections

if TYPE_CHECKING:
    from sosfs_lint.language.gate import Opened


class Places:
    """A text looked over once: which atoms are in it, which frames may fit, where words and persons stand."""

    def __init__(
        self, prose: Prose, vocabulary: Vocabulary, mentions: list[Mention], people: People, day: date | None, written: date | None = None
    ) -> None:
        self.prose = prose
        self.vocabulary = vocabulary
        self.mentions = mentions
        self.people = people
        self.clause_of = prose.clause_of
        self.is_heading = False
        self.windows = [(1 << s.last + 1) - (1 << s.first) for s in prose.sentences]
        self._day = day
        self._written = written or day
        self._found: dict[int, list[tuple[int, int]]] = {}
        self._ends: dict[int, int] = {}
        self._masks: dict[int, int] = {}
        self._dates: list[DateMark] | None = None
        from sosfs_lint.language.gate import Standing

        self._standing = Standing(len(prose.sentences), len(vocabulary.lexicon.atoms))
        for number, sentence in enumerate(prose.sentences):
            self._look_over(number, sentence)
        self._put_people()
        self._put_providers()
        for at, thing in carried_things(prose, vocabulary, mentions):
            self._standing.add(prose.sentence_of[at], thing.array, at, at)

    def _look_over(self, number: int, sentence: Sentence) -> None:
        words, first, last, add = self.prose.words, sentence.first, sentence.last, self._standing.add
        bits = 0
        for at in range(first, last):
            word = words[at]
            bits |= word.bits
            if word.atoms:
                add(number, word.array, at, at)
            if word.phrases is not None and at + 1 < last:
                for phrase, end in _phrases(word.phrases, words, at, last):
                    add(number, phrase.array, at, end)
        sentence.bits = bits

    def _put_people(self) -> None:
        from sosfs_lint.language.gate import as_array

        roles, arrays = self.vocabulary.role_atoms, self.vocabulary.role_arrays
        words = self.prose.words
        for mention in self.mentions:
            atoms = roles.get(mention.role, frozenset())
            if mention.role in ("enskild", "barnet") or mention.other:
                atoms = atoms | roles["enskild"]
                if self.people.owner_is_child is not False or mention.role == "barnet":
                    atoms = atoms | roles["barnet"]
            if mention.adult:
                atoms = atoms - roles["barnet"]
            if not mention.zero:
                atoms = atoms - words[mention.at].atoms
            if atoms:
                array = arrays.get(atoms)
                if array is None:
                    array = arrays[atoms] = as_array(atoms)
                self._standing.add(self.prose.sentence_of[mention.at], array, mention.at, mention.at - mention.zero)

    def _put_providers(self) -> None:
        from sosfs_lint.language.gate import as_array

        atoms = self.vocabulary.role_atoms.get("utforare")
        if not atoms or not self.people.providers:
            return
        arrays = self.vocabulary.role_arrays
        for at, word in enumerate(self.prose.words):
            if word.bits & Bit.CAPITAL and (word.text in self.people.providers or word.text.removesuffix("s") in self.people.providers):
                carried = atoms - word.atoms
                if carried not in arrays:
                    arrays[carried] = as_array(carried)
                self._standing.add(self.prose.sentence_of[at], arrays[carried], at, at)

    @cached_property
    def _opened(self) -> Opened:
        gate = self.vocabulary.heading_gate if self.is_heading else self.vocabulary.gate
        return gate.open_for(self._standing.held(self.vocabulary.anything))

    @property
    def possible(self) -> set[str]:
        """The concepts that have candidates."""
        return self._opened.concepts

    def candidates(self, concept: str) -> list[tuple[Entry, list[int]]]:
        """The frames of a concept that can fit, with the sentences (by number) in which they can."""
        numbers = (self.vocabulary.heading_gate if self.is_heading else self.vocabulary.gate).numbers.get(concept)
        return self._opened.between(*numbers) if numbers else []

    def at(self, atom: int) -> Sequence[tuple[int, int]]:
        found = self._found.get(atom)
        if found is None:
            predicate = self.vocabulary.predicate_of.get(atom)
            found = _PREDICATES[predicate](self) if predicate is not None else self._standing.at(atom)
            found.sort()
            self._found[atom] = found
        return found

    def ends(self, part: Part) -> int:
        """The tokens at which a part's words may end, anywhere in the text; more than true where clauses matter."""
        known = self._ends.get(part.key)
        if known is None:
            first, *rest = part.items
            known = self._lasts(first.atom)
            for item in rest:
                if not known:
                    break
                known = self._close(item.atom, _spread(known, item.gap + 1) & self._firsts(item.atom))
            self._ends[part.key] = known
        return known

    def _firsts(self, atom: int) -> int:
        mask = self._masks.get(atom)
        if mask is None:
            mask = 0
            for first, _ in self.at(atom):
                mask |= 2 << first
            self._masks[atom] = mask
        return mask

    def _lasts(self, atom: int) -> int:
        mask = 0
        for _, last in self.at(atom):
            mask |= 1 << last + 1
        return mask

    def _close(self, atom: int, firsts: int) -> int:
        """The last tokens of the spans that begin at some tokens."""
        if not firsts:
            return 0
        mask = 0
        for first, last in self.at(atom):
            if firsts >> first + 1 & 1:
                mask |= 1 << last + 1
        return mask

    def clause(self, number: int) -> tuple[int, int]:
        return bisect_left(self.clause_of, number), bisect_right(self.clause_of, number)

    def plain(self, token: int) -> bool:
        """Whether a word stands in a sentence that tells something, or in a question that is answered."""
        mark_sentences(self.prose)
        sentence = self.prose.sentences[self.prose.sentence_of[token]]
        return sentence.plain or sentence.answered

    def is_mark(self, token: int) -> bool:
        return bool(self.prose.words[token].bits & Bit.PUNCTUATION)

    def ahead(self, first: int, last: int, *, periods: bool = True) -> bool:
        """Whether the stretch names a day, week or month that had not come when the text was written; the ends of periods count if `periods`."""
        if self._written is None:
            return False
        text, start, end = self.prose.text, self.prose.starts[first], self.prose.ends[last]
        later = [m for m in self.dates if start <= m.start < end and self._is_later(m, first)]
        later = [m for m in later if not _ANSWER_BY.search(text, start, m.start)]
        return any(
            periods or not (_BEFORE_END.search(text, start, m.start) or _UNTIL.match(text, m.start) or begins_period(text, m))
            for m in later
        )

    def has_day(self, first: int, last: int) -> bool:
        """Whether the stretch names a day: "i dag", "12/3"."""
        start, end = self.prose.starts[first], self.prose.ends[last]
        return any(start <= m.start < end and m.precision == "day" for m in self.dates)

    def _is_later(self, mark: DateMark, first: int) -> bool:
        """Whether a date lies ahead. What is no day is only when a stretch that begins at `first` tells what is going to be done, and
        neither what was done nor what somebody says, wants or is to do then: "träffar Elin v. 12", not "vill bo hos pappa i juli"."""
        if mark.first is None or self._written is None:
            return False
        if mark.day is not None and mark.day != self._written:
            return mark.day > self._written
        words = self.prose.words[first : self.prose.token_at(mark.start)]
        if mark.day is not None and not (_LATER_TODAY.match(self.prose.text, mark.start) and any(is_present(word) for word in words[:4])):
            return False
        if mark.day is None and (mark.precision not in ("week", "month") or mark.first <= self._written):
            return False
        if _BEFORE_END.search(self.prose.text, self.prose.starts[first], mark.start):
            return False
        if any(word.bits & (Bit.REPORT | Bit.STANCE | Bit.PAST) or is_told(word) for word in words):
            return False
        return not any(words[n].text in _OF_SOMEBODY and words[n + 1].bits & Bit.MENTION for n in range(len(words) - 1))

    @property
    def dates(self) -> list[DateMark]:
        if self._dates is None:
            self._dates = find_dates(self.prose.text, self._day)
        return self._dates


_LATER_TODAY = re.compile(r"i (?:eftermiddag|kväll|natt)\b", re.IGNORECASE)
_OF_SOMEBODY = frozenset("att som om när då".split())
_BEFORE_END = re.compile(
    r"(?:\b(?:fr\.?\s?o\.?\s?m|t\.?\s?o\.?\s?m|from|tom|från|till|och med|gäller|längst|perioden|tiden|under|mellan)\.?|[-–])\s*(?:den\s+|dagen\s+|(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?\s+(?:den\s+)?)?\Z",
    re.IGNORECASE,
)

_UNTIL = re.compile(r"(?:från|till|tom|t\.?\s?o\.?\s?m|from|fr\.?\s?o\.?\s?m)\b", re.IGNORECASE)  # as part of a date: "till augusti"


# the last day for somebody's answer to what has been done
_ANSWER_BY = re.compile(
    r"\b(?:svar\w*|yttra\w*|synpunkt\w*|invänd\w*|kommentar\w*|återkom\w*|hör\w* av sig|på sig|betänketid)\s+(?:[\w.]+\s+){0,3}?(?:den\s+|dagen\s+)?\Z",
    re.IGNORECASE,
)


def _spread(mask: int, steps: int) -> int:
    """The tokens that come one to so many after those of a mask."""
    reach, width = mask << 1, 1
    while width < steps:
        more = min(width, steps - width)
        reach |= reach << more
        width += more
    return reach


def _phrases(begun: dict[str, list[Phrase]], words: Sequence[Word], at: int, stop: int) -> Iterator[tuple[Phrase, int]]:
    """The multi-word expressions that begin at a token, with their last token."""
    for second in begun.keys() & words[at + 1].lemmas:
        for phrase in begun[second]:
            end = at + 1 if len(phrase.rest) == 1 else _phrase_end(phrase, words, at, stop)
            if end:
                yield phrase, end
    for phrase in begun.get("", ()):
        end = _phrase_end(phrase, words, at, stop)
        if end:
            yield phrase, end


def _phrase_end(phrase: Phrase, words: Sequence[Word], at: int, stop: int) -> int:
    """The last token of an expression that may begin at a token, 0 if it does not; none reaches over a denial: "lästes inte upp"."""
    end = at
    for word, gap in zip(phrase.rest, phrase.gaps, strict=True):
        for ahead in range(end + 1, min(end + 2 + gap, stop)):
            if word in words[ahead].lemmas:
                end = ahead
                break
            if words[ahead].bits & Bit.NEGATION:
                return 0
        else:
            return 0
    return end


# -- predicates: what a frame can ask of a word beside which word it is


def _specific(places: Places) -> list[tuple[int, int]]:
    """Words that say something of this case: no names of people, nothing in a form or a quotation of the law, each word once per sentence."""
    prose = places.prose
    mark_sentences(prose)
    named = {mention.at for mention in places.mentions if not mention.zero}
    found: list[tuple[int, int]] = []
    for sentence in prose.sentences:
        if not sentence.plain or not sentence.bits & Bit.SPECIFIC:
            continue
        seen: set[str] = set()
        for at in range(sentence.first, sentence.last):
            word = prose.words[at]
            if word.bits & Bit.SPECIFIC and at not in named and word.text not in seen:
                seen.add(word.text)
                found.append((at, at))
    return found


def _numbers(places: Places) -> list[tuple[int, int]]:
    return [(at, at) for at, word in enumerate(places.prose.words) if word.bits & Bit.NUMBER]


def _date_places(places: Places) -> list[tuple[int, int]]:
    over = places.prose.token_over
    return [(over(m.start), over(m.end - 1)) for m in places.dates if not m.relative and m.precision in ("day", "none")]


def _day_places(places: Places) -> list[tuple[int, int]]:
    over = places.prose.token_over
    return [(over(m.start), over(m.end - 1)) for m in places.dates if m.precision in ("day", "none")]


def _clocks(places: Places) -> list[tuple[int, int]]:
    over = places.prose.token_over
    text = places.prose.text
    times = [(start, end) for start, end, _ in find_clock_times(text)] + list(find_worded_times(text))
    return sorted({(over(start), over(end - 1)) for start, end in times})


def _sections(places: Places, *, with_act: bool) -> list[tuple[int, int]]:
    over = places.prose.token_over
    return [(over(start), over(end - 1)) for start, end, named in find_sections(places.prose.text) if named is with_act]


_OPENING = frozenset(('"', "”", "»", "“", "'", "’"))


def _quotes(places: Places) -> list[tuple[int, int]]:
    words = places.prose.words
    return [(at, at) for at, word in enumerate(words) if word.text in _OPENING and at + 2 < len(words) and words[at + 1].text[0].isalnum()]


def _names(places: Places) -> list[tuple[int, int]]:
    """Names of people, first name and surname one by one: those that are known, what follows them, and unknown words with a capital."""
    prose = places.prose
    known = {m.at for m in places.mentions if m.named and not m.zero}
    firsts = {sentence.first for sentence in prose.sentences}
    found = set(known)
    for at, word in enumerate(prose.words):
        if word.bits & Bit.CAPITAL and len(word.text) > 1 and (at - 1 in known or (not word.atoms and at not in firsts)):
            found.add(at)
    return [(at, at) for at in sorted(found)]


def _lagrum(places: Places) -> list[tuple[int, int]]:
    return _sections(places, with_act=True)


def _paragraf(places: Places) -> list[tuple[int, int]]:
    return _sections(places, with_act=False)


def _firsts(places: Places) -> list[tuple[int, int]]:
    """Where somebody begins to tell: a sentence, past its bullet or day, what follows a label, each line of a list written on one."""
    prose = places.prose
    words, found = prose.words, {sentence.first for sentence in prose.sentences}
    for sentence in prose.sentences:
        at = sentence.first
        while at < sentence.last - 1 and words[at].bits & (Bit.PUNCTUATION | Bit.NUMBER):
            at += 1
        found.add(at)
        found |= {
            n + 1 for n in range(at, sentence.last - 1) if words[n].text in ("-", "–", "•", "*") and words[n - 1].text != words[n].text
        }
    for heading in prose.headings:
        label = words[prose.token_at(heading.start) : prose.token_at(heading.end)]
        if 0 < heading.end < len(prose.text) and not any(word.bits & (Bit.PLAN | Bit.NEGATION) for word in label):
            found.add(prose.token_at(heading.end))
    return sorted((at, at - 1) for at in found)


_PREDICATES = {
    "@specific": _specific,
    "@number": _numbers,
    "@date": _date_places,
    "@day": _day_places,
    "@clock": _clocks,
    "@lagrum": _lagrum,
    "@paragraf": _paragraf,
    "@quote": _quotes,
    "@name": _names,
    "@first": _firsts,
}
