"""Several outputs in one run, each in a form that others can read."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from conftest import akt, export
from lxml import etree
from samples import package

LATE = '<anteckning id="n1"><handelse tid="2024-03-01"/><upprattadAv namn="Karin Berg" befattning="socialsekreterare"/><registrerad tid="2024-03-29"/></anteckning>'
CODE = '<anteckning id="n2"><handelse tid="2024-03-01"/><upprattadAv signatur="kb01"/><registrerad tid="2024-03-01"/></anteckning>'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "export.xml"
    path.write_text(export(akt(LATE + CODE, more='akttyp="handlaggning" enhet="=E1"'), akt(CODE, id="@b")), "utf-8")
    return path


def _written(form: str, file: Path, sosfs_lint, *more: object) -> Path:
    target = file.parent / f"rapport.{form}"
    ran = sosfs_lint("check", file, "--output-format", f"{form}={target}", *more)
    assert ran.code in (0, 1), ran.err
    return target


def test_several_outputs_in_one_run_say_the_same(file: Path, sosfs_lint) -> None:
    sarif, js = file.parent / "a.sarif", file.parent / "a.json"
    ran = sosfs_lint("check", file, "--output-format", "text", "--output-format", f"sarif={sarif}", "--output-format", f"json={js}")
    assert "Akter: 2 in" in ran.out
    findings = {finding["fingerprint"] for finding in json.loads(js.read_text("utf-8"))["findings"]}
    results = json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]
    shown = {r["partialFingerprints"]["sosfsLint/v1"] for r in results if r["properties"]["answer"] in ("error", "warning", "question")}
    assert findings == shown


def test_a_run_whose_reports_go_to_files_says_its_sums_on_the_screen(file: Path, sosfs_lint) -> None:
    ran = sosfs_lint("check", file, "--output-format", f"json={file.parent / 'a.json'}")
    assert "Akter: 2 in = 2 kontrollerade + 0 oläsliga." in ran.out and "Skrev " in ran.out


def test_files_are_their_owners_alone_and_never_overwritten_unasked(file: Path, sosfs_lint) -> None:
    target = _written("json", file, sosfs_lint)
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    target.write_text("mitt")
    again = sosfs_lint("check", file, "--output-format", f"json={target}")
    assert again.code == 2 and "--force" in again.err and target.read_text() == "mitt"
    assert sosfs_lint("check", file, "--output-format", f"json={target}", "--force").code == 1 and target.read_text() != "mitt"


@pytest.mark.parametrize(
    ("outputs", "sentence"),
    [
        (["xlsx"], "name a file"),
        (["pdf=a"], "no such format"),
        (["json="], "names no file"),
        (["json=a", "csv=a"], "same place"),
        (["json", "text"], "same place"),
        (["json=saknas/a"], "cannot be written"),
        (["json=."], "is a folder"),
    ],
)
def test_outputs_that_do_not_hold_are_refused_in_one_sentence(
    file: Path, sosfs_lint, monkeypatch, outputs: list[str], sentence: str
) -> None:
    monkeypatch.chdir(file.parent)
    ran = sosfs_lint("check", file, *(part for output in outputs for part in ("--output-format", output)))
    assert ran.code == 2 and sentence in ran.err and list(file.parent.iterdir()) == [file]


def test_a_record_is_never_overwritten(file: Path, sosfs_lint) -> None:
    before = file.read_bytes()
    assert "never overwritten" in sosfs_lint("check", file, "--output-format", f"json={file}", "--force").err
    assert file.read_bytes() == before


def test_a_record_in_a_folder_that_is_checked_is_never_overwritten_but_an_old_report_is(file: Path, sosfs_lint) -> None:
    before = file.read_bytes()
    assert "never overwritten" in sosfs_lint("check", file.parent, "--output-format", f"json={file}", "--force").err
    assert file.read_bytes() == before
    for form in ("csv", "xlsx", "json", "html"):
        _written(form, file, sosfs_lint)
        assert sosfs_lint("check", file.parent, "--output-format", f"{form}={file.parent / f'rapport.{form}'}", "--force").code == 1


def test_reports_and_word_documents_beside_the_records_are_skipped_and_told(file: Path, sosfs_lint) -> None:
    for form in ("csv", "xlsx", "json", "sarif", "junit"):
        _written(form, file, sosfs_lint)
    (file.parent / "bilaga.docx").write_bytes(package({"word/document.xml": "<x/>"}))
    (file.parent / "bilder.zip").write_bytes(package({"a.png": "x"}))
    ran = sosfs_lint("check", file.parent, "--output-format", "json")
    assert (ran.code, ran.json["summary"]["unreadable"], ran.json["summary"]["akter"]) == (1, 0, 2)
    assert {Path(remark["path"]).name for remark in ran.json["remarks"]} >= {"bilaga.docx", "bilder.zip", "rapport.xlsx"}
    assert "rapport från ett kontrollprogram" in sosfs_lint("check", file.parent / "rapport.xlsx").out


def test_a_run_that_breaks_off_leaves_no_file(file: Path, sosfs_lint) -> None:
    sosfs_lint("check", file, "--select", "FINNS-INTE", "--output-format", f"json={file.parent / 'a.json'}")
    assert list(file.parent.iterdir()) == [file]


def test_sarif_follows_the_schema_of_oasis(file: Path, shared: Path, sosfs_lint) -> None:
    log = json.loads(_written("sarif", file, sosfs_lint, "--show-met").read_text("utf-8"))
    jsonschema.Draft4Validator(json.loads((shared / "formats/sarif/sarif-schema-2.1.0.json").read_text("utf-8"))).validate(log)
    run = log["runs"][0]
    assert {result["kind"] for result in run["results"]} >= {"fail", "pass", "review"}
    assert all(result["level"] == "none" for result in run["results"] if result["kind"] != "fail")
    assert all(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    taxa = {taxon["id"] for taxonomy in run["taxonomies"] for taxon in taxonomy["taxa"]}
    assert {rule["relationships"][0]["target"]["id"] for rule in run["tool"]["driver"]["rules"]} <= taxa
    assert "snippet" not in json.dumps(log)


def test_sarif_says_the_same_twice(file: Path, sosfs_lint) -> None:
    first = _written("sarif", file, sosfs_lint).read_bytes()
    assert _written("sarif", file, sosfs_lint, "--force").read_bytes() == first


@pytest.mark.parametrize("schema", ["JUnit-windyroad.xsd", "junit-10-jenkins.xsd"])
def test_junit_is_valid_in_both_schemas(file: Path, shared: Path, sosfs_lint, schema: str) -> None:
    (file.parent / "trasig.xml").write_text(export(akt(LATE)).replace("</aktexport>", ""), "utf-8")
    target = file.parent / "junit"
    sosfs_lint("check", file.parent, "--show-met", "--output-format", f"junit={target}")
    tree = etree.parse(target)
    etree.XMLSchema(etree.parse(shared / "formats/junit" / schema)).assertValid(tree)
    for suite in tree.getroot():
        numbers = [len(suite.findall(path)) for path in ("testcase", "testcase/failure", "testcase/error", "testcase/skipped")]
        assert numbers == [int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")]
    assert tree.findall(".//error")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_row_of_a_sheet_shows_the_places_of_a_message(lang: str, tmp_path: Path, sosfs_lint) -> None:
    child, undated = '<enskild id="p" fodd="2015-02-14"/>', '<aktualisering id="k" typ="anmalan"/>'
    running = '<aktualisering id="l" typ="anmalan" inkom="2025-09-01"/>'
    matters = f'<arende id="A" lag="SoL">{undated}</arende><arende id="B" lag="SoL">{running}</arende>'
    path = tmp_path / "in.xml"
    path.write_text(export(akt(matters, person=child), header='<export tid="2025-09-02"/>'), "utf-8")
    for form in ("csv", "json", "sarif", "junit", "html"):
        out = tmp_path / f"out.{form}"
        sosfs_lint("check", path, "--select", "FRI", "--show-met", "--lang", lang, "--output-format", f"{form}={out}")
        assert not re.search(r"\{(?:dag|fran|till|limit)\}", out.read_text("utf-8")), form


def test_csv_is_one_row_per_answer_and_no_cell_is_a_formula(file: Path, sosfs_lint) -> None:
    text = _written("csv", file, sosfs_lint).read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert text.startswith("\ufeff") and {row["Enhet"] for row in rows} >= {"'=E1"} and {row["Akt"] for row in rows} >= {"'@b"}
    assert not [cell for row in rows for cell in row.values() if cell and cell[0] in "=+-@"]
    assert {"Sent (ska)", "Fråga"} <= {row["Svar"] for row in rows}


def test_the_workbook_has_a_sheet_to_work_in_for_each_kind(file: Path, sosfs_lint) -> None:
    book = openpyxl.load_workbook(_written("xlsx", file, sosfs_lint))
    assert book.sheetnames == ["Sammanfattning", "Fynd", "Krav", "Täckning", "Kvar", "Inte kontrollerat", "Avsteg", "Anmärkningar"]
    assert [cell.value for cell in book["Fynd"][1]][:5] == ["Bedömning", "Åtgärd", "Vem", "Klart", "Svar"]
    assert book["Fynd"].freeze_panes == "A2" and book["Fynd"].auto_filter.ref.startswith("A1:")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"] and [cell for cell in cells if cell.value == "'=E1"]


def test_markdown_shows_what_stands_in_ids_as_it_is(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export(akt(CODE, id="a|b_*c*")), "utf-8")
    assert r"## Akt a\|b\_\*c\*" in sosfs_lint("check", path, "--output-format", "markdown").out


def test_the_page_needs_nothing_from_outside_and_escapes_what_it_shows(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export(akt(CODE, id="&lt;script&gt;alert(1)&lt;/script&gt;")), "utf-8")
    page = _written("html", path, sosfs_lint).read_text("utf-8")
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', page) and "url(" not in page and "@import" not in page
    assert "default-src &#x27;none&#x27;" in page and '<html lang="sv">' in page
    assert '<html lang="en">' in _written("html", path, sosfs_lint, "--force", "--lang", "en").read_text("utf-8")


def test_the_page_shows_words_of_the_record_only_when_asked(file: Path, sosfs_lint) -> None:
    words = "socialsekreterare"
    assert words not in _written("html", file, sosfs_lint).read_text("utf-8")
    assert "--show-text" in _written("html", file, sosfs_lint, "--force", "--show-text").read_text("utf-8")


def test_a_large_page_is_capped_and_says_the_true_totals(tmp_path: Path, sosfs_lint, monkeypatch) -> None:
    monkeypatch.setattr("sosfs_lint.reporters.html_page.MOST_AKTER", 3)
    path = tmp_path / "export.xml"
    path.write_text(export(*(akt(CODE * (n == 7), id=f"a{n}") for n in range(9))), "utf-8")
    page = sosfs_lint("check", path, "--output-format", "html").out
    assert page.count("<details") == 3 and "3 av 9 akter visas här" in page and "Akter: 9 in" in page and "Akt a7<" in page
    assert sosfs_lint("check", path, "--output-format", "html", "--all").out.count("<details") == 9


def test_a_page_with_all_has_a_bound_too_and_keeps_the_records_with_most_findings(tmp_path: Path, sosfs_lint, monkeypatch) -> None:
    monkeypatch.setattr("sosfs_lint.reporters.html_page.MOST_SIGNS", 60_000)
    path = tmp_path / "export.xml"
    path.write_text(export(*(akt(CODE * (n == 40), id=f"a{n}") for n in range(60))), "utf-8")
    page = sosfs_lint("check", path, "--output-format", "html", "--all").out
    shown = page.count("<details")
    assert 1 <= shown < 60 and f"{shown} av 60 visas" in page and "Akter: 60 in" in page and "Akt a40<" in page
    assert len(page) < 60_000 + 60_000


def test_sarif_caps_its_notes_and_says_how_many_there_were(tmp_path: Path, sosfs_lint, monkeypatch) -> None:
    monkeypatch.setattr("sosfs_lint.reporters.sarif.MOST_NOTES", 2)
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text("x", "utf-8")
    (tmp_path / "export.xml").write_text(export(akt(CODE)), "utf-8")
    notes = sosfs_lint("check", tmp_path, "--output-format", "sarif").json["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    texts = [note["message"]["text"] for note in notes]
    assert (
        len([text for text in texts if "överhoppad" in text]) == 2
        and "2 av 5 anmärkningar visas; alla står i json, jsonl och csv." in texts
    )


def test_statistics_come_after_a_report_for_people_and_beside_one_for_machines(file: Path, sosfs_lint) -> None:
    for_people = sosfs_lint("check", file, "--statistics")
    assert "Per krav" in for_people.out and "Per moment" in for_people.out and "Per enhet" in for_people.out
    for_machines = sosfs_lint("check", file, "--statistics", "--durations", "--output-format", "json")
    assert for_machines.json["summary"]["akter"] == 2
    assert "Per enhet" in for_machines.err and "Tid per regel" in for_machines.err


@pytest.mark.long
@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
def test_the_page_runs_in_a_browser_without_a_complaint(file: Path, sosfs_lint) -> None:
    page = _written("html", file, sosfs_lint)
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom", page.as_uri()]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert "CONSOLE" not in ran.stderr and "Rader som visas: " in re.sub(r'data-text="[^"]*"', "", ran.stdout)


@pytest.mark.parametrize("form", ["text", "json", "html", "markdown"])
def test_the_words_that_decided_are_quoted_on_request_and_only_then(form: str, tmp_path: Path, sosfs_lint) -> None:
    file = tmp_path / "x.xml"
    note = '<anteckning id="a"><handelse tid="2024-03-02"/><avsnitt>Regn. Alva sa i dag att hon vill bo hos mormor. Vi åkte hem.</avsnitt></anteckning>'
    person = '<enskild id="p" namn="Alva Testsson" fodd="2014-02-03"/>'
    file.write_text(export(akt(f'<arende id="A" typ="utredning barn" lag="SoL"/>{note}', person=person)), "utf-8")
    args = ("check", file, "--select", "SOS3-6", "--show-met", "--exit-zero")
    shown, hidden = tmp_path / f"a.{form}", tmp_path / f"b.{form}"
    sosfs_lint(*args, "--output-format", f"{form}={shown}", "--show-text")
    sosfs_lint(*args, "--output-format", f"{form}={hidden}")
    assert "Alva sa i dag att hon vill bo hos mormor." in shown.read_text("utf-8") and "Regn" not in shown.read_text("utf-8")
    assert "mormor" not in hidden.read_text("utf-8")


FORM = {"html": "html", "csv": "csv", "xlsx": "xlsx", "sarif": "sarif", "markdown": "md", "text": "txt"}
DECIDED = '<arende id="A" lag="SoL" startad="2025-01-01"/><beslut id="b" arende="A" typ="Hemtjänst" datum="2025-09-10"><lagrum>11 kap. 1 § SoL</lagrum></beslut>'


def _all_text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    return "\n".join(str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value)


@pytest.mark.parametrize("form", ["html", "csv", "xlsx", "sarif", "markdown", "text", "junit", "jsonl", "concise"])
def test_what_is_met_or_not_checked_is_said_as_the_requirement_and_never_with_places_to_fill(tmp_path: Path, sosfs_lint, form: str) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export(akt(DECIDED), header='<export tid="2025-12-01"/>'), "utf-8")
    text = _all_text(_written(form, path, sosfs_lint, "--show-met", "--all"))
    assert not re.findall(r"\\?{(?:till|fran|dag|limit)\\?}", text) and "lagrum-finns-inte  " not in text
    if form in ("html", "xlsx", "sarif", "text"):
        assert "Paragrafen som beslutet åberopar finns i lagen." in text and "Beslutet åberopar en paragraf som inte finns" not in text


def test_a_finding_of_a_time_limit_has_its_lagrum_where_others_have_their_clause(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "export.xml"
    late = DECIDED.replace("</beslut>", '<kommunicering tid="2025-09-12"/></beslut>')
    path.write_text(export(akt(late), header='<export tid="2025-12-01"/>'), "utf-8")
    text = _written("csv", path, sosfs_lint, "--select", "FRI-kommunicering").read_text("utf-8")
    row = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert row["Lagrum"] == "14 kap. 10 § SoL (2025:400), 25 § FL" and "  " not in row["Stöd eller närmast"], row


def test_units_go_by_their_name_and_two_of_one_id_are_two(tmp_path: Path, sosfs_lint) -> None:
    for name, unit in (("a", "Barn norr"), ("b", "Äldre väst")):
        told = export(akt(LATE, id=name, more='enhet="E1"')).replace("/><personakt", f'/><enhet id="E1" namn="{unit}"/><personakt', 1)
        (tmp_path / f"{name}.xml").write_text(told, "utf-8")
    ran = sosfs_lint("check", tmp_path, "--output-format", f"html={tmp_path / 'a.html'}", "--statistics")
    page = (tmp_path / "a.html").read_text("utf-8")
    for unit in ("Barn norr (E1)", "Äldre väst (E1)"):
        assert unit in ran.out and f"<option>{unit}</option>" in page and f'data-unit="{unit}"' in page


def test_the_english_report_has_no_half_swedish_words(file: Path, sosfs_lint) -> None:
    page = _written("html", file, sosfs_lint, "--lang", "en").read_text("utf-8")
    assert "lacks: SOS3-16b" in page and "anteckning utan" not in page
    assert not re.findall(r"<code>[a-z]+(?:-[a-z]+)+</code>", page) and '<code lang="sv">utan-oskaligt-drojsmal</code>' in page
    assert "(n1): SOS3-16b" in sosfs_lint("check", file, "--lang", "en").out


GUARDIANS = '<enskild id="p" namn="Alva Testsson" fodd="2014-05-02"/>' + "".join(
    f'<berord id="{name}" namn="{full} Testsson" roll="vardnadshavare"/>' for name, full in (("mor", "Sara"), ("far", "Jonas"))
)
OPENED = '<arende id="A" lag="SoL" startad="2024-03-01"/><beslut id="b" arende="A" typ="Utredning inleds" datum="2024-03-04"/>'


@pytest.mark.parametrize("form", ["text", "concise", "markdown", "html"])
def test_a_finding_towards_a_guardian_says_which(tmp_path: Path, sosfs_lint, form: str) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export(akt(OPENED, person=GUARDIANS), header='<export tid="2024-06-01"/>'), "utf-8")
    select = ("--select", "SOS4-4s2a")
    text = _written(form, path, sosfs_lint, *select).read_text("utf-8")
    lines = [line for line in re.split("<tr|\n", text) if "SOS4-4s2a" in line and ("mor" in line or "far" in line)]
    assert len(lines) == 2 and "Jonas" not in text
    shown = _written(form, path, sosfs_lint, *select, "--force", "--show-text").read_text("utf-8")
    assert "Jonas Testsson (far)" in shown and "Sara Testsson (mor)" in shown


def test_a_finding_towards_a_guardian_goes_without_a_name_into_sheets(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export(akt(OPENED, person=GUARDIANS), header='<export tid="2024-06-01"/>'), "utf-8")
    for form in ("csv", "xlsx", "sarif", "junit"):
        assert "Jonas" not in _all_text(_written(form, path, sosfs_lint, "--show-text"))
    for form in ("sarif", "junit"):
        assert "(gäller mor)" in (shown := _all_text(_written(form, path, sosfs_lint, "--force"))) and "(gäller far)" in shown


def test_where_a_report_is_short_what_is_missing_comes_before_questions_and_the_rest_is_counted(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "export.xml"
    many = "".join(CODE.replace("n2", f"q{n}") for n in range(20)) + LATE.replace("n1", "z")
    path.write_text(export(akt(many)), "utf-8")
    out = sosfs_lint("check", path, "--select", "SOS3-12s3b,SOS3-16b").out
    assert "Sent (ska)" in out and "... och 14 till: 14 frågor; visa alla med --all." in out
    assert len(out.split("\n\n")[0].splitlines()) <= 17
