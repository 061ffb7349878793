"""A run: paths in, records judged one at a time, a report out, and the counts that the exit code hangs on."""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sosfs_lint.decisions import Decisions
from sosfs_lint.errors import ReadingStopped
from sosfs_lint.linting import Options, Rulebook, is_asked, judge_akt
from sosfs_lint.model import Personakt
from sosfs_lint.readers import Reader, choose
from sosfs_lint.readers.archive import Archive
from sosfs_lint.readers.encoding import Recoded
from sosfs_lint.readers.package import Folder, Member, check_mets, is_mets, members
from sosfs_lint.readers.refused import refusal, refused_zip
from sosfs_lint.report import Remark, Summary, Unreadable
from sosfs_lint.reporters import Reporter
from sosfs_lint.wording import Says, say

HEAD = 1 << 16
_NOT_OPENED = {
    errno.ENOENT: "io-missing", errno.ENOTDIR: "io-missing", errno.EACCES: "io-denied", errno.EPERM: "io-denied",
    errno.EISDIR: "io-folder", errno.ENAMETOOLONG: "io-name",
}  # fmt: skip
_BINARY = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")


def run(
    paths: Iterable[str],
    book: Rulebook,
    options: Options | Callable[[Personakt], Options],
    readers: list[Reader],
    reporter: Reporter,
    *,
    profile: str | None = None,
    encoding: str | None = None,
    progress: Callable[[int], None] | None = None,
    decisions: Decisions | None = None,
) -> Summary:
    """Check every record under `paths` (files, folders, "-" for standard input) and report each as it is done.

    `options` may be asked of each record (settings per unit); `decisions` are what people have decided of findings.
    """
    summary = Summary()
    seen: set[str] = set()
    reporter.open()
    remarks: list[Remark] = []
    for item in items(paths, readers, profile, encoding):
        match item:
            case Remark() if item.akt is not None:
                remarks.append(item)
                continue
            case Remark():
                summary.skipped += item.what.key == "skipped-file"
                reporter.remark(item)
            case Personakt():
                if item.id in seen:
                    remarks.append(Remark(item.place.path, say("duplicate-akt"), item.place.line, item.place.column, item.id))
                seen.add(item.id)
                asked = options(item) if callable(options) else options
                report = judge_akt(item, book, asked, remarks)
                if decisions is not None:
                    report = decisions.apply(report, item, partial(is_asked, book, asked))
                summary.add(report)
                reporter.akt(report)
                if progress is not None:
                    progress(summary.akter)
            case Unreadable():
                summary.unreadable += 1
                for remark in remarks:
                    reporter.remark(remark)
                reporter.unreadable(item)
        remarks = []
    if decisions is not None:
        for remark in decisions.close(summary):
            reporter.remark(remark)
    reporter.close(summary)
    return summary


def items(
    paths: Iterable[str], readers: list[Reader], profile: str | None = None, encoding: str | None = None
) -> Iterator[Personakt | Remark | Unreadable]:
    """Everything that the readers find under the paths, in order; `encoding` is that of files that are text."""
    for path in paths:
        if path == "-":
            yield from _read(sys.stdin.buffer, "-", readers, profile, encoding, named=True)
        elif Path(path).is_dir():
            yield from check_mets(Folder(Path(path)), path)
            found = False
            for file in sorted(f for f in Path(path).rglob("*") if f.is_file() and not _hidden(f.relative_to(path))):
                for item in _open(file, file.as_posix(), readers, profile, encoding, named=False):
                    found = found or not isinstance(item, Remark)
                    yield item
            if not found:
                yield Unreadable(path, say("no-record-in-folder"))
        else:
            yield from _open(Path(path), path, readers, profile, encoding, named=True)


def is_read(file: Path, paths: Iterable[str], readers: list[Reader]) -> bool:
    """Whether a file is what a run reads: it is named, or stands in a folder that is and holds a record."""
    place = file.resolve()
    named = [Path(path).resolve() for path in paths if path != "-"]
    if place in named:
        return True
    inside = file.is_file() and any(folder in place.parents for folder in named)
    return inside and any(isinstance(item, Personakt) for item in items([str(file)], readers))


