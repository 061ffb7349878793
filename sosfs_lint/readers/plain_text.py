"""RTF and HTML as plain text, each character with its place in the source.

What is struck through is kept and marked (`Text.struck`): it must stay readable and never counts. Both converters are
small on purpose: they serve notes from case systems (paragraphs, lists, tables, emphasis), not documents from a word
processor. What they cannot read comes back with `readable=False`.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

from sosfs_lint.model import Text

_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "section", "blockquote", "hr"}
_CELLS = {"td", "th"}
_STRIKES = {"s", "del", "strike"}
_EMPTY = {"br", "hr", "img", "input", "wbr", "col", "area", "base", "link", "meta", "embed", "source", "track"}  # have no end
_ENDS_ALSO = {"li": {"li"}, "td": {"td", "th"}, "th": {"td", "th"}, "tr": {"tr", "td", "th"}}  # besides a paragraph
_SILENT = {"script", "style", "head", "title"}


def from_html(raw: Text) -> Text:
    """The text that a reader sees, with a line break per block and a tab per table cell."""
    collector = _Collector(raw)
    parser = _Html(collector)
    try:
        parser.feed(raw.value)
        parser.close()
    except (AssertionError, ValueError):
        return Text("", raw.segments, readable=False)
    return collector.text()


def from_rtf(raw: Text) -> Text:
    """The text of an RTF note; `readable` is False where it does not begin as RTF or its groups do not match."""
    if not raw.value.lstrip().startswith("{\\rtf"):
        return Text("", raw.segments, readable=False)
    collector = _Collector(raw)
    return collector.text() if _Rtf(raw.value, collector).run() else Text("", raw.segments, readable=False)


class _Collector:
    """Collects characters with the offset that they had in the source."""

    def __init__(self, raw: Text) -> None:
        self._raw = raw
        self._parts: list[str] = []
        self._segments: list[tuple[int, int, int]] = []
        self._struck: list[tuple[int, int]] = []
        self._length = 0
        self._next = -1
        self.striking = 0

    def add(self, data: str, offset: int) -> None:
        if not data:
            return
        if offset != self._next or "\n" in data:
            line, column = self._raw.at(offset) or (0, 0)
            if line:
                self._segments.append((self._length, line, column))
        if self.striking:
            self._strike(self._length, self._length + len(data))
        self._parts.append(data)
        self._length += len(data)
        self._next = offset + len(data)

    def gap(self, mark: str, offset: int) -> None:
        """A line break or tab that the source expresses by markup."""
        if self._parts and not self._parts[-1].endswith(mark):
            self.add(mark, offset)
            self._next = -1

    def _strike(self, start: int, end: int) -> None:
        if self._struck and self._struck[-1][1] == start:
            self._struck[-1] = (self._struck[-1][0], end)
        else:
            self._struck.append((start, end))

    def text(self) -> Text:
        return Text("".join(self._parts), tuple(self._segments), tuple(self._struck))


class _Html(HTMLParser):
    def __init__(self, collector: _Collector) -> None:
        super().__init__(convert_charrefs=False)
        self._out = collector
        self._silent = 0
        self._elements = _OpenElements()
        self._lines: list[int] = [0]

    def feed(self, data: str) -> None:
        self._lines = [0, *(m.end() for m in re.finditer("\n", data))]
        super().feed(data)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = dict(attrs).get("style") or ""
        if tag in _BLOCKS:
            self._out.gap("\n", self._offset())
        elif tag in _CELLS:
            self._out.gap("\t", self._offset())
        if tag in _SILENT:
            self._silent += 1
        if tag in _STRIKES:
            self._out.striking += 1
        elif tag not in _EMPTY:
            self._out.striking += self._elements.open(tag, strikes="line-through" in style)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1
        if tag in _STRIKES:
            self._out.striking -= self._out.striking > self._elements.striking
        else:
            self._out.striking += self._elements.close(tag)
        if tag in _BLOCKS:
            self._out.gap("\n", self._offset())

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        offset = self._offset()
        for piece in re.finditer(r"\s+|\S+", data):
            self._out.add(" " if piece[0].isspace() else piece[0], offset + piece.start())

    def handle_entityref(self, name: str) -> None:
        if not self._silent:
            self._out.add(_unescape(f"&{name};"), self._offset())

    def handle_charref(self, name: str) -> None:
        if not self._silent:
            self._out.add(_unescape(f"&#{name};"), self._offset())


class _OpenElements:
    """The open elements, of which some strike what is in them by their style. Each step gives by how many the strikes change."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []
        self._count: Counter[str] = Counter()
        self.striking = 0

    def open(self, tag: str, *, strikes: bool) -> int:
        """A new element; a block, a row or a cell ends the paragraph, row or cell before it that has no end of its own."""
        before = self.striking
        ends = {"p", *_ENDS_ALSO.get(tag, ())} if tag in _BLOCKS or tag in _CELLS else ()
        while self._open and self._open[-1][0] in ends:
            self._pop()
        self._open.append((tag, strikes))
        self._count[tag] += 1
        self.striking += strikes
        return self.striking - before

    def close(self, tag: str) -> int:
        """The end of an element, and with it of those inside it that have none."""
        before = self.striking
        while self._count[tag]:
            if self._pop() == tag:
                break
        return self.striking - before

    def _pop(self) -> str:
        tag, strikes = self._open.pop()
        self._count[tag] -= 1
        self.striking -= strikes
        return tag


