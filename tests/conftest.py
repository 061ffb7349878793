from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import sosfs_lint.packs as packs_module
from sosfs_lint import checks
from sosfs_lint.checks import Check
from sosfs_lint.cli import cli
from sosfs_lint.errors import SosfsLintError
from sosfs_lint.linting import Rulebook
from sosfs_lint.model import Personakt
from sosfs_lint.packs import load_rulebook
from sosfs_lint.readers.aktexport import NAMESPACE, AktexportReader
from sosfs_lint.report import Remark, Unreadable

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("SOSFS_SHARED") or ROOT.parent / "shared")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-expected", action="store_true", help="write the expected outputs in fixtures/ anew; read the diff")


_BOOKS: dict[tuple[object, ...], Rulebook] = {}


def _load_once(folders: Iterable[Path], checks: Iterable[Check], local: Mapping[str, int] | None = None) -> Rulebook:
    """Our own packs are read once for all tests; whatever else a test brings is read anew."""
    where, words = list(folders), list(checks)
    key = (tuple(where), tuple(sorted(check.word for check in words)), tuple(sorted((local or {}).items())))
    if key not in _BOOKS:
        _BOOKS[key] = _load(where, words, local)
    return _BOOKS[key]


_load = packs_module.load_rulebook


@pytest.fixture(autouse=True)
def _books_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs_module, "load_rulebook", lambda *args: _load_once(*args) if _ours(args[0]) else _load(*args))


def _ours(folders: object) -> bool:
    return isinstance(folders, list) and all(ROOT in folder.parents for folder in folders)


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rulebook([ROOT / "rules/sosfs_2014"], checks.built_in())


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the development material is not beside this clone")
    return SHARED


class Outcome:
    """What a command printed and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)


@pytest.fixture
def sosfs_lint() -> Callable[..., Outcome]:
    """Runs the command line in this process; what would stop it is told as on the console."""

    def run(*args: object, stdin: bytes | None = None) -> Outcome:
        result = CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)
        if isinstance(result.exception, SosfsLintError):
            return Outcome(2, result.stdout, f"sosfs-lint: {result.exception}")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return run


def export(*akter: str, header: str = "<export/>", actor: str = "namnd") -> str:
    """An aktexport around pieces of XML."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<aktexport xmlns="{NAMESPACE}" version="1.0">{header}<aktor typ="{actor}"/>{"".join(akter)}</aktexport>'


def akt(
    piece: str = "", *, id: str = "a", person: str = '<enskild id="p" namn="Alva Testsson"/>', more: str = 'akttyp="handlaggning"'
) -> str:
    return f'<personakt id="{id}" {more}>{person}{piece}</personakt>'


def read(source: str | bytes) -> list[Personakt | Remark | Unreadable]:
    """Everything the reader says about a source."""
    raw = source.encode() if isinstance(source, str) else source
    return list(AktexportReader().read(io.BytesIO(raw), "x.xml"))


def one(source: str | bytes) -> Personakt:
    return next(item for item in read(source) if isinstance(item, Personakt))


def said(items: list[Personakt | Remark | Unreadable]) -> list[str]:
    """The keys of all remarks and faults, in order."""
    return [item.what.key if isinstance(item, Remark) else item.reason.key for item in items if not isinstance(item, Personakt)]
