"""Reading fields out of XML elements: names compared in composed letters, dates with remarks, one person's matters together."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from sosfs_lint.model import Place, Text
from sosfs_lint.readers.prose import composed
from sosfs_lint.readers.times import read_tid
from sosfs_lint.readers.xml_source import Broken, Node, RecordStream
from sosfs_lint.report import Remark
from sosfs_lint.tid import NoSuchTid, Tid, left_of
from sosfs_lint.wording import Says, say


class Fields:
    """The fields of elements of one file; a date that does not hold becomes a remark on the post that is being read."""

    def __init__(self, path: str, akt: str | None, remarks: list[Remark], forms: Iterable[str] = ()) -> None:
        self._path = path
        self._akt = akt
        self._remarks = remarks
        self._forms = tuple(forms)
        self.post: str | None = None

    def remark(self, what: Says, node: Node) -> None:
        self._remarks.append(Remark(self._path, what, node.line, node.column, self._akt, self.post))

    def place(self, node: Node) -> Place:
        return node.place(self._path)

    def child(self, node: Node | None, *path: str) -> Node | None:
        """The element at the path below `node`, by local names."""
        for name in path:
            node = node.child(name) if node is not None else None
        return node

    def text(self, node: Node | None, *path: str) -> Text | None:
        """The text of the element at the path, composed; None when there is none."""
        found = self.child(node, *path)
        return (composed(found.text()) or None) if found is not None else None

    def string(self, node: Node | None, *path: str) -> str | None:
        text = self.text(node, *path)
        return text.value.strip() if text is not None else None

    def tid(self, node: Node | None, *path: str) -> Tid | None:
        """The date at the path; a remark where it is not one, or in a form that is not read."""
        found = self.child(node, *path)
        raw = self.string(found)
        if found is None or not raw:
            return None
        try:
            tid = read_tid(raw, self._forms)
        except ValueError as error:
            self.remark(say("impossible-tid" if isinstance(error, NoSuchTid) else "wrong-tid", field=found.name), found)
            return left_of(raw, error)
        if tid is None:
            self.remark(say("unknown-year", field=found.name), found)
        return tid


def with_composed_names(node: Node) -> Node:
    """The element with its own and its descendants' names in composed letters (NFC): decomposed ones are other names to XML."""
    waiting = [node]
    while waiting:
        element = waiting.pop()
        element.name = unicodedata.normalize("NFC", element.name)
        waiting.extend(element.children)
    return node


class Owners:
    """Whose each record of a file is, so that one person's records can be brought together without keeping the others.

    `is_record(path)` and `is_owner(path)` are asked with the open elements' local names, outermost first.
    """

    def __init__(self, source: BinaryIO, is_record: Callable[[list[str]], bool], is_owner: Callable[[list[str]], bool]) -> None:
        self.left: Counter[str] = Counter()
        self.whole = True
        path: list[str] = []
        parts: list[str] = []
        found: list[str] = []
        parser = expat.ParserCreate(namespace_separator=" ")

        def start(name: str, _: dict[str, str]) -> None:
            path.append(unicodedata.normalize("NFC", name.rpartition(" ")[2]))
            if is_owner(path):
                parts.clear()

        def end(_: str) -> None:
            if is_owner(path) and not found and "".join(parts).strip():
                found.append(owner_key("".join(parts)))
            if is_record(path):
                self.left.update(found)
                found.clear()
            path.pop()

        def text(data: str) -> None:
            if len(parts) < 1000 and is_owner(path):
                parts.append(data)

        def doctype(*_: object) -> None:
            raise ValueError

        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        parser.StartDoctypeDeclHandler = doctype
        try:
            while chunk := source.read(1 << 16):
                parser.Parse(chunk, False)
        except (expat.ExpatError, LookupError, ValueError):
            self.whole = False  # the second pass says what is wrong and where

    def gathered(self, stream: RecordStream, owner_of: Callable[[Node], str | None]) -> Iterator[list[Node] | Broken]:
        """The records of the stream, one person's together as soon as the last of them has come."""
        held: dict[str, list[Node]] = {}
        for record in stream.records():
            if isinstance(record, Broken):
                self.whole = False
                yield record
                continue
            owner = owner_of(with_composed_names(record))
            if owner is None:
                yield [record]
                continue
            held.setdefault(owner, []).append(record)
            self.left[owner] -= 1
            if self.whole and not self.left[owner]:
                yield held.pop(owner)
        yield from held.values()


def owner_key(number: str) -> str:
    """A personal number as it is compared: without hyphen and space."""
    return "".join(sign for sign in number if sign.isalnum()).upper()