def not_opened(error: OSError) -> Says:
    """Why a file could not be opened; in the system's own words where there are none here."""
    known = _NOT_OPENED.get(error.errno or 0)
    return say("io", reason=say(known) if known else error.strerror or type(error).__name__)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _open(
    file: Path, shown: str, readers: list[Reader], profile: str | None, encoding: str | None, *, named: bool
) -> Iterator[Personakt | Remark | Unreadable]:
    try:
        source = file.open("rb")
    except OSError as error:
        yield Unreadable(shown, not_opened(error))
        return
    with source:
        yield from _read(source, shown, readers, profile, encoding, named=named)


def _read(
    source: BinaryIO, shown: str, readers: list[Reader], profile: str | None, encoding: str | None = None, *, named: bool
) -> Iterator[Personakt | Remark | Unreadable]:
    try:
        head = source.read(HEAD)
        source = _rewound(source, head)
        if encoding is not None and not head.startswith(_BINARY):
            source = io.BufferedReader(Recoded(source, encoding), HEAD)  # type: ignore[type-var]
            head = source.read(HEAD)
            source = _rewound(source, head)
    except OSError as error:
        yield Unreadable(shown, not_opened(error))
        return
    except ReadingStopped as stop:
        yield Unreadable(shown, stop.says, line=1)
        return
    if not head.strip():
        yield Unreadable(shown, say("empty")) if named else Remark(shown, say("skipped-file"))
        return
    reader = choose(readers, head, profile)
    try:
        if reader is not None and reader.name != "xlsx":
            yield from reader.read(source, shown, profile)
        elif head.startswith(b"PK"):
            yield from _package(source, shown, readers, profile, encoding, named=named)
        elif named:
            formats = ", ".join(sorted({reader.name for reader in readers}))
            yield Unreadable(shown, refusal(head) or say("not-an-export", formats=formats), line=1)
        elif not is_mets(head):
            yield Remark(shown, say("skipped-file"))
    except ReadingStopped as stop:
        yield Unreadable(shown, stop.says)


def _package(
    source: BinaryIO, shown: str, readers: list[Reader], profile: str | None, encoding: str | None, *, named: bool
) -> Iterator[Personakt | Remark | Unreadable]:
    """What a zip holds: a workbook whose directory says so, an office document, or files that readers know."""
    if not source.seekable():
        source = io.BytesIO(source.read())
    archive = Archive(source)
    workbook = next((reader for reader in readers if reader.name == "xlsx"), None)
    refused = refused_zip(archive)
    if refused is not None:
        yield Unreadable(shown, refused) if named else Remark(shown, say("skipped-file"))
        return
    if workbook is not None and any(name.startswith("xl/") for name in archive.names):
        source.seek(0)
        yield from workbook.read(source, shown, profile)
        return
    found = False
    for member in members(archive, shown, HEAD):
        for item in _read(member.stream, member.path, readers, profile, encoding, named=False) if isinstance(member, Member) else [member]:
            found = found or not isinstance(item, Remark)
            yield item
    if not found:
        yield Unreadable(shown, say("no-record-in-package")) if named else Remark(shown, say("skipped-file"))


def read_source(
    source: BinaryIO, shown: str, readers: list[Reader], profile: str | None, *, named: bool
) -> Iterator[Personakt | Remark | Unreadable]:
    """Everything that the readers find in one open source; `named` on the command line, or come upon in a folder."""
    return _read(source, shown, readers, profile, named=named)


def _rewound(source: BinaryIO, head: bytes) -> BinaryIO:
    if source.seekable():
        source.seek(0)
        return source
    return io.BufferedReader(_Joined(head, source), 1 << 16)  # type: ignore[type-var]


class _Joined(io.RawIOBase):
    """A stream that cannot be rewound, with the bytes that were already read put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else b""
        buffer[: len(data)] = data
        return len(data)
