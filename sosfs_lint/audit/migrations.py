"""The store's versions: each step brings it one further, in one transaction; a store from a newer program is refused."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update

from sosfs_lint.audit.schema import meta, metadata
from sosfs_lint.errors import StoreError


def bring_up(engine: Engine) -> None:
    """Create the tables, or bring them to this program's version. Raises StoreError."""
    newest = 1 + len(STEPS)
    with engine.begin() as connection:
        version = _version(connection)
        if version > newest:
            raise StoreError(f"was written by a newer version of sosfs-lint (store version {version}, known {newest})", where="--store")
        if version == 0:
            metadata.create_all(connection)
            connection.execute(insert(meta).values(name="version", value=str(newest)))
        elif version < newest:
            for step in STEPS[version - 1 :]:
                step(connection)
            connection.execute(update(meta).where(meta.c.name == "version").values(value=str(newest)))


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table("meta"):
        return 0
    value = connection.execute(select(meta.c.value).where(meta.c.name == "version")).scalar()
    return int(value or 0)


def _bases(connection: Connection) -> None:
    """To version 2: what a change of a pack touches can be told; a count that nothing showed is gone."""
    connection.execute(text("create table bases (id varchar(64) not null primary key, ground varchar(64) not null, packs text not null)"))
    connection.execute(text("alter table akter drop column not_applicable"))


def _days(connection: Connection) -> None:
    """To version 3: on which day each record was taken last night. What was stored without the days of its sentence is judged again."""
    for column in ("own_day", "seen_day"):
        connection.execute(text(f"alter table akter add column {column} date"))
    connection.execute(text("update akter set seen_day = day, content = ''"))
    connection.execute(text("update sources set content = ''"))


# From version 1 on. A step says with statements of its own what changes; `metadata` is always the newest.
STEPS: tuple[Callable[[Connection], None], ...] = (_bases, _days)
