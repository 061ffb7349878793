"""Excel workbooks (.xlsx) read straight from their XML: values as they are stored, nothing is calculated.

Sizes are bounded, DOCTYPE is refused, formulas are not evaluated (their last value is read). Dates come from the cell's
number format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from sosfs_lint.model import Place, Text
from sosfs_lint.readers.archive import Archive, ArchiveFault
from sosfs_lint.readers.rows import Cell, Row, column_number
from sosfs_lint.readers.times import from_serial
from sosfs_lint.wording import say

_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LETTERS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MAX_CELLS = 20_000_000
_MAX_STRINGS = 300_000_000  # characters of shared strings


@dataclass
class _Styles:
    """Which cell formats are dates, and which are struck through."""

    dates: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)


class Workbook:
    """The sheets of a workbook. Raises ArchiveFault where a part is missing, broken or beyond bounds."""

    def __init__(self, archive: Archive, path: str) -> None:
        self._archive = archive
        self._path = path
        self._from_1904 = False
        self.sheets = self._sheets()
        self._strings = self._shared() if "xl/sharedStrings.xml" in archive.names else []
        self._styles = self._formats() if "xl/styles.xml" in archive.names else _Styles()

    def rows(self, name: str, part: str) -> Iterator[Row]:
        """The rows of a sheet that are not blank; `part` is its file in the archive."""
        found: list[Row] = []
        sheet = _Sheet(self, self._path, name, found.append)
        for _ in _parsed(self._archive, part, sheet.start, sheet.end, sheet.text):
            yield from (row for row in found if row)
            found.clear()

    def cell(self, kind: str, style: int, raw: str, place: Place, *, formula: bool, inline: Text | None) -> Cell:
        """A cell from what the sheet stores of it."""
        struck = style in self._styles.struck
        if kind == "s":
            text = self._strings[int(raw)] if raw.isdigit() and int(raw) < len(self._strings) else Text("")
        elif kind in ("str", "inlineStr", "e", "b"):
            text = inline if inline is not None else Text(_unescaped(raw))
        else:
            return self._number(raw, style, place, struck=struck, formula=formula)
        return Cell(text, place, struck=struck, formula=formula)

    def _number(self, raw: str, style: int, place: Place, *, struck: bool, formula: bool) -> Cell:
        try:
            number = float(raw)
        except ValueError:
            return Cell(Text(raw), place, struck=struck, formula=formula)
        shown = str(int(number)) if number == number and abs(number) < 1e15 and number == int(number) else raw
        tid = from_serial(number, from_1904=self._from_1904) if style in self._styles.dates else None
        return Cell(Text(str(tid) if tid else shown), place, number, tid, struck=struck, formula=formula)

    # -- the parts of the workbook

    def _sheets(self) -> list[tuple[str, str]]:
        named: list[tuple[str, str]] = []
        targets: dict[str, str] = {}

        def book(name: str, attributes: dict[str, str]) -> None:
            if name == "sheet":
                link = next((value for key, value in attributes.items() if key.endswith(" id")), "")
                named.append((attributes.get("name", ""), link))
            elif name == "workbookPr":
                self._from_1904 = attributes.get("date1904") in ("1", "true")

        def relation(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        _all(self._archive, "xl/workbook.xml", book)
        _all(self._archive, "xl/_rels/workbook.xml.rels", relation)
        parts = [(name, _part(targets.get(link, ""))) for name, link in named]
        return [(name, part) for name, part in parts if part in self._archive.names]

    def _shared(self) -> list[Text]:
        strings: list[Text] = []
        rich = _Rich()
        size = 0

        def end(name: str) -> None:
            nonlocal size
            rich.end(name)
            if name == "si":
                strings.append(rich.taken())
                size += len(strings[-1].value)
                if size > _MAX_STRINGS or len(strings) > _MAX_CELLS:
                    raise ArchiveFault(say("list-too-long", limit=_MAX_STRINGS // 1_000_000))

        for _ in _parsed(self._archive, "xl/sharedStrings.xml", rich.start, end, rich.text):
            pass
        return strings

    def _formats(self) -> _Styles:
        styles = _Styles()
        dates, struck_fonts, path = set(_DATE_FORMATS), set(), []
        fonts = formats = -1

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal fonts, formats
            path.append(name)
            if name == "numFmt" and _is_date_form(attributes.get("formatCode", "")):
                dates.add(_whole(attributes.get("numFmtId")))
            elif path[-2:] == ["fonts", "font"]:
                fonts += 1
            elif path[-3:] == ["fonts", "font", "strike"] and attributes.get("val") not in ("0", "false"):
                struck_fonts.add(fonts)
            elif path[-2:] == ["cellXfs", "xf"]:
                formats += 1
                if _whole(attributes.get("numFmtId")) in dates:
                    styles.dates.add(formats)
                if _whole(attributes.get("fontId")) in struck_fonts:
                    styles.struck.add(formats)

        for _ in _parsed(self._archive, "xl/styles.xml", start, lambda _: path.pop() and None, lambda _: None):
            pass
        return styles


class _Rich:
    """A string of runs, some of them struck; phonetic hints are left out."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[tuple[int, int]] = []
        self._struck = self._reading = self._silent = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "r":
            self._struck = False
        elif name == "strike":
            self._struck = attributes.get("val") not in ("0", "false")
        elif name == "rPh":
            self._silent = True
        self._reading = name == "t" and not self._silent

    def end(self, name: str) -> None:
        if name == "rPh":
            self._silent = False
        self._reading = False

    def text(self, data: str) -> None:
        if self._reading:
            if self._struck:
                start = sum(map(len, self._parts))
                self._marks.append((start, start + len(data)))
            self._parts.append(data)

    def taken(self) -> Text:
        raw = "".join(self._parts)
        value = _unescaped(raw)
        marks = tuple(self._marks) if value == raw else tuple((_moved(raw, a), _moved(raw, b)) for a, b in self._marks)
        self.__init__()  # type: ignore[misc]
        return Text(value, (), marks)


