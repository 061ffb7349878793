"""ERMS 2.1.2 and 3.0: files nobody here designed."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from sosfs_lint.errors import ConfigError
from sosfs_lint.model import Personakt
from sosfs_lint.readers.erms import ErmsReader
from sosfs_lint.report import Remark, Unreadable

HEAD = '<erms xmlns="https://DILCIS.eu/XML/ERMS"><control><identification identificationType="arkivbildare">Sundby</identification></control><aggregations>'
TAIL = "</aggregations></erms>"
NOTE = """<record systemIdentifier="j1" recordType="journalanteckning" recordPhysicalOrDigital="{spelling}"><objectId>1</objectId><title>Telefonsamtal</title>
<agents><agent agentType="creator"><name>Anna Berg</name><role>socialsekreterare</role></agent></agents><description>Modern ringer.</description>
<dates><date dateType="created">2025-03-04T00:00:00</date><date dateType="originated">2025-03-03T00:00:00</date></dates></record>"""


def read(inner: str, profile: str | None = None) -> list[Personakt | Remark | Unreadable]:
    return list(ErmsReader().read(io.BytesIO((HEAD + inner + TAIL).encode()), "e.xml", profile))


def personakter(inner: str, profile: str | None = None) -> list[Personakt]:
    return [item for item in read(inner, profile) if isinstance(item, Personakt)]


def personakt(note: str) -> str:
    return (
        '<aggregation systemIdentifier="pa" aggregationType="own_aggregation_definition" otherAggregationType="personakt"><objectId>PA-1</objectId><title>Personakt</title>'
        '<agents><agent agentType="other" otherAgentType="klient"><name>Kim T</name><idNumber idNumberType="personnummer">201502142381</idNumber></agent></agents>'
        f'<aggregation systemIdentifier="ar" aggregationType="caseFile"><objectId>C</objectId><title>Utredning</title>{note}</aggregation></aggregation>'
    )


def case_file(identifier: str, number: str) -> str:
    return (
        f'<aggregation systemIdentifier="{identifier}" aggregationType="caseFile"><objectId>{identifier}</objectId><title>T</title><agents><agent agentType="owner">'
        f'<name>K</name><idNumber idNumberType="personnummer">{number}</idNumber></agent></agents></aggregation>'
    )


@pytest.mark.parametrize("spelling", ["digital", "digitial"])
def test_both_spellings_are_read(spelling: str) -> None:
    (akt,) = personakter(personakt(NOTE.format(spelling=spelling)))
    assert [note.id for note in akt.anteckning] == ["j1"]
    assert akt.anteckning[0].arende == "ar"
    assert akt.anteckning[0].avsnitt[0].text.value == "Modern ringer."


def test_midnight_is_a_date_without_a_time() -> None:
    (akt,) = personakter(personakt(NOTE.format(spelling="digital")))
    registered = akt.anteckning[0].registrerad
    assert registered is not None and registered.tid is not None
    assert (registered.tid.date, registered.tid.precision) == (date(2025, 3, 4), "day")


@pytest.mark.parametrize(("profile", "event"), [(None, None), ("svk", None), ("erms-handelse", date(2025, 3, 3))])
def test_the_profile_says_what_the_ambiguous_dates_mean(profile: str | None, event: date | None) -> None:
    (akt,) = personakter(personakt(NOTE.format(spelling="digital")), profile)
    handelse = akt.anteckning[0].handelse
    assert (handelse.tid.date if handelse and handelse.tid else None) == event


def test_a_profile_may_be_a_file(tmp_path: Path) -> None:
    file = tmp_path / "min.toml"
    file.write_text('[actor]\ntyp = "namnd"\n[dates]\noriginated = ["handelse"]\n', "utf-8")
    (akt,) = personakter(personakt(NOTE.format(spelling="digital")), str(file))
    assert akt.header.aktor.typ == "namnd"
    assert akt.anteckning[0].handelse is not None


@pytest.mark.parametrize(
    "text", ['[dates]\ncreated = ["igår"]\n', "[okänd]\nx = 1\n".replace("ä", "a"), '[actor]\ntyp = "kommun"\n', "[dates\n"]
)
def test_a_profile_with_a_fault_is_told_with_file_and_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "min.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="min"):
        personakter("", str(file))


def test_case_files_of_one_person_become_one_record_wherever_they_stand() -> None:
    akter = personakter(case_file("a", "201502142381") + case_file("b", "194109082398") + case_file("c", "20150214-2381"))
    assert [[arende.id for arende in akt.arende] for akt in akter] == [["b"], ["a", "c"]]


def test_what_is_not_said_to_be_a_personakt_is_read_with_a_remark() -> None:
    items = read(case_file("a", "201502142381"))
    assert [item.what.key for item in items if isinstance(item, Remark)] == ["not-a-personakt"]
    assert len([item for item in items if isinstance(item, Personakt)]) == 1


def test_an_obliterated_record_is_a_struck_note_with_its_reason() -> None:
    note = (
        NOTE.format(spelling="digital")
        .replace("<agents>", '<status value="obliterated"/><agents>')
        .replace("</record>", '<notes><note noteType="makuleringsorsak">Fel akt.</note></notes></record>')
    )
    (akt,) = personakter(personakt(note))
    assert akt.anteckning[0].makulerad is not None
    assert akt.anteckning[0].makulerad.orsak == "Fel akt."


def test_of_an_unknown_actor_nothing_is_claimed_about_children_or_decisions(tmp_path: Path, sosfs_lint) -> None:
    file = tmp_path / "e.xml"
    decision = '<action><actionText>Bifall</actionText><actionType>beslut</actionType><dates><actionDate dateType="decision_date">2025-03-10T00:00:00</actionDate></dates></action>'
    file.write_text(HEAD + case_file("a", "201502142381").replace("</aggregation>", decision + "</aggregation>") + TAIL, "utf-8")
    out = sosfs_lint("check", "--output-format", "json", file).json
    assert {finding["rule"] for finding in out["findings"]} <= {"SOS3-12s3b", "SOS3-12s3c", "SOS3-13c"}
    assert "SOS4-13.6" in {item["rule"] for item in out["not_checked"] if item["reason_code"] == "actor-unknown"}


def test_the_published_examples_are_read(shared: Path) -> None:
    for name in (
        "erms/ERMS_version_2_1_0_generated_example.xml",
        "erms-personakt/erms-personakt-detaljerad.xml",
        "erms-personakt/erms-personakt-grov.xml",
        "svk/exempel.xml",
    ):
        raw = (shared / "formats" / name).read_bytes()
        assert ErmsReader().recognises(raw[:65536])
        items = list(ErmsReader().read(io.BytesIO(raw), name))
        assert {type(item) for item in items if not isinstance(item, Remark)} == {Personakt}, name
