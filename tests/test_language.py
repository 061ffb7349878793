"""What the language layer promises whatever the text is: places, persons, wrapping, silence on other text."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, Outcome
from hypothesis import example, given, settings
from hypothesis import strategies as st
from neutral_text import sentences

from sosfs_lint.language.annotate import annotate
from sosfs_lint.language.concepts import Vocabulary, compile_vocabulary
from sosfs_lint.language.names import find_signature
from sosfs_lint.language.people import People
from sosfs_lint.language.persons import find_mentions
from sosfs_lint.language.status import Status
from sosfs_lint.language.text import normalise
from sosfs_lint.linting import Rulebook
from sosfs_lint.toml_file import load_toml
from sosfs_lint.trying import Setting, try_concept, try_rule

ELIN = Setting.of({"child": "Elin, 9", "siblings": ["Hugo"], "vardnadshavare": ["Maria", "Anders"], "handlaggare": "Karin Berg"})
TOLD = [
    ("barnet-har-talat", "Ut träffar Elin i skolan. Elin säger att hon vill bo kvar hos mormor."),
    ("barnet-informerat", "Jag förklarade för Elin att vi utreder hur hon har det och att hon får säga vad hon tycker."),
    ("barnets-asikt", "Elin vill bo hos pappa i veckorna och hos mamma på helgerna."),
    ("skal-barnet-ej-hort", "Elin är fyra månader och har inget språk, därför har vi inte talat med henne."),
]


def _affirmed(book: Rulebook, concept: str, text: str, setting: Setting = ELIN) -> bool:
    return try_concept(book, concept, text, setting).verdict == "met"


@pytest.mark.parametrize(("concept", "text"), TOLD)
def test_what_is_said_is_found(book: Rulebook, concept: str, text: str) -> None:
    assert _affirmed(book, concept, text)


@pytest.mark.parametrize(("concept", "text"), TOLD)
def test_wrapping_lines_changes_nothing(book: Rulebook, concept: str, text: str) -> None:
    words = text.split(" ")
    for every in (3, 4, 5, 7):
        wrapped = "".join(
            word + ("\n" if at % every == every - 1 and not word.endswith(".") else " ") for at, word in enumerate(words)
        ).rstrip()
        assert _affirmed(book, concept, wrapped), wrapped


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("Kl. uppger att maten är god.", ["klienten"]),
        ("Kl 15 är maten klar.", []),
        ("Maten är klar kl. 15.30 och kl. sju.", []),
        ("Kl. sju är maten klar.", []),
    ],
)
def test_the_hour_is_no_client(book: Rulebook, text: str, mentioned: list[str]) -> None:
    annotation = annotate(text, book.vocabulary, ELIN.people)
    assert [annotation.prose.words[one.at].text for one in annotation.mentions if one.role == "enskild"] == mentioned


def _examples(concept: str) -> list[tuple[str, str]]:
    """The texts that a concept says of itself that they say it, or do not."""
    texts = (ROOT / "rules/sosfs_2014/begrepp" / f"{concept.replace('-', '_')}.toml").read_text("utf-8")
    return [(concept, one["text"]) for one in tomllib.loads(texts)["example"]]


WRAPPED = [
    *_examples("barnet-har-talat"),
    *_examples("samtycke-lamnat"),
    *_examples("polisanmalan-gjord"),
    *_examples("skyddsbedomning-gjord"),
]
BREAKS = {"two spaces": "  ", "tabs": "\t", "wrapped": "\n", "indented": "\n      ", "a space left": " \n", "crlf": "\r\n"}
# a new line is a sign of its own where a sentence or label has ended, and before what looks like a heading or an item
_WITHIN = re.compile(r"(?<![.!?:;…»”\")]) (?=[a-zåäö])")


@pytest.mark.parametrize("how", BREAKS)
def test_white_space_changes_no_answer(book: Rulebook, how: str) -> None:
    for concept, text in WRAPPED:
        laid = _WITHIN.sub(BREAKS[how], text)
        assert _affirmed(book, concept, laid) == _affirmed(book, concept, text), laid


@pytest.mark.parametrize("cut", ["-\n", "- \n", "-\n   ", "-\r\n", "\u2010\n", "\u00ad\n", "\u00ad"])
def test_a_word_cut_at_the_end_of_a_line_is_one_word(book: Rulebook, cut: str) -> None:
    text = f"I går har händelsen polis{cut}anmälts av oss."
    (mark,) = try_concept(book, "polisanmalan-gjord", text, ELIN).marks
    assert text[mark.start : mark.end] == f"polis{cut}anmälts av oss"
    assert try_concept(book, "polisanmalan-gjord", text, ELIN).verdict == "met"


def test_two_words_that_share_a_last_part_are_not_one() -> None:
    assert normalise("barn-\noch ungdomsvård")[0] == "barn-\noch ungdomsvård"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bistånd enligt 4 kap.\n1 § SoL.", 1),
        ("Vi talade med bl.a.\nElin.", 1),
        ("Vi talade med Elin.\nHon mår bra.", 2),
        ("jag träffade mamman på skolan. elin var hemma.", 2),
        ("Vi hörde av oss till soc. utredning pågår.", 1),
        ("Mamman ringde till jouren. hon var ledsen.", 2),
        ("Möte hölls\n- som planerat - med tolk.", 1),
        ("Mål:\n- gå i skolan\n- sova hemma", 3),
    ],
)
def test_a_line_break_ends_no_more_than_a_space_and_a_small_letter_begins_a_sentence_of_who_writes_so(
    book: Rulebook, text: str, count: int
) -> None:
    assert len(annotate(text, book.vocabulary, ELIN.people).prose.sentences) == count


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Möte med mamman kl 10.", False),
        ("Telefonsamtal med skolan kl. 13.30.", False),
        ("Möte med mamman kl halv tio.", False),
        ("Samtal med kl. på kontoret.", True),
    ],
)
def test_kl_before_a_time_is_the_clock(book: Rulebook, text: str, met: bool) -> None:
    assert _affirmed(book, "barnet-har-talat", text) is met


_NEAR = """
name = "stodet-kom-i-gang"
says = [
  "{stod} .. (startade|började)", "{stod} .. satte igång", "{stod} .. (kickade|drog) igång", "(startade|började) .. {stod}", "{stod} .. var igång",
  "(inledde|påbörjade) .. {stod}", "{stod} .. (inleddes|påbörjades)", "{stod} .. rullade .. igång",
]
not = ["{stod} & uppskjutet"]
"""
_STOD = """
[stod]
words = ["familjebehandling", "kontaktfamilj", "ledsagare", "avlastning", "hemterapeut"]
"""


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    folder = tmp_path_factory.mktemp("near")
    (folder / "stod.toml").write_text(_STOD, encoding="utf-8")
    (folder / "concept.toml").write_text(_NEAR, encoding="utf-8")
    return compile_vocabulary(*([load_toml(folder / name, name)] for name in ("stod.toml", "concept.toml")))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Igång drog både avlastning och kontaktfamilj.", "Igång drog både avlastning och kontaktfamilj"),
        ("Hunden skällde. Igång drog både avlastning och kontaktfamilj.", "Igång drog både avlastning och kontaktfamilj"),
        ("Igång drog varken avlastning eller kontaktfamilj.", None),
        ("Igång ska både avlastning och kontaktfamilj dra.", None),
        ("Avlastning och kontaktfamilj är uppskjutet, inget drog igång.", None),
        ("Hunden drog igång.", None),
    ],
)
def test_the_words_of_a_concept_without_a_phrase_of_it_are_a_hint_unless_they_are_denied_or_planned(
    near: Vocabulary, text: str, found: str | None
) -> None:
    annotation = annotate(text, near, People())
    assert annotation.of("stodet-kom-i-gang") == []
    mark = annotation.nearly("stodet-kom-i-gang")
    assert (mark and text[mark.start : mark.end]) == found
    assert mark is None or mark.status is Status.HINT


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Uppdraget är lämnat.", ["hint"]),
        ("Uppdraget är lämnat. Datum ej registrerat.", []),
        ("Uppdraget är lämnat, dagen har ingen antecknat.", []),
        ("Uppdraget är lämnat. Utföraren ringde. Dagen har ingen antecknat.", ["hint"]),
        ("Uppdraget är lämnat. Hon ville inte prata mer i dag.", ["hint"]),
    ],
)
def test_what_is_only_hinted_at_and_then_said_not_to_be_there_leaves_no_hint(book: Rulebook, text: str, statuses: list[str]) -> None:
    assert [str(mark.status) for mark in annotate(text, book.vocabulary, People()).of("uppdrag-lamnat")] == statuses


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Målsättning: Tas upp vid nästa besök.", "planned"),
        ("Målsättning: Vera ska kunna laga sin lunch.", "affirmed"),
        ("Målsättning: Framgår inte av beställningen, frågat handläggaren 3 maj.", "blank"),
        ("Målsättning: Ej angivet.", "blank"),
        ("Målsättning: Uppgift saknas.", "blank"),
    ],
)
def test_an_answer_that_is_put_off_is_planned_and_one_that_is_none_blank(book: Rulebook, text: str, status: str) -> None:
    headed = [str(mark.status) for mark in annotate(text, book.vocabulary, People()).of("uppdrag-mal") if mark.kind == "heading"]
    assert headed == [status]


@pytest.mark.parametrize(
    "period", ["från fredag 9 maj till söndag 11 maj", "från 9 maj till 11 maj", "fr.o.m. fredagen den 9 maj t.o.m. söndag 11 maj"]
)
def test_what_is_decided_for_days_to_come_is_decided(book: Rulebook, period: str) -> None:
    text = f"Chefen beslutar att Elin får vara hemma hos pappa {period}."
    marks = annotate(text, book.vocabulary, ELIN.people, day=date(2025, 5, 8)).of("vistelse-utanfor-beslutad")
    assert Status.AFFIRMED in {mark.status for mark in marks}


def _headings(book: Rulebook, text: str) -> list[str]:
    return [heading.words for heading in annotate(text, book.vocabulary, People()).prose.headings]


def test_a_short_line_above_a_text_is_a_heading_and_an_item_of_a_list_under_it_ends_nothing(book: Rulebook) -> None:
    prose = annotate("Det vi vill veta\nHur mamman mår\nOm pappan dricker", book.vocabulary, People()).prose
    assert prose.headings[0].words == "Det vi vill veta"
    assert prose.headings[0].state == "filled"


def test_a_line_that_goes_on_below_is_no_heading(book: Rulebook) -> None:
    assert _headings(book, "Elin trivs i skolan hos\nmormor.") == []
    assert _headings(book, "Elin trivs i skolan.\nHon läser.") == []


def test_indirect_questions_under_a_heading_are_content(book: Rulebook) -> None:
    assert _affirmed(book, "utredningen-ska-klargora", "Utredningsfrågor: Om pappan dricker. Om mamman slår barnen.")


def test_choices_in_brackets_are_no_answer(book: Rulebook) -> None:
    assert not _affirmed(book, "muntligt-underrattad-satt", "På vilket sätt fick den enskilde beskedet? (telefon/besök/annat)")


@pytest.mark.parametrize(("concept", "text"), TOLD)
def test_what_is_said_of_a_sibling_is_not_said_of_the_child(book: Rulebook, concept: str, text: str) -> None:
    assert not _affirmed(book, concept, text.replace("Elin", "Hugo").replace(" hon ", " han ").replace("henne", "honom"))


@pytest.mark.parametrize("concept", [concept for concept, _ in TOLD])
@pytest.mark.parametrize(
    "other",
    [
        "Hugo säger att han vill ha en hund.",
        "Hugo har fått veta varför vi utreder.",
        "Ut träffar Hugo i skolan.",
        "Mamman är arg på rektorn.",
    ],
)
@pytest.mark.parametrize(
    "base", ["Hembesök hos familjen i dag.", "Elin var i skolan.", "Vi väntar på svar från BUP.", "Maria ringer om räkningen."]
)
def test_a_sentence_about_somebody_else_never_makes_it_met(book: Rulebook, concept: str, other: str, base: str) -> None:
    if not _affirmed(book, concept, base):
        assert not _affirmed(book, concept, f"{base} {other}")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Hör av sig om han inte dyker upp. Farmor hämtar i stället.", 2),
        ("Det här vill hon ha. Pappa håller med. Mötet slut 14.30.", 3),
        ("Handlar mat, kläder m.m. Boendestödet kommer på tisdag.", 2),
        ("Pratade på tel. Hon är orolig.", 2),
        ("Enl. Karin Ek på BUP är allt klart, tel. 08-12 34 56 kl. 9.", 1),
        ("Ssk. Britt Lund ringer ang. Medicinen.", 1),
    ],
)
def test_an_abbreviation_ends_no_sentence_and_a_word_does(book: Rulebook, text: str, count: int) -> None:
    assert len(annotate(text, book.vocabulary, People()).prose.sentences) == count


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("pratade med vera i skolan hon vill bo kvar hos mormor", True),
        ("Hb idag. Pratade med vera om skolan.", True),
        ("ringde britta i dag och hon hälsar att allt är bra", True),
        ("Ringde mor. Hon vill ha en sax och en rosa mapp i skolan.", False),
        ("bo och per är ord i den här texten utan versaler", False),
    ],
)
def test_names_are_known_without_their_capitals(book: Rulebook, text: str, named: bool) -> None:
    people = People.of(["Vera Ek"], child=True)
    assert any(mention.named for mention in annotate(text, book.vocabulary, people).mentions) is named


def test_spoken_full_stops_end_sentences(book: Rulebook) -> None:
    text = "besök hos sixten punkt han klarar duschen själv nu ny rad dottern ringer i morgon"
    assert len(annotate(text, book.vocabulary, People()).prose.sentences) == 3
    assert len(annotate("Vi gick igenom planen punkt för punkt med honom.", book.vocabulary, People()).prose.sentences) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ringde mentorn för att följa upp larmet.", True),
        ("Ringer upp Anita för att följa upp larmet.", True),
        ("Anita ringde för att följa upp larmet.", False),
    ],
)
def test_whom_the_writer_turns_to_is_not_who_did_it(book: Rulebook, text: str, found: bool) -> None:
    assert _affirmed(book, "insats-foljs-upp", text) is found


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Vera, mamma, Ulla och Stig satt med.", 1),
        ("Ulla Ek, enhetschef, beslutar att utreda.", 1),
        ("Mamma ringde, Stig var med.", 2),
        ("Stig lagar mat, han trivs.", 2),
        ("Jag beställde därför larmet.", 1),
        ("Larmet har dock inte kommit.", 1),
        ("Vi väntade med larmet därför att nyckeln saknades.", 2),
        ("Hon flyttade sedan mamma dog.", 2),
        ("Hon flyttade sedan mamma ringde henne.", 2),
    ],
)
def test_a_list_of_people_or_a_title_beside_a_name_ends_no_clause(book: Rulebook, text: str, clauses: int) -> None:
    prose = annotate(text, book.vocabulary, People()).prose
    assert len(list(prose.clauses(prose.sentences[0]))) == clauses


_LETTERS = st.sampled_from(
    [
        *list("abcdeföåä ABÅ.,:;!?-–\n\t\"'()0123456789§☐☒\xad\xa0é"),
        " Elin ",
        " mamma ",
        " vill ",
        " inte ",
        " 4 kap. 1 § SoL ",
        " 2024-03-02 ",
    ]
)


@settings(max_examples=150, deadline=None)
@example(text=" vill a")  # a dropped subject alone
@given(st.lists(_LETTERS, max_size=60).map("".join))
def test_no_text_is_refused_and_every_place_is_inside_it(book: Rulebook, text: str) -> None:
    annotation = annotate(text, book.vocabulary, People())
    for mark in annotation.marks:
        assert 0 <= mark.start <= mark.end <= len(text)


@pytest.mark.parametrize("run", ["k", "aB3x", "_", "(", "?", '"', "kök-", "Kök "])
def test_a_run_without_end_takes_time_by_its_length_and_not_by_its_square(book: Rulebook, run: str) -> None:
    annotate("Han är trött.", book.vocabulary, People())
    text = f"Han visar {(run * 40_000)[:40_000]} och är trött."
    start = time.process_time()
    assert annotate(text, book.vocabulary, People()).marks is not None
    assert find_signature(text) is None
    assert time.process_time() - start < 10  # by the square: minutes


@pytest.mark.parametrize("noise", ["\u00ad", "\u00a0"])
def test_offsets_point_at_the_same_characters_in_the_source(book: Rulebook, noise: str) -> None:
    text = (
        "Hembesök i går."
        + (" " if noise == "\u00a0" else "")
        + f"El{noise if noise == chr(173) else ''}in{noise if noise == chr(160) else ' '}vill bo kvar hos mormor."
    )
    marks = [mark for mark in annotate(text, book.vocabulary, ELIN.people).of("barnets-asikt") if mark.status is Status.AFFIRMED]
    assert marks
    for mark in marks:
        assert "vill" in text[mark.start : mark.end] and text[mark.start : mark.end].replace("\u00ad", "").startswith("Elin")


def test_ordinary_swedish_says_nothing_about_children_consents_and_decisions(book: Rulebook) -> None:
    found = [
        (concept, sentence)
        for sentence in sentences(1000)
        for concept in ("barnet-har-talat", "samtycke-lamnat", "beslut-fattas")
        if _affirmed(book, concept, sentence, Setting())
    ]
    assert len(found) < 3, found


STATUSES = [
    ("Elin vill bo hos pappa.", "affirmed"),
    ("Jag ska träffa Elin på torsdag och fråga vad hon vill.", None),
    ("Om Elin vill bo hos pappa får det prövas.", None),
    ("Hugo vill bo hos pappa.", "other-person"),
    ("~~Elin vill bo hos pappa.~~", "struck"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_a_mark_has_the_status_that_the_words_around_it_give(book: Rulebook, text: str, status: str | None) -> None:
    marks = annotate(text, book.vocabulary, ELIN.people, day=date(2024, 3, 4)).of("barnets-asikt")
    assert (status in {str(mark.status) for mark in marks}) if status else not any(mark.status is Status.AFFIRMED for mark in marks)


DONE_BY_ANOTHER = [
    ("utredning-inleds", "BUP inleder utredning av Elin."),
    ("utredningen-avslutas", "Habiliteringens utredning avslutas."),
    ("sis-foljt-upp", "BUP har följt upp insatsen med Elin."),
]
DONE_HERE = [
    ("utredning-inleds", "Samtal med BUP i dag, vi inleder utredning."),
    ("utredning-inleds", "Enhetschefen inleder utredning."),
    ("utredningen-avslutas", "BUP tar över, utredningen avslutas."),
]


@pytest.mark.parametrize(("concept", "text"), DONE_BY_ANOTHER)
def test_what_a_clause_begins_with_somebody_else_doing_is_not_ours(book: Rulebook, concept: str, text: str) -> None:
    assert not _affirmed(book, concept, text)


@pytest.mark.parametrize(("concept", "text"), DONE_HERE)
def test_somebody_else_who_is_only_named_takes_nothing_from_what_we_did(book: Rulebook, concept: str, text: str) -> None:
    assert _affirmed(book, concept, text)


def test_without_people_it_degrades_to_relations(book: Rulebook) -> None:
    assert try_rule(book, "SOS3-6", "Flickan säger att hon vill bo kvar hos mormor.", Setting()).verdict == "met"
    assert try_rule(book, "SOS3-6", "Mamman säger att hon vill bo kvar hos mormor.", Setting()).verdict != "met"


def test_initials_stand_for_the_people_of_the_record() -> None:
    people = People.of(["Gunvor Lind"], genders={"Gunvor Lind": "f"}, others=["Arne Lind"])
    assert people.roles["g"] == people.roles["gl"] == "enskild"
    assert people.roles["a"] == "annan"
    assert "i" not in People.of(["Irma Ek"]).roles


def test_a_provider_is_known_by_its_proper_name(book: Rulebook) -> None:
    assert People.of(["Elin Ek"], providers=["Granviks korttidsboende", "Hemtjänst Syd", "Elin Eks hemtjänst"]).providers == {
        "granviks",
        "granvik",
    }
    left = "Elin åkte hem från Granvik i dag, allt är klart."
    assert not _affirmed(book, "insatsen-avslutad", left, Setting.of({"child": "Elin"}))
    assert _affirmed(book, "insatsen-avslutad", left, Setting.of({"child": "Elin", "utforare": ["Granviks korttidsboende"]}))


def test_a_title_over_labels_has_what_stands_under_them(book: Rulebook) -> None:
    told = annotate("Skickas till oss: det som räknas upp i ramavtal 2023 § 14.", book.vocabulary, People(), heading="Vid avslut")
    assert told.prose.headings[0].state == "filled"
    bare = annotate("Våld:\nFall: ____", book.vocabulary, People(), heading="Risker")
    assert bare.prose.headings[0].state == "blank"


def test_the_writers_name_below_the_last_label_fills_it_in_only_where_it_asks_for_somebody(book: Rulebook) -> None:
    signed = annotate("Återföring: varje månad.\nNär uppdraget upphör:\nPetra Lind, handläggare", book.vocabulary, People())
    assert [heading.state for heading in signed.prose.headings] == ["filled", "blank"]
    asked = annotate("Återföring: varje månad.\nAnsvarig:\nPetra Lind, handläggare", book.vocabulary, People())
    assert [heading.state for heading in asked.prose.headings] == ["filled", "filled"]


def test_a_repr_holds_no_word_of_the_text(book: Rulebook) -> None:
    annotation = annotate("Elin vill bo hos pappa.", book.vocabulary, ELIN.people)
    shown = repr(annotation) + repr(annotation.marks) + repr(annotation.prose) + repr(annotation.prose.sentences)
    assert "Elin" not in shown and "pappa" not in shown


@pytest.mark.parametrize("name", ["Mo", "Li", "An", "N.N."])
def test_a_child_whose_name_has_two_letters_is_known(book: Rulebook, name: str) -> None:
    setting = Setting.of({"child": f"{name}, 8"})
    assert _affirmed(book, "barnet-har-talat", f"Jag träffade {name} på skolan.", setting)
    assert not _affirmed(book, "barnet-har-talat", "Jag pratade med mo på skolan.", setting)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("KB har talat med Elin.", True),
        ("E.E. säger att hon trivs.", True),
        ("Jag träffade Hugos lilla syster på skolan.", True),
        ("Jag träffade Hugos bror på skolan.", False),
        ("Flickans bror berättar att han är rädd.", False),
        ("Jag träffade flickans bror på skolan.", False),
        ("Jag träffade mamman till Elin på skolan.", False),
        ("Vi talade med läraren till flickan.", False),
        ("Jag ringde till Elin och vi talade om skolan.", True),
    ],
)
def test_whose_relation_it_is_tells_who_it_is(book: Rulebook, text: str, met: bool) -> None:
    elin = Setting.of({"child": "Elin Ek, 9", "siblings": ["Hugo"], "vardnadshavare": ["Maria"], "handlaggare": "Karin Berg"})
    assert _affirmed(book, "barnet-har-talat", text, elin) is met


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Elins tränare berättar att hon vill bo hos pappa.", False),
        ("Träffade Elin. Hennes nya dansfröken säger att hon vill sluta.", False),
        ("Elins dagbok säger att hon vill bo hos mormor.", False),
        ("Elins åsikt är att hon vill bo hos pappa.", True),
        ("Elins önskan säger vi till pappa: hon vill bo hos honom.", True),
    ],
)
def test_whoever_tells_and_is_known_only_by_whose_they_are_is_somebody_else(book: Rulebook, text: str, met: bool) -> None:
    assert _affirmed(book, "barnets-asikt", text) is met


def test_a_row_of_a_table_tells_what_its_cells_tell(book: Rulebook) -> None:
    assert _affirmed(book, "barnet-har-talat", "Datum;Notering;Sign\n2014-03-12;Vi har talat med Elin om skolan.;KB")


def test_try_judges_a_batch_in_one_process(sosfs_lint: Callable[..., Outcome], tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    rows = [
        {"id": 1, "rule": "SOS3-6", "text": "Elin vill bo kvar hos mormor.", "context": {"child": "Elin, 9"}},
        {"id": 2, "concept": "barnet-har-talat", "text": "Barnsamtal inbokat till torsdag."},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    answers = [json.loads(line) for line in sosfs_lint("try", "--batch", file).out.splitlines()]
    assert [(a["id"], a["verdict"]) for a in answers] == [(1, "met"), (2, "missing")]
    assert answers[0]["evidence"][0]["status"] == "affirmed"


def test_rules_are_read_without_loading_spacy() -> None:
    code = "import sys; import sosfs_lint.cli; from sosfs_lint.plugins import Plugins; from sosfs_lint.packs import load_rulebook; p = Plugins(()); load_rulebook(p.folders(), p.checks(), {}); assert 'spacy' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_pet_form_of_the_first_name_is_the_individual() -> None:
    roles = People.of(["Roland Ek"], staff=["Kristina Berg"]).roles
    assert roles["rolle"] == "enskild"
    assert "kicki" not in roles
    assert "timme" not in People.of(["Tim Ek"]).roles
    assert People.of(["Karl-Erik Lind"]).roles["ke"] == "enskild"
    assert People.of(["Irma Ek"], staff=["Dag Ivarsson"]).roles["di"] == "personal"
    assert People.of(["Karl Ek"], staff=["Kalle Berg"]).roles["kalle"] == "personal"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ringer mamma, bokar kl 14 på skolan.", []),
        ("Mamma kommer kl. halv tre.", []),
        ("Ringer i morgon fm om tiden.", []),
        ("Besök idag. Kl uppger att sömnen är bättre.", ["klienten"]),
    ],
)
def test_a_time_of_day_is_no_person(book: Rulebook, text: str, told: list[str]) -> None:
    prose = annotate(text, book.vocabulary, People()).prose
    found = find_mentions(prose, People(), book.vocabulary.roles)
    assert [prose.words[m.at].text for m in found if m.role == "enskild" and not m.zero] == told


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Gode mannen säger ja.", []),
        ("Hennes man vill flytta.", []),
        ("Mannen ringer.", []),
        ("Man har pratat om det.", []),
        ("Kvinnan vill bo kvar.", ["kvinnan"]),
        ("Man, 82 år.", ["man"]),
        ("Ringer dr Palm. Han skriver ut tabletter.", []),
        ("Ringt sök om hyran.", ["sökanden"]),
    ],
)
def test_a_husband_a_trustee_and_nobody_in_particular_are_not_the_individual(book: Rulebook, text: str, own: list[str]) -> None:
    people = People.of(["Rut Ek"])
    prose = annotate(text, book.vocabulary, people).prose
    found = find_mentions(prose, people, book.vocabulary.roles)
    assert [prose.words[m.at].text for m in found if m.role == "enskild"] == own


@pytest.mark.parametrize(
    ("concept", "text", "found"),
    [
        ("ansokan-atertagen", "Ansökan om larm togs tillbaka av mor.", True),
        ("ansokan-atertagen", "Vi avslutar om hon tar tillbaka ansökan.", False),
        ("ansokan-atertagen", "Vi kan avsluta om ansökan återtas.", False),
        ("insatsbeslut", "Kontaktfamilj beviljas till augusti.", True),
        ("insatsbeslut", "Kontaktfamilj beviljas till hösten.", True),
        ("insats-aterkallad", "Hemtjänsten dras in från 1 juni.", True),
        ("mote-antecknat", "Möte med Elin om skolan i dag, nytt möte 15 mars.", True),
        ("mote-antecknat", "Möte med Elin 15 mars.", False),
        ("onskemal-om-utforare", "Om det inte går vill Elin hellre till Linden än till kommunens boende.", True),
        ("onskemal-om-utforare", "Om Elin vill till Linden får det prövas.", False),
    ],
)
def test_what_only_looks_like_a_condition_a_plan_or_a_pointer_is_none(book: Rulebook, concept: str, text: str, found: bool) -> None:
    marks = annotate(text, book.vocabulary, ELIN.people, day=date(2024, 3, 4)).of(concept)
    assert any(mark.status is Status.AFFIRMED for mark in marks) is found


def test_whoever_opens_a_sentence_by_telling_is_not_the_individual(book: Rulebook) -> None:
    people = People.of(["Elin Ek"])
    prose = annotate("Bettis berättar Elin trivs i gruppen.", book.vocabulary, people).prose
    found = {prose.words[m.at].text: m.role for m in find_mentions(prose, people, book.vocabulary.roles)}
    assert found["bettis"] == "annan"