class _Sheet:
    """What expat tells of a sheet, row by row."""

    def __init__(self, book: Workbook, path: str, name: str, found: Callable[[Row], object]) -> None:
        self._book, self._path, self._name, self._found = book, path, name, found
        self._row: Row | None = None
        self._number = self._column = self._cells = 0
        self._open = ""
        self._raw: list[str] = []
        self._cell: dict[str, str] = {}
        self._formula = False
        self._rich = _Rich()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._number = _whole(attributes.get("r")) or self._number + 1
            self._column = 0
            self._row = Row(f"rad-{self._number}", Place(self._path, sheet=self._name, cell=f"A{self._number}"))
        elif name == "c":
            self._cell, self._raw, self._formula = attributes, [], False
            self._cells += 1
            if self._cells > _MAX_CELLS:
                raise ArchiveFault(say("list-too-long", limit=_MAX_CELLS // 1_000_000))
        elif name == "f":
            self._formula = True
        self._rich.start(name, attributes)
        self._open = name

    def text(self, data: str) -> None:
        if self._open == "v":
            self._raw.append(data)
        else:
            self._rich.text(data)

    def end(self, name: str) -> None:
        self._rich.end(name)
        self._open = ""
        if name == "c" and self._row is not None:
            found = _LETTERS.fullmatch(self._cell.get("r", ""))
            self._column = column_number(found[1]) if found else self._column
            place = Place(self._path, sheet=self._name, cell=f"{_letters(self._column)}{self._number}")
            kind = self._cell.get("t", "n")
            inline = self._rich.taken()
            self._row.cells[self._column] = self._book.cell(
                kind,
                _whole(self._cell.get("s")),
                "".join(self._raw),
                place,
                formula=self._formula,
                inline=inline if kind == "inlineStr" else None,
            )
            self._column += 1
        elif name == "row" and self._row is not None:
            self._found(self._row)
            self._row = None


def _parsed(
    archive: Archive, part: str, start: Callable[[str, dict[str, str]], Any], end: Callable[[str], Any], text: Callable[[str], Any]
) -> Iterator[None]:
    """Parses a part piece by piece, local names only; stops after each piece so that what was found can be taken."""

    def doctype(*_: object) -> None:
        raise ArchiveFault(say("doctype"))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(" ")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    parser.CharacterDataHandler = text
    try:
        with archive.open(part) as source:
            while chunk := source.read(1 << 16):
                parser.Parse(chunk, False)
                yield
            parser.Parse(b"", True)
            yield
    except KeyError:
        raise ArchiveFault(say("broken-workbook")) from None
    except (expat.ExpatError, LookupError, ValueError):
        raise ArchiveFault(say("broken-workbook")) from None


def _all(archive: Archive, part: str, start: Callable[[str, dict[str, str]], Any]) -> None:
    for _ in _parsed(archive, part, start, lambda _: None, lambda _: None):
        pass


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _whole(raw: str | None) -> int:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 10 else 0


def _is_date_form(code: str) -> bool:
    return re.search(r"[ymdhåÅ]", re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code), re.IGNORECASE) is not None


def _unescaped(raw: str) -> str:
    return (
        _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if not 0xD800 <= int(m[1], 16) < 0xE000 else m[0], raw)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )


def _moved(raw: str, offset: int) -> int:
    return len(_unescaped(raw[:offset]))


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
