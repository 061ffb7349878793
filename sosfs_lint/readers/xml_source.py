"""XML in, one record at a time, with the exact place of every element and every character of text.

Positions come from expat, which is exact for line and column also inside text and past line 65,535. DOCTYPE is refused
and nothing external is opened. A record that is broken is given up, and reading goes on at the next one.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple
from xml.parsers import expat

from sosfs_lint.model import Place, Text
from sosfs_lint.wording import Says, say

CHUNK = 1 << 16
MAX_TEXT = 20_000_000  # characters of one text
MAX_RECORD = 60_000_000  # characters of one record
MAX_ELEMENTS = 1_000_000  # elements of one record
MAX_DEPTH = 100
MAX_HEAD = 32 * 1024 * 1024  # bytes before the first record that are kept for going on after a broken one
XINCLUDE = "http://www.w3.org/2001/XInclude"

_NO_ELEMENTS, _INVALID_TOKEN, _UNCLOSED_TOKEN, _UNDEFINED_ENTITY, _UNCLOSED_CDATA = 3, 4, 5, 11, 20
_LINE_BREAK = re.compile(rb"\r\n|\r|\n")


class Node:
    """An element: local name, namespace, attributes, children, its own text and where it starts."""

    __slots__ = ("_expected", "attributes", "children", "column", "length", "line", "name", "namespace", "parts", "segments", "skipped")

    def __init__(self, name: str, namespace: str, attributes: dict[str, str], line: int, column: int) -> None:
        self.name = name
        self.namespace = namespace
        self.attributes = attributes
        self.children: list[Node] = []
        self.parts: list[str] = []
        self.segments: list[tuple[int, int, int]] = []
        self.length = 0
        self.line = line
        self.column = column
        self.skipped: Says | None = None
        self._expected = (0, 0)

    def __repr__(self) -> str:
        return f"<Node rad {self.line}>"

    def text(self) -> Text:
        """The element's own text (not that of its children), without the white space before its first word."""
        return Text("".join(self.parts), tuple(self.segments))

    def place(self, path: str) -> Place:
        return Place(path, self.line, self.column)

    def child(self, name: str) -> Node | None:
        return next((c for c in self.children if c.name == name), None)

    def all(self, name: str) -> list[Node]:
        return [c for c in self.children if c.name == name]

    def add(self, data: str, line: int, column: int) -> None:
        if not self.parts and data.isspace():
            return
        if not self.parts or self._expected != (line, column):
            self.segments.append((self.length, line, column))
        self.parts.append(data)
        self.length += len(data)
        self._expected = (line + 1, 1) if data == "\n" else (line, column + len(data))

    def clear(self) -> None:
        self.children.clear()
        self.parts.clear()
        self.segments.clear()
        self.length = 0


class Broken(NamedTuple):
    """A record (or the rest of the file) that could not be read."""

    reason: Says
    line: int | None
    column: int | None
    record: Node | None


