"""Files that the program writes: for their owner only, whole or not at all, and never over another without being told."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sosfs_lint.errors import ConfigError


@contextmanager
def private_file(path: Path, *, force: bool, binary: bool = False, wanted: Callable[[], bool] = lambda: True) -> Iterator[IO[Any]]:
    """A stream that becomes `path`, mode 0600, when the block ends well and it is `wanted`; else nothing is left. Raises ConfigError.

    It is written beside its place under a hidden name, so that a run that breaks off neither leaves half a file nor ruins an old one.
    """
    refuse_existing(path, force=force)
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise ConfigError(f"cannot be written ({error.strerror or type(error).__name__})", where=str(path)) from None
    partial = Path(name)
    try:
        with open(number, "wb") if binary else open(number, "w", encoding="utf-8", errors="replace", newline="\n") as stream:  # noqa: PTH123 - by number
            yield stream
        if wanted():
            _put_in_place(partial, path, force=force)
    finally:
        partial.unlink(missing_ok=True)


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raises ConfigError where a file would be overwritten without --force, and where it is a folder."""
    if path.is_dir():
        raise ConfigError("is a folder; name a file", where=str(path))
    if path.exists() and not force:
        raise ConfigError("exists already; use --force to overwrite it", where=str(path))


def _put_in_place(partial: Path, path: Path, *, force: bool) -> None:
    if not force:
        with suppress(OSError, NotImplementedError):  # the path is taken since the run began, or the file system has no links
            os.link(partial, path)
            return
        refuse_existing(path, force=False)
    partial.replace(path)
