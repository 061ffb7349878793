"""sosfs-lint.toml: found, read strictly, and able to say which line decided what."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from conftest import ROOT, akt, export

LATE = '<anteckning id="n1"><handelse tid="2024-03-01"/><upprattadAv namn="Karin Berg" befattning="socialsekreterare"/><registrerad tid="2024-03-29"/></anteckning>'
CODE = '<anteckning id="n2"><handelse tid="2024-03-01"/><upprattadAv signatur="kb01"/><registrerad tid="2024-03-01"/></anteckning>'
UNITS = '<export/><enhet id="norr" namn="Barn norr"/><enhet id="syd" namn="Barn syd"/>'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "export.xml"
    path.parent.mkdir()
    path.write_text(export(akt(LATE + CODE)), "utf-8")
    return path


def configure(folder: Path, text: str) -> Path:
    path = folder / "sosfs-lint.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_configuration_is_found_upwards_from_the_input(file: Path, tmp_path: Path, sosfs_lint) -> None:
    configure(tmp_path, 'select = ["SOS3-16b"]\noutputs = ["json"]\n')
    assert {finding["rule"] for finding in sosfs_lint("check", file).json["findings"]} == {"SOS3-16b"}


def test_a_configuration_can_be_named(file: Path, tmp_path: Path, sosfs_lint) -> None:
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    named = configure(elsewhere, 'lang = "en"\nfail-on = "never"\n')
    outcome = sosfs_lint("check", file, "--config", named)
    assert (outcome.code, "Records: 1 in" in outcome.out) == (0, True)


def test_the_command_line_goes_before_the_file(file: Path, tmp_path: Path, sosfs_lint) -> None:
    configure(tmp_path, 'select = ["SOS3-16b"]\noutputs = ["json"]\n[local]\njournalforing-dagar = 30\n')
    assert sosfs_lint("check", file).json["findings"] == []
    assert len(sosfs_lint("check", file, "--local", "journalforing-dagar=10").json["findings"]) == 1
    assert {f["rule"] for f in sosfs_lint("check", file, "--select", "upprattad-av").json["findings"]} == {"SOS3-12s3b"}


def test_a_unit_has_its_own_settings(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "export.xml"
    akter = [akt(LATE, id=name, more=f'akttyp="handlaggning" enhet="{name}"') for name in ("norr", "syd")]
    path.write_text(export(*akter).replace("<export/>", "<export/>", 1).replace("<aktor", "<aktor", 1), "utf-8")
    configure(
        tmp_path, 'select = ["SOS3-16b"]\noutputs = ["json"]\n[unit.norr]\nlocal = { journalforing-dagar = 40 }\n[unit."Barn väst"]\n'
    )
    out = sosfs_lint("check", path).json
    assert [finding["akt"] for finding in out["findings"]] == ["syd"]
    assert [(remark["path"], remark["line"]) for remark in out["remarks"] if "konfigurationen" in remark["what"]] == [
        ("sosfs-lint.toml", 5)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('lang = "sv"\nselct = ["SOS4"]\n', "sosfs-lint.toml:2: unknown key selct (did you mean select?)"),
        ('select = [\n  "SOS4",\n  "upprattat-av",\n]\n', "sosfs-lint.toml:3: no rule is called upprattat-av; did you mean upprattad-av?"),
        ('ignore = ["SOS9"]\n', "sosfs-lint.toml:1: no rule is called SOS9"),
        ('\npacks = ["sosfs_2015"]\n', "sosfs-lint.toml:2: no plug-in is called sosfs_2015 (did you mean sosfs_2014?)"),
        ('profile = "ermss"\n', "sosfs-lint.toml:1: profile ermss: no profile of that name"),
        ("\nselect = []\n", "sosfs-lint.toml:2: select names no rule"),
        ('select = [""]\n', "sosfs-lint.toml:1: names no rule"),
        ('select = ["SOS3-16b"]\nignore = ["SOS3-16b"]\n', "sosfs-lint.toml:2: ignore leaves no rule to check"),
        ("[local]\njournalforing-dagar = -3\n", "sosfs-lint.toml:2: journalforing-dagar must be a whole number, 0 or more"),
        ('[unit]\nignore = ["SOS4"]\n', "sosfs-lint.toml:2: ignore must be a table, as [unit."),
        ('key-file = "in/export.xml"\n', "sosfs-lint.toml:1: key-file is no key; make one"),
        (
            '\nbaseline = "borta.jsonl"\n',
            "sosfs-lint.toml:2: baseline names a file that is not there; make it with sosfs-lint baseline write",
        ),
        ('delegation = "in/export.xml"\n', "export.xml:1: is not TOML"),
        ('profile = "in/export.xml"\n', "export.xml:1: is not TOML"),
        ('outputs = ["text",\n  "jsn"]\n', "sosfs-lint.toml:2: no such format (did you mean json?)"),
        ('outputs = ["json=in/export.xml"]\n', "sosfs-lint.toml:1: in/export.xml is to be checked; a record is never overwritten"),
        (
            "[local]\njournalforing-dag = 3\n",
            "sosfs-lint.toml:2: unknown local number journalforing-dag (did you mean journalforing-dagar?)",
        ),
        ('[local]\njournalforing-dagar = "3"\n', "sosfs-lint.toml:2: journalforing-dagar must be a whole number"),
        ('lang = "svenska"\n', "sosfs-lint.toml:1: lang must be one of sv, en"),
        ('select = "SOS4"\n', "sosfs-lint.toml:1: select must be a list"),
        ("show-met = 1\n", "sosfs-lint.toml:1: show-met must be true or false"),
        ('[unit."Barn norr"]\nselekt = []\n', "sosfs-lint.toml:2: unknown key selekt (did you mean select?)"),
        ('[unit."Barn norr"]\nselect = ["SOS9"]\n', "sosfs-lint.toml:2: no rule is called SOS9"),
        ('delegation = "borta.toml"\n', "sosfs-lint.toml:1: delegation names a file that is not there"),
        ("[outputs]\n", "sosfs-lint.toml:1: outputs must be a list"),
        ("lang = \n", "sosfs-lint.toml:1: is not TOML"),
        ('outputs = ["pdf"]\n', "no such format"),
    ],
)
def test_what_does_not_hold_is_an_error_at_its_line(file: Path, tmp_path: Path, sosfs_lint, monkeypatch, text: str, told: str) -> None:
    configure(tmp_path, text)
    monkeypatch.chdir(tmp_path)
    outcome = sosfs_lint("check", file)
    assert outcome.code == 2 and told in outcome.err, outcome.err


def test_inputs_with_different_configurations_are_an_error(file: Path, tmp_path: Path, sosfs_lint) -> None:
    other = tmp_path / "b"
    other.mkdir()
    (other / "b.xml").write_text(file.read_text("utf-8"), "utf-8")
    configure(file.parent, "")
    configure(other, "")
    assert "name one with --config" in sosfs_lint("check", file, other / "b.xml").err


def test_show_says_which_line_decided_what(file: Path, tmp_path: Path, sosfs_lint) -> None:
    configure(
        tmp_path,
        'lang = "en"\nselect = ["SOS3"]\nignore = [\n  "SOS3-16b",\n]\n[local]\njournalforing-dagar = 14\n[unit.norr]\nignore = ["upprattad-av"]\n',
    )
    rows = {row["setting"]: row for row in json.loads(sosfs_lint("config", "show", file, "--output-format", "json").out)}
    assert (rows["lang"]["value"], rows["lang"]["decided_by"]) == ("en", "sosfs-lint.toml:1")
    assert rows["select SOS3"]["decided_by"] == "sosfs-lint.toml:2"
    assert rows["ignore SOS3-16b"]["decided_by"] == "sosfs-lint.toml:4"
    assert rows["local journalforing-dagar"] == {"setting": "local journalforing-dagar", "value": 14, "decided_by": "sosfs-lint.toml:7"}
    assert rows["fail-on"]["decided_by"] == "förval"
    assert "sosfs-lint.toml:4" in sosfs_lint("config", "show", file, "--rule", "SOS3-16b").out
    assert "används: select SOS3" in sosfs_lint("config", "show", file, "--rule", "SOS3-12s3b").out
    assert "sosfs-lint.toml:9" in sosfs_lint("config", "show", file, "--rule", "SOS3-12s3b", "--unit", "norr").out


def test_the_shipped_schema_is_json_schema_and_says_what_the_program_says(sosfs_lint) -> None:
    schema = json.loads((ROOT / "sosfs_lint/data/config.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads(sosfs_lint("config", "schema").out) == schema
    jsonschema.validate({"select": ["SOS4"], "unit": {"Barn norr": {"local": {"x": 1}}}}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"unit": {"Barn norr": {"lang": "sv"}}}, schema)


def test_a_configuration_that_is_not_there_or_no_utf8_is_told(file: Path, tmp_path: Path, sosfs_lint) -> None:
    assert "borta.toml: cannot be read (No such file" in sosfs_lint("check", file, "--config", tmp_path / "borta.toml").err
    (tmp_path / "sosfs-lint.toml").write_bytes("lang = 'sv'\n# på\n".encode("cp1252"))
    assert "sosfs-lint.toml:2: is not UTF-8 text; save it as UTF-8" in sosfs_lint("check", file).err


def test_selecting_nothing_on_the_command_line_is_an_error(file: Path, sosfs_lint) -> None:
    assert "--select: select names no rule" in sosfs_lint("check", file, "--select", "").err
    assert sosfs_lint("check", file, "--select", "SOS3-16b", "--ignore", "SOS3-16b").code == 2


def test_the_delegation_order_of_the_file_and_of_a_unit_holds(tmp_path: Path, sosfs_lint) -> None:
    decision = (
        '<beslut id="b" typ="inleda utredning" datum="2024-03-02"><beslutsfattare namn="Anna Ek" befattning="socialsekreterare"/></beslut>'
    )
    akter = [akt(decision, id=unit, more=f'akttyp="handlaggning" enhet="{unit}"') for unit in ("norr", "syd")]
    path = tmp_path / "export.xml"
    path.write_text(export(*akter), "utf-8")
    order = 'roller = ["socialsekreterare", "nämnd"]\n[[beslut]]\npunkt = "1"\ntyp = ["inleda utredning"]\nminst = "{}"\n'
    (tmp_path / "alla.toml").write_text(order.format("nämnd"), "utf-8")
    (tmp_path / "syd.toml").write_text(order.format("socialsekreterare"), "utf-8")
    configure(tmp_path, 'select = ["DEL"]\noutputs = ["json"]\ndelegation = "alla.toml"\n[unit.syd]\ndelegation = "syd.toml"\n')
    assert [(f["rule"], f["akt"]) for f in sosfs_lint("check", path).json["findings"] if f["level"] == "error"] == [
        ("DEL-beslutsfattare", "norr")
    ]
    given = sosfs_lint("check", path, "--delegation", tmp_path / "syd.toml").json["findings"]
    assert [f["akt"] for f in given if f["level"] == "error"] == []


def test_a_unit_that_no_record_belongs_to_is_named_with_what_may_be_meant(file: Path, tmp_path: Path, sosfs_lint) -> None:
    file.write_text(
        export(akt(LATE, more='enhet="E1"'), header="<export/><!---->").replace(
            "/><personakt", '/><enhet id="E1" namn="Barn norr"/><personakt'
        ),
        "utf-8",
    )
    configure(tmp_path, '[unit."Barn nor"]\nselect = ["SOS3-16b"]\n')
    assert "Enheten Barn nor i konfigurationen finns inte i någon akt i körningen; menades Barn norr?" in sosfs_lint("check", file).out
    configure(tmp_path, '[unit."Barn norr"]\nselect = ["SOS3-16b"]\n[unit.E1]\nignore = ["SOS3-16b"]\n')
    told = sosfs_lint("check", file)
    assert told.code == 2 and "sosfs-lint.toml:1: Barn norr is the same unit as E1" in told.err
