"""The nightly audit on small exports: what passes unchanged, what changed, and what stops it."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Outcome, akt, export

from sosfs_lint.audit import nightly, store
from sosfs_lint.audit.judged import Judged, Refused
from sosfs_lint.audit.pool import Item
from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.slicing import _AT_ONCE, sliced
from sosfs_lint.audit.touched import Touched, basis_of
from sosfs_lint.audit.warm import Loaded
from sosfs_lint.audit.worker import STATE, Ended, Setup, Task, _Worker
from sosfs_lint.linting import Options, Rulebook
from sosfs_lint.readers import Reader

Audit = Callable[..., Outcome]
HEAD = (
    '<export tid="{tid}"><falt namn="beslut/@datum" status="exporteras"/></export>',
    '<enhet id="e1" namn="Enhet ett"/><enhet id="e2" namn="Enhet två"/>'
    + "".join(f'<medarbetare id="m{i}" namn="Kanarie Fågel{i}"/>' for i in range(4)),
)


class InProcess:
    """The pool without processes: for tests that are not about processes."""

    judged = 0

    def __init__(self, setup: Setup, book: Rulebook, readers: list[Reader], **_: object) -> None:
        self._worker = _Worker(setup, list(STATE), Loaded(book, readers))

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held."""

    def judge(self, tasks: Iterator[tuple[Any, Task | None]]) -> Iterator[tuple[Any, Item | None]]:
        for mark, task in tasks:
            for item in self._worker.items(task) if task is not None else ():
                InProcess.judged += isinstance(item, Judged)
                yield mark, item
            yield mark, None


@pytest.fixture
def audit(sosfs_lint: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Rulebook) -> Audit:
    """A night on the store of the test; one quick rule."""
    monkeypatch.setattr(nightly, "Pool", InProcess)
    monkeypatch.setattr(nightly, "today", lambda: date(2025, 1, 10))
    monkeypatch.setattr("sosfs_lint.packs.load_rulebook", lambda *_: book)

    def night(*args: object, rules: str = "SOS4-13.5") -> Outcome:
        InProcess.judged = 0
        return sosfs_lint("audit", *args, "--store", f"sqlite:///{tmp_path}/a.db", "--select", rules, "--output-format", "json")

    return night


def write(path: Path, *akter: str, tid: str = "2025-01-10") -> Path:
    path.write_text(export(*akter, header=HEAD[0].format(tid=tid)).replace("</aktexport>", "</aktexport>\n"), "utf-8")
    text = path.read_text("utf-8")
    path.write_text(text.replace('<aktor typ="namnd"/>', f'<aktor typ="namnd"/>{HEAD[1]}\n'), "utf-8")
    return path


def record(name: str, *, dated: bool = True, unit: str = "e1", who: str = "m1") -> str:
    """A record with one note and one decision, whose day may be missing."""
    note = f'<anteckning id="n"><upprattadAv ref="{who}"/><avsnitt>Kanarie sjunger</avsnitt></anteckning>'
    day = ' datum="2024-03-02"' if dated else ""
    decision = f'<beslut id="b"{day}/>'
    return akt(decision + note, id=name, more=f'akttyp="handlaggning" enhet="{unit}"') + "\n"


def unit(outcome: Outcome, name: str = "e1") -> dict[str, Any]:
    return next(unit for unit in outcome.json["units"] if unit["unit"] == name)


def three(**dated: bool) -> list[str]:
    return [record(f"akt-{i}", dated=dated.get(f"akt{i}", True), who=f"m{i}") for i in (1, 2, 3)]


def test_a_second_night_judges_only_what_has_changed(audit: Audit, tmp_path: Path) -> None:
    file = write(tmp_path / "x.xml", *three())
    assert audit(file).json["run"]["judged"] == 3
    write(file, *three(), tid="2025-01-11")
    again = audit(file).json["run"]
    assert (again["akter"], again["judged"], again["reused"]) == (3, 0, 3)
    write(file, *three(akt2=False), tid="2025-01-12")
    assert audit(file).json["run"]["judged"] == 1
    assert audit(file, "--full").json["run"]["judged"] == 3
    assert audit(file, rules="SOS4-13.6").json["run"]["judged"] == 3


