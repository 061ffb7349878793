"""Bad input: one clear sentence each, the rest is still checked, and records in = checked + unreadable."""

from __future__ import annotations

import io

import pytest
from conftest import akt, export, read, said

from sosfs_lint.model import Personakt
from sosfs_lint.readers import xml_source
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.wording import render

GOOD = akt('<anteckning id="n"/>', id="good")


def faults(source: str | bytes) -> list[str]:
    return [item.reason.key for item in read(source) if isinstance(item, Unreadable)]


def akter(source: str | bytes) -> list[str]:
    return [item.id for item in read(source) if isinstance(item, Personakt)]


def test_a_doctype_is_refused() -> None:
    source = export(GOOD).replace("\n<aktexport", '\n<!DOCTYPE aktexport [<!ENTITY e SYSTEM "file:///etc/passwd">]><aktexport')
    assert (faults(source), akter(source)) == (["doctype"], [])


def test_billion_laughs_never_begins() -> None:
    assert faults('<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><aktexport>&b;</aktexport>') == ["doctype"]


def test_xinclude_is_not_followed_and_said_so() -> None:
    source = export(akt('<anteckning id="n"><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="x.xml"/></anteckning>'))
    assert "xinclude" in said(read(source))
    assert akter(source) == ["a"]


def test_a_broken_record_does_not_take_the_others_with_it() -> None:
    source = export(akt(id="1"), '<personakt id="2"><enskild></personakt>', akt(id="3"))
    assert (akter(source), faults(source)) == (["1", "3"], ["broken-xml"])


def test_an_undefined_entity_spoils_only_its_own_record() -> None:
    source = export(akt(id="1"), akt('<anteckning id="n"><avsnitt>&okänd;</avsnitt></anteckning>', id="2"), akt(id="3"))
    assert (akter(source), faults(source)) == (["1", "3"], ["undefined-entity"])


def test_a_byte_of_another_encoding_is_named_with_its_place() -> None:
    source = export(GOOD, akt('<anteckning id="n"><avsnitt>Möte</avsnitt></anteckning>', id="bad")).encode("cp1252")
    (fault,) = [item for item in read(source) if isinstance(item, Unreadable)]
    assert akter(source) == ["good"]
    assert "0xF6" in render(fault.reason, "sv") and fault.akt == "bad"


def test_a_control_character_is_named() -> None:
    assert faults(export(akt('<anteckning id="n"><avsnitt>a\x0bb</avsnitt></anteckning>'))) == ["control-character"]


def test_an_unknown_encoding_is_said() -> None:
    assert faults(export(GOOD).replace("UTF-8", "klingon")) == ["unknown-encoding"]


@pytest.mark.parametrize("where", ["<avsnitt>Mo", '<anteckning id="n"', "</anteckning>"])
def test_a_file_that_is_cut_off_gives_up_the_cut_record_only(where: str) -> None:
    source = export(akt(id="1"), akt('<anteckning id="n"><avsnitt>Modern ringer.</avsnitt></anteckning>', id="2"))
    cut = source[: source.index(where, source.index('id="2"')) + len(where)]
    assert (akter(cut), faults(cut)) == (["1"], ["cut-off"])


def test_a_file_cut_between_records_says_that_something_may_be_lost() -> None:
    source = export(akt(id="1"), akt(id="2"))
    cut = source[: source.index('<personakt id="2"')]
    assert (akter(cut), faults(cut)) == (["1"], ["cut-off"])


def test_an_export_without_records_says_so() -> None:
    assert faults(export()) == ["no-record"]


def test_a_text_beyond_measure_gives_up_its_record_and_keeps_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_source, "MAX_TEXT", 100_000)
    source = export(akt(id="1"), akt(f'<anteckning id="n"><avsnitt>{"ord " * 50_000}</avsnitt></anteckning>', id="2"), akt(id="3"))
    items = read(source)
    assert akter(source) == ["1", "3"]
    assert [(item.akt, item.reason.key) for item in items if isinstance(item, Unreadable)] == [("2", "text-too-long")]


def test_nesting_without_end_is_given_up_at_a_depth() -> None:
    deep = "<x>" * 10_000 + "</x>" * 10_000
    items = read(export(akt(f'<anteckning id="n">{deep}</anteckning>')))
    assert [item.id for item in items if isinstance(item, Personakt)] == ["a"]
    assert "unknown-element" in said(items)


def test_a_deep_nesting_outside_records_does_not_stop_the_records() -> None:
    source = export(GOOD).replace("<export/>", "<export/>" + "<x>" * 10_000 + "</x>" * 10_000)
    assert akter(source) == ["good"]


def test_duplicate_ids_and_dangling_references_are_remarks() -> None:
    items = read(export(akt('<handling id="x"/><anteckning id="x" arende="borta"/>')))
    assert said(items) == ["duplicate-id", "dangling"]
    assert [item.post for item in items if isinstance(item, Remark)][-1] == "x"


