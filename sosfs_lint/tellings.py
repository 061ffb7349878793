"""Tellings: where the prose of one post tells of a moment, and whether it tells of one or of several.

Two tellings are apart when each names a day of its own, another individual of a joint record, or things of different groups
(`apart` in the moment file: the school and the neighbour, the escort and the home help).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sosfs_lint.akt import day_of, find_in
from sosfs_lint.case import Case
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Anteckning, Beslut, Place, Post, Samtycke, Text
from sosfs_lint.moments import Moment
from sosfs_lint.reading import Passage, Said, passages, title_of
from sosfs_lint.report import Locus, Stretch


@dataclass(frozen=True, slots=True, repr=False)
class Telling:
    """Where a post tells of one moment: from its first sentence (`place`) to the next moment's, the day it gives, and what it names."""

    stretch: Stretch
    place: Place
    day: date | None
    names: frozenset[int | str]

    def __repr__(self) -> str:
        return f"<Telling {self.stretch.post}>"


def tell_apart(marks: list[Said], moment: Moment, case: Case) -> list[Telling]:
    """The moments that the marks of one post tell of, in order: what cannot be told apart is one."""
    sentences = {_sentence_of(said): said for said in marks}
    if len(sentences) < 2:
        return [_telling(said, moment, case) for said in marks[:1]]
    order = {passage.place: number for number, passage in enumerate(passages(marks[0].post))}
    apart: list[Telling] = []
    for said in sorted(sentences.values(), key=lambda s: (order.get(s.passage.place, 0), s.mark.start)):
        telling = _telling(said, moment, case)
        if not _goes_on(telling, apart, said, moment, case) and all(_differ(telling, other) for other in apart):
            apart.append(telling)
    return list(_up_to_the_next(apart, moment)) if len(apart) > 1 else [_telling(marks[0], moment, case)]


def _differ(one: Telling, other: Telling) -> bool:
    if one.names and other.names:
        return not one.names & other.names
    return one.day is not None and other.day is not None and one.day != other.day and one.names == other.names


def _goes_on(telling: Telling, apart: list[Telling], said: Said, moment: Moment, case: Case) -> bool:
    """Whether a sentence goes on about the moment told last: of its thing by a pronoun ("I dag läste jag upp den"), or, where the word is
    a reporter's, of whoever reported, by a pronoun or a name already said.
    """
    last = apart[-1].stretch if apart else None
    if last is None or last.place != telling.stretch.place:
        return False
    text = said.passage.text.value
    words = text[telling.stretch.start : telling.stretch.end]
    if not moment.second_hand:
        return _OF_IT.search(words) is not None and not any(phrases.within(words) for phrases in moment.apart)
    name = _BY_NAME.match(words)
    own = {(person.namn or "").split(" ")[0] for person in case.akt.personakt.enskild}
    again = name is not None and name[1] not in own and name[1] in text[last.start : last.end]
    return again or _GOES_ON.match(words) is not None


_OF_IT = re.compile(
    r"\b(?:den|dem|dom|detta|alltihop|alltsammans)(?=\s*(?:[.,;:!?)]|$)|\s+(?:med|på|för|till|i|och|per|hos|via|tillsammans|hemma|högt|då)\b)",
    re.IGNORECASE,
)
_BY_NAME = re.compile(r"\W*([A-ZÅÄÖ]\w+)\b")


def _up_to_the_next(apart: list[Telling], moment: Moment) -> Iterator[Telling]:
    for at, telling in enumerate(apart):
        follower = apart[at + 1].stretch if at + 1 < len(apart) else None
        own = telling.stretch
        end = own.end if moment.tail_is_shared else 10**9
        if follower is not None and follower.place == own.place:
            end = follower.start
        yield replace(telling, stretch=replace(own, end=end))


def _sentence_of(said: Said) -> tuple[object, int]:
    return said.passage.place, _bounds(said.passage, said.mark.start, said.mark.end)[0]