def test_a_late_finding_says_its_days_in_the_morning(audit: Audit, tmp_path: Path) -> None:
    """The store keeps the days that fill a rule's sentence; of the record it keeps no word."""
    told = '<anteckning id="n"><handelse tid="2024-03-02"/><registrerad tid="{}"/></anteckning>'

    def records(entered: str) -> list[str]:
        return [akt(told.format(entered), id=f"akt-{i}", more='akttyp="handlaggning" enhet="e1"') + "\n" for i in (1, 2, 3)]

    file = tmp_path / "x.xml"
    audit(write(file, *records("2024-03-03")), rules="SOS3-16b")
    out = audit(write(file, *records("2024-03-29"), tid="2025-01-11"), rules="SOS3-16b").out
    assert "Det som hände 2024-03-02 antecknades mer än 10 dagar efteråt (lokal gräns)." in out


def test_new_left_mended_back_and_gone(audit: Audit, tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    figures = []
    for akter in (three(), three(akt1=False), three(akt1=False), three(), three(akt1=False), three()[1:]):
        figures.append(unit(audit(write(file, *akter, record("akt-4", who="m0"))))["figures"])
    kinds = [{key: n for key, n in each.items() if key != "akter" and n} for each in figures]
    assert kinds == [{}, {"new": 1}, {"left": 1}, {"mended": 1}, {"back": 1}, {"gone": 1}]


def test_the_gate_closes_on_what_is_new_and_opens_when_it_is_left(audit: Audit, tmp_path: Path) -> None:
    file = write(tmp_path / "x.xml", *three(), record("u", unit="e2"))
    assert audit(file).code == 0
    write(file, *three(akt1=False), record("u", unit="e2"))
    closed = audit(file, "--fail-on", "error")
    assert closed.code == 1
    assert (unit(closed)["gate"]["passed"], unit(closed, "e2")["gate"]["passed"]) == (False, True)
    assert audit(file).code == 0
    write(file, *three(akt1=False, akt2=False), record("u", unit="e2"))
    assert audit(file, "--max-new", 1).code == 0


def test_a_unit_where_fewer_than_three_wrote_has_no_figures(audit: Audit, tmp_path: Path) -> None:
    night = audit(write(tmp_path / "x.xml", *three(), record("u", unit="e2")))
    assert unit(night)["figures"]["akter"] == 3
    assert unit(night, "e2")["figures"] is None and unit(night, "e2")["left"] is None


def test_the_store_holds_no_name_no_word_and_no_id(audit: Audit, tmp_path: Path) -> None:
    number = "19121212-1212"
    file = write(tmp_path / "Kanarie.xml", *three(akt1=False), record(number, dated=False))
    night = audit(file)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("a.db*") if not path.name.endswith(".key"))
    for word in ("Kanarie", "anarie", "akt-1", number, number.replace("-", ""), "Testsson"):
        assert word.encode() not in stored, word
    assert number not in night.out and "Kanarie sjunger" not in night.out
    for name in ("a.db", "a.db.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_clocks_run_in_a_record_that_has_not_changed(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "x.xml", *three())
    audit(file)
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute("update akter set next_clock = '2025-01-15' where line = (select min(line) from akter)")
    assert audit(write(file, *three(), tid="2025-01-15")).json["run"]["judged"] == 0
    assert audit(write(file, *three(), tid="2025-01-16")).json["run"]["judged"] == 1


def test_a_private_utforare_stops_unless_configured(audit: Audit, tmp_path: Path) -> None:
    file = write(tmp_path / "x.xml", *three())
    file.write_text(file.read_text("utf-8").replace('typ="namnd"', 'typ="enskild-utforare"'), "utf-8")
    stopped = audit(file)
    assert stopped.code == 2 and "administration" in stopped.err
    assert audit(file, "--actor-kind", "enskild-utforare").code == 2
    config = tmp_path / "c.toml"
    config.write_text(
        '[audit]\nprivate-administration = true\nactor-kind = "enskild-utforare"\npurpose = "administration"\nground = "avtal"\n', "utf-8"
    )
    night = audit(file, "--config", config)
    assert (night.json["run"]["purpose"], night.json["run"]["ground"]) == ("administration", "avtal")


def test_a_decision_moves_a_finding_to_avsteg_and_survives(audit: Audit, sosfs_lint: Audit, tmp_path: Path) -> None:
    file = write(tmp_path / "x.xml", *three())
    where = ("--store", f"sqlite:///{tmp_path}/a.db")
    audit(file)
    finding = unit(audit(write(file, *three(akt1=False))))["new"][0]["fingerprint"]
    with sqlite3.connect(tmp_path / "a.db") as db:  # the two nights were on other days
        db.execute("update runs set started = '2025-01-10T01:00:00' where id < 3")
    assert sosfs_lint("audit", "decide", finding, "avsteg", "--until", "2999-01-01", *where).code == 0
    night = audit(file, "--full")
    assert unit(night)["figures"]["avsteg"] == 1 and night.code == 0
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute("update decisions set until = date('now', '-1 day'), decided_on = '2025-01-01'")
        db.execute("update runs set started = '2025-01-10T01:00:00'")
    assert unit(audit(file))["figures"]["avsteg-expired"] == 1


def test_runs_can_be_compared_listed_and_purged(audit: Audit, sosfs_lint: Audit, tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    where = ("--store", f"sqlite:///{tmp_path}/a.db")
    for akter in (three(akt2=False), three(akt1=False), three()[:2]):
        audit(write(file, *akter))
    told = sosfs_lint("audit", "diff", 1, 2, *where, "--output-format", "json").json
    assert (told["counts"]["new"], told["counts"]["mended"]) == (1, 1)
    assert sosfs_lint("audit", "diff", 1, 7, *where).code == 2
    assert [run["state"] for run in sosfs_lint("audit", "runs", *where, "--output-format", "json").json] == ["finished"] * 3
    assert sosfs_lint("audit", "purge", "--before", "2999-01-01", *where).out.startswith("answers 2, akter 1")
    assert sosfs_lint("audit", "diff", 1, 2, *where).code == 2
    assert sosfs_lint("audit", "log", "--verify", *where).code == 0
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute("delete from log where id = 2")
    assert sosfs_lint("audit", "log", "--verify", *where).code == 1


def test_an_unfinished_run_is_seen_and_continued(audit: Audit, sosfs_lint: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "x.xml", *three(akt1=False))

    def cut_off(self: object, count: int) -> None:
        self._flush()
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(nightly._Night, "_commit", lambda self: cut_off(self, 0))
        with pytest.raises(RuntimeError):
            audit(file)
    seen = sosfs_lint("audit", "runs", "--store", f"sqlite:///{tmp_path}/a.db")
    assert seen.code == 2 and " cut off " in seen.out
    told = audit(file)
    assert (told.json["run"]["id"], told.json["run"]["attempts"], told.json["run"]["judged"]) == (1, 2, 3)
    assert InProcess.judged == 2


def test_a_full_disk_is_one_sentence_and_the_next_run_goes_on(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "x.xml", *(record(f"akt-{i}", dated=False, who=f"m{i % 4}") for i in range(300)))
    ordinary = store._sqlite

    def small(connection: Any, record: object) -> None:
        ordinary(connection, record)
        connection.execute("pragma max_page_count = 45")

    with monkeypatch.context() as patch:
        patch.setattr(store, "_sqlite", small)
        stopped = audit(file)
    assert stopped.code == 2 and "disk is full" in stopped.err
    again = audit(file)
    assert (again.json["run"]["id"], again.json["run"]["judged"]) == (1, 300)
    assert 0 < InProcess.judged < 300


def test_folders_zips_and_globs(audit: Audit, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "a.xml", *three())
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("in/c.xml", export(record("z1"), record("z2")))
        archive.writestr("in/readme.txt", "inget att läsa")
    run = audit(folder).json["run"]
    assert (run["akter"], run["skipped"], run["unreadable"]) == (5, 1, 0)
    again = audit(f"{folder}/*").json["run"]
    assert (again["akter"], again["judged"]) == (5, 0)
    assert audit(f"{folder}/*.json").code == 2


def test_what_cannot_be_read_is_told_and_nothing_is_called_gone(audit: Audit, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "a.xml", *three())
    write(folder / "b.xml", record("b1", dated=False))
    audit(folder)
    (folder / "b.xml").write_text("<aktexport >", "utf-8")
    night = audit(folder)
    assert night.code == 2 and night.json["run"]["unreadable"] == 1 and night.json["run"]["gone"] == 0
    assert night.json["run"]["akter_in"] == night.json["run"]["akter"] + night.json["run"]["unreadable"]


def test_alarms(audit: Audit, tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    many = [record(f"akt-{i}", dated=False, who=f"m{i % 4}") for i in range(30)]
    assert len(audit(write(file, *many)).json["alarms"]) == 1  # the same rule everywhere
    fallen = audit(write(file, *many[:5]))
    assert fallen.code == 2 and len(fallen.json["alarms"]) == 1


def test_an_id_that_occurs_twice_is_two_records(audit: Audit, tmp_path: Path) -> None:
    file = write(tmp_path / "x.xml", record("a", dated=False), record("a", dated=False))
    night = audit(file).json
    assert (night["run"]["akter"], night["duplicates"]) == (2, 1)
    assert audit(file).json["run"]["judged"] == 0


def test_outputs_are_private_and_never_written_over(sosfs_lint: Audit, audit: Audit, tmp_path: Path) -> None:
    file, out = write(tmp_path / "x.xml", *three()), tmp_path / "out.json"
    assert audit(file, "--output-format", f"json={out}").code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600 and json.loads(out.read_text("utf-8"))["passed"]
    assert audit(file, "--output-format", f"json={out}").code == 2
    assert audit(file, "--output-format", f"json={out}", "--force").code == 0
    assert audit(file, "--output-format", "pdf=x").code == 2


def test_another_key_is_refused(audit: Audit, tmp_path: Path) -> None:
    file = write(tmp_path / "x.xml", *three())
    audit(file)
    key = tmp_path / "a.db.key"
    key.unlink()
    assert audit(file).code == 2  # lost, and none is made behind anybody's back
    key.write_text("sosfs-lint-key-1 " + "A" * 43 + "=" + "\n", "ascii")
    key.chmod(0o600)
    assert "another key" in audit(file).err


@pytest.mark.parametrize(
    "odd",
    ["<!-- <personakt id='x'> -->", "<![CDATA[<personakt>]]>", "<?pi <personakt?>", "text", '<enhet id="late"/>', "<personakt/>"],
)
def test_a_file_that_is_not_certain_is_not_cut(tmp_path: Path, odd: str) -> None:
    file = write(tmp_path / "x.xml", *three())
    with sliced(file) as pieces:
        assert pieces is not None and [piece.akt for piece in pieces.slices] == ["akt-1", "akt-2", "akt-3"]
        assert pieces.day == date(2025, 1, 10)
        assert [piece.line for piece in pieces.slices] == [3, 4, 5]
    text = file.read_text("utf-8")
    file.write_text(text.replace('<personakt id="akt-2"', odd + '<personakt id="akt-2"'), "utf-8")
    with sliced(file) as pieces:
        assert pieces is None


@pytest.mark.parametrize("odd", ["", "<!-- x -->"])
def test_a_file_of_many_megabytes_is_cut_as_a_small_one_and_not_held_in_memory(tmp_path: Path, odd: str) -> None:
    """A mark of comments may stand across the border of what is read at once."""
    file = write(tmp_path / "x.xml", *three())
    text = file.read_text("utf-8")
    at = text.index('<personakt id="akt-2"')
    room = _AT_ONCE - len(text[:at].encode()) - 1
    file.write_text(text[:at] + " " * room + odd + text[at:].replace("<personakt", " " * 3 * _AT_ONCE + "<personakt"), "utf-8")
    with sliced(file) as pieces:
        if odd:
            assert pieces is None
            return
        assert pieces is not None and [piece.akt for piece in pieces.slices] == ["akt-1", "akt-2", "akt-3"]
        assert pieces.content(pieces.slices[1])[1].startswith(b'<personakt id="akt-2"')
        mapped = Path("/proc/self/smaps")
        if mapped.exists():
            held = re.search(rf"{re.escape(str(file))}\n(?:.*\n)*?Rss:\s+(\d+) kB", mapped.read_text())
            assert held is not None and int(held[1]) * 1024 < 3 * _AT_ONCE


def test_the_night_says_what_check_says(audit: Audit, sosfs_lint: Audit, tmp_path: Path) -> None:
    file = write(tmp_path / "x.xml", *three(akt1=False, akt3=False))
    checked = sosfs_lint("check", file, "--select", "SOS3", "--output-format", "json").json["findings"]
    audit(file, rules="SOS3")
    with sqlite3.connect(tmp_path / "a.db") as db:
        rows = db.execute(
            "select rule, level, answers.line + akter.line from answers join akter on akter.id = akt where verdict in ('missing', 'question')"
        )
        assert sorted(rows) == sorted((f["rule"], f["level"], f["line"]) for f in checked)


def test_refused_and_judged_show_no_word() -> None:
    assert "Kanarie" not in repr(Judged("Kanarie", "", "Kanarie", "", None, 1, 1, (), [], []))
    assert Ended().full is False and Refused("skipped", "x").akt is None  # type: ignore[arg-type]


def test_the_morning_as_page_and_workbook_one_for_each_unit(audit: Audit, tmp_path: Path) -> None:
    file, out = write(tmp_path / "x.xml", *three(), record("u", unit="e2")), tmp_path / "out"
    out.mkdir()
    audit(file)
    write(file, *three(akt1=False), record("u", unit="e2", dated=False))
    forms = [f"html={out}/{{unit}}.html", f"xlsx={out}/{{unit}}.xlsx", f"html={out}/alla.htm", f"text={out}/{{unit}}.txt"]
    flags = [part for form in forms for part in ("--output-format", form)]
    assert audit(file, *flags).code == 1
    names = {path.name for path in out.iterdir()}
    assert names == {f"{unit}.{form}" for unit in ("e1", "e2") for form in ("html", "xlsx", "txt")} | {"alla.htm"}
    assert all(stat.S_IMODE((out / name).stat().st_mode) == 0o600 for name in names)
    one, other, both = ((out / name).read_text("utf-8") for name in ("e1.html", "e2.html", "alla.htm"))
    assert "Enhet ett: stannar" in one and "akt-1" in one and "Enhet två" not in one
    assert "Färre än tre" in other and "Enhet ett" in both and "Enhet två" in both
    assert all("Kanarie" not in text and "<script>" not in text for text in (one, other, both))
    rows = list(openpyxl.load_workbook(out / "e1.xlsx")["Fynd"].values)
    assert rows[1][:3] == ("Enhet ett", "Nytt", "Saknas (ska)") and rows[1][6] == "akt-1" and len(rows) == 2
    assert list(openpyxl.load_workbook(out / "e2.xlsx")["Per enhet"].values)[1][2].startswith("Färre än tre")
    assert audit(file, "--output-format", forms[0]).code == 2  # they are there, and that is told before the night
    assert audit(file, "--output-format", f"html={tmp_path}/none/x.html").code == 2


def test_a_night_that_goes_to_files_says_in_short_what_it_was(audit: Audit, sosfs_lint: Audit, tmp_path: Path) -> None:
    file, how = tmp_path / "x.xml", ("--store", f"sqlite:///{tmp_path}/a.db", "--select", "SOS4-13.5")
    audit(write(file, *three()))
    write(file, *three(akt1=False))
    told = sosfs_lint("audit", file, *how, "--output-format", f"json={tmp_path}/n.json")
    assert told.code == 1 and "Akter: 3 in" in told.out and "Enhet ett: stannar" in told.out and len(told.out.splitlines()) == 3


def test_the_configuration_is_the_one_of_check(audit: Audit, sosfs_lint: Audit, tmp_path: Path) -> None:
    file, config = write(tmp_path / "x.xml", *three(akt1=False)), tmp_path / "sosfs-lint.toml"
    config.write_text(
        '[audit]\npurpose = "egenkontroll"\n[audit.unit."Enhet ett"]\nmax-new = 5\n[unit.e1]\nignore = ["SOS4-13.5"]\n', "utf-8"
    )
    audit(write(file, *three()))
    night = audit(write(file, *three(akt1=False), record("u", unit="e2", dated=False)))
    assert night.json["run"]["purpose"] == "egenkontroll"
    assert (unit(night)["new"], len(unit(night, "e2")["new"])) == ([], 1)  # not a rule of that unit
    config.write_text('[audit.unit."Enhet ett"]\nmax-new = 5\n', "utf-8")
    night = audit(file)
    assert len(unit(night)["new"]) == 1 and unit(night)["gate"]["passed"]
    shown = {row["setting"]: row for row in sosfs_lint("config", "show", tmp_path, "--output-format", "json").json}
    assert shown["audit deadline"]["value"] == 120 and shown["audit unit Enhet ett"]["decided_by"] == "sosfs-lint.toml:1"
    for wrong in (
        "[audit]\nmax_new = 1\n",
        '[audit]\nactor-kind = "kommun"\n',
        "[audit.unit.e1]\nworkers = 2\n",
        "[audit]\ndeadline = 0\n",
    ):
        config.write_text(wrong, "utf-8")
        told = audit(file)
        assert told.code == 2 and "sosfs-lint.toml:2" in told.err, wrong


def test_an_avsteg_file_is_taken_in(audit: Audit, tmp_path: Path) -> None:
    file = write(tmp_path / "x.xml", *three(akt1=False))
    audit(file)
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute("update runs set started = '2025-01-10T01:00:00'")
    (tmp_path / "sosfs-lint.avsteg.toml").write_text(
        '[[avsteg]]\nfingerprint = "SOS4-13.5/akt-1/b"\nreason = "Kanarie"\nby = "enhetschef"\non = 2025-02-01\nuntil = 2999-01-01\n',
        "utf-8",
    )
    assert unit(audit(file))["figures"]["avsteg"] == 1
    assert b"Kanarie" not in (tmp_path / "a.db").read_bytes()


def pack_of_its_own(folder: Path, book: Rulebook, *, version: str = "1") -> Rulebook:
    """The book with its packs moved to a copy of their files, where a test may change them."""
    packs = tuple(replace(pack, folder=folder / pack.name, version=version) for pack in book.packs)
    for pack in book.packs:
        if not (folder / pack.name).exists():
            shutil.copytree(pack.folder, folder / pack.name, ignore=shutil.ignore_patterns("__pycache__"))
    return replace(book, packs=packs)


def test_what_a_change_of_a_pack_touches(tmp_path: Path, book: Rulebook) -> None:
    names, setup = Pseudonyms(b"x" * 32), Setup((), {}, Options(), None, b"", False, 4000)
    engine = store.open_store(f"sqlite:///{tmp_path}/a.db")
    book = pack_of_its_own(tmp_path, book)
    before = basis_of(setup, book, names)
    with engine.connect() as connection:
        assert Touched(connection, before, book).since(before.id) == frozenset()
        assert Touched(connection, before, book).since("unknown") is None
        name = book.packs[0].name
        own = frozenset(rule.id for rule in book.rules.values() if rule.pack == name)
        newer = basis_of(setup, pack_of_its_own(tmp_path, book, version="2"), names)
        assert newer.ground == before.ground and Touched(connection, newer, book).since(before.id) == own
        rules = next(file for file in (tmp_path / name / "kap4").glob("13*.toml"))
        rules.write_text(rules.read_text("utf-8") + "\n# changed\n", "utf-8")
        changed = basis_of(setup, book, names)
        assert changed.ground == before.ground and Touched(connection, changed, book).since(before.id) == own
        words = next((tmp_path / name / "begrepp").glob("*.toml"))
        words.write_text(words.read_text("utf-8") + "\n# changed\n", "utf-8")
        assert Touched(connection, basis_of(setup, book, names), book).since(before.id) is None
    engine.dispose()


def test_only_the_rules_of_a_changed_pack_are_asked_again(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two rules one is of a pack that has changed: its answers are new, the other's stay as they were."""
    file = write(tmp_path / "x.xml", *three(akt1=False), record("u", unit="e2", dated=False))
    rules = "SOS4-13.5,SOS4-13.6"
    audit(file, rules=rules)
    asked: list[frozenset[str] | None] = []
    ordinary = _Worker.items

    def items(self: Any, task: Task) -> Any:
        asked.append(task.only)
        return ordinary(self, task)

    def content() -> list[Any]:
        with sqlite3.connect(tmp_path / "a.db") as db:
            return sorted(db.execute("select akt, rule, fingerprint, verdict from answers where until_run is null"))

    before = content()
    monkeypatch.setattr(_Worker, "items", items)
    monkeypatch.setattr(Touched, "since", lambda self, settings: frozenset({"SOS4-13.5"}))
    night = audit(file, rules=rules).json["run"]
    assert (night["judged"], night["akter"]) == (4, 4) and set(asked) == {frozenset({"SOS4-13.5"})}
    assert content() == before
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute(
            "update answers set rule = 'SOS4-13.0', fingerprint = 'x' || fingerprint where rule = 'SOS4-13.5'"
        )  # as if the pack had lost this rule
    audit(file, rules=rules)
    with sqlite3.connect(tmp_path / "a.db") as db:
        ended = db.execute("select distinct ended from answers where rule = 'SOS4-13.0'").fetchall()
    assert ended == [("unchecked",)]


def test_a_rule_that_broke_down_is_tried_again(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "x.xml", *three(akt1=False))

    def broken(*_: object) -> Any:
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr("sosfs_lint.checks.needs.Needs.judge", broken)
        assert audit(file).json["run"]["failed"] == 3
    night = audit(file)
    assert (night.json["run"]["failed"], night.json["run"]["judged"]) == (0, 3)
    assert audit(file).json["run"]["judged"] == 0


def test_a_store_of_the_first_version_is_brought_up(audit: Audit, tmp_path: Path) -> None:
    file = write(tmp_path / "x.xml", *three())
    audit(file)
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute("drop table bases")
        db.execute("alter table akter drop column own_day")
        db.execute("alter table akter drop column seen_day")
        db.execute("alter table akter add column not_applicable integer not null default 0")
        db.execute("update meta set value = '1' where name = 'version'")
    assert [audit(file).json["run"]["judged"] for _ in range(2)] == [3, 0]
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute("update meta set value = '99' where name = 'version'")
    assert "newer version" in audit(file).err


def test_a_broken_zip_a_nested_one_and_one_that_leads_out(audit: Audit, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("c.xml", export(record("z1")))
        archive.writestr("d.zip", b"PK\x03\x04")
        archive.writestr("../e.xml", export(record("z2")))
    whole = (folder / "a.zip").read_bytes()
    (folder / "broken.zip").write_bytes(whole.replace(b"Kanarie", b"kanariE"))
    night = audit(folder).json
    assert (night["run"]["akter"], night["run"]["unreadable"]) == (1, 5)
    assert {item["path"].rpartition("/in/")[2] for item in night["unreadable"]} == {
        "a.zip/d.zip", "a.zip/../e.xml", "broken.zip/c.xml", "broken.zip/d.zip", "broken.zip/../e.xml"
    }  # fmt: skip


def test_a_finding_of_a_numbered_round_goes_on_under_the_name_of_today(
    audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = '<beslut id="b1" arende="A1" lag="SoL" typ="Avslag bistånd" datum="2024-05-02" utfall="avslag"><innehall>Avslås.</innehall></beslut>'
    piece = f'<arende id="A1" typ="Bistånd" lag="SoL" startad="2024-03-01"/>{refused}'
    file = write(tmp_path / "x.xml", akt(piece, id="akt-1", more='akttyp="handlaggning" enhet="e1"'))
    with monkeypatch.context() as then:
        then.setattr("sosfs_lint.loci._anchor_of_round", lambda _: None)
        audit(file, rules="SOS4-12a")
    (first,) = fingerprints(tmp_path)
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute("update akter set content = ''")
        db.execute(
            "insert into decisions (fingerprint, kind, decided_by, decided_on, until) values (?, 'avsteg', 'C', ?, ?)", (first, *DAYS)
        )
    audit(file, rules="SOS4-12a")
    (today,) = fingerprints(tmp_path)
    with sqlite3.connect(tmp_path / "a.db") as db:
        assert db.execute("select count(*) from answers").fetchall() == [(1,)]
        assert db.execute("select fingerprint from decisions").fetchall() == [(today,)] != [(first,)]


DAYS = ("2024-01-01", "2999-01-01")


def fingerprints(tmp_path: Path) -> list[str]:
    with sqlite3.connect(tmp_path / "a.db") as db:
        return [row[0] for row in db.execute("select distinct fingerprint from answers")]
