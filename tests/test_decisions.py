"""Avsteg and baseline: what people have decided lasts, is always shown and is never widened by the next run."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from conftest import ROOT, akt, export
from lxml import etree

from sosfs_lint.decisions.avsteg_file import load_entries, remove, with_seen, write_seen
from sosfs_lint.linting import Rulebook

LATE = '<anteckning id="n1"><handelse tid="2024-03-01"/><upprattadAv namn="Karin Berg" befattning="socialsekreterare"/><registrerad tid="2024-03-29"/><avsnitt>Möte med Alva.</avsnitt></anteckning>'
CODE = '<anteckning id="n2"><handelse tid="2024-03-01"/><upprattadAv signatur="kb01"/><registrerad tid="2024-03-01"/></anteckning>'
NAME = "SOS3-16b/a/n1"
NEXT_YEAR = (date.today() + timedelta(days=365)).isoformat()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "export.xml"
    path.write_text(export(akt(LATE + CODE)), "utf-8")
    (tmp_path / "sosfs-lint.toml").write_text('select = ["SOS3-16b", "SOS3-12s3b"]\n', "utf-8")
    return path


@pytest.fixture
def add(file: Path, sosfs_lint):
    def add(*args: object, name: str = NAME, until: str = NEXT_YEAR):
        config = file.with_name("sosfs-lint.toml")
        return sosfs_lint(
            "avsteg", "add", name, *args, "--reason", "Systemet stod still", "--until", until, "--by", "A. Chef", "--config", config
        )

    return add


def checked(sosfs_lint, file: Path, *args: object) -> dict:
    return sosfs_lint("check", file, "--output-format", "json", *args).json


def states(out: dict) -> list[str]:
    return [one["state"] for one in out["avsteg"]]


def write(file: Path, text: str) -> Path:
    path = file.with_name("sosfs-lint.avsteg.toml")
    path.write_text(text, "utf-8")
    return path


def entry(what: str = f'fingerprint = "{NAME}"', until: str = NEXT_YEAR) -> str:
    return f'[[avsteg]]\n{what}\nreason = "Systemet stod still"\nby = "A. Chef"\non = 2020-01-01\nuntil = {until}\n'


def test_a_decided_finding_no_longer_counts_but_is_shown(file: Path, sosfs_lint, add) -> None:
    before = checked(sosfs_lint, file)
    assert add().code == 0
    out = checked(sosfs_lint, file)
    assert out["summary"]["error"] == before["summary"]["error"] - 1 and out["summary"]["avsteg"] == 1
    finding = next(finding for finding in out["findings"] if finding["fingerprint"] == NAME)
    assert finding["status"] == "avsteg"
    assert (out["avsteg"][0]["state"], out["avsteg"][0]["fingerprints"], out["avsteg"][0]["by"]) == ("used", [NAME], "A. Chef")
    jsonschema.validate(out, json.loads((ROOT / "sosfs_lint/data/findings.schema.json").read_text("utf-8")))
    assert sosfs_lint("check", file).code == 0 and sosfs_lint("check", file, "--fail-on", "question").code == 1


@pytest.mark.parametrize("form", ["text", "concise", "summary", "markdown", "html", "json", "jsonl", "csv", "sarif", "junit"])
def test_every_report_prints_the_decisions(file: Path, sosfs_lint, add, form: str) -> None:
    add()
    out = sosfs_lint("check", file, "--output-format", form).out
    for part in (NAME, "Systemet stod still", "A. Chef", NEXT_YEAR, "sosfs-lint.avsteg.toml:3"):
        assert part in out


HEADINGS = {
    "text": "Avsteg (beslutade av en person):\n    ",
    "concise": "Avsteg (beslutade av en person): ",
    "summary": "Avsteg (beslutade av en person):\n    ",
    "markdown": "## Avsteg (beslutade av en person)\n",
    "html": '<h2 id="avsteg">Avsteg (beslutade av en person)</h2>',
    "json": '"avsteg": [',
    "jsonl": '"avsteg": [',
    "csv": "Avsteg (beslutade av en person);",
    "sarif": '"avsteg": [',
    "junit": '<testsuite name="Avsteg (beslutade av en person)"',
    "xlsx": "Avsteg",
}


@pytest.fixture
def four_decisions(file: Path) -> Path:
    """One whose post was edited, one that has expired, one that matches nothing, and one that is in force."""
    more = '<anteckning id="n3"><handelse tid="2024-03-01"/><registrerad tid="2024-03-01"/></anteckning>'
    file.write_text(export(akt(LATE + CODE + more)), "utf-8")
    edited = entry() + f'seen = {{ "{NAME}" = "{"0" * 32}" }}\n'
    expired, nothing = entry('fingerprint = "SOS3-12s3b/a/n2"', "2021-01-01"), entry('fingerprint = "SOS3-16b/a/n9"')
    write(file, edited + expired + nothing + entry('rule = "SOS3-12s3b"\nakt = "a"\nlocus = "n3"'))
    return file


def read_report(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    sheet = openpyxl.load_workbook(path)["Avsteg"]
    return "\n".join([sheet.title, *(str(cell.value) for row in sheet.iter_rows() for cell in row)])


@pytest.mark.parametrize("form", HEADINGS)
def test_every_report_has_the_decisions_under_a_heading_and_says_what_became_of_each(four_decisions: Path, sosfs_lint, form: str) -> None:
    file = four_decisions
    sosfs_lint("key", "new", file.with_name("sosfs-lint.key"))
    target = file.with_name(f"r.{form}")
    assert sosfs_lint("check", file, "--output-format", f"{form}={target}").code == 1
    out = read_report(target)
    assert HEADINGS[form] in out
    in_words = ("åter öppet, posten är ändrad", "har gått ut och räknas inte", "träffar inget fynd", "gäller")
    names = ("reopened", "expired", "unmatched", "used") if form in ("json", "jsonl", "sarif") else in_words
    assert [name for name in names if name not in out] == []
    assert (NAME in out) and ("SOS3-12s3b/a/n3" in out) and ("SOS3-16b/a/n9" in out)


def test_reports_with_decisions_are_valid_too(four_decisions: Path, sosfs_lint, shared: Path) -> None:
    log = sosfs_lint("check", four_decisions, "--output-format", "sarif").json
    jsonschema.Draft4Validator(json.loads((shared / "formats/sarif/sarif-schema-2.1.0.json").read_text("utf-8"))).validate(log)
    junit = etree.fromstring(sosfs_lint("check", four_decisions, "--output-format", "junit").out.encode())
    for schema in (shared / "formats/junit").glob("*-*.xsd"):
        etree.XMLSchema(etree.parse(schema)).assertValid(junit)


def test_sarif_says_of_a_finding_whose_decision_no_longer_holds_why_it_is_back(four_decisions: Path, sosfs_lint) -> None:
    sosfs_lint("key", "new", four_decisions.with_name("sosfs-lint.key"))
    results = sosfs_lint("check", four_decisions, "--output-format", "sarif").json["runs"][0]["results"]
    found = {r["partialFingerprints"]["sosfsLint/v1"]: r["suppressions"][0]["status"] for r in results if "suppressions" in r}
    assert found == {NAME: "underReview", "SOS3-12s3b/a/n2": "rejected", "SOS3-12s3b/a/n3": "accepted"}


def test_an_expired_decision_no_longer_counts(file: Path, sosfs_lint) -> None:
    write(file, entry(until="2021-01-01"))
    out = checked(sosfs_lint, file)
    assert (states(out), out["summary"]["error"], out["summary"]["avsteg"]) == (["expired"], 1, 0)


def test_the_last_day_still_counts(file: Path, sosfs_lint) -> None:
    write(file, entry(until="2024-05-01"))
    assert states(checked(sosfs_lint, file, "--as-of", "2024-05-01")) == ["used"]
    assert states(checked(sosfs_lint, file, "--as-of", "2024-05-02")) == ["expired"]


def test_a_decision_that_matches_nothing_is_reported(file: Path, sosfs_lint) -> None:
    write(file, entry('fingerprint = "SOS3-16b/a/n9"') + entry('fingerprint = "SOS3-16b/b/n1"'))
    assert states(checked(sosfs_lint, file)) == ["unmatched", "outside"]


def test_an_edited_post_opens_the_finding_again(file: Path, sosfs_lint, add) -> None:
    assert add(file).code == 0
    assert states(checked(sosfs_lint, file)) == ["used"]
    file.write_text(file.read_text("utf-8").replace("Möte med Alva.", "Möte med Alva och mormor."), "utf-8")
    out = checked(sosfs_lint, file)
    assert (states(out), out["summary"]["error"]) == (["reopened"], 1)


def test_a_decision_made_without_the_export_is_tied_to_the_post_by_the_next_check(file: Path, sosfs_lint, add) -> None:
    add()
    path = file.with_name("sosfs-lint.avsteg.toml")
    assert "seen" not in path.read_text("utf-8").split("[[avsteg]]")[1]
    checked(sosfs_lint, file)
    first = path.read_text("utf-8")
    checked(sosfs_lint, file)
    assert "seen = {" in first and path.read_text("utf-8") == first
    file.write_text(file.read_text("utf-8").replace("Möte", "Samtal"), "utf-8")
    assert states(checked(sosfs_lint, file)) == ["reopened"]


def test_a_decision_survives_a_re_export_that_only_looks_different(file: Path, sosfs_lint, add) -> None:
    add(file)
    other = CODE + "\n\n   " + LATE.replace("><", ">\n      <").replace("Möte med Alva.", "Möte med\n   Alva.")
    text = export(akt(other)).replace("<aktexport xmlns=", "<x:aktexport xmlns:x=").replace("</aktexport>", "</x:aktexport>")
    for tag in ("personakt", "anteckning", "handelse", "upprattadAv", "registrerad", "avsnitt", "enskild", "export", "aktor"):
        text = (
            text.replace(f"<{tag}>", f"<x:{tag}>")
            .replace(f"<{tag} ", f"<x:{tag} ")
            .replace(f"</{tag}>", f"</x:{tag}>")
            .replace(f"<{tag}/>", f"<x:{tag}/>")
        )
    file.write_text(text, "utf-8")
    assert states(checked(sosfs_lint, file)) == ["used"]


def test_a_narrow_selector_is_one_rule_in_one_record(file: Path, sosfs_lint) -> None:
    write(file, entry('rule = "SOS3-16b"\nakt = "a"'))
    assert states(checked(sosfs_lint, file)) == ["used"]
    write(file, entry('rule = "SOS3-16b"\nakt = "a"\nlocus = "n2"'))
    assert states(checked(sosfs_lint, file)) == ["unmatched"]


def test_a_selector_is_never_widened_by_a_later_run(file: Path, sosfs_lint) -> None:
    write(file, entry('rule = "SOS3-16b"\nakt = "a"'))
    assert states(checked(sosfs_lint, file)) == ["used"]
    file.write_text(file.read_text("utf-8").replace(LATE, LATE + LATE.replace('"n1"', '"n3"')), "utf-8")
    out = checked(sosfs_lint, file)
    assert {one["state"]: one["fingerprints"] for one in out["avsteg"]} == {"used": [NAME], "widened": ["SOS3-16b/a/n3"]}
    assert out["summary"]["error"] == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (entry().replace("until", "untill"), "sosfs-lint.avsteg.toml:6: unknown key untill (did you mean until?)"),
        (entry().replace(f"until = {NEXT_YEAR}\n", ""), "sosfs-lint.avsteg.toml:1: a decision needs until"),
        (entry().replace('reason = "Systemet stod still"', 'reason = " "'), "sosfs-lint.avsteg.toml:3: reason must be a text"),
        (entry('fingerprint = "SOS3-16x/a/n1"'), "sosfs-lint.avsteg.toml:2: no rule has the id SOS3-16x; did you mean"),
        (entry('rule = "SOS3-16b"'), "sosfs-lint.avsteg.toml:1: a selector names at least a rule and an akt"),
        (entry(until="2019-01-01"), "sosfs-lint.avsteg.toml:6: until is before on"),
        ("avsteg = [3]\n", "sosfs-lint.avsteg.toml:1: each decision stands under a heading of its own, [[avsteg]]"),
        (
            f'avsteg = [{{ fingerprint = "{NAME}", reason = "x", by = "E", on = 2026-01-01, until = 2999-01-01 }}]\n',
            "sosfs-lint.avsteg.toml:1: each decision stands under a heading of its own",
        ),
        (
            entry('rule = "SOS3-16b"\nakt = "a"\nmoment = "motte"'),
            "sosfs-lint.avsteg.toml:4: no moment is called motte (did you mean mote?)",
        ),
        (entry('fingerprint = "SOS3-16b"'), "sosfs-lint.avsteg.toml:2: a fingerprint is written rule/akt/locus"),
        (entry(until='"nästa år"'), "sosfs-lint.avsteg.toml:6: must be a day, as 2026-12-31"),
        ("[[avsteeg]]\n", "sosfs-lint.avsteg.toml:1: unknown table avsteeg"),
    ],
)
def test_a_decision_that_does_not_hold_is_an_error_at_its_line(file: Path, sosfs_lint, text: str, told: str) -> None:
    write(file, text)
    outcome = sosfs_lint("check", file)
    assert outcome.code == 2 and told in outcome.err, outcome.err


def test_add_says_no_to_what_would_not_last(file: Path, add) -> None:
    assert "has already been" in add(until="2020-01-01").err
    assert "did you mean" in add(name="SOS3-16x/a/n1").err
    assert "no finding in the paths" in add(file, name="SOS3-16b/a/n9").err
    assert "personnummer" in add(name="SOS3-16b/20150214-2381/n1").err
    assert add().code == 0
    assert "there is already a decision" in add().err


def test_the_files_are_the_owners_alone(file: Path, add) -> None:
    add()
    for name in ("sosfs-lint.avsteg.toml", "sosfs-lint.key"):
        assert stat.S_IMODE(file.with_name(name).stat().st_mode) == 0o600


def test_list_and_prune(file: Path, sosfs_lint, add) -> None:
    path = write(file, "# vår fil\n" + entry(until="2021-01-01") + "# behålls\n" + entry('fingerprint = "SOS3-12s3b/a/n9"'))
    config = ("--config", file.with_name("sosfs-lint.toml"))
    listed = sosfs_lint("avsteg", "list", *config).out
    assert "har gått ut" in listed and "gäller: SOS3-12s3b/a/n9" in listed
    assert "träffar inget fynd: SOS3-12s3b/a/n9" in sosfs_lint("avsteg", "list", file, *config).out
    assert sosfs_lint("avsteg", "prune", *config, stdin=b"n\n").code == 0 and "2021-01-01" in path.read_text("utf-8")
    sosfs_lint("avsteg", "prune", *config, "--yes")
    assert "2021-01-01" not in path.read_text("utf-8") and "SOS3-12s3b/a/n9" in path.read_text("utf-8")
    sosfs_lint("avsteg", "prune", file, *config, "--yes")
    assert "SOS3-12s3b/a/n9" not in path.read_text("utf-8")


def test_no_word_of_the_record_is_kept(file: Path, sosfs_lint, add) -> None:
    add(file)
    sosfs_lint("baseline", "write", file, "--baseline", file.with_name("b.jsonl"), "--reason", "Införandet")
    for path in file.parent.iterdir():
        if path.name != "export.xml":
            assert "Alva" not in path.read_text("utf-8") and "Berg" not in path.read_text("utf-8")


def test_a_baseline_shows_only_what_is_new(file: Path, sosfs_lint) -> None:
    path = file.with_name("b.jsonl")
    wrote = sosfs_lint("baseline", "write", file, "--baseline", path, "--reason", "Införandet")
    assert wrote.code == 0 and f"+ {NAME}  error  " in wrote.out
    out = checked(sosfs_lint, file, "--baseline", path)
    assert (out["findings"], out["summary"]["known"], out["summary"]["error"]) == ([], 2, 0)
    assert sosfs_lint("check", file, "--baseline", path, "--fail-on", "question").code == 0
    file.write_text(file.read_text("utf-8").replace(LATE, LATE.replace('"n1"', '"n3"')), "utf-8")
    out = checked(sosfs_lint, file, "--baseline", path)
    assert [(f["fingerprint"], f["status"]) for f in out["findings"]] == [("SOS3-16b/a/n3", "new")]
    assert out["summary"]["mended"] == 1
    assert sosfs_lint("check", file, "--baseline", path).code == 1


def test_writing_a_baseline_needs_a_reason_and_never_overwrites(file: Path, sosfs_lint) -> None:
    path = file.with_name("b.jsonl")
    assert "needs a reason" in sosfs_lint("baseline", "write", file, "--baseline", path).err
    assert not path.exists()
    sosfs_lint("baseline", "write", file, "--baseline", path, "--reason", "Införandet")
    assert "--force" in sosfs_lint("baseline", "write", file, "--baseline", path, "--reason", "Igen").err
    file.write_text(file.read_text("utf-8").replace(LATE, LATE.replace('"n1"', '"n3"')), "utf-8")
    again = sosfs_lint("baseline", "write", file, "--baseline", path, "--reason", "Omskrivet", "--force")
    assert "+ SOS3-16b/a/n3" in again.out and f"- {NAME}" in again.out
    reasons = {one["fingerprint"]: one["reason"] for one in map(json.loads, path.read_text("utf-8").splitlines())}
    assert reasons == {"SOS3-12s3b/a/n2": "Införandet", "SOS3-16b/a/n3": "Omskrivet"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_decided_is_not_taken_into_a_baseline(file: Path, sosfs_lint, add) -> None:
    add()
    out = sosfs_lint("baseline", "write", file, "--baseline", file.with_name("b.jsonl"), "--reason", "Införandet").out
    assert NAME not in out and "+ SOS3-12s3b/a/n2" in out


def test_a_baseline_that_does_not_hold_is_an_error_at_its_line(file: Path, sosfs_lint) -> None:
    path = file.with_name("b.jsonl")
    path.write_text('{"fingerprint": "x"}\n', "utf-8")
    assert "b.jsonl:1: is no line of a baseline" in sosfs_lint("check", file, "--baseline", path).err
    assert "cannot be read" in sosfs_lint("check", file, "--baseline", file.with_name("borta")).err


def test_a_number_given_in_order_of_appearance_is_never_decided_on(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export(akt(LATE, id="20150214-2381")), "utf-8")
    write(path, entry('fingerprint = "SOS3-16b/person-1/n1"'))
    out = checked(sosfs_lint, path)
    assert out["summary"]["avsteg"] == 0 and states(out) != ["used"]


def test_a_record_called_person_1_can_be_decided_on(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export(akt(LATE, id="person-1")), "utf-8")
    write(path, entry('fingerprint = "SOS3-16b/person-1/n1"'))
    assert states(checked(sosfs_lint, path)) == ["used"]


def test_sarif_suppresses_and_junit_skips_what_is_decided(file: Path, sosfs_lint, add) -> None:
    add()
    results = sosfs_lint("check", file, "--output-format", "sarif").json["runs"][0]["results"]
    suppressed = [result for result in results if "suppressions" in result]
    assert [r["partialFingerprints"]["sosfsLint/v1"] for r in suppressed] == [NAME]
    assert suppressed[0]["suppressions"][0]["justification"].startswith("Systemet stod still")
    junit = sosfs_lint("check", file, "--output-format", "junit").out
    assert junit.count("<failure") == 1 and "Systemet stod still" in junit


@pytest.mark.parametrize("form", ["text", "concise", "markdown", "html", "csv", "sarif", "junit"])
def test_no_report_shows_a_known_finding(file: Path, sosfs_lint, form: str) -> None:
    path = file.with_name("b.jsonl")
    sosfs_lint("baseline", "write", file, "--baseline", path, "--reason", "Införandet")
    out = sosfs_lint("check", file, "--output-format", form, "--baseline", path).out
    assert "mer än 10 dagar" not in out


def test_a_keyed_pseudonym_can_be_decided_on(file: Path, sosfs_lint, add) -> None:
    file.write_text(export(akt(LATE, id="20150214-2381")), "utf-8")
    key = file.with_name("k")
    sosfs_lint("key", "new", key)
    name = checked(sosfs_lint, file, "--key-file", key)["findings"][0]["fingerprint"]
    assert add(file, "--key-file", key, name="SOS3-16b/20150214-2381/n1").code == 0
    assert "2381" not in file.with_name("sosfs-lint.avsteg.toml").read_text("utf-8")
    out = checked(sosfs_lint, file, "--key-file", key)
    assert (states(out), out["avsteg"][0]["what"]) == (["used"], name)


def test_a_reopened_decision_can_be_made_anew_and_the_old_one_is_kept(file: Path, sosfs_lint, add) -> None:
    assert add(file).code == 0
    again = add(file)
    assert again.code == 2 and "take it out of the file to decide anew" in again.err
    file.write_text(file.read_text("utf-8").replace("Möte", "Samtal"), "utf-8")
    assert states(checked(sosfs_lint, file)) == ["reopened"]
    assert add(file).code == 0
    out = checked(sosfs_lint, file)
    assert (states(out), out["summary"]["error"]) == (["replaced", "used"], 0)
    assert sosfs_lint("avsteg", "prune", file, "--config", file.with_name("sosfs-lint.toml"), "--yes").code == 0
    assert states(checked(sosfs_lint, file)) == ["used"]


def test_a_decision_that_is_refused_leaves_no_file_behind(file: Path, add) -> None:
    before = sorted(file.parent.iterdir())
    assert add(file, name="SOS3-16b/a/n9").code == add(until="2020-01-01").code == add(name="SOS3-16b").code == 2
    assert sorted(file.parent.iterdir()) == before


def test_what_could_not_be_read_is_told_by_the_commands_too(file: Path, sosfs_lint, add) -> None:
    config = ("--config", file.with_name("sosfs-lint.toml"))
    refused = add(file.with_name("borta.xml"))
    assert refused.code == 2 and "something could not be read" in refused.err
    for command in (("avsteg", "list"), ("avsteg", "prune")):
        ran = sosfs_lint(*command, file.with_name("borta.xml"), *config)
        assert ran.code == 2 and "borta.xml: Filen går inte att öppna" in ran.err


def test_a_file_of_decisions_that_the_configuration_names_and_is_not_there_is_told(file: Path, sosfs_lint) -> None:
    file.with_name("sosfs-lint.toml").write_text('lang = "sv"\navsteg = "borta.toml"\n', "utf-8")
    remarks = [remark for remark in checked(sosfs_lint, file)["remarks"] if "Avstegsfilen" in remark["what"]]
    assert [(remark["path"], remark["line"]) for remark in remarks] == [("sosfs-lint.toml", 2)]


def test_a_reason_of_several_lines_is_one_line_in_a_report(file: Path, sosfs_lint) -> None:
    config = file.with_name("sosfs-lint.toml")
    sosfs_lint("avsteg", "add", NAME, "--reason", "Systemet\nstod still", "--until", NEXT_YEAR, "--by", "A.\nChef", "--config", config)
    for form in ("concise", "text", "summary", "markdown"):
        out = sosfs_lint("check", file, "--output-format", form).out
        assert any("Systemet stod still" in line and "A. Chef" in line for line in out.splitlines()), form


# -- what a run did not ask about is neither gone nor pruned


OUTSIDE_THE_SELECTION = '<export fullstandig="false" urval-from="2024-06-01"/>'


@pytest.mark.parametrize("narrowed", ["ignore", "select", "a selection"])
def test_a_decision_whose_finding_was_not_asked_about_is_never_pruned(file: Path, sosfs_lint, add, narrowed: str) -> None:
    add(file)
    config = file.with_name("sosfs-lint.toml")
    if narrowed == "ignore":
        config.write_text(config.read_text("utf-8") + 'ignore = ["SOS3-16b"]\n', "utf-8")
    elif narrowed == "select":
        config.write_text('select = ["SOS3-12s3b"]\n', "utf-8")
    else:
        file.write_text(export(akt(CODE), header=OUTSIDE_THE_SELECTION), "utf-8")
    assert states(checked(sosfs_lint, file)) == ["unchecked"]
    assert "inget att ta bort" in sosfs_lint("avsteg", "prune", file, "--yes").out
    assert NAME in file.with_name("sosfs-lint.avsteg.toml").read_text("utf-8")


def test_a_selector_in_force_is_not_pruned_for_what_it_no_longer_covers(file: Path, sosfs_lint) -> None:
    sosfs_lint("key", "new", file.with_name("sosfs-lint.key"))
    file.write_text(export(akt(LATE + CODE + LATE.replace('"n1"', '"n3"'))), "utf-8")
    path = write(file, entry('rule = "SOS3-16b"\nakt = "a"'))
    checked(sosfs_lint, file)
    file.write_text(export(akt(LATE.replace("Möte", "Samtal") + CODE + LATE.replace('"n1"', '"n3"'))), "utf-8")
    path.write_text(path.read_text("utf-8") + entry(), "utf-8")
    assert states(checked(sosfs_lint, file)) == ["replaced", "used", "used"]
    sosfs_lint("avsteg", "prune", file, "--yes")
    assert "rule = " in path.read_text("utf-8")


def test_a_baseline_calls_nothing_gone_that_was_not_looked_for(file: Path, sosfs_lint) -> None:
    path = file.with_name("b.jsonl")
    sosfs_lint("baseline", "write", file, "--baseline", path, "--reason", "Införandet")
    sums = checked(sosfs_lint, file, "--baseline", path, "--select", "SOS3-16b")["summary"]
    assert (sums["known"], sums["mended"], sums["unlooked"]) == (1, 0, 1)
    other = file.with_name("other.xml")
    other.write_text(export(akt(LATE, id="b")), "utf-8")
    sums = checked(sosfs_lint, other, "--baseline", path)["summary"]
    assert (sums["known"], sums["mended"], sums["unlooked"]) == (0, 0, 2)
    assert "2 fynd gick inte att pröva" in sosfs_lint("check", other, "--baseline", path).out
    again = sosfs_lint("baseline", "write", other, "--baseline", path, "--reason", "Omskrivet", "--force")
    assert "1 tas in, 0 tas bort, 0 står kvar" in again.out and len(path.read_text("utf-8").splitlines()) == 3


def test_what_has_an_avsteg_is_not_gone_from_the_baseline(file: Path, sosfs_lint, add) -> None:
    path = file.with_name("b.jsonl")
    sosfs_lint("baseline", "write", file, "--baseline", path, "--reason", "Införandet")
    add()
    sums = checked(sosfs_lint, file, "--baseline", path)["summary"]
    assert (sums["avsteg"], sums["known"], sums["mended"]) == (1, 1, 0)


# -- each finding has a name of its own


def test_an_id_that_stands_twice_names_nothing(file: Path, sosfs_lint, add) -> None:
    path = file.with_name("b.jsonl")
    sosfs_lint("baseline", "write", file, "--baseline", path, "--reason", "Införandet")
    add(file)
    file.write_text(export(akt(LATE + LATE.replace("Alva", "skolan") + CODE)), "utf-8")
    out = checked(sosfs_lint, file, "--baseline", path)
    assert [(f["fingerprint"], f["status"]) for f in out["findings"]] == [(NAME, "new")] * 2
    assert states(out) == ["unclear"] and out["summary"]["mended"] == 0
    assert "cannot be told apart" in add(file, name="SOS3-16b/a/n1", until=NEXT_YEAR).err


def test_another_record_with_the_same_id_is_not_known(file: Path, sosfs_lint, add) -> None:
    path = file.with_name("b.jsonl")
    sosfs_lint("baseline", "write", file, "--baseline", path, "--reason", "Införandet")
    add(file)
    file.write_text(export(akt(LATE + CODE), akt(LATE.replace("Möte", "Samtal") + CODE)), "utf-8")
    out = checked(sosfs_lint, file, "--baseline", path)
    assert (out["summary"]["avsteg"], out["summary"]["known"]) == (1, 1)
    assert [finding["status"] for finding in out["findings"]] == ["avsteg", "new", "new"]
    assert states(out) == ["used"] and any("redan förekommit" in remark["what"] for remark in out["remarks"])


REFUSED = '<beslut id="{id}" arende="A1" lag="SoL" typ="Avslag bistånd" datum="{day}" utfall="avslag"><innehall>Avslås.</innehall></beslut>'
OLD, MIDDLE, NEW = (REFUSED.format(id=id, day=day) for id, day in (("b0", "2025-01-06"), ("b1", "2025-05-02"), ("b2", "2025-08-20")))
FIRST, SECOND = "SOS4-12a/a/A1", "SOS4-12a/a/A1#2"


@pytest.fixture
def rounds(file: Path):
    """Writes a matter in which it was refused some times, each some months after the last."""
    sections = '<arende id="A1" typ="Bistånd" lag="SoL" startad="2025-01-01"/>'
    file.with_name("sosfs-lint.toml").write_text('select = ["SOS4-12a"]\n', "utf-8")

    def rounds(*decisions: str) -> Path:
        file.write_text(export(akt(sections + "".join(decisions)), header='<export tid="2025-12-01"/>'), "utf-8")
        return file

    return rounds


def accepted(file: Path, *names: str) -> Path:
    path = file.with_name("b.jsonl")
    lines = (json.dumps({"fingerprint": name, "reason": "Känt", "by": "C", "on": "2025-12-01"}) + "\n" for name in names)
    path.write_text("".join(lines), "utf-8")
    return path


def status_of(out: dict) -> dict[str, str]:
    return {finding["fingerprint"]: finding["status"] for finding in out["findings"]}


def test_a_round_of_a_matter_keeps_its_name_when_an_earlier_one_turns_up(rounds, sosfs_lint) -> None:
    file = rounds(MIDDLE, NEW)
    path = file.with_name("b.jsonl")
    sosfs_lint("baseline", "write", file, "--baseline", path, "--reason", "Införandet")
    out = checked(sosfs_lint, rounds(OLD, MIDDLE, NEW), "--baseline", path)
    assert (status_of(out), out["summary"]["known"], out["summary"]["mended"]) == ({"SOS4-12a/a/A1@b0": "new"}, 2, 0)


def test_a_baseline_that_numbers_the_rounds_holds_where_as_many_stand_there(rounds, sosfs_lint) -> None:
    file = rounds(MIDDLE, NEW)
    path = accepted(file, FIRST, SECOND)
    assert checked(sosfs_lint, file, "--baseline", path)["summary"]["known"] == 2
    assert status_of(checked(sosfs_lint, rounds(OLD, MIDDLE, NEW), "--baseline", path)) == dict.fromkeys(
        ("SOS4-12a/a/A1@b0", "SOS4-12a/a/A1@b1", "SOS4-12a/a/A1@b2"), "new"
    )
    out = checked(sosfs_lint, rounds(OLD, MIDDLE, NEW), "--baseline", path)
    assert (out["summary"]["mended"], out["summary"]["unlooked"]) == (0, 2)
    assert [remark["what"] for remark in out["remarks"]] == [
        f"Baslinjens {name} kan vara flera av fynden; de visas som nya. Skriv baslinjen på nytt." for name in (FIRST, SECOND)
    ]


def test_writing_a_baseline_anew_gives_its_lines_the_names_of_today(rounds, sosfs_lint) -> None:
    file = rounds(MIDDLE, NEW)
    path = accepted(file, FIRST, SECOND)
    assert "0 tas in, 0 tas bort, 2 står kvar" in sosfs_lint("baseline", "write", file, "--baseline", path, "--force").out
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [(line["fingerprint"], line["reason"]) for line in lines] == [("SOS4-12a/a/A1@b1", "Känt"), ("SOS4-12a/a/A1@b2", "Känt")]


def decided_by_number(file: Path, sosfs_lint, rounds) -> Path:
    """A file as it was written while rounds were numbered: on the second of two, with the hash of then."""
    config = file.with_name("sosfs-lint.toml")
    sosfs_lint(
        "avsteg", "add", "SOS4-12a/a/A1@b2", rounds(MIDDLE, NEW), "--reason", "x", "--until", NEXT_YEAR, "--by", "C", "--config", config
    )
    path = file.with_name("sosfs-lint.avsteg.toml")
    content = path.read_text("utf-8").rpartition(":")[2].split('"')[0]
    return write(file, entry(f'fingerprint = "{SECOND}"') + f'seen = {{ "{SECOND}" = "{content}" }}\n')


def test_a_decision_on_a_numbered_round_is_found_by_its_content_and_then_has_the_name_of_today(file: Path, rounds, sosfs_lint) -> None:
    path = decided_by_number(file, sosfs_lint, rounds)
    out = checked(sosfs_lint, rounds(OLD, MIDDLE, NEW))
    assert [(one["state"], one["fingerprints"]) for one in out["avsteg"]] == [("used", ["SOS4-12a/a/A1@b2"])]
    assert '{ "SOS4-12a/a/A1@b2" = "' in path.read_text("utf-8")
    assert states(checked(sosfs_lint, rounds(OLD, NEW))) == ["used"]
    assert states(checked(sosfs_lint, rounds(OLD, MIDDLE))) == ["unmatched"]
    assert states(checked(sosfs_lint, rounds(OLD, MIDDLE, NEW.replace("Avslås.", "Avslås nu.")))) == ["reopened"]


def test_a_decision_on_a_numbered_round_that_may_be_several_says_so_and_does_not_count(file: Path, rounds, sosfs_lint) -> None:
    write(file, entry(f'fingerprint = "{FIRST}"'))
    out = checked(sosfs_lint, rounds(MIDDLE, NEW))
    assert (states(out), out["summary"]["avsteg"]) == (["unclear"], 0)
    assert "inget att ta bort" in sosfs_lint("avsteg", "prune", file, "--yes").out
    assert states(checked(sosfs_lint, rounds(NEW))) == ["used"]


def test_two_reports_that_came_in_in_one_matter_have_names_of_their_own(file: Path, sosfs_lint) -> None:
    came = '<aktualisering id="AK{n}" typ="anmalan" inkom="2025-0{n}-01" fran="skola"/>'
    child = '<enskild id="p" namn="Alva Testsson" fodd="2015-04-12"/>'

    def matter(*numbers: int) -> None:
        inside = "".join(came.format(n=n) for n in numbers)
        piece = f'<arende id="A1" typ="Barnavårdsutredning" lag="SoL" startad="2025-01-01">{inside}</arende>'
        file.write_text(export(akt(piece, person=child), header='<export tid="2025-12-01"/>'), "utf-8")

    matter(3)
    path = accepted(file, "FRI-forhandsbedomning/a/A1")
    args = ("--baseline", path, "--select", "FRI-forhandsbedomning")
    assert checked(sosfs_lint, file, *args)["summary"]["known"] == 1
    path = accepted(file, "FRI-forhandsbedomning/a/A1@AK3")
    matter(1, 3)
    assert status_of(checked(sosfs_lint, file, *args)) == {"FRI-forhandsbedomning/a/A1@AK1": "new"}


# -- what a decision was made on


def test_a_decision_on_the_record_itself_is_opened_again_when_its_cover_changes(file: Path, sosfs_lint, add) -> None:
    file.with_name("sosfs-lint.toml").write_text('select = ["SOS3-13b"]\n', "utf-8")
    person = '<enskild id="p" namn="Alva Testsson"><identitet typ="personnummer" varde="20150412-2384"/></enskild>'
    file.write_text(export(akt(LATE, person=person)), "utf-8")
    assert add(file, name="SOS3-13b/a/a").code == 0
    assert "seen = {" in file.with_name("sosfs-lint.avsteg.toml").read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(LATE, ""), "utf-8")
    assert states(checked(sosfs_lint, file)) == ["used"]
    file.write_text(file.read_text("utf-8").replace("Alva Testsson", "Bo Testsson"), "utf-8")
    assert states(checked(sosfs_lint, file)) == ["reopened"]


def test_another_key_is_not_called_another_content(file: Path, sosfs_lint, add) -> None:
    add(file)
    sosfs_lint("key", "new", file.with_name("sosfs-lint.key"), "--force")
    assert states(checked(sosfs_lint, file)) == ["rekeyed"]
    assert "nyckeln är en annan" in sosfs_lint("check", file).out
    assert add(file).code == 0 and states(checked(sosfs_lint, file)) == ["replaced", "used"]


def test_a_hash_from_before_keys_were_told_apart_holds_and_is_written_anew(file: Path, sosfs_lint, add) -> None:
    add(file)
    path = file.with_name("sosfs-lint.avsteg.toml")
    today = path.read_text("utf-8")
    path.write_text(re.sub(r'"[0-9a-f]{8}:', '"', today), "utf-8")
    assert states(checked(sosfs_lint, file)) == ["used"] and path.read_text("utf-8") == today


# -- several who write


ADDS = """
import sys
from datetime import date
from pathlib import Path
from sosfs_lint.decisions.avsteg_file import append
from sosfs_lint.file_lock import in_turn

