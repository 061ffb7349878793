"""What whole invented records of children showed: who decided, what was only to come, empty words under a heading, the clock."""

from __future__ import annotations

import pytest
from conftest import akt, export, one

from sosfs_lint.language.annotate import annotate
from sosfs_lint.language.people import People
from sosfs_lint.linting import Options, Rulebook, judge_akt
from sosfs_lint.report import Answer, Verdict

CHILD = '<enskild id="p" namn="Elin Testsson" fodd="2015-02-14"/><berord id="m" namn="Maria Testsson" roll="vardnadshavare"/><berord id="f" namn="Anders Testsson" roll="vardnadshavare"/>'
MATTER = '<arende id="x" typ="Orosanmälan barn" lag="SoL" startad="2024-03-01"/>'
STAFF = '<export tid="2024-12-01"/>', '<medarbetare id="s" namn="Karin Berg"><befattning benamning="gruppledare"/></medarbetare>'


def answers(book: Rulebook, rule: str, piece: str, *, staff: str = "") -> list[Answer]:
    record = one(export(akt(MATTER + piece, person=CHILD), header=STAFF[0]).replace("<personakt", staff + "<personakt", 1))
    return list(judge_akt(record, book, Options(frozenset({rule}))).answers)


def note(text: str, *, day: str = "2024-05-05") -> str:
    return f'<anteckning id="n{day}" arende="x"><handelse tid="{day}"/><upprattadAv namn="Ulla Ek"/><avsnitt>{text}</avsnitt></anteckning>'


def test_a_decider_whose_title_the_staff_list_tells_is_known(book: Rulebook) -> None:
    text = "Ingen utredning inleds, oron har en annan förklaring. Beslut Karin Berg 5 maj."
    assert [a.verdict for a in answers(book, "SOS4-3.4", note(text), staff=STAFF[1])] == [Verdict.MET]
    assert [a.verdict for a in answers(book, "SOS4-3.4", note(text))] != [Verdict.MET]


def test_what_one_guardian_is_to_get_is_not_what_he_got(book: Rulebook) -> None:
    text = "Utredningen är i dag skickad till Maria för synpunkter, svar senast 20 maj. Anders ska få utredningen när han är hemma igen."
    found = {a.person: a.verdict for a in answers(book, "SOS4-12a", note(text))}
    assert found["m"] is Verdict.MET
    assert found["f"] is not Verdict.MET


@pytest.mark.parametrize(("told", "status"), [("", "formula"), (" Hon tycker att skolan är felaktigt beskriven.", "affirmed")])
def test_a_heading_over_empty_words_tells_nothing(book: Rulebook, told: str, status: str) -> None:
    found = annotate("Marias yttrande kom in i dag." + told, book.vocabulary, People(), heading="Synpunkter på utredningen")
    assert [str(mark.status) for mark in found.of("synpunkter-framforda") if mark.kind == "heading"] == [status]
