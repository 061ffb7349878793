"""Loci: every occurrence of a moment in a record, with its day and the posts that belong to it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sosfs_lint.akt import Akt, dated_on, day_of, entered_on, find_in, kind_of
from sosfs_lint.case import Case
from sosfs_lint.model import Aktualisering, Anteckning, Arende, Element, Handling, Insats, Personakt, Post, Samtycke, Skede
from sosfs_lint.moments import Moment, Row
from sosfs_lint.reading import came_in
from sosfs_lint.report import Locus
from sosfs_lint.tellings import Telling, given_by, named_in, tell_apart, told_of
from sosfs_lint.tid import Tid, days_between

OPENING = timedelta(3)  # the register may have the start of a matter so many days from the call that began it
GRACE = timedelta(30)  # what is noted so soon after the end of a round still belongs to it

ElementsByKind = Mapping[str, list[tuple[Element, str | None]]]


class Loci(Mapping[str, tuple[Locus, ...]]):
    """Every moment in a record, by kind, in the order of the export; each kind is looked for when it is asked for."""

    def __init__(self, moments: Mapping[str, Moment], case: Case) -> None:
        self._moments = moments
        self._case = case
        self._found: dict[str, tuple[Locus, ...]] = {}
        self._elements: dict[str, list[tuple[Element, str | None]]] = {}
        for element, arende in _elements(case.akt):
            self._elements.setdefault(kind_of(element), []).append((element, arende))

    def __getitem__(self, name: str) -> tuple[Locus, ...]:
        found = self._found.get(name)
        if found is None:
            moment = self._moments[name]
            ends = [locus for end in moment.ends for locus in self[end]]
            found = self._found[name] = find_loci(moment, self._case, self._elements, ends)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._moments)

    def __len__(self) -> int:
        return len(self._moments)


def _elements(akt: Akt) -> Iterator[tuple[Element, str | None]]:
    """Every element that can be a moment, with the matter that it belongs to."""
    personakt = akt.personakt
    yield personakt, None
    for arende in personakt.arende:
        yield arende, arende.id
        yield from ((element, arende.id) for element in (*arende.aktualisering, *arende.skede))
    yield from ((insats, insats.arende) for insats in personakt.insats)
    yield from ((post, akt.arende_of(post)) for post in akt.live)


def find_loci(moment: Moment, case: Case, elements: ElementsByKind, ends: list[Locus]) -> tuple[Locus, ...]:
    """The occurrences of one kind of moment. Those that the moment file calls the same are one, with the posts of all."""
    found: list[Locus] = []
    kinds = {row.kind for row in moment.rows}
    for kind, group in elements.items():
        if kind not in kinds and "" not in kinds:
            continue
        rows = [row for row in moment.rows if row.kind in ("", kind)]
        others = [row for row in moment.looks_like if row.kind in ("", kind)]
        for element, arende in group:
            timely = (row for row in rows if _in_its_place(row, element, arende, case))
            fit = next((fit for row in timely if (fit := row.fits(element, case.reading))), None)
            if fit is not None and not any(_looks_like(row, element, arende, case) for row in others):
                told = tell_apart(fit, moment, case) if isinstance(fit, list) else []
                found.extend(_in_element(moment, case.akt, element, arende, told))
    if moment.per != "post":
        return tuple(_grouped(moment, found, case, ends))
    kept = list(_merged(found, moment, case)) if moment.same_within is not None else found
    kept = list(_counted(kept))
    return tuple(_with_bases(kept, moment, case)) if moment.adds else tuple(kept)


def _looks_like(row: Row, element: Element, arende: str | None, case: Case) -> bool:
    """Whether an element is only what a row of `not` describes; what it follows must then be of its own matter."""
    return _in_its_place(row, element, arende, case, own=True) and bool(row.fits(element, case.reading))


def _in_its_place(row: Row, element: Element, arende: str | None, case: Case, own: bool = False) -> bool:
    """Whether an element stands where the row wants it: on the day of one moment in its matter, after one of others, where there is none of others."""
    day = day_of(element) if isinstance(element, Post) else None
    if row.beside and not any(day and locus.arende == arende and locus.day == day for name in row.beside for locus in case.loci[name]):
        return False
    if any(case.loci[name] for name in row.without):
        return False
    if row.opens and not _opens(element, arende, case):
        return False
    before = [locus for name in row.follows for locus in case.loci[name]]
    before = [locus for locus in before if locus.arende == arende] or ([] if own else before)
    return not row.follows or any(_after(locus.day, day, row.soon) for locus in before)


def _after(before: date | None, day: date | None, soon: int | None) -> bool:
    """Whether a day is not before another, and at most so many days later; without days nothing speaks against it, nor for it being soon."""
    if before is None or day is None:
        return soon is None
    return before <= day and (soon is None or (day - before).days <= soon)


def _opens(element: Element, arende: str | None, case: Case) -> bool:
    """Whether a post is what its matter began with: the first of its days, when the matter was started, and nothing came in on paper."""
    matter = next((one for one in case.akt.personakt.arende if one.id == arende), None)
    started = matter.startad.date if matter is not None and matter.startad is not None else None
    if started is None or not isinstance(element, Post) or (own := day_of(element)) is None or abs(own - started) > OPENING:
        return False
    others = [post for post in case.akt.posts_in(arende) if post.id != element.id and case.akt.arende_of(post) == arende]
    days = [(day, came_in(post)) for post in others if (day := day_of(post)) is not None]
    return all(day >= own and not (on_paper and day <= own + OPENING) for day, on_paper in days)


def _in_element(moment: Moment, akt: Akt, element: Element, arende: str | None, told: list[Telling]) -> Iterator[Locus]:
    """The loci of one element: one, or as many as its prose tells of."""
    if len(told) < 2:
        yield _locus(moment, akt, element, arende, told[0] if told else None)
        return
    for number, telling in enumerate(told, 1):
        locus = _locus(moment, akt, element, arende, telling)
        yield replace(locus, number=number, place=telling.place, others=tuple(other.stretch for other in told if other is not telling))


# -- one per matter


def _grouped(moment: Moment, loci: list[Locus], case: Case, ends: list[Locus]) -> Iterator[Locus]:
    """One locus per matter (or for the record), which all its occurrences belong to; what ends it begins a new round."""
    groups: dict[str | None, list[Locus]] = {}
    for locus in loci:
        groups.setdefault(locus.arende if moment.per == "arende" else None, []).append(locus)
    for arende, group in groups.items():
        last = sorted({end.day + GRACE for end in ends if end.day is not None and end.arende == arende})
        rounds: dict[int, list[Locus]] = {}
        for locus in group:
            rounds.setdefault(bisect_left(last, locus.day) if locus.day is not None else 0, []).append(locus)
        for number, at in enumerate(sorted(rounds), 1):
            first = min(rounds[at], key=_standing)
            later = [locus.day for other in rounds if other > at for locus in rounds[other] if locus.day is not None]
            yield replace(
                first,
                kind="arende" if arende else "akt",
                id=arende or case.akt.personakt.id,
                number=number,
                anchor=_anchor_of_round(first) if moment.ends else None,
                siblings=len(rounds),
                others=first.others if len(rounds) > 1 else (),
                posts=tuple(dict.fromkeys(post for locus in rounds[at] for post in locus.posts)),
                since=last[at - 1] - GRACE + timedelta(1) if number > 1 and at > 0 else None,
                until=min(later) - timedelta(1) if later else None,
            )


def _anchor_of_round(first: Locus) -> str:
    """What tells a round from the others: what it stands in. The matter itself needs no more than its own id."""
    if isinstance(first.element, Arende | Personakt):
        return ""
    return first.anchor or first.key


def _rank(locus: Locus) -> int:
    """Which of several tellings of one moment it stands in: its own element, then a document, then a note."""
    return {Anteckning: 2, Handling: 1}.get(type(locus.element), 0)


def _standing(locus: Locus) -> tuple[int, date, str, int, str]:
    """An order that does not hang on how the export is sorted: by how it is told, by day, by id."""
    return _rank(locus), locus.day or date.max, locus.id, locus.number, locus.anchor or ""


def _counted(loci: list[Locus]) -> Iterator[Locus]:
    """What has no post of its own, with how many there are of it in its matter."""
    count = Counter(locus.id for locus in loci if locus.anchor is not None)
    yield from (locus if locus.anchor is None else replace(locus, siblings=count[locus.id]) for locus in loci)


# -- the same moment told twice


def _merged(loci: list[Locus], moment: Moment, case: Case) -> Iterator[Locus]:
    """Occurrences of one matter within some days, told in different ways, are one moment: of several the one that is about
    the same thing, then those that it names, else the nearest. What names another thing than all of them is a moment of its own.
    """
    kept: list[Locus] = []
    about: list[frozenset[int]] = []
    for locus in sorted(loci, key=_standing):
        own = named_in(locus, moment, case)
        fitting = [at for at, other in enumerate(kept) if _may_be_one(locus, other, moment.same_within or 0, case)]
        fitting = [at for at in fitting if not own or not about[at] or own & about[at]]
        if fitting:
            named = told_of(locus, [kept[at] for at in fitting])
            nearest = min(fitting, key=lambda at: (not own & about[at], _apart(locus, kept[at]), at))
            for at in [at for at, by_name in zip(fitting, named, strict=True) if by_name] or [nearest]:
                other = kept[at]
                kept[at] = replace(other, posts=(*other.posts, *(post for post in locus.posts if post not in other.posts)))
                about[at] |= own
        else:
            kept.append(locus)
            about.append(own)
    order = {locus.key: number for number, locus in enumerate(loci)}
    yield from sorted(kept, key=lambda locus: order[locus.key])


def _may_be_one(locus: Locus, other: Locus, within: int, case: Case) -> bool:
    """Whether two occurrences can be one moment. What one post tells apart stays apart."""
    if other.arende != locus.arende or (locus.post is not None and locus.post == other.post) or _apart(locus, other) > within:
        return False
    told_again = _rank(locus) > _rank(other) or _rank(locus) == 2 or _of_one_measure(locus, other)
    return told_again and not _of_two_people(locus, other, case)


def _of_two_people(locus: Locus, other: Locus, case: Case) -> bool:
    """Whether one is a registered consent, and the other somebody else's."""
    posts = [one for one in (locus.element, other.element) if isinstance(one, Post)]
    if len(posts) < 2 or not any(isinstance(post, Samtycke) for post in posts):
        return False
    givers = {given_by(post, case) for post in posts}
    return None not in givers and len(givers) > 1


