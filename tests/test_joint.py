"""Joint records of several children: what is asked for a child is asked of each of them."""

from __future__ import annotations

import pytest
from conftest import akt, export, one

from sosfs_lint.linting import Options, Rulebook, judge_akt
from sosfs_lint.report import Answer, Verdict

CHILDREN = '<enskild id="e" namn="Elin Testsson" fodd="2013-02-14"/><enskild id="v" namn="Ville Testsson" fodd="2016-02-14"/><berord id="m" namn="Maria Testsson" roll="vardnadshavare"/>'
MATTER = '<arende id="x" typ="Orosanmälan barn" lag="SoL" startad="2024-03-01" avslutad="2024-06-20"/>'
ASKED = frozenset({"SOS3-5.1", "SOS3-6", "SOS3-6s2", "SOS4-2.1", "SOS4-4s2b"})


def answers(book: Rulebook, *pieces: str, matters: str = MATTER, people: str = CHILDREN) -> dict[tuple[str, str | None], list[Verdict]]:
    record = one(export(akt(matters + "".join(pieces), person=people), header='<export tid="2024-12-01"/>'))
    found: dict[tuple[str, str | None], list[Verdict]] = {}
    given: list[Answer] = list(judge_akt(record, book, Options(ASKED)).answers)
    for answer in given:
        found.setdefault((answer.rule.id, answer.person), []).append(answer.verdict)
    return found


def note(name: str, day: str, heading: str, text: str, *, arende: str = "x") -> str:
    return f'<anteckning id="{name}" arende="{arende}"><rubrik>{heading}</rubrik><handelse tid="{day}"/><upprattadAv namn="Ulla Ek" befattning="socialsekreterare"/><avsnitt>{text}</avsnitt></anteckning>'


TALK = note(
    "t",
    "2024-03-22",
    "Samtal med Elin",
    "Träffade Elin ensam på skolan. Elin säger att hon vill bo kvar hemma och att mamma ska sluta dricka.",
)
ASSESSED = note(
    "s", "2024-03-01", "Skyddsbedömning", "Skyddsbedömning gjord i dag. Elin bedöms inte behöva omedelbart skydd, hon sover hos mormor."
)


def test_a_talk_with_one_child_hears_that_child_only(book: Rulebook) -> None:
    found = answers(book, TALK)
    assert found["SOS3-6", "e"] == [Verdict.MET]
    assert found["SOS3-6s2", "v"] == [Verdict.MISSING]
    assert Verdict.MISSING not in found["SOS3-6s2", "e"]


def test_a_protection_assessment_of_one_child_protects_that_child_only(book: Rulebook) -> None:
    found = answers(book, ASSESSED)
    assert (found["SOS4-2.1", "e"], found["SOS4-2.1", "v"]) == ([Verdict.MET], [Verdict.MISSING])


def test_what_is_said_of_the_children_is_said_of_each(book: Rulebook) -> None:
    both = note(
        "s",
        "2024-03-01",
        "Skyddsbedömning",
        "Skyddsbedömning gjord i dag. Barnen bedöms inte behöva omedelbart skydd, de sover hos mormor.",
    )
    found = answers(book, both)
    assert (found["SOS4-2.1", "e"], found["SOS4-2.1", "v"]) == ([Verdict.MET], [Verdict.MET])


def test_a_child_with_an_assessment_of_its_own_is_not_asked_for_in_the_siblings(book: Rulebook) -> None:
    own = note(
        "s2", "2024-03-01", "Skyddsbedömning Ville", "Ville behöver inte omedelbart skydd, han sover hos mormor och pappan är bortrest."
    )
    found = answers(book, ASSESSED.replace(">Skyddsbedömning<", ">Skyddsbedömning Elin<"), own)
    for child in ("e", "v"):
        assert Verdict.MET in found["SOS4-2.1", child]
        assert Verdict.MISSING not in found["SOS4-2.1", child]


def test_a_matter_that_is_about_one_child_asks_nothing_of_the_other(book: Rulebook) -> None:
    second = '<arende id="y" typ="Orosanmälan barn" lag="SoL" startad="2024-08-01"/>'
    report = note("r", "2024-08-01", "Orosanmälan", "Skolan anmäler oro för Ville, som har slagits på rasten.", arende="y")
    found = answers(book, TALK, note("w", "2024-03-02", "Tfn", "Maria ringer om barnen."), report, matters=MATTER + second)
    assert {Verdict.MISSING, Verdict.REMAINING}.isdisjoint(found["SOS3-6s2", "e"])
    assert found["SOS3-6s2", "v"] == [Verdict.MISSING, Verdict.REMAINING]  # the second matter is still open


@pytest.mark.parametrize(
    "people",
    [
        '<enskild id="e" namn="Elin Testsson" fodd="2013-02-14"/>',
        '<enskild id="e" namn="Elin Testsson" fodd="2013-02-14"/><enskild id="v" namn="Rut Testsson" fodd="1986-02-14"/>',
    ],
)
def test_a_record_of_one_child_is_asked_once(book: Rulebook, people: str) -> None:
    found = answers(book, TALK, people=people)
    assert found["SOS3-6", None] == [Verdict.MET]
    assert not any(person for _, person in found)


@pytest.mark.parametrize("third", ['<enskild id="o" namn="Otto Testsson"/>', '<enskild id="o" fodd="2019-02-14"/>'])
def test_a_child_whose_name_or_age_is_not_exported_is_not_checked_and_never_silent(book: Rulebook, third: str) -> None:
    found = answers(book, TALK, people=CHILDREN.replace("<berord", third + "<berord", 1))
    assert set(found["SOS3-6", "o"]) == {Verdict.NOT_CHECKED}
    assert found["SOS3-6", "e"] == [Verdict.MET]
