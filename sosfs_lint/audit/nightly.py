"""A night: what is unchanged passes, the rest is judged by the pool, and all of it is written in small commits in a fixed order."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert

from sosfs_lint.audit import runs
from sosfs_lint.audit.accountability import Account, refuse_private, today, write_log
from sosfs_lint.audit.identity import in_order
from sosfs_lint.audit.judged import Judged, Refused
from sosfs_lint.audit.planning import Mark, Plan, Terms
from sosfs_lint.audit.pool import Item, Pool
from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.schema import sources
from sosfs_lint.audit.sources import Source, find_sources
from sosfs_lint.audit.store import bind_key, close_gone, not_read, pass_day, put_akt, seen_again, told
from sosfs_lint.audit.touched import Basis, Touched, basis_of
from sosfs_lint.audit.worker import Setup
from sosfs_lint.errors import ConfigError
from sosfs_lint.linting import Rulebook
from sosfs_lint.prepared import chosen_rules
from sosfs_lint.readers import Reader
from sosfs_lint.reporters.redaction import Redactor
from sosfs_lint.wording import Says

COMMIT_RECORDS, COMMIT_SECONDS = 50, 2.0


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a night is asked to do."""

    paths: tuple[str, ...]
    setup: Setup
    book: Rulebook
    readers: list[Reader]
    account: Account
    full: bool = False
    workers: int = 1
    deadline: float = 120.0
    refresh_days: int = 60


@dataclass
class Night:
    """What a night came to. Ids and paths are the export's own: they live as long as the morning's outputs are written."""

    run: int
    continued: bool = False
    as_of: date | None = None  # the day that was given
    complete: bool = True  # whether everything was read, so that what was not seen is known to be gone
    akter: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    unit_names: dict[str, str] = field(default_factory=dict)
    unreadable: list[tuple[str, Says]] = field(default_factory=list)
    skipped: int = 0
    duplicates: int = 0
    sources: dict[str, Source] = field(default_factory=dict)
    redact: Redactor = field(default_factory=Redactor)


def run_night(engine: Engine, pseudonyms: Pseudonyms, request: Request, progress: Callable[[int], None] | None = None) -> Night:
    """Audit everything under the paths. The store's lock must be held. Raises ConfigError and StoreError."""
    found = find_sources(request.paths)
    night_day = today()
    request = replace(request, setup=replace(request.setup, night=night_day))
    as_of = request.setup.as_of
    basis = basis_of(request.setup, request.book, pseudonyms)
    packs = ", ".join(f"{pack.name} {pack.version}" for pack in request.book.packs)
    with told(), engine.connect() as connection:
        bind_key(connection, pseudonyms)
        number, continued = runs.begin(connection, pseudonyms, request.account, basis.id, packs, as_of or night_day)
        connection.commit()
        night = _Night(connection, pseudonyms, request, basis, Night(number, continued, as_of))
        try:
            night.go(found, progress)
        except ConfigError:
            connection.rollback()
            runs.close(connection, pseudonyms, number, "stopped", {})
            connection.commit()
            raise
    return night.told


