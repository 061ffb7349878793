"""What an export's fields mean: status, matter, actor, versions."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import akt, export, one

from sosfs_lint.akt import Akt, FieldStatus, day_of


def of(piece: str, **given: str) -> Akt:
    return Akt(
        one(
            export(
                akt(piece, **{k: v for k, v in given.items() if k in ("person", "more")}),
                **{k: v for k, v in given.items() if k in ("header", "actor")},
            )
        )
    )


def test_a_field_that_any_post_of_the_kind_carries_counts_as_exported() -> None:
    record = of('<anteckning id="a"/><anteckning id="b"><handelse tid="2024-01-01"/></anteckning>')
    assert record.status("anteckning/handelse") is FieldStatus.EXPORTED
    assert record.status("handling/upprattadAv") is FieldStatus.UNKNOWN


def test_an_attribute_that_is_empty_beside_its_filled_sibling_counts_as_exported() -> None:
    assert of('<vistelse medborgarskap="Finland" status=""/>').status("vistelse/@status") is FieldStatus.EXPORTED
    assert of('<vistelse medborgarskap="Finland"/>').status("vistelse/@status") is FieldStatus.EXPORTED
    assert of("<vistelse/>").status("vistelse/@status") is FieldStatus.UNKNOWN
    told = '<export><falt namn="vistelse/status" status="ej-exporterat"/></export>'
    assert of('<vistelse medborgarskap="Finland"/>', header=told).status("vistelse/@status") is FieldStatus.NOT_EXPORTED


@pytest.mark.parametrize("name", ["anteckning/handelse/@tid", "anteckning/handelse/tid", "anteckning/handelse", "anteckning"])
def test_a_name_covers_what_is_under_it_with_or_without_the_at_sign(name: str) -> None:
    record = of("", header=f'<export><falt namn="{name}" status="finns-ej-i-systemet"/></export>')
    assert record.status("anteckning/handelse/@tid") is FieldStatus.NOT_IN_SYSTEM


@pytest.mark.parametrize(
    ("more", "actor", "expected"),
    [
        ('akttyp="handlaggning"', "okant", {"namnd"}),
        ('akttyp="genomforande"', "namnd", {"utforare"}),
        ('akttyp="ovrig"', "SiS", {"sis"}),
        ("", "enskild-utforare", {"utforare"}),
        ("", "okant", {"namnd", "utforare", "sis"}),
    ],
)
def test_the_actor_is_the_records_then_the_exports_then_unknown(more: str, actor: str, expected: set[str]) -> None:
    assert of("", more=more, actor=actor).actors == expected


def test_the_unit_tells_the_actor_last() -> None:
    source = export(akt(more='enhet="e"'), actor="okant").replace("<personakt", '<enhet id="e" typ="öppenvård i egen regi"/><personakt', 1)
    assert Akt(one(source)).actors == {"utforare"}


def test_the_matter_of_a_post_is_found_in_the_order_of_the_design() -> None:
    matters = '<arende id="x" startad="2024-01-01" avslutad="2024-02-01"/><arende id="y" startad="2024-03-01"/><insats id="i" arende="x"/>'
    record = of(
        matters
        + '<anteckning id="own" arende="y"/><anteckning id="by-measure" insats="i"/><anteckning id="by-day"><handelse tid="2024-03-05"/></anteckning>'
        + '<anteckning id="nowhere"><handelse tid="2024-02-15"/></anteckning>'
    )
    assert {post.id: record.arende_of(post) for post in record.live} == {"own": "y", "by-measure": "x", "by-day": "y", "nowhere": None}


def test_struck_posts_and_replaced_versions_do_not_live() -> None:
    record = of(
        '<anteckning id="a"><makulerad tid="2024-01-02"/></anteckning><anteckning id="b" ersatts-av="c"/><anteckning id="c"/>'
        '<anteckning id="d"/><anteckning id="e" ersatter="d"/><anteckning id="f" ersatts-av="borta"/>'
    )
    assert [post.id for post in record.live] == ["c", "e", "f"]


def test_a_record_is_judged_on_its_exports_day_else_on_its_newest_date_never_on_today() -> None:
    notes = '<anteckning id="a"><registrerad tid="2019-05-06"/></anteckning>'
    assert of(notes).as_of == date(2019, 5, 6)
    assert of(notes, header='<export tid="2020-01-01"/>').as_of == date(2020, 1, 1)
    assert Akt(of(notes).personakt, as_of=date(2021, 1, 1)).as_of == date(2021, 1, 1)


def test_age_comes_from_the_birth_date_else_from_the_number() -> None:
    record = of("", person='<enskild id="p" fodd="2010-03-02"/>')
    other = of("", person='<enskild id="p"><identitet typ="personnummer" varde="20100302-2389"/></enskild>')
    for one_record in (record, other):
        person = one_record.personakt.enskild[0]
        assert (one_record.age(person, date(2024, 3, 1)), one_record.age(person, date(2024, 3, 2))) == (13, 14)


def test_an_author_is_looked_up_by_reference_and_by_signature_with_the_title_of_the_day() -> None:
    staff = (
        '<medarbetare id="m" namn="Karin Berg" signatur="kabe"><befattning benamning="socialsekreterare" from="2020-01-01" tom="2021-12-31"/>'
        '<befattning benamning="enhetschef" from="2022-01-01"/></medarbetare>'
    )
    source = export(
        akt('<anteckning id="a"><upprattadAv ref="m" tid="2021-05-05"/><upprattadAv signatur="KABE" tid="2023-05-05"/></anteckning>')
    ).replace("<personakt", staff + "<personakt", 1)
    record = Akt(one(source))
    assert [(who.namn, who.befattning) for who in map(record.resolve, record.personakt.anteckning[0].upprattad_av)] == [
        ("Karin Berg", "socialsekreterare"),
        ("Karin Berg", "enhetschef"),
    ]


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("Hon mår bra. Sundby 2024-03-10, Karin Berg, socialsekreterare", "", date(2024, 3, 10)),
        ("Hon mår bra.\nSundby den 10 mars 2024\nKarin Berg, socialsekreterare", "", date(2024, 3, 10)),
        ("Upprättad 2024-03-10\nHon mår bra.", "", date(2024, 3, 10)),
        ("Hon mår bra. Sundby 2024-03-10, Karin Berg", '<upprattad tid="2024-03-09"/>', date(2024, 3, 9)),
        ("Hon bor där till 2024-12-31.", "", None),
        ("Allt är som förut. Uppföljning 2024-12-31", "", None),
        ("Hon flyttade 2024-12-31. Karin Berg", "", None),
        ("Sundby 2024-02-30, Karin Berg", "", None),
    ],
)
def test_a_document_without_a_date_field_is_of_the_day_that_it_is_dated(text: str, field: str, expected: date | None) -> None:
    record = of(f'<handling id="h" slag="upprattad"><titel>Utredning</titel>{field}<avsnitt>{text}</avsnitt></handling>')
    assert day_of(record.posts["h"]) == expected


def test_the_day_that_a_letter_is_dated_is_not_the_day_it_came_in() -> None:
    record = of('<handling id="h" slag="inkommen"><titel>Brev</titel><avsnitt>Hej! Sundby 2024-03-10, Eva Ek</avsnitt></handling>')
    assert day_of(record.posts["h"]) is None
