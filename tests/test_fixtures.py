"""The invented records in fixtures/: each scenario's report is as the expected output beside it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import jsonschema
import pytest
from conftest import ROOT
from lxml import etree

SCENARIOS = sorted(path.parent.name for path in (ROOT / "fixtures").glob("*/export.xml"))
NS = "{urn:sosfs-lint:aktexport:1}"
KINDS = ("samtycke", "beslut", "handling", "anteckning")


def test_there_are_scenarios() -> None:
    assert len(SCENARIOS) >= 8


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize(("name", "options"), [("expected.txt", ["--all"]), ("expected.json", ["--output-format", "json"])])
def test_the_report_is_the_expected_one(
    scenario: str, name: str, options: list[str], sosfs_lint, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(ROOT)
    outcome = sosfs_lint("check", f"fixtures/{scenario}/export.xml", *options)
    expected = ROOT / "fixtures" / scenario / name
    if request.config.getoption("--rewrite-expected"):
        expected.write_text(outcome.out, "utf-8", newline="\n")
    assert outcome.out == expected.read_text("utf-8")
    assert outcome.code in (0, 1)


def test_all_of_them_together_follow_the_contract_and_add_up(sosfs_lint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    first = sosfs_lint("check", "--output-format", "json", "--show-met", "fixtures")
    out = first.json
    jsonschema.validate(out, json.loads((ROOT / "sosfs_lint/data/findings.schema.json").read_text("utf-8")))
    summary = out["summary"]
    assert summary["met"] + summary["error"] + summary["warning"] + summary["question"] == summary["checked"]
    assert summary["akter_in"] == summary["akter"] + summary["unreadable"] and summary["unreadable"] == 0
    assert first.out == sosfs_lint("check", "--output-format", "json", "--show-met", "fixtures").out


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_shuffling_re_indenting_and_re_prefixing_change_no_fingerprint(scenario: str, tmp_path: Path, sosfs_lint) -> None:
    source = ROOT / "fixtures" / scenario / "export.xml"
    tree = etree.parse(source, etree.XMLParser(remove_blank_text=True))
    dice = random.Random(7)
    for record in tree.iter(f"{NS}personakt"):
        for kind in KINDS:
            posts = record.findall(NS + kind)
            for post, other in zip(posts, dice.sample(posts, len(posts)), strict=True):
                post.addprevious(other) if post is not other else None
    changed = tmp_path / "export.xml"
    text = etree.tostring(tree, encoding="unicode", pretty_print=True)
    changed.write_text(text.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:!--", "<!--").replace('xmlns="', 'xmlns:x="'), "utf-8")
    reports = [sosfs_lint("check", "--output-format", "json", "--show-met", path).json for path in (source, changed)]
    prints = [sorted(f["fingerprint"] for f in report["findings"]) for report in reports]
    met = [sorted(f"{one['rule']} {one['akt']} {(one['locus'] or {}).get('id')}" for one in report["met"]) for report in reports]
    assert prints[0] == prints[1]
    assert met[0] == met[1] and met[0]


def test_no_name_number_or_word_of_a_record_stands_in_a_default_report(sosfs_lint) -> None:
    for scenario in SCENARIOS:
        source = ROOT / "fixtures" / scenario / "export.xml"
        tree = etree.parse(source)
        names = {
            part
            for node in tree.iter(f"{NS}enskild", f"{NS}berord", f"{NS}medarbetare")
            for part in (node.get("namn") or "").split()
            if len(part) > 3
        }
        numbers = {node.get("varde") for node in tree.iter(f"{NS}identitet")}
        for form in ("text", "json", "jsonl", "concise"):
            out = sosfs_lint("check", source, "--all", "--show-met", "--output-format", form).out.replace(str(source), "")
            words = set(out.replace('"', " ").split())
            assert not (names & words) and not any(number in out for number in numbers if number), (scenario, form)