@pytest.mark.parametrize(("tid", "key"), [("2024-02-30", "impossible-tid"), ("2/3 2024", "wrong-tid"), ("1776-07-04", "unknown-year")])
def test_impossible_dates_are_remarks_and_the_date_is_unknown(tid: str, key: str) -> None:
    items = read(export(akt(f'<anteckning id="n"><registrerad tid="{tid}"/></anteckning>')))
    (personakt,) = [item for item in items if isinstance(item, Personakt)]
    assert said(items) == [key]
    registered = personakt.anteckning[0].registrerad
    assert registered is not None and (registered.tid.date if registered.tid is not None else None) is None


def test_no_fault_repeats_a_word_of_the_record() -> None:
    secret = "Hemligheten"
    source = export(
        akt(
            f'<anteckning id="n" {secret}="x" lag="{secret}"><{secret}>{secret}</{secret}>{secret}<registrerad tid="{secret}"/></anteckning>'
        ),
        akt(f"<{secret}></x>", id="2"),
    )
    for item in read(source):
        assert isinstance(item, Personakt) or secret not in repr(item) + render(
            item.what if isinstance(item, Remark) else item.reason, "sv"
        )
        assert secret not in repr(item)


@pytest.mark.parametrize("raw", [b"", b"   \n", b"hej", b"%PDF-1.7 \x00\xff", b"PK\x03\x04zip", b"<html><body/></html>", b"\x00" * 100])
def test_what_is_no_export_is_one_sentence_and_exit_code_2(raw: bytes, tmp_path, sosfs_lint) -> None:
    file = tmp_path / "fil.xml"
    file.write_bytes(raw)
    outcome = sosfs_lint("check", "--output-format", "json", file)
    assert outcome.code == 2
    assert len(outcome.json["unreadable"]) == 1
    assert outcome.json["summary"]["akter_in"] == 1


def test_in_a_folder_a_file_that_no_reader_knows_is_skipped_and_counted(tmp_path, sosfs_lint) -> None:
    (tmp_path / "a.xml").write_text(export(GOOD), "utf-8")
    (tmp_path / "b.txt").write_text("anteckningar", "utf-8")
    outcome = sosfs_lint("check", "--output-format", "json", tmp_path, "--exit-zero")
    summary = outcome.json["summary"]
    assert (outcome.code, summary["akter"], summary["skipped"], summary["unreadable"]) == (0, 1, 1, 0)


def test_a_folder_with_nothing_to_read_is_unreadable(tmp_path, sosfs_lint) -> None:
    for _ in range(2):
        outcome = sosfs_lint("check", "--output-format", "json", tmp_path)
        assert (outcome.code, [one["reason"] for one in outcome.json["unreadable"]]) == (
            2,
            ["Mappen innehåller ingen fil som går att läsa som export; kontrollera sökvägen."],
        )
        (tmp_path / "b.txt").write_text("anteckningar", "utf-8")


def test_why_a_file_cannot_be_opened_is_told_in_the_language_of_the_run(tmp_path, sosfs_lint) -> None:
    assert "borta.xml: Filen går inte att öppna: den finns inte." in sosfs_lint("check", tmp_path / "borta.xml").out


def test_a_file_whose_only_record_is_broken_has_one_fault_and_no_remark() -> None:
    source = export(GOOD).replace("<anteckning", "<anteckning>\x07<")
    items = read(source)
    assert (len(items), faults(source)) == (1, ["control-character"]), said(items)


def test_days_out_of_order_are_remarks(tmp_path, sosfs_lint) -> None:
    note = '<anteckning id="{}"><handelse tid="{}"/><registrerad tid="{}"/></anteckning>'
    notes = (
        note.format("x", "2024-03-04", "2024-03-04")
        + note.format("b", "2024-03-20", "2024-03-10")
        + note.format("c", "2024-12-01", "2024-12-02")
    )
    (tmp_path / "a.xml").write_text(export(akt(notes), header='<export tid="2024-09-01"/>'), "utf-8")
    remarks = sosfs_lint("check", "--output-format", "json", tmp_path).json["remarks"]
    assert [(one["post"], one["what"].split(";")[0]) for one in remarks] == [
        ("b", "Anteckningen är förd före den dag som den säger att det hände"),
        ("c", "Posten har en dag som är senare än exportens egen"),
    ]


def test_a_file_that_is_not_there_is_told_and_the_others_are_checked(tmp_path, sosfs_lint) -> None:
    (tmp_path / "a.xml").write_text(export(GOOD), "utf-8")
    outcome = sosfs_lint("check", "--output-format", "json", tmp_path / "a.xml", tmp_path / "borta.xml")
    summary = outcome.json["summary"]
    assert (outcome.code, summary["akter_in"], summary["akter"], summary["unreadable"]) == (2, 2, 1, 1)


def test_standard_input_that_cannot_be_rewound_is_read(tmp_path) -> None:
    from sosfs_lint.readers.aktexport import AktexportReader
    from sosfs_lint.run import _read

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    items = list(_read(Pipe(export(GOOD).encode()), "-", [AktexportReader()], None, named=True))
    assert [item.id for item in items if isinstance(item, Personakt)] == ["good"]
