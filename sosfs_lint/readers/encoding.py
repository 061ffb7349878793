"""Bytes to text: byte-order mark, then strict UTF-8, then Windows-1252 unless it cannot be. Never a statistical guess.

What holds letters written as UTF-8 writes them cannot be Windows-1252: it is UTF-8 that is damaged or cut off.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO

from sosfs_lint.errors import ConfigError, ReadingStopped
from sosfs_lint.wording import say

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What å, ä, ö, Å, Ä, Ö of the old DOS and Macintosh encodings look like in Windows-1252, inside a word.
_OTHER = re.compile(r"[A-Za-z][\u2020\u201e\u201d\u017d\u2122\u0152\u0160\u0161\u20ac\u2026][a-z]")
# Letters, quotation marks and dashes of UTF-8, two or three bytes that in Windows-1252 are signs nobody writes together.
_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xa6]")
_SWEDISH = re.compile(r"[åäöÅÄÖ]")
_DECLARED = re.compile(rb"""(<\?xml[^>]{0,200}?encoding\s*=\s*["'])([A-Za-z0-9._-]+)(["'])""")


class WrongEncoding(ReadingStopped):
    """Bytes that are not text in the encoding; `says` is the sentence for the user."""


def decode(raw: bytes) -> str:
    """The text of a file, without its byte-order mark. Raises WrongEncoding."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = error
    if b"\0" in raw:
        raise WrongEncoding(say("not-text"))
    if _UTF_8.search(raw):
        raise _damaged(raw, fault)
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        raise WrongEncoding(say("encoding-unclear")) from None
    if _OTHER.search(text) and not _SWEDISH.search(text):
        raise WrongEncoding(say("encoding-unclear"))
    return text


def _damaged(raw: bytes, fault: UnicodeDecodeError) -> WrongEncoding:
    """What stands where UTF-8 breaks off: the end of the file inside a letter, or a byte that is none of its own."""
    line = raw.count(b"\n", 0, fault.start) + 1
    if fault.end == len(raw) and fault.reason == "unexpected end of data":
        return WrongEncoding(say("cut-off", line=line))
    return WrongEncoding(say("damaged-utf-8", byte=f"{raw[fault.start]:02X}", line=line, offset=fault.start + 1))


def decode_head(raw: bytes) -> str | None:
    """The text of a file's first bytes, for looking at, also where a byte of it is damaged; None when they are no text."""
    while raw and raw[-1] >= 0x80 and len(raw) > 4 and not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = raw[:-1]
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = raw[: len(raw) // 2 * 2]
    try:
        return decode(raw)
    except WrongEncoding:
        return raw.decode("utf-8", "replace") if _UTF_8.search(raw) and b"\0" not in raw else None


def known(name: str) -> str:
    """The name of an encoding, or ConfigError."""
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except LookupError:
        raise ConfigError(
            "no such encoding; cp1252, utf-8, utf-16, iso-8859-1, cp850 and mac_roman are known", where=f"--encoding {name}"
        ) from None
    return found.name


def _strict(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        shown = f"{raw[error.start]:02X}" if error.start < len(raw) else "?"
        raise WrongEncoding(say("wrong-byte-at", byte=shown, encoding=name, offset=error.start + 1)) from None


class Recoded(io.RawIOBase):
    """A file of a given encoding, handed on as UTF-8; what an XML declaration says of it is overruled, in its place.

    Raises WrongEncoding at a byte that the encoding does not have.
    """

    def __init__(self, source: BinaryIO, encoding: str) -> None:
        self._source = source
        self._encoding = encoding
        self._begin()

    def _begin(self) -> None:
        self._decoder = codecs.getincrementaldecoder(self._encoding)()
        self._offset = self._at = 0
        self._ready = b""
        self._first = True

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._source.seekable()

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        if offset or whence:
            raise io.UnsupportedOperation
        self._source.seek(0)
        self._begin()
        return 0

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._ready:
            raw = self._source.read(1 << 16)
            try:
                text = self._decoder.decode(raw, final=not raw)
            except UnicodeDecodeError as error:
                at = self._offset - (len(error.object) - len(raw)) + error.start
                shown = f"{error.object[error.start]:02X}"
                raise WrongEncoding(say("wrong-byte-at", byte=shown, encoding=self._encoding, offset=at + 1)) from None
            self._offset += len(raw)
            self._ready = text.removeprefix("\ufeff").encode() if self._first else text.encode("utf-8", "surrogatepass")
            if self._first and self._ready:
                self._ready = _DECLARED.sub(_overruled, self._ready, count=1)
                self._first = False
            if not raw:
                break
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        self._at += size
        return size


def _overruled(match: re.Match[bytes]) -> bytes:
    return match[1] + b"UTF-8" + match[3] + b" " * max(len(match[2]) - 5, 0)
