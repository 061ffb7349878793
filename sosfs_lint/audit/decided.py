"""What people have decided about findings: kept by fingerprint, so that no later run loses or widens it.

The reasons stay in the municipality's own avsteg file; the store holds no words. A reader of that file calls `take_in`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.schema import answers, decisions
from sosfs_lint.decisions.avsteg_file import Entry
from sosfs_lint.errors import ConfigError

KINDS = ("avsteg", "fel-i-export", "fel-i-regel", "atgardas")


@dataclass(frozen=True)
class Decision:
    """A person's decision about one finding, until a day."""

    fingerprint: str
    kind: str
    decided_by: str
    decided_on: date
    until: date


def decisions_of(entries: Iterable[Entry]) -> Iterator[Decision]:
    """The decisions of an avsteg file: each finding that is named there, and each that a selector has met so far."""
    for entry in entries:
        avsteg = entry.avsteg
        for name in dict.fromkeys([*([entry.fingerprint] if entry.fingerprint else []), *entry.seen]):
            yield Decision(name, "avsteg", avsteg.by, avsteg.on, avsteg.until)


def decide(connection: Connection, decision: Decision) -> None:
    """Add a decision about a finding that the store knows. Raises ConfigError."""
    if connection.execute(select(answers.c.id).where(answers.c.fingerprint == decision.fingerprint).limit(1)).first() is None:
        raise ConfigError("the store has no finding with that fingerprint", where=decision.fingerprint[:40])
    if decision.until < decision.decided_on:
        raise ConfigError("the decision ends before it begins", where="--until")
    connection.execute(insert(decisions).values(**vars(decision)))


def take_in(connection: Connection, pseudonyms: Pseudonyms, found: Iterable[Decision]) -> int:
    """Decisions from elsewhere, with the readable fingerprints rule/akt/locus[/person] of a report; how many were new."""
    added = 0
    for each in found:
        values = vars(each) | {"fingerprint": pseudonyms.name("fingerprint", each.fingerprint)}
        same = [decisions.c[name] == value for name, value in values.items()]
        if connection.execute(select(decisions.c.id).where(*same)).first() is None:
            connection.execute(insert(decisions).values(**values))
            added += 1
    return added
