"""What "den" and "det" stand for, where a sentence takes a thing over from the one before."""

from __future__ import annotations

import pytest

from sosfs_lint.language.annotate import annotate
from sosfs_lint.language.carried import carried_things
from sosfs_lint.language.people import People
from sosfs_lint.language.persons import find_mentions
from sosfs_lint.language.splitting import split
from sosfs_lint.language.status import Status
from sosfs_lint.language.text import Prose
from sosfs_lint.linting import Rulebook

STANDS_FOR = [
    ("Ansökan kom den 3 maj. Maria ringde i dag och drog tillbaka den.", "ansökan"),
    ("Utredningen är färdig. Den skickades till Maria 4/5.", "utredningen"),
    ("Utredningen blev klar i går. I dag gick jag igenom den med Maria.", "utredningen"),
    ("Planen gäller från mars. Den följs upp den 15 april.", "planen"),
    ("Elin har skrivit ett överklagande. Det skickades till domstolen 5/6.", "överklagande"),
    ("Beslutet är fattat. Jag läste upp det för Elin kl 14.", "beslutet"),
    ("Uppdraget kom den 2 maj. Vi tackade ja till det den 3 maj.", "uppdraget"),
    ("Maria lämnade samtycke. I dag tog hon tillbaka det.", "samtycke"),
    ("Läkarintyget är beställt. Det kom in den 6 maj.", "läkarintyget"),
    ("Beställningen skickades i går. Vi tog emot den i dag.", "beställningen"),
    ("Vi skrev utredningen klar och skickade den till Maria.", "utredningen"),
]
STANDS_FOR_NONE = [
    "Ansökan kom i går. Mattan är sliten, Maria slängde den.",  # another thing between
    "Utredningen är klar. Elin fick en ny cykel och visade den för Maria.",
    "Uppdraget kom i går. Köket är målat och Göran tackade för det.",
    "Beslutet skickades i går. Det är lugnt på avdelningen.",  # nothing that it stands for
    "Beslutet är fattat. Det beslutades att Elin flyttar.",
    "Beslutet är fattat. Det att hon bråkar oroar oss.",
    "Planen är skriven. Den 3 maj åker Elin till simhallen.",  # a day
    "Vi läste planen. Den nya kontaktpersonen kommer på torsdag.",  # an article
    "Utredningen pågår. Den beslutade insatsen börjar i maj.",
    "Domen kom i går. Den som vill kan följa med.",
    "Ansökan kom. Maria är sjuk. Hon drog tillbaka den.",  # too far
    "Planen är skriven.\n\nDen skickades i går.",  # another paragraph
    "Ansökningarna kom i går. Vi skickade den vidare.",  # several
    "Planens mål är nådda. Vi skickade den vidare.",  # only whose
    "Ansökan och utredningen ligger här. Vi skickade den vidare.",  # either
    "Jag skriver utredningen och skickar den till båda.",  # both still to come
]


def _carried(text: str, book: Rulebook, *, title: str | None = None, document: str | None = None) -> list[str]:
    prose = Prose(text, book.vocabulary.lexicon, title)
    prose.document = document
    split(prose)
    people = People.of(["Elin Ek"], child=True, parents=["Maria Ek"])
    return [thing.text for _, thing in carried_things(prose, book.vocabulary, find_mentions(prose, people, book.vocabulary.roles))]


@pytest.mark.parametrize(("text", "thing"), STANDS_FOR)
def test_a_pronoun_stands_for_the_thing_named_before_it(text: str, thing: str, book: Rulebook) -> None:
    assert _carried(text, book) == [thing]


@pytest.mark.parametrize("text", STANDS_FOR_NONE)
def test_a_pronoun_stands_for_nothing_where_something_else_may_be_meant(text: str, book: Rulebook) -> None:
    assert _carried(text, book) == []


def test_a_pronoun_that_stands_for_a_thing_hands_it_on(book: Rulebook) -> None:
    text = "Beslutet fattades i går. Maria fick läsa det. Vi skickade det till Elin i dag."
    assert _carried(text, book) == ["beslutet", "beslutet"]


def test_a_heading_names_what_its_first_sentences_are_about(book: Rulebook) -> None:
    assert _carried("Vi skickade det till domstolen i dag.", book, title="Överklagande") == ["överklagande"]
    assert _carried("Maria ringde. Elin är sjuk. Vi skickade det i dag.", book, title="Överklagande") == []


def test_a_document_is_what_it_says_is_looked_over(book: Rulebook) -> None:
    text = "Elin går i skolan. Hon bor hos Maria. Vi läser den tillsammans på mötet 3 maj."
    assert _carried(text, book, document="behandlingsplan") == ["behandlingsplan"]
    assert _carried(text, book) == []
    assert _carried("Elin har en bok. Vi läser den tillsammans på kvällen.", book, document="behandlingsplan") == []
    assert _carried("Medicin finns. Vi hämtar den på fredag.", book, document="behandlingsplan") == []


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Ansökan gäller ledsagning. Maria har tagit tillbaka den.", "ansokan-atertagen"),
        ("Utredningen blev klar i går. I dag gick jag igenom den med Maria på kontoret.", "underlag-kommunicerat"),
        ("Maria gav samtycke i mars. I dag återkallade hon det.", "samtycke-aterkallat"),
    ],
)
def test_what_is_said_with_a_pronoun_counts_as_said(text: str, concept: str, book: Rulebook) -> None:
    people = People.of(["Elin Ek"], child=True, parents=["Maria Ek"])
    found = annotate(text, book.vocabulary, people).of(concept)
    assert any(mark.status is Status.AFFIRMED and mark.kind == "says" for mark in found)
