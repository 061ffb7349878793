"""What is to be done in a night: each source and record is hashed, and what is known and still holds passes without being judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from sosfs_lint.audit.judged import Refused
from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.schema import akter, answers, sources
from sosfs_lint.audit.slicing import Slice, Sliced, sliced
from sosfs_lint.audit.sources import Source
from sosfs_lint.audit.touched import Touched
from sosfs_lint.audit.worker import Task
from sosfs_lint.errors import ReadingStopped
from sosfs_lint.report import Verdict

_COLUMNS = ("id", "content", "settings", "day", "next_clock", "judged_run", "gone_run", "source")
_EVERYTHING = None


@dataclass(frozen=True)
class Mark:
    """What the parent knows of a task before it is done: `reused` are records that need none, `only` the rules to ask."""

    source: Source
    place: str
    content: str = ""
    piece: Slice | None = None
    name: str = ""
    reused: tuple[str, ...] = ()
    only: frozenset[str] | None = None
    fault: Refused | None = None


@dataclass(frozen=True, kw_only=True)
class Terms:
    """When a known answer holds: on which day it is asked, for how long, and whether at all."""

    as_of: date | None
    full: bool
    refresh_days: int


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
        self._failed: dict[str, frozenset[str]] = {}
        broken = select(answers.c.akt, answers.c.rule).where(answers.c.until_run.is_(None), answers.c.verdict == str(Verdict.FAILED))
        for akt, rule in connection.execute(broken):
            self._failed[akt] = self._failed.get(akt, frozenset()) | {rule}
        self._scanned: Counter[str] = Counter()
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
        for source in whole:
            number += 1
            mark = self._whole(source)
            yield mark, None if mark.reused or mark.fault else Task(number, source, only=mark.only)

    def _pieces(self, source: Source, pieces: Sliced) -> Iterator[tuple[Mark, tuple[int, int, int] | None]]:
        day, place = self._terms.as_of or pieces.day, self.place(source)
        self.unit_names |= pieces.units
        for piece in pieces.slices:
            self._scanned[piece.akt] += 1
            name = self.name(piece.akt, self._scanned[piece.akt])
            content = self._names.content("content", *pieces.content(piece))
            known = self._known.get(name)
            only = self._to_ask(known, day) if known is not None and known["content"] == content else _EVERYTHING
            if only == frozenset():
                yield Mark(source, place, content, piece, name, (name,)), None
            else:
                yield Mark(source, place, content, piece, name, only=only), (len(pieces.head), piece.start, piece.end)

    def _whole(self, source: Source) -> Mark:
        place = self.place(source)
        if source.fault is not None:
            return Mark(source, place, fault=Refused("unreadable", source.fault))
        hasher = self._names.hasher("content")
        try:
            with source.open() as stream:
                while block := stream.read(1 << 20):
                    hasher.update(block)
        except (OSError, RuntimeError, NotImplementedError, EOFError, ValueError, ReadingStopped):
            return Mark(source, place)
        content = hasher.hexdigest()
        row = self._connection.execute(select(sources).where(sources.c.id == place, sources.c.content == content)).mappings().first()
        its = [akt for akt in self._known.values() if akt["source"] == place and akt["gone_run"] is None] if row is not None else []
        if row is None or row["akter"] != len(its) or not its:
            return Mark(source, place, content)
        asked = [self._to_ask(akt, self._terms.as_of) for akt in its]
        only = _EVERYTHING if _EVERYTHING in asked else frozenset[str]().union(*(rules for rules in asked if rules is not None))
        return Mark(source, place, content, reused=() if only != frozenset() else tuple(akt["id"] for akt in its), only=only)

    def _to_ask(self, known: Mapping[str, Any], day: date | None) -> frozenset[str] | None:
        """Which rules an unchanged record must be asked: none where all holds, None (all) where a clock has run out since."""
        touched = self._touched.since(known["settings"])
        if touched is None or known["gone_run"] is not None:
            return _EVERYTHING
        if known["judged_run"] == self._run:
            return touched
        if self._terms.full or not self._holds(known, day):
            return _EVERYTHING
        return touched | self._failed.get(known["id"], frozenset())  # what broke down last time is tried again

    def _holds(self, known: Mapping[str, Any], day: date | None) -> bool:
        judged, clock = known["day"], known["next_clock"]
        if day is None or judged is None or day == judged:
            return True
        spread = int(known["id"][:4], 16) % max(self._terms.refresh_days // 2, 1)
        return bool(day > judged and (clock is None or day <= clock) and (day - judged).days < self._terms.refresh_days - spread)

    # -- names

    def place(self, source: Source) -> str:
        return self._names.name("source", source.shown)

    def name(self, akt: str, nth: int) -> str:
        return self._names.name("akt", akt if nth == 1 else f"{akt}#{nth}")
