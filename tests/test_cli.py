from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from conftest import akt, export

from sosfs_lint.cli import main

LATE = '<anteckning id="n1"><handelse tid="2024-03-01"/><upprattadAv namn="Karin Berg" befattning="socialsekreterare"/><registrerad tid="2024-03-29"/></anteckning>'
CODE = '<anteckning id="n2"><handelse tid="2024-03-01"/><upprattadAv signatur="kb01"/><registrerad tid="2024-03-01"/></anteckning>'
WHO = '<enskild id="p" namn="Alva Testsson" fodd="1980-01-01"><identitet typ="personnummer" varde="20150214-2381"/><kontakt typ="tel" varde="1"/></enskild>'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "export.xml"
    path.write_text(export(akt(LATE + CODE, person=WHO)), "utf-8")
    return path


def test_findings_give_1_and_exit_zero_gives_0(file: Path, sosfs_lint) -> None:
    assert sosfs_lint("check", file).code == 1
    assert sosfs_lint("check", file, "--exit-zero").code == 0


@pytest.mark.parametrize(
    ("select", "fail_on", "code"),
    [("SOS3-16b", "error", 1), ("SOS3-12s3b", "error", 0), ("SOS3-12s3b", "question", 1), ("SOS3-16b", "never", 0)],
)
def test_fail_on_sets_the_least_finding_that_counts(file: Path, sosfs_lint, select: str, fail_on: str, code: int) -> None:
    assert sosfs_lint("check", file, "--select", select, "--fail-on", fail_on).code == code


def test_the_text_report_says_in_plain_swedish_what_is_lacking_and_what_was_checked(file: Path, sosfs_lint) -> None:
    out = sosfs_lint("check", file).out
    assert "Sent (ska)    Det som hände 2024-03-01 antecknades mer än 10 dagar efteråt (lokal gräns); det dröjde till 2024-03-29." in out
    assert "Fråga         Oklart: Det framgår inte vem som har upprättat handlingen." in out
    assert "Akter: 1 in = 1 kontrollerade + 0 oläsliga." in out
    assert "remissutkastet SOSFS 2014:X (S)" in out
    assert "\x1b[" not in out


def test_the_report_is_english_by_switch(file: Path, sosfs_lint) -> None:
    out = sosfs_lint("check", file, "--lang", "en").out
    assert "Late (shall)" in out and "Records: 1 in = 1 checked + 0 unreadable." in out


