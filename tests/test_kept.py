"""What is kept between runs: the same answers with it and without it, and nothing that could run or that names anybody."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sosfs_lint import kept as kept_module
from sosfs_lint.checks import built_in
from sosfs_lint.kept import FOLDER, fingerprint, kept
from sosfs_lint.packs import load_rulebook
from sosfs_lint.trying import Setting, try_rule
from tests.conftest import ROOT

VALUE = {"ord": ("samtal", 3), "dag": date(2014, 9, 1), "tabell": b"\x00\x01"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path / "k"))
    return tmp_path / "k"


def counted(value: object) -> tuple[Callable[[], object], list[int]]:
    calls: list[int] = []

    def make() -> object:
        calls.append(1)
        return value

    return make, calls


def test_a_value_is_made_once_and_read_afterwards(folder: Path) -> None:
    make, calls = counted(VALUE)
    assert kept("x", make) == VALUE == kept("x", make)
    assert len(calls) == 1
    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600]


def test_switched_off_nothing_is_read_or_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, "off")
    make, calls = counted(VALUE)
    assert kept("x", make) == VALUE == kept("x", make)
    assert len(calls) == 2 and not folder.exists()


@pytest.mark.parametrize("damage", [b"", b"trasig", b"\x80" * 400])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    make, calls = counted(VALUE)
    kept("x", make)
    (folder / "x.kept").write_bytes(damage)
    assert kept("x", make) == VALUE and len(calls) == 2
    assert kept("x", make) == VALUE and len(calls) == 2


def test_a_file_that_would_run_something_is_not_run(folder: Path) -> None:
    class Runs:
        def __reduce__(self) -> tuple[object, ...]:
            return (exec, (f"open({str(folder / 'ran')!r}, 'w').close()",))

    make, _ = counted(VALUE)
    kept("x", make)
    content = pickle.dumps(Runs())
    (folder / "x.kept").write_bytes(kept_module._sum(content) + content)
    assert kept("x", make) == VALUE
    assert not (folder / "ran").exists()


def test_a_folder_that_cannot_be_made_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv(FOLDER, str(tmp_path / "file" / "below"))
    make, calls = counted(VALUE)
    assert kept("x", make) == VALUE and len(calls) == 1


def test_old_files_make_room(folder: Path) -> None:
    for number in range(20):
        kept(f"x{number}", lambda: VALUE)
    assert len(list(folder.iterdir())) == 12


def test_whatever_changes_in_a_file_changes_the_name() -> None:
    assert len({fingerprint(parts) for parts in ([b"ab", b"c"], [b"a", b"bc"], [b"abc"], [b"abc", b""])}) == 4


def test_answers_are_the_same_with_what_is_kept_and_a_changed_pack_is_seen(folder: Path) -> None:
    texts = ("Elin sa vid samtalet i skolan att hon vill bo hos pappa.", "Elin ska höras nästa vecka.", "Elins synpunkter: ____")
    setting = Setting.of({"child": "Elin, 9"})
    told = []
    for _ in range(2):
        book = load_rulebook([ROOT / "rules/sosfs_2014"], built_in())
        told.append([try_rule(book, "SOS3-6", text, setting) for text in texts])
    assert told[0] == told[1] and {trial.verdict for trial in told[0]} >= {"met", "missing"}
    pack = folder.parent / "liten"
    (pack / "begrepp").mkdir(parents=True)
    (pack / "pack.toml").write_text('name = "liten"\nversion = "1"\ntitle = "Liten"\n', "utf-8")
    for word in ("glass", "saft"):
        (pack / "begrepp/a.toml").write_text(f'name = "a"\nmeans = "x"\nsays = ["{word}"]\n', "utf-8")
        vocabulary = load_rulebook([pack], built_in()).vocabulary
        assert [entry.frame.source for entry in (vocabulary.gate.entries[n] for n in range(len(vocabulary.gate.entries)))] == [word]


def test_nothing_of_a_text_is_kept(folder: Path) -> None:
    book = load_rulebook([ROOT / "rules/sosfs_2014"], built_in())
    try_rule(book, "SOS3-6", "Kvastrumpa Zebrasson vill bo hos farmor.", Setting.of({"child": "Kvastrumpa, 9"}))
    load_rulebook([ROOT / "rules/sosfs_2014"], built_in())
    assert all(b"vastrumpa" not in path.read_bytes() and b"ebrasson" not in path.read_bytes() for path in folder.iterdir())
