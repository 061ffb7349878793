"""Legal citations as case workers and statutes write them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sosfs_lint.law.acts import acts
from sosfs_lint.law.naming import Named
from sosfs_lint.law.numbers import point, spaced
from sosfs_lint.law.parts import Part
from sosfs_lint.law.phrases import Phrase, find_phrases
from sosfs_lint.law.prefilter import may_cite, may_name
from sosfs_lint.law.resolving import SOL, Resolution, by_words, resolve, words_beside

_BESIDE = 60
_ORDINALS = {
    "1": "första",
    "2": "andra",
    "3": "tredje",
    "4": "fjärde",
    "5": "femte",
    "6": "sjätte",
    "7": "sjunde",
    "8": "åttonde",
    "9": "nionde",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """A section of an act (or a whole chapter, `paragraf` None), as a text cites it.

    `sfs` is the act's number, or None when no act is named or it may be one of two; those are then the `candidates`, the newest
    first, and `lag` is the name that they share ("SoL"). Numbers are as in the statute book without blanks: "26a". `start` and
    `end` are offsets in the text; of citations in one list the first has the words before the list, the last those after it, and
    sections inside a range ("1-3 §§") the words of the whole range.
    """

    sfs: str | None
    lag: str | None
    kapitel: str | None
    paragraf: str | None
    stycke: str | None
    punkt: str | None
    start: int
    end: int
    resolution: Resolution
    candidates: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether the act may be one of two: a number alone never decides."""
        return self.sfs is None and len(self.candidates) > 1

    def format(self) -> str:
        """The citation as statutes print it: "4 kap. 1 § socialtjänstlagen (2025:400)". Parsing that gives the citation back."""
        words = [f"{spaced(self.kapitel)} kap."] if self.kapitel else []
        words += [f"{spaced(self.paragraf)} §"] if self.paragraf else []
        if self.stycke:
            words.append(f"{_ORDINALS[self.stycke]} stycket" if self.stycke in _ORDINALS else f"stycke {point(self.stycke)}")
        words += [f"punkt {point(self.punkt)}"] if self.punkt else []
        act = acts().get(self.sfs or "")
        if act is not None:
            words.append(act.definite)
        elif self.sfs:
            words.append(f"lagen ({self.sfs})")
        elif self.lag:
            words.append(self.lag)
        return " ".join(words)


def parse_citations(text: str, *, date: date | None = None) -> list[Citation]:
    """Every citation of a section in the text, in order, one for each section of a list or range.

    `date` is the day of what the text is about, such as a decision. It decides between an old and a new act of one name where the text
    does not: an SFS number, "gamla" or "nya", a section that only one of them has, and words beside it ("utredning" with 11:1) come
    before it. If nothing decides, `sfs` is None and the citation `ambiguous`. A section without an act has `sfs` and `lag` None.
    """
    if not may_cite(text):
        return []
    found: list[Citation] = []
    before: Citation | None = None
    for phrase in find_phrases(text)[0]:
        cited = _cite(phrase, text, date, before)
        before = next((citation for citation in reversed(cited) if citation.candidates), before)
        found += cited
    return found


def assume_act(citation: Citation, text: str) -> Citation | None:
    """A section without an act ("utredning enligt 11:1") as one of the socialtjänstlag that the words beside it tell; else None.

    A number alone tells nothing, nor do words in a text that names another act with chapters (OSL, föräldrabalken).
    """
    if citation.candidates or citation.kapitel is None or citation.paragraf is None or _names_other(text):
        return None
    sfs = by_words(SOL, citation.kapitel, citation.paragraf, words_beside(text, citation.start, citation.end))
    return replace(citation, sfs=sfs, lag=_lag((sfs,)), candidates=(sfs,), resolution=Resolution.WORDS) if sfs is not None else None


def _names_other(text: str) -> bool:
    return any(named.chaptered is not False and not set(named.candidates) & set(SOL) for named in find_phrases(text)[1] if named.candidates)


