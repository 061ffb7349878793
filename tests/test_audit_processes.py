"""The nightly audit as processes: killed at random moments, stuck, dead, two at once. Long, because processes start slowly."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, akt, export

from sosfs_lint.audit import process
from sosfs_lint.audit.judged import Judged
from sosfs_lint.audit.pool import Pool
from sosfs_lint.audit.process import FORK, WorkerProcess
from sosfs_lint.audit.sources import Source
from sosfs_lint.audit.worker import Setup, Task
from sosfs_lint.checks.needs import Needs
from sosfs_lint.linting import Options
from sosfs_lint.packs import load_rulebook
from sosfs_lint.plugins import Plugins

RECORDS, KILLS = 300, 10
FORM = ("--output-format", "json")
# What differs between two runs though nothing else does: when, and how often it was started.
NOT_COMPARED = {"runs": {"started", "ended", "attempts"}, "meta": {"value"}}

pytestmark = pytest.mark.long


def write(path: Path, *, changed: int = 0) -> None:
    notes = "".join(
        f'<anteckning id="n{n}"><rubrik>Hembesök</rubrik><handelse tid="2024-05-{n % 28 + 1:02}"/><upprattadAv ref="m"/>'
        f'<registrerad tid="2024-06-{n % 28 + 1:02}T10:00:00"/><avsnitt>Modern uppger att det går bättre i skolan {{i}}.</avsnitt></anteckning>'
        for n in range(8)
    )
    records = (akt(notes.format(i=i + (10_000 if i < changed else 0)), id=f"akt-{i}") + "\n" for i in range(RECORDS))
    path.write_text(export(*records, header='<export tid="2025-01-10"/>'), "utf-8")


def command(file: Path, store: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "sosfs_lint",
        "audit",
        str(file),
        "--store",
        f"sqlite:///{store}",
        "--select",
        "SOS3",
        "--workers",
        "2",
        *more,
    ]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "rules")])}


def content(store: Path) -> dict[str, list[Any]]:
    """Every table but the log, without what tells the time; rows in an order of their own, as their numbers may differ."""
    with sqlite3.connect(store) as db:
        db.row_factory = sqlite3.Row
        tables = ("runs", "bases", "units", "sources", "akter", "answers", "tallies", "decisions")
        return {
            table: sorted(
                repr(
                    {
                        key: value
                        for key, value in dict(row).items()
                        if key not in NOT_COMPARED.get(table, set()) and not (table == "answers" and key == "id")
                    }
                )
                for row in db.execute(f"select * from {table}")
            )
            for table in tables
        }


def test_ten_kills_at_random_moments_leave_the_store_of_an_undisturbed_run(tmp_path: Path) -> None:
    seed = int(os.environ.get("SOSFS_SEED") or time.time())
    dice = random.Random(seed)
    file, calm, killed = tmp_path / "x.xml", tmp_path / "calm.db", tmp_path / "killed.db"
    (tmp_path / "calm.db.key").write_text("sosfs-lint-key-1 " + "A" * 43 + "=\n", "ascii")
    (tmp_path / "calm.db.key").chmod(0o600)
    (tmp_path / "killed.db.key").write_bytes((tmp_path / "calm.db.key").read_bytes())
    (tmp_path / "killed.db.key").chmod(0o600)
    kills = progress = night = 0
    while kills < KILLS:
        night += 1
        write(file, changed=40 * (night - 1))
        started = time.monotonic()
        assert subprocess.run(command(file, calm), env=environment(), capture_output=True, check=False).returncode in (0, 1, 2)
        whole = time.monotonic() - started
        while kills < KILLS and runs(killed) != (night, "finished"):
            before = seen(killed)
            process = subprocess.Popen(command(file, killed), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(dice.uniform(0.2, 1.0) * whole)
            kills += process.poll() is None
            process.kill()
            process.wait()
            progress += seen(killed) > before
    if runs(killed) != (night, "finished"):
        assert subprocess.run(command(file, killed), env=environment(), capture_output=True, check=False).returncode in (0, 1, 2)
    print(f"seed {seed}: {kills} kills in {night} nights, {progress} of them after new answers")  # noqa: T201
    assert content(killed) == content(calm), f"seed {seed}"
    with sqlite3.connect(killed) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        twice = "select fingerprint from answers where until_run is null group by fingerprint having count(*) > 1"
        assert db.execute(twice).fetchall() == []


def seen(store: Path) -> int:
    if not store.exists():
        return 0
    try:
        with sqlite3.connect(store) as db:
            return int(db.execute("select count(*) from akter where judged_run = (select max(id) from runs)").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def runs(store: Path) -> tuple[int, str] | None:
    """The last run's number and state."""
    if not store.exists():
        return None
    with sqlite3.connect(store) as db:
        try:
            row: tuple[int, str] | None = db.execute("select id, state from runs order by id desc").fetchone()
        except sqlite3.OperationalError:
            return None
        return row


