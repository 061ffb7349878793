"""Which act words name: a name or SFS number with what is said about its age ("nya SoL", "SoL (2001:453)", "samma lag")."""

from __future__ import annotations

from dataclasses import dataclass

from sosfs_lint.law.acts import acts, acts_by_name
from sosfs_lint.law.grammar import Pieces
from sosfs_lint.law.tokens import Kind

# numbers of these series look like SFS numbers
_OTHER_SERIES = frozenset(
    "sosfs fs hslf dnr diarienr diarienummer nr prop proposition sou ds bet jo rå nja hfd rk mål målnr ärende ärendenr".split()
)
_PATIENCE = 4


@dataclass(frozen=True, slots=True)
class Named:
    """An act as the text names it: the acts it may be, and what tells them apart. `same` when it is the act cited before."""

    candidates: tuple[str, ...]
    start: int
    end: int
    number: bool = False
    age: str = ""
    same: bool = False
    compound: bool = False

    @property
    def chaptered(self) -> bool | None:
        """Whether sections stand in chapters; None when the acts differ in that or are not known."""
        known = {acts()[sfs].chaptered for sfs in self.candidates if sfs in acts()}
        return known.pop() if len(known) == 1 else None


def name_at(pieces: Pieces, i: int) -> tuple[Named, int] | None:
    """The act named from a piece on, and the index after it."""
    start = pieces.at(i).start
    same = _same(pieces, i)
    if same:
        return Named((), start, pieces.at(same - 1).end, same=True), same
    age, j = _age(pieces, i)
    token = pieces.at(j)
    if token.kind is Kind.SFS and not age:
        return _number_alone(pieces, j)
    if token.kind is not Kind.ACT:
        return None
    j += 1
    if token.value[0].isdigit():
        return Named((token.value,), start, token.end, number=True), j
    candidates = acts_by_name().get(token.value, ())
    explicit, j = number_after(pieces, j, candidates)
    if explicit:
        j = _other_name(pieces, j, candidates)
        return Named((explicit,), start, pieces.at(j - 1).end, number=True), j
    later, j = age_after(pieces, j, candidates)
    j = _other_name(pieces, j, candidates)
    compound = pieces.at(j).kind is Kind.DASH and pieces.glued(j) and pieces.glued(j + 1) and pieces.at(j + 1).kind is not Kind.NUMBER
    return Named(candidates, start, pieces.at(j - 1).end, age=age or later, compound=compound), j


def _same(pieces: Pieces, i: int) -> int:
    follows = pieces.at(i + 1)
    return i + 2 if pieces.at(i).kind is Kind.SAME and follows.value in ("lag", "lagen", "balk", "förordning", "författning") else 0


def _age(pieces: Pieces, i: int) -> tuple[str, int]:
    token = pieces.at(i)
    if token.kind is Kind.AGE:
        return token.value, i + 1
    if token.kind is Kind.NUMBER and len(token.value) == 4 and pieces.at(i + 1).value == "års":
        return token.value, i + 2
    return "", i


def _number_alone(pieces: Pieces, i: int) -> tuple[Named, int] | None:
    """An SFS number without a name, if an act has it and no other series is said."""
    token, before = pieces.at(i), pieces.at(i - 1)
    if before.kind is Kind.SIGN and before.value in ".:" and i > 1:
        before = pieces.at(i - 2)
    if token.value not in acts() or before.value in _OTHER_SERIES:
        return None
    return Named((token.value,), token.start, token.end, number=True), i + 1


def _other_name(pieces: Pieces, j: int, candidates: tuple[str, ...]) -> int:
    """The index after another name of the same act: "socialtjänstlagen (SoL)", "OSL/offentlighets- och sekretesslagen"."""
    token = pieces.at(j + 1)
    if pieces.sign(j, "(,/") and token.kind is Kind.ACT and set(acts_by_name().get(token.value, ())) & set(candidates):
        return j + 3 if pieces.sign(j, "(") and pieces.sign(j + 2, ")") else j + 2
    return j


def number_after(pieces: Pieces, j: int, candidates: tuple[str, ...]) -> tuple[str, int]:
    """An SFS number or year after a name: "(2001:453)", "2025:400", "2001", "-01"."""
    k = j
    for _ in range(_PATIENCE):
        if not pieces.sign(k, "(.,"):
            break
        k += 1
    if pieces.at(k).kind is Kind.SFS:
        number = pieces.at(k).value
        return number, k + 2 if pieces.sign(k + 1, ")") else k + 1
    dashed = pieces.at(k).kind is Kind.DASH
    year = pieces.at(k + 1 if dashed else k)
    if year.kind is Kind.NUMBER and year.value.isdigit():
        for sfs in candidates if len(candidates) > 1 else ():
            if sfs.startswith(year.value + ":") or (dashed and int(sfs[2:4]) == int(year.value)):
                k = k + 2 if dashed else k + 1
                return sfs, k + 1 if pieces.sign(k, ")") else k
    return "", j


def age_after(pieces: Pieces, j: int, candidates: tuple[str, ...]) -> tuple[str, int]:
    """ "(gamla lagen)", "(nya)" after a name."""
    if len(candidates) > 1 and pieces.sign(j, "(") and pieces.at(j + 1).kind is Kind.AGE:
        age, k = pieces.at(j + 1).value, j + 2
        if not pieces.sign(k, ")"):
            k += 1
        if pieces.sign(k, ")"):
            return age, k + 1
    return "", j
