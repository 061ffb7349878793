"""Lists in Excel workbooks: one row per note, on every sheet that has the headings of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sosfs_lint.model import Personakt
from sosfs_lint.readers.archive import Archive, ArchiveFault
from sosfs_lint.readers.columns import Columns, find_columns
from sosfs_lint.readers.csv_list import SYSTEM
from sosfs_lint.readers.lists import LIMIT, NoteList, too_long
from sosfs_lint.readers.profile import Profile, load_profile
from sosfs_lint.readers.workbook import Workbook
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.wording import say

_WORKBOOK = re.compile(rb"PK\x03\x04.{26}xl/", re.DOTALL)  # a member's head and the beginning of its name


class XlsxReader:
    """Reads .xlsx; places are sheet and cell. A `profile` may name the columns and the forms of dates that are text."""

    name = "xlsx"

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"PK\x03\x04") and _WORKBOOK.search(head) is not None

    def read(self, source: BinaryIO, path: str, profile: str | None = None) -> Iterator[Personakt | Remark | Unreadable]:
        """Each person's notes as one personakt, from all sheets together."""
        loaded = load_profile(profile, SYSTEM)
        try:
            yield from _read(Workbook(Archive(source), path), path, loaded)
        except ArchiveFault as fault:
            yield Unreadable(path, fault.says)
        except OverflowError:
            yield Unreadable(path, say("list-too-long", limit=LIMIT))


def _read(book: Workbook, path: str, profile: Profile) -> Iterator[Personakt | Remark | Unreadable]:
    notes = NoteList(path, XlsxReader.name, profile)
    faults: list[ArchiveFault] = []
    unread = 0
    for name, part in book.sheets:
        try:
            unread += not _sheet(book, name, part, profile, notes)
        except ArchiveFault as stop:
            faults.append(stop)
    if unread == len(book.sheets):
        yield Unreadable(path, say("no-headings"))
        return
    if unread:
        yield Remark(path, say("sheets-unread", count=unread))
    yield from notes.items()
    for fault in faults:
        yield Unreadable(path, fault.says)


def _sheet(book: Workbook, name: str, part: str, profile: Profile, notes: NoteList) -> bool:
    """Whether the sheet is a list; its rows are added to the notes."""
    columns: Columns | None = None
    above = 0
    several = len(book.sheets) > 1
    order = [sheet for sheet, _ in book.sheets].index(name) + 1
    for row in too_long(book.rows(name, part)):
        if columns is None:
            above += 1
            columns, _ = find_columns([row], profile)
            if columns is None and above >= 20:
                return False
        else:
            notes.add(type(row)(f"blad-{order}-{row.name}", row.place, row.cells) if several else row, columns)
    return columns is not None
