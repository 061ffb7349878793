"""The prose of a record, annotated passage by passage when somebody asks what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sosfs_lint.akt import Akt, day_of, entered_on
from sosfs_lint.elsewhere import is_of_another, tells_of_another
from sosfs_lint.language.annotate import Annotation, Mark, annotate
from sosfs_lint.language.concepts import Vocabulary
from sosfs_lint.language.people import People
from sosfs_lint.language.status import Status
from sosfs_lint.language.words import Bit
from sosfs_lint.model import Anteckning, Beslut, Handling, Place, Post, Text
from sosfs_lint.report import Evidence
from sosfs_lint.reported import is_own_account

COPY_WORDS = 25
_SPACES = re.compile(r"\s+")
_POINTS_TO = re.compile(
    r"(?P<what>utredning|plan|bilaga|bilagor|protokoll|beslut|skyddsbedömning|anmälan|ansökan|anteckning|journal|yttrande|intyg|samtycke|uppdrag|beställning|"
    r"bedömning|mall|formulär|avtal|rapport|brev|förhandsbedömning|underlag)",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[/.]\s*(\d{1,2})(?!\d)|(?<!\d)(?:20)?\d{2}-?(\d{2})-?(\d{2})(?!\d)")


# what a heading comes to that has nothing of worth under it
_IN_VAIN = frozenset({Status.BLANK, Status.TEMPLATE, Status.REFERENCE, Status.FORMULA, Status.HINT})
_BETWEEN = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])|\n")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ])|\n")
_QUOTED = 120  # characters to each side


def sentences_in(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end: at a new line, or at a mark before a capital, so not at the full stops of "t.o.m. 15/2"."""
    first = 0
    for gap in _BETWEEN.finditer(text):
        yield first, gap.start()
        first = gap.end()
    yield first, len(text)


def line_around(text: str, start: int, end: int) -> str:
    """What stands between the full stops or line breaks around two offsets."""
    first = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    last = min((at for at in (text.find(". ", end), text.find("\n", end)) if at > 0), default=len(text))
    return text[first:last]


def telling_stems(annotation: Annotation, letters: int, first: int = 0, last: int | None = None) -> set[str]:
    """How the words that say something of this case begin, by number of letters; names, figures and shorter words are left out.

    :param first: The first word to read, and ``last`` the one after the last.
    """
    named = {mention.at for mention in annotation.mentions if mention.named}
    return {
        word.text.lower()[:letters]
        for at, word in enumerate(annotation.prose.words[first:last], first)
        if at not in named and word.bits & Bit.SPECIFIC and not word.bits & Bit.NUMBER and len(word.text) >= letters
    }


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """A stretch of prose in a post, with the heading it stands under."""

    text: Text
    place: Place
    heading: str | None

    def at(self, offset: int) -> Place:
        """The line and column of a character; the passage's own place where they are not known."""
        at = self.text.at(offset)
        return self.place._replace(line=at[0], column=at[1]) if at else self.place


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """A mark in a record: what a passage of a post says, and where."""

    mark: Mark
    post: Post
    passage: Passage

    @property
    def status(self) -> Status:
        return self.mark.status

    @property
    def line(self) -> str:
        """The words between the full stops or line breaks on each side, read without the sentence splitter; a full stop is left out."""
        return line_around(self.passage.text.value, self.mark.start, self.mark.end)

    @property
    def counts(self) -> bool:
        """Whether it says the thing, and not merely touches it."""
        return self.mark.status is Status.AFFIRMED and self.mark.kind in ("says", "heading")

    @property
    def words(self) -> str:
        """The words of the mark; they never leave without --show-text."""
        return self.passage.text.value[self.mark.start : self.mark.end]

    def evidence(self, role: str | None = None) -> Evidence:
        """The place of the mark. `role` says otherwise what the mark's status is."""
        text = self.passage.text
        return Evidence(
            role or ("supports" if self.mark.status is Status.AFFIRMED else str(self.mark.status)),
            self.passage.at(self.mark.start),
            text.at(self.mark.end),
            self.post.id,
            text=quoted(text.value, self.mark.start, self.mark.end),
        )

    def __repr__(self) -> str:
        return f"<Said {self.mark.concept} {self.mark.status} {self.post.id}>"


def quoted(text: str, start: int, end: int) -> str:
    """The sentence of a text that a stretch stands in, for --show-text; of a long one what is nearest."""
    first = max([0, *(m.end() for m in _SENTENCE_END.finditer(text, 0, start + 1) if m.end() <= start)])
    after = _SENTENCE_END.search(text, max(end - 1, start))
    last = after.end() if after else len(text)
    cut = max(first, start - _QUOTED), min(last, end + _QUOTED)
    return f"{'…' if cut[0] > first else ''}{' '.join(text[slice(*cut)].split())}{'…' if cut[1] < last else ''}"


