"""Who may decide: a municipality's delegation order against the decisions of a record."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, akt, export

ORDER = ROOT / "docs/delegation-exempel.toml"
UNITS = (
    '<enhet id="e1" namn="Barncentrum Norr"/><enhet id="e2" namn="Mottagning vuxna"/>'
    '<medarbetare id="m1" namn="Anna Ek"><befattning benamning="socialsekreterare" enhet="e1"/></medarbetare>'
    '<medarbetare id="m2" namn="Bo Al"><befattning benamning="Socialsekreterare" enhet="e2"/></medarbetare>'
    '<medarbetare id="m3" namn="Cia Ask"><befattning benamning="Enhetschef" enhet="e2"/></medarbetare>'
)


def decision(typ: str, who: str, day: str = "2025-09-10", more: str = "") -> str:
    return f'<beslut id="b" arende="A" typ="{typ}" datum="{day}">{more}<beslutsfattare {who}/></beslut>'


def check(
    sosfs_lint, tmp_path: Path, piece: str, *, order: Path | str | None = ORDER, rules: str = "DEL"
) -> dict[str, list[tuple[str, str]]]:
    source = export(akt(piece)).replace('<aktor typ="namnd"/>', f'<aktor typ="namnd"/>{UNITS}')
    path = tmp_path / "x.xml"
    path.write_text(source, "utf-8")
    given = ["--delegation", str(order)] if order else []
    out = sosfs_lint("check", path, "--select", rules, "--show-met", "--output-format", "json", *given).json
    found = [(f["rule"], f["level"]) for f in out["findings"]]
    return {"found": found, "met": [m["rule"] for m in out["met"]], "not_checked": [n["rule"] for n in out["not_checked"]]}


INVESTIGATION = '<arende id="A"><skede moment="utreda" start="2025-09-01"/></arende>'
NONE = '<arende id="A"/>'


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (INVESTIGATION + decision("Kontakt med samverkande myndigheter", 'ref="m1"'), None),
        (INVESTIGATION + decision("Kontakt med samverkande myndigheter", 'ref="m2"'), "error"),
        (NONE + decision("Kontakt med samverkande myndigheter", 'ref="m1"'), "error"),
        (INVESTIGATION + decision("Kontakt med samverkande myndigheter", 'ref="m3"'), None),
        (NONE + decision("Inleda utredning", 'ref="m1"'), "error"),
        (NONE + decision("Inleda utredning", 'ref="m3"'), None),
        (NONE + decision("Inleda utredning", 'organ="Individ- och familjeutskottet"'), "question"),
        (NONE + decision("Inleda utredning", 'organ="nämnd"'), None),
        (NONE + decision("Medgivande", 'ref="m3"'), "question"),
        (NONE + decision("Inleda utredning", 'namn="Dan Bo" befattning="administratör"'), "question"),
        (NONE + decision("Annat", 'ref="m1"', more="<lagrum>11 kap. 1 § SoL</lagrum>"), "error"),
    ],
)
def test_a_role_that_the_order_does_not_allow_is_found_and_what_it_does_not_name_is_a_question(
    piece: str, expected: str | None, tmp_path: Path, sosfs_lint
) -> None:
    told = check(sosfs_lint, tmp_path, piece, rules="DEL-beslutsfattare")
    assert told["found"] == ([("DEL-beslutsfattare", expected)] if expected else [])
    assert told["met"] == ([] if expected else ["DEL-beslutsfattare"])


def test_without_a_file_nothing_is_checked(tmp_path: Path, sosfs_lint) -> None:
    told = check(sosfs_lint, tmp_path, NONE + decision("Inleda utredning", 'ref="m1" delegation="9"'), order=None)
    assert told["found"] == [] and set(told["not_checked"]) == {"DEL-beslutsfattare", "DEL-punkt"}


def test_what_no_point_names_is_the_boards_where_the_order_says_so(tmp_path: Path, sosfs_lint) -> None:
    order = tmp_path / "order.toml"
    order.write_text(ORDER.read_text("utf-8") + '\n[ovrigt]\nminst = "nämnd"\n', "utf-8")
    assert check(sosfs_lint, tmp_path, NONE + decision("Medgivande", 'ref="m3"'), order=order)["found"] == [("DEL-beslutsfattare", "error")]


def test_the_stated_point_is_that_of_the_kind(tmp_path: Path, sosfs_lint) -> None:
    right = check(sosfs_lint, tmp_path, NONE + decision("Inleda utredning", 'ref="m3" delegation="p. 1.3"'), rules="DEL-punkt")
    wrong = check(sosfs_lint, tmp_path, NONE + decision("Inleda utredning", 'ref="m3" delegation="2.1"'), rules="DEL-punkt")
    assert right["met"] == ["DEL-punkt"] and wrong["found"] == [("DEL-punkt", "question")]


@pytest.mark.parametrize(("who", "found"), [("m1", []), ("m2", [("DEL-mottagare", "error")])])
def test_a_report_is_received_at_the_unit_that_may(who: str, found: list[tuple[str, str]], tmp_path: Path, sosfs_lint) -> None:
    piece = f'<arende id="A"><aktualisering typ="anmalan" inkom="2025-09-01" mottagen-av="{who}"/></arende>'
    assert check(sosfs_lint, tmp_path, piece, rules="DEL-mottagare")["found"] == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "roller = [",
        'roller = ["a"]\n[[beslut]]\ntyp = ["x"]\nminst = "b"\n',
        'roller = ["a"]\nny = 1\n[[beslut]]\ntyp = ["x"]\nminst = "a"\n',
    ],
)
def test_an_order_that_does_not_hold_is_one_sentence_and_exit_code_2(text: str, tmp_path: Path, sosfs_lint) -> None:
    order = tmp_path / "order.toml"
    order.write_text(text, "utf-8")
    outcome = sosfs_lint("check", ROOT / "fixtures/lss/export.xml", "--delegation", order)
    assert (outcome.code, len(outcome.err.splitlines())) == (2, 1)


BY_SECTION = """
roller = ["socialsekreterare", "enhetschef", "utskott", "nämnd"]
[[beslut]]
lagrum = ["11 kap. 1 § SoL (2001:453)", "14 kap. 2 § SoL (2025:400)"]
minst = "enhetschef"
[[beslut]]
lagrum = ["6 § LVU"]
minst = "utskott"
[[beslut]]
lagrum = ["9 § 2 LSS"]
minst = "nämnd"
"""


@pytest.mark.parametrize(
    ("lagrum", "who", "expected"),
    [
        ("11 kap. 1 § SoL (2025:400)", "enhetschef", "question"),  # the same number, another act
        ("11 kap. 1 § SoL (2001:453)", "enhetschef", None),
        ("6 § LSS", "socialsekreterare", "question"),
        ("6 § LVU", "socialsekreterare", "error"),
        ("9 § 9 LSS", "enhetschef", "question"),  # the same section, another point
        ("9 § 2 LSS", "enhetschef", "error"),
        ("9 § 2 LSS", "nämnd", None),
        ("14 kap. 2 § SoL", "assistent till enhetschef", "question"),
        ("14 kap. 2 § SoL", "f.d. enhetschef", "question"),
        ("14 kap. 2 § SoL", "bitr. enhetschef", "question"),
        ("14 kap. 2 § SoL", "tf enhetschef", None),
    ],
)
def test_an_order_that_names_sections_means_their_act_and_point(
    lagrum: str, who: str, expected: str | None, tmp_path: Path, sosfs_lint
) -> None:
    order = tmp_path / "order.toml"
    order.write_text(BY_SECTION, "utf-8")
    piece = NONE + decision("Annat", f'namn="Kim Ask" befattning="{who}"', more=f"<lagrum>{lagrum}</lagrum>")
    told = check(sosfs_lint, tmp_path, piece, order=order, rules="DEL-beslutsfattare")
    assert told["found"] == ([("DEL-beslutsfattare", expected)] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Socialsekreterare Anna Ek beslutar att inleda utredning enligt 14 kap. 2 § SoL.", "error"),
        ("Beslut: utredning inleds enligt 14 kap. 2 § SoL. Anna Ek, socialsekreterare", "question"),
        ("Enhetschef Bo Alm beslutar att inleda utredning enligt 14 kap. 2 § SoL. Anna Ek, socialsekreterare", None),
        ("Beslut fattat av enhetschef Bo Alm: utredning inleds enligt 14 kap. 2 § SoL.", None),
        ("Beslut: utredning inleds enligt 14 kap. 2 § SoL.", None),
        ("Socialsekreterare Anna Ek beslutar om mötestid. Utredning inleds enligt 14 kap. 2 § SoL.", None),
        ("Tidigare beslutade socialsekreterare Anna Ek att inleda utredning enligt 14 kap. 2 § SoL.", None),
    ],
)
def test_a_decision_in_a_note_is_held_against_who_decides_and_asked_of_who_signs(
    text: str, expected: str | None, tmp_path: Path, sosfs_lint
) -> None:
    order = tmp_path / "order.toml"
    order.write_text(BY_SECTION, "utf-8")
    note = f'<anteckning id="n" arende="A"><handelse tid="2025-09-10"/><avsnitt>{text}</avsnitt></anteckning>'
    told = check(sosfs_lint, tmp_path, NONE + note, order=order, rules="DEL-beslutsfattare")
    assert told["found"] == ([("DEL-beslutsfattare", expected)] if expected else [])


@pytest.mark.parametrize("lagrum", ["hej", "11 kap. 1 §", "SoL"])
def test_a_lagrum_of_an_order_that_names_no_section_of_an_act_is_refused(lagrum: str, tmp_path: Path, sosfs_lint) -> None:
    order = tmp_path / "order.toml"
    order.write_text(f'roller = ["a"]\n[[beslut]]\nlagrum = ["{lagrum}"]\nminst = "a"\n', "utf-8")
    outcome = sosfs_lint("check", ROOT / "fixtures/lss/export.xml", "--delegation", order)
    assert outcome.code == 2 and "order.toml:3" in outcome.err
