"""Readers: one module per input format; each yields personakter of the model, remarks on form, and what it could not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Protocol

from sosfs_lint.model import Personakt
from sosfs_lint.report import Remark, Unreadable


class Reader(Protocol):
    """What a reader offers. `recognises` looks at the first bytes of a file, never at its name.

    `read` yields each personakt after the remarks on its form, and an Unreadable where one could not be read.
    """

    name: str

    def recognises(self, head: bytes) -> bool: ...

    def read(self, source: BinaryIO, path: str, profile: str | None = None) -> Iterator[Personakt | Remark | Unreadable]: ...


_TEXT = ("aktexport", "erms", "fgs", "magnacura", "lifecare", "csv")


def choose(readers: Iterable[Reader], head: bytes, profile: str | None) -> Reader | None:
    """The first reader that knows a file by its first bytes; a list also by the column names of the profile."""
    from sosfs_lint.readers.csv_list import CsvReader

    packed = head.startswith(b"PK\x03\x04")  # whose members may stand in it as they are
    for reader in readers:
        if packed and reader.name in _TEXT:
            continue
        if reader.recognises(head) or (profile is not None and isinstance(reader, CsvReader) and reader.could_be(head, profile)):
            return reader
    return None


def built_in() -> list[Reader]:
    """The readers that come with the program."""
    from sosfs_lint.readers.aktexport import AktexportReader
    from sosfs_lint.readers.csv_list import CsvReader
    from sosfs_lint.readers.erms import ErmsReader
    from sosfs_lint.readers.fgs import FgsReader
    from sosfs_lint.readers.lifecare import LifecareReader
    from sosfs_lint.readers.magnacura import MagnaCuraReader
    from sosfs_lint.readers.xlsx_list import XlsxReader

    return [AktexportReader(), ErmsReader(), FgsReader(), MagnaCuraReader(), LifecareReader(), XlsxReader(), CsvReader()]
