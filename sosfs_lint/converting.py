"""Personakter of any format written as aktexport 1.0, every post with its place in the file that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from sosfs_lint.akt import python_name
from sosfs_lint.errors import ConfigError
from sosfs_lint.model import Element, Export, Kallposition, Personakt, Place, Text
from sosfs_lint.private_file import private_file
from sosfs_lint.readers import grammar
from sosfs_lint.readers.aktexport import NAMESPACE
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.tid import Tid

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEADER = ("export", "aktor", "enhet", "medarbetare")


class AktexportWriter:
    """Writes one aktexport, record by record. All records must share what stands before the first of them."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out
        self._header: Export | None = None

    def write(self, akt: Personakt) -> None:
        """Adds a record. Raises ConfigError when it comes from another kind of source than the first."""
        declared = grammar.aktexport()
        header = _bare(akt.header)
        if self._header is None:
            self._header = header
            self._out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<aktexport xmlns="{NAMESPACE}" version="1.0">\n')
            for name in _HEADER:
                held = getattr(header, name)
                for element in held if isinstance(held, tuple) else (held,):
                    self._element(name, element, declared.children[name].element, 1)
        elif header != self._header:
            raise ConfigError("holds records of different sources; convert them one at a time", where=akt.place.path or "convert")
        self._element("personakt", akt, declared.children["personakt"].element, 1)

    def close(self) -> None:
        """Ends the document."""
        if self._header is not None:
            self._out.write("</aktexport>\n")

    def _element(self, name: str, element: Element, declared: grammar.Element, depth: int) -> None:
        self._out.write("  " * depth + f"<{name}")
        for key in declared.attributes:
            value = getattr(element, python_name(key), None)
            if value not in (None, "") and key != "format":
                self._out.write(f" {key}={_attribute(_shown(value))}")
        text = getattr(element, "text", None)
        if isinstance(text, Text):
            form, content = _content(text, "format" in declared.attributes)
            self._out.write(f"{form}>{content}</{name}>\n" if content else "/>\n")
            return
        children = list(_children(element, declared))
        if not children:
            self._out.write("/>\n")
            return
        self._out.write(">\n")
        for child, value, spec in children:
            if isinstance(value, Text):
                form, content = _content(value, "format" in spec.attributes)
                self._out.write("  " * (depth + 1) + f"<{child}{form}>{content}</{child}>\n")
            else:
                self._element(child, value, spec, depth + 1)
        self._out.write("  " * depth + f"</{name}>\n")


def write_file(path: Path, items: Iterable[Personakt | Remark | Unreadable], *, force: bool) -> Iterator[Personakt | Remark | Unreadable]:
    """Writes the records to a file that only its owner may read, and passes everything on.

    The file appears when all is written, and not at all when there is no record. Raises ConfigError.
    """
    written = 0
    with private_file(path, force=force, wanted=lambda: written > 0) as out:
        for item in write_stream(out, items):
            written += isinstance(item, Personakt)
            yield item


def write_stream(out: IO[str], items: Iterable[Personakt | Remark | Unreadable]) -> Iterator[Personakt | Remark | Unreadable]:
    """Writes the records to a stream and passes everything on."""
    writer = AktexportWriter(out)
    for item in items:
        if isinstance(item, Personakt):
            writer.write(item)
        yield item
    writer.close()


def _children(element: Element, declared: grammar.Element) -> Iterator[tuple[str, Element | Text, grammar.Element]]:
    for name, child in declared.children.items():
        value = getattr(element, python_name(name), None)
        if name == "kallposition" and value is None:
            value = _origin(element.place)
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None:
                yield name, one, child.element


def _origin(place: Place) -> Kallposition | None:
    if not place.path:
        return None
    return Kallposition(fil=place.path, rad=place.line, kolumn=place.column, sida=place.page, blad=place.sheet, cell=place.cell)


def _bare(header: Export) -> Export:
    """What an export says of itself, without where it stands."""
    export = replace(header.export, place=Place(), falt=tuple(replace(falt, place=Place()) for falt in header.export.falt))
    return replace(header, path="", place=Place(), export=export, aktor=replace(header.aktor, place=Place()))


def _content(text: Text, may_be_marked: bool) -> tuple[str, str]:
    """The attribute `format` and the content of a text: HTML where parts are struck, RTF that is none where it cannot be read."""
    if not text.readable and may_be_marked:
        return ' format="rtf"', _plain(text.value) or " "
    if not text.struck or not may_be_marked:
        return "", _plain(text.value)
    parts, last = [], 0
    for start, end in text.struck:
        parts += [_markup(text.value[last:start]), "<s>", _markup(text.value[start:end]), "</s>"]
        last = end
    return ' format="html"', escape("".join([*parts, _markup(text.value[last:])]))


def _markup(text: str) -> str:
    return _clean(escape(text)).replace("\n", "<br/>")


def _plain(text: str) -> str:
    return escape(_clean(text)).replace("\r", "&#13;")


def _clean(text: str) -> str:
    """Text without the signs that XML cannot hold; each leaves a mark in its place."""
    return _FORBIDDEN.sub("\ufffd", text)


def _attribute(text: str) -> str:
    return quoteattr(_clean(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _shown(value: object) -> str:
    if isinstance(value, Tid) and value.unread:
        return value.unread
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
