"""Text in composed letters (NFC), with a way back to the place of every letter in the source."""

from __future__ import annotations

import re
import unicodedata

from sosfs_lint.model import Text

_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")


def composed(text: Text) -> Text:
    """The text with decomposed letters (a and a ring above it) composed; each keeps the place of its first sign."""
    if unicodedata.is_normalized("NFC", text.value):
        return text
    parts: list[str] = []
    segments: list[tuple[int, int, int]] = []
    length = last = 0
    starts = {offset for offset, _, _ in text.segments}

    def take(piece: str, offset: int) -> None:
        nonlocal length
        at = text.at(offset)
        if at is not None:
            segments.append((length, *at))
            for start in sorted(starts):
                if offset < start < offset + len(piece) and len(piece) == len(unicodedata.normalize("NFC", piece)):
                    segments.append((length + start - offset, *(text.at(start) or at)))
        parts.append(unicodedata.normalize("NFC", piece))
        length += len(parts[-1])

    for cluster in _CLUSTER.finditer(text.value):
        if cluster.start() > last:
            take(text.value[last : cluster.start()], last)
        take(cluster[0], cluster.start())
        last = cluster.end()
    if last < len(text.value):
        take(text.value[last:], last)
    return Text("".join(parts), tuple(segments), text.struck, text.readable)


def plain(value: str) -> str:
    """A name or heading as it is compared: composed, without case and surplus space."""
    return " ".join(unicodedata.normalize("NFC", value).split()).casefold()
