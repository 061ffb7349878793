"""Ten kill -9 without the cost of starting: the night is forked off with everything loaded, and judges in its own process."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
import warnings
from pathlib import Path

import pytest
from test_audit import Audit, audit, record, write  # noqa: F401 - audit is a fixture
from test_audit_processes import content, runs

from sosfs_lint.audit import nightly

pytestmark = [pytest.mark.long, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")]


def test_ten_kills_leave_the_store_of_an_undisturbed_run(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(nightly, "COMMIT_RECORDS", 7)
    seed = int(os.environ.get("SOSFS_SEED") or time.time())
    dice = random.Random(seed)
    file, store, calm = tmp_path / "x.xml", tmp_path / "a.db", tmp_path / "calm"
    calm.mkdir()
    kills = night = halfway = 0
    while kills < 10:
        night += 1
        akter = [record(f"akt-{i}", dated=bool((i + night) % 3), who=f"m{i % 4}") for i in range(night, 80)]
        write(file, *akter)
        swap(tmp_path, calm)  # the same night, undisturbed, on a store of its own with the same key
        started = time.monotonic()
        audit(file)
        whole = time.monotonic() - started
        swap(tmp_path, calm)
        while kills < 10 and runs(store) != (night, "finished"):
            child = fork(audit, file)
            time.sleep(dice.uniform(0, 1) * whole)
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            kills += os.WIFSIGNALED(status)
            halfway += (runs(store) or (0, ""))[1] == "running"
    if runs(store) != (night, "finished"):
        audit(file)
    assert halfway >= 2, f"seed {seed}: the moments were badly chosen"
    assert content(store) == content(calm / "a.db"), f"seed {seed}"


def fork(audit: Audit, file: Path) -> int:  # noqa: F811
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            audit(file)
        finally:
            os._exit(0)
    return child


def swap(here: Path, there: Path) -> None:
    """Exchange the two stores; their key is the same."""
    for name in ("a.db", "a.db-wal", "a.db-shm"):
        for source, target in ((here / name, here / "out"), (there / name, here / name), (here / "out", there / name)):
            if source.exists():
                shutil.move(source, target)
