"""One run at a time per store, by a lock that the system lets go of when the run dies, however it dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from sqlalchemy import Engine, text

from sosfs_lint.errors import StoreError
from sosfs_lint.file_lock import take

_BUSY = "another run has this store; wait for it to end"


@contextmanager
def held(engine: Engine) -> Iterator[None]:
    """Hold the store for this process. Raises StoreError where another run does."""
    if engine.dialect.name == "postgresql":
        with _advisory(engine):
            yield
        return
    database = engine.url.database
    if not database or database == ":memory:":
        yield
        return
    with _file(Path(f"{database}.lock")):
        yield


def is_held(engine: Engine) -> bool:
    """Whether a run is at work in the store."""
    try:
        with held(engine):
            return False
    except StoreError:
        return True


@contextmanager
def _advisory(engine: Engine) -> Iterator[None]:
    """PostgreSQL: a lock of the session, gone with its connection."""
    number = crc32(b"sosfs-lint audit")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.execute(text("select pg_try_advisory_lock(:number)"), {"number": number}).scalar():
            raise StoreError(_BUSY, where="--store")
        try:
            yield
        finally:
            connection.execute(text("select pg_advisory_unlock(:number)"), {"number": number})


@contextmanager
def _file(path: Path) -> Iterator[None]:
    """A lock on a file beside the store. The file itself means nothing; what counts is who holds it."""
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            take(number)
        except OSError:
            raise StoreError(_BUSY, where="--store") from None
        yield
    finally:
        os.close(number)
