"""What is to be done in a night: each source and record is hashed, and what is known and still holds passes without being judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from sosfs_lint.audit.judged import Refused
from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.schema import akter, answers, sources
from sosfs_lint.audit.slicing import Slice, Sliced, sliced
from sosfs_lint.audit.sources import FAULTS, Source
from sosfs_lint.audit.touched import Touched
from sosfs_lint.audit.worker import Task
from sosfs_lint.errors import ReadingStopped
from sosfs_lint.report import Verdict

_COLUMNS = ("id", "content", "settings", "day", "next_clock", "own_day", "judged_run", "gone_run", "source", "line")
_EVERYTHING = None


@dataclass(frozen=True)
class Mark:
    """What the parent knows of a task before it is done: `reused` are records that need none, `only` the rules to ask."""

    source: Source
    place: str
    content: str = ""
    piece: Slice | None = None
    name: str = ""
    nth: int = 1
    reused: tuple[str, ...] = ()
    only: frozenset[str] | None = None
    fault: Refused | None = None
    own_day: date | None = None  # of the file, where it could be cut


@dataclass(frozen=True, kw_only=True)
class Terms:
    """When a known answer holds: on which day it is asked, for how long, and whether at all."""

    as_of: date | None
    night: date
    full: bool
    refresh_days: int

    def day(self, own: date | None) -> date:
        """The day of a record tonight: the one given, its export's own, else the night's."""
        return self.as_of or own or self.night


class Plan:
    """The tasks of a run, from what the store knew at dusk."""

    def __init__(self, connection: Connection, names: Pseudonyms, run: int, touched: Touched, terms: Terms) -> None:
        self._connection = connection
        self._names = names
        self._run = run
        self._touched = touched
        self._terms = terms
        columns = [akter.c[name] for name in _COLUMNS]
        self._known: dict[str, Mapping[str, Any]] = {row["id"]: dict(row) for row in connection.execute(select(*columns)).mappings()}
        self._in: dict[str, list[Mapping[str, Any]]] = {}
        for akt in self._known.values():
            if akt["gone_run"] is None:
                self._in.setdefault(akt["source"], []).append(akt)
        self._failed: dict[str, frozenset[str]] = {}
        broken = select(answers.c.akt, answers.c.rule).where(answers.c.until_run.is_(None), answers.c.verdict == str(Verdict.FAILED))
        for name, rule in connection.execute(broken):
            self._failed[name] = self._failed.get(name, frozenset()) | {rule}
        self._claimed: set[str] = set()
        self.unit_names: dict[str, str] = {}  # as the files that could be cut say

    def tasks(self, found: list[Source]) -> Iterator[tuple[Mark, Task | None]]:
        """Files that can be cut come first, so that the numbering of ids that occur twice does not hang on who is fastest."""
        whole: list[Source] = []
        number = 0
        for source in found:
            if source.member is not None or source.fault is not None:
                whole.append(source)
                continue
            try:
                with sliced(Path(source.path)) as pieces:
                    if pieces is None:
                        whole.append(source)
                        continue
                    for mark, span in self._pieces(source, pieces):
                        number += 1
                        yield mark, Task(number, source, span, pieces.tail, only=mark.only) if span else None
            except OSError:
                whole.append(source)
        # All of them at once: no record takes the name of one that passes in a later file.
        marks = [self._whole(source) for source in whole]
        for mark in marks:
            number += 1
            yield mark, None if mark.reused or mark.fault else Task(number, mark.source, only=mark.only)

    def _pieces(self, source: Source, pieces: Sliced) -> Iterator[tuple[Mark, tuple[int, int, int] | None]]:
        day, place = self._terms.day(pieces.day), self.place(source)
        self.unit_names |= pieces.units
        for piece in pieces.slices:
            name, nth = self.claim(piece.akt, place)
            content = self._names.content("content", *pieces.content(piece))
            known = self._known.get(name)
            only = self._to_ask(known, day) if known is not None and known["content"] == content else _EVERYTHING
            if only == frozenset():
                yield Mark(source, place, content, piece, name, nth, (name,), own_day=pieces.day), None
            else:
                yield Mark(source, place, content, piece, name, nth, only=only), (len(pieces.head), piece.start, piece.end)

    def _whole(self, source: Source) -> Mark:
        place = self.place(source)
        if source.fault is not None:
            return Mark(source, place, fault=Refused("unreadable", source.fault))
        hasher = self._names.hasher("content")
        try:
            with source.open() as stream:
                while block := stream.read(1 << 20):
                    hasher.update(block)
        except (*FAULTS, ReadingStopped):
            return Mark(source, place)
        content = hasher.hexdigest()
        row = self._connection.execute(select(sources).where(sources.c.id == place, sources.c.content == content)).mappings().first()
        its = self._in.get(place, []) if row is not None else []
        if row is None or row["akter"] != len(its) or not its or any(akt["id"] in self._claimed for akt in its):
            return Mark(source, place, content)
        asked = [self._to_ask(akt, self._terms.day(akt["own_day"])) for akt in its]
        only = _EVERYTHING if _EVERYTHING in asked else frozenset[str]().union(*(rules for rules in asked if rules is not None))
        reused = () if only != frozenset() else tuple(akt["id"] for akt in its)
        self._claimed.update(reused)
        return Mark(source, place, content, reused=reused, only=only)

    def _to_ask(self, known: Mapping[str, Any], day: date) -> frozenset[str] | None:
        """Which rules an unchanged record must be asked: none where all holds, None (all) where a clock has run out since."""
        touched = self._touched.since(known["settings"])
        if touched is None or known["gone_run"] is not None:
            return _EVERYTHING
        if known["judged_run"] == self._run and self._holds(known, day):  # before the night was cut off
            return touched
        if self._terms.full or not self._holds(known, day):
            return _EVERYTHING
        return touched | self._failed.get(known["id"], frozenset())  # what broke down last time is tried again

    def _holds(self, known: Mapping[str, Any], day: date) -> bool:
        judged, clock = known["day"], known["next_clock"]
        if judged is None or day == judged:
            return True
        spread = int(known["id"][:4], 16) % max(self._terms.refresh_days // 2, 1)
        return bool(day > judged and (clock is None or day <= clock) and (day - judged).days < self._terms.refresh_days - spread)

    def held(self, place: str) -> bool:
        """Whether a source held records when it was last read."""
        return place in self._in

    def seen(self, name: str, mark: Mark) -> dict[str, Any]:
        """What is to be written of a record that is as it was: where it stands, and its day tonight."""
        known = self._known[name]
        line, own = (known["line"], known["own_day"]) if mark.piece is None else (mark.piece.line, mark.own_day)
        return {"name": name, "at": mark.place, "at_line": line, "own": own, "on": self._terms.day(own)}

    # -- names

    def place(self, source: Source) -> str:
        return self._names.name("source", source.shown)

    def claim(self, known_as: str, place: str) -> tuple[str, int]:
        """A record's name tonight, and which of its id it is: the one that it had in that source, else the first that is free."""
        names = []
        for nth in count(1):
            name = self._names.akt(known_as, nth)
            known = self._known.get(name)
            if name not in self._claimed:
                names.append((known is None or known["source"] != place, nth, name))
            if known is None and names:
                break
        _, nth, name = min(names)
        self._claimed.add(name)
        return name, nth
