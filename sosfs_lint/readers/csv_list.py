"""Lists in CSV: one row per note, known by their headings; delimiter semicolon, comma, tab or bar, with or without `sep=`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from sosfs_lint.model import Personakt
from sosfs_lint.readers.columns import find_columns
from sosfs_lint.readers.encoding import WrongEncoding, decode, decode_head
from sosfs_lint.readers.lists import LIMIT, NoteList
from sosfs_lint.readers.profile import Profile, load_profile
from sosfs_lint.readers.rows import CsvText, Row, Unclosed
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.wording import say

_DELIMITERS = ";,\t|"
SYSTEM = "lista"


class CsvReader:
    """Reads a list; a `profile` may name the columns ([columns]) and the forms of its dates ([lists])."""

    name = "csv"

    def recognises(self, head: bytes) -> bool:
        return self.could_be(head, None)

    def could_be(self, head: bytes, profile: str | None) -> bool:
        """Whether the first rows hold headings of a list of notes, by the names that the profile gives them."""
        loaded = load_profile(profile, SYSTEM)
        text = decode_head(head)
        if text is None and b"\0" not in head:  # an old encoding, which `read` will ask about
            return any(_delimiter(head.decode(name, "replace"), loaded) for name in ("cp850", "mac_roman"))
        return text is not None and text.lstrip()[:1] not in ("<", "{", "[") and _delimiter(text, loaded) is not None

    def read(self, source: BinaryIO, path: str, profile: str | None = None) -> Iterator[Personakt | Remark | Unreadable]:
        """Each person's notes as one personakt. The whole list is held in memory, up to a limit."""
        raw = source.read(LIMIT * 1_000_000 + 1)
        if len(raw) > LIMIT * 1_000_000:
            yield Unreadable(path, say("list-too-long", limit=LIMIT), line=1)
            return
        loaded = load_profile(profile, SYSTEM)
        try:
            text = decode(raw)
        except WrongEncoding as fault:
            yield Unreadable(path, fault.says, line=1)
            return
        delimiter = _delimiter(text[: 1 << 16], loaded)
        if delimiter is None:
            yield Unreadable(path, say("no-headings"), line=1)
            return
        yield from _read(CsvText(text, delimiter, path), path, loaded)


def _read(source: CsvText, path: str, profile: Profile) -> Iterator[Personakt | Remark | Unreadable]:
    notes = NoteList(path, CsvReader.name, profile)
    cut: Unclosed | None = None
    columns = None
    try:
        for row in source.rows():
            if columns is None:
                columns, _ = find_columns([row], profile)
            else:
                notes.add(row, columns)
    except Unclosed as fault:
        cut = fault
    yield from (item for item in notes.items() if cut is None or not _is_empty(item))
    if cut is not None:
        yield Unreadable(path, say("unclosed-quote", line=cut.line, column=cut.column), None, cut.line, cut.column)


def _is_empty(item: object) -> bool:
    return isinstance(item, Unreadable) and item.reason.key == "no-rows"


def _delimiter(text: str, profile: Profile) -> str | None:
    """The delimiter under which most headings are known."""
    best: tuple[int, str] | None = None
    for delimiter in _DELIMITERS:
        columns, _ = find_columns(_first_rows(text, delimiter), profile)
        if columns is not None and (best is None or len(columns.by_field) > best[0]):
            best = (len(columns.by_field), delimiter)
    return best[1] if best else None


def _first_rows(text: str, delimiter: str) -> Iterator[Row]:
    rows = islice(CsvText(text, delimiter, "").rows(), 20)
    while True:
        try:
            yield next(rows)
        except (StopIteration, Unclosed):
            return
