"""A run: paths in, records judged one at a time, a report out, and the counts that the exit code hangs on."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from sosfs_lint.linting import Options, Rulebook, judge_akt
from sosfs_lint.model import Personakt
from sosfs_lint.readers import Reader
from sosfs_lint.report import Remark, Summary, Unreadable
from sosfs_lint.reporters import Reporter
from sosfs_lint.wording import say

HEAD = 1 << 16


def run(
    paths: Iterable[str],
    book: Rulebook,
    options: Options,
    readers: list[Reader],
    reporter: Reporter,
    *,
    profile: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Summary:
    """Check every record under `paths` (files, folders, "-" for standard input) and report each as it is done."""
    summary = Summary()
    seen: set[str] = set()
    reporter.open()
    remarks: list[Remark] = []
    for item in items(paths, readers, profile):
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
                report = judge_akt(item, book, options, remarks)
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
    reporter.close(summary)
    return summary


def items(paths: Iterable[str], readers: list[Reader], profile: str | None = None) -> Iterator[Personakt | Remark | Unreadable]:
    """Everything that the readers find under the paths, in order."""
    for path in paths:
        if path == "-":
            yield from _read(sys.stdin.buffer, "-", readers, profile, named=True)
        elif Path(path).is_dir():
            for file in sorted(f for f in Path(path).rglob("*") if f.is_file() and not _hidden(f.relative_to(path))):
                yield from _open(file, file.as_posix(), readers, profile, named=False)
        else:
            yield from _open(Path(path), path, readers, profile, named=True)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _open(file: Path, shown: str, readers: list[Reader], profile: str | None, *, named: bool) -> Iterator[Personakt | Remark | Unreadable]:
    try:
        source = file.open("rb")
    except OSError as error:
        yield Unreadable(shown, say("io", reason=error.strerror or type(error).__name__))
        return
    with source:
        yield from _read(source, shown, readers, profile, named=named)


def _read(
    source: BinaryIO, shown: str, readers: list[Reader], profile: str | None, *, named: bool
) -> Iterator[Personakt | Remark | Unreadable]:
    try:
        head = source.read(HEAD)
    except OSError as error:
        yield Unreadable(shown, say("io", reason=error.strerror or type(error).__name__))
        return
    if not head.strip():
        yield Unreadable(shown, say("empty")) if named else Remark(shown, say("skipped-file"))
        return
    reader = next((reader for reader in readers if reader.recognises(head)), None)
    if reader is None:
        formats = ", ".join(sorted({reader.name for reader in readers}))
        yield Unreadable(shown, say("not-an-export", formats=formats), line=1) if named else Remark(shown, say("skipped-file"))
        return
    yield from reader.read(_rewound(source, head), shown, profile)


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
