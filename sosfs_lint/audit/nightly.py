"""A night: what is unchanged passes, the rest is judged by the pool, and all of it is written in small commits in a fixed order."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from sosfs_lint import __version__
from sosfs_lint.audit import runs
from sosfs_lint.audit.accountability import Account, refuse_private, write_log
from sosfs_lint.audit.judged import Judged, Refused
from sosfs_lint.audit.pool import Item, Pool
from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.schema import akter, sources
from sosfs_lint.audit.slicing import Slice, Sliced, sliced
from sosfs_lint.audit.sources import Source, find_sources
from sosfs_lint.audit.store import bind_key, close_gone, not_read, put_akt, seen_again, told
from sosfs_lint.audit.worker import Setup, Task
from sosfs_lint.errors import ConfigError
from sosfs_lint.linting import Rulebook
from sosfs_lint.readers import Reader
from sosfs_lint.reporters.redaction import Redactor
from sosfs_lint.wording import Says, say

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
    complete: bool = True  # whether everything was read, so that what was not seen is known to be gone
    akter: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    unit_names: dict[str, str] = field(default_factory=dict)
    unreadable: list[tuple[str, Says]] = field(default_factory=list)
    skipped: int = 0
    duplicates: int = 0


@dataclass(frozen=True)
class _Mark:
    """What the parent knows of a task before it is done."""

    source: Source
    place: str
    content: str = ""
    piece: Slice | None = None
    name: str = ""
    reused: tuple[str, ...] = ()
    fault: Refused | None = None


def run_night(engine: Engine, pseudonyms: Pseudonyms, request: Request, progress: Callable[[int], None] | None = None) -> Night:
    """Audit everything under the paths. The store's lock must be held. Raises ConfigError and StoreError."""
    found = find_sources(request.paths)
    settings = settings_hash(request, pseudonyms)
    packs = ", ".join(f"{pack.name} {pack.version}" for pack in request.book.packs)
    with told(), engine.connect() as connection:
        bind_key(connection, pseudonyms)
        number, continued = runs.begin(connection, pseudonyms, request.account, settings, packs)
        connection.commit()
        night = _Night(connection, pseudonyms, request, settings, Night(number, continued))
        try:
            night.go(found, progress)
        except ConfigError:
            connection.rollback()
            runs.close(connection, pseudonyms, number, "stopped", {})
            connection.commit()
            raise
    return night.told


def settings_hash(request: Request, pseudonyms: Pseudonyms) -> str:
    """What answers hang on besides the record: tool, packs to the last file, selection, local numbers and profile."""
    setup = request.setup
    hasher = pseudonyms.hasher("settings")
    said = (__version__, sorted(setup.selected) if setup.selected is not None else None, sorted(request.book.local.items()), setup.profile)
    hasher.update(repr(said).encode())
    if setup.profile and Path(setup.profile).is_file():
        hasher.update(Path(setup.profile).read_bytes())
    for pack in request.book.packs:
        hasher.update(f"{pack.name} {pack.version}".encode())
        for file in sorted(f for f in pack.folder.rglob("*") if f.suffix in (".toml", ".py")):
            hasher.update(file.relative_to(pack.folder).as_posix().encode() + file.read_bytes())
    digest: str = hasher.hexdigest()
    return digest


