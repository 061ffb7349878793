"""The store's versions: each step brings it one further, in one transaction; a store from a newer program is refused."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from sosfs_lint.audit.schema import meta, metadata
from sosfs_lint.errors import StoreError


def bring_up(engine: Engine) -> None:
    """Create the tables, or bring them to this program's version. Raises StoreError."""
    with engine.begin() as connection:
        version = _version(connection)
        if version > len(STEPS):
            raise StoreError(f"was written by a newer version of sosfs-lint (store version {version}, known {len(STEPS)})", where="--store")
        for step in STEPS[version:]:
            step(connection)
        if version == 0:
            connection.execute(insert(meta).values(name="version", value=str(len(STEPS))))
        elif version < len(STEPS):
            connection.execute(update(meta).where(meta.c.name == "version").values(value=str(len(STEPS))))


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table("meta"):
        return 0
    value = connection.execute(select(meta.c.value).where(meta.c.name == "version")).scalar()
    return int(value or 0)


def _first(connection: Connection) -> None:
    # A later step changes tables with statements of its own and never reads `metadata`, which is always the newest.
    metadata.create_all(connection)


STEPS: tuple[Callable[[Connection], None], ...] = (_first,)
