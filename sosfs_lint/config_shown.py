"""What `config show` prints: each setting with its value and the line that decided it."""

from __future__ import annotations

from typing import Any

from sosfs_lint.config import Config
from sosfs_lint.config.schema import close, schema
from sosfs_lint.errors import ConfigError
from sosfs_lint.listing import every_rule
from sosfs_lint.prepared import Prepared, rules_of
from sosfs_lint.selection import suggestion

DEFAULTS = {"lang": "sv", "outputs": ["text"], "fail-on": "error", "show-met": False}
BY_DEFAULT = "förval"


def rows(prepared: Prepared, unit: str | None = None) -> list[dict[str, Any]]:
    """Settings, local numbers, and each word that selects or takes away rules with how many it names."""
    config = prepared.config
    if unit is not None and unit not in config.units:
        raise ConfigError(f"the configuration has no unit called {unit}{close(unit, config.units)}", where=f"--unit {unit}")
    shown = []
    for key in schema()["properties"]:
        if key in ("select", "ignore", "local", "audit", "unit"):
            continue
        of = unit if unit is not None and config.get(key, unit) is not None else None
        value = config.get(key, of)
        shown.append(_row(key, DEFAULTS.get(key) if value is None else value, BY_DEFAULT if value is None else config.where(key, of)))
    shown += _local(prepared, unit)
    shown += _audit(config, unit)
    select, ignore = prepared.chosen_words(unit)
    if select is None:
        usual = sum(rule.default for rule in prepared.book.rules.values())
        shown.append(_row("select", f"{usual} regler", BY_DEFAULT))
    for key, words in (("select", select or []), ("ignore", ignore)):
        shown += [_row(f"{key} {word}", f"{len(rules_of(prepared.book, word, where))} regler", where) for word, where in words]
    if unit is None:
        shown += [_row(f"unit {name}", "egna inställningar", config.where("", name)) for name in config.units]
    return shown


def _audit(config: Config, unit: str | None) -> list[dict[str, Any]]:
    """The settings of the nightly audit; those of a unit where it has its own."""
    table: dict[str, Any] = config.get("audit") or {}
    known = schema()["properties"]["audit"]["properties"]
    shown = []
    for key in known:
        if key == "unit":
            continue
        own = table.get("unit", {}).get(unit, {})
        value = own.get(key, table.get(key))
        path = ("audit", "unit", unit or "") if key in own else ("audit",)
        shown.append(
            _row(
                f"audit {key}",
                known[key].get("default") if value is None else value,
                BY_DEFAULT if value is None else config.line(path, key),
            )
        )
    if unit is None:
        shown += [_row(f"audit unit {name}", "egen spärr", config.line(("audit", "unit"), name)) for name in table.get("unit", {})]
    return shown


def _local(prepared: Prepared, unit: str | None) -> list[dict[str, Any]]:
    said: dict[str, tuple[int, str]] = {name: (number, BY_DEFAULT) for name, number in prepared.book.local.items()}
    for layer in (None, unit) if unit is not None else (None,):
        said |= {name: (number, where) for name, number, where in prepared.config.local(layer)}
    return [_row(f"local {name}", number, where) for name, (number, where) in said.items()]


def rule_row(prepared: Prepared, wanted: str, unit: str | None = None) -> dict[str, Any]:
    """Whether a rule is used for a record (of a unit), and the word and line that decided it."""
    book = prepared.book
    rule = next((rule for rule in every_rule(book) if wanted in (rule.id, rule.name)), None)
    if rule is None:
        raise ConfigError(f"no rule is called {wanted}{suggestion(book, wanted)}", where=f"--rule {wanted}")
    if rule.status == "not yet":
        return _row(rule.id, "används inte: har ingen regel ännu", rule.clause)
    select, ignore = prepared.chosen_words(unit)
    for word, where in ignore:
        if rule.id in rules_of(book, word, where):
            return _row(rule.id, f"används inte: ignore {word}", where)
    for word, where in select or ():
        if rule.id in rules_of(book, word, where):
            return _row(rule.id, f"används: select {word}", where)
    if select:
        return _row(rule.id, "används inte: nämns inte i select", select[0][1])
    return _row(rule.id, "används" if rule.default else "används inte: bara när den väljs", BY_DEFAULT)


def table(config: Config, shown: list[dict[str, Any]]) -> str:
    """The same for a person."""
    width = max(len(row["setting"]) for row in shown)
    values = [_text(row["value"]) for row in shown]
    wide = min(max(map(len, values)), 60)
    head = f"Konfiguration: {config.path}" if config.path else "Ingen konfiguration (sosfs-lint.toml) hittades; förvalen gäller."
    return "\n".join([head, *(f"{r['setting']:<{width}}  {v:<{wide}}  {r['decided_by']}" for r, v in zip(shown, values, strict=True))])


def _row(setting: str, value: Any, decided_by: str) -> dict[str, Any]:
    return {"setting": setting, "value": value, "decided_by": decided_by}


def _text(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "ja", False: "nej", None: "-"}[value]
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