class RecordStream:
    """Reads records from XML.

    `is_record(ancestors, node)` says at a start tag whether a record begins there; `ancestors` are the open elements,
    outermost first. What stands outside records is kept under `root`, must stay small, and is complete up to the
    record that is being handed out.
    """

    def __init__(self, source: BinaryIO, is_record: Callable[[list[Node], Node], bool]) -> None:
        self.root: Node | None = None
        self._window = _Window(source)
        self._is_record = is_record
        self._done: deque[Node | Broken] = deque()
        self._record_tag = b""
        self._head: tuple[bytes, int, int] | None = None
        self._reset()

    def records(self) -> Iterator[Node | Broken]:
        """Records in the order of the file; a Broken stands where one could not be read."""
        window = self._window
        parser = self._parser()
        while True:
            chunk = window.next()
            fault: Broken | None = None
            at: int | None = None
            try:
                parser.Parse(chunk, not chunk)
            except _GiveUp as stop:
                fault = stop.fault
            except (LookupError, ValueError):
                fault = Broken(say("unknown-encoding"), 1, 1, None)
            except expat.ExpatError as error:
                at = parser.ErrorByteIndex + window.origin
                fault = self._explain(error.code, parser, at)
            while self._done:
                yield self._done.popleft()
            if fault is not None:
                yield fault
                if at is None or not self._resume(at, fault):
                    return
                parser = self._restarted()
            elif not chunk:
                return

    # -- what expat tells

    def _reset(self) -> None:
        self._stack: list[Node] = []
        self._record_depth = 0
        self._skip = 0
        self._failed: Says | None = None
        self._line_shift = self._column_shift = self._shifted_line = 0

    def _parser(self) -> Any:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = False
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

        def doctype(*_: object) -> None:
            raise _GiveUp(Broken(say("doctype"), *self._place(parser), None))

        parser.StartDoctypeDeclHandler = doctype
        parser.StartElementHandler = lambda name, attributes: self._start(parser, name, attributes)
        parser.EndElementHandler = lambda _: self._end()
        parser.CharacterDataHandler = lambda data: self._text(parser, data)
        return parser

    def _place(self, parser: Any) -> tuple[int, int]:
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        return line + self._line_shift, column + (self._column_shift if line == self._shifted_line else 0)

    def _start(self, parser: Any, name: str, attributes: dict[str, str]) -> None:
        if self._skip:
            self._skip += 1
            return
        stack = self._stack
        namespace, _, local = name.rpartition(" ")
        node = Node(local, namespace, attributes, *self._place(parser))
        if len(stack) >= MAX_DEPTH:
            stack[-1].skipped = say("too-deep", limit=MAX_DEPTH)
            self._skip = 1
            return
        if not stack:
            self.root = node = self.root or node
        elif not self._record_depth and self._is_record(stack, node):
            self._record_begins(parser)
        elif namespace == XINCLUDE:
            stack[-1].skipped = say("xinclude")
        elif self._failed is None:
            stack[-1].children.append(node)
            self._elements += 1
            if self._record_depth and self._elements > MAX_ELEMENTS:
                self._fail(say("too-many-elements", limit=MAX_ELEMENTS))
        stack.append(node)

    _size = _elements = 0

    def _record_begins(self, parser: Any) -> None:
        self._record_depth = len(self._stack) + 1
        self._size = self._elements = 0
        self._failed = None
        if not self._record_tag:
            head, self._record_tag = self._window.head(parser.CurrentByteIndex)
            self._head = (head, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1) if head is not None else None

    def _end(self) -> None:
        if self._skip:
            self._skip -= 1
            return
        node = self._stack.pop()
        if len(self._stack) + 1 == self._record_depth:
            self._record_depth = 0
            self._done.append(node if self._failed is None else Broken(self._failed, node.line, node.column, node))
            self._failed = None

    def _text(self, parser: Any, data: str) -> None:
        if self._skip or not self._stack or self._failed is not None:
            return
        node = self._stack[-1]
        node.add(data, *self._place(parser))
        self._size += len(data)
        if node.length > MAX_TEXT:
            self._fail(say("text-too-long", limit=MAX_TEXT // 1_000_000))
        elif self._size > MAX_RECORD:
            if self._record_depth:
                self._fail(say("akt-too-large", limit=MAX_RECORD // 1_000_000))
            self._size = 0

    def _fail(self, reason: Says) -> None:
        """Give up the open record but keep its id; its content is let go."""
        if self._record_depth:
            self._failed = reason
            for node in self._stack[self._record_depth - 1 :]:
                node.clear()
        else:
            self._stack[-1].clear()

    # -- faults, and going on after them

    def _explain(self, code: int, parser: Any, at: int) -> Broken:
        line, column = parser.ErrorLineNumber, parser.ErrorColumnNumber + 1
        column += self._column_shift if line == self._shifted_line else 0
        line += self._line_shift
        record = self._stack[self._record_depth - 1] if self._record_depth else None
        return Broken(self._reason(code, line, column, at), line, column, record)

    def _reason(self, code: int, line: int, column: int, at: int) -> Says:
        byte = self._window.byte(at)
        if code in (_NO_ELEMENTS, _UNCLOSED_TOKEN, _UNCLOSED_CDATA) and self._window.ended:
            return say("cut-off", line=line) if self.root is not None else say("broken-xml", line=line, column=column)
        if code == _UNDEFINED_ENTITY:
            return say("undefined-entity", line=line, column=column)
        if code == _INVALID_TOKEN and byte is not None and byte >= 0x80:
            return say("wrong-byte", byte=f"{byte:02X}", encoding=self._window.encoding, line=line, column=column)
        if code == _INVALID_TOKEN and byte is not None and byte < 0x20 and byte not in b"\t\n\r":
            return say("control-character", code=f"{byte:04X}", line=line, column=column)
        return say("broken-xml", line=line, column=column)

    def _resume(self, at: int, fault: Broken) -> bool:
        if self._head is None or fault.line is None or fault.column is None:
            return False
        place = self._window.skip_to(self._record_tag, at, fault.line, fault.column)
        if place is None:
            return False
        self._reset()
        self._shifted_line = self._head[1]
        self._line_shift, self._column_shift = place[0] - self._head[1], place[1] - self._head[2]
        return True

    def _restarted(self) -> Any:
        """A parser that has read again what stands before the first record, and goes on at the next one."""
        assert self._head is not None
        parser = self._parser()
        header = list(self.root.children) if self.root is not None else []
        parser.Parse(self._head[0], False)
        if self.root is not None:
            self.root.children[:] = header
        self._window.origin -= len(self._head[0])
        return parser


class _GiveUp(Exception):
    def __init__(self, fault: Broken) -> None:
        super().__init__()
        self.fault = fault


class _Window:
    """The bytes of a stream as they pass, with the last ones kept so that a fault can be named and the next record found.

    `origin` is the absolute index of the present parser's first byte.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._bytes = b""
        self._base = 0
        self._pending: bytes | None = None
        self._kept: list[bytes] | None = []
        self._kept_size = 0
        self.origin = 0
        self.ended = False
        self.encoding = "UTF-8"

    def next(self) -> bytes:
        if self._pending is not None:
            chunk, self._pending = self._pending, None
            return chunk
        chunk = self._read()
        self._base += max(len(self._bytes) - CHUNK, 0)
        self._bytes = self._bytes[-CHUNK:] + chunk
        return chunk

    def _read(self) -> bytes:
        chunk = self._source.read(CHUNK)
        self.ended = not chunk
        if self._kept is not None:
            if not self._kept:
                self.encoding = declared_encoding(chunk)
            self._kept.append(chunk)
            self._kept_size += len(chunk)
            if self._kept_size > MAX_HEAD:
                self._kept = None
        return chunk

    def head(self, index: int) -> tuple[bytes | None, bytes]:
        """The file's bytes before `index` (None if they are too many), and the start of the tag that stands there."""
        kept, self._kept = self._kept, None
        tag = re.match(rb"<[^\s>/]+", self._bytes[index - self._base :])
        if kept is None or tag is None or self.encoding == "UTF-16":
            return None, b"?"
        return b"".join(kept)[:index], tag[0]

    def byte(self, index: int) -> int | None:
        at = index - self._base
        return self._bytes[at] if 0 <= at < len(self._bytes) else None

    def skip_to(self, tag: bytes, index: int, line: int, column: int) -> tuple[int, int] | None:
        """Go to the next `tag` after the byte at `index` (which stands at line, column); returns its line and column."""
        if not 0 <= index - self._base <= len(self._bytes):
            return None
        rest = self._bytes[index - self._base :]
        start = index
        pattern = re.compile(re.escape(tag) + rb"[\s>/]")
        while True:
            found = pattern.search(rest, 1)
            cut = found.start() if found is not None else max(len(rest) - len(tag) - 2, 0)
            if cut and rest[cut - 1 : cut + 1] == b"\r\n":
                cut -= 1
            line, column = self._moved(rest[:cut], line, column)
            rest, start = rest[cut:], start + cut
            if found is not None:
                self._bytes = self._pending = rest
                self._base = self.origin = start
                return line, column
            chunk = self._read()
            if not chunk:
                return None
            rest += chunk

    def _moved(self, passed: bytes, line: int, column: int) -> tuple[int, int]:
        breaks = list(_LINE_BREAK.finditer(passed))
        last = passed[breaks[-1].end() :] if breaks else passed
        width = len(last.decode(self.encoding, errors="replace"))
        return (line + len(breaks), 1 + width) if breaks else (line, column + width)


def declared_encoding(head: bytes) -> str:
    """The encoding that an XML file's first bytes declare; UTF-8 where they say nothing or something unknown."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    match = re.match(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""", head.removeprefix(b"\xef\xbb\xbf"))
    name = match[1].decode("ascii") if match else "UTF-8"
    try:
        "".encode(name)
    except LookupError:
        return "UTF-8"
    return name
