"""JSON with the line and column of every value and every character of text; values come one at a time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from sosfs_lint.model import Place, Text
from sosfs_lint.wording import Says, say

MAX_DEPTH = 60
_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]+')
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,300})(?:\.\d{1,300})?(?:[eE][+-]?\d{1,4})?")
_WORDS = {"true": True, "false": False, "null": None}
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_HEX = re.compile(r"[0-9a-fA-F]{4}")


class BrokenJson(Exception):
    """JSON that does not go on; `says` is the sentence, with line and column."""

    def __init__(self, says: Says, line: int, column: int) -> None:
        super().__init__()
        self.says, self.line, self.column = says, line, column


class Value:
    """A value: an object, a list, a text, a number as it is written, a truth value or null; and its place."""

    __slots__ = ("content", "place")

    def __init__(self, content: dict[str, Value] | list[Value] | Text | str | bool | None, place: Place) -> None:
        self.content = content
        self.place = place

    def __repr__(self) -> str:
        return f"<Value rad {self.place.line}>"

    def get(self, *names: str) -> Value | None:
        """The first of the named members that is there; names are compared without case, hyphen and underscore."""
        if not isinstance(self.content, dict):
            return None
        return next((value for name in names if (value := self.content.get(flat(name))) is not None), None)

    def items(self) -> list[Value]:
        """The objects of a list; one that stands alone is a list of one."""
        if isinstance(self.content, list):
            return [value for value in self.content if isinstance(value.content, dict)]
        return [self] if isinstance(self.content, dict) else []

    def text(self) -> Text | None:
        """A text or number as text; None where there is none."""
        if isinstance(self.content, Text):
            return self.content or None
        return Text(self.content, ()) if isinstance(self.content, str) else None


class JsonText:
    """The values of a text. A list at the top is given member by member; several values may follow each other (JSON Lines).

    Raises BrokenJson where it does not go on.
    """

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._at = 0
        self._lines = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]

    def values(self) -> Iterator[Value]:
        """Each value at the top, in order."""
        self._skip()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                yield from self._members()
            else:
                yield self._value(0)
            self._skip()
            if self._text[self._at : self._at + 1] == ",":
                raise self._broken()

    @property
    def is_lines(self) -> bool:
        """Whether the text begins with an object that ends on its line: JSON Lines."""
        first = self._text.lstrip()[: 1 << 16].split("\n", 1)[0].rstrip()
        return first.startswith("{") and first.endswith("}")

    def next_line(self) -> bool:
        """Goes to the line after the present one, to read on behind a fault; False at the end."""
        at = bisect_right(self._lines, self._at)
        if at >= len(self._lines):
            return False
        self._at = self._lines[at]
        return True

    def place(self, offset: int) -> Place:
        line = bisect_right(self._lines, offset)
        return Place(self._path, line, offset - self._lines[line - 1] + 1)

    # -- the grammar

    def _value(self, depth: int) -> Value:
        start, sign = self._at, self._text[self._at : self._at + 1]
        if depth > MAX_DEPTH:
            raise BrokenJson(say("json-too-deep", limit=MAX_DEPTH), *self._here())
        if sign == "{":
            return Value(self._object(depth), self.place(start))
        if sign == "[":
            return Value(list(self._members(depth)), self.place(start))
        if sign == '"':
            return Value(self._string(), self.place(start + 1))
        number = _NUMBER.match(self._text, self._at)
        if number is not None:
            self._at = number.end()
            return Value(number[0], self.place(start))
        for word, meaning in _WORDS.items():
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return Value(meaning, self.place(start))
        raise self._broken()

    def _object(self, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        self._at += 1
        if self._takes("}"):
            return found
        while True:
            self._skip()
            if self._text[self._at : self._at + 1] != '"':
                raise self._broken()
            name = flat(self._string().value)
            if not self._takes(":"):
                raise self._broken()
            self._skip()
            found.setdefault(name, self._value(depth + 1))
            if self._takes("}"):
                return found
            if not self._takes(","):
                raise self._broken()

    def _members(self, depth: int = 0) -> Iterator[Value]:
        self._at += 1
        if self._takes("]"):
            return
        while True:
            self._skip()
            yield self._value(depth + 1)
            if self._takes("]"):
                return
            if not self._takes(","):
                raise self._broken()

    def _string(self) -> Text:
        parts: list[str] = []
        segments: list[tuple[int, int, int]] = []
        length = 0
        self._at += 1
        while True:
            start = self._at
            plain = _PLAIN.match(self._text, start)
            piece = plain[0] if plain is not None else self._escaped()
            if piece is None:
                self._at += 1
                return Text("".join(parts), tuple(segments))
            if plain is not None:
                self._at = plain.end()
            place = self.place(start)
            segments.append((length, place.line or 1, place.column or 1))
            parts.append(piece)
            length += len(piece)

    def _escaped(self) -> str | None:
        """The character that an escape stands for; None at the closing quotation mark."""
        sign = self._text[self._at : self._at + 1]
        if sign == '"':
            return None
        if sign != "\\":
            raise self._broken()
        follows = self._text[self._at + 1 : self._at + 2]
        if follows in _ESCAPES and follows:
            self._at += 2
            return _ESCAPES[follows]
        unit = self._unit(self._at)
        if unit is None:
            raise self._broken()
        self._at += 6
        low = self._unit(self._at) if 0xD800 <= unit < 0xDC00 else None
        if low is not None and 0xDC00 <= low < 0xE000:
            self._at += 6
            return chr(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
        return chr(unit) if not 0xD800 <= unit < 0xE000 else "\ufffd"

    def _unit(self, at: int) -> int | None:
        found = _HEX.match(self._text, at + 2) if self._text.startswith("\\u", at) else None
        return int(found[0], 16) if found is not None else None

    def _takes(self, sign: str) -> bool:
        self._skip()
        if self._text[self._at : self._at + 1] != sign:
            return False
        self._at += 1
        return True

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        if found is not None:
            self._at = found.end()

    def _here(self) -> tuple[int, int]:
        place = self.place(min(self._at, len(self._text)))
        return place.line or 1, place.column or 1

    def _broken(self) -> BrokenJson:
        line, column = self._here()
        if self._at >= len(self._text):
            return BrokenJson(say("cut-off", line=line), line, column)
        if self._text[self._at] < " ":
            return BrokenJson(say("json-control", code=f"{ord(self._text[self._at]):04X}", line=line, column=column), line, column)
        return BrokenJson(say("broken-json", line=line, column=column), line, column)


def flat(name: str) -> str:
    """A member's name as it is compared: OccurrenceTime, occurrenceTime and occurrence_time are one."""
    return name.replace("_", "").replace("-", "").casefold()