def test_a_store_has_one_run_at_a_time_and_a_dead_one_does_not_hold_it(tmp_path: Path) -> None:
    file, store = tmp_path / "x.xml", tmp_path / "a.db"
    write(file)
    first = subprocess.Popen(command(file, store), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while seen(store) == 0 and first.poll() is None:
        time.sleep(0.1)
    second = subprocess.run(command(file, store), env=environment(), capture_output=True, text=True, check=False)
    assert second.returncode == 2 and "another run" in second.stderr
    first.kill()
    first.wait()
    third = subprocess.run(command(file, store, *FORM), env=environment(), capture_output=True, text=True, check=False)
    told = json.loads(third.stdout)
    assert (told["run"]["akter"], told["run"]["unreadable"], told["run"]["failed"]) == (RECORDS, 0, 0)
    # The same record 300 times over: rules that find something in all of them ring, and that is all that does.
    assert third.returncode == 2 and all("100 %" in alarm for alarm in told["alarms"]), third.stderr
    assert runs(store) == (1, "finished")


SLOW = """
import os, time
import sosfs_lint.checks.needs as needs
from sosfs_lint.report import Answer, Verdict

_judge = needs.Needs.judge

def judge(self, rule, locus, case, person):
    if rule.id != "SOS4-13.5":
        return _judge(self, rule, locus, case, person)
    if case.akt.personakt.id == "slow":
        time.sleep(600)
    if case.akt.personakt.id == "deadly":
        os._exit(9)
    return [Answer(rule=rule, verdict=Verdict.MET, locus=locus)]

needs.Needs.judge = judge
"""


@pytest.mark.parametrize("fork", [pytest.param(True, marks=pytest.mark.skipif(not FORK, reason="cannot fork")), False])
def test_a_record_over_its_deadline_names_the_rule_and_the_rest_goes_on(
    fork: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that never ends, and one that takes its process with it; a worker that inherits nothing gets them by `sitecustomize`."""
    (tmp_path / "sitecustomize.py").write_text(SLOW, "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT), str(ROOT / "rules")]))
    monkeypatch.setattr(Needs, "judge", Needs.judge)  # so that it is put back
    exec(SLOW, {})
    file = tmp_path / "x.xml"
    names = ("a", "slow", "b", "deadly", "c")
    file.write_text(export(*(akt('<beslut id="b" datum="2024-03-02"/>', id=name) for name in names)), "utf-8")
    with pool(frozenset({"SOS4-13.5", "SOS4-13.6"}), workers=2, deadline=8, fork=fork) as workers:
        items = [item for _, item in workers.judge([("mark", Task(1, Source(str(file), named=True)))]) if item is not None]
    assert [item.akt for item in items] == list(names)
    failed = [[row["rule"] for row in item.answers if row["verdict"] == "failed"] for item in items if isinstance(item, Judged)]
    assert failed == [[], ["SOS4-13.5"], [], ["SOS4-13.5"], []]


def pool(chosen: frozenset[str], *, memory: int = 4000, **how: Any) -> Pool:
    """With every pack, as a process that loads for itself has them."""
    plugins = Plugins()
    setup = Setup((), {}, Options(chosen), None, b"x" * 32, False, memory)
    return Pool(setup, load_rulebook(plugins.folders(), plugins.checks()), plugins.readers(), **how)


def test_a_worker_that_has_grown_is_replaced_and_nothing_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_text(export(akt('<beslut id="b"/>', id="a")), "utf-8")
    with pool(frozenset({"SOS4-13.5"}), memory=1, workers=1, deadline=60) as workers:
        tasks = [(n, Task(n, Source(str(file), named=True))) for n in range(4)]
        assert [mark for mark, item in workers.judge(tasks) if item is not None] == [0, 1, 2, 3]


@pytest.mark.skipif(not FORK, reason="cannot fork")
def test_what_breaks_down_is_told_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("Kanarie")

    file = tmp_path / "x.xml"
    file.write_text(export(akt('<beslut id="b"/>', id="a")), "utf-8")
    monkeypatch.setattr("sosfs_lint.audit.worker.to_judged", broken)
    with pool(frozenset({"SOS4-13.5"}), workers=1, deadline=60) as workers:
        items = [item for _, item in workers.judge([("mark", Task(1, Source(str(file), named=True)))]) if item is not None]
    told = capfd.readouterr().err
    assert [item.what for item in items] == ["unreadable"]  # type: ignore[union-attr]
    assert "a worker broke down: ValueError at test_audit_processes.py" in told and "Kanarie" not in told


def test_time_in_line_for_a_processor_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that was begun ten seconds ago, of which its process had the processor for one."""
    worker = object.__new__(WorkerProcess)
    worker.pipe, theirs = multiprocessing.Pipe()
    worker.state = [time.monotonic() - 10, 3.0, 100.0]
    worker._process = multiprocessing.current_process()  # type: ignore[assignment]
    monkeypatch.setattr(process, "waited", lambda pid: 109.0)
    assert not worker.overdue(5)
    monkeypatch.setattr(process, "waited", lambda pid: 102.0)
    assert worker.overdue(5)
    theirs.send("done")
    assert not worker.overdue(5)
