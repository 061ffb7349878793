"""The file of decisions beside the configuration: read strictly, written one table at a time, so that a person's words stay."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sosfs_lint.errors import ConfigError
from sosfs_lint.file_lock import in_turn
from sosfs_lint.linting import Rulebook
from sosfs_lint.private_file import private_file
from sosfs_lint.report import Avsteg
from sosfs_lint.selection import suggestion
from sosfs_lint.toml_file import TomlFile, load_toml

NAME = "sosfs-lint.avsteg.toml"
SELECTOR = ("rule", "akt", "arende", "moment", "locus", "person")
KEYS = ("fingerprint", *SELECTOR, "reason", "by", "on", "until", "seen")
HEAD = "# Avsteg: fynd som en person har beslutat om. Ändra gärna för hand; raden seen skrivs av programmet.\n"


@dataclass(frozen=True)
class Entry:
    """One decision as it stands in the file.

    It names one finding by its `fingerprint`, or a narrow selector (a rule in a record, and what else must agree).
    `seen` maps the fingerprints that it has met to the hash of the content they were decided on. `said` is what a person wrote.
    """

    number: int
    avsteg: Avsteg
    rule: str
    fingerprint: str | None
    selector: dict[str, str]
    seen: dict[str, str]
    said: dict[str, Any]

    @property
    def akt(self) -> str:
        """The record that it is about, as in a fingerprint."""
        return self.selector.get("akt") or (self.fingerprint or "//").split("/")[1]


def load_entries(path: Path, book: Rulebook) -> list[Entry]:
    """The decisions in a file. Whatever does not hold is a ConfigError with file and line."""
    file = load_toml(path, path.name, ConfigError)
    for key in file.content:
        if key != "avsteg":
            raise ConfigError(f"unknown table {key}; the file holds [[avsteg]] only", where=_at(file, key))
    tables = file.content.get("avsteg", [])
    if not isinstance(tables, list):
        raise ConfigError("avsteg is written with two brackets: [[avsteg]]", where=file.where("avsteg"))
    if any(("avsteg", number, "") not in file.lines for number in range(len(tables))):
        raise ConfigError("each decision stands under a heading of its own, [[avsteg]]", where=_at(file, "avsteg"))
    return [_entry(file, number, table, book) for number, table in enumerate(tables)]


def _at(file: TomlFile, key: str) -> str:
    return file.where(key) if (key, 0, "") in file.lines else file.where(key=key)


def _entry(file: TomlFile, number: int, table: dict[str, Any], book: Rulebook) -> Entry:
    def fail(sentence: str, key: str = "") -> ConfigError:
        return ConfigError(sentence, where=file.where("avsteg", number, key))

    for key, value in table.items():
        if key not in KEYS:
            raise fail(f"unknown key {key}{_close(key, KEYS)}; known are {', '.join(KEYS)}", key)
        if key not in ("on", "until", "seen") and (not isinstance(value, str) or not value.strip()):
            raise fail(f"{key} must be a text that is not empty", key)
    for key in ("reason", "by", "on", "until"):
        if key not in table:
            raise fail(f"a decision needs {key}")
    on, until = _day(table["on"]), _day(table["until"])
    if on is None or until is None:
        raise fail("must be a day, as 2026-12-31", "on" if on is None else "until")
    if until < on:
        raise fail("until is before on", "until")
    rule, selector = _about(table, fail, book)
    what = table.get("fingerprint") or ", ".join(f"{key} {value}" for key, value in selector.items())
    seen = table.get("seen", {})
    if not isinstance(seen, dict) or not all(isinstance(value, str) for value in seen.values()):
        raise fail("seen is written by the program; delete the line to have it written anew", "seen")
    avsteg = Avsteg(what, table["reason"], table["by"], on, until, file.where("avsteg", number))
    return Entry(number, avsteg, rule, table.get("fingerprint"), selector, seen, _said(table))


def _said(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key != "seen"}


def _about(table: dict[str, Any], fail: Any, book: Rulebook) -> tuple[str, dict[str, str]]:
    """The rule and, where no fingerprint is given, the selector; a selector without a record is too wide."""
    selector = {key: table[key] for key in SELECTOR if key in table}
    if ("fingerprint" in table) == bool(selector):
        raise fail("a decision has either a fingerprint or a selector (rule and akt, and any of arende, moment, locus, person)")
    if selector and not {"rule", "akt"} <= selector.keys():
        raise fail("a selector names at least a rule and an akt; anything wider belongs to ignore in the configuration")
    if "fingerprint" in table and not 3 <= len(table["fingerprint"].split("/")) <= 4:
        raise fail("a fingerprint is written rule/akt/locus, or rule/akt/locus/person", "fingerprint")
    rule = selector.get("rule") or table["fingerprint"].split("/")[0]
    known = set(book.rules) | {entry.id for pack in book.packs for entry in pack.catalogue.values()}
    if rule not in known:
        raise fail(f"no rule has the id {rule}{suggestion(book, rule, ids=True)}", "fingerprint" if "fingerprint" in table else "rule")
    moment = selector.get("moment")
    if moment is not None and moment not in book.moments:
        raise fail(f"no moment is called {moment}{_close(moment, book.moments)}", "moment")
    return rule, selector


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else (value if type(value) is date else None)
    except ValueError:
        return None


def _close(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), 1, 0.6)
    return f" (did you mean {close[0]}?)" if close else ""


def append(path: Path, fingerprint: str, *, reason: str, by: str, on: date, until: date, seen: dict[str, str]) -> None:
    """Add a decision at the end of the file, whose turn the caller has; the file is made when there is none."""
    before = path.read_text("utf-8") if path.exists() else HEAD
    lines = [f"fingerprint = {_text(fingerprint)}", f"reason = {_text(reason)}", f"by = {_text(by)}", f"on = {on}", f"until = {until}"]
    lines += [_seen(seen)] if seen else []
    _write(path, before.rstrip("\n") + "\n\n[[avsteg]]\n" + "\n".join(lines) + "\n")


def write_seen(path: Path, entries: Iterable[Entry]) -> None:
    """Write what each decision has met, and leave every other line as it stands. Raises SosfsLintError and OSError."""
    with in_turn(path):
        file, lines, found = _found_again(path, entries)
        for number, entry in sorted(found, reverse=True, key=lambda one: one[0]):
            at = file.lines.get(("avsteg", number, "seen"))
            if at is not None:
                lines[at - 1] = _seen(entry.seen)
            else:
                lines.insert(file.lines["avsteg", number, ""], _seen(entry.seen))
        _write(path, "\n".join(lines) + "\n")


def remove(path: Path, entries: Iterable[Entry]) -> None:
    """Take decisions out of the file, each with the lines up to the next. Raises SosfsLintError and OSError."""
    with in_turn(path):
        file, lines, found = _found_again(path, entries)
        starts = {number: line for (table, number, key), line in file.lines.items() if table == "avsteg" and key == ""}
        for number in sorted((number for number, _ in found), reverse=True):
            del lines[starts[number] - 1 : starts.get(number + 1, len(lines) + 1) - 1]
        _write(path, "\n".join(lines).rstrip("\n") + "\n")


def _found_again(path: Path, entries: Iterable[Entry]) -> tuple[TomlFile, list[str], list[tuple[int, Entry]]]:
    """The file as it stands now, and where in it each decision is: somebody may have written there since it was read."""
    file = load_toml(path, path.name)
    tables = [_said(table) for table in file.content.get("avsteg", [])]
    found: dict[int, Entry] = {}
    for entry in entries:
        places = [number for number, said in enumerate(tables) if said == entry.said and number not in found]
        if places:
            found[min(places, key=lambda number: number != entry.number)] = entry
    return file, path.read_text("utf-8").splitlines(), list(found.items())


def _write(path: Path, text: str) -> None:
    with private_file(path, force=True) as stream:
        stream.write(text)


def with_seen(entry: Entry, fingerprint: str, content: str, instead_of: str | None = None) -> Entry:
    """The decision with one more finding that it has met, or with the name of today for one that it has met under another."""
    kept = {name: value for name, value in entry.seen.items() if name != instead_of}
    return replace(entry, seen={**kept, fingerprint: content})


def _seen(seen: dict[str, str]) -> str:
    return "seen = { " + ", ".join(f"{_text(name)} = {_text(value)}" for name, value in sorted(seen.items())) + " }"


def _text(value: str) -> str:
    """A basic TOML string: JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