def _bounds(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The sentence around some words, or the line."""
    text = passage.text.value
    first = max(text.rfind(". ", 0, start) + 1, text.rfind("\n", 0, start) + 1, text.rfind("! ", 0, start) + 1, 0)
    last = min((at for at in (text.find(". ", end), text.find("\n", end)) if at > 0), default=len(text))
    return first, last


def _telling(said: Said, moment: Moment, case: Case) -> Telling:
    first, last = _bounds(said.passage, said.mark.start, said.mark.end)
    words = said.passage.text.value[first:last]
    names: frozenset[int | str] = frozenset({*_groups(words, moment), *_individuals(words, case)})
    return Telling(Stretch(said.post.id, said.passage.place, first, last), _place(said.passage, first), day_said(said), names)


def _place(passage: Passage, start: int) -> Place:
    """The line and column of a sentence of a passage."""
    rest = passage.text.value[start:]
    return passage.at(start + len(rest) - len(rest.lstrip()))


def _groups(words: str, moment: Moment) -> Iterator[int]:
    return (number for number, phrases in enumerate(moment.apart) if phrases.within(words))


def _individuals(words: str, case: Case) -> Iterator[str]:
    """The individuals of a joint record that a sentence names; one that goes on about the last ("Hon söker för sig och Bo") names none anew."""
    people = case.akt.personakt.enskild
    for person in people if len(people) > 1 and not _GOES_ON.match(words) else ():
        first = (person.namn or "").split(" ")[0]
        if len(first) > 1 and first in words:
            yield person.id or first


_GOES_ON = re.compile(r"\W*(?:hon|han|hen|de|dom|båda|bägge)\b", re.IGNORECASE)


def day_said(said: Said) -> date | None:
    """The exact day that stands in the words that tell of a moment, or right beside them."""
    text = said.passage.text.value
    start = text.rfind(".", 0, said.mark.start) + 1
    covered = said.mark.start if said.mark.kind == "heading" else said.mark.end  # of all that stands under a heading its first sentence
    end = text.find(".", covered)
    own = text[start : end if end > 0 else len(text)]
    day = day_of(said.post)
    past = [d.day for d in find_dates(own, day) if d.day is not None and (day is None or d.day <= day)]
    return past[0] if len(set(past)) == 1 else None if past else _day_of_late_note(text, day)


# how a note that was written afterwards begins: it says first which day it is about
_LATE = re.compile(
    r"\W*(?:avser|gäller|rör|\w*anteckning(?:en)? (?:avser|gäller|för|om)|(?:sen|försenad|efterhands)\w* ?\w*|(?:skrivs|skriven|skrivet|antecknas|antecknat|förs in|infört?)? ?"
    r"i efterhand)\b[^.\n]*(?:\.(?=\d)[^.\n]*)*",
    re.IGNORECASE,
)


def _day_of_late_note(text: str, written: date | None) -> date | None:
    """The day that the first words of a note say it is about ("Avser natten till 3/4, blev inte skrivet")."""
    opening = _LATE.match(text)
    days = {d.day for d in find_dates(opening[0], written) if d.day is not None and not d.relative} if opening else set()
    day = days.pop() if len(days) == 1 else None
    return day if day is not None and (written is None or day <= written) else None


def named_in(locus: Locus, moment: Moment, case: Case) -> frozenset[int]:
    """What a locus is about, by the groups of words of its moment: the first telling of it that names anything; else nothing."""
    if not moment.apart or not isinstance(locus.element, Post):
        return frozenset()
    if isinstance(locus.element, Beslut):
        return frozenset(_groups(_words_of(locus.element), moment))
    marks = next((fit for row in moment.rows if isinstance(fit := row.fits(locus.element, case.reading), list)), [])
    own = [s for s in marks if not any(other.holds(s.post.id, s.passage.place, s.mark.start) for other in locus.others)]
    told = (frozenset(number for number in _telling(said, moment, case).names if isinstance(number, int)) for said in own)
    return next((names for names in told if names), frozenset())


def told_of(locus: Locus, others: list[Locus]) -> list[bool]:
    """Which of several elements a note tells of: those of which it has a word of their title, or their day, that none of the others has.

    A note that went out with two orders belongs to both.
    """
    registered = [isinstance(one.element, Post) and not isinstance(one.element, Anteckning) for one in others]
    if sum(registered) < 2 or not isinstance(locus.element, Anteckning):
        return [False] * len(others)
    words, days = _told(locus, locus.element)
    titles = [_stems(" ".join(title_of(one.element))) if isinstance(one.element, Post) else set() for one in others]
    own_words = [title - set().union(*(titles[:at] + titles[at + 1 :])) for at, title in enumerate(titles)]
    held = [one.day for one in others]
    return [
        is_element and (bool(own & words) or (day in days and held.count(day) == 1))
        for is_element, own, day in zip(registered, own_words, held, strict=True)
    ]


def _told(locus: Locus, note: Anteckning) -> tuple[set[str], set[date | None]]:
    """The words and the days of a note, but for what it tells of other moments of the kind."""
    words, days = _stems(" ".join(title_of(note))), set[date | None]()
    for passage in passages(note):
        text = passage.text.value
        for other in locus.others:
            if (other.post, other.place) == (note.id, passage.place):
                text = f"{text[: other.start]}{' ' * (min(other.end, len(text)) - other.start)}{text[other.end :]}"
        words |= _stems(text)
        days |= {mark.day for mark in find_dates(text, day_of(note)) if mark.day is not None}
    return words, days


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}


_STEM = 6
_WORD = re.compile(r"[^\W\d_]{4,}")


def given_by(post: Post, case: Case) -> str | None:
    """Whose consent a post is: as its field says, else the only one of the individuals and the guardians whom its title names."""
    if isinstance(post, Samtycke):
        return post.av
    title = " ".join(title_of(post))
    named = {
        person.id for person in (*case.akt.personakt.enskild, *case.guardians) if person.namn and person.namn.split(" ")[0] in title.split()
    }
    return named.pop() if len(named) == 1 else None


def _words_of(beslut: Beslut) -> str:
    parts = [*title_of(beslut)]
    for name in ("begart", "innehall"):
        parts += [found.value.value if isinstance(found.value, Text) else str(found.value) for found in find_in(name, beslut, "", None)]
    return " ".join(parts)
