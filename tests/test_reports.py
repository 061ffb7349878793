"""What somebody reports is that person's word: it hears no child, informs none, and is no reason of the office's own."""

from __future__ import annotations

import pytest
from conftest import akt, export, one

from sosfs_lint.linting import Options, Rulebook, judge_akt
from sosfs_lint.report import Verdict
from sosfs_lint.reported import is_own_account

CHILD = '<enskild id="p" namn="Elin Testsson" fodd="2014-02-14"/><berord id="m" namn="Maria Testsson" roll="vardnadshavare"/>'
MATTER = '<arende id="x" typ="Orosanmälan barn" lag="SoL" startad="2024-03-01" avslutad="2024-06-20"/>'
OPENED = '<anteckning id="b" arende="x"><rubrik>Beslut</rubrik><handelse tid="2024-03-08"/><upprattadAv namn="Ulla Ek" befattning="socialsekreterare"/><avsnitt>Utredning inleds enligt 11 kap. 1 § SoL.</avsnitt></anteckning>'


def verdicts(book: Rulebook, text: str, *, heading: str = "Orosanmälan") -> dict[str, Verdict]:
    note = f'<anteckning id="r" arende="x"><rubrik>{heading}</rubrik><handelse tid="2024-03-01"/><upprattadAv namn="Ulla Ek" befattning="socialsekreterare"/><avsnitt>{text}</avsnitt></anteckning>'
    record = one(export(akt(MATTER + note + OPENED, person=CHILD), header='<export tid="2024-12-01"/>'))
    asked = frozenset({"SOS3-5.1", "SOS3-6", "SOS3-6s2", "SOS4-3s2", "SOS4-4s2b"})
    return {answer.rule.id: answer.verdict for answer in judge_akt(record, book, Options(asked)).answers}


@pytest.mark.parametrize(
    "text",
    [
        "Läraren Siv Holm ringer. I dag berättade Elin för henne att pappa skriker på nätterna och att hon vill bo hos mormor.",
        "Polisen Ola Berg ringer och anmäler oro. Polisen pratade med Elin, som sa att hon inte vill vara hemma.",
        "Granne som vill vara anonym ringer om fester hos familjen. Grannen har pratat med Elin i trapphuset, hon sa att hon väntar på att det ska bli tyst.",
        "Kuratorn mejlar: Elin har sagt att storebror är dum mot henne.",
    ],
)
@pytest.mark.parametrize("heading", ["Orosanmälan", "Inkommet samtal"])
def test_what_a_child_told_somebody_else_is_not_told_to_the_office(book: Rulebook, text: str, heading: str) -> None:
    assert Verdict.MET not in verdicts(book, text, heading=heading).values()


def test_what_the_child_says_when_it_calls_itself_is_its_own_view(book: Rulebook) -> None:
    text = "Elin ringer själv från skolan. Hon berättar att hon vill bo hos mormor tills mamma slutar dricka."
    assert verdicts(book, text)["SOS3-6"] is Verdict.MET


def test_what_the_writer_goes_on_to_do_in_the_same_note_is_the_writers(book: Rulebook) -> None:
    text = "Läraren Siv Holm ringer och är orolig för Elin. Jag åkte till skolan och träffade Elin. Hon säger att hon vill bo hos mormor."
    assert verdicts(book, text)["SOS3-6"] is Verdict.MET


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Siv säger att vi pratade med Elin. Elin vill hem.", False),
        ("Siv ringer. Träffade sedan Elin på skolan. Elin vill hem.", True),
        ("Siv ringer. Därefter ringde jag Elin. Elin vill hem.", True),
        ("Elin kommer ofta för sent, säger Siv. Elin vill hem.", False),
        ("Elin kommer hit med Siv. Elin vill hem.", True),
    ],
)
def test_an_own_account_begins_with_the_writers_own_contact_or_the_child_as_the_caller(text: str, own: bool) -> None:
    assert is_own_account(text, text.index("Elin vill hem"), ("Elin Testsson",)) is own
