"""Source profiles: what the fields of a format mean where the format itself leaves it open."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from sosfs_lint.errors import ConfigError
from sosfs_lint.model import Falt
from sosfs_lint.readers import grammar
from sosfs_lint.toml_file import toml_content

MEANINGS = {"upprattad", "registrerad", "handelse"}
STATUSES = {"exporteras", "ej-exporterat", "finns-ej-i-systemet", "okant"}
ACTORS = {"namnd", "kommunal-utforare", "enskild-utforare", "SiS", "region", "okant"}
DEFAULT = "erms"
MAX_PROFILE = 1_000_000  # bytes


@dataclass(frozen=True)
class Profile:
    """A source profile, the named one laid over the default."""

    actor: dict[str, str]
    dates: dict[str, list[str]]
    names: dict[str, list[str]]
    roles: dict[str, str]
    own: dict[str, str]
    fields: dict[str, str]
    columns: dict[str, list[str]]
    lists: dict[str, list[str]]

    def is_named(self, kind: str, value: str | None) -> bool:
        return value is not None and value.strip().casefold() in (name.casefold() for name in self.names[kind])

    def falt(self) -> tuple[Falt, ...]:
        """What the profile says of the source's fields, as the header of an export holds it."""
        return tuple(Falt(namn=name, status=status) for name, status in self.fields.items())


def built_in() -> list[str]:
    """The names of the profiles that come with the package."""
    folder = files("sosfs_lint").joinpath("readers/profiles")
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def description(name: str) -> str:
    """What a built-in profile says of itself."""
    said = tomllib.loads(files("sosfs_lint").joinpath(f"readers/profiles/{name}.toml").read_text("utf-8"))
    return str(said.get("description", ""))


def load_profile(name: str | None, system: str | None = None) -> Profile:
    """The profile called `name`, or read from the TOML file of that path, over that of a source system; None is the default.

    Raises ConfigError with file and line for an unknown name, key or value.
    """
    base = tomllib.loads(files("sosfs_lint").joinpath(f"readers/profiles/{DEFAULT}.toml").read_text("utf-8"))
    for layer in (system, name):
        if layer is not None and layer != DEFAULT:
            _lay_over(base, *_source(layer))
    return Profile(**{field.name: base[field.name] for field in fields(Profile)})


def _source(name: str) -> tuple[str, str]:
    if name in built_in():
        return name, files("sosfs_lint").joinpath(f"readers/profiles/{name}.toml").read_text("utf-8")
    path = Path(name)
    if not path.is_file() or path.stat().st_size > MAX_PROFILE:
        raise ConfigError(f"no profile of that name; built in are {', '.join(built_in())}, or give a TOML file", where=f"--profile {name}")
    try:
        return name, path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8 text; save it as UTF-8", where=name) from None


def _lay_over(base: dict[str, Any], where: str, text: str) -> None:
    for table, values in toml_content(text, where, ConfigError).items():
        if table == "description":
            continue
        if table not in base or not isinstance(values, dict):
            raise ConfigError(f"unknown key {table}; known are {', '.join(sorted(base))}", where=f"{where}:{_line(text, table)}")
        for key, value in values.items():
            _check(table, key, value, base, f"{where}:{_line(text, key)}")
            base[table][key] = [value] if table == "columns" and isinstance(value, str) else value


def _check(table: str, key: str, value: object, base: dict[str, Any], where: str) -> None:
    if table in ("actor", "dates", "names", "columns", "lists") and key not in base[table]:
        raise ConfigError(f"unknown key {key} in [{table}]; known are {', '.join(sorted(base[table]))}", where=where)
    if table == "columns" and isinstance(value, str):
        return
    if table == "fields" and (value not in STATUSES or not grammar.is_field(key)):
        raise ConfigError(f"{key} must be a field of aktexport with {', '.join(sorted(STATUSES))}", where=where)
    if table in ("dates", "names", "columns", "lists") and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise ConfigError(f"{key} must be a list of strings", where=where)
    if table in ("actor", "roles", "own") and not isinstance(value, str):
        raise ConfigError(f"{key} must be a string", where=where)
    if table == "dates" and key in ("created", "originated") and not set(value) <= MEANINGS:  # type: ignore[call-overload]
        raise ConfigError(f"{key} may hold {', '.join(sorted(MEANINGS))}", where=where)
    if table == "actor" and value not in ACTORS:
        raise ConfigError(f"typ may be {', '.join(sorted(ACTORS))}", where=where)


def _line(text: str, key: str) -> int:
    return next((number for number, line in enumerate(text.splitlines(), 1) if line.strip().strip('["').startswith(key)), 1)
