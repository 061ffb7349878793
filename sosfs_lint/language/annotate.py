"""Annotation: what a text says, as marks of concepts with their status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice

from sosfs_lint.language.concepts import Concept, Entry, Vocabulary
from sosfs_lint.language.frames import Match, matches
from sosfs_lint.language.headings import find_headings
from sosfs_lint.language.nearness import weigh
from sosfs_lint.language.people import People
from sosfs_lint.language.persons import find_mentions, give_capitals, tell_forenoons
from sosfs_lint.language.places import Places
from sosfs_lint.language.sentences import mark_sentences
from sosfs_lint.language.splitting import split
from sosfs_lint.language.status import Cues, Status
from sosfs_lint.language.text import Heading, Prose, Sentence
from sosfs_lint.language.whether import give_prepositions
from sosfs_lint.language.words import Bit


@dataclass(frozen=True, slots=True)
class Mark:
    """Something a text says: which concept, how surely (says, hints, hollow, heading, nearly), with which status, and where.

    Offsets point into the text as it was given.
    """

    concept: str
    kind: str
    status: Status
    start: int
    end: int
    sentence: int

    def __repr__(self) -> str:
        return f"<Mark {self.concept} {self.kind} {self.status}>"


class Annotation:
    """A text with its marks, worked out concept by concept when they are asked for, and what is said of the text as a whole."""

    def __init__(self, places: Places) -> None:
        self.prose = places.prose
        self.mentions = places.mentions
        self._places = places
        self._found: dict[str, list[Mark]] = {}
        self._near: dict[str, Mark | None] = {}

    @cached_property
    def _cues(self) -> Cues:
        return Cues(self.prose, self.mentions, self._places)

    @cached_property
    def _headed(self) -> dict[str, list[Heading]]:
        """For each concept the headings that announce it."""
        found: dict[str, list[Heading]] = {}
        for heading in self.prose.headings:
            for name in announced(heading.words, self._places.vocabulary, self._places.people):
                found.setdefault(name, []).append(heading)
        return found

    @cached_property
    def possible(self) -> frozenset[str]:
        """The concepts that may have marks; all others have none."""
        return frozenset(self._headed) | self._places.possible

    def of(self, concept: str) -> list[Mark]:
        """The marks of a concept, in no particular order."""
        found = self._found.get(concept)
        if found is None:
            entries = self._places.candidates(concept)
            found = _marks(self._places, entries, self._cues) if entries else []
            told = self._places.vocabulary.concepts[concept]
            found += [
                _as_told(_heading_mark(self._places, heading, told), heading, found, told) for heading in self._headed.get(concept, ())
            ]
            self._found[concept] = found
        return found

    def status_at(self, start: int, end: int) -> Status:
        """How a stretch of the text stands that was found without a frame: told as done, denied, still to come, told by somebody else."""
        tokens = self.prose.tokens_in(start, end)
        return self._cues.status_of(Match([((tokens[0], tokens[-1]),)]), _ANYTHING, content=False)

    def under(self, concept: str) -> frozenset[int]:
        """The sentences that stand under the headings which announce a concept, by number."""
        return frozenset(number for heading in self._headed.get(concept, ()) for number in heading.sentences)

    def nearly(self, concept: str) -> Mark | None:
        """The sentence that has most of a concept's own words though none of its phrases, if they weigh enough: a hint.

        Not one that plans, denies, tells of somebody else or is a form.
        """
        if concept not in self._near:
            self._near[concept] = self._nearest(concept)
        return self._near[concept]

    def _nearest(self, concept: str) -> Mark | None:
        places, prose = self._places, self.prose
        weights, asked = places.vocabulary.gate.weights.get(concept, ({}, ()))
        mark_sentences(prose)
        known = {number for entry, sentences in places.candidates(concept) for number, _ in _hits(places, entry, sentences)}
        plain = (
            (n, s) for n, s in enumerate(prose.sentences) if s.plain and not s.conditional and n not in known and self._holds(s, asked)
        )
        weighed = sorted(((*weigh(prose, s, weights), n) for n, s in plain), key=lambda found: -found[0])
        for weight, tokens, number in weighed:
            if weight < _ENOUGH:
                break
            spans = tuple((token, token) for token in tokens)
            if self._cues.is_lacking(tokens[-1]):
                continue
            if self._cues.status_of(Match([spans]), places.vocabulary.concepts[concept], content=False) is Status.AFFIRMED:
                start, end = prose.source(prose.starts[tokens[0]]), prose.source(prose.ends[tokens[-1]])
                return Mark(concept, "nearly", Status.HINT, start, end, number)
        return None

    def _holds(self, sentence: Sentence, atoms: Sequence[int]) -> bool:
        return all(any(sentence.first <= first < sentence.last for first, _ in self._places.at(atom)) for atom in atoms)

    @property
    def marks(self) -> list[Mark]:
        """The marks of every concept."""
        return [mark for concept in self._places.vocabulary.concepts for mark in self.of(concept)]

    @property
    def references(self) -> list[Sentence]:
        """Sentences that point to something else and are not forms."""
        mark_sentences(self.prose)
        return [s for s in self.prose.sentences if s.reference and s.plain]

    def __repr__(self) -> str:
        return f"<Annotation {len(self.prose.words)} words>"


_ANYTHING = Concept("anything")


def annotate(
    text: str,
    vocabulary: Vocabulary,
    people: People,
    *,
    heading: str | None = None,
    document: str | None = None,
    struck: Sequence[tuple[int, int]] = (),
    day: date | None = None,
    written: date | None = None,
) -> Annotation:
    """A text taken apart and looked over, ready to be asked.

    `heading` is the one it stands under, `document` what the document that it is of calls itself, `struck` the ranges the source shows as struck, `day` the day it is about and
    `written` the day it was written, if that is another.
    """
    prose = Prose(text, vocabulary.lexicon, heading)
    prose.struck, prose.document = struck, document
    give_capitals(prose, people)
    tell_forenoons(prose)
    split(prose)
    give_prepositions(prose)
    find_headings(prose)
    return Annotation(Places(prose, vocabulary, find_mentions(prose, people, vocabulary.roles), people, day, written))


_ENOUGH = 10.0  # measured on texts of writers whose words had not been seen: of what weighs less, most says nothing of the concept


# -- frames


_ORDER = {"says": 0, "hollow": 1, "hints": 2, "not": 3}


def _marks(places: Places, entries: list[tuple[Entry, list[int]]], cues: Cues) -> list[Mark]:
    """The marks of one concept: what says it, and only if nothing does, what merely touches it."""
    entries.sort(key=lambda open_: _ORDER[open_[0].kind])
    cancelling = [open_ for open_ in entries if open_[0].kind == "not"]
    cancelled: list[Match] | None = None
    found: list[Mark] = []
    done: set[int] = set()
    for entry, sentences in entries:
        if entry.kind == "not" or (done and entry.kind != "says"):
            break
        for number, hit in _hits(places, entry, [number for number in sentences if number not in done]):
            if number in done:
                continue
            if cancelled is None:
                cancelled = [hit for other, where in cancelling for _, hit in _hits(places, other, where)]
            if any(
                not hit.tokens.isdisjoint(other.tokens)
                and not cues.doers.is_of_another(other, hit, content=entry.frame.content or entry.kind != "says")
                for other in cancelled
            ):
                continue
            mark = _mark(places.prose, entry, hit, cues)
            if mark.status is Status.HINT and cues.is_lacking(hit.last):
                continue
            found.append(mark)
            if mark.status is Status.AFFIRMED:
                done.add(number)
    return found


def _hits(places: Places, entry: Entry, numbers: list[int]) -> Iterator[tuple[int, Match]]:
    """The fits of a frame in each of some sentences, by number, at most a few in one."""
    head, *others = entry.frame.parts
    starts = places.ends(head)
    near: list[int] = []
    for part in others:
        if not part.absent:
            ends = places.ends(part)
            if not ends:
                return
            if part.scope != "text":
                near.append(ends)
    if not starts:
        return
    sentences, whole = places.prose.sentences, (0, len(places.prose.words))
    for number in numbers:
        window = places.windows[number]
        if starts & window and all(ends & window for ends in near):
            for hit in islice(matches(entry.frame, places, (sentences[number].first, sentences[number].last), whole), _MOST_FITS):
                yield number, hit


_MOST_FITS = 3


def _mark(prose: Prose, entry: Entry, hit: Match, cues: Cues) -> Mark:
    if entry.kind == "hollow":
        status = Status.FORMULA
    else:
        status = cues.status_of(hit, entry.concept, content=entry.frame.content)
        if status is Status.AFFIRMED and entry.kind == "hints":
            status = Status.HINT
    first = hit.spans[0]
    start, end = first[0][0], max(first[-1])
    return Mark(
        entry.concept.name, entry.kind, status, prose.source(prose.starts[start]), prose.source(prose.ends[end]), prose.sentence_of[start]
    )


# -- headings


_STATE = {"blank": Status.BLANK, "template": Status.TEMPLATE}
_NO = frozenset("nej ej inte ingen inga inget inte saknas".split())
_YES = frozenset("ja jo".split())


def announced(words: str, vocabulary: Vocabulary, people: People) -> tuple[str, ...]:
    """The concepts that a heading announces."""
    known = vocabulary.headings_seen.get(words)
    if known is None:
        prose = Prose(words, vocabulary.lexicon)
        split(prose)
        mentions = find_mentions(prose, people, vocabulary.roles)
        places = Places(prose, vocabulary, mentions, people, None)
        places.is_heading = True
        known = tuple(dict.fromkeys(_announced(places)))
        if not any(word.bits & Bit.CAPITAL for word in prose.words[1:]) and not any(m.named for m in mentions):
            if len(vocabulary.headings_seen) > 20_000:
                vocabulary.headings_seen.clear()
            vocabulary.headings_seen[words] = known
    return known


def _announced(places: Places) -> Iterator[str]:
    for name in places.vocabulary.heading_gate.numbers:
        if any(next(_hits(places, entry, sentences), None) is not None for entry, sentences in places.candidates(name)):
            yield name


def _heading_mark(places: Places, heading: Heading, concept: Concept) -> Mark:
    prose = places.prose
    mark_sentences(prose)
    own = [prose.sentences[number] for number in heading.sentences]
    content = [s for s in own if s.plain and not s.conditional]
    status = _STATE.get(heading.state, Status.AFFIRMED)
    if status is Status.AFFIRMED and not content:
        status = Status.STRUCK if any(s.struck for s in own) else Status.TEMPLATE if own else Status.BLANK
    if status is Status.AFFIRMED:
        status = _content_status(places, heading, content, concept)
    start = prose.source(heading.start)
    end = prose.source(own[-1].end if own and status is Status.AFFIRMED else max(heading.end, heading.start))
    return Mark(concept.name, "heading", status, start, end, heading.sentences[0] if heading.sentences else 0)


def _as_told(mark: Mark, heading: Heading, found: list[Mark], concept: Concept) -> Mark:
    """The mark of a heading, where what stands under it only tells that the deed was not done ("Barnsamtal: Samtal med Elin – ställdes in"),
    or in every sentence is empty words ("Synpunkter: Mors synpunkter har kommit in.").
    """
    if mark.status is not Status.AFFIRMED:
        return mark
    below = mark.start + heading.end - heading.start
    kinds = [{one.kind for one in found if one.sentence == number and one.start >= below} for number in heading.sentences]
    if kinds and all("hollow" in kind and "says" not in kind for kind in kinds):
        return replace(mark, status=Status.FORMULA)
    own = [one.status for one in found if one.kind == "says" and one.sentence in heading.sentences]
    if concept.asks != "deed" or not own or Status.AFFIRMED in own:
        return mark
    undone = next((status for status in own if status in (Status.NEGATED, Status.PLANNED, Status.CONDITIONAL)), None)
    return replace(mark, status=undone) if undone is not None else mark


# what an answer is put off to: "Tas upp vid nästa besök.", "Bestäms senare"
_PUT_OFF = re.compile(
    r"\W*(?:(?:det|detta|frågan) )?(?:(?:ska|får|kommer att) )?(?:tas? upp|tas|frågas|fråga|tillfrågas|stäms? av|stämmas av|diskuteras?|bestäms|bestämmas|återkommer|kompletteras?|fylls? i|redovisas|klarläggs|utreds|kontrolleras)\b"
    r"[^.]*\b(?:vid|nästa|senare|efter|i samband|på (?:mån|tis|ons|tors|fre)dag|när|inför|framöver|med detta)\b[^.]*\.?\s*\Z",
    re.IGNORECASE,
)


# an answer that is none: "Framgår ej av uppdraget", "Ej angivet", "Uppgift saknas", "Vet ej än"
_NOT_SAID = re.compile(
    r"\W*(?:(?:det|detta|uppgift|uppgiften|uppgifter) )?(?:(?:framgår|anges|angivet|angiven|angivits|står|nämns|finns) (?:ej|inte|inget)\b|(?:ej|inte) (?:angivet|angiven|angivna|ifyllt|ifylld|besvarat|dokumenterat|känt)\b"
    r"|(?:uppgift|uppgifter|information) saknas\b|vet (?:ej|inte)\b|okänt\b|oklart\b(?! (?:om|när|vad|var|hur|vem|vilk)))",
    re.IGNORECASE,
)


def _content_status(places: Places, heading: Heading, content: list[Sentence], concept: Concept) -> Status:
    prose = places.prose
    content = _on_its_line(prose, heading, content)
    beside = _beside(places, content, concept)
    begins = prose.token_at(heading.end)
    if _is_of_others(places, content):
        return Status.OTHER_PERSON
    at = [t for s in content for t in range(max(s.first, begins), s.last) if t not in beside]
    under = frozenset(at)
    specific = {prose.words[t].text for t, _ in places.at(places.vocabulary.predicates["@specific"]) if t in under}
    opening = [prose.words[t].text for t in at[:2] if prose.words[t].text[0].isalpha()]
    if (opening and opening[0] in _NO and len(specific) < 2) or heading.answer == "nej":
        return Status.NEGATED
    if all(s.reference for s in content) and len(specific) < 6:
        return Status.REFERENCE
    if len(content) == 1 and _NOT_SAID.match(prose.text, max(prose.starts[content[0].first], heading.end), content[0].end):
        return Status.BLANK
    if len(content) == 1 and at and _PUT_OFF.match(prose.text, prose.starts[at[0]], content[0].end):
        return Status.PLANNED
    if opening and opening[0] in _YES and len(at) < 4:
        return Status.AFFIRMED if concept.heading_needs == 0 else Status.HINT
    everyday = {prose.words[t].text for t in at if prose.words[t].bits & Bit.EVERYDAY and not prose.words[t].bits & Bit.SPECIFIC}
    if len(specific) + len(everyday) // 2 < concept.heading_needs and heading.answer is None:
        return Status.FORMULA if concept.heading_needs > 1 else Status.HINT
    return Status.AFFIRMED


def _on_its_line(prose: Prose, heading: Heading, content: list[Sentence]) -> list[Sentence]:
    """What answers a label: what stands on its own line, where that only points elsewhere ("Behov: se utredningen."), else all below."""
    if heading.end == 0 or heading.line:
        return content
    end = prose.layout.find("\n", heading.end)
    own = [s for s in content if s.start < end]
    return own if own and all(s.reference for s in own) else content


def _is_of_others(places: Places, content: list[Sentence]) -> bool:
    """Whether what stands under a heading is about somebody whom the record is not about, and nobody else: "Skyddsbedömning: Alma bedöms inte"."""
    number = places.prose.sentence_of
    own = {number[s.first] for s in content}
    named = [m for m in places.mentions if not m.zero and number[m.at] in own]
    return any(m.other for m in named) and not any(m.role in ("enskild", "barnet") and not m.other for m in named)


def _beside(places: Places, content: list[Sentence], concept: Concept) -> set[int]:
    """What stands under a heading but is only the neighbouring thing, as the concept's `not` has it."""
    number = places.prose.sentence_of
    own = {number[s.first] for s in content}
    found: set[int] = set()
    for entry, sentences in places.candidates(concept.name):
        if entry.kind == "not":
            for _, hit in _hits(places, entry, [one for one in sentences if one in own]):
                found |= hit.tokens
    return found
