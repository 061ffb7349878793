"""Runs: begun, continued where the last one was cut off, finished with figures that are counted in the store itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from sosfs_lint import __version__
from sosfs_lint.audit.accountability import Account, now, write_log
from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.schema import akter, answers, runs
from sosfs_lint.audit.store import latest_day
from sosfs_lint.errors import ConfigError


def begin(connection: Connection, pseudonyms: Pseudonyms, account: Account, settings: str, packs: str, day: date) -> tuple[int, bool]:
    """The number of the run to work on, and whether it continues one that was cut off.

    `day` is the one given, else the night's own; a run that is continued on another goes by that one.
    One that was cut off under other settings is left as abandoned; it stays visible, and nothing is compared with it.
    """
    said = {"purpose": account.purpose, "started_by": account.started_by, "actor_kind": account.actor_kind, "ground": account.ground}
    for row in connection.execute(select(runs).where(runs.c.state == "running")).mappings():
        if row["settings"] == settings:
            connection.execute(update(runs).where(runs.c.id == row["id"]).values(attempts=row["attempts"] + 1, **said))
            write_log(connection, pseudonyms, row["id"], "continued", said | {"day": day.isoformat()})
            return row["id"], True
        close(connection, pseudonyms, row["id"], "abandoned", {})
    number = int(connection.execute(select(func.max(runs.c.id))).scalar() or 0) + 1
    connection.execute(
        insert(runs).values(id=number, state="running", started=now(), attempts=1, tool=__version__, packs=packs, settings=settings, **said)
    )
    write_log(connection, pseudonyms, number, "started", said | {"packs": packs, "day": day.isoformat()})
    return number, False


def close(connection: Connection, pseudonyms: Pseudonyms, run: int, state: str, figures: dict[str, Any]) -> None:
    """End a run as finished, stopped or abandoned."""
    connection.execute(update(runs).where(runs.c.id == run).values(state=state, ended=now(), **figures))
    write_log(connection, pseudonyms, run, state, {key: str(value) for key, value in figures.items()})


def figures(connection: Connection, run: int, as_of: date | None, night: date) -> dict[str, Any]:
    """What can be counted in the store: so a run that was cut off ten times counts as one that was not."""
    seen = select(func.count()).select_from(akter).where(akter.c.seen_run == run, akter.c.unread_run.is_(None))
    judged = int(connection.execute(seen.where(akter.c.judged_run == run)).scalar() or 0)
    every = int(connection.execute(seen).scalar() or 0)
    failed = select(func.count()).select_from(answers).where(answers.c.until_run.is_(None), answers.c.verdict == "failed")
    return {
        "akter": every,
        "judged": judged,
        "reused": every - judged,
        "failed": int(connection.execute(failed).scalar() or 0),
        "day": as_of or latest_day(connection, run) or night,
    }


def last_finished(connection: Connection, before: int) -> int | None:
    """The finished run that a run is compared with."""
    found: int | None = connection.execute(select(func.max(runs.c.id)).where(runs.c.state == "finished", runs.c.id < before)).scalar()
    return found


def get(connection: Connection, run: int) -> dict[str, Any]:
    """A run's row. Raises ConfigError where there is none."""
    row = connection.execute(select(runs).where(runs.c.id == run)).mappings().first()
    if row is None:
        known = ", ".join(str(each["id"]) for each in every(connection)) or "none"
        raise ConfigError(f"no such run; the store has {known}", where=f"run {run}")
    return dict(row)


def every(connection: Connection) -> Iterator[dict[str, Any]]:
    for row in connection.execute(select(runs).order_by(runs.c.id)).mappings():
        yield dict(row)
