"""An aktexport cut into its records without parsing it, so that an unchanged record costs a hash and no more.

Only a file that is certain is cut: no comment, CDATA, DOCTYPE or processing instruction in it, and nothing but white space
between the records. Then "<personakt" can be nothing but a start tag. Every other file goes to its reader as a whole.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import unescape
from pathlib import Path

_START = re.compile(rb"<(?:[\w.-]+:)?personakt(?=[\s>/])[^<>]*>")
_END = re.compile(rb"</(?:[\w.-]+:)?personakt\s*>")
_LAST = re.compile(rb"\s*</(?:[\w.-]+:)?aktexport\s*>\s*")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?aktexport[\s>]")
_ID = re.compile(rb"\sid\s*=\s*(?:\"([^\"<&]+)\"|'([^'<&]+)')")
_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
_TID = re.compile(rb"(<(?:[\w.-]+:)?export\b[^<>]*?\stid\s*=\s*[\"'])([^\"']*)")
_STAFF = re.compile(rb"<(?:[\w.-]+:)?medarbetare\b[^<>]*?(?:/>|>.*?</(?:[\w.-]+:)?medarbetare\s*>)", re.DOTALL)
_UNIT = re.compile(rb"<(?:[\w.-]+:)?enhet\b[^<>]*>")
_NAME = re.compile(rb"\snamn\s*=\s*(?:\"([^\"<]+)\"|'([^'<]+)')")
_REF = re.compile(rb"\sref\s*=\s*[\"']([^\"']+)")
_MAX_HEAD = 32 << 20
_AT_ONCE = 8 << 20  # bytes of a file that are held in memory while it is gone through


@dataclass(frozen=True)
class Slice:
    """Where one record stands: bytes from `start` to `end`, its first line, and its id."""

    start: int
    end: int
    line: int
    akt: str


@dataclass(frozen=True)
class Sliced:
    """A file that could be cut: its head (all before the first record) and the bytes that close it."""

    source: mmap.mmap
    head: bytes
    tail: bytes
    slices: list[Slice] = field(default_factory=list)

    @cached_property
    def day(self) -> date | None:
        """The export's own day."""
        found = _TID.search(self.head)
        try:
            return date.fromisoformat(found[2][:10].decode("ascii")) if found else None
        except ValueError:
            return None

    @cached_property
    def units(self) -> dict[str, str]:
        """The names of the units in the head, by their ids."""
        found = ((_ID.search(start[0]), _NAME.search(start[0])) for start in _UNIT.finditer(self.head))
        return {_plain(own): _plain(name) for own, name in found if own and name}

    @cached_property
    def _common(self) -> bytes:
        """The head without the export's own time and without the staff: what concerns every record."""
        return _STAFF.sub(b"", _TID.sub(rb"\1", self.head))

    @cached_property
    def _staff(self) -> dict[bytes, bytes]:
        return {(m[1] or m[2]): found for found in _STAFF.findall(self.head) if (m := _ID.search(found))}

    def content(self, piece: Slice) -> tuple[bytes, ...]:
        """What a record's answers hang on: its own bytes, the head, and the staff that it refers to."""
        own = self.source[piece.start : piece.end]
        if piece.start // _AT_ONCE != piece.end // _AT_ONCE:
            _let_go(self.source, piece.start)
        staff = (self._staff[ref] for ref in sorted(set(_REF.findall(own))) if ref in self._staff)
        return (self._common, own, *staff)


@contextmanager
def sliced(path: Path) -> Iterator[Sliced | None]:
    """The file cut into records, or None where that is not certain to be right."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            yield None
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as source:
            yield _cut(source)


def whole(head: bytes, tail: bytes, record: bytes) -> bytes:
    """A document of one record, in which lines are counted from the head's end."""
    return head + record + tail


def _plain(found: re.Match[bytes]) -> str:
    return unescape((found[1] or found[2]).decode("utf-8", "replace"))


def _cut(source: mmap.mmap) -> Sliced | None:
    first = _START.search(source)
    if first is None or first.start() > _MAX_HEAD or not _certain(source):
        return None
    head = source[: first.start()]
    if not _ROOT.search(head):
        return None
    slices: list[Slice] = []
    at, line, counted, held = first.start(), 1, 0, 0
    while (start := _START.match(source, at)) is not None:
        if start[0].endswith(b"/>"):
            end_at = start.end()
        else:
            end = _END.search(source, start.end())
            if end is None or _START.search(source, start.end(), end.start()):
                return None
            end_at = end.end()
        akt = _ID.search(start[0])
        if akt is None:
            return None
        line += _lines(source, counted, start.start())
        counted = start.start()
        if counted - held > _AT_ONCE:
            _let_go(source, held := counted)
        try:
            slices.append(Slice(start.start(), end_at, line, (akt[1] or akt[2]).decode("utf-8")))
        except UnicodeDecodeError:
            return None
        at = _past_space(source, end_at)
    tail = _LAST.fullmatch(source, at)
    return Sliced(source, head, tail[0].strip(), slices) if tail else None


def _certain(source: mmap.mmap) -> bool:
    encoding = _ENCODING.match(source)
    if encoding is not None and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        return False
    for start in range(0, len(source), _AT_ONCE):
        end = start + _AT_ONCE + 1  # a mark may stand across the border
        if source.find(b"<!", start, end) >= 0 or source.find(b"<?", max(start, 8), end) >= 0:
            return False
        _let_go(source, start + _AT_ONCE)
    return True


def _let_go(source: mmap.mmap, until: int) -> None:
    """Give back the memory of what has been read of a file, where the system can; it is read again if it is asked for."""
    pages = min(until, len(source)) // mmap.PAGESIZE * mmap.PAGESIZE
    if pages and hasattr(mmap, "MADV_DONTNEED"):
        source.madvise(mmap.MADV_DONTNEED, 0, pages)


def _lines(source: mmap.mmap, start: int, end: int) -> int:
    return source[start:end].count(b"\n")


_SPACE = re.compile(rb"\s*")


def _past_space(source: mmap.mmap, at: int) -> int:
    found = _SPACE.match(source, at)
    return found.end() if found else at
