"""What is read of a citation, piece by piece: numbers of a list, and the chapters and sections they make."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sosfs_lint.law.tokens import Kind


@dataclass(frozen=True, slots=True)
class Item:
    """One number of a list, with the words that give it; in a range those of the whole range."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter or section as far as it has been read. `inherited`: the chapter was said for an earlier one in the list.

    `paired`: written 4:1 or 9.2, which is chapter and section or, in an act without chapters, section and point.
    """

    kapitel: str | None
    paragraf: str | None
    start: int
    end: int
    stycke: str | None = None
    punkt: str | None = None
    inherited: bool = False
    paired: bool = False


def apply_modifier(parts: list[Part], kind: Kind, items: list[Item], end: int) -> list[Part]:
    """The last part once for each paragraph or point; the first of them keeps the part's own words too."""
    last = parts[-1]
    made: list[Part] = []
    for number, item in enumerate(items):
        start = last.start if number == 0 else item.start
        stop = max(end if number == len(items) - 1 else item.end, start)
        stycke, punkt = (item.value, last.punkt) if kind is Kind.STYCKE else (last.stycke, item.value)
        made.append(replace(last, stycke=stycke, punkt=punkt, start=start, end=stop))
    return [*parts[:-1], *made]
