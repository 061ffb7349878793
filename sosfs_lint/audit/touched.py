"""What answers hang on besides the record, and which rules a change of it touches.

A word, a concept, a moment, a condition or a piece of Python may be used by the rules of any pack: when one of these changes
(the ground), every record is judged again. A change of a pack's rule files or version concerns that pack's rules alone,
since `like` stays within a pack and files with rules that reach further (`suppresses`, `instead_of`) belong to the ground.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from sosfs_lint import __version__
from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.schema import bases
from sosfs_lint.audit.worker import Setup
from sosfs_lint.linting import Options, Rulebook
from sosfs_lint.rule import Pack

_SHARED = ("begrepp", "ord", "moment", "villkor", "villkor.toml", "katalog.toml")
_REACH_FURTHER = (b"suppresses", b"instead_of")


@dataclass(frozen=True)
class Basis:
    """Keyed hashes: of the ground, of each pack's own rules, and of both."""

    id: str
    ground: str
    packs: Mapping[str, str]


def basis_of(setup: Setup, book: Rulebook, pseudonyms: Pseudonyms) -> Basis:
    """What tonight's answers hang on: tool, packs to the last file, selections, local numbers, profile and delegation."""
    ground = pseudonyms.hasher("ground")
    units = [(name, _said(options)) for name, options in sorted(setup.units.items())]
    ground.update(repr((__version__, _said(setup.options), units, sorted(book.local.items()), setup.profile, setup.private)).encode())
    for file in (setup.profile, setup.delegation):
        if file and Path(file).is_file():
            ground.update(Path(file).read_bytes())
    packs = {}
    for pack in book.packs:
        own = pseudonyms.hasher("pack")
        own.update(pack.version.encode())
        for name, content in _files(pack):
            (own if _is_own(name, content) else ground).update(name.encode() + b"\0" + content)
        packs[pack.name] = own.hexdigest()
    parts = [ground.hexdigest(), *(f"{name} {value}" for name, value in sorted(packs.items()))]
    return Basis(pseudonyms.content("settings", *(part.encode() for part in parts)), parts[0], packs)


def _said(options: Options) -> tuple[Any, ...]:
    selected = None if options.selected is None else sorted(options.selected)
    return selected, None if options.local is None else sorted(options.local.items())


def _files(pack: Pack) -> Iterator[tuple[str, bytes]]:
    for file in sorted(f for f in pack.folder.rglob("*") if f.suffix in (".toml", ".py")):
        name, content = file.relative_to(pack.folder).as_posix(), file.read_bytes()
        if name == "pack.toml":
            about = tomllib.loads(content.decode("utf-8"))
            about.pop("version", None)
            content = json.dumps(about, sort_keys=True, default=str).encode()
        yield f"{pack.name}/{name}", content


def _is_own(name: str, content: bytes) -> bool:
    _, first, *_ = name.split("/")
    return name.endswith(".toml") and first not in (*_SHARED, "pack.toml") and not any(word in content for word in _REACH_FURTHER)


class Touched:
    """Which rules must be asked again about a record that was judged on another basis."""

    def __init__(self, connection: Connection, basis: Basis, book: Rulebook) -> None:
        self._basis = basis
        self._book = book
        known = {row.id: row for row in connection.execute(select(bases))}
        self._rules = {name: self._since(row.ground, json.loads(row.packs)) for name, row in known.items()}
        if basis.id not in known:
            row = {"id": basis.id, "ground": basis.ground, "packs": json.dumps(dict(basis.packs), sort_keys=True)}
            connection.execute(insert(bases).values(**row))
        self._rules[basis.id] = frozenset()

    def since(self, settings: str) -> frozenset[str] | None:
        """The rules to ask again; none where nothing changed, and None where everything may have."""
        return self._rules.get(settings)

    def _since(self, ground: str, packs: Mapping[str, str]) -> frozenset[str] | None:
        if ground != self._basis.ground or packs.keys() != self._basis.packs.keys():
            return None
        changed = {name for name, value in packs.items() if value != self._basis.packs[name]}
        rules = frozenset(rule.id for rule in self._book.rules.values() if rule.pack in changed)
        return rules or (None if changed else rules)
