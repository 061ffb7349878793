"""Zip files with bounds: how many members, how large, how much they may swell; names stay inside."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from typing import IO, BinaryIO

from sosfs_lint.errors import ReadingStopped
from sosfs_lint.wording import Says, say

MAX_MEMBERS = 20_000
MAX_MEMBER = 500  # million bytes of one member
MAX_ARCHIVE = 4_000  # million bytes of all members
MAX_HELD = 256  # million bytes of a member that is read back and forth, as a workbook is
MAX_RATIO = 300  # how many times a large member may swell
_SMALL = 20_000_000  # bytes below which the ratio does not matter
_MILLION = 1_000_000
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class ArchiveFault(ReadingStopped):
    """An archive or member that is not read; `says` is the sentence for the user."""


class Archive:
    """A zip file whose directory has been looked at. Raises ArchiveFault where it is broken or beyond bounds."""

    def __init__(self, source: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(source if source.seekable() else io.BytesIO(source.read()))
        except _FAULTS:
            raise ArchiveFault(say("broken-zip")) from None
        entries = self._zip.infolist()
        if len(entries) > MAX_MEMBERS:
            raise ArchiveFault(say("zip-members", limit=MAX_MEMBERS))
        if sum(entry.file_size for entry in entries) > MAX_ARCHIVE * _MILLION:
            raise ArchiveFault(say("zip-too-large", limit=MAX_ARCHIVE))
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self.same_name: list[str] = []
        self._taken: Counter[str] = Counter()
        for entry in entries:
            if not entry.is_dir():
                self._enter(entry)

    def _enter(self, entry: zipfile.ZipInfo) -> None:
        """A member under its name; of several with one name each after the first gets a number."""
        name = path = entry.filename.replace("\\", "/")
        stem, dot, suffix = path.rpartition(".")
        while name in self._entries:
            self._taken[path] += 1
            number = self._taken[path] + 1
            name = f"{stem} ({number}).{suffix}" if dot and "/" not in suffix else f"{path} ({number})"
        if name != path:
            self.same_name.append(name)
        self._entries[name] = entry

    @property
    def names(self) -> list[str]:
        """The members' paths in order; also those that point outside. `same_name` are those whose name had to be numbered."""
        return sorted(self._entries)

    def fault(self, name: str) -> Says | None:
        """Why a member may not be opened."""
        entry = self._entries[name]
        if not is_inside(name):
            return say("outside-package")
        if entry.flag_bits & 1:
            return say("encrypted")
        if (entry.external_attr >> 16) & 0o170000 == 0o120000:
            return say("outside-package")
        if entry.file_size > MAX_MEMBER * _MILLION:
            return say("member-too-large", limit=MAX_MEMBER)
        if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            return say("zip-bomb")
        return None

    def open(self, name: str) -> BinaryIO:
        """A member as a stream; reading a broken one raises ArchiveFault. KeyError where there is none of that name."""
        entry = self._entries[name]
        fault = self.fault(name)
        if fault is not None:
            raise ArchiveFault(fault)
        try:
            return io.BufferedReader(_Member(self._zip, entry), 1 << 16)  # type: ignore[type-var]
        except _FAULTS:
            raise ArchiveFault(say("broken-zip")) from None


class _Member(io.RawIOBase):
    """A member that can be rewound to its start. What is read back and forth is held in memory, up to a limit."""

    def __init__(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        self._archive = archive
        self._entry = entry
        self._stream: IO[bytes] = archive.open(entry)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        if (offset, whence) == (self._at, 0) or (offset, whence) == (0, 1):
            return self._at
        if isinstance(self._stream, io.BytesIO):
            self._at = self._stream.seek(offset, whence)
            return self._at
        if offset or whence:
            self._hold()
            return self.seek(offset, whence)
        try:
            self._stream = self._archive.open(self._entry)
        except _FAULTS:
            raise ArchiveFault(say("broken-zip")) from None
        self._at = 0
        return 0

    def _hold(self) -> None:
        if self._entry.file_size > MAX_HELD * _MILLION:
            raise ArchiveFault(say("member-too-large", limit=MAX_HELD))
        try:
            with self._archive.open(self._entry) as stream:
                held = io.BytesIO(stream.read(MAX_HELD * _MILLION + 1))
        except _FAULTS:
            raise ArchiveFault(say("broken-zip")) from None
        held.seek(self._at)
        self._stream = held

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except _FAULTS:
            raise ArchiveFault(say("broken-zip")) from None
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def is_inside(name: str) -> bool:
    """Whether a path stays inside its package: relative, without a drive, without `..`, and no address."""
    plain = name.replace("\\", "/")
    return bool(plain) and not plain.startswith("/") and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", plain) and ".." not in plain.split("/")
