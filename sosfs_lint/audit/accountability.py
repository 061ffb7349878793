"""Who processes the records, why and on which ground; and the run log, to which entries are only ever added."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NoReturn

from sqlalchemy import Connection, delete, func, insert, select

from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.schema import log, meta, runs
from sosfs_lint.errors import ConfigError

PURPOSE = "uppföljning och kvalitetssäkring av dokumentationen i personakter"
GROUND = "lagen (2001:454) om behandling av personuppgifter inom socialtjänsten, 6 §; artikel 6.1 e och 9.2 h i dataskyddsförordningen"
PRIVATE = "enskild-utforare"


@dataclass(frozen=True)
class Account:
    """What each run states about itself."""

    purpose: str
    started_by: str
    actor_kind: str
    ground: str


def account_for(purpose: str | None, started_by: str | None, actor_kind: str, ground: str | None, *, administration: bool) -> Account:
    """The statement of a run. A private utförare may process for administration only, and states its own purpose and ground.

    Raises ConfigError where it does not.
    """
    if actor_kind == PRIVATE and not (administration and purpose and ground):
        refuse_private()
    return Account(purpose or PURPOSE, started_by or login(), actor_kind, ground or GROUND)


def refuse_private() -> NoReturn:
    """Stop where a private utförare processes, or its records are processed, and the run does not state what that takes."""
    raise ConfigError(
        "a private utförare may process records for administration only; the run stops unless private-administration = true, "
        f'actor-kind = "{PRIVATE}" and its own purpose and ground stand in the [audit] table of the configuration',
        where="audit",
    )


def login() -> str:
    """Who is logged in, as far as the system says."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "okänd"


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> date:
    """The night's own day, by the clock on the wall where the program runs; --as-of goes before it."""
    return datetime.now().date()


def write_log(connection: Connection, pseudonyms: Pseudonyms, run: int | None, what: str, said: Mapping[str, Any]) -> None:
    """Add an entry. Each holds the keyed hash of the one before, so that one which is taken away or changed is missed.

    A keyed seal of the last one stands apart, so that one which is taken off the end is missed too; once broken, the chain stays so.
    """
    last = connection.execute(select(log.c.id, log.c.chain).order_by(log.c.id.desc()).limit(1)).first()
    number, before = (last.id, last.chain) if last else (0, "")
    sealed = _seal_of(connection)
    if sealed is None and last is not None:  # of a program that set none; who takes the seal away leaves this trace
        before = _add(connection, pseudonyms, before, {"id": number + 1, "at": now(), "run": run, "what": "sealed", "said": "{}"})
        number += 1
    elif sealed != (_seal(pseudonyms, number, before) if last is not None else None):
        before = "broken"
    entry = {"id": number + 1, "at": now(), "run": run, "what": what, "said": json.dumps(said, ensure_ascii=False, sort_keys=True)}
    _add(connection, pseudonyms, before, entry)


def read_log(connection: Connection) -> Iterator[dict[str, Any]]:
    """All entries in order."""
    for row in connection.execute(select(log).order_by(log.c.id)).mappings():
        yield dict(row)


def broken_at(connection: Connection, pseudonyms: Pseudonyms) -> int | None:
    """The first entry that was changed, or that is not there; None where the log is whole."""
    before, expected, sealed = "", 1, _seal_of(connection)
    for row in read_log(connection):
        chain = row.pop("chain")
        if row["id"] != expected or chain != _chain(pseudonyms, before, row):
            return expected
        before, expected = chain, expected + 1
    if expected == 1:
        return 1 if sealed is not None or connection.execute(select(runs.c.id).limit(1)).first() is not None else None
    return None if sealed == _seal(pseudonyms, expected - 1, before) else expected


def entries(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(log)).scalar() or 0)


def _add(connection: Connection, pseudonyms: Pseudonyms, before: str, entry: Mapping[str, Any]) -> str:
    chain = _chain(pseudonyms, before, entry)
    connection.execute(insert(log).values(**entry, chain=chain))
    connection.execute(delete(meta).where(meta.c.name == "log"))
    connection.execute(insert(meta).values(name="log", value=_seal(pseudonyms, entry["id"], chain)))
    return chain


def _seal_of(connection: Connection) -> str | None:
    return connection.execute(select(meta.c.value).where(meta.c.name == "log")).scalar()


def _seal(pseudonyms: Pseudonyms, number: int, chain: str) -> str:
    return pseudonyms.name("seal", f"{number} {chain}")


def _chain(pseudonyms: Pseudonyms, before: str, entry: Mapping[str, Any]) -> str:
    return pseudonyms.name("log", before + json.dumps(dict(entry), ensure_ascii=False, sort_keys=True))
