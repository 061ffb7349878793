"""The gate of each unit, and the alarms that say that tonight's answers are not to be believed as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from sosfs_lint.audit.changes import FINDINGS, Change, open_at
from sosfs_lint.audit.schema import akter, answers
from sosfs_lint.audit.settings import LEVELS, AuditSettings, UnitGate
from sosfs_lint.wording import Says, say

FEW = 20  # records under which a share says nothing


@dataclass(frozen=True)
class Gate:
    """Whether a unit passes, and why not."""

    passed: bool
    reasons: tuple[Says, ...] = ()


def gate_of(asked: UnitGate, new: Iterable[Change], clocks: int) -> Gate:
    """Closed by more new findings (or ones that came back) than allowed, and by clocks where the unit says so."""
    count = sum(change.row["level"] in LEVELS[asked.fail_on] for change in new)
    reasons = []
    if count > asked.max_new:
        reasons.append(say("gate-new", limit=asked.max_new))
    if asked.fail_on_clocks and clocks:
        reasons.append(say("gate-clocks", days=asked.clocks))
    return Gate(not reasons, tuple(reasons))


def alarms(connection: Connection, run: Mapping[str, Any], before: Mapping[str, Any] | None, settings: AuditSettings) -> list[Says]:
    """One rule on an implausible share of the records; far fewer records than in the last run; what broke down or was not read."""
    found = [say("alarm-rule", rule=rule, share=share) for rule, share in _shares(connection, run) if 0 < settings.rule_share <= share]
    if before is not None and settings.fall and before["akter_in"] and run["akter_in"] * 100 < before["akter_in"] * (100 - settings.fall):
        found.append(say("alarm-fall", before=before["akter_in"], now=run["akter_in"]))
    if run["akter_in"] == 0:
        found.append(say("alarm-none"))
    if run["failed"]:
        found.append(say("alarm-failed", count=run["failed"]))
    if run["unreadable"]:
        found.append(say("alarm-unreadable", count=run["unreadable"]))
    return found


def _shares(connection: Connection, run: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Per rule the share, in per cent, of all records in which it found something."""
    here = akter.c.seen_run == run["id"]
    records = int(connection.execute(select(func.count()).select_from(akter).where(here)).scalar() or 0)
    if records < FEW:
        return []
    found = (
        select(answers.c.rule, func.count(func.distinct(answers.c.akt)))
        .join(akter, akter.c.id == answers.c.akt)
        .where(here, open_at(answers, run["id"]), answers.c.verdict.in_(FINDINGS))
        .group_by(answers.c.rule)
    )
    return [(rule, 100 * count // records) for rule, count in sorted((row[0], row[1]) for row in connection.execute(found))]
