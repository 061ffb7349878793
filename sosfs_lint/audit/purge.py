"""Gallring: what is older than a day is taken out of the store, and the log says how much, never what."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, Engine, delete, func, select, text, update

from sosfs_lint.audit.accountability import write_log
from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.schema import akter, answers, decisions, runs, sources, tallies
from sosfs_lint.audit.store import told


def purge(engine: Engine, pseudonyms: Pseudonyms, before: date, *, why: str = "purge") -> dict[str, int]:
    """Delete answers that ended, records that left the export and decisions that lapsed before a day; how many of each.

    The last finished run and everything that is still valid stays. Runs keep their figures and are marked as purged.
    """
    with told(), engine.begin() as connection:
        limit = _limit(connection, before)
        counts = _deleted(connection, limit, before)
        connection.execute(update(runs).where(runs.c.id < limit).values(purged=1))
        write_log(connection, pseudonyms, None, why, {"before": before.isoformat(), **counts})
    if engine.dialect.name == "sqlite":
        with told(), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return counts


def purge_by_policy(engine: Engine, pseudonyms: Pseudonyms, keep_days: int, today: date) -> dict[str, int] | None:
    """Purge what is older than the policy says; None where there is no policy."""
    return purge(engine, pseudonyms, today - timedelta(keep_days), why="purge-by-policy") if keep_days else None


def _limit(connection: Connection, before: date) -> int:
    """The first run that is kept: the first that ended on or after the day, and never later than the last finished one."""
    kept = connection.execute(select(func.min(runs.c.id)).where(func.coalesce(runs.c.ended, runs.c.started) >= before.isoformat())).scalar()
    last = connection.execute(select(func.max(runs.c.id)).where(runs.c.state == "finished")).scalar()
    return min(number for number in (kept, last, 1 << 31) if number is not None) if kept or last else 0


def _deleted(connection: Connection, limit: int, before: date) -> dict[str, int]:
    gone = select(akter.c.id).where(akter.c.gone_run <= limit)
    counts = {"answers": connection.execute(delete(answers).where((answers.c.until_run <= limit) | answers.c.akt.in_(gone))).rowcount}
    connection.execute(delete(tallies).where(tallies.c.akt.in_(gone)))
    counts["akter"] = connection.execute(delete(akter).where(akter.c.gone_run <= limit)).rowcount
    live = select(akter.c.source)
    counts["sources"] = connection.execute(delete(sources).where(sources.c.id.not_in(live))).rowcount
    kept = select(answers.c.fingerprint)
    lapsed = (decisions.c.until < before) & decisions.c.fingerprint.not_in(kept)
    counts["decisions"] = connection.execute(delete(decisions).where(lapsed)).rowcount
    return counts
