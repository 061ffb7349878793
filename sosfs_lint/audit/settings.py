"""What a night is asked to do: the [audit] table of the configuration, under what the command line says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sosfs_lint.errors import ConfigError

LEVELS = {"error": ("error",), "warning": ("error", "warning"), "question": ("error", "warning", "question"), "never": ()}


@dataclass(frozen=True, kw_only=True)
class UnitGate:
    """What may be new in a unit before the gate closes, and how many days ahead a clock is told of."""

    fail_on: str = "error"
    max_new: int = 0
    clocks: int = 7
    fail_on_clocks: bool = False


@dataclass(frozen=True, kw_only=True)
class AuditSettings:
    """The [audit] table. `unit` holds what differs for a unit, by the id that the export gives it."""

    purpose: str | None = None
    started_by: str | None = None
    actor_kind: str = "namnd"
    ground: str | None = None
    private_administration: bool = False
    workers: int = 0
    deadline: int = 120
    memory: int = 1500
    refresh_days: int = 60
    keep_days: int = 0
    rule_share: int = 90
    fall: int = 20
    gate: UnitGate = field(default_factory=UnitGate)
    unit: Mapping[str, UnitGate] = field(default_factory=dict)

    def gate_of(self, unit: str) -> UnitGate:
        return self.unit.get(unit, self.gate)


def load_settings(path: Path | None, said: Mapping[str, Any]) -> AuditSettings:
    """The settings of a run: `said` on the command line, else in the file, else the defaults. Raises ConfigError."""
    table = _table(path) if path else {}
    where = f"{path}: [audit]"
    gate_names = {item.name for item in fields(UnitGate)}
    own = {item.name for item in fields(AuditSettings)} - {"gate"}
    _known(table, own | gate_names, where)
    given = {key: value for key, value in {**table, **{k: v for k, v in said.items() if v is not None}}.items() if key != "unit"}
    gate = _made(UnitGate, {key: given[key] for key in gate_names & set(given)}, where)
    units = {}
    for name, more in table.get("unit", {}).items():
        _known(more, gate_names, f"{path}: [audit.unit.{name}]")
        units[name] = _made(UnitGate, {**{n: getattr(gate, n) for n in gate_names}, **more}, f"{path}: [audit.unit.{name}]")
    settings: AuditSettings = _made(AuditSettings, {k: v for k, v in given.items() if k in own}, where, gate=gate, unit=units)
    return settings


def _table(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text("utf-8")).get("audit", {})
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", where=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"is no TOML ({type(error).__name__})", where=str(path)) from None
    if not isinstance(found, dict):
        raise ConfigError("audit must be a table", where=str(path))
    return found


def _known(table: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise ConfigError(f"unknown key {key}; known are {', '.join(sorted(known))}", where=where)


def _made(kind: Any, given: Mapping[str, Any], where: str, **more: Any) -> Any:
    defaults = kind()
    for key, value in given.items():
        like = getattr(defaults, key)
        wanted = str if like is None else type(like)
        if type(value) is not wanted:
            raise ConfigError(f"{key} must be of the type {wanted.__name__}", where=where)
    if given.get("fail_on", "error") not in LEVELS:
        raise ConfigError(f"fail_on must be one of {', '.join(LEVELS)}", where=where)
    return kind(**given, **more)
