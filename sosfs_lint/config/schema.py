"""The configuration held against its shipped schema, data/config.schema.json: as much of JSON Schema as that file uses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from sosfs_lint.errors import ConfigError

Where = Callable[[tuple[str, ...], str], str]
_TYPES: dict[str, tuple[type, str]] = {
    "string": (str, "a text"),
    "boolean": (bool, "true or false"),
    "integer": (int, "a whole number"),
    "array": (list, "a list"),
    "object": (dict, "a table"),
}


@cache
def schema() -> dict[str, Any]:
    """The schema as it is shipped."""
    found: dict[str, Any] = json.loads(files("sosfs_lint").joinpath("data/config.schema.json").read_text("utf-8"))
    return found


def check_against_schema(content: dict[str, Any], where: Where) -> None:
    """Raise a ConfigError with file, line and a suggestion for the first thing that does not hold.

    `where` says the place of a key in a table, which is named by the keys that lead to it.
    """
    _table(content, schema(), (), where)


def _table(content: dict[str, Any], says: dict[str, Any], path: tuple[str, ...], where: Where) -> None:
    known = says.get("properties", {})
    others = says.get("additionalProperties")
    for key, value in content.items():
        rule = known.get(key, others)
        if not rule:
            raise ConfigError(f"unknown key {key}{close(key, known)}; known are {', '.join(known)}", where=where(path, key))
        _value(value, _resolved(rule), path, key, where)


def _value(value: Any, rule: dict[str, Any], path: tuple[str, ...], key: str, where: Where) -> None:
    if "enum" in rule:
        if value not in rule["enum"]:
            raise ConfigError(f"{key} must be one of {', '.join(rule['enum'])}{close(str(value), rule['enum'])}", where=where(path, key))
        return
    kind, words = _TYPES[rule["type"]]
    least = f", {rule['minimum']} or more" if "minimum" in rule else ""
    if type(value) is not kind or value < rule.get("minimum", value) if kind is int else not isinstance(value, kind):
        shown = ', as [unit."Barn norr"]' if path == ("unit",) else ""
        raise ConfigError(f"{key} must be {words}{least}{shown}", where=where(path, key))
    if kind is dict:
        _table(value, rule, (*path, key), where)
    if kind is list and not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{key} must be a list of texts", where=where(path, key))


def _resolved(rule: dict[str, Any]) -> dict[str, Any]:
    reference = rule.get("$ref")
    if reference is None:
        return rule
    found: dict[str, Any] = schema()["$defs"][reference.rpartition("/")[2]]
    return found


def close(word: str, known: Iterable[str]) -> str:
    """A suggestion in brackets, or nothing."""
    near = get_close_matches(word, list(known), 1, 0.6)
    return f" (did you mean {near[0]}?)" if near else ""
