"""What is shipped: the wheel, in a fresh environment, holds the same rules as the source tree."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.mark.long
def test_the_wheel_holds_the_same_rules_as_the_source_tree(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([*pip, "--python", str(python), "install", "-q", "--no-deps", "--no-index", str(wheel)], check=True)
    site = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", "utf-8")

    shipped = subprocess.run(
        [tmp_path / "env/bin/sosfs-lint", "rules", "--output-format", "json"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    where = subprocess.run(
        [python, "-c", "import sosfs_lint; print(sosfs_lint.__file__)"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    ours = subprocess.run(
        [sys.executable, "-m", "sosfs_lint", "rules", "--output-format", "json"], capture_output=True, text=True, check=True
    )

    assert Path(where.stdout.strip()).is_relative_to(tmp_path)
    assert json.loads(shipped.stdout) == json.loads(ours.stdout)