path, name = Path(sys.argv[1]), sys.argv[2]
for number in range(15):
    with in_turn(path):
        append(path, f"SOS3-16b/a/{name}-{number}", reason="x", by="C", on=date(2026, 1, 1), until=date(2999, 1, 1), seen={})
"""


def test_decisions_that_are_added_at_the_same_time_are_all_there(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    adding = [subprocess.Popen([sys.executable, "-c", ADDS, str(path), name]) for name in "xyz"]
    assert [one.wait(60) for one in adding] == [0, 0, 0]
    assert path.read_text("utf-8").count("[[avsteg]]") == 45
    assert [file.name for file in tmp_path.iterdir()] == ["a.toml"]


def test_what_a_run_writes_and_takes_away_is_found_again_by_what_it_says(file: Path, book: Rulebook) -> None:
    path = write(file, entry() + entry('fingerprint = "SOS3-16b/a/n2"'))
    first, second = load_entries(path, book)
    remove(path, [first])
    write_seen(path, [with_seen(first, NAME, "x"), with_seen(second, "SOS3-16b/a/n2", "y")])
    assert [(one.fingerprint, one.seen) for one in load_entries(path, book)] == [("SOS3-16b/a/n2", {"SOS3-16b/a/n2": "y"})]
    remove(path, [first])
    assert len(load_entries(path, book)) == 1


def test_a_rules_name_where_only_its_id_will_do_is_answered_with_the_id(file: Path, sosfs_lint) -> None:
    write(file, entry('rule = "utan-oskaligt-drojsmal"\nakt = "a"'))
    assert sosfs_lint("check", file).err.endswith("no rule has the id utan-oskaligt-drojsmal; did you mean SOS3-16b?")
