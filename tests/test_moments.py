"""Which moments a record holds: several in one note, one told twice, none where somebody else decides."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import akt, export, one

from sosfs_lint.akt import Akt
from sosfs_lint.linting import Options, Rulebook, case_of, judge_akt
from sosfs_lint.report import Answer, Locus, Verdict

CHILD = '<enskild id="p" namn="Elin Testsson" fodd="2015-02-14"/>'
JOINT = (
    '<enskild id="p" namn="Elin Testsson" fodd="2015-02-14"/><enskild id="q" namn="Hugo Testsson" fodd="2012-02-14"/><gemensam grund="x"/>'
)
ADULT = '<enskild id="p" namn="Alva Testsson" fodd="1940-02-14"/>'


def note(text: str, *, id: str = "n", day: str = "2024-03-05", more: str = 'arende="x"') -> str:
    return f'<anteckning id="{id}" {more}><handelse tid="{day}"/><registrerad tid="{day}"/><avsnitt>{text}</avsnitt></anteckning>'


MATTER = '<arende id="x" typ="Äldre" lag="SoL" startad="2024-03-01"/>'
CHILDS = '<arende id="x" typ="Orosanmälan barn" lag="SoL" startad="2024-03-01"/>'


def loci(book: Rulebook, moment: str, piece: str, person: str = ADULT) -> tuple[Locus, ...]:
    record = one(export(akt(piece, person=person), header='<export tid="2024-12-01"/>'))
    return case_of(Akt(record), book).loci[moment]


def answers(book: Rulebook, rule: str, piece: str, person: str = ADULT) -> list[Answer]:
    record = one(export(akt(piece, person=person), header='<export tid="2024-12-01"/>'))
    return list(judge_akt(record, book, Options(frozenset({rule}))).answers)


# -- what only adds to an earlier one

ORDER = '<handling id="h" arende="x" slag="upprattad" typ="beställning"><titel>Beställning hemtjänst</titel><upprattad tid="2024-03-05"/><avsnitt rubrik="Insatser">Dusch måndag och torsdag. Stöd vid frukost varje dag.</avsnitt><avsnitt rubrik="Mål">Att Alva klarar morgonen hemma.</avsnitt></handling>'
MORE = '<handling id="m" arende="x" slag="upprattad" typ="beställning"><titel>Beställning hemtjänst</titel><upprattad tid="2024-{month}-20"/><avsnitt>{text}</avsnitt></handling>'


@pytest.mark.parametrize(
    ("text", "month", "asked"),
    [
        ("Utöka med tillsyn kl 24 varje natt. Övrigt som förut.", "05", False),
        ("Tillsyn kl 24 varje natt i den nya lägenheten.", "05", True),
        ("Utöka med tillsyn kl 24 varje natt. Övrigt som förut.", "01", True),
    ],
)
def test_an_order_that_only_adds_to_an_earlier_one_is_not_asked_for_what_that_one_says(
    book: Rulebook, text: str, month: str, asked: bool
) -> None:
    found = answers(book, "SOS4-21.4", MATTER + ORDER + MORE.format(month=month, text=text))
    missing = [answer.locus.key for answer in found if answer.is_finding]
    assert missing == (["m"] if asked else [])
    assert [answer.locus.key for answer in found if answer.verdict is Verdict.MET] == ["h"]


def test_of_papers_that_only_add_to_something_each_is_asked_where_the_whole_one_is_not_there(book: Rulebook) -> None:
    undated = '<handling id="{id}" arende="x" slag="upprattad" typ="beställning"><titel>Utökning</titel><avsnitt>Tillsyn kl {hour}. Övrigt som förut.</avsnitt></handling>'
    found = answers(book, "SOS4-21.4", MATTER + undated.format(id="a", hour=22) + undated.format(id="b", hour=24))
    assert {answer.locus.key for answer in found if answer.is_finding} == {"a", "b"}


# -- several in one note


def test_two_reports_in_one_note_are_two(book: Rulebook) -> None:
    text = (
        "Rektor Britt Ek ringer och anmäler oro för Elin, hon kommer utan frukost. "
        "Grannen Stig Rask ringer strax därpå och anmäler oro för Elin eftersom det skriks om nätterna."
    )
    found = loci(book, "muntlig-anmalan", CHILDS + note(text), CHILD)
    assert [locus.key for locus in found] == ["n", "n#2"]
    assert [locus.posts for locus in found] == [("n",), ("n",)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kim Ask, fritidsledare, ringer och är orolig för Elin. Kim har förvarnat pappa om att han ringer oss.", 1),
        ("Läraren ringer och är orolig för Elin. Hon ringde mamma i går och berättade att hon är orolig för Elin.", 1),
        ("Kim Ask, fritidsledare, ringer och är orolig för Elin. Grannen ringer också och är orolig för Elin.", 2),
        ("Läraren ringer och är orolig för Elin. Elin slogs i trappan enligt grannen som också ringde, orolig för Elin.", 2),
    ],
)
def test_a_reporter_who_is_spoken_of_again_reports_once(book: Rulebook, text: str, number: int) -> None:
    assert len(loci(book, "muntlig-anmalan", CHILDS + note(text), CHILD)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Utredningen färdig i går. I dag gick jag igenom den med Alva på telefon, även förslaget.", 1),
        ("Skickade utredningen till Alva i går. I dag gick jag igenom utredningen med Alva på telefon.", 2),
    ],
)
def test_what_was_done_with_the_thing_of_the_sentence_before_is_told_with_it(book: Rulebook, text: str, number: int) -> None:
    assert len(loci(book, "kommunicering", MATTER + note(text))) == number


def test_what_is_told_of_one_report_is_no_more_than_a_question_for_the_other(book: Rulebook) -> None:
    text = (
        "Grannen Stig Rask ringer och anmäler oro för Elin. "
        "Skolan ringer sedan och anmäler oro för Elin. Jag läste upp vad jag antecknat och kuratorn bekräftade att det stämmer."
    )
    first, second = answers(book, "SOS4-1r1", CHILDS + note(text), CHILD)
    assert (first.verdict, second.verdict) == (Verdict.QUESTION, Verdict.MET)


def test_two_decisions_on_one_day_about_different_things_are_two(book: Rulebook) -> None:
    text = "Ansökan om ledsagning avslås, sonen följer med henne. Trygghetslarm beviljas enligt 4 kap. 1 § SoL från den 5 mars."
    assert [locus.key for locus in loci(book, "beslut", MATTER + note(text))] == ["n", "n#2"]


def test_each_of_two_decisions_in_one_note_is_found_at_its_own_sentence(book: Rulebook) -> None:
    text = "Trygghetslarm beviljas enligt 4 kap. 1 § SoL. Ansökan om ledsagning avslås eftersom dottern följer med."
    granted, refused = loci(book, "beslut", MATTER + note(text))
    assert granted.place.line == refused.place.line is not None
    assert (refused.place.column or 0) - (granted.place.column or 0) == text.index("Ansökan")


def test_execution_is_asked_of_what_was_granted_and_not_of_what_was_refused_in_the_same_note(book: Rulebook) -> None:
    text = "Trygghetslarm beviljas enligt 4 kap. 1 § SoL. Ansökan om ledsagning avslås eftersom dottern följer med."
    judged = {answer.locus.key: answer.verdict for answer in answers(book, "SOS4-19a", MATTER + note(text)) if answer.locus}
    assert judged == {"n": Verdict.MISSING, "n#2": Verdict.NOT_APPLICABLE}


HOME = '<arende id="y" typ="Äldre" lag="SoL" startad="2024-05-01"/><beslut id="h" arende="y" typ="Särskilt boende" utfall="bifall" datum="2024-05-10"><innehall>Särskilt boende beviljas.</innehall></beslut>'
ESCORT = '<beslut id="l" arende="x" typ="Ledsagning" utfall="bifall" datum="2024-03-12"><innehall>Ledsagning beviljas.</innehall></beslut>'
HELP = '<beslut id="t" arende="x" typ="Hemtjänst" utfall="bifall" datum="2024-03-12"><innehall>Hemtjänst beviljas.</innehall></beslut>'


@pytest.mark.parametrize(
    ("granted", "text", "met"),
    [
        (HOME + ESCORT, "Alva flyttade in på särskilt boende den 1 juli.", ["h"]),
        (HOME + ESCORT, "Ledsagningen upphör då Alva flyttade in på särskilt boende den 1 juli.", ["h"]),
        (ESCORT + HELP, "Ledsagningen upphör då Alva flyttade in på gruppbostad den 1 juli.", []),
        (HOME + ESCORT, "Ledsagningen började den 1 juli.", ["l"]),
        (HOME, "Ledsagningen började den 1 juli.", []),
    ],
)
def test_what_began_is_told_of_the_decision_that_granted_it_in_whatever_matter(
    book: Rulebook, granted: str, text: str, met: list[str]
) -> None:
    found = answers(book, "SOS4-19a", MATTER + granted + note(text, day="2024-07-02"))
    assert [answer.locus.key for answer in found if answer.verdict is Verdict.MET] == met


def test_decisions_on_days_of_their_own_have_their_own_day(book: Rulebook) -> None:
    text = "Den 1 mars 2024 beslutade jag att bevilja ledsagning. Den 4 mars 2024 beslutade jag att avslå ansökan om trygghetslarm."
    assert [locus.day for locus in loci(book, "beslut", MATTER + note(text))] == [date(2024, 3, 1), date(2024, 3, 4)]


def test_a_decision_with_its_reasons_is_one(book: Rulebook) -> None:
    text = "Jag avslår i dag ansökan om ledsagning. Beslutet om avslag grundas på att sonen följer med henne."
    assert len(loci(book, "beslut", MATTER + note(text))) == 1


def test_decisions_for_two_children_of_a_joint_record_are_two(book: Rulebook) -> None:
    text = "Utredning inleds i dag för Elin enligt 11 kap. 1 § SoL. Utredning inleds i dag även för Hugo enligt 11 kap. 1 § SoL."
    assert len(loci(book, "utredning-inledd", CHILDS + note(text), JOINT)) == 2


def test_an_application_that_goes_on_about_the_other_spouse_is_one(book: Rulebook) -> None:
    pair = '<enskild id="p" namn="Alva Testsson" fodd="1980-02-14"/><enskild id="q" namn="Bo Testsson" fodd="1978-02-14"/><gemensam grund="x"/>'
    text = "Alva ringer och vill ansöka om pengar till mat. Hon ansöker om hjälp också för maken Bo."
    assert len(loci(book, "muntlig-anmalan", MATTER + note(text), pair)) == 1


def test_a_decision_under_its_heading_has_not_the_day_of_what_came_in_before(book: Rulebook) -> None:
    told = "Bedömning: lönen borde ha redovisats. Förklaringen kom per telefon den 1 mars. Göran får 3 000 kr till glasögon."
    piece = MATTER + note(told).replace("<handelse", "<rubrik>Beslut</rubrik><handelse")
    assert [locus.day for locus in loci(book, "beslut", piece)] == [date(2024, 3, 5)]


# -- the same told twice


def test_an_element_and_the_note_about_it_are_one(book: Rulebook) -> None:
    piece = MATTER + '<beslut id="b" arende="x" typ="Ledsagning" utfall="avslag" datum="2024-03-05"/>'
    (found,) = loci(book, "beslut", piece + note("Ansökan om ledsagning avslås."))
    assert (found.id, found.posts) == ("b", ("b", "n"))


def test_a_note_goes_with_the_decision_that_it_is_about(book: Rulebook) -> None:
    piece = MATTER + "".join(
        f'<beslut id="{id}" arende="x" typ="{typ}" utfall="{utfall}" datum="2024-03-05"/>'
        for id, typ, utfall in (("b1", "Trygghetslarm", "bifall"), ("b2", "Ledsagning", "avslag"))
    )
    first, second = loci(book, "beslut", piece + note("Ansökan om ledsagning avslås."))
    assert (first.posts, second.posts) == (("b1",), ("b2", "n"))


def test_a_note_on_another_thing_than_the_element_is_a_decision_of_its_own(book: Rulebook) -> None:
    piece = MATTER + '<beslut id="b" arende="x" typ="Trygghetslarm" utfall="bifall" datum="2024-03-05"/>'
    assert [locus.id for locus in loci(book, "beslut", piece + note("Ansökan om ledsagning avslås."))] == ["b", "n"]


def test_a_decision_and_its_communication_in_one_note_are_one_decision(book: Rulebook) -> None:
    text = "Ansökan om ledsagning avslås i dag. Ringde Alva och berättade om beslutet att avslå ledsagning och hur man överklagar."
    assert len(loci(book, "beslut", MATTER + note(text))) == 1
    assert len(loci(book, "muntlig-underrattelse", MATTER + note(text))) == 1


PARENTS = '<berord id="m" namn="Maria Testsson" roll="vardnadshavare"/><berord id="f" namn="Anders Testsson" roll="vardnadshavare"/>'


@pytest.mark.parametrize(("title", "found"), [("Maria", ["s"]), ("Anders", ["s", "n"]), ("Möte med Maria och Anders", ["s"])])
def test_the_consent_of_one_guardian_is_not_that_of_another(book: Rulebook, title: str, found: list[str]) -> None:
    text = "Det går bra att vi ringer skolan."
    told = f'<anteckning id="n" arende="x"><rubrik>{title}</rubrik><handelse tid="2024-03-05"/><avsnitt>{text}</avsnitt></anteckning>'
    piece = f'{CHILDS}<samtycke id="s" arende="x" svar="lamnat" av="m"><galler>Skolan</galler></samtycke>{told}'
    assert [locus.key for locus in loci(book, "samtycke", piece, CHILD + PARENTS)] == found


def order(id: str, title: str, day: str) -> str:
    return f'<handling id="{id}" arende="x" slag="upprattad" typ="beställning"><titel>{title}</titel><upprattad tid="{day}"/><avsnitt>En gång i veckan.</avsnitt></handling>'


ORDERS = order("h", "Beställning ledsagning", "2024-03-04") + order("k", "Beställning avlösning", "2024-03-05")


@pytest.mark.parametrize(
    ("text", "of_escort", "of_relief"),
    [
        ("Beställning av ledsagning skickad till Gläntan i går. Beställning av avlösning skickad till Granen i dag.", True, True),
        ("Beställningarna skickade till Gläntan den 4 mars och den 5 mars.", True, True),
        ("Beställning av ledsagning skickad till Gläntan.", True, False),
        ("Beställningen skickad till Granen i dag.", False, True),
    ],
)
def test_a_note_belongs_to_each_of_the_elements_that_it_tells_of(book: Rulebook, text: str, of_escort: bool, of_relief: bool) -> None:
    found = {locus.id: locus.posts for locus in loci(book, "uppdrag-till-utforare", MATTER + ORDERS + note(text))}
    assert found == {"h": ("h", "n") if of_escort else ("h",), "k": ("k", "n") if of_relief else ("k",)}


def test_the_order_and_the_note_that_it_was_sent_are_one(book: Rulebook) -> None:
    order = '<handling id="h" arende="x" slag="upprattad" typ="uppdrag"><titel>Uppdrag till hemtjänsten</titel><upprattad tid="2024-03-04"/></handling>'
    sent = '<anteckning id="n" arende="x" typ="Uppdrag lämnat"><handelse tid="2024-03-05"/><avsnitt>Uppdrag till hemtjänsten: dusch två gånger i veckan. Skickat i dag.</avsnitt></anteckning>'
    assert [locus.id for locus in loci(book, "uppdrag", MATTER + order + sent)] == ["h"]


# -- none at all


@pytest.mark.parametrize(
    "text",
    [
        "Försäkringskassan har beslutat att avslå ansökan om sjukersättning.",
        "Alva berättar att regionen har avslagit färdtjänst.",
        "Förvaltningsrätten avslog överklagandet i maj.",
        "Jag föreslår att ledsagning beviljas.",
        "Ledsagning kommer att beviljas om läkarintyget kommer in.",
        "Frågar om ansökan om ledsagning avslås eller beviljas.",
    ],
)
def test_the_decision_of_another_or_one_only_proposed_is_none(book: Rulebook, text: str) -> None:
    assert loci(book, "beslut", MATTER + note(text)) == ()


# -- rounds and time


ROUNDS = (
    note("Rektorn ringer och anmäler oro för Elin.", id="n1", day="2022-03-01", more='typ="Förhandsbedömning"')
    + '<anteckning id="n2"><rubrik>Förhandsbedömning</rubrik><handelse tid="2022-03-05"/><avsnitt>Träffade Elin i skolan. Elin säger att hon vill bo hos mormor.</avsnitt></anteckning>'
    + note("Utredning inleds inte. Skolan ser ingen oro längre.", id="n3", day="2022-03-08", more="")
    + '<anteckning id="n4"><rubrik>Förhandsbedömning</rubrik><handelse tid="2024-05-02"/><avsnitt>Anmälan från polisen om bråk i hemmet.</avsnitt></anteckning>'
    + note("Utredning inleds inte. Föräldrarna är samarbetsvilliga.", id="n5", day="2024-05-10", more="")
)


def test_a_report_after_the_decision_begins_another_round(book: Rulebook) -> None:
    first, second = loci(book, "forhandsbedomning", ROUNDS, CHILD)
    assert (first.day, second.day) == (date(2022, 3, 5), date(2024, 5, 2))


def test_a_child_heard_in_an_earlier_round_has_not_been_heard_in_the_later(book: Rulebook) -> None:
    first, second = answers(book, "SOS4-3s2", ROUNDS, CHILD)
    assert (first.verdict, second.verdict) == (Verdict.NOT_APPLICABLE, Verdict.MISSING)


def test_a_child_heard_years_before_the_matter_was_opened_has_not_been_heard_in_it(book: Rulebook) -> None:
    heard = note("Träffade Elin i skolan. Elin säger att hon vill bo hos mormor.", id="old", day="2021-09-01", more="")
    closed = note("Utredning inleds inte. Föräldrarna är samarbetsvilliga.", id="end")
    assert [a.verdict for a in answers(book, "SOS4-3s2", CHILDS + heard + closed, CHILD)] == [Verdict.MISSING]
    near = note("Träffade Elin i skolan. Elin säger att hon vill bo hos mormor.", id="new", day="2024-03-03", more="")
    assert [a.verdict for a in answers(book, "SOS4-3s2", CHILDS + near + closed, CHILD)] == [Verdict.NOT_APPLICABLE]


def test_a_matter_begun_when_nothing_more_was_written_in_the_first_does_not_answer_for_it(book: Rulebook) -> None:
    child = '<berord id="b" namn="Elin Testsson" fodd="2015-02-14" roll="barn"/>'
    first = (
        note("Ansökan om behandling beviljas. Barnperspektiv: beaktat.", id="n1")
        + '<beslut id="b1" arende="x" typ="HVB vuxen" utfall="bifall" datum="2024-03-05"/>'
    )
    other = '<arende id="y" typ="LVM" lag="LVM" startad="2024-08-01"/>'
    later = note(
        "För dottern Elin, 9 år, betyder placeringen att hon får bo hos sin mamma och slipper byta skola.",
        id="n2",
        day="2024-08-09",
        more='arende="y"',
    )
    judged = answers(book, "SOS3-8", child + MATTER + other + first + later, '<enskild id="p" namn="Alva Testsson" fodd="1980-02-14"/>')
    assert next(a.verdict for a in judged if a.locus and a.locus.arende == "x") is not Verdict.MET


# -- known by several of its own elements

OPENED = '<beslut id="b" arende="x" typ="Inleda utredning" utfall="inleds" datum="2024-03-04"/>'
PLAN = (
    "Utredningens fråga är om maten räcker. Elin möter jag själv på biblioteket. Maria och Anders tar jag var för sig. "
    "Tandläkaren behöver jag för att förstå värken. Färdig ska jag vara i slutet av maj. Elin får välja plats."
)


@pytest.mark.parametrize(
    ("day", "text", "known"),
    [
        ("2024-03-09", PLAN, True),
        ("2024-05-09", PLAN, False),
        ("2024-03-09", PLAN[: PLAN.index("Tandläkaren")], False),
    ],
)
def test_a_plan_that_nobody_calls_one_is_known_by_what_it_plans_soon_after_the_opening(
    book: Rulebook, day: str, text: str, known: bool
) -> None:
    found = loci(book, "utredningsplan", CHILDS + OPENED + note(text, day=day), person=CHILD)
    assert [locus.id for locus in found] == (["n"] if known else [])


def test_what_was_reported_is_not_counted_as_the_elements_of_our_own_plan(book: Rulebook) -> None:
    letter = (
        f'<handling id="h" arende="x" slag="inkommen"><titel>Brev</titel><inkommen tid="2024-03-09"/><avsnitt>{PLAN}</avsnitt></handling>'
    )
    assert loci(book, "utredningsplan", CHILDS + OPENED + letter, person=CHILD) == ()
