"""How citations are put together: chapters, sections, paragraphs and points in lists and ranges, with their act before or after.

Reads the pieces of `tokens` from left to right. Every list is cut at a fixed length, so time grows with the text and no faster.
"""

from __future__ import annotations

from dataclasses import replace

from sosfs_lint.law.numbers import between, split_letter
from sosfs_lint.law.parts import Item, Part, apply_modifier
from sosfs_lint.law.tokens import Kind, Token

LONGEST_LIST = 40
_END = Token(Kind.BREAK, "", 0, 0)
_POINTS = frozenset("abcdefghjklmn")  # not the words "i", "o", "p"
_UNITS = frozenset(
    "år års åring åringar månad månader mån vecka veckor dag dagar dar dygn tim timme timmar h min minuter ggr gånger gång barn ungdomar personer procent kr kronor "
    "tkr ärenden placeringar beslut sidor sid poäng grader platser rum meter jan januari feb februari mar mars apr april maj jun juni jul juli aug augusti sep sept "
    "september okt oktober nov november dec december".split()
)


class Pieces:
    """The pieces of a text and what can be read from any of them on; each method answers (what, index after it) or None."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self._lists: dict[tuple[int, bool], tuple[list[Item], int] | None] = {}

    def at(self, i: int) -> Token:
        return self.tokens[i] if 0 <= i < len(self.tokens) else _END

    def sign(self, i: int, signs: str) -> bool:
        token = self.at(i)
        return token.kind is Kind.SIGN and token.value in signs

    def glued(self, i: int) -> bool:
        """Whether nothing stands between a piece and the one before it."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def after(self, i: int, kind: Kind) -> int:
        """The index after a piece of a kind and the full stop of its abbreviation; 0 if another piece stands there."""
        if self.at(i).kind is not kind:
            return 0
        return i + 2 if self.sign(i + 1, ".:") else i + 1

    def counts(self, i: int) -> bool:
        """Whether a number just before this piece counts or measures something: "2 timmar", "3 mars", "4/5"."""
        token = self.at(i)
        if token.kind is Kind.WORD:
            return token.value in _UNITS
        if token.kind in (Kind.KAPITEL, Kind.SFS):
            return True
        return (self.sign(i, "/:.,%") and self.glued(i) and self.glued(i + 1) and self.at(i + 1).kind is Kind.NUMBER) or self.sign(i, "%")

    # -- numbers

    def number(self, i: int, *, words: bool = False) -> tuple[Item, int] | None:
        """A number, its letter with it: 4, 26a, 26 a; with `words` also "fyra", "fjärde", "sex b"."""
        token = self.at(i)
        if token.kind is not Kind.NUMBER and not (words and token.kind in (Kind.CARDINAL, Kind.ORDINAL)):
            return None
        figures, letter = split_letter(token.value)
        if not 0 < figures < 1000:
            return None
        if not letter and self._letter(i + 1):
            end = self.at(i + 1).end
            return Item(f"{figures}{self.text[end - 1]}", token.start, end), i + 2
        return Item(f"{figures}{letter}", token.start, token.end), i + 1

    def _letter(self, i: int) -> bool:
        token = self.at(i)
        letter = self.text[token.start : token.end]
        if len(letter) != 1 or not "a" <= letter <= "q":
            return False
        after = self.at(i + 1)
        if letter in "iop":  # the words "i", "och", "punkt", unless a list of sections goes on
            return after.kind in (Kind.PARAGRAF, Kind.KAPITEL) or (self.sign(i + 1, ",") and self.at(i + 2).kind is Kind.NUMBER)
        return after.kind is not Kind.OTHER and not (
            self.sign(i + 1, ".") and self.glued(i + 1) and self.at(i + 2).kind is Kind.WORD and self.glued(i + 2)
        )

    def separator(self, i: int) -> int:
        """The index after what parts the members of a list (",", "och", "och/eller", ", samt"); `i` itself if nothing does."""
        j = i + 1 if self.sign(i, ",/") else i
        if self.at(j).kind is Kind.AND or self.at(j).value in ("jfr", "jmf"):
            j += 1
            if self.sign(j, "./"):
                j += 1
            if self.at(j).kind is Kind.AND:
                j += 1
        return j

    def numbers(self, i: int, *, words: bool = False) -> tuple[list[Item], int] | None:
        """A list of numbers: "1", "1 och 2", "1–3", "31 a–c", "3, 4 och 6"."""
        if (i, words) not in self._lists:  # the same list is tried as chapters, sections, points
            self._lists[i, words] = self._read_numbers(i, words=words)
        found = self._lists[i, words]
        return (list(found[0]), found[1]) if found is not None else None

    def _read_numbers(self, i: int, *, words: bool) -> tuple[list[Item], int] | None:
        first = self.number(i, words=words)
        if first is None:
            return None
        items, j = [first[0]], first[1]
        while len(items) < LONGEST_LIST:
            more = self._member(j, items[-1].value, words=words)
            if more is None:
                break
            item, j, is_range = more
            if is_range:
                span = (items[-1].start, item.end)
                items += [Item(value, *span) for value in between(items[-1].value, item.value)]
            items.append(item)
        return items, j

    def _member(self, j: int, last: str, *, words: bool) -> tuple[Item, int, bool] | None:
        is_range = self.at(j).kind is Kind.DASH or (self.at(j).kind is Kind.WORD and self.at(j).value == "till")
        k = j + 1 if is_range else self.separator(j)
        if k == j:
            return None
        found = self.number(k, words=words)
        if found is not None:
            return (*found, is_range)
        token = self.at(k)
        letter, figures = self.text[token.start : token.end], split_letter(last)
        if figures[1] and len(letter) == 1 and "a" <= letter <= "q" and not (is_range and letter <= figures[1]):
            return Item(f"{figures[0]}{letter}", token.start, token.end), k + 1, is_range
        return None

    # -- chapters and sections

    def chapters(self, i: int) -> tuple[list[Item], int] | None:
        """Chapters: "4 kap.", "kap 4", "fjärde kapitlet", "3, 4 och 6 kap."."""
        if self.at(i).kind is Kind.KAPITEL:
            number = self.number(self.after(i, Kind.KAPITEL), words=True)
            if number is None or (self.at(i + 1).kind is Kind.ORDINAL):
                return None
            return [number[0]], number[1]
        found = self.numbers(i, words=True)
        if found is None:
            return None
        j = self.after(found[1] + 1 if self.sign(found[1], ".") else found[1], Kind.KAPITEL)
        return (found[0], j) if j else None

    def section_sign(self, i: int, *, sure: bool) -> int:
        """The index after "§", "paragrafen", "par."; when `sure` that a section is cited, also after what may be a damaged sign."""
        if self.at(i).kind is Kind.PARAGRAF:
            return i + 2 if self.sign(i + 1, ":") and self.at(i).value == "word" else i + 1
        if sure and self.at(i).kind is Kind.MAYBE_PARAGRAF:
            return i + 1
        return 0

    def sections(self, i: int, kapitel: str | None, *, bare: bool = False) -> tuple[list[Part], int] | None:
        """Sections, with paragraphs and points: "1 och 2 §§", "§ 1", "första paragrafen"; after a chapter also "1" alone if `bare`."""
        sure = kapitel is not None
        start = self.section_sign(i, sure=sure and bare)
        if start:
            found = self.numbers(start, words=True)
            if found is None:
                return None
            items, j = found
            j = self.give_back(items, j)
        else:
            found = self._signed_numbers(i, sure=sure, bare=bare)
            if found is None:
                return None
            items, j = found
        parts = [Part(kapitel, item.value, item.start, item.end) for item in items]
        begin = self.at(i).start
        parts[0] = replace(parts[0], start=min(begin, parts[0].start))
        parts[-1] = replace(parts[-1], end=max(self.at(j - 1).end, parts[-1].end))
        return parts, j

    def _signed_numbers(self, i: int, *, sure: bool, bare: bool) -> tuple[list[Item], int] | None:
        worded = self.at(i).kind is Kind.ORDINAL or (sure and self.at(i).kind is Kind.CARDINAL)
        found = self.numbers(i, words=worded)
        if found is None:
            return None
        items, j = found
        maybe = sure or self.at(j + 1).kind in (Kind.ACT, Kind.SFS)
        after = self.section_sign(j, sure=maybe)
        if (after and self.at(j).value != "words") or (after and worded):
            return items, after
        if not bare or self.at(i).kind is Kind.ORDINAL:
            return None
        j = self.give_back(items, j)
        return None if self.counts(j) and len(items) == 1 else (items, j)

    def give_back(self, items: list[Item], j: int) -> int:
        """Leave the last number of a list to what follows when that makes it another citation: "§ 4, 5 kap.", "9 § 3, 14 § LVU"."""
        one = len(items) > 1 and (self.at(j).kind in (Kind.KAPITEL, Kind.PARAGRAF, Kind.STYCKE) or self.counts(j))
        if not one:
            return j
        last = items.pop().start
        while j > 0 and self.at(j - 1).start >= last:
            j -= 1
        while j > 0 and self.at(j - 1).start >= items[-1].end:
            j -= 1
        return j

    # -- paragraphs and points

    def points(self, i: int) -> tuple[list[Item], int] | None:
        """A list of numbers or letters that may be points of the section before: "2", "3 och 4", "a-c"; without what follows as its own."""
        if self.at(i).kind is not Kind.NUMBER:
            return self.letters(i)
        found = self.numbers(i)
        if found is None:
            return None
        return found[0], self.give_back(*found)

    def letters(self, i: int) -> tuple[list[Item], int] | None:
        """A list of lettered points: "a", "a)", "a och b", "a-c"."""
        items: list[Item] = []
        j, is_range = i, False
        while len(items) < LONGEST_LIST:
            token = self.at(j)
            if token.kind is not Kind.WORD or token.value not in _POINTS or not self.text[token.start : token.end].islower():
                break
            span = (items[-1].start if is_range else token.start, token.end)
            items += [Item(chr(code), *span) for code in range(ord(items[-1].value) + 1, ord(token.value))] if is_range else []
            items.append(Item(token.value, token.start, token.end))
            i = j + 2 if self.sign(j + 1, ")") and self.glued(j + 1) else j + 1
            is_range = self.at(i).kind is Kind.DASH
            j = i + 1 if is_range else self.separator(i)
            if j == i:
                break
        return (items, i) if items else None

    def modifier(self, i: int) -> tuple[Kind, list[Item], int] | None:
        """ "andra stycket", "1 st.", "punkt 3", "p. 2 och 4", "tionde punkten"."""
        for kind in (Kind.STYCKE, Kind.PUNKT):
            j = self.after(i, kind)
            found = self.numbers(j, words=True) if j else None
            if found is not None:
                return kind, found[0], self.give_back(found[0], found[1])
            lettered = self.letters(j) if j and kind is Kind.PUNKT else None
            if lettered is not None:
                return kind, *lettered
        found = self.numbers(i, words=True)
        if found is None:
            return None
        items, j = found
        if items[-1].value.endswith("p") and len(items) == 1 and self.at(j).kind not in (Kind.PARAGRAF, Kind.KAPITEL):  # "9 § 3p"
            return Kind.PUNKT, [replace(items[0], value=items[0].value[:-1])], j
        kind = self.at(j).kind
        return (kind, items, self.after(j, kind)) if kind in (Kind.STYCKE, Kind.PUNKT, Kind.MENING) else None

    def modified(self, part: Part, i: int) -> tuple[list[Part], int]:
        """A section with the paragraphs and points that follow it, one part for each."""
        parts = [part]
        for _ in range(4):
            k = i + 1 if self.sign(i, ",") else i
            found = self.modifier(k)
            if found is None:
                break
            kind, items, i = found
            if kind is not Kind.MENING:
                parts = apply_modifier(parts, kind, items, self.at(i - 1).end)
        return parts, i
