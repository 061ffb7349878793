"""A lock on a file by which programs take turns; the system lets go of it when the one that holds it dies, however it dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sosfs_lint.errors import ConfigError

PATIENCE = 60.0
_PAUSE = 0.02


@contextmanager
def in_turn(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the right to read and write `path` anew, by a hidden file beside it that is gone afterwards. Raises ConfigError."""
    try:
        number = _held(path.with_name(f".{path.name}.lock"), time.monotonic() + patience)
    except OSError as error:
        raise ConfigError(f"cannot be written ({error.strerror or type(error).__name__})", where=str(path)) from None
    if number is None:
        raise ConfigError("is being written by another sosfs-lint; try again", where=str(path))
    try:
        yield
    finally:
        with suppress(OSError):  # Windows does not take away a file that is open
            path.with_name(f".{path.name}.lock").unlink()
        os.close(number)


def _held(lock: Path, until: float) -> int | None:
    """The number of the open file that is locked; None where it was not to be had in time."""
    while True:
        number = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        if _taken(number) and _is_still(lock, number):
            return number
        os.close(number)
        if time.monotonic() > until:
            return None
        time.sleep(_PAUSE)


def _taken(number: int) -> bool:
    try:
        take(number)
    except OSError:
        return False
    return True


def _is_still(lock: Path, number: int) -> bool:
    """Whether the file that was locked is the one that stands there: who held it before has taken it away."""
    try:
        return os.path.samestat(lock.stat(), os.fstat(number))
    except OSError:
        return False


def take(number: int) -> None:
    """Lock an open file for this process. Raises OSError where another has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        # lockf and not flock: it belongs to the process, so a worker that outlives its parent for a moment does not hold it.
        fcntl.lockf(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
