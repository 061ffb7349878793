"""What a run reads: files, folders, zips and globs become single files, in an order that does not change from night to night."""

from __future__ import annotations

import glob
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sosfs_lint.errors import ConfigError

MAX_MEMBER = 4 << 30  # bytes of one file in a zip, unpacked
MAX_RATIO = 200  # unpacked to packed; more is a bomb


@dataclass(frozen=True)
class Source:
    """A file, or a member of a zip; `named` on the command line, or found in a folder."""

    path: str
    member: str | None = None
    named: bool = False
    fault: str | None = None

    @property
    def shown(self) -> str:
        return f"{self.path}!{self.member}" if self.member else self.path

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The source's bytes. A zip's member is read in the zip; nothing is unpacked to disk."""
        if self.member is None:
            with Path(self.path).open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
            yield file  # type: ignore[misc]


def find_sources(paths: Iterable[str]) -> list[Source]:
    """All files under the paths, sorted within each. A glob that matches nothing is a ConfigError: a silent night is worse."""
    found: dict[Source, None] = {}
    for path in paths:
        for source in _under(path):
            found.setdefault(source)
    return list(found)


def _under(path: str) -> Iterator[Source]:
    place = Path(path)
    if place.is_dir():
        files = sorted(f for f in place.rglob("*") if f.is_file() and not any(p.startswith(".") for p in f.relative_to(place).parts))
        for file in files:
            yield from _file(file.as_posix(), named=False)
    elif any(sign in path for sign in "*?[") and not place.exists():
        names = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - absolute patterns too
        if not names:
            raise ConfigError("matches no file", where=path)
        for name in names:
            yield from _under(name)
    else:
        yield from _file(path, named=True)


def _file(path: str, *, named: bool) -> Iterator[Source]:
    if not zipfile.is_zipfile(path) or Path(path).suffix.lower() in (".xlsx", ".docx"):
        yield Source(path, named=named)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
    except (OSError, zipfile.BadZipFile):
        yield Source(path, named=True, fault="night-broken-zip")
        return
    for member in members:
        if member.is_dir() or any(part.startswith(".") for part in Path(member.filename).parts):
            continue
        too_large = member.file_size > MAX_MEMBER or member.file_size > MAX_RATIO * max(member.compress_size, 1) + (1 << 20)
        yield Source(path, member.filename, fault="night-zip-too-large" if too_large else "zip-locked" if member.flag_bits & 1 else None)