def _of_one_measure(locus: Locus, other: Locus) -> bool:
    """Whether one is a measure in the register and the other a post about it, or that names none: its end, and the decision to end it."""
    ids = {(one.id if isinstance(one, Insats) else getattr(one, "insats", None)) for one in (locus.element, other.element)}
    return len(ids - {None}) == 1 and isinstance(locus.element, Insats) != isinstance(other.element, Insats)


def _apart(locus: Locus, other: Locus) -> int:
    return abs(locus.day - other.day).days if locus.day is not None and other.day is not None else 0


def _with_bases(loci: list[Locus], moment: Moment, case: Case) -> Iterator[Locus]:
    """Occurrences of which some only add to an earlier one of their matter ("Utökning. Övrigt som förut."), those bound to the last that is whole."""
    whole = [locus for locus in loci if not _only_adds(locus, moment, case)]
    for locus in loci:
        earlier = (
            [other for other in whole if other.arende == locus.arende and _standing_before(other, locus)] if locus not in whole else []
        )
        yield replace(locus, adds_to=max(earlier, key=lambda other: (other.day or date.min, other.id)).key) if earlier else locus


def _only_adds(locus: Locus, moment: Moment, case: Case) -> bool:
    element = locus.element
    return element is not None and any(row.kind in ("", kind_of(element)) and row.fits(element, case.reading) for row in moment.adds)


