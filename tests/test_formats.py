"""One invented record in every format gives the same findings, and so does what it is converted to."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, akt, export
from lxml import etree
from samples import FORMAT, TEXTS, list_as_workbook, record_in_package

from sosfs_lint.model import Personakt
from sosfs_lint.readers import built_in, choose, formats
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.run import items

EVERY = (*TEXTS, "lista.xlsx", "paket.zip")
SCHEMA = etree.XMLSchema(etree.parse(ROOT / "sosfs_lint/data/aktexport.xsd"))
PROFILE = ("--profile", FORMAT / "profil.toml")


@pytest.fixture
def sample(tmp_path: Path):
    """The path of the record in a format."""

    def path_of(name: str) -> Path:
        if name in TEXTS:
            return FORMAT / name
        made = tmp_path / name
        made.write_bytes(list_as_workbook() if name.endswith("xlsx") else record_in_package())
        return made

    return path_of


def findings(report: dict[str, Any]) -> set[tuple[str, ...]]:
    return {(f["rule"], str(f["date"]), f["locus"]["moment"], f["level"], f["message"]) for f in report["findings"]}


@pytest.fixture(scope="module")
def expected() -> list[dict[str, Any]]:
    """The report on the record as aktexport, made once."""
    return []


@pytest.mark.parametrize("name", EVERY)
def test_the_same_record_gives_the_same_findings_in_every_format_and_when_converted(
    name: str, sample, tmp_path: Path, sosfs_lint, expected: list[dict[str, Any]]
) -> None:
    def report_on(path: Path) -> dict[str, Any]:
        return sosfs_lint("check", "--output-format", "json", *PROFILE, path).json

    if not expected:
        expected.append(report_on(FORMAT / "akt.xml"))
    wanted, report, made = findings(expected[0]), report_on(sample(name)), tmp_path / "ut.xml"
    unchecked = {item["rule"] for item in report["not_checked"]}
    assert len(wanted) >= 4
    assert findings(report) - wanted == set()
    assert {rule for rule, *_ in wanted - findings(report)} <= unchecked
    assert (report["summary"]["akter"], report["summary"]["unreadable"]) == (1, 0)

    assert sosfs_lint("convert", sample(name), "--to", "aktexport", "--output", made, *PROFILE).code == 0
    assert SCHEMA.validate(etree.parse(made)), SCHEMA.error_log
    converted = report_on(made)
    assert findings(report) == findings(converted)
    assert unchecked == {item["rule"] for item in converted["not_checked"]}
    assert places(report) == places(converted)


def places(report: dict[str, Any]) -> set[tuple[object, ...]]:
    """Where the findings on posts point: into the user's own file, also from the converted one."""
    return {(f["rule"], f["path"], f["line"], f.get("cell")) for f in report["findings"] if f["post"]}


def test_a_converted_file_is_for_its_owner_only_and_never_written_over(tmp_path: Path, sosfs_lint) -> None:
    made = tmp_path / "ut.xml"
    first = sosfs_lint("convert", FORMAT / "viva.xml", "--to", "aktexport", "--output", made)
    again = sosfs_lint("convert", FORMAT / "viva.xml", "--to", "aktexport", "--output", made)
    forced = sosfs_lint("convert", FORMAT / "viva.xml", "--to", "aktexport", "--output", made, "--force")
    assert (first.code, again.code, forced.code) == (0, 2, 0)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert "--force" in again.err
    assert [path.name for path in tmp_path.iterdir()] == ["ut.xml"]


@pytest.mark.parametrize("where", ["akt.xml", "."])
def test_what_is_converted_is_never_written_over(tmp_path: Path, sosfs_lint, monkeypatch, where: str) -> None:
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "akt.xml"
    source.write_bytes((FORMAT / "akt.xml").read_bytes())
    outcome = sosfs_lint("convert", where, "--to", "aktexport", "--output", "akt.xml", "--force")
    assert outcome.code == 2 and "never overwritten" in outcome.err
    assert source.read_bytes() == (FORMAT / "akt.xml").read_bytes()