def _unescape(entity: str) -> str:
    from html import unescape

    return unescape(entity).replace("\xa0", " ")


_RTF_TOKEN = re.compile(
    r"\\(?:(?P<word>[a-z]+)(?P<number>-?\d+)? ?|'(?P<hex>[0-9a-fA-F]{2})|(?P<symbol>[^a-z']))|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+"
)
_RTF_SILENT = {
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "footer",
    "object",
    "themedata",
    "datastore",
    "latentstyles",
    "generator",
}
_RTF_MARKS = {"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t", "cell": "\t"}
_RTF_SIGNS = {"emdash": "—", "endash": "–", "bullet": "•", "lquote": "'", "rquote": "'", "ldblquote": "”", "rdblquote": "”"}


class _Rtf:
    def __init__(self, source: str, collector: _Collector) -> None:
        self._source = source
        self._out = collector
        self._stack: list[tuple[bool, int, int]] = []
        self._silent = False
        self._fallback = 1
        self._to_skip = 0

    def run(self) -> bool:
        for token in _RTF_TOKEN.finditer(self._source):
            if token["brace"] == "{":
                self._stack.append((self._silent, self._out.striking, self._fallback))
            elif token["brace"] == "}":
                if not self._stack:
                    return False
                self._silent, self._out.striking, self._fallback = self._stack.pop()
            elif token["word"]:
                self._word(token["word"], token["number"], token.start())
            elif token["hex"]:
                self._plain(bytes([int(token["hex"], 16)]).decode("cp1252", "replace"), token.start())
            elif token["symbol"]:
                self._symbol(token["symbol"], token.start())
            elif token["text"]:
                self._plain(token["text"], token.start())
        return not self._stack

    def _word(self, word: str, number: str | None, offset: int) -> None:
        if word in _RTF_SILENT:
            self._silent = True
        elif word in ("strike", "striked"):
            self._out.striking = 0 if number == "0" else 1
        elif word == "plain":
            self._out.striking = 0
        elif word == "uc":
            self._fallback = int(number or 1)
        elif word == "u" and number is not None:
            code = int(number) % 65536
            self._plain(chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd", offset)
            self._to_skip = self._fallback
        elif not self._silent and word in _RTF_MARKS:
            self._out.gap(_RTF_MARKS[word], offset)
        elif not self._silent and word in _RTF_SIGNS:
            self._out.add(_RTF_SIGNS[word], offset)

    def _symbol(self, symbol: str, offset: int) -> None:
        if symbol == "*":
            self._silent = True
        elif symbol == "~":
            self._plain(" ", offset)
        elif symbol in "\\{}":
            self._plain(symbol, offset)

    def _plain(self, text: str, offset: int) -> None:
        skip = min(self._to_skip, len(text))
        self._to_skip -= skip
        if not self._silent:
            self._out.add(text[skip:], offset + skip)
