"""A worker: a process of its own that reads and judges what it is told to, and says in shared memory which rule it is at."""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sosfs_lint.audit.identity import own_day
from sosfs_lint.audit.judged import Judged, Refused, to_judged
from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.slicing import whole
from sosfs_lint.audit.sources import FAULTS, Source
from sosfs_lint.audit.waiting import waited
from sosfs_lint.audit.warm import Loaded, load
from sosfs_lint.ending import end_at_once_when_told
from sosfs_lint.linting import Options, judge_akt
from sosfs_lint.model import Personakt
from sosfs_lint.prepared import chosen_rules, unit_of
from sosfs_lint.report import AktReport, Answer, Locus, Remark, Unreadable, Verdict
from sosfs_lint.run import read_source
from sosfs_lint.wording import say


@dataclass(frozen=True)
class Setup:
    """What every worker is told when it starts."""

    packs: tuple[str, ...]
    local: Mapping[str, int]
    options: Options
    profile: str | None
    key: bytes
    private: bool  # whether records of a private utförare may be judged
    memory: int  # megabytes, over which a worker is replaced
    units: Mapping[str, Options] = field(default_factory=dict)
    delegation: str | None = None
    night: date | None = None  # the night's own day, for exports that carry none

    @property
    def as_of(self) -> date | None:
        return self.options.as_of

    def day_of(self, personakt: Personakt) -> date | None:
        """The day that a record is judged on: the one given, the export's own, else the night's."""
        return self.as_of or own_day(personakt) or self.night

    def options_of(self, unit: str | None) -> Options:
        """What holds for a unit of the configuration; None is all others."""
        return self.options if unit is None else self.units[unit]


@dataclass(frozen=True)
class Task:
    """A record in a file that could be cut (`span`: where the head ends, where the record starts and ends), or a whole source."""

    number: int
    source: Source
    span: tuple[int, int, int] | None = None
    tail: bytes = b""
    received: int = 0  # how many items of the source the parent has already
    without: Mapping[int, frozenset[str]] = field(default_factory=dict)  # rules that took too long, by item
    only: frozenset[str] | None = None  # the rules that a changed pack touches, where the rest is known


@dataclass(frozen=True)
class Ended:
    """A task is done. `full`: the worker has grown over its bound and wants to be replaced."""

    full: bool = False


READING = -1.0
STATE = (0.0, READING, 0.0)  # when the record was begun (0: none is), the number of the rule, how long the worker had waited by then


def work(pipe: Connection, state: Any, setup: Setup, loaded: Loaded | None) -> None:
    """The worker's life. What is `loaded` was there before it was forked; else it loads it itself before it takes a task.

    Whatever breaks down ends the process, and the parent does what is to be done. Only the kind of the error and its place in
    the program are told: its message may hold words of a record.
    """
    end_at_once_when_told()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, who ends its workers
    try:
        _work(pipe, state, setup, loaded)
    except Exception as error:  # noqa: BLE001
        at = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(f"sosfs-lint: a worker broke down: {type(error).__name__} at {Path(at.filename).name}:{at.lineno}\n")
        sys.stderr.flush()
        os._exit(1)


def _work(pipe: Connection, state: Any, setup: Setup, loaded: Loaded | None) -> None:
    """Tasks in, items out, until the parent closes the pipe or dies."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    worker = _Worker(setup, state, loaded or load(setup.packs, setup.local, setup.delegation))
    gc.collect()
    gc.freeze()  # what is shared with the parent is never looked at for garbage, and so stays shared
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        for item in worker.items(task):
            state[0] = 0.0
            pipe.send(item)
        state[0] = 0.0
        pipe.send(Ended(_megabytes() > setup.memory))


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


class _Worker:
    """The rulebook and the readers of one process."""

    def __init__(self, setup: Setup, state: Any, loaded: Loaded) -> None:
        self._setup = setup
        self._state = state
        self._pseudonyms = Pseudonyms(setup.key)
        self._book, self._readers = loaded.book, loaded.readers
        self._numbers = {rule: float(number) for number, rule in enumerate(self._book.rules)}

    def items(self, task: Task) -> Iterator[Judged | Refused]:
        """One item per record and per file that could not be read; the clock of the deadline starts anew with each."""
        self._begin()
        found = self._read(task)
        for number, (item, remarks) in islice(enumerate(found), task.received, None):
            if isinstance(item, Personakt):
                yield self._judged(item, remarks, task.without.get(number, frozenset()), task.only)
            else:
                yield item
            self._begin()

    def _begin(self) -> None:
        self._state[1], self._state[2] = READING, waited(os.getpid())
        self._state[0] = time.monotonic()

    def _read(self, task: Task) -> Iterator[tuple[Personakt | Refused, list[Remark]]]:
        remarks: list[Remark] = []
        try:
            for item in self._raw(task):
                match item:
                    case Remark() if item.what.key == "skipped-file":
                        yield Refused("skipped", item.what), []
                    case Remark():
                        remarks.append(item)
                    case Unreadable():
                        yield Refused("unreadable", item.reason, item.akt, item.line), []
                    case Personakt():
                        yield item, remarks
                        remarks = []
        except FAULTS as error:
            yield Refused("unreadable", say("io", reason=type(error).__name__)), []

    def _raw(self, task: Task) -> Iterator[Personakt | Remark | Unreadable]:
        source, setup = task.source, self._setup
        if task.span is not None:
            head_end, start, end = task.span
            with Path(source.path).open("rb") as file:
                head = file.read(head_end)
                file.seek(start)
                document = whole(head, task.tail, file.read(end - start))
            yield from read_source(io.BytesIO(document), source.shown, self._readers, setup.profile, named=True)
            return
        with source.open() as stream:
            yield from read_source(stream, source.shown, self._readers, setup.profile, named=source.named)

    def _judged(
        self, personakt: Personakt, remarks: list[Remark], without: frozenset[str], only: frozenset[str] | None
    ) -> Judged | Refused:
        if personakt.header.aktor.typ == "enskild-utforare" and not self._setup.private:
            return Refused("private", say("private-utforare"), personakt.id)
        unit, day = unit_of(personakt, self._setup.units), self._setup.day_of(personakt)
        options = self._setup.options_of(unit)
        if without or only is not None:
            chosen = chosen_rules(self._book, options)
            options = replace(options, selected=(chosen if only is None else chosen & only) - without)
        try:
            report = judge_akt(personakt, self._book, replace(options, as_of=day, begun=self._at), remarks)
        except MemoryError:
            return Refused("unreadable", say("too-much-memory"), personakt.id, personakt.place.line)
        return to_judged(self._with_failed(report, without), personakt, self._pseudonyms, day, unit)

    def _at(self, rule: str) -> None:
        self._state[1] = self._numbers[rule]

    def _with_failed(self, report: AktReport, without: frozenset[str]) -> AktReport:
        locus = Locus("akt", report.akt, "akt", place=report.place)
        failed = tuple(
            Answer(rule=self._book.rules[rule], verdict=Verdict.FAILED, locus=locus, kind="deadline", reason=say("rule-deadline"))
            for rule in sorted(without)
        )
        return replace(report, answers=report.answers + failed) if failed else report


def _megabytes() -> float:
    """What this process holds now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
