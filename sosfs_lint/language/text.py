"""Prose as words: tokens with their places, sentences, clauses, headings and what stands under them.

`Prose` is one text (a section of a post) taken apart once. Everything that looks at language works on its arrays of
tokens; offsets always point at the same characters in the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sosfs_lint.language.dates import dash_between_dates
from sosfs_lint.language.words import Lexicon, Word

_INVISIBLE = "\u00ad\u200b\u200c\u200d\ufeff"
LOWER = "a-zåäöé"
# what is not read as it stands: a word cut at the end of a line, white space that is no single plain space or line break,
# signs that are not seen, hyphens of another kind, accents on their own
_CHANGED = re.compile(
    rf"(?P<cut>[-\u2010\u2011](?<=[{LOWER}].)[^\S\n]*\n[^\S\n]*(?=[{LOWER}])(?!(?:och|eller|samt|resp)\b))|(?P<white>\s[\s{_INVISIBLE}]+|[^\S \n]|[{_INVISIBLE}][\s{_INVISIBLE}]*)|"
    rf"(?P<hyphen>[\u2010\u2011])|(?P<accents>[\u0300-\u036f]+)"
)
_LINE_BREAK = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")


def normalise(text: str) -> tuple[str, list[int], list[int]]:
    """The text as it is read: composed letters, no soft or line-end hyphens, white space of one sign (a space or a line break) or an
    empty line. With it where stretches begin that stand unchanged, in it and in the original."""
    text = dash_between_dates(text)
    out: list[str] = []
    reads, source = [0], [0]
    length = done = 0
    for match in _CHANGED.finditer(text):
        start, end = match.span()
        read = _read_as(text, match)
        if match.lastgroup == "accents" and start > done:
            start -= 1
        if read == text[start:end]:
            continue
        out += (text[done:start], read)
        length += start - done + len(read)
        done = end
        reads.append(length)
        source.append(end)
    out.append(text[done:])
    return "".join(out), reads, source


def _read_as(text: str, match: re.Match[str]) -> str:
    """What stands for something that is not read as it is written."""
    start, end = match.span()
    if match.lastgroup == "accents":
        return unicodedata.normalize("NFC", text[max(start - 1, 0) : end])
    if match.lastgroup != "white":
        return "-" if match.lastgroup == "hyphen" else ""
    breaks = len(_LINE_BREAK.findall(match[0]))
    if breaks and match[0][0] == "\u00ad" and text[end : end + 1].islower():
        return ""
    return "\n" * min(breaks, 2) or (" " if match[0].strip(_INVISIBLE) else "")


# "kl" is klockan before a time, else klienten
_KL = re.compile(
    r"\bkl\b(?!\.?:?\s?(?:\d|(?:ca|cirka|c:a|runt|omkring|strax|halv|kvart|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)\b))(?!\w)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Sentence:
    """Tokens first..last (last not included) that stand together. `heading` is the heading it stands under, by number."""

    first: int
    last: int
    start: int
    end: int
    heading: int | None = None
    bits: int = 0
    question: bool = False
    template: bool = False
    law: bool = False
    struck: bool = False
    reference: bool = False
    source: bool = False
    conditional: bool = False
    answer: bool | None = None
    answered: bool = False

    @property
    def plain(self) -> bool:
        """Whether it tells something: no form, no question, no quotation of the law, not struck."""
        return not (self.template or self.law or self.struck)


@dataclass(slots=True)
class Heading:
    """A heading in a text or above it: its words, where it stands, and what is under it.

    `state` is filled, blank (nothing, a filler, boxes with none or both marked) or template (only instructions).
    `line` is one that only its place tells: a short line of its own. `apart` says that it follows something that has ended.
    """

    words: str
    start: int
    end: int
    sentences: list[int] = field(default_factory=list)
    state: str = "filled"
    answer: str | None = None
    question: bool = False
    line: bool = False
    apart: bool = True


class Prose:
    """A text taken apart. Arrays run over tokens: `words`, `starts`, `ends`, `sentence_of`, `clause_of`.

    `layout` is the text with its lines, which headings, lists and sentences hang on; `text` the same, place for place, as it runs on,
    so that no cue has to ask where a line was broken.
    """

    def __init__(self, text: str, lexicon: Lexicon, heading: str | None = None) -> None:
        self.original = text
        self.layout, self._reads, self._source = normalise(text)
        self.text = self.layout.replace("\n", " ")
        self.lexicon = lexicon
        self.title = heading
        self.document: str | None = None  # what the whole document calls itself
        self.words: list[Word] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        lexicon.tokenise(self.text, self.words, self.starts, self.ends)
        for match in _KL.finditer(self.text):
            at = self.token_over(match.start())
            if self.words[at].text == "kl":
                self.words[at] = lexicon.word("klienten")
        self.sentences: list[Sentence] = []
        self.headings: list[Heading] = []
        self.sentence_of: list[int] = []
        self.clause_of: list[int] = []
        self.struck: Sequence[tuple[int, int]] = ()
        self.marked = False

    def source(self, offset: int) -> int:
        """The offset in the text as it was given."""
        at = bisect_right(self._reads, offset) - 1
        return min(self._source[at] + offset - self._reads[at], len(self.original))

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens of a stretch of the text as it was given."""
        first, last = self.token_over(self._read(start)), self.token_over(max(self._read(end) - 1, 0))
        return range(first, max(first, last) + 1)

    def _read(self, offset: int) -> int:
        at = bisect_right(self._source, offset) - 1
        return self._reads[at] + offset - self._source[at]

    def token_at(self, offset: int) -> int:
        """The first token that begins at or after an offset."""
        return bisect_left(self.starts, offset)

    def token_over(self, offset: int) -> int:
        """The token that holds an offset, or the last before it."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def of(self, sentence: Sentence) -> str:
        return self.text[sentence.start : sentence.end]

    def clauses(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """The clauses of a sentence as ranges of tokens."""
        first = sentence.first
        for at in range(sentence.first + 1, sentence.last + 1):
            if at == sentence.last or self.clause_of[at] != self.clause_of[first]:
                yield first, at
                first = at
