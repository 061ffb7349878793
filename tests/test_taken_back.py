"""Notes that the journal says are in the wrong record: they prove nothing, and the report says that they were left out."""

from __future__ import annotations

import pytest
from conftest import akt, export, one

from sosfs_lint.akt import Akt
from sosfs_lint.language.annotate import annotate
from sosfs_lint.language.people import People
from sosfs_lint.linting import Options, Rulebook, judge_akt
from sosfs_lint.taken_back import taken_back

CHILD = '<enskild id="p" namn="Elin Testsson" fodd="2015-02-14"/>'
TALK = "Träffade Elin på skolan, hon berättade hur hon har det hemma."


def note(name: str, day: str, text: str) -> str:
    return f'<anteckning id="{name}" arende="x"><handelse tid="{day}"/><upprattadAv namn="Ulla Ek"/><avsnitt>{text}</avsnitt></anteckning>'


def record(*notes: str) -> Akt:
    return Akt(one(export(akt('<arende id="x" typ="Orosanmälan barn" lag="SoL" startad="2024-03-01"/>' + "".join(notes), person=CHILD))))


@pytest.mark.parametrize(
    "text",
    [
        "Anteckningen är skriven i fel akt, ska till Ville.",
        "FEL BARN. Samtal på skolan.",
        "Hembesök hos Rut. Obs! Felskrivning, avser annan brukare.",
        "Skrivet i fel journal.",
        "Denna anteckning ska strykas.",
        "Makulerad, fel person.",
        "Elin kom på lektionen. Detta är skrivet i fel barns akt.",
        "Ringde henne i dag (fel klient).",
    ],
)
def test_a_note_takes_itself_back(text: str) -> None:
    assert [one.whole for one in taken_back(text)] == [True]
    assert record(note("a", "2024-03-12", text)).live == ()


@pytest.mark.parametrize(
    "text",
    [
        "Anteckningen är inte förd i fel akt.",
        "Ansökan visade sig gälla fel person, Elin var bortrest hela den månaden.",
        "Mamman säger att anteckningen avser annat barn.",
        "Felskrivning i beslutet den 3 mars, rättat till 12 timmar.",
        "Fel person på bilden, säger Elin.",
        "Lärarens anteckningar avser andra barn också.",
        "Dokumentationen ska utgå från den enskildes behov.",
        "Registrerad på fel personnummer hos Försäkringskassan, vi hjälpte henne ringa.",
        "Beslutet avser en annan insats än den sökta.",
    ],
)
def test_what_else_is_wrong_takes_no_note_back(text: str) -> None:
    assert list(taken_back(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Anteckningen 12/3 avser annat barn.",
        "Min anteckning den 12 mars hamnade på fel person.",
        "Anteckning 2024-03-12 är felaktigt införd och hör till annan akt.",
        "Gårdagens anteckning ska makuleras.",
        "Föregående anteckning är förd på fel person.",
        "Ovanstående är skrivet i fel ärende.",
    ],
)
def test_a_later_note_takes_back_the_one_it_means(text: str) -> None:
    given = record(note("a", "2024-03-05", TALK), note("b", "2024-03-12", TALK), note("c", "2024-03-13", text))
    assert [post.id for post in given.live] == ["a", "c"]


def test_of_two_notes_that_may_be_meant_both_are_judged_and_the_report_says_so(book: Rulebook) -> None:
    given = record(
        note("a", "2024-03-12", TALK), note("b", "2024-03-12", TALK), note("c", "2024-03-13", "Anteckningen 12/3 avser annat barn.")
    )
    assert [post.id for post in given.live] == ["a", "b", "c"]
    remarks = judge_akt(given.personakt, book, Options(frozenset({"SOS3-6"}))).remarks
    assert [(remark.what.key, remark.post) for remark in remarks] == [("taken-back-unclear", "c")]


def test_a_talk_in_the_wrong_record_hears_no_child_and_the_report_says_that_it_was_left_out(book: Rulebook) -> None:
    """Else the child who was never asked would be hidden by somebody else's talk."""
    given = record(note("a", "2024-03-12", TALK), note("b", "2024-03-14", "Anteckningen 12/3 är förd på fel barn."))
    report = judge_akt(given.personakt, book, Options(frozenset({"SOS3-6"})))
    assert [(remark.what.key, remark.post) for remark in report.remarks] == [("taken-back", "a")]
    assert not any(evidence.post == "a" for answer in report.answers for evidence in answer.evidence)


def test_what_stands_before_in_its_paragraph_is_struck_and_what_comes_after_is_not(book: Rulebook) -> None:
    text = f"Ringde mormor.\n{TALK} Anteckningen ovan avser annat barn. Samtal med Elin hemma 14/3, hon vill bo kvar."
    found = annotate(text, book.vocabulary, People.of(["Elin"], child=True))
    assert {(str(mark.status), mark.start > len(TALK) + 20) for mark in found.of("barnet-har-talat")} == {
        ("struck", False),
        ("affirmed", True),
    }