class _Night:
    """One run at work: the open transaction, what the store knew at dusk, and what has been seen since."""

    def __init__(self, connection: Connection, pseudonyms: Pseudonyms, request: Request, settings: str, told: Night) -> None:
        self._connection = connection
        self._names = pseudonyms
        self._request = request
        self._settings = settings
        self.told = told
        self._run = told.run
        columns = (
            akter.c.id,
            akter.c.content,
            akter.c.settings,
            akter.c.day,
            akter.c.next_clock,
            akter.c.judged_run,
            akter.c.gone_run,
            akter.c.source,
        )
        self._known: dict[str, Mapping[str, Any]] = {row["id"]: dict(row) for row in connection.execute(select(*columns)).mappings()}
        self._scanned: Counter[str] = Counter()
        self._taken: Counter[str] = Counter()
        self._seen: list[dict[str, Any]] = []
        self._redact = Redactor()
        self._whole: Counter[str] = Counter()
        self._not_whole: set[str] = set()
        self._unread = 0
        self._since = (0, time.monotonic())

    def go(self, found: list[Source], progress: Callable[[int], None] | None) -> None:
        setup, request = self._request.setup, self._request
        write_log(
            self._connection, self._names, self._run, "reads", {"sources": len(found), "pseudonyms": [self._place(s) for s in found[:50]]}
        )
        with Pool(setup, request.book, request.readers, workers=request.workers, deadline=request.deadline) as pool:
            for count, (mark, item) in enumerate(pool.judge(self._tasks(found)), 1):
                self._take(mark, item)
                self._commit()
                if progress is not None:
                    progress(count)
        self._finish(len(found))

    # -- what is to be done

    def _tasks(self, found: list[Source]) -> Iterator[tuple[_Mark, Task | None]]:
        """Files that can be cut come first, so that the numbering of ids that occur twice does not hang on who is fastest."""
        whole: list[Source] = []
        number = 0
        for source in found:
            self.told.paths[self._place(source)] = self._redact(source.shown)
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
                        yield mark, Task(number, source, span, pieces.tail) if span else None
            except OSError:
                whole.append(source)
        for source in whole:
            number += 1
            mark = self._whole_mark(source)
            yield mark, None if mark.reused or mark.fault else Task(number, source)

    def _pieces(self, source: Source, pieces: Sliced) -> Iterator[tuple[_Mark, tuple[int, int, int] | None]]:
        day = self._request.setup.as_of or pieces.day
        for piece in pieces.slices:
            self._scanned[piece.akt] += 1
            name = self._name(piece.akt, self._scanned[piece.akt])
            content = self._names.content("content", *pieces.content(piece))
            known = self._known.get(name)
            if known is not None and known["content"] == content and self._holds(known, day):
                yield _Mark(source, self._place(source), content, piece, name, (name,)), None
            else:
                yield _Mark(source, self._place(source), content, piece, name), (len(pieces.head), piece.start, piece.end)

    def _whole_mark(self, source: Source) -> _Mark:
        place = self._place(source)
        if source.fault is not None:
            return _Mark(source, place, fault=Refused("unreadable", say(source.fault)))
        hasher = self._names.hasher("content")
        try:
            with source.open() as stream:
                while block := stream.read(1 << 20):
                    hasher.update(block)
        except (OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
            return _Mark(source, place)
        content = hasher.hexdigest()
        row = self._connection.execute(select(sources).where(sources.c.id == place, sources.c.content == content)).mappings().first()
        its = [akt for akt in self._known.values() if akt["source"] == place and akt["gone_run"] is None] if row is not None else []
        unchanged = row is not None and row["akter"] == len(its) > 0 and all(self._holds(akt, self._request.setup.as_of) for akt in its)
        return _Mark(source, place, content, reused=tuple(akt["id"] for akt in its) if unchanged else ())

    def _holds(self, known: Mapping[str, Any], day: date | None) -> bool:
        """Whether what is known of an unchanged record still holds: same settings, and no clock has run out since."""
        if known["settings"] != self._settings or known["gone_run"] is not None:
            return False
        if known["judged_run"] == self._run:
            return True
        if self._request.full:
            return False
        judged, clock = known["day"], known["next_clock"]
        if day is None or judged is None or day == judged:
            return True
        spread = int(known["id"][:4], 16) % max(self._request.refresh_days // 2, 1)
        return bool(day > judged and (clock is None or day <= clock) and (day - judged).days < self._request.refresh_days - spread)

    # -- what came of it

    def _take(self, mark: _Mark, item: Item | None) -> None:
        if item is None:
            if mark.fault is not None:
                self._refused(mark, mark.fault)
            self._reused(mark)
            self._source_done(mark)
        elif isinstance(item, Judged):
            self._judged(mark, item)
        elif item.what == "private":
            refuse_private(administration=False)
        else:
            self._refused(mark, item)

    def _reused(self, mark: _Mark) -> None:
        for name in mark.reused:
            line = mark.piece.line if mark.piece else None
            if mark.piece is not None:
                self._taken[mark.piece.akt] += 1
                self.told.akter[name] = self._redact(mark.piece.akt)
                self._seen.append({"name": name, "at": mark.place, "at_line": line})
            else:
                self._connection.execute(akter.update().where(akter.c.id == name).values(seen_run=self._run, unread_run=None))

    def _judged(self, mark: _Mark, item: Judged) -> None:
        self._taken[item.akt] += 1
        nth = self._taken[item.akt]
        name = self._name(item.akt, nth)
        if nth > 1:
            self.told.duplicates += 1
            for row in item.answers:
                row["fingerprint"] = self._names.name("fingerprint", f"{row['fingerprint']}#{nth}")
        known = {"source": mark.place, "content": mark.content, "settings": self._settings, "line": mark.piece.line if mark.piece else None}
        put_akt(self._connection, self._run, name, item, known)
        self.told.akter[name] = self._redact(item.akt)
        self.told.unit_names.setdefault(item.unit, self._redact(item.name))
        self._whole[mark.place] += 1

    def _refused(self, mark: _Mark, item: Refused) -> None:
        if item.what == "skipped":
            self.told.skipped += 1
            return
        akt = item.akt or (mark.piece.akt if mark.piece else None)
        self._unread += 1
        self._not_whole.add(mark.place)
        self.told.unreadable.append((self.told.paths[mark.place], item.reason))
        if akt is None:
            self.told.complete = False
            return
        self._taken[akt] += 1
        not_read(self._connection, self._run, self._name(akt, self._taken[akt]))

    def _source_done(self, mark: _Mark) -> None:
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
        gone = close_gone(self._connection, self._run) if self.told.complete else 0
        figures = runs.figures(self._connection, self._run, self._request.setup.as_of)
        figures |= {"sources": count, "unreadable": self._unread, "skipped": self.told.skipped, "gone": gone}
        figures["akter_in"] = figures["akter"] + self._unread
        runs.close(self._connection, self._names, self._run, "finished", figures)
        self._connection.commit()

    # -- names

    def _place(self, source: Source) -> str:
        return self._names.name("source", source.shown)

    def _name(self, akt: str, nth: int) -> str:
        return self._names.name("akt", akt if nth == 1 else f"{akt}#{nth}")
