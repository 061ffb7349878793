"""What holds for every rule, every sentence and every command."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import yaml
from conftest import ROOT, akt, export, one

from sosfs_lint import checks, hookspecs, wording
from sosfs_lint.cli import cli
from sosfs_lint.linting import Rulebook
from sosfs_lint.packs import load_rulebook


def test_every_sentence_is_there_in_both_languages_with_the_same_places_to_fill() -> None:
    for key, (sv, en) in wording.WORDS.items():
        assert (sv and en) or key == "state-moment", key
        assert set(re.findall(r"{(\w+)", sv)) == set(re.findall(r"{(\w+)", en)), key


COMPUTED = ("level-", "role-", "col-", "sheet-", "stat-", "judge-", "page-", "avsteg-", "left-")


def test_every_sentence_is_used() -> None:
    source = "".join(
        path.read_text("utf-8")
        for root in ("sosfs_lint", "rules")
        for path in (ROOT / root).rglob("*.py")
        if not path.name.startswith("wording")
    )
    unused = [
        key
        for key in wording.WORDS
        if f'"{key}"' not in source and f"'{key}'" not in source and not key.startswith((*COMPUTED, "state-", "kind-"))
    ]
    assert unused == []


def test_a_message_is_one_short_sentence_in_both_languages(book: Rulebook) -> None:
    for rule in book.rules.values():
        if rule.status in ("human", "control"):
            continue
        for lang in ("sv", "en"):
            message = rule.message.get(lang, "")
            assert 0 < len(message.format(limit=10, fran="2025-07-01", dag="2025-07-01", till="2025-07-01")) < 90 and message.endswith(
                "."
            ), (rule.id, lang)


def test_every_rule_says_why_it_may_be_wrong(book: Rulebook) -> None:
    for rule in book.rules.values():
        if rule.status in ("implemented", "partly"):
            assert rule.over and rule.under and rule.help.get("sv") and rule.help.get("en"), rule.id


def test_every_rule_says_in_swedish_what_is_not_there() -> None:
    packs = load_rulebook([path.parent for path in ROOT.glob("rules/*/pack.toml")], checks.built_in())
    finding = [rule for rule in packs.rules.values() if rule.status != "control" and rule.check != "prompt"]
    assert len(packs.packs) == 3
    assert not {rule.id for rule in finding if not rule.what and not (rule.check == "needs" and all(need.what for need in rule.spec))}


def test_every_rule_has_an_example_met_missing_and_not_applicable(book: Rulebook) -> None:
    for rule in book.rules.values():
        if rule.status in ("implemented", "partly") and rule.id not in ("SOS3-10", "SOS3-13s3", "SOS3-13s2.2", "SOS4-3.1"):
            assert {"met", "missing", "not applicable"} <= {example.verdict for example in rule.examples}, rule.id


def test_every_concept_has_texts_it_takes_near_misses_and_hints(book: Rulebook) -> None:
    """Three concepts are hints by design, a question and never an answer: they have no text that says it."""
    only_hints = {file.content["name"] for file in book.concept_files if not {"says", "like"} & file.content.keys()}
    assert only_hints == {"anhorig-tolkar", "foretradare-oklar", "risk-antydd"}
    for file in book.concept_files:
        marks = Counter(example["mark"] for example in file.content.get("example", ()))
        taken = marks["says"] >= 4 or file.content["name"] in only_hints
        assert taken and marks["no"] >= 4 and marks["hint"] + marks["hollow"] >= 2, file.where()


def test_the_catalogue_is_the_regulations(book: Rulebook, shared: Path) -> None:
    source = yaml.safe_load((shared / "regulation/catalogue.yaml").read_text("utf-8"))["entries"]
    ours = book.packs[0].catalogue
    assert list(ours) == [entry["id"] for entry in source]
    for entry in source:
        assert (ours[entry["id"]].sv, ours[entry["id"]].note, ours[entry["id"]].place) == (entry["sv"], entry["note"], entry["place"])


def test_what_the_package_ships_is_what_the_contracts_say(shared: Path) -> None:
    for name, ours in (
        ("contract/aktexport.xsd", "data/aktexport.xsd"),
        ("contract/findings.schema.json", "data/findings.schema.json"),
        ("law/statutes.json", "data/statutes.json"),
    ):
        assert (shared / name).read_bytes() == (ROOT / "sosfs_lint" / ours).read_bytes(), name


def test_the_readme_tells_of_every_command_option_and_hook() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in cli.commands.values():
        assert f"sosfs-lint {command.name}" in readme, command.name
        for parameter in command.params:
            for option in parameter.opts if parameter.param_type_name == "option" else []:
                assert option in readme, f"{command.name} {option}"
    for name in dir(hookspecs):
        assert not name.startswith("sosfs_lint_") or name in readme, name


def test_no_repr_shows_a_word_of_a_record() -> None:
    record = one(
        export(
            akt(
                '<anteckning id="n"><avsnitt rubrik="Kanarie">Kanarie</avsnitt></anteckning>',
                person='<enskild id="p" namn="Kanarie Fågel"/>',
            )
        )
    )
    parts = [
        record,
        record.enskild[0],
        record.anteckning[0],
        record.anteckning[0].avsnitt[0],
        record.anteckning[0].avsnitt[0].text,
        record.header,
    ]
    assert all("anarie" not in repr(part) for part in parts)


def test_no_file_of_the_project_names_a_machine_path() -> None:
    for path in ROOT.rglob("*"):
        if (
            path.suffix in (".py", ".toml", ".md", ".xml", ".json", ".yaml")
            and ".venv" not in path.parts
            and "site-packages" not in path.parts
        ):
            text = path.read_text("utf-8", errors="replace")
            assert not re.search(r"/(?:root|home/\w+|work|usr/local)/", text) or path.name == "test_house.py", path


def test_every_rule_of_ours_says_what_it_asks_for_in_both_languages() -> None:
    rules = load_rulebook([ROOT / "rules" / name for name in ("sosfs_2014", "frister", "lagrum")], checks.built_in()).rules.values()
    for rule in rules:
        assert rule.sv and rule.en and not {rule.sv, rule.en} & {*rule.message.values()}, rule.id
        assert "{" not in rule.sv + rule.en and rule.sv != rule.name.replace("-", " "), rule.id


def test_no_rule_asks_only_for_what_makes_it_apply(book: Rulebook) -> None:
    asks_itself = [
        rule.id
        for rule in book.rules.values()
        if isinstance(rule.spec, tuple)
        and rule.spec
        and any(
            (condition := book.conditions[name]).says
            and ("akt" if condition.scope == "akt" else "post") in rule.look
            and all(getattr(need, "says", ()) and set(condition.says) <= set(need.says) for need in rule.spec)
            for name in rule.when
        )
    ]
    assert asks_itself == []