def test_no_word_of_the_record_is_written_by_default(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "export.xml"
    path.write_text(
        export(
            akt(
                '<anteckning id="n"><rubrik>Kanariefågel</rubrik><avsnitt>Kanariefågel ringer. Kanarie Fågelsson</avsnitt></anteckning>',
                person='<enskild id="p" namn="Kanariefågel Testsson"/>',
            )
        ),
        "utf-8",
    )
    for form in ("text", "concise", "json", "jsonl"):
        assert "anarie" not in sosfs_lint("check", path, "--output-format", form, "--show-met", "--all").out


def test_a_long_report_is_summed_up_unless_all_is_asked_for(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export(akt("".join(f'<anteckning id="n{i}"/>' for i in range(40)) + LATE)), "utf-8")
    short, long = sosfs_lint("check", path).out, sosfs_lint("check", path, "--all").out
    assert "visa alla med --all" in short and "visa alla med --all" not in long
    assert long.count("SOS3-12s3b") > short.count("SOS3-12s3b")


def test_concise_is_one_line_per_finding(file: Path, sosfs_lint) -> None:
    lines = sosfs_lint("check", file, "--output-format", "concise").out.splitlines()
    assert lines[0].startswith(f"{file}:2:") and ": SOS3-12s3b Fråga " in lines[0]
    assert ": SOS3-16b Saknas (ska) " in lines[1]


def test_json_follows_the_contract_and_adds_up(file: Path, sosfs_lint) -> None:
    out = sosfs_lint("check", file, "--output-format", "json", "--show-met").json
    schema = json.loads((Path(__file__).parent.parent / "sosfs_lint/data/findings.schema.json").read_text("utf-8"))
    jsonschema.validate(out, schema)
    summary = out["summary"]
    assert summary["met"] + summary["error"] + summary["warning"] + summary["question"] == summary["checked"]
    assert len(out["met"]) == summary["met"] and len(out["findings"]) == summary["error"] + summary["warning"] + summary["question"]
    late = next(finding for finding in out["findings"] if finding["rule"] == "SOS3-16b")
    assert (late["kind"], late["from_date"], late["due_date"], late["fingerprint"]) == ("late", "2024-03-01", "2024-03-11", "SOS3-16b/a/n1")


def test_jsonl_is_one_object_per_record_and_the_summary_last(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export(akt(LATE, id="a"), akt(CODE, id="b")), "utf-8")
    lines = [json.loads(line) for line in sosfs_lint("check", path, "--output-format", "jsonl").out.splitlines()]
    assert [line.get("akt") for line in lines] == ["a", "b", None]
    assert lines[-1]["summary"]["akter"] == 2


def test_two_runs_give_the_same_bytes(file: Path, sosfs_lint) -> None:
    for form in ("text", "concise", "json", "jsonl"):
        assert sosfs_lint("check", file, "--output-format", form).out == sosfs_lint("check", file, "--output-format", form).out


@pytest.mark.parametrize(
    ("word", "hit", "not_hit"),
    [
        ("SOS4-1", "SOS4-1s2", "SOS4-13.1"),
        ("SOS4", "SOS4-13.1", "SOS3-13a"),
        ("SOS3-13", "SOS3-13s2.1", "SOS3-1"),
        ("upprattad-av", "SOS3-12s3b", "SOS3-12s3c"),
        ("SOS3-1", "SOS3-1", "SOS3-12s3b"),
    ],
)
def test_a_section_is_that_section_only(sosfs_lint, word: str, hit: str, not_hit: str) -> None:
    from sosfs_lint import checks
    from sosfs_lint.packs import load_rulebook
    from sosfs_lint.selection import select_rules

    book = load_rulebook([Path(__file__).parent.parent / "rules/sosfs_2014"], checks.built_in())
    chosen = select_rules(book, [word], "--select")
    assert hit in chosen and not_hit not in chosen


def test_ignore_takes_rules_away(file: Path, sosfs_lint) -> None:
    out = sosfs_lint("check", file, "--ignore", "SOS3-16b,upprattad-av", "--output-format", "json").json
    assert {finding["rule"] for finding in out["findings"]}.isdisjoint({"SOS3-16b", "SOS3-12s3b"})


@pytest.mark.parametrize(
    "args",
    [
        ("--select", "SOS9"),
        ("--ignore", "upprattat-av"),
        ("--output-format", "pdf"),
        ("--profile", "okand"),
        ("--local", "x=1"),
        ("--local", "journalforing-dagar=snart"),
        ("--pack", "borta"),
    ],
)
def test_an_unknown_name_is_one_sentence_and_exit_code_2(file: Path, sosfs_lint, args: tuple[str, str]) -> None:
    outcome = sosfs_lint("check", file, *args)
    assert (outcome.code, len(outcome.err.splitlines())) == (2, 1)


def test_a_misspelt_rule_gets_a_suggestion(file: Path, sosfs_lint) -> None:
    assert "did you mean upprattad-av?" in sosfs_lint("check", file, "--select", "upprattat-av").err


def test_the_local_number_of_days_is_the_municipalitys(file: Path, sosfs_lint) -> None:
    assert sosfs_lint("check", file, "--select", "SOS3-16b", "--local", "journalforing-dagar=30").code == 0


def test_standard_input_is_read(sosfs_lint) -> None:
    outcome = sosfs_lint("check", "-", "--output-format", "json", stdin=export(akt(LATE)).encode())
    assert outcome.json["summary"]["akter"] == 1


def test_an_id_or_path_like_a_personnummer_is_replaced_everywhere(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "20150214-2381.xml"
    path.write_text(export(akt(LATE, id="150214-2381")), "utf-8")
    for form in ("text", "concise", "json", "jsonl"):
        out = sosfs_lint("check", path, "--output-format", form).out
        assert "2381" not in out and "person-1" in out


def test_rules_lists_every_requirement(sosfs_lint) -> None:
    rows = json.loads(sosfs_lint("rules", "--output-format", "json").out)
    assert sum(row["pack"] == "sosfs_2014" for row in rows) == 363 and len({row["id"] for row in rows}) == len(rows)
    assert {"id", "name", "force", "clause", "adopted", "status", "pack"} <= set(rows[0])
    assert {row["status"] for row in rows} <= {"implemented", "partly", "human", "control", "not yet"}
    assert {row["adopted"] for row in rows} == {None}


def test_coverage_adds_up(sosfs_lint) -> None:
    lines = sosfs_lint("rules", "--coverage").out.splitlines()
    sums = [int(line.split()[-1]) for line in lines[1:]]
    assert sums[:4] == [83, 136, 46, 98] and sum(sums[:-1]) == sums[-1]


def test_explain_is_a_dossier(sosfs_lint) -> None:
    out = sosfs_lint("explain", "SOS3-12s3b").out
    for part in ("upprattad-av", "utkastet 3 kap. 12 § tredje stycket", "Kan larma fel", "Kan missa", "Exempel:"):
        assert part in out
    assert sosfs_lint("explain", "SOS3-99").code == 2


@pytest.mark.parametrize("pack", ["sosfs_2014", "frister", "lagrum"])
def test_the_examples_of_the_built_in_packs_come_out_right(pack: str, sosfs_lint) -> None:
    outcome = sosfs_lint("rules", "--test", pack)
    assert outcome.code == 0, outcome.out


@pytest.mark.parametrize("args", [["--help"], ["rules"], ["explain", "SOS3-12s3b"], ["rules", "--coverage"]])
def test_what_needs_no_language_does_not_pay_for_it(args: list[str]) -> None:
    code = f"import sys\nfrom sosfs_lint.cli import cli\ntry:\n    cli({args!r})\nexcept SystemExit:\n    pass\nsys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_a_rule_that_breaks_down_is_told_and_the_others_go_on(file: Path, sosfs_lint, monkeypatch: pytest.MonkeyPatch) -> None:
    from sosfs_lint.checks.within import WithinCheck

    def broken(*_: object) -> None:
        raise ZeroDivisionError("Alva Testsson")

    monkeypatch.setattr(WithinCheck, "judge", broken)
    outcome = sosfs_lint("check", file, "--output-format", "json")
    assert outcome.code == 2
    assert [(item["rule"], item["reason"]) for item in outcome.json["failed"]] == [
        ("SOS3-16b", "Regeln gick sönder på den här akten (ZeroDivisionError).")
    ] * 2
    assert outcome.json["summary"]["met"] > 0


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["check", "a.xml", "--as-of", "2025"], "2025 is no day; write it as 2026-12-31 (see sosfs-lint check --help)"),
        (["convert", "a.xml"], "Choose from: aktexport"),
        (["chek"], "No such command 'chek'"),
        (["check", "a.xml", "--lng", "sv"], "No such option"),
    ],
)
def test_what_is_wrong_on_the_command_line_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], args: list[str], told: str
) -> None:
    monkeypatch.setattr("sys.argv", ["sosfs-lint", *args])
    with pytest.raises(SystemExit) as stop:
        main()
    err = capsys.readouterr().err
    assert (stop.value.code, err.count("\n")) == (2, 1) and told in err and err.startswith("sosfs-lint: "), err