def _standing_before(other: Locus, locus: Locus) -> bool:
    return other.day is None or locus.day is None or other.day < locus.day


# -- one occurrence


def _locus(moment: Moment, akt: Akt, element: Element, arende: str | None, telling: Telling | None) -> Locus:
    post = element.id if isinstance(element, Post) else None
    kind = {"personakt": "akt", "arende": "arende", "insats": "insats"}.get(
        kind_of(element), "post" if post else "arende" if arende else "akt"
    )
    own_id = getattr(element, "id", None) if kind in ("akt", "insats") else None
    said = telling.day if telling is not None and "text" in moment.dates else None
    own = said or _own_day(moment, element)
    return Locus(
        kind=kind,
        id=post or own_id or (arende if kind == "arende" and arende else akt.personakt.id),
        moment=moment.name,
        day=own or _day(moment, akt, element),
        post=post,
        posts=(post,) if post else (),
        arende=arende,
        place=place_of(element),
        element=element,
        between=next(filter(None, map(days_between, _dates(moment, element))), None) if own is None else None,
        anchor=_anchor(element),
    )


def _dates(moment: Moment, element: Element) -> Iterator[Tid]:
    paths = (path for path in moment.dates if path != "text")
    return (found.value for path in paths for found in find_in(path, element, "", None) if isinstance(found.value, Tid))


def _own_day(moment: Moment, element: Element) -> date | None:
    """The first exact day in the fields that the moment file names."""
    return next((tid.date for tid in _dates(moment, element) if tid.date is not None), None)


def _anchor(element: Element) -> str | None:
    """What tells a report that came in, or a phase, from another of its matter: its id, else the day it came or began."""
    if not isinstance(element, Aktualisering | Skede):
        return None
    day = element.inkom if isinstance(element, Aktualisering) else element.start
    return getattr(element, "id", None) or (day.date.isoformat() if day is not None and day.date is not None else None)


def _day(moment: Moment, akt: Akt, element: Element) -> date | None:
    """The day of a moment whose own fields give none: when it was entered, or what it is about; none where they give one that is not read."""
    if any(tid.unread for tid in _dates(moment, element)):
        return None
    if moment.dates:
        return dated_on(element) or entered_on(element) if isinstance(element, Post) else None
    if isinstance(element, Post):
        return day_of(element)
    return akt.last_activity if isinstance(element, Personakt) else None


def place_of(element: Element) -> Any:
    """Where an element stands: in the user's original file if the export says it, else in the export."""
    source = getattr(element, "kallposition", None)
    if source is None:
        return element.place
    return element.place._replace(
        path=source.fil, line=source.rad, column=source.kolumn, page=source.sida, sheet=source.blad, cell=source.cell
    )
