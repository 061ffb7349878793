"""The store: opened, brought up to date, and written so that a run can be killed between any two commits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, delete, event, func, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from sosfs_lint.audit.judged import Judged
from sosfs_lint.audit.migrations import bring_up
from sosfs_lint.audit.pseudonyms import Pseudonyms, check_key
from sosfs_lint.audit.schema import akter, answers, decisions, meta, tallies, units
from sosfs_lint.errors import ConfigError, StoreError
from sosfs_lint.report import Verdict


def open_store(url: str) -> Engine:
    """The store at an SQLAlchemy URL, made if it is not there (SQLite: mode 0600). Raises ConfigError and StoreError."""
    try:
        parsed = make_url(url)
        if parsed.drivername.startswith("sqlite") and parsed.database and parsed.database != ":memory:":
            _private(Path(parsed.database))
        engine = create_engine(parsed)
    except (ArgumentError, NoSuchModuleError):
        raise ConfigError("must be a database URL, as sqlite:///audit.db", where="--store") from None
    except ModuleNotFoundError as error:
        raise ConfigError(f"the driver {error.name} is not installed", where="--store") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite)
    with told():
        bring_up(engine)
    return engine


@contextmanager
def told() -> Iterator[None]:
    """Whatever the database says becomes one sentence without a row's content."""
    try:
        yield
    except SQLAlchemyError as error:
        name = type(getattr(error, "orig", None) or error).__name__
        full = "disk is full" in str(getattr(error, "orig", ""))
        raise StoreError(
            "the disk is full; make room, the next run goes on from here" if full else f"the store failed ({name})", where="--store"
        ) from None


def _private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise ConfigError(f"cannot be opened ({error.strerror})", where=f"--store {path}") from None