class _Night:
    """One run at work: the open transaction, what the store knew at dusk, and what has been seen since."""

    def __init__(self, connection: Connection, pseudonyms: Pseudonyms, request: Request, basis: Basis, told: Night) -> None:
        self._connection = connection
        self._names = pseudonyms
        self._request = request
        self._settings = basis.id
        self.told = told
        self._run = told.run
        setup = request.setup
        assert setup.night is not None
        self._night = setup.night
        terms = Terms(as_of=setup.as_of, night=setup.night, full=request.full, refresh_days=request.refresh_days)
        self._plan = Plan(connection, pseudonyms, told.run, Touched(connection, basis, request.book), terms)
        self._rules = {unit: chosen_rules(request.book, setup.options_of(unit)) for unit in (None, *setup.units)}
        self._seen: list[dict[str, Any]] = []
        self._redact = told.redact
        self._whole: Counter[str] = Counter()
        self._not_whole: set[str] = set()
        self._ends_unread = False  # nothing has come after what could not be read of the source at hand
        self._unread = 0
        self._since = (0, time.monotonic())

    def go(self, found: list[Source], progress: Callable[[int], None] | None) -> None:
        setup, request = self._request.setup, self._request
        self.told.sources |= {self._plan.place(source): source for source in found}
        self.told.paths |= {place: self._redact(source.shown) for place, source in self.told.sources.items()}
        said = {"sources": len(found), "pseudonyms": [self._plan.place(source) for source in found[:50]]}
        write_log(self._connection, self._names, self._run, "reads", said)
        with Pool(setup, request.book, request.readers, workers=request.workers, deadline=request.deadline) as pool:
            for count, (mark, item) in enumerate(pool.judge(self._plan.tasks(found)), 1):
                self._take(mark, item)
                self._commit()
                if progress is not None:
                    progress(count)
        self._finish(len(found))

    # -- what came of it

    def _take(self, mark: Mark, item: Item | None) -> None:
        if item is None:
            if mark.fault is not None:
                self._refused(mark, mark.fault)
            self._reused(mark)
            self._source_done(mark)
            self._ends_unread = False
        elif isinstance(item, Judged):
            self._judged(mark, item)
        elif item.what == "private":
            refuse_private()
        else:
            self._refused(mark, item)

    def _reused(self, mark: Mark) -> None:
        for name in mark.reused:
            self._seen.append(self._plan.seen(name, mark))
            if mark.piece is not None:
                self.told.akter[name] = self._redact(mark.piece.akt)

    def _judged(self, mark: Mark, item: Judged) -> None:
        planned = mark.piece is not None and mark.piece.akt == item.known_as
        name, nth = (mark.name, mark.nth) if planned else self._plan.claim(item.known_as, mark.place)
        if nth > 1:
            self.told.duplicates += 1
            for row in item.answers:
                row["fingerprint"] = self._names.name("fingerprint", f"{row['fingerprint']}#{nth}")
        known = {"source": mark.place, "content": mark.content, "settings": self._settings, "line": mark.piece.line if mark.piece else None}
        put_akt(self._connection, self._run, name, item, known, self._rules[item.said_by], mark.only)
        self.told.akter[name] = self._redact(item.akt)
        self.told.unit_names.setdefault(item.unit, self._redact(item.name))
        self._whole[mark.place] += 1
        self._ends_unread = False

    def _refused(self, mark: Mark, item: Refused) -> None:
        if item.what == "skipped" and not self._plan.held(mark.place):
            self.told.skipped += 1
            return
        akt = item.akt or (mark.piece.akt if mark.piece else None)
        self._unread += 1
        self._ends_unread = True
        self._not_whole.add(mark.place)
        self.told.unreadable.append((self.told.paths[mark.place], item.reason))
        if akt is None or in_order(akt):
            self.told.complete = False
            return
        not_read(self._connection, self._run, mark.name or self._plan.claim(akt, mark.place)[0])

    def _source_done(self, mark: Mark) -> None:
        if self._ends_unread and mark.piece is None:
            self.told.complete = False  # as of a file that was cut off: what stood after it is not known to be gone
        if mark.piece is not None or mark.reused or mark.fault or mark.place in self._not_whole or not mark.content:
            return
        self._connection.execute(delete(sources).where(sources.c.id == mark.place))
        row = {"id": mark.place, "content": mark.content, "settings": self._settings, "akter": self._whole[mark.place]}
        self._connection.execute(insert(sources).values(**row, seen_run=self._run, judged_run=self._run))

    def _commit(self) -> None:
        count, since = self._since
        if count + 1 >= COMMIT_RECORDS or time.monotonic() - since > COMMIT_SECONDS:
            self._flush()
            self._since = (0, time.monotonic())
        else:
            self._since = (count + 1, since)

    def _flush(self) -> None:
        seen_again(self._connection, self._run, self._seen)
        self._seen.clear()
        self._connection.commit()

    def _finish(self, count: int) -> None:
        self._flush()
        for unit, name in self._plan.unit_names.items():
            self.told.unit_names.setdefault(self._redact(unit)[:200], self._redact(name))
        gone = close_gone(self._connection, self._run) if self.told.complete else 0
        figures = runs.figures(self._connection, self._run, self._request.setup.as_of, self._night)
        pass_day(self._connection, self._run, figures["day"])
        figures |= {"sources": count, "unreadable": self._unread, "skipped": self.told.skipped, "gone": gone}
        figures["akter_in"] = figures["akter"] + self._unread
        runs.close(self._connection, self._names, self._run, "finished", figures)
        self._connection.commit()
