"""The parent's end of a worker process: how it is started, given tasks, watched and replaced."""

from __future__ import annotations

import multiprocessing
import sys
import time
import warnings
from collections import deque
from multiprocessing.connection import Connection
from typing import Any

from sosfs_lint.audit.waiting import waited
from sosfs_lint.audit.warm import Loaded
from sosfs_lint.audit.worker import STATE, Setup, Task, work

# A forked worker starts at once and shares the memory of what was loaded. It never touches the parent's open store: it ends
# without running anything of the parent's. Elsewhere each worker loads for itself.
FORK = sys.platform == "linux"


class WorkerProcess:
    """The parent's end of one worker process."""

    def __init__(self, setup: Setup, loaded: Loaded | None) -> None:
        self._context: Any = multiprocessing.get_context("spawn" if loaded is None else "fork")
        self._setup = setup
        self._loaded = loaded
        self.tasks: deque[Task] = deque()
        self._start()

    def _start(self) -> None:
        self.pipe: Connection
        self.pipe, theirs = self._context.Pipe()
        self.state = self._context.RawArray("d", STATE)
        self._process = self._context.Process(target=work, args=(theirs, self.state, self._setup, self._loaded), daemon=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads beside the fork: numpy's may be there, idle and without locks
            self._process.start()
        theirs.close()

    def give(self, task: Task) -> None:
        self.tasks.append(task)
        try:
            self.pipe.send(task)
        except OSError:
            return  # dead: `recv` will say so

    def overdue(self, deadline: float) -> bool:
        """Whether it has been at one record for too long.

        What does not count: its start, waiting for the parent to listen, and waiting for a processor that others use.
        """
        begun, _, before = self.state
        if begun <= 0 or time.monotonic() - begun <= deadline or self.pipe.poll():
            return False
        return bool(time.monotonic() - begun - (waited(self._process.pid) - before) > deadline)

    def restart(self) -> None:
        """A new process, which is given what the old one had left."""
        self.end()
        self._start()
        for task in self.tasks:
            self.pipe.send(task)

    def end(self) -> None:
        self.pipe.close()
        self._process.kill()
        self._process.join()
