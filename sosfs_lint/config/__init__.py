"""The configuration file sosfs-lint.toml: found upwards from the input, read strictly, each setting with the line that says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sosfs_lint.config.schema import check_against_schema
from sosfs_lint.errors import ConfigError
from sosfs_lint.key import load_key
from sosfs_lint.toml_file import TomlFile, load_toml

NAME = "sosfs-lint.toml"


@dataclass(frozen=True)
class Config:
    """What a configuration file says; without a file it says nothing. `where` of a setting is "file:line"."""

    path: Path | None = None
    content: dict[str, Any] = field(default_factory=dict)
    file: TomlFile | None = None

    def get(self, key: str, unit: str | None = None) -> Any:
        """A setting of the file, or of one of its units; None where it is not said."""
        return self._table(unit).get(key)

    def words(self, key: str, unit: str | None = None) -> Iterator[tuple[str, str]]:
        """The items of a list with the line of each."""
        for item in self.get(key, unit) or ():
            yield item, self.where(key, unit, item)

    def local(self, unit: str | None = None) -> Iterator[tuple[str, int, str]]:
        """The local numbers with the line of each."""
        for name, number in (self.get("local", unit) or {}).items():
            yield name, number, self.where("local", unit, name)

    def file_of(self, key: str, unit: str | None = None) -> Path | None:
        """The path in a setting, relative to the configuration's folder."""
        value = self.get(key, unit)
        return None if value is None or self.path is None else self.path.parent / value

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(self.content.get("unit", {}))

    def where(self, key: str, unit: str | None = None, item: str | None = None) -> str:
        """file:line of a setting, and of an item in it where that stands on a line of its own."""
        if self.file is None:
            return NAME
        line = _line_of(self.file, key, unit)
        if item is not None:
            line = _line_of_item(self.file, line, item)
        return f"{self.file.shown}:{line}"

    def line(self, table: tuple[str, ...], key: str) -> str:
        """file:line of a key in a table that is named by the keys that lead to it."""
        return NAME if self.file is None else f"{self.file.shown}:{_line_in(self.file, table, key)}"

    def _table(self, unit: str | None) -> dict[str, Any]:
        table: dict[str, Any] = self.content if unit is None else self.content["unit"][unit]
        return table


def find_config(paths: Iterable[str], given: str | None = None) -> Config:
    """The configuration that is named, else the one found upwards from the inputs. Several that differ are a ConfigError."""
    if given is not None:
        return load_config(Path(given))
    found = {path: None for path in map(_upwards, paths) if path is not None}
    if len(found) > 1:
        raise ConfigError("the inputs have different configurations; name one with --config", where=" and ".join(map(str, found)))
    return load_config(next(iter(found))) if found else Config()


def _upwards(start: str) -> Path | None:
    folder = Path.cwd() if start == "-" else Path(start).absolute()
    return next((f / NAME for f in (folder, *folder.parents) if (f / NAME).is_file()), None)


def load_config(path: Path) -> Config:
    """Read and check a configuration file. Raises ConfigError with file and line."""
    file = load_toml(path, path.name, ConfigError)
    config = Config(path.absolute(), file.content, file)
    check_against_schema(config.content, lambda table, key: f"{file.shown}:{_line_in(file, table, key)}")
    for key, unit in (("key-file", None), *(("delegation", u) for u in (None, *config.units))):
        named = config.file_of(key, unit)
        if named is not None and not named.is_file():
            raise ConfigError(f"{key} names a file that is not there", where=config.where(key, unit))
    return _with_key(config)


def _with_key(config: Config) -> Config:
    named = config.file_of("key-file")
    if named is not None:
        try:
            load_key(named)
        except ConfigError as error:
            raise ConfigError(f"key-file {error.sentence}", where=config.where("key-file")) from None
    return config


def _line_of(file: TomlFile, key: str, unit: str | None) -> int:
    return _line_in(file, () if unit is None else ("unit", unit), key)


def _line_in(file: TomlFile, table: tuple[str, ...], key: str) -> int:
    """The line of a key, whether its table has a heading of its own, a dotted key or is written inline."""
    whole = (*table, key)
    for depth in range(len(table), -1, -1):
        for (name, _, told), line in file.lines.items():
            if told == whole[depth] and _parts(name) == whole[:depth]:
                return line
    headings = {_parts(name): line for (name, _, told), line in reversed(file.lines.items()) if not told}
    return headings.get(whole) or headings.get(table) or 1


def _parts(name: str) -> tuple[str, ...]:
    """The parts of a heading: unit."Barn och unga" is two."""
    return (
        tuple(quoted or literal or bare for quoted, literal, bare in re.findall(r'"([^"]*)"|\'([^\']*)\'|([^\s."\']+)', name))
        if name
        else ()
    )


def _line_of_item(file: TomlFile, start: int, item: str) -> int:
    lines = file.path.read_text("utf-8").splitlines()
    pattern = re.compile(rf"(?<![\w.-]){re.escape(item)}(?![\w.-])")
    return next((at for at in range(start, len(lines) + 1) if pattern.search(lines[at - 1].split("#")[0])), start)
