"""TOML files, with the line that each table and key stands on, so that every fault can be pointed at."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sosfs_lint.errors import PackError, SosfsLintError
from sosfs_lint.kept import fingerprint, kept

VERSION = b"1"  # of what `load_folder` keeps

_TABLE = re.compile(r"^\s*\[(\[)?\s*([^\[\]]+?)\s*\]?\]")
_FAULT = re.compile(r" \((?:at line (\d+), column \d+|at end of document)\)$")
_KEY = re.compile(r"""^\s*(?:"([^"]+)"|([A-Za-z0-9_-]+))\s*=""")


@dataclass(frozen=True)
class TomlFile:
    """A parsed file and where its parts stand. `lines` maps (table, number of its occurrence, key or "") to a line."""

    path: Path
    shown: str
    content: dict[str, Any]
    lines: dict[tuple[str, int, str], int]

    def where(self, table: str = "", number: int = 0, key: str = "") -> str:
        """file:line of a table's key (of the table itself when the key is not found)."""
        line = self.lines.get((table, number, key)) or self.lines.get((table, number, "")) or 1
        return f"{self.shown}:{line}"


def load_toml(path: Path, shown: str, fault: type[SosfsLintError] = PackError) -> TomlFile:
    """Read a file; `shown` is how it is named in messages. Raises `fault` with file and line."""
    return TomlFile(path, shown, *_parsed(_read(path, shown, fault), shown, fault))


def load_folder(folder: Path) -> dict[str, TomlFile]:
    """Every TOML file in and below a pack's folder, by its path there. Raises PackError with file and line."""
    names = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.toml"))}
    shown = {name: f"{folder.name}/{name}" for name in names}
    raw = {name: _read(path, shown[name], PackError) for name, path in names.items()}
    key = fingerprint([VERSION, *(part for name in names for part in (shown[name].encode(), raw[name]))])
    parsed = kept(f"toml-{key}", lambda: {name: _parsed(content, shown[name], PackError) for name, content in raw.items()})
    return {name: TomlFile(path, shown[name], *parsed[name]) for name, path in names.items()}


def _read(path: Path, shown: str, fault: type[SosfsLintError]) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise fault(f"cannot be read ({error.strerror or type(error).__name__})", where=shown) from None


def _parsed(raw: bytes, shown: str, fault: type[SosfsLintError]) -> tuple[dict[str, Any], dict[tuple[str, int, str], int]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise fault("is not UTF-8 text; save it as UTF-8", where=f"{shown}:{line}") from None
    return toml_content(text, shown, fault), _lines(text)


def toml_content(text: str, shown: str, fault: type[SosfsLintError] = PackError) -> dict[str, Any]:
    """The content of a TOML text. Raises `fault` with file and line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = _FAULT.search(str(error))
        sentence, line = (str(error)[: told.start()], told[1]) if told else (str(error), None)
        where = f"{shown}:{line or len(text.splitlines()) or 1}"
        raise fault(f"is not TOML: {sentence[:1].lower()}{sentence[1:]}", where=where) from None


def _lines(text: str) -> dict[tuple[str, int, str], int]:
    found: dict[tuple[str, int, str], int] = {}
    counts: dict[str, int] = {}
    table, number, quote, depth = "", 0, "", 0
    for at, line in enumerate(text.splitlines(), 1):
        if quote:
            quote = "" if quote in line else quote
            continue
        header, key = _TABLE.match(line), _KEY.match(line)
        if header is not None and depth <= 0:
            table = header[2]
            number = counts.get(table, 0)
            counts[table] = number + 1
            depth = 0
            found[table, number, ""] = at
        elif key is not None and depth <= 0:
            found.setdefault((table, number, key[1] or key[2]), at)
        bare = re.sub(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'', "", line.replace('"""', "\0").replace("'''", "\1")).split("#")[0]
        if header is None:
            depth += bare.count("[") - bare.count("]") + bare.count("{") - bare.count("}")
        for mark, closing in (("\0", '"""'), ("\1", "'''")):
            if bare.count(mark) % 2:
                quote = closing
    return found