def _sqlite(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def bind_key(connection: Connection, pseudonyms: Pseudonyms) -> None:
    """Tie the store to its key on the first night, and refuse another later."""
    stored = connection.execute(select(meta.c.value).where(meta.c.name == "key")).scalar()
    own = check_key(pseudonyms, stored)
    if stored is None:
        connection.execute(insert(meta).values(name="key", value=own))


def put_akt(
    connection: Connection, run: int, name: str, judged: Judged, known: dict[str, Any], rules: frozenset[str], only: frozenset[str] | None
) -> None:
    """One judged record. Doing it again in the same run gives the same: what this run had written is undone first.

    `known` holds the columns that only the parent knows: source, content and settings. `rules` are all that are asked of the
    record, `only` those that were asked tonight, where the others' answers are kept.
    """
    row = known | {
        "unit": judged.unit, "line": judged.line if known.get("line") is None else known["line"], "posts": judged.posts,
        "writers": ",".join(judged.writers), "day": judged.day, "next_clock": judged.next_clock, "seen_run": run, "judged_run": run,
        "unread_run": None, "gone_run": None,
    }  # fmt: skip
    before = connection.execute(select(akter.c.judged_run, akter.c.day, akter.c.next_clock).where(akter.c.id == name)).first()
    if before is None:
        connection.execute(insert(akter).values(id=name, **row))
    else:
        if before.judged_run == run:
            _undo(connection, run, name)
        if only is not None:  # the other answers are as old as they were
            row |= {"day": before.day, "next_clock": min(filter(None, (before.next_clock, judged.next_clock)), default=None)}
        connection.execute(update(akter).where(akter.c.id == name).values(**row))
    _put_unit(connection, run, judged.unit)
    asked = rules if only is None else only
    _put_answers(connection, run, name, judged, kept=rules - asked, rules=rules)
    connection.execute(delete(tallies).where(tallies.c.akt == name, tallies.c.rule.not_in(rules - asked)))
    if judged.tallies:
        connection.execute(insert(tallies), [{"akt": name, **tally} for tally in judged.tallies])


def _put_unit(connection: Connection, run: int, unit: str) -> None:
    if connection.execute(select(units.c.id).where(units.c.id == unit)).first() is None:
        connection.execute(insert(units).values(id=unit, first_run=run))


def _undo(connection: Connection, run: int, name: str) -> None:
    connection.execute(delete(answers).where(answers.c.akt == name, answers.c.from_run == run))
    connection.execute(update(answers).where(answers.c.akt == name, answers.c.until_run == run).values(until_run=None, ended=None))


def _put_answers(connection: Connection, run: int, name: str, judged: Judged, *, kept: frozenset[str], rules: frozenset[str]) -> None:
    failed = {row["rule"] for row in judged.answers if row["verdict"] == Verdict.FAILED}
    unchecked = {tally["rule"] for tally in judged.tallies if tally["not_checked"] and not tally["met"]}
    _rename(connection, name, judged.formerly)
    current = connection.execute(select(answers).where(answers.c.akt == name, answers.c.until_run.is_(None))).mappings()
    old = {row["fingerprint"]: row for row in current}
    new = {row["fingerprint"]: row for row in judged.answers}
    for fingerprint, before in old.items():
        after = new.get(fingerprint)
        if before["rule"] in kept or (after is None and before["rule"] in failed):
            continue  # a rule that was not asked, or broke down, has mended nothing
        if after is None or any(after[key] != before[key] for key in ("verdict", "level", "kind", "due")):
            ended = (
                "changed" if after is not None else "unchecked" if before["rule"] in unchecked or before["rule"] not in rules else "mended"
            )
            connection.execute(update(answers).where(answers.c.id == before["id"]).values(until_run=run, ended=ended))
        else:
            if any(after[key] != before[key] for key in after):
                connection.execute(update(answers).where(answers.c.id == before["id"]).values(**after))
            del new[fingerprint]
    if new:
        connection.execute(
            insert(answers), [{"akt": name, "from_run": run, "until_run": None, "ended": None, **row} for row in new.values()]
        )


def _rename(connection: Connection, name: str, formerly: dict[str, str]) -> None:
    """What the store and its decisions know under a former fingerprint goes on under today's."""
    known = set(connection.execute(select(answers.c.fingerprint).where(answers.c.akt == name)).scalars())
    for today, former in formerly.items():
        if former in known and today not in known:
            connection.execute(update(answers).where(answers.c.akt == name, answers.c.fingerprint == former).values(fingerprint=today))
            connection.execute(update(decisions).where(decisions.c.fingerprint == former).values(fingerprint=today))


def seen_again(connection: Connection, run: int, rows: list[dict[str, Any]]) -> None:
    """Records that are as they were (name, source, line): only where they stand may have changed."""
    if rows:
        statement = update(akter).where(akter.c.id == bindparam("name"))
        connection.execute(statement.values(seen_run=run, source=bindparam("at"), line=bindparam("at_line"), unread_run=None), rows)


def not_read(connection: Connection, run: int, name: str) -> None:
    """A record of which only the id could be read: what was known of it stays."""
    connection.execute(update(akter).where(akter.c.id == name).values(seen_run=run, unread_run=run, content=""))


def close_gone(connection: Connection, run: int) -> int:
    """End the answers of records that are no longer in the export; how many records they are."""
    gone = akter.c.seen_run != run
    names = select(akter.c.id).where(gone, akter.c.gone_run.is_(None))
    connection.execute(update(answers).where(answers.c.akt.in_(names), answers.c.until_run.is_(None)).values(until_run=run, ended="gone"))
    done = connection.execute(update(akter).where(gone, akter.c.gone_run.is_(None)).values(gone_run=run, content=""))
    return int(done.rowcount)


def latest_day(connection: Connection, run: int) -> date | None:
    """The newest day that a record of the run was judged on."""
    found: date | None = connection.execute(select(func.max(akter.c.day)).where(akter.c.seen_run == run)).scalar()
    return found
