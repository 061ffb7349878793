"""No number and no word of a record gets out; the key; files for their owner only."""

from __future__ import annotations

import io
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest
from conftest import akt, export

from sosfs_lint.reporters.redaction import Redactor

FORMATS = ("text", "concise", "summary", "markdown", "html", "json", "jsonl", "csv", "xlsx", "sarif", "junit")
NUMBER = "19150214-2381"
CANARIES = ("Kvicksilvia", "Fågelholkström", "070-9151515", "violett grävskopa", "Snöflingegatan", "kanariebefattning", "2381", "191502")
RECORD = export(
    akt(
        '<anteckning id="n1"><handelse tid="2024-03-01"/><rubrik>violett grävskopa</rubrik>'
        '<upprattadAv namn="Kvicksilvia Fågelholkström" befattning="kanariebefattning"/><registrerad tid="2024-03-29"/>'
        "<avsnitt>Kvicksilvia Fågelholkström ringer från Snöflingegatan. Beslut att bevilja en violett grävskopa.</avsnitt></anteckning>"
        '<beslut id="b1" datum="violett grävskopa"><avsnitt>Snöflingegatan 4, kanariebefattning</avsnitt></beslut>'
        f'<handling id="h-{NUMBER}"><rubrik>Utredning violett grävskopa</rubrik></handling>',
        id=NUMBER,
        person=f'<enskild id="p" namn="Kvicksilvia Fågelholkström"><identitet typ="personnummer" varde="{NUMBER}"/>'
        '<kontakt typ="tel" varde="070-9151515"/></enskild>',
    ),
    akt('<anteckning id="n"/>', id="191502142381"),
)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    folder = tmp_path / f"akt {NUMBER}"
    folder.mkdir()
    path = folder / "export.xml"
    path.write_text(RECORD, "utf-8")
    (folder / "trasig.xml").write_text(RECORD.replace("</aktexport>", "<Kvicksilvia"), "utf-8")
    return folder


def _words(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8")
    book = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def _outputs(folder: Path) -> list[str]:
    return [part for form in FORMATS for part in ("--output-format", f"{form}={folder / form}")]


def test_no_canary_stands_in_any_output(record: Path, tmp_path: Path, sosfs_lint) -> None:
    ran = sosfs_lint("check", record, "--show-met", "--all", "--statistics", "--durations", *_outputs(tmp_path))
    assert ran.code == 2
    for name, text in [*((form, _words(tmp_path / form)) for form in FORMATS), ("stdout", ran.out), ("stderr", ran.err)]:
        found = [canary for canary in CANARIES if canary.lower() in text.lower()]
        assert not found and (text.strip() or name == "stderr"), (name, found)


def test_sheets_sarif_and_junit_hold_no_words_even_when_text_is_shown(record: Path, tmp_path: Path, sosfs_lint) -> None:
    sosfs_lint("check", record, "--show-text", "--all", *_outputs(tmp_path))
    for form in ("csv", "xlsx", "sarif", "junit", "summary"):
        assert not [canary for canary in CANARIES if canary in _words(tmp_path / form)], form


def test_without_a_key_numbers_have_one_name_in_all_outputs_and_the_report_says_so(record: Path, tmp_path: Path, sosfs_lint) -> None:
    ran = sosfs_lint("check", record, *_outputs(tmp_path))
    assert "person-1" in _words(tmp_path / "json") and "person-2" not in _words(tmp_path / "json")
    assert "håller inte mellan exporter" in ran.out


def test_with_a_key_fingerprints_hold_between_exports(record: Path, tmp_path: Path, sosfs_lint) -> None:
    key = tmp_path / "nyckel"
    assert sosfs_lint("key", "new", key).code == 0
    runs = [sosfs_lint("check", record, "--key-file", key, "--output-format", "json").out for _ in range(2)]
    alone = sosfs_lint("check", record / "export.xml", "--select", "SOS3-12s3b", "--key-file", key, "--output-format", "json")
    assert runs[0] == runs[1] and "desamma i nästa körning" in runs[0]
    assert {finding["akt"] for finding in alone.json["findings"]} <= {finding["akt"] for finding in json.loads(runs[0])["findings"]}


@pytest.mark.parametrize(
    "written", ["19150214-2381", "150214-2381", "191502142381", "1502142381", "1915-02-14-2381", "150214+2381", "19150214 2381"]
)
def test_a_number_has_one_pseudonym_however_it_is_written(written: str) -> None:
    redact = Redactor(b"k" * 32)
    assert redact(f"x/{written}.xml") == redact("x/19150214-2381.xml") and "2381" not in redact(written)


@pytest.mark.parametrize(
    "text", ["2024-03-01 2024-03-05", "export_20240301.xml", "J-2024-03-01", "mer än 10 dagar efter 2024-03-01", "J-093 156:335"]
)
def test_days_and_ids_are_left_alone(text: str) -> None:
    assert Redactor()(text) == text


@pytest.mark.parametrize("text", ["19150214TF12", "19150214-TF1234", "150274-2381", "19150214AB12"])
def test_temporary_numbers_and_samordningsnummer_are_replaced_too(text: str) -> None:
    assert Redactor()(text) == "person-1"


def test_another_key_gives_other_pseudonyms() -> None:
    assert Redactor(b"a" * 32)(NUMBER) != Redactor(b"b" * 32)(NUMBER)


def test_a_key_is_its_owners_alone_and_is_not_overwritten(tmp_path: Path, sosfs_lint) -> None:
    key = tmp_path / "nyckel"
    sosfs_lint("key", "new", key)
    first = key.read_text()
    again = sosfs_lint("key", "new", key)
    assert again.code == 2 and "--force" in again.err and key.read_text() == first
    assert sosfs_lint("key", "new", key, "--force").code == 0 and key.read_text() != first
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "hemligt", "sosfs-lint-key-1 kort", "sosfs-lint-key-1 ÅÄÖ"])
def test_what_is_no_key_is_refused_without_showing_it(tmp_path: Path, record: Path, sosfs_lint, content: str) -> None:
    key = tmp_path / "nyckel"
    key.write_text(content, "utf-8")
    key.chmod(0o600)
    ran = sosfs_lint("check", record, "--key-file", key)
    assert ran.code == 2 and "is no key" in ran.err and (not content or content not in ran.err)


@pytest.mark.skipif(os.name != "posix", reason="modes are for POSIX")
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, record: Path, sosfs_lint) -> None:
    key = tmp_path / "nyckel"
    sosfs_lint("key", "new", key)
    key.chmod(0o644)
    assert "chmod 600" in sosfs_lint("check", record, "--key-file", key).err
