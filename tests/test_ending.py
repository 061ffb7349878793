"""A run that something outside ends: one sentence or none, the right exit code, and nothing half-written left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import akt, export

NOTE = (
    '<anteckning id="n{}"><handelse tid="2024-03-01"/><registrerad tid="2024-03-29"/><avsnitt>Ringde Alva om tiden.</avsnitt></anteckning>'
)
SOSFS_LINT = [sys.executable, "-m", "sosfs_lint"]
posix_only = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "export.xml"
    path.write_text(export(*(akt("".join(NOTE.format(n) for n in range(20)), id=f"a{i}") for i in range(200))), "utf-8")
    return path


@posix_only
@pytest.mark.parametrize("number", [signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)])
def test_a_run_that_is_told_to_end_takes_its_half_written_reports_with_it(file: Path, number: signal.Signals) -> None:
    outputs = ["--output-format", "csv=rapport.csv", "--output-format", "html=rapport.html"]
    run = subprocess.Popen(
        [*SOSFS_LINT, "check", file, *outputs],
        cwd=file.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # where the tests themselves run under nohup
    )
    until = time.monotonic() + 60
    while not list(file.parent.glob(".rapport*")) and time.monotonic() < until:
        time.sleep(0.05)
    run.send_signal(number)
    _, err = run.communicate(timeout=60)
    assert (run.returncode, err, list(file.parent.iterdir())) == (128 + number, b"", [file])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("args", [["check"], ["check", "--output-format", "json"]])
def test_a_screen_that_takes_no_more_is_one_sentence_and_exit_code_2(file: Path, args: list[str]) -> None:
    file.write_text(export(akt(NOTE)), "utf-8")
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([*SOSFS_LINT, *args, file], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1) and ran.stderr.startswith("sosfs-lint: a file could not be written"), (
        ran.stderr
    )


@posix_only
@pytest.mark.parametrize("forms", [("html", "json"), ("xlsx",)])
def test_a_disk_that_takes_no_more_is_one_sentence_and_leaves_no_report(file: Path, forms: tuple[str, ...]) -> None:
    import resource

    file.write_text(export(akt(NOTE)), "utf-8")
    outputs = [part for form in forms for part in ("--output-format", f"{form}=rapport.{form}")]
    ran = subprocess.run(
        [*SOSFS_LINT, "check", file, *outputs],
        cwd=file.parent, capture_output=True, text=True, check=False, env={**os.environ, "SOSFS_LINT_CACHE": "off"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)),
    )  # fmt: skip
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1) and "Traceback" not in ran.stderr, ran.stderr
    assert list(file.parent.iterdir()) == [file]