def test_nothing_is_written_when_nothing_was_read(tmp_path: Path, sosfs_lint) -> None:
    source = tmp_path / "fel.xml"
    source.write_text("<html/>", "utf-8")
    outcome = sosfs_lint("convert", source, "--to", "aktexport", "--output", tmp_path / "ut.xml")
    assert outcome.code == 2 and "webbsida" in outcome.err
    assert not (tmp_path / "ut.xml").exists()


def test_records_of_different_sources_are_not_written_into_one_export(tmp_path: Path, sosfs_lint) -> None:
    outcome = sosfs_lint("convert", FORMAT / "viva.xml", FORMAT / "lifecare.json", "--to", "aktexport", "--output", tmp_path / "ut.xml")
    assert outcome.code == 2 and "one at a time" in outcome.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
@pytest.mark.parametrize("scenario", sorted(path.parent.name for path in (ROOT / "fixtures").glob("*/export.xml")))
def test_an_aktexport_survives_conversion(scenario: str, tmp_path: Path, sosfs_lint) -> None:
    source, made = ROOT / "fixtures" / scenario / "export.xml", tmp_path / "ut.xml"
    sosfs_lint("convert", source, "--to", "aktexport", "--output", made)
    kept = [report["summary"] for report in (sosfs_lint("check", "--output-format", "json", path).json for path in (source, made))]
    assert kept[0] == kept[1]


def test_formats_tells_of_every_reader_and_profile_in_both_languages(sosfs_lint) -> None:
    for lang in ("sv", "en"):
        out = sosfs_lint("formats", "--lang", lang).out
        assert all(reader.name in out for reader in built_in()) and "zip" in out and "lifecare-fc" in out
    assert [row["name"] for row in json.loads(sosfs_lint("formats", "--output-format", "json").out)][-1] == "zip"
    assert len(formats.described(built_in())) == len(built_in()) + 1


@pytest.mark.parametrize("name", TEXTS)
def test_exactly_one_reader_knows_each_format(name: str) -> None:
    head = (FORMAT / name).read_bytes()[: 1 << 16]
    assert [reader.name for reader in built_in() if reader.recognises(head)] == [choose(built_in(), head, None).name]


def test_every_file_of_the_development_material_is_read_or_refused_in_one_sentence(shared: Path) -> None:
    read = {"ERMS_version_2_1_0_generated_example.xml", "erms-personakt-detaljerad.xml", "erms-personakt-grov.xml", "exempel.xml"}
    read |= {"magnacura-rekonstruerad-exempel.xml", "viva-rekonstruerad-exempel.xml"}
    for file in (path for path in (shared / "formats").rglob("*") if path.is_file()):
        found = [item for item in items([str(file)], built_in()) if not isinstance(item, Remark)]
        kinds = {type(item) for item in found}
        assert kinds == ({Personakt} if file.name in read else {Unreadable}), file.name
        assert file.name in read or len(found) == 1
        if file.name not in read and file.suffix != ".md":
            assert found[0].reason.key.startswith("refused-"), file.name


@pytest.mark.parametrize(
    ("header", "answer"),
    [
        ("<export/>", "findings"),
        ('<export><falt namn="handling/inkommen" status="okant"/></export>', "not_checked"),
        ('<export><falt namn="handling/inkommen" status="ej-exporterat"/></export>', "not_checked"),
    ],
)
def test_when_a_document_came_in_is_never_missing_where_the_source_does_not_carry_it(
    tmp_path: Path, sosfs_lint, header: str, answer: str
) -> None:
    document = '<handling id="h" slag="inkommen"><titel>Ansökan</titel><inkommen tid="2024-03-02"/></handling>'
    note = '<anteckning id="a"><handelse tid="2024-03-03"/><avsnitt>Ringde modern om skolan.</avsnitt></anteckning>'
    path = tmp_path / "export.xml"
    for told, where in ((document + note, answer), (document, "not_checked")):
        path.write_text(export(akt(told), header=header), "utf-8")
        report = sosfs_lint("check", "--select", "SOS3-16s3.3", "--output-format", "json", path).json
        assert {name for name in ("findings", "not_checked") if report[name]} == {where}