def _cite(phrase: Phrase, text: str, day: date | None, before: Citation | None) -> list[Citation]:
    named = phrase.named
    beside = words_beside(text, phrase.parts[0].start, phrase.parts[-1].end)
    chapter = before.kapitel if before is not None and phrase.same_chapter else None
    if named is None or named.same:
        back = before is not None and (named is not None or phrase.same_chapter)
        found = [_refer(part, chapter, before if back else None) for part in phrase.parts]
    else:
        found = [_one(part, named, beside, day) for part in phrase.parts]
    told = {citation.sfs: citation for citation in found if citation.sfs is not None}
    if len(told) != 1:
        return found
    by = next(iter(told.values()))
    return [
        replace(citation, sfs=by.sfs, candidates=by.candidates, resolution=by.resolution) if citation.ambiguous else citation
        for citation in found
    ]


def _refer(part: Part, chapter: str | None, before: Citation | None) -> Citation:
    """A section of the act cited before ("samma lag"), or of none that is named."""
    candidates = before.candidates if before is not None else ()
    how = Resolution.REFERENCE if len(candidates) == 1 else Resolution.AMBIGUOUS if candidates else Resolution.UNNAMED
    part = replace(part, kapitel=part.kapitel or chapter)
    return _place(part, Named(candidates, part.start, part.end), candidates, how)


def _one(part: Part, named: Named, beside: str, day: date | None) -> Citation:
    kapitel, paragraf, _ = _places(part, named.chaptered)
    return _place(part, named, *resolve(named, kapitel, paragraf, beside, day))


def _place(part: Part, named: Named, candidates: tuple[str, ...], how: Resolution) -> Citation:
    place = _places(part, named.chaptered)
    if named.chaptered is False and place[0] is not None:  # a chapter is of another act than one without chapters
        return _citation(part, place, (), Resolution.UNNAMED)
    return _citation(part, place, candidates, how)


def _citation(part: Part, place: tuple[str | None, str | None, str | None], candidates: tuple[str, ...], how: Resolution) -> Citation:
    sfs = candidates[0] if len(candidates) == 1 else None
    kapitel, paragraf, punkt = place
    return Citation(sfs, _lag(candidates), kapitel, paragraf, part.stycke, punkt, part.start, part.end, how, candidates)


def _places(part: Part, chaptered: bool | None) -> tuple[str | None, str | None, str | None]:
    """Chapter, section and point; in an act without chapters 9:2 is a section and its point."""
    if chaptered is False and part.paired:
        return None, part.kapitel, part.paragraf
    if chaptered is False and part.inherited:
        return None, part.paragraf, part.punkt
    return part.kapitel, part.paragraf, part.punkt


def _lag(candidates: tuple[str, ...]) -> str | None:
    if not candidates:
        return None
    act = acts().get(candidates[0])
    return act.short if act is not None else candidates[0]


# -- what checks and frames ask


def names_act(text: str) -> bool:
    """Whether the text names an act, by short name, title or SFS number."""
    return may_name(text) and bool(find_phrases(text)[1])


def find_acts(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where acts are named and cited by nothing more: their place, and the SFS numbers that they may be."""
    if not may_name(text):
        return []
    phrases, names = find_phrases(text)
    cited = [phrase.named for phrase in phrases]
    return [(named.start, named.end, named.candidates) for named in names if named not in cited and named.candidates and not named.compound]


def names_section(text: str) -> bool:
    """Whether the text names a section, in any of the styles in use; an SFS number is none."""
    return any(citation.paragraf is not None for citation in parse_citations(text))


def find_sections(text: str) -> list[tuple[int, int, bool]]:
    """Where sections are cited, and whether their act is named with or beside them (within some words)."""
    if not may_cite(text):
        return []
    phrases, names = find_phrases(text)
    found = []
    for phrase in phrases:
        for part in phrase.parts:
            if part.paragraf is not None:
                beside = any(named.start < part.end + _BESIDE and named.end > part.start - _BESIDE for named in names)
                found.append((part.start, part.end, phrase.named is not None or beside))
    return found