def _own_name(post: Post) -> str | None:
    """What a document calls itself: its kind, else its title."""
    return post.typ or next(iter(title_of(post)), None) if isinstance(post, Handling) else None


def _written_on(post: Post) -> date | None:
    """The day a post was written: when it was entered, if that came after what it is about."""
    return max((day for day in (day_of(post), entered_on(post)) if day is not None), default=None)


class Reading:
    """What the posts of a record say. Annotations are made once per post and kept while the record is judged."""

    def __init__(
        self,
        akt: Akt,
        people: Callable[[], People],
        vocabulary: Callable[[], Vocabulary] | None,
        reported: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        self._akt = akt
        self._people = people
        self._vocabulary = vocabulary
        self._find_reported = reported
        self._annotated: dict[str, tuple[tuple[Passage, Annotation], ...]] = {}
        self._empty: dict[str, list[tuple[Passage, Annotation]]] = {}

    def __repr__(self) -> str:
        return f"<Reading {len(self._annotated)} poster>"

    @property
    def is_of_a_child(self) -> bool:
        """Whether the record is known to be a child's."""
        return bool(self._people().owner_is_child)

    def of(self, post: Post) -> tuple[tuple[Passage, Annotation], ...]:
        """The passages of a post with their annotations; what is struck inside them is marked as struck."""
        known = self._annotated.get(post.id)
        if known is None:
            if self._vocabulary is None:
                return ()
            vocabulary, people = self._vocabulary(), self._people()
            day, written = day_of(post), _written_on(post)
            known = self._annotated[post.id] = tuple(
                (
                    passage,
                    annotate(
                        passage.text.value,
                        vocabulary,
                        people,
                        heading=passage.heading,
                        document=_own_name(post),
                        struck=passage.text.struck,
                        day=day,
                        written=written,
                    ),
                )
                for passage in passages(post)
            )
        return known

    def said(self, post: Post, concept: str) -> list[Said]:
        """The marks of a concept in a post; a section that holds nothing is a blank heading. What stands in a document that came in is
        the sender's word."""
        found = []
        for passage, annotation in self.of(post):
            if concept not in annotation.possible:
                continue
            marks = annotation.of(concept)
            formulas = {mark.sentence for mark in marks if mark.kind == "hollow"}
            for mark in marks:
                if mark.kind == "heading" and formulas and _only_formulas(mark, annotation, formulas):
                    mark = replace(mark, status=Status.FORMULA)
                if mark.status is Status.AFFIRMED and self._is_copied(post, passage, mark):
                    mark = replace(mark, status=Status.COPY)
                if mark.status is Status.AFFIRMED and self._is_retold(post, passage, mark, concept):
                    mark = replace(mark, status=Status.HEARSAY)
                found.append(Said(mark, post, passage))
        asked = [passage for passage, annotation in self._asked_in_vain(post) if any(m.kind == "heading" for m in annotation.of(concept))]
        return found + [Said(Mark(concept, "heading", Status.BLANK, 0, 0, 0), post, passage) for passage in asked]

    def nearly_said(self, post: Post, concept: str) -> Said | None:
        """The sentence of a post that comes nearest to saying a concept, if one is near and no heading for it was left blank."""
        if self.is_left_blank(post, (concept,)):
            return None
        found = ((annotation.nearly(concept), passage) for passage, annotation in self.of(post))
        return next((Said(mark, post, passage) for mark, passage in found if mark is not None), None)

    def asked_for(self, post: Post, concepts: tuple[str, ...]) -> set[str]:
        """Which of some concepts the headings of a post announce, whether anything stands under them or not."""
        read = [annotation for _, annotation in (*self.of(post), *self._asked_in_vain(post))]
        return {concept for one in read for concept in concepts if any(mark.kind == "heading" for mark in one.of(concept))}

    def strays(self, post: Post, concepts: tuple[str, ...]) -> list[Said]:
        """What a post says of something outside its own headings for it, where it has such headings and nothing of worth under any of them."""
        if isinstance(post, Anteckning) and post.rubrik is not None and self._heads(post.rubrik.value, concepts):
            return []  # all of the note stands under its own heading
        told = [said for concept in concepts for said in self.said(post, concept)]
        headings = [said.mark for said in told if said.mark.kind == "heading"]
        if not headings or any(mark.status not in _IN_VAIN for mark in headings):
            return []
        under = {passage.place: {n for one in concepts for n in annotation.under(one)} for passage, annotation in self.of(post)}
        return [said for said in told if said.mark.kind == "says" and said.mark.sentence not in under[said.passage.place]]

    def _heads(self, heading: str, concepts: tuple[str, ...]) -> bool:
        """Whether the words of a heading announce one of the concepts."""
        asked = self.of_field(f"{heading.rstrip(' :?')}:")
        return asked is not None and any(mark.kind == "heading" for concept in concepts for mark in asked.of(concept))

    def is_left_blank(self, post: Post, concepts: Iterable[str]) -> bool:
        """Whether headings or empty sections of a post ask for some concepts, and nothing stands under any of them."""
        asked = [said for concept in concepts for said in self.said(post, concept) if said.mark.kind == "heading"]
        return bool(asked) and all(said.status is Status.BLANK for said in asked)

    def _asked_in_vain(self, post: Post) -> list[tuple[Passage, Annotation]]:
        """The sections of a post that hold nothing, with their headings annotated."""
        if post.id not in self._empty:
            empty = (one for one in getattr(post, "avsnitt", ()) if not one.struken and not one.text and one.text.readable)
            headed = ((one, heading) for one in empty if (heading := _heading(one.rubrik, one.slag)))
            asked = ((Passage(one.text, one.place, heading), self.of_field(f"{heading.rstrip(' :?')}:")) for one, heading in headed)
            self._empty[post.id] = [(passage, annotation) for passage, annotation in asked if annotation is not None]
        return self._empty[post.id]

    def of_field(self, text: str) -> Annotation | None:
        """The words of a field, annotated; None where there is no vocabulary."""
        return annotate(text, self._vocabulary(), self._people()) if self._vocabulary is not None else None

    def field_says(self, text: str, concept: str) -> bool:
        """Whether the words of a field say a concept."""
        annotation = self.of_field(text)
        marks = annotation.of(concept) if annotation is not None else []
        return any(mark.status is Status.AFFIRMED and mark.kind in ("says", "heading") for mark in marks)

    def affirms(self, post: Post, concepts: tuple[str, ...]) -> Said | None:
        """The first mark in a post that says one of the concepts."""
        return next((said for concept in concepts for said in self.said(post, concept) if said.counts), None)

    # -- whose doing

    def is_told_of_another(self, said: Said) -> bool:
        """Whether the sentence of a mark tells of what another municipality's office did."""
        return is_of_another(said.line, said.passage.text.value, self._akt.personakt.header.aktor)

    def is_of_another(self, post: Post) -> bool:
        """Whether a post tells of what another municipality's office did, and of nothing that was done here."""
        text = "\n".join(passage.text.value for passage in passages(post))
        return tells_of_another((text[first:last] for first, last in sentences_in(text)), text, self._akt.personakt.header.aktor)

    # -- reports

    @cached_property
    def reported(self) -> frozenset[str]:
        """The posts that retell what somebody from outside told the office, by id."""
        return self._find_reported()

    def _is_retold(self, post: Post, passage: Passage, mark: Mark, concept: str) -> bool:
        """Whether only somebody who reports tells of it in a note, and not the office, which has to have seen or heard it itself."""
        if self._vocabulary is None or not self._vocabulary().concepts[concept].first_hand or post.id not in self.reported:
            return False
        before = ""
        for one in passages(post):
            if one.place == passage.place:
                break
            before += one.text.value + "\n"
        names = tuple(person.namn or "" for person in self._akt.personakt.enskild)
        return not is_own_account(before + passage.text.value, len(before) + mark.start, names)

    # -- copies

    def _is_copied(self, post: Post, passage: Passage, mark: Mark) -> bool:
        return any(start <= mark.start < end for start, end in self._copies.get((post.id, passage.place), ()))

    @cached_property
    def _copies(self) -> dict[tuple[str, Place], list[tuple[int, int]]]:
        """Paragraphs that stand unchanged in an earlier post about an earlier event."""
        seen: dict[int, tuple[str, date | None]] = {}
        found: dict[tuple[str, Place], list[tuple[int, int]]] = {}
        for post in sorted(self._akt.live, key=lambda post: (day_of(post) or date.max, post.id)):
            day = day_of(post)
            for passage in passages(post):
                for start, end in _paragraphs(passage.text.value):
                    key = hash(_SPACES.sub(" ", passage.text.value[start:end]).strip().casefold())
                    first = seen.setdefault(key, (post.id, day))
                    if first[0] != post.id and first[1] != day:
                        found.setdefault((post.id, passage.place), []).append((start, end))
        return found

    # -- references

    def targets(self, said: Said, posts: tuple[Post, ...]) -> list[Post]:
        """The posts that a reference points to: of the kind it names, and of the day if it names one."""
        value = said.passage.text.value
        start = max(value.rfind(".", 0, said.mark.start), value.rfind("\n", 0, said.mark.start)) + 1
        end = value.find("\n", said.mark.end)
        return self.pointed_to(value[start : end if end > 0 else len(value)][:300], posts, than=said.post.id)

    def pointed_to(self, sentence: str, posts: tuple[Post, ...], *, than: str | None) -> list[Post]:
        """The posts, other than the one it stands in, that a sentence points to."""
        kinds = [m["what"].casefold()[:6] for m in _POINTS_TO.finditer(sentence)]
        days = {(int(m[2] or m[3]), int(m[1] or m[4])) for m in _DAY.finditer(sentence)}
        return [post for post in posts if post.id != than and _fits(post, kinds, days)]


def _only_formulas(mark: Mark, annotation: Annotation, formulas: set[int]) -> bool:
    """Whether every sentence under a heading is a stock phrase."""
    prose = annotation.prose
    own = [n for n, s in enumerate(prose.sentences) if mark.start <= prose.source(s.start) < mark.end and s.plain]
    return bool(own) and all(n in formulas for n in own)


def _fits(post: Post, kinds: list[str], days: set[tuple[int, int]]) -> bool:
    day = day_of(post)
    same_day = day is not None and (day.month, day.day) in days
    if isinstance(post, Anteckning):
        return same_day and (not kinds or any(kind in ("anteck", "journa", "bedömn", "beslut", "skydds") for kind in kinds))
    named = " ".join(title_of(post)).casefold()
    return any(kind in named for kind in kinds) and (not days or same_day)


def title_of(post: Post) -> list[str]:
    """What a post calls itself: heading, title, type, template and keywords."""
    named = [getattr(post, name, None) for name in ("rubrik", "titel")]
    kinds = [getattr(post, name, None) for name in ("typ", "mall")]
    values = (*named, *getattr(post, "sokord", ()), *kinds)
    found = [value.value if isinstance(value, Text) else value for value in values if value]
    return ["beslut", *found] if isinstance(post, Beslut) else found


def passages(post: Post) -> Iterator[Passage]:
    """The prose of a post, piece by piece; what is struck as a whole is left out."""
    title: str | None = next(iter(title_of(post)), None) if isinstance(post, (Anteckning, Handling)) else None
    for section in getattr(post, "avsnitt", ()):
        if not section.struken and section.text:
            yield Passage(section.text, section.place, _heading(section.rubrik or title, section.slag))
            title = None
    for name in ("innehall", "motivering"):
        text = getattr(post, name, None)
        if text:
            yield Passage(text, post.place, None)


_KINDS = {"bedomning": "Bedömning", "enskildes-uppfattning": "Den enskildes uppfattning"}


def _heading(rubrik: str | None, slag: str | None) -> str | None:
    """A section's own heading; a kind that the system gives it says more than a heading that has not its word."""
    kind = _KINDS.get(slag or "")
    if kind is None or (rubrik and re.search(r"bedöm|analys|övervägan|skäl|syn\b|uppfattning", rubrik, re.IGNORECASE)):
        return rubrik
    return f"{rubrik} ({kind.lower()})" if rubrik else kind


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        if match[0].count(" ") + 1 >= COPY_WORDS:
            yield match.span()


_OPENING = re.compile(r"\s*((?:[^\s.:!?]+ ){0,7}[^\s.:!?]+)[.:](?=\s)")
_SAYS_MORE = re.compile(  # a word that makes a sentence of it, or says that it is to come
    r"(?i)\b(?:är|var|har|hade|ska|skall|kan|bör|vill|ville|måste|får|fick|blir|blev|kommer|kom|går|gick|gör|gjorde|tar|tog|ger|gav|ser|såg|bor|bodde|säger|sa|sade|"
    r"tycker|undrar|frågar|ber|bad|begär|söker|sökte|önskar|talar|pratar|skriver|skrev|hör|hörde|\w+(?:ringer|ringde)|ringer|ringde|ringt|meddelar|berättar|lämnar|skickar|mejlar|planeras|"
    r"bokas|bokad|bokat|sker|skickas|inkom|inkommer|\w{3,}(?:ades|ats|erats)|inte|ej|nästa|inför|jag|vi|hon|han|de|dom)\b"
)


def opening_of(note: Anteckning) -> str:
    """The words that a note without a heading opens with, where they stand as one would ("Uppföljning på Åsbo. ..."); else nothing."""
    first = next(passages(note), None)
    match = _OPENING.match(first.text.value) if first is not None and first.heading is None else None
    return match[1] if match is not None and not _SAYS_MORE.search(match[1]) else ""


def is_unread(post: Post) -> bool:
    """Whether a post is only a linked file, or has a text that could not be read."""
    if not isinstance(post, (Anteckning, Handling)):
        return False
    readable = any(section.text.readable and section.text for section in post.avsnitt)
    return (bool(post.fil) and not readable) or any(not section.text.readable for section in post.avsnitt)


def came_in(post: Post) -> bool:
    """Whether somebody else wrote the post: a document that came in."""
    return isinstance(post, Handling) and (post.slag == "inkommen" or (post.slag is None and post.inkommen is not None))
