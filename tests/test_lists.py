"""Lists in CSV and Excel, encodings, JSON places, Viva's names and packages: what real files do to themselves."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from pathlib import Path

import pytest
from samples import FORMAT, mets, number, package, text, workbook

from sosfs_lint.errors import ConfigError
from sosfs_lint.model import Personakt
from sosfs_lint.readers import archive, built_in
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.run import _read, items

HEAD = "Personnummer;Händelsedatum;Registrerad;Anteckning;Skapad av\n"
Items = list[Personakt | Remark | Unreadable]


def read(raw: bytes | str, name: str = "fil", profile: str | None = None, encoding: str | None = None) -> Items:
    source = io.BytesIO(raw.encode() if isinstance(raw, str) else raw)
    return list(_read(source, name, built_in(), profile, encoding, named=True))


def keys(found: Items) -> list[str]:
    return [item.what.key if isinstance(item, Remark) else item.reason.key for item in found if not isinstance(item, Personakt)]


def akt(found: Items) -> Personakt:
    return next(item for item in found if isinstance(item, Personakt))


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_character_of_a_quoted_text_has_its_place(delimiter: str) -> None:
    source = f"sep={delimiter}\r\n" + HEAD.replace(";", delimiter).replace("\n", "\r\n")
    source += delimiter.join(["TF1", "2025-03-04", "2025-03-04", '"Säger ""nej"" idag\r\noch ja i morgon"', "Anna"]) + "\r\n"
    told = akt(read(source)).anteckning[0].avsnitt[0].text
    lines = source.split("\r\n")
    assert told.value == 'Säger "nej" idag\noch ja i morgon'
    for offset, sign in enumerate(told.value):
        line, column = told.at(offset) or (0, 0)
        assert sign == "\n" or lines[line - 1][column - 1] == sign


def test_a_column_map_in_a_profile_names_what_no_synonym_knows(tmp_path: Path) -> None:
    profile = tmp_path / "min.toml"
    profile.write_text('[columns]\nhandelse = "Inträffade"\ntext = ["Vad"]\n[lists]\ndates = ["%d/%m %Y"]\n', "utf-8")
    source = "Inträffade;Vad\n4/3 2025;Samtal\n"
    assert keys(read(source)) == ["not-an-export"]
    note = akt(read(source, profile=str(profile))).anteckning[0]
    assert note.handelse is not None and str(note.handelse.tid) == "2025-03-04"


def test_a_day_and_month_in_either_order_is_never_guessed() -> None:
    found = read(HEAD + "TF1;4/3 2025;2025-03-05;Samtal;Anna\n")
    happened = akt(found).anteckning[0].handelse
    assert keys(found) == ["list-tid"] and happened is not None and happened.tid is not None
    assert happened.tid.date is None and str(happened.tid) == "" and "4/3" not in repr(happened.tid)


def test_a_column_that_is_only_called_a_date_means_nothing() -> None:
    found = read("Personnummer;Datum;Anteckning\nTF1;2025-03-04;Samtal\n")
    said = {falt.namn: falt.status for falt in akt(found).header.export.falt}
    assert "date-unclear" in keys(found)
    assert said["anteckning/handelse"] == said["anteckning/registrerad"] == "okant"


def test_what_has_no_column_is_not_exported_and_what_has_one_is() -> None:
    said = {falt.namn: falt.status for falt in akt(read(HEAD + "TF1;2025-03-04;;Samtal;\n")).header.export.falt}
    assert (said["anteckning/handelse"], said["anteckning/signerad"], said["beslut"]) == ("exporteras", "ej-exporterat", "ej-exporterat")


def test_excels_damage_is_told_and_no_row_is_lost() -> None:
    head = "".join(text(f"{c}1", h) for c, h in zip("ABCD", ("Personnummer", "Händelsedatum", "Anteckning", "Makulerad"), strict=True))
    rows = [
        f'<row r="2">{number("A2", 201502142389)}{number("B2", 45720, 1)}{text("C2", "å" * 32767)}{text("D2", "N")}</row>',
        f'<row r="3">{number("A3", "2.01502142389E11")}{number("B3", 45720.5)}{text("C3", "a_x000D_" + chr(10) + "b", 3)}{text("D3", "Ja")}</row>',
        f'<row r="4">{text("A4", "2,01502E+11")}{number("B4", 45720)}{text("C4", "c")}</row>',
        f'<row r="5">{number("A5", 502142389)}{text("B5", "")}<c r="C5" t="str"><f>1+1</f><v>2</v></c></row>',
    ]
    found = read(workbook(f'<row r="1">{head}</row>' + "".join(rows)))
    first = akt(found)
    assert keys(found) == ["cut-cell", "excel-serial", "leading-zero", "formula", "excel-number"]
    assert [str(note.handelse.tid) for note in first.anteckning if note.handelse] == ["2025-03-04", "2025-03-04T12:00"]
    assert not first.anteckning[0].avsnitt[0].text.readable
    assert first.anteckning[1].avsnitt[0].text.value == "a\nb" and first.anteckning[1].avsnitt[0].struken
    assert (first.anteckning[1].makulerad is not None, first.anteckning[0].makulerad) == (True, None)
    assert (first.anteckning[1].place.sheet, first.anteckning[1].avsnitt[0].place.cell) == ("Blad1", "C3")


def test_people_without_numbers_are_kept_apart_and_their_names_are_no_ids() -> None:
    found = read("Klient;Händelsedatum;Anteckning\nKvick Ek;2025-01-02;Samtal\nBo Alm;2025-01-02;Samtal\nKvick Ek;2025-01-03;Besök\n")
    assert [(item.id, len(item.anteckning)) for item in found if isinstance(item, Personakt)] == [
        ("utan-nummer-1", 2),
        ("utan-nummer-2", 1),
    ]
    assert keys(found) == ["client-no-number", "client-no-number"]
    by_matter = read("Ärendenr;Händelsedatum;Anteckning\nKvick Eks utredning;2025-01-02;Samtal\n")
    assert (akt(by_matter).id, akt(by_matter).arende[0].id, keys(by_matter)) == ("utan-nummer-1", "arende-1", ["matter-no-id"])


def test_rows_of_nobody_and_a_quotation_without_end_are_counted() -> None:
    found = read(HEAD + ';2025-03-04;;Samtal;A\nTF1;2025-03-04;;"Samtal;A\nTF2;;;;\n')
    assert keys(found) == ["rows-without-person", "unclosed-quote"]


@pytest.mark.parametrize(
    ("encoding", "ok"), [("utf-8", True), ("utf-8-sig", True), ("utf-16", True), ("cp1252", True), ("cp850", False), ("mac_roman", False)]
)
def test_the_encoding_is_known_or_asked_for_and_never_guessed(encoding: str, ok: bool) -> None:
    raw = (HEAD + "TF1;2025-03-04;2025-03-04;Möte på kontoret;Åke\n").encode(encoding)
    found = read(raw)
    assert keys(found) == ([] if ok else ["encoding-unclear"])
    told = akt(found if ok else read(raw, encoding=encoding))
    assert told.anteckning[0].avsnitt[0].text.value == "Möte på kontoret"


def test_a_wrong_declaration_is_overruled_and_a_wrong_encoding_is_told() -> None:
    raw = (FORMAT / "akt.xml").read_text("utf-8").encode("cp1252")
    assert "wrong-byte" in keys(read(raw))
    assert keys(read(raw, encoding="cp1252")) == [] and keys(read(raw, encoding="utf-8")) == ["wrong-byte-at"]


def test_an_unknown_encoding_is_one_sentence(sosfs_lint) -> None:
    outcome = sosfs_lint("check", "--encoding", "klingon", FORMAT / "akt.xml")
    assert outcome.code == 2 and "no such encoding" in outcome.err


def test_decomposed_letters_in_names_and_text_are_the_same_letters() -> None:
    raw = unicodedata.normalize("NFD", (FORMAT / "viva.xml").read_text("utf-8"))
    told, plain = akt(read(raw)), akt(read((FORMAT / "viva.xml").read_bytes()))
    assert [note.avsnitt[0].text.value for note in told.anteckning] == [note.avsnitt[0].text.value for note in plain.anteckning]
    assert told.anteckning[0].handelse is not None


def test_a_persons_matters_become_one_record_and_each_keeps_its_own_posts() -> None:
    one = (FORMAT / "viva.xml").read_text("utf-8")
    matter = one[one.index("    <ArkivobjektArende>") : one.index("  </ArkivobjektListaArenden>")]
    other = matter.replace("A1", "B2").replace("19410908TF98", "19500101TF11")
    found = read(one.replace(matter, matter + other + matter.replace("A1", "C3")))
    assert [(item.id, [a.id for a in item.arende], len(item.anteckning)) for item in found if isinstance(item, Personakt)] == [
        ("19500101TF11", ["B2"], 4),
        ("19410908TF98", ["A1", "C3"], 8),
    ]


def test_versions_error_marks_and_deleted_notes_of_lifecare() -> None:
    notes = [
        {"Id": 1, "OriginId": 1, "Status": "History", "PlainText": "a", "OccurrenceTime": "2025-03-04T00:00:00"},
        {
            "Id": 2,
            "OriginId": 1,
            "Status": "Current",
            "Text": "{\\rtf1 Ringer \\strike ej\\strike0  idag}",
            "CreatedTimeUtc": "2025-07-03T22:30:00",
        },
        {"Id": 3, "Status": "Deleted", "PlainText": "b"},
        {"Id": 4, "ErrorMarked": True, "ErrorMarkedTime": "2025-03-05T10:00:00", "PlainText": "c"},
    ]
    found = read(json.dumps({"Client": {"Id": "k", "ProtectedRegistration": True}, "Documentations": notes}))
    told = akt(found)
    assert keys(found) == ["deleted-post"]
    assert told.anteckning[0].ersatts_av == "2" and told.anteckning[1].avsnitt[0].text.struck == ((7, 9),)
    assert told.anteckning[1].registrerad is not None and str(told.anteckning[1].registrerad.tid) == "2025-07-04T00:30"
    assert [note.makulerad is not None for note in told.anteckning] == [False, False, True, True]
    assert [item.typ for item in told.skyddad_uppgift] == ["skyddad-folkbokforing"]


def test_family_care_without_notes_is_matters_decisions_and_unread_documents() -> None:
    person = {
        "Person": {"Id": "p"},
        "Actualisations": [{"Id": 1, "Type": "Anmälan", "InvestigationId": 2}],
        "Investigations": [{"Id": 2, "FromDate": "2025-01-02"}],
    }
    person |= {
        "Decisions": [{"Id": 3, "Date": "2025-01-03", "DecisionMaker": "Anna Berg"}],
        "Documents": [{"Id": 4, "Title": "Beslut", "DocumentType": "Beslut"}],
    }
    told = akt(read(json.dumps(person)))
    assert [(a.id, [b.typ for b in a.aktualisering]) for a in told.arende] == [("2", ["anmalan"])]
    assert told.beslut[0].beslutsfattare[0].namn == "Anna Berg" and told.handling[0].fil and told.anteckning == ()


@pytest.mark.parametrize(
    "raw", ['{"Documentations": [' + "[" * 5000, '{"Documentations": [{"a": "\x01"}]}', '{"Documentations": [{"a": tru']
)
def test_broken_json_is_one_sentence(raw: str) -> None:
    assert len(keys(read(raw))) == 1


def test_a_package_is_compared_with_its_list() -> None:
    record = (FORMAT / "viva.xml").read_bytes()
    listed = mets({"a.xml": record, "borta.xml": b"", "../ut.xml": b"", "b.txt": b"annat"})
    found = read(package({"mets.xml": listed, "a.xml": record, "b.txt": b"text", "c.txt": b"text"}))
    assert sorted(keys(found)) == ["mets-checksum", "mets-missing", "mets-unlisted", "outside-package", "skipped-file", "skipped-file"]
    assert akt(found).place.path == "fil/a.xml"


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "C:/a.xml", "x/../../a.xml", "..\\a.xml"])
def test_a_path_out_of_the_package_is_not_opened(name: str) -> None:
    assert keys(read(package({name: (FORMAT / "akt.xml").read_bytes()}))) == ["outside-package"]


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_SMALL", 100_000)
    assert keys(read(package({"a.xml": b"<aktexport>" + b" " * 5_000_000}))) == ["zip-bomb"]
    monkeypatch.setattr(archive, "MAX_MEMBERS", 2)
    assert keys(read(package({f"{n}.xml": b"x" for n in range(3)}))) == ["zip-members"]


def test_a_zip_in_a_zip_and_a_word_document_are_told() -> None:
    assert keys(read(package({"a.zip": package({"b": b"x"})}))) == ["nested-zip"]
    assert keys(read(package({"word/document.xml": b"x"}))) == ["refused-docx"]


def test_a_broken_member_does_not_take_the_others_with_it() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.xml", (FORMAT / "akt.xml").read_bytes())
        made.writestr("b.xml", (FORMAT / "viva.xml").read_bytes())
    raw = bytearray(out.getvalue())
    raw[raw.index(b"Sixten")] ^= 1
    found = read(bytes(raw))
    assert "broken-zip" in keys(found) and any(isinstance(item, Personakt) for item in found)


def test_a_folder_with_a_list_is_compared_too(tmp_path: Path) -> None:
    record = (FORMAT / "akt.xml").read_bytes()
    (tmp_path / "akt.xml").write_bytes(record)
    (tmp_path / "mets.xml").write_text(mets({"akt.xml": record + b" "}), "utf-8")
    assert keys(list(items([str(tmp_path)], built_in()))) == ["mets-checksum"]


@pytest.mark.parametrize(
    "profile", ['[fields]\n"anteckning/finns-inte" = "okant"\n', '[fields]\nbeslut = "kanske"\n', '[columns]\nx = "y"\n']
)
def test_a_profile_with_a_field_that_is_none_is_told(tmp_path: Path, profile: str) -> None:
    (tmp_path / "p.toml").write_text(profile, "utf-8")
    with pytest.raises(ConfigError):
        read(HEAD + "TF1;;;x;\n", profile=str(tmp_path / "p.toml"))


def test_no_sentence_about_a_list_repeats_what_stands_in_it() -> None:
    found = read(HEAD + "Hemlig;Hemlig;Hemlig;Hemlig;Hemlig;Hemlig\n;Hemlig;;;\n")
    assert all("Hemlig" not in repr(item) for item in found if not isinstance(item, Personakt | Remark))
    assert all("Hemlig" not in str(item.what) for item in found if isinstance(item, Remark))
