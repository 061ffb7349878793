"""A pack that will not load says so in one sentence with file and line, and exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from sosfs_lint import checks
from sosfs_lint.errors import PackError
from sosfs_lint.linting import Rulebook
from sosfs_lint.packs import load_rulebook

PACK = 'name = "prov"\nversion = "1"\ntitle = "Prov"\n[local]\ndagar = 3\n'
MOMENT = 'name = "anteckning"\nsv = "en anteckning"\nis = ["anteckning"]\n'
CONDITIONS = '[barn]\nage = "<18"\n'
RULE = """[[rule]]
id = "P-1"
name = "nar"
force = "ska"
actor = ["namnd", "utforare", "sis"]
about = "anteckning"
needs = [{ what = "dag", fields = ["handelse"], value = "datum" }]
message = { sv = "Dagen saknas." }
"""


def pack(folder: Path, **files: str) -> Path:
    contents = {"pack.toml": PACK, "moment/anteckning.toml": MOMENT, "villkor.toml": CONDITIONS, "kap1/01_nar.toml": RULE} | {
        k.replace("__", "/") + ".toml": v for k, v in files.items()
    }
    for name, text in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def load(*folders: Path) -> Rulebook:
    return load_rulebook(folders, checks.built_in())


def test_a_small_pack_loads(tmp_path: Path) -> None:
    assert list(load(pack(tmp_path)).rules) == ["P-1"]


@pytest.mark.parametrize(
    ("file", "text", "where"),
    [
        ("kap1__01_nar", RULE.replace("force", "kraft"), "kap1/01_nar.toml:4"),
        ("kap1__01_nar", RULE.replace('about = "anteckning"', 'about = "beslut"'), "kap1/01_nar.toml:6"),
        ("kap1__01_nar", RULE.replace('"datum"', '"dag"'), "kap1/01_nar.toml:7"),
        ("kap1__01_nar", RULE.replace("what =", "vad ="), "kap1/01_nar.toml:7"),
        ("kap1__01_nar", RULE.replace('"handelse"', '"antekning/handelse"'), "kap1/01_nar.toml:7"),
        ("kap1__01_nar", RULE.replace('"handelse"', '"anteckning/handelse/@tidd"'), "kap1/01_nar.toml:7"),
        ("kap1__01_nar", RULE.replace('"namnd"', '"namden"'), "kap1/01_nar.toml:5"),
        ("kap1__01_nar", RULE.replace('{ sv = "Dagen saknas." }', '"Dagen saknas."'), "kap1/01_nar.toml:8"),
        ("kap1__01_nar", RULE + 'when = ["vuxen"]\n', "kap1/01_nar.toml:9"),
        ("kap1__01_nar", RULE + "prompt = true\n", "kap1/01_nar.toml:2"),
        ("kap1__01_nar", RULE.replace('id = "P-1"\n', ""), "kap1/01_nar.toml:1"),
        ("kap1__01_nar", RULE.replace('"ska"', '"måste"'), "kap1/01_nar.toml:4"),
        ("kap1__01_nar", RULE + RULE, "kap1/01_nar.toml:10"),
        (
            "kap1__01_nar",
            RULE.replace("needs", "within").replace(
                '[{ what = "dag", fields = ["handelse"], value = "datum" }]',
                '{ from = "handelse", to = "registrerad", limit = "local:veckor" }',
            ),
            "kap1/01_nar.toml:7",
        ),
        ("kap1__02_till", RULE.replace('name = "nar"', 'name = "annat"'), "kap1/02_till.toml:2"),
        ("kap1__02_till", RULE.replace("P-1", "P-2"), "kap1/02_till.toml:2"),
        ("kap1__02_till", 'x = "å', "kap1/02_till.toml:1"),
        ("kap1__02_till", "x = 1\n", "kap1/02_till.toml:1"),
        ("moment__anteckning", MOMENT.replace("is =", "är =".replace("ä", "a")), "moment/anteckning.toml:3"),
        ("moment__anteckning", MOMENT.replace('["anteckning"]', '["lapp"]'), "moment/anteckning.toml:3"),
        ("moment__annan", MOMENT, "moment/anteckning.toml:1"),
        (
            "moment__anteckning",
            MOMENT.replace('is = ["anteckning"]', 'or = [{ kind = "anteckning", follows = ["inget"] }]'),
            "moment/anteckning",
        ),
        (
            "moment__anteckning",
            MOMENT.replace('is = ["anteckning"]', 'or = [{ kind = "anteckning", beside = ["anteckning"] }]'),
            "moment/anteckning",
        ),
        ("villkor", '[barn]\nalder = "<18"\n', "villkor.toml:2"),
        (
            "moment__anteckning",
            MOMENT.replace('is = ["anteckning"]', 'or = [{ kind = "anteckning", rubriken = ["X"] }]'),
            "moment/anteckning",
        ),
        (
            "moment__anteckning",
            MOMENT.replace('is = ["anteckning"]', 'or = [{ kind = "anteckning", several = ["a", "b"] }]'),
            "moment/anteckning",
        ),
        (
            "moment__anteckning",
            MOMENT.replace('is = ["anteckning"]', 'or = [{ kind = "anteckning", several = ["a", "b"], at_least = 3 }]'),
            "moment/anteckning",
        ),
        (
            "moment__anteckning",
            MOMENT.replace('is = ["anteckning"]', 'or = [{ kind = "anteckning", several = ["a", "b"], at_least = 2 }]'),
            "moment/anteckning",
        ),
        ("villkor", '[barn]\nage = "ung"\n', "villkor.toml:1"),
        ("villkor", '[barn]\nfields = ["enskild/@namnet"]\n', "villkor.toml:1"),
        ("pack", PACK.replace("title", "titel"), "pack.toml:3"),
        ("pack", 'from = "i fjol"\n' + PACK, "pack.toml:1"),
    ],
)
def test_a_fault_is_pointed_at(tmp_path: Path, file: str, text: str, where: str) -> None:
    folder = pack(tmp_path / "prov", **{file: text})
    with pytest.raises(PackError) as error:
        load(folder)
    assert error.value.where is not None and error.value.where.startswith(f"prov/{where}"), str(error.value)
    assert "\n" not in str(error.value)


def test_a_word_class_that_names_what_only_a_frame_can_ask_for_is_refused(tmp_path: Path) -> None:
    folder = pack(tmp_path / "prov", ord__tid='[nar]\nwords = ["imorgon", "@day"]\n')
    with pytest.raises(PackError, match=r"@day") as error:
        _ = load(folder).vocabulary
    assert error.value.where is not None and error.value.where.startswith("prov/ord/tid.toml")


def test_an_id_that_two_packs_use_is_refused_with_both_places(tmp_path: Path) -> None:
    moment = 'name = "lapp"\nsv = "en lapp"\nis = ["anteckning"]\n'
    other = pack(
        tmp_path / "annan", villkor="[vuxen]\nage = '>17'\n", moment__anteckning=moment, kap1__01_nar=RULE.replace('"anteckning"', '"lapp"')
    )
    with pytest.raises(PackError, match=r"annan/kap1/01_nar.toml:2: P-1 is already defined at prov/kap1/01_nar.toml:2"):
        load(pack(tmp_path / "prov"), other)


def test_a_rule_may_be_like_another_and_say_only_what_differs(tmp_path: Path) -> None:
    twin = '[[rule]]\nid = "P-2"\nname = "nar-sis"\nlike = "P-1"\nactor = ["sis"]\n'
    rules = load(pack(tmp_path, kap1__02_till=twin)).rules
    assert (rules["P-2"].actor, rules["P-2"].spec, rules["P-2"].force) == (frozenset({"sis"}), rules["P-1"].spec, "ska")


def test_a_python_rule_that_does_not_load_is_told(tmp_path: Path) -> None:
    rule = RULE.replace('needs = [{ what = "dag", fields = ["handelse"], value = "datum" }]', 'python = "eget:judge"')
    folder = pack(tmp_path / "prov", kap1__01_nar=rule)
    with pytest.raises(PackError, match=r"01_nar.toml:7: `python` must be"):
        load(folder)
    (folder / "kap1" / "eget.py").write_text("1/0\n", "utf-8")
    with pytest.raises(PackError, match=r"eget.py does not load \(ZeroDivisionError\)"):
        load(folder)


def test_local_numbers_are_set_by_name(tmp_path: Path) -> None:
    assert load_rulebook([pack(tmp_path)], checks.built_in(), {"dagar": 14}).local == {"dagar": 14}
    with pytest.raises(PackError, match="unknown local number veckor"):
        load_rulebook([tmp_path], checks.built_in(), {"veckor": 14})


def test_a_rule_in_no_catalogue_is_for_all_unless_it_says_for_whom(tmp_path: Path) -> None:
    said = load(pack(tmp_path, kap1__01_nar=RULE.replace('actor = ["namnd", "utforare", "sis"]\n', ""))).rules["P-1"]
    assert said.actor == {"namnd", "utforare", "sis"}


def test_a_rule_without_a_requirement_of_its_own_never_says_its_fault_as_one(tmp_path: Path) -> None:
    rule = load(pack(tmp_path)).rules["P-1"]
    assert (rule.requirement("sv"), rule.text("message", "sv")) == ("nar", "Dagen saknas.")
