"""The pool: tasks in, what they gave out in the same order, with bounded queues, a deadline per record and workers that may die."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from multiprocessing.connection import wait
from typing import Any, TypeVar

from sosfs_lint.audit.judged import Judged, Refused
from sosfs_lint.audit.process import FORK, WorkerProcess
from sosfs_lint.audit.warm import Loaded, warmed
from sosfs_lint.audit.worker import Ended, Setup, Task
from sosfs_lint.linting import Rulebook
from sosfs_lint.readers import Reader
from sosfs_lint.wording import say

T = TypeVar("T")
Item = Judged | Refused
AHEAD = 2  # tasks that a worker has at once: one that it does, one that waits
BUFFERED = 400  # items that may wait for a slow one before them
TRIES = 4  # so many rules of one record may run out of time before the record is given up


class Pool:
    """Worker processes, used as a context; `judge` gives each task with its items, in the order of the tasks.

    A process is started when there is work for it. Where the system can fork, all share what was loaded and warmed once.
    """

    def __init__(self, setup: Setup, book: Rulebook, readers: list[Reader], *, workers: int, deadline: float, fork: bool = FORK) -> None:
        self._setup = setup
        self._loaded = Loaded(book, readers)
        self._rules = list(book.rules)
        self._most = workers
        self._deadline = deadline
        self._fork = fork
        self._workers: list[WorkerProcess] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()
        gc.unfreeze()

    def judge(self, tasks: Iterable[tuple[T, Task | None]]) -> Iterator[tuple[T, Item | None]]:
        """For each (mark, task): (mark, item) for every item, then (mark, None). A mark without task passes through in its place."""
        source = iter(tasks)
        order: deque[tuple[T, Task | None]] = deque()
        open_: dict[int, _Open] = {}
        more = True
        while more or order:
            while more and self._room(order):
                try:
                    mark, task = next(source)
                except StopIteration:
                    more = False
                    break
                order.append((mark, task))
                if task is not None:
                    open_[task.number] = _Open()
                    self._least_busy().give(task)
            yield from self._ready(order, open_)
            if order and order[0][1] is not None:
                self._receive(open_, order[0][1].number)

    def _room(self, order: deque[Any]) -> bool:
        waiting = sum(len(worker.tasks) for worker in self._workers)
        return waiting < AHEAD * self._most and len(order) < BUFFERED

    def _least_busy(self) -> WorkerProcess:
        """The worker with the fewest tasks; a new one rather than one that is at work."""
        least = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
        if least is not None and (not least.tasks or len(self._workers) == self._most):
            return least
        if not self._workers and self._fork:
            warmed(self._loaded)
            gc.collect()
            gc.freeze()  # else the parent's own search for garbage would write in every page, and make each its own
        self._workers.append(WorkerProcess(self._setup, self._loaded if self._fork else None))
        return self._workers[-1]

    @staticmethod
    def _ready(order: deque[tuple[T, Task | None]], open_: dict[int, _Open]) -> Iterator[tuple[T, Item | None]]:
        while order:
            mark, task = order[0]
            if task is None:
                order.popleft()
                yield mark, None
                continue
            state = open_[task.number]
            while state.items:
                yield mark, state.items.popleft()
            if not state.done:
                return
            del open_[task.number]
            order.popleft()
            yield mark, None

    def _receive(self, open_: dict[int, _Open], head: int) -> None:
        """Take what workers have sent. Where much waits already, only the head of the queue may send: the others' pipes fill."""
        crowded = sum(len(state.items) for state in open_.values()) >= BUFFERED
        listened = [w for w in self._workers if w.tasks and (not crowded or w.tasks[0].number == head)]
        ready = wait([worker.pipe for worker in listened], timeout=0.2)
        for worker in listened:
            if worker.pipe in ready:
                self._take(worker, open_)
        for worker in self._workers:
            if worker.tasks and worker.overdue(self._deadline):
                self._replace(worker, open_, "deadline")

    def _take(self, worker: WorkerProcess, open_: dict[int, _Open]) -> None:
        task = worker.tasks[0]
        try:
            item = worker.pipe.recv()
        except (EOFError, OSError):
            self._replace(worker, open_, "died")
            return
        if isinstance(item, Ended):
            open_[task.number].done = True
            worker.tasks.popleft()
            if item.full:
                worker.restart()
        else:
            worker.tasks[0] = replace(task, received=task.received + 1)
            open_[task.number].items.append(item)

    def _replace(self, worker: WorkerProcess, open_: dict[int, _Open], why: str) -> None:
        """A worker that is stuck or dead: name the rule that it was at, and do the record again without it."""
        task = worker.tasks[0]
        at = int(worker.state[1])
        rule = self._rules[at] if 0 <= at < len(self._rules) else None
        tried = task.without.get(task.received, frozenset())
        if rule is not None and rule not in tried and len(tried) < TRIES:
            worker.tasks[0] = replace(task, without={**task.without, task.received: tried | {rule}})
        else:
            key = "record-deadline" if why == "deadline" else "worker-died"
            open_[task.number].items.append(Refused("unreadable", say(key)))
            if rule is None:
                open_[task.number].done = True  # stuck while reading: what stands after it cannot be reached
                worker.tasks.popleft()
            else:
                worker.tasks[0] = replace(task, received=task.received + 1)
        worker.restart()


class _Open:
    """A task that is not done: what it has given so far."""

    def __init__(self) -> None:
        self.items: deque[Item] = deque()
        self.done = False
