"""A third party's distribution comes in by the same door as ours, and only when it is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FILES = {
    "pyproject.toml": """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "sundby-regler"
version = "1.0"
[project.entry-points.sosfs_lint]
sundby = "sundby"
trasig = "sundby.finns_inte"
[tool.hatch.build.targets.wheel]
packages = ["sundby"]
""",
    "sundby/__init__.py": """from pathlib import Path
from sosfs_lint.hookspecs import hookimpl
from sosfs_lint.model import Anteckning, Personakt, Person, Text, Avsnitt, Place
from sosfs_lint.report import Answer, Verdict

class Rubrik:
    word = "rubrik"
    def load(self, value, source):
        return str(value)
    def judge(self, rule, locus, case, person):
        title = locus.element.rubrik
        met = title is not None and title.value == rule.spec
        yield Answer(rule=rule, verdict=Verdict.MET if met else Verdict.MISSING, locus=locus)

class Lappar:
    name = "lappar"
    def recognises(self, head):
        return head.startswith(b"LAPP")
    def read(self, source, path, profile=None):
        notes = tuple(
            Anteckning(id=f"n{i}", rubrik=Text(line.decode().strip()), place=Place(path, i, 1)) for i, line in enumerate(source.readlines()[1:], 2)
        )
        yield Personakt(id="lapp-1", akttyp="handlaggning", enskild=(Person(namn="Kim Testsson"),), anteckning=notes, place=Place(path, 1, 1))

@hookimpl
def sosfs_lint_packs():
    return [Path(__file__).parent / "regler"]

@hookimpl
def sosfs_lint_checks():
    return [Rubrik()]

@hookimpl
def sosfs_lint_readers():
    return [Lappar()]
""",
    "sundby/regler/pack.toml": 'name = "sundby"\nversion = "1.0"\ntitle = "Sundbys egna regler"\n',
    "sundby/regler/rubrik.toml": """[[rule]]
id = "SUN-1"
name = "rubrik-telefon"
force = "bör"
actor = ["namnd", "utforare", "sis"]
about = "journalanteckning"
rubrik = "Telefon"
message = { sv = "Rubriken är inte Telefon." }
[[rule.example]]
verdict = "met"
akt = '<anteckning id="a"><rubrik>Telefon</rubrik></anteckning>'
[[rule.example]]
verdict = "missing"
akt = '<anteckning id="a"/>'
""",
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, target = tmp_path_factory.mktemp("sundby"), tmp_path_factory.mktemp("site")
    for name, text in FILES.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, "utf-8")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
        "--disable-pip-version-check",
        "--target",
        str(target),
        str(source),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    return target


def run(site: Path, *args: object) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "sosfs_lint", *map(str, args)], capture_output=True, text=True, encoding="utf-8", env=env, check=False
    )


def test_its_rule_check_and_reader_work_when_it_is_named(installed: Path, tmp_path: Path) -> None:
    file = tmp_path / "lappar.dat"
    file.write_text("LAPP\nTelefon\nHembesök\n", "utf-8")
    done = run(installed, "check", "--pack", "sundby", "--select", "SUN-1", "--output-format", "json", file)
    out = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert [(f["rule"], f["line"], f["level"]) for f in out["findings"]] == [("SUN-1", 3, "warning")]
    assert [pack["pack"] for pack in out["regulation"]] == ["frister", "lagrum", "sosfs_2014", "sundby"]


def test_its_examples_run(installed: Path) -> None:
    done = run(installed, "rules", "--test", "sundby")
    assert (done.returncode, done.stdout.strip()) == (0, "2 examples, 0 failed")


def test_it_sees_no_record_when_it_is_not_named(installed: Path, tmp_path: Path) -> None:
    file = tmp_path / "lappar.dat"
    file.write_text("LAPP\nTelefon\n", "utf-8")
    done = run(installed, "check", "--output-format", "json", file)
    assert done.returncode == 2
    assert [pack["pack"] for pack in json.loads(done.stdout)["regulation"]] == ["frister", "lagrum", "sosfs_2014"]


def test_a_plug_in_that_will_not_load_is_one_sentence_and_exit_code_2(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "check", "--pack", "trasig", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("sosfs-lint: sundby.finns_inte: the plug-in does not load (ModuleNotFoundError")
    assert len(done.stderr.splitlines()) == 1


def test_a_name_that_nobody_has_is_one_sentence_and_exit_code_2(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "check", "--pack", "borta", tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "no plug-in of that name is installed; installed are frister, lagrum, sosfs_2014, sundby, trasig" in done.stderr
