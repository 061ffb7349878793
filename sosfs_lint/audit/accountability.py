"""Who processes the records, why and on which ground; and the run log, to which entries are only ever added."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.schema import log
from sosfs_lint.errors import ConfigError

PURPOSE = "uppföljning och kvalitetssäkring av dokumentationen i personakter"
GROUND = "lagen (2001:454) om behandling av personuppgifter inom socialtjänsten, 6 §; artikel 6.1 e och 9.2 h i dataskyddsförordningen"
PRIVATE_GROUND = "lagen (2001:454) om behandling av personuppgifter inom socialtjänsten; enbart administration av verksamheten"


@dataclass(frozen=True)
class Account:
    """What each run states about itself."""

    purpose: str
    started_by: str
    actor_kind: str
    ground: str


def account_for(purpose: str | None, started_by: str | None, actor_kind: str, ground: str | None, *, administration: bool) -> Account:
    """The statement of a run. A private utförare may process for administration only: unless configured, ConfigError."""
    if actor_kind == "enskild-utforare":
        refuse_private(administration=administration)
    default = PRIVATE_GROUND if actor_kind == "enskild-utforare" else GROUND
    return Account(purpose or PURPOSE, started_by or login(), actor_kind, ground or default)


def refuse_private(*, administration: bool) -> None:
    """Stop where the records are a private utförare's and nobody has said that the purpose is administration."""
    if not administration:
        raise ConfigError(
            "a private utförare may process records for administration only; the run stops unless private_administration = true "
            "stands in the [audit] table of the configuration, together with its own purpose and ground",
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


def write_log(connection: Connection, pseudonyms: Pseudonyms, run: int | None, what: str, said: Mapping[str, Any]) -> None:
    """Add an entry. Each holds the keyed hash of the one before, so that one which is taken away or changed is missed."""
    last = connection.execute(select(log.c.id, log.c.chain).order_by(log.c.id.desc()).limit(1)).first()
    number, before = (last.id + 1, last.chain) if last else (1, "")
    entry = {"id": number, "at": now(), "run": run, "what": what, "said": json.dumps(said, ensure_ascii=False, sort_keys=True)}
    connection.execute(insert(log).values(**entry, chain=_chain(pseudonyms, before, entry)))


def read_log(connection: Connection) -> Iterator[dict[str, Any]]:
    """All entries in order."""
    for row in connection.execute(select(log).order_by(log.c.id)).mappings():
        yield dict(row)


def broken_at(connection: Connection, pseudonyms: Pseudonyms) -> int | None:
    """The first entry that was changed, or before which one was taken away; None where the log is whole."""
    before, expected = "", 1
    for row in read_log(connection):
        chain = row.pop("chain")
        if row["id"] != expected or chain != _chain(pseudonyms, before, row):
            return expected
        before, expected = chain, expected + 1
    return None


def entries(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(log)).scalar() or 0)


def _chain(pseudonyms: Pseudonyms, before: str, entry: Mapping[str, Any]) -> str:
    return pseudonyms.name("log", before + json.dumps(dict(entry), ensure_ascii=False, sort_keys=True))
