"""Packages: a zip or a folder with a METS list of its files. Paths stay inside, sizes are bounded, checksums are compared."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import unquote
from xml.parsers import expat

from sosfs_lint.readers.archive import Archive, ArchiveFault, is_inside
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.wording import Says, say

_METS = re.compile(rb"<(?:[\w.-]+:)?mets[\s>]", re.IGNORECASE)
_NAMES = ("mets.xml", "sip.xml", "info.xml")
_MAX_METS = 64_000_000  # bytes
_OFFICE = (b"word/", b"ppt/", b"mimetypeapplication/vnd.oasis")


class Contents(Protocol):
    """The files of a package: their paths, why one may not be opened, and one as a stream."""

    @property
    def names(self) -> list[str]: ...

    def fault(self, name: str) -> Says | None: ...

    def open(self, name: str) -> BinaryIO: ...


class Folder:
    """A folder as a package; a link that leads out of it is not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._real = root.resolve()

    @property
    def names(self) -> list[str]:
        return sorted(file.relative_to(self._root).as_posix() for file in self._root.rglob("*") if file.is_file())

    def fault(self, name: str) -> Says | None:
        return None if (self._root / name).resolve().is_relative_to(self._real) else say("outside-package")

    def open(self, name: str) -> BinaryIO:
        return (self._root / name).open("rb")


@dataclass(frozen=True)
class Member:
    """A file of a package that may be an export: a stream and the path that is shown."""

    stream: BinaryIO
    path: str
    head: bytes


def members(archive: Archive, path: str, size: int) -> Iterator[Member | Remark | Unreadable]:
    """The files of a zip, after the remarks on its METS list; the first `size` bytes of each are its head."""
    yield from check_mets(archive, path)
    yield from (Remark(f"{path}/{printable(name)}", say("zip-same-name")) for name in archive.same_name)
    for name in archive.names:
        shown = f"{path}/{printable(name)}"
        fault = archive.fault(name)
        if fault is not None:
            yield Unreadable(shown, fault)
            continue
        if any(part.startswith(".") or part == "__MACOSX" for part in name.split("/")):
            continue
        try:
            with archive.open(name) as stream:
                head = stream.read(size)
                stream.seek(0)
                if is_mets(head):
                    continue
                if head.startswith(b"PK\x03\x04") and b"xl/" not in head and not any(mark in head for mark in _OFFICE):
                    yield Unreadable(shown, say("nested-zip"))
                    continue
                yield Member(stream, shown, head)
        except ArchiveFault as stop:
            yield Unreadable(shown, stop.says)


def is_mets(head: bytes) -> bool:
    """Whether a file is a METS list, by its root element."""
    return _METS.search(head[:4096].replace(b"\0", b"")) is not None


def check_mets(contents: Contents, path: str) -> Iterator[Remark]:
    """Remarks on files that a METS list names but that are missing, changed or outside, and on those it does not name."""
    for name in contents.names:
        if posixpath.basename(name).casefold() not in _NAMES or contents.fault(name) is not None:
            continue
        shown = f"{path}/{printable(name)}"
        try:
            with contents.open(name) as source:
                raw = source.read(_MAX_METS + 1)
            if not is_mets(raw):
                continue
            yield from _compare(contents, posixpath.dirname(name), name, _listed(raw), shown)
        except ArchiveFault as fault:
            yield Remark(shown, fault.says)
        except OSError:
            yield Remark(shown, say("mets-broken"))


@dataclass(frozen=True)
class _Listed:
    href: str
    checksum: str
    algorithm: str
    line: int


def _listed(raw: bytes) -> list[_Listed]:
    found: list[_Listed] = []
    given: dict[str, str] = {}
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "file":
            given.clear()
            given.update(attributes)
        elif local == "FLocat":
            href = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == "href"), "")
            found.append(_Listed(href, given.get("CHECKSUM", ""), given.get("CHECKSUMTYPE", ""), parser.CurrentLineNumber))

    def doctype(*_: Any) -> None:
        raise ArchiveFault(say("doctype"))

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise ArchiveFault(say("mets-broken")) from None
    return found


def _compare(contents: Contents, folder: str, own: str, listed: list[_Listed], path: str) -> Iterator[Remark]:
    there = set(contents.names)
    named = {own}
    for item in listed:
        target = re.sub(r"^file:(///?)?", "", unquote(item.href))
        if not is_inside(target):
            yield Remark(path, say("outside-package"), item.line)
            continue
        name = posixpath.normpath(posixpath.join(folder, target))
        named.add(name)
        if name not in there:
            yield Remark(path, say("mets-missing"), item.line)
        elif contents.fault(name) is not None:
            yield Remark(path, say("outside-package"), item.line)
        elif _is_changed(contents, name, item):
            yield Remark(path, say("mets-checksum"), item.line)
    inside = {name for name in there if not folder or name.startswith(folder + "/")}
    if unnamed := len(inside - named):
        yield Remark(path, say("mets-unlisted", count=unnamed))


def _is_changed(contents: Contents, name: str, item: _Listed) -> bool:
    algorithm = item.algorithm.replace("-", "").casefold()
    if not item.checksum or algorithm not in ("md5", "sha1", "sha256", "sha384", "sha512"):
        return False
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with contents.open(name) as source:
        while block := source.read(1 << 20):
            digest.update(block)
    return digest.hexdigest() != item.checksum.strip().casefold()


def printable(name: str) -> str:
    """A file's name without signs that would move a cursor."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)
