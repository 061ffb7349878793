"""Rows of cells, each with its place in the source: what a list is made of, whether it came as CSV or as a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sosfs_lint.model import Place, Text
from sosfs_lint.tid import Tid

_EXPONENT = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
NOTHING = Text("")
CELL_LIMIT = 32_767  # characters that Excel keeps of a cell


@dataclass(frozen=True, slots=True, repr=False)
class Cell:
    """A cell. `number` and `tid` are set where a workbook stores a number or a date; `struck` where its font is struck."""

    text: Text = field(default=NOTHING)
    place: Place = Place()
    number: float | None = None
    tid: Tid | None = None
    struck: bool = False
    formula: bool = False

    def __repr__(self) -> str:
        return f"<Cell {self.place.cell or self.place.line}>"

    @property
    def value(self) -> str:
        return self.text.value.strip()

    @property
    def cut(self) -> bool:
        """Whether Excel has probably cut the text off."""
        return len(self.text.value) == CELL_LIMIT

    @property
    def damaged(self) -> bool:
        """Whether a long number has been rounded to a power of ten, as 2,01502E+11."""
        return self.number is None and _EXPONENT.fullmatch(self.value) is not None


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """A row: its name in ids, its place and its cells by column, counted from 0."""

    name: str
    place: Place
    cells: dict[int, Cell] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Row {self.name}>"

    def __bool__(self) -> bool:
        return any(cell.value for cell in self.cells.values())


class Unclosed(Exception):
    """A quotation mark that is never closed; `line` and `column` are its place."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line, self.column = line, column


class CsvText:
    """The rows of a delimited text. Raises Unclosed at a quotation that does not end."""

    def __init__(self, text: str, delimiter: str, path: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self._path = path
        self._plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
        self._at, self._line, self._line_start = 0, 1, 0
        if text[:4].casefold() == "sep=":
            self._at = len(text.splitlines(keepends=True)[0])
            self._count(0, self._at)

    def rows(self) -> Iterator[Row]:
        """Each row that is not blank, in order."""
        while self._at < len(self._text):
            line = self._line
            row = Row(f"rad-{line}", Place(self._path, line, 1))
            column = 0
            while True:
                row.cells[column] = self._cell()
                column += 1
                if self._text[self._at : self._at + 1] != self._delimiter:
                    break
                self._at += 1
            start, self._at = self._at, self._at + len(self._newline(self._at))
            self._count(start, self._at)
            if row:
                yield row

    def _cell(self) -> Cell:
        place = Place(self._path, self._line, self._at - self._line_start + 1)
        parts: list[str] = []
        segments: list[tuple[int, int, int]] = []
        if self._text[self._at : self._at + 1] == '"':
            self._quoted(parts, segments)
        found = self._plain.match(self._text, self._at)
        if found is not None and found[0]:
            segments.append((sum(map(len, parts)), self._line, self._at - self._line_start + 1))
            parts.append(found[0])
            self._at = found.end()
        return Cell(Text("".join(parts), tuple(segments)), place)

    def _quoted(self, parts: list[str], segments: list[tuple[int, int, int]]) -> None:
        opened = (self._line, self._at - self._line_start + 1)
        length, start = 0, self._at + 1
        while True:
            end = self._text.find('"', start)
            if end < 0:
                raise Unclosed(*opened)
            piece = self._text[start:end].replace("\r\n", "\n").replace("\r", "\n")
            again = self._text[end + 1 : end + 2] == '"'
            segments.append((length, self._line, start - self._line_start + 1))
            parts.append(piece + '"' * again)
            length += len(parts[-1])
            self._count(start, end)
            self._at = start = end + 1 + again
            if not again:
                return

    def _newline(self, at: int) -> str:
        return "\r\n" if self._text[at : at + 2] == "\r\n" else self._text[at : at + 1]

    def _count(self, start: int, end: int) -> None:
        for match in re.finditer(r"\r\n|\r|\n", self._text[start:end]):
            self._line += 1
            self._line_start = start + match.end()


def column_number(letters: str) -> int:
    """The number, from 0, of a workbook's column: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
