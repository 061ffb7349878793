"""What a night is asked to do: the [audit] table of the configuration, under what the command line says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from sosfs_lint.config import Config
from sosfs_lint.config.schema import schema

LEVELS = {"error": ("error",), "warning": ("error", "warning"), "question": ("error", "warning", "question"), "never": ()}


@dataclass(frozen=True, kw_only=True)
class UnitGate:
    """What may be new in a unit before the gate closes, and how many days ahead a clock is told of."""

    fail_on: str
    max_new: int
    clocks: int
    fail_on_clocks: bool


@dataclass(frozen=True, kw_only=True)
class AuditSettings:
    """The [audit] table, as data/config.schema.json describes it. `unit` holds what differs for a unit, by its id or name."""

    purpose: str | None = None
    started_by: str | None = None
    actor_kind: str
    ground: str | None = None
    private_administration: bool
    workers: int
    deadline: int
    memory: int
    refresh_days: int
    keep_days: int
    rule_share: int
    fall: int
    gate: UnitGate
    unit: Mapping[str, UnitGate] = field(default_factory=dict)

    def gate_of(self, *names: str) -> UnitGate:
        """The gate of a unit that goes by these names."""
        return next((self.unit[name] for name in names if name in self.unit), self.gate)


def load_settings(config: Config, said: Mapping[str, Any]) -> AuditSettings:
    """The settings of a run: `said` on the command line, else in the file, else the schema's defaults."""
    table: dict[str, Any] = config.get("audit") or {}
    defaults = {key: rule["default"] for key, rule in schema()["properties"]["audit"]["properties"].items() if "default" in rule}
    given = _named({**defaults, **table}) | {key: value for key, value in said.items() if value is not None}
    gates = {item.name for item in fields(UnitGate)}
    gate = {key: given.pop(key) for key in gates}
    units = {name: UnitGate(**{**gate, **_named(more)}) for name, more in given.pop("unit", {}).items()}
    return AuditSettings(**given, gate=UnitGate(**gate), unit=units)


def _named(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key.replace("-", "_"): value for key, value in table.items()}
