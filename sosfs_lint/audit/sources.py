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
from sosfs_lint.readers.archive import Archive, ArchiveFault
from sosfs_lint.readers.package import printable
from sosfs_lint.readers.refused import refused_zip
from sosfs_lint.run import not_opened
from sosfs_lint.wording import Says, say

FAULTS = (OSError, RuntimeError, EOFError, ValueError)  # of a file that is gone, damaged, or a zip's member that cannot be unpacked


@dataclass(frozen=True)
class Source:
    """A file, or a member of a zip; `named` on the command line, or found in a folder."""

    path: str
    member: str | None = None
    named: bool = False
    fault: Says | None = None

    @property
    def shown(self) -> str:
        return f"{self.path}/{printable(self.member)}" if self.member else self.path

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The source's bytes. A zip's member is read in the zip; nothing is unpacked to disk."""
        if self.member is None:
            with Path(self.path).open("rb") as file:
                yield file
            return
        with Path(self.path).open("rb") as file, Archive(file).open(self.member) as member:
            yield member


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
    """A file; of a zip each member, so that one that has not changed need not be read again."""
    if not zipfile.is_zipfile(path):
        yield Source(path, named=named)
        return
    try:
        with Path(path).open("rb") as file:
            archive = Archive(file)
            names = archive.names
            if "xl/workbook.xml" in names or refused_zip(archive) is not None:
                yield Source(path, named=named)
                return
            faults = {name: archive.fault(name) or (say("nested-zip") if name.lower().endswith(".zip") else None) for name in names}
    except OSError as error:
        yield Source(path, named=True, fault=not_opened(error))
        return
    except ArchiveFault as stop:
        yield Source(path, named=True, fault=stop.says)
        return
    for name, fault in faults.items():
        if fault is not None or not any(part.startswith(".") or part == "__MACOSX" for part in name.split("/")):
            yield Source(path, name, fault=fault)
