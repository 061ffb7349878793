"""What a source does not say, writes in its own way or holds beside its fields: neither a fault of the record nor lost."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from samples import package, text, workbook
from test_lists import HEAD, akt, keys, read

from sosfs_lint.model import Personakt, Text
from sosfs_lint.readers.plain_text import from_html

LIST = "Personnummer;Händelsedatum;Registrerad;Anteckning;Skapad av;Befattning\n"


def report(sosfs_lint, path: Path, source: str | bytes, *options: str) -> dict[str, Any]:
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    return sosfs_lint("check", "--output-format", "json", *options, path).json


def rules(told: dict[str, Any], where: str) -> set[str]:
    return {item["rule"] for item in told[where]}


# -- lists


@pytest.mark.parametrize("day", ["4/3 2025", "04.03.2025", "4 mars 2025"])
def test_a_day_in_a_form_that_is_not_read_is_not_checked_and_is_not_missing(tmp_path: Path, sosfs_lint, day: str) -> None:
    rows = "TF1;;;Ringer modern.;Anna Berg;handläggare\n", f"TF1;{day};{day};Ringer modern.;Anna Berg;handläggare\n"
    empty, written = (report(sosfs_lint, tmp_path / "l.csv", LIST + row, "--select", "SOS3-12s3c,SOS3-16s3.1") for row in rows)
    assert rules(empty, "findings") == {"SOS3-12s3c", "SOS3-16s3.1"}
    assert rules(written, "findings") == set() and rules(written, "not_checked") == {"SOS3-12s3c", "SOS3-16s3.1"}


def test_a_day_that_was_not_read_is_converted_as_it_is_written(tmp_path: Path, sosfs_lint) -> None:
    first = report(
        sosfs_lint, tmp_path / "l.csv", LIST + "TF1;4/3 2025;4/3 2025;Ringer modern.;Anna Berg;handläggare\n", "--select", "SOS3"
    )
    assert sosfs_lint("convert", tmp_path / "l.csv", "--to", "aktexport", "--output", tmp_path / "ut.xml").code == 0
    made = (tmp_path / "ut.xml").read_bytes()
    again = report(sosfs_lint, tmp_path / "igen.xml", made, "--select", "SOS3")
    assert 'tid="4/3 2025"' in made.decode()
    assert [rules(first, where) for where in ("findings", "not_checked")] == [rules(again, where) for where in ("findings", "not_checked")]


def test_a_list_with_authors_and_no_day_of_entry_does_not_say_when(tmp_path: Path, sosfs_lint) -> None:
    told = report(
        sosfs_lint,
        tmp_path / "l.csv",
        "Personnummer;Händelsedatum;Anteckning;Skapad av;Befattning\nTF1;2025-03-04;Ringer modern.;Anna Berg;handläggare\n",
        "--select",
        "SOS3-12",
    )
    assert "SOS3-12s3c" in rules(told, "not_checked") and rules(told, "findings") == set()


# -- encodings


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (HEAD.encode() + "TF1;2025-03-04;;Säger nej".encode() + b"\xeb;Anna\n", "damaged-utf-8"),
        ((HEAD + "TF1;2025-03-04;;Köket är å").encode()[:-1], "cut-off"),
        (HEAD.encode() + "TF1;2025-03-04;;Säger nej;Anna\n".encode("cp1252"), "damaged-utf-8"),
        ('{"Documentations": [{"PlainText": "Säger nej'.encode() + b'\xeb"}]}', "damaged-utf-8"),
    ],
)
def test_utf_8_with_a_wrong_byte_is_no_other_encoding(raw: bytes, fault: str) -> None:
    assert keys(read(raw)) == [fault]


def test_windows_letters_are_read_as_before() -> None:
    assert akt(read((HEAD + "TF1;2025-03-04;;Säger ”nej” – Åsa;Anna\n").encode("cp1252"))).anteckning[0].avsnitt[0].text.value[0] == "S"


# -- packages


def test_a_workbook_in_a_package_is_read() -> None:
    rows = '<row r="1">' + "".join(text(f"{letter}1", word) for letter, word in zip("ABC", HEAD.split(";"), strict=False)) + "</row>"
    rows += '<row r="2">' + "".join(text(f"{letter}2", word) for letter, word in zip("AB", ("TF1", "2025-03-04"), strict=True)) + "</row>"
    found = read(package({"mapp/lista.xlsx": workbook(rows)}))
    assert keys(found) == [] and akt(found).place.path == "fil/mapp/lista.xlsx"


def test_of_two_members_with_one_name_neither_is_lost() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for number in range(3):
            made.writestr("x/a.csv", HEAD + f"TF{number};2025-03-04;;Samtal;Anna\n")
    found = read(out.getvalue())
    assert sorted(item.id for item in found if isinstance(item, Personakt)) == ["TF0", "TF1", "TF2"]
    assert keys(found) == ["zip-same-name", "zip-same-name"]


# -- HTML


@pytest.mark.parametrize(
    ("html", "struck"),
    [
        ('<p><span style="text-decoration: line-through">a</span> b <span>c</span></p>d', ["a"]),
        ('<div style="text-decoration:line-through">a<b>b</b></div>c', ["ab"]),
        ('<p><span style="text-decoration:line-through">a</p><p>b</p>', ["a"]),
        ('<li style="text-decoration:line-through">a<ul><li>b</ul><li>c', ["a\nb\n"]),
        ('</span>a<span style="text-decoration:line-through">b<br>c</span>d<s>e</s>f', ["b\nc", "e"]),
    ],
)
def test_a_style_strikes_its_own_element_and_no_more(html: str, struck: list[str]) -> None:
    told = from_html(Text(html, ((0, 1, 1),)))
    assert [told.value[start:end] for start, end in told.struck] == struck


# -- Lifecare


def test_what_family_care_does_not_export_is_not_missing(tmp_path: Path, sosfs_lint) -> None:
    person = {
        "Client": {"PersonId": "20150214-2381", "FirstName": "Kalle"},
        "Actualisations": [{"Id": 1, "Type": "Anmälan", "Date": "2025-03-03T00:00:00"}],
        "Investigations": [{"Id": 2, "FromDate": "2025-03-10T00:00:00"}],
        "Decisions": [{"Id": 3, "Date": "2025-03-10T00:00:00", "Type": "Inleda utredning", "DecisionMaker": "Anna Öberg"}],
    }
    told = report(sosfs_lint, tmp_path / "l.json", json.dumps(person), "--as-of", "2025-12-01")
    assert {"SOS4-4a", "SOS4-4s2a", "SOS4-4s2b", "FRI-skyddsbedomning", "FRI-informera-berorda"} <= rules(told, "not_checked")
    assert {item["rule"] for item in told["findings"] if item["level"] == "error"} == {"FRI-utredningstid"}  # the register does say that


def test_posts_with_one_id_are_told_and_lists_that_count_alike_are_kept_apart() -> None:
    notes = [{"Id": 1, "PlainText": "a"}, {"Id": 1, "PlainText": "b"}]
    found = read(
        json.dumps({"Client": {"Id": "k"}, "Documentations": notes, "Decisions": [{"Id": 1}], "Executions": [{"Id": 1, "DecisionId": 1}]})
    )
    assert keys(found) == ["duplicate-id"]
    assert akt(found).beslut[0].id == akt(found).insats[0].beslut == "decision-1" and akt(found).anteckning[0].id == "1"


# -- Viva


def viva(parts: str, number: str = "20150214-2381", matter: str = "4711") -> str:
    return (
        '<Leveransobjekt xmlns="http://xml.ra.se/e-arkiv/FGS-ERMS"><ArkivobjektListaArenden><ArkivobjektArende>'
        f'<ArkivobjektID>{matter}</ArkivobjektID><TillkommandeXMLdata><ArendeInfo xmlns="Cambio"><Arendetyp>Barn</Arendetyp>'
        f"<Öppnad>2025-03-03</Öppnad><Personnummer>{number}</Personnummer><Handlingar>{parts}</Handlingar></ArendeInfo>"
        "</TillkommandeXMLdata></ArkivobjektArende></ArkivobjektListaArenden></Leveransobjekt>"
    )


def investigated(closed: str) -> str:
    return (
        "<Utredningar><Utredning_2><Skapad>2025-03-10</Skapad><Utredningsnamn>Barnavårdsutredning</Utredningsnamn><Inledd>2025-03-10</Inledd>"
        f"<Avslutad>{closed}</Avslutad><Dokumentation><Rubrik>Bedömning</Rubrik><Text>Behov finns.</Text></Dokumentation></Utredning_2></Utredningar>"
    )


@pytest.mark.parametrize(("closed", "late"), [("", True), ("2025-06-01", False), ("juni 2025", False)])
def test_an_investigation_in_viva_goes_on_until_it_is_closed(tmp_path: Path, sosfs_lint, closed: str, late: bool) -> None:
    told = report(sosfs_lint, tmp_path / "v.xml", viva(investigated(closed)), "--as-of", "2025-11-20", "--select", "FRI-utredningstid")
    assert [item["level"] for item in told["findings"]] == ["error"] * late + ["question"] * (closed == "juni 2025")


def test_an_open_investigation_keeps_its_words() -> None:
    document = akt(read(viva(investigated("")))).handling[0]
    assert document.titel is None and document.slag == "okant"
    assert [section.text.value for section in document.avsnitt] == ["Barnavårdsutredning", "Behov finns."]


MEASURE = (
    "<Insatser><Insats><Avser>Kontaktfamilj</Avser><Beviljad_period>{}</Beviljad_period><Beslut><Beslutstyp>Kontaktfamilj</Beslutstyp>"
    "<Beslutsdatum>2025-04-01</Beslutsdatum></Beslut><Beställning><Vårdplan_uppdrag>En helg i månaden.</Vårdplan_uppdrag>"
    "<Mottagen_av><VisningsNamn>Familjen Ek</VisningsNamn></Mottagen_av></Beställning></Insats></Insatser>"
)


def test_the_period_and_the_order_of_a_measure_are_read() -> None:
    told = akt(read(viva(MEASURE.format("2025-04-01--2025-09-30"))))
    decision, words = told.beslut[0], told.handling[0]
    assert (str(decision.galler_from), str(decision.galler_tom), decision.handling) == ("2025-04-01", "2025-09-30", words.id)
    assert {(section.rubrik, section.text.value) for section in words.avsnitt} == {
        ("Vårdplan uppdrag", "En helg i månaden."),
        ("Mottagen av", "Familjen Ek"),
    }


def test_a_period_in_other_words_is_kept_as_they_are() -> None:
    told = akt(read(viva(MEASURE.format("tills vidare"))))
    assert told.beslut[0].galler_tom is None and ("Beviljad period", "tills vidare") in {
        (section.rubrik, section.text.value) for section in told.handling[0].avsnitt
    }


def test_what_the_reader_has_no_field_for_is_text_of_its_post_and_told_once() -> None:
    notes = "".join(f"<Anteckning><Skapad>2025-03-0{n}</Skapad><Anteckningstext>Ringer {n}.</Anteckningstext></Anteckning>" for n in (4, 5))
    asked = (
        "<Ansökningar><Ansökan><Skapad>2025-03-11</Skapad><Checklista><Rubrik>Bilagor</Rubrik><Text>Intyg med.</Text></Checklista>"
        "<Samtycke><Värde>Återkallat</Värde><Datum>2025-03-12</Datum></Samtycke><Samtycke><Värde>Delvis</Värde></Samtycke></Ansökan></Ansökningar>"
    )
    found = read(viva(f"<Anteckningar>{notes}</Anteckningar>{asked}"))
    told = akt(found)
    assert [(note.avsnitt[0].rubrik, note.avsnitt[0].text.value) for note in told.anteckning] == [
        ("Anteckningstext", "Ringer 4."),
        ("Anteckningstext", "Ringer 5."),
    ]
    assert [(section.rubrik, section.text.value) for section in told.handling[0].avsnitt] == [("Bilagor", "Intyg med.")]
    withdrawn, partly = told.samtycke
    assert withdrawn.svar == "nekat" and withdrawn.aterkallat is not None and str(withdrawn.aterkallat.tid) == "2025-03-12"
    assert partly.svar is None and partly.avsnitt[0].text.value == "Delvis"
    assert keys(found) == ["viva-as-text", "viva-as-text"]  # Anteckningstext once, and the value that is neither yes nor no


def test_ids_that_several_posts_of_viva_have_are_told() -> None:
    notes = "<Anteckningar>" + "<Anteckning><ID>7</ID><Beskrivning>Samtal</Beskrivning></Anteckning>" * 2 + "</Anteckningar>"
    assert keys(read(viva(notes))) == ["duplicate-id"]
