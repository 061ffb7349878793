"""The law of the day: which act held, which limit ran, and which lagrum is shown; every row of law-notes tables b and c."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from sosfs_lint import checks
from sosfs_lint.linting import Options, Rulebook, judge_akt
from sosfs_lint.packs import load_rulebook
from sosfs_lint.report import Answer, Verdict
from sosfs_lint.testing import personakt

BEFORE, AFTER = "2025-06-30", "2025-07-01"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook([ROOT / "rules" / pack for pack in ("sosfs_2014", "frister", "lagrum")], checks.built_in())


def answers(book: Rulebook, rule: str, piece: str, **settings: object) -> list[Answer]:
    return list(judge_akt(personakt(piece, book.rules[rule], settings), book, Options(frozenset({rule}))).answers)


def verdict(book: Rulebook, rule: str, piece: str, **settings: object) -> Verdict:
    (answer,) = answers(book, rule, piece, **settings)
    return answer.verdict


def decision(day: str, lagrum: str, typ: str = "") -> str:
    return f'<beslut id="b" typ="{typ}" datum="{day}"><lagrum>{lagrum}</lagrum></beslut>'


# -- table b.1: (what it is about, sections of SoL 2001, sections of SoL 2025)

PAIRS = [
    ("barnets bästa", "1:2", "3:1"),
    ("barn", "1:2", "3:1"),
    ("komma till tals", "11:10", "3:2"),
    ("information till barn", "11:10", "3:3"),
    ("15 år, egen talan", "11:10", "3:4"),
    ("inleda utredning", "11:1", "14:2"),
    ("omedelbar skyddsbedömning", "11:1a", "20:1"),
    ("förhandsbedömning", "11:1a", "20:2"),
    ("barnutredning", "11:2", "20:5"),
    ("fyra månader", "11:2", "20:3"),
    ("underrätta berörd", "11:2", "20:4"),
    ("samtal med barn utan samtycke", "11:10", "20:7"),
    ("anmälningsskyldighet", "14:1", "19:1"),
    ("familjerådgivning, BO, uppgiftsskyldighet", "14:1", "19:2 19:3 20:6"),
    ("möte, återkoppling, bör anmäla", "14:1a 14:1b 14:1c", "19:5 19:6 19:4"),
    ("bistånd", "4:1", "11:1"),
    ("ekonomiskt bistånd", "4:1", "12:1"),
    ("mer än rätten ger", "4:2", "11:4 12:2"),
    ("försörjningsstöd, arbetsmarknad, praktik", "4:1 4:4 4:5", "12:3 12:4 12:5"),
    ("insats utan behovsprövning", "4:2a", "11:5"),
    ("kontaktperson, kontaktfamilj", "3:6b", "13:7"),
    ("samordnad individuell plan", "2:7", "10:8 10:9"),
    ("vårdplan, genomförandeplan", "11:3", "9:12 9:13"),
    ("uppföljning", "11:4a 11:4b", "23:1 23:2"),
    ("regler för uppföljningen", "11:4c", "23:3 23:4 23:5"),
    ("dokumentation", "11:5", "14:3 14:4 14:5"),
    ("förvaring", "11:5", "14:7"),
    ("utformning, respekt, felaktig uppgift", "11:6", "14:6"),
    ("förvaltningslagens regler", "11:8", "14:10"),
    ("remiss", "11:7", "14:11"),
    ("muntligt inför nämnden", "11:9", "14:8"),
    ("ändring till nackdel", "", "14:9"),
    ("gallring", "12:1 12:2", "16:1 16:2 16:3 16:4 16:5"),
    ("enskild verksamhet", "7:3", "17:1 17:2 17:3"),
    ("medgivande, adoption", "6:6 6:12", "22:2 24:1"),
    ("följa vården", "6:7b 6:7c", "22:11 22:12"),
    ("övervägande", "6:8", "22:13"),
    ("flyttningsförbud, vårdnadsöverflyttning", "6:8a 6:8b", "22:16 22:14"),
    ("god kvalitet", "14:2", "5:1"),
    ("lex Sarah", "14:3 14:6 14:7", "27:2 27:5 27:6"),
    ("ej verkställda beslut", "16:6f", "34:1"),
    ("överklagande", "16:3", "35:1 35:5"),
]


def written(place: str) -> str:
    chapter, section = place.split(":")
    spaced = re.sub("([a-z])", r" \1", section)
    return f"{chapter} kap. {spaced} §"


@pytest.mark.parametrize(("matter", "old", "new"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_each_section_is_right_in_its_own_act_and_wrong_on_the_other_side_of_1_july(
    matter: str, old: str, new: str, book: Rulebook
) -> None:
    for places, act, right, wrong in ((old, "2001:453", BEFORE, AFTER), (new, "2025:400", AFTER, BEFORE)):
        for place in places.split():
            lagrum = f"{written(place)} socialtjänstlagen ({act})"
            assert verdict(book, "LAG-finns-inte", decision(right, lagrum)) is Verdict.MET, (matter, lagrum)
            assert verdict(book, "LAG-fel-lag", decision(right, lagrum)) is Verdict.MET, (matter, lagrum)
            assert verdict(book, "LAG-fel-lag", decision(wrong, lagrum)) is Verdict.MISSING, (matter, lagrum)


# -- table b.2: the same number means different things

TRAPS = [
    ("4:1", "Hemtjänst", "2001:453"),
    ("11:1", "Inleda utredning", "2001:453"),
    ("11:1", "Hemtjänst", "2025:400"),
    ("11:2", "Barnutredning", "2001:453"),
    ("11:5", "Insats utan behovsprövning", "2025:400"),
    ("12:1", "Gallring av akt", "2001:453"),
    ("12:1", "Försörjningsstöd", "2025:400"),
    ("14:1", "Orosanmälan", "2001:453"),
    ("14:2", "Inleda utredning", "2025:400"),
    ("14:3", "Lex Sarah", "2001:453"),
    ("11:1a", "Skyddsbedömning", "2001:453"),
    ("11:10", "Samtal med barn", "2001:453"),
]


@pytest.mark.parametrize(("place", "typ", "act"), TRAPS)
def test_the_words_beside_a_number_tell_which_act_is_meant(place: str, typ: str, act: str, book: Rulebook) -> None:
    for day, in_force in ((BEFORE, "2001:453"), (AFTER, "2025:400")):
        got = verdict(book, "LAG-fel-lag", decision(day, f"{written(place)} SoL", typ))
        assert got is (Verdict.MET if act == in_force else Verdict.MISSING), (place, typ, day)


def test_a_number_alone_is_never_reported(book: Rulebook) -> None:
    for day in (BEFORE, AFTER):
        assert verdict(book, "LAG-fel-lag", decision(day, "11 kap. 1 § SoL")) is Verdict.MET


def test_an_appeal_of_an_older_decision_keeps_the_old_act(book: Rulebook) -> None:
    old = "4 kap. 1 § socialtjänstlagen (2001:453)"
    assert verdict(book, "LAG-fel-lag", decision("2025-09-01", old, "Omprövning efter överklagande")) is Verdict.NOT_APPLICABLE
    assert verdict(book, "LAG-fel-lag", decision("2025-09-01", old, "Hemtjänst")) is Verdict.MISSING


@pytest.mark.parametrize(
    "typ",
    [
        "Rättidsprövning",
        "Omprövning",
        "Omprövning av beslut",
        "Omprövning enligt 38 § FL",
        "Ej ändrat beslut",
        "Yttrande till förvaltningsrätten",
    ],
)
def test_a_review_after_an_appeal_keeps_the_old_act_and_without_one_is_no_error(typ: str, book: Rulebook) -> None:
    appeal = (
        '<handling id="h" arende="A" slag="inkommen" typ="överklagande"><titel>Överklagande</titel><inkommen tid="2025-06-10"/></handling>'
    )
    review = decision("2025-07-08", "4 kap. 1 § SoL (2001:453)", typ).replace('id="b"', 'id="b" arende="A"')
    matter = f'<arende id="A" lag="SoL"/>{review}'
    assert verdict(book, "LAG-fel-lag", matter + appeal) is Verdict.NOT_APPLICABLE
    assert verdict(book, "LAG-fel-lag", matter) in (Verdict.QUESTION, Verdict.NOT_APPLICABLE)


# -- prose: what takes a decision, and what tells of another one

OLD_HABIT = [
    "Beslut: kontaktfamilj beviljas enligt 4 kap. 1 § SoL 2025-08-05 – 2026-08-04.",
    "Beslut: Anna beviljas hemtjänst enligt 4 kap. 1 § SoL från och med 2025-08-10, tidigare insats avslutas.",
    "Beslut: kontaktfamilj beviljas enligt 4 kap. 1 § SoL till och med 2025-12-31.",
    "Beslut: kontaktfamilj beviljas\nenligt 4 kap. 1 § SoL\ntill 2026-06-30.",
    "Beslut: särskilt boende på äldreboende enligt 4 kap. 1 § SoL.",
    "Beslut: utredning inleds enligt 11 kap. 1 § SoL efter anmälan den 2 juni 2025.",
    "Beslut: utredning inleds enligt 11 kap. 1 § SoL för Moa, född 2016-03-11.",
    "Beslut: utredning inleds enligt 11:1 SoL med anledning av tidigare kända brister.",
    "Utredning inleds enligt 11 kap. 1 § SoL sedan en dom mot pappan kommit.",
    "Beslut den 5 augusti 2025: utredning inleds enligt 11 kap. 1 § SoL.",
    "Bo Alm beslutade i dag att inleda utredning enligt 11 kap. 1 § SoL.",
    "Beslut 2025-08-05: hemtjänst beviljades enligt 4 kap. 1 § SoL.",
    "Avslag på ansökan om kontaktperson enligt 4:1 SoL.",
    "Hemtjänst enligt 4 kap. 1 § SoL beviljas under perioden 2025-09-01 - 2026-02-28.",
    "Utskottet beslutar att bevilja kontaktfamilj enligt 4 kap. 1 § SoL, och beslutet kan överklagas till förvaltningsrätten inom tre veckor.",
    "Efter läkarintyg daterat 2025-05-14 beviljas Anna korttidsvistelse enligt 4 kap. 1 § SoL.",
    "Utredning inleds enligt 11:1.",
    "Beslut om att inleda utredning enl 11:1 fattas idag.",
    "Utredning inleds jml 11 kap. 1 §.",
    "Utredning inleds enligt 11 kap. 1 § socialtjänst-\nlagen.",
]
RETOLD = [
    "Anna beviljades hemtjänst enligt 4 kap. 1 § SoL 2024-03-01.",
    "Sedan tidigare har Anna boendestöd enligt 4 kap 1 § SoL.",
    "Noel har en kontaktperson enligt 4:1 SoL sedan 2023.",
    "Anna är beviljad hemtjänst enligt 4 kap. 1 § SoL.",
    "Hon har haft kontaktfamilj, 4:1 SoL, i två år.",
    "Det finns ett beslut om öppenvård enligt 4 kap. 1 § SoL.",
    "Pågående insats: kontaktfamilj enligt 4:1 SoL.",
    "Nuvarande beslut: boendestöd enl 4:1 SoL tom 250930.",
    "Hemtjänst enligt 4 kap. 1 § SoL, 2025-02-01 – 2026-01-31.",
    "Tidigare utredning enligt 11 kap. 1 § SoL avslutades 2024-11-03 utan insats.",
    "Utredningen enligt 11 kap. 1 § SoL är klar.",
    "11:1-utredningen är klar.",
    "Utredning 11:1 pågår sedan maj.",
    "En utredning enligt 11 kap. 1 § SoL inleddes i maj.",
    "Familjen är känd sedan 2023 då utredning enligt 11 kap. 1 § SoL gjordes.",
    "Beslutet från i våras om hemtjänst enligt 4 kap. 1 § SoL gäller till 2025-12-31.",
    "Beslutet att inte inleda utredning enligt 11:1 från i våras kvarstår.",
    "Beslut 2025-06-25: hemtjänst beviljas enligt 4 kap. 1 § SoL.",
    "Beslut fattades 2025-05-20 om kontaktfamilj enligt 4 kap. 1 § SoL.",
    "Tidigare beslut:\n- kontaktfamilj beviljas 4 kap. 1 § SoL\n- kontaktperson beviljas 4 kap. 1 § SoL",
    "2024-05-02 kontaktfamilj enligt 4 kap. 1 § SoL, bifall.",
    "Insatsen kontaktfamilj enligt 4 kap. 1 § SoL avslutas.",
    "Ansökan om kontaktfamilj enligt 4 kap. 1 § SoL inkom 2025-06-10.",
    "Orosanmälan enligt 14 kap. 1 § SoL inkom 2025-06-28.",
    "Bakgrund: kontaktfamilj beviljas enligt 4 kap. 1 § SoL våren 2024.",
    "Insatserna enligt 4:1 SoL bedöms inte tillräckliga, utredning inleds enligt 14:2 SoL.",
    "Vårdnadshavarna samtyckte till insatsen enligt 4 kap. 1 § SoL om hemtjänst.",
    "Anna fick avslag på ansökan enligt 4 kap. 1 § SoL i maj.",
    "Far har överklagat beslutet om avslag enligt 4 kap. 1 § SoL.",
    "Beslut: beslutet att neka kontaktfamilj enligt 4 kap. 1 § SoL (2001:453) ändras inte.",
]


def note(text: str, day: str = "2025-08-05", rubrik: str = "") -> str:
    """A note with a decision that is right, and more."""
    heading = f"<rubrik>{rubrik}</rubrik>" if rubrik else ""
    return f'<anteckning id="n"><handelse tid="{day}"/>{heading}<avsnitt>Beslut: ansökan avslås enligt 11 kap. 1 § SoL (2025:400).\n{text}\nAnna Ek</avsnitt></anteckning>'


@pytest.mark.parametrize("text", OLD_HABIT)
def test_an_ordinary_day_or_word_beside_the_old_section_hides_no_wrong_act(text: str, book: Rulebook) -> None:
    assert verdict(book, "LAG-fel-lag", note(text)) is Verdict.MISSING


@pytest.mark.parametrize("text", RETOLD)
def test_what_a_note_tells_of_earlier_decisions_is_no_finding(text: str, book: Rulebook) -> None:
    assert verdict(book, "LAG-fel-lag", note(text)) is Verdict.MET


def test_what_stands_under_a_heading_of_background_is_told_not_decided(book: Rulebook) -> None:
    text = "Kontaktfamilj beviljas enligt 4 kap. 1 § SoL."
    assert verdict(book, "LAG-fel-lag", note(text)) is Verdict.MISSING
    assert verdict(book, "LAG-fel-lag", note(text, rubrik="Bakgrund")) is Verdict.NOT_APPLICABLE
    assert verdict(book, "LAG-fel-lag", note(text, rubrik="Uppföljning av pågående insats")) is Verdict.MISSING
    assert verdict(book, "LAG-fel-lag", note(text, rubrik="Bakgrund och beslut")) is Verdict.MISSING


@pytest.mark.parametrize(
    "text", ["Hemtjänst beviljas enligt 4 kap. 1 § SoL från 2025-06-15.", "Barnets åsikt är inhämtad enligt 11 kap. 10 § SoL."]
)
def test_where_nobody_can_tell_it_is_a_question(text: str, book: Rulebook) -> None:
    assert verdict(book, "LAG-fel-lag", note(text)) is Verdict.QUESTION


def test_prose_that_decides_by_an_act_alone_is_asked_for_the_section(book: Rulebook) -> None:
    def said(text: str) -> Verdict:
        return verdict(book, "LAG-utan-paragraf", f'<anteckning id="n"><handelse tid="2025-08-05"/><avsnitt>{text}</avsnitt></anteckning>')

    assert said("Beslut: hemtjänst beviljas enligt SoL. Anna Ek") is Verdict.QUESTION
    assert said("Beslut: hemtjänst beviljas enligt 11 kap. 1 § SoL. Anna Ek") is Verdict.NOT_APPLICABLE
    assert said("Beslut: hemtjänst beviljas. Anna har sedan tidigare insatser enligt LSS. Anna Ek") is Verdict.NOT_APPLICABLE


def test_prose_that_cites_a_section_of_no_act_is_asked_only_when_nothing_else_tells_it(book: Rulebook) -> None:
    def said(text: str, matter: str = "") -> Verdict:
        piece = f'{matter}<anteckning id="n"><handelse tid="2025-08-05"/><avsnitt>{text}</avsnitt></anteckning>'
        return verdict(book, "LAG-utan-lag", piece)

    assert said("Beslut: hemtjänst beviljas Anna enligt 13 kap. 2 §.") is Verdict.QUESTION
    assert said("Beslut: hemtjänst beviljas Anna enligt 13 kap. 2 §.", '<arende id="A" lag="SoL"/>') is Verdict.MET
    assert said("Utredning inleds enligt 11:1.") is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("typ", "day", "place"),
    [
        ("Återkrav av ekonomiskt bistånd", "2025-09-08", "33 kap. 1 §"),
        ("Återkrav försörjningsstöd", "2025-03-08", "9 kap. 1 §"),
        ("Avgift för hemtjänst", "2025-09-08", "32 kap. 1 §"),
        ("Avgift för hemtjänst", "2025-03-08", "8 kap. 2 §"),
    ],
)
def test_repayment_and_fees_rest_on_their_own_chapters(typ: str, day: str, place: str, book: Rulebook) -> None:
    assert verdict(book, "LAG-passar-inte", decision(day, f"{place} SoL", typ)) is Verdict.MET
    assert verdict(book, "LAG-passar-inte", decision(day, "11 kap. 2 § SoL", typ)) is Verdict.QUESTION


def test_what_still_holds_of_the_old_act_for_repayment_is_not_reported(book: Rulebook) -> None:
    assert verdict(book, "LAG-fel-lag", decision(AFTER, "9 kap. 1 § SoL (2001:453)", "Återsökning")) is Verdict.NOT_APPLICABLE


def test_a_section_that_came_to_the_act_later_is_a_question(book: Rulebook) -> None:
    assert verdict(book, "LAG-finns-inte", decision("2010-05-05", "11 kap. 1 a § SoL")) is Verdict.QUESTION
    assert verdict(book, "LAG-finns-inte", decision("2014-05-05", "11 kap. 1 a § SoL")) is Verdict.MET


# -- table c: every limit, and the rules that count it

LIMITS = {
    "skyddsbedömning": ["FRI-skyddsbedomning"],
    "beslut inleda / inte inleda, barn och unga": ["FRI-forhandsbedomning"],
    "inleda utredning i övrigt": ["FRI-inleda-utredning"],
    "barnutredning klar": ["FRI-utredningstid"],
    "informera berörda om barnutredning": ["FRI-informera-berorda"],
    "återkoppla till anmälare på begäran": ["FRI-aterkoppling"],
    "uppföljning av barns situation": ["FRI-uppfoljning-barn"],
    "uppföljning efter LVU": ["FRI-uppfoljning-lvu"],
    "kommunicering": ["FRI-kommunicering"],
    "dokumentera muntliga uppgifter": ["SOS3-16b"],
    "underrätta om beslut": ["FRI-underrattelse"],
    "överklagande": ["FRI-overklagandetid"],
    "lämna över överklagande": ["FRI-overklagande-overlamnas"],
    "dröjsmålstalan": ["FRI-drojsmalstalan"],
    "ej verkställt gynnande beslut": ["FRI-ej-verkstallt-sol", "FRI-ej-verkstallt-lss"],
    "LVU omedelbart omhändertagande": ["FRI-understallning-lvu"],
    "LVU ansökan om vård": ["FRI-ansokan-lvu"],
    "LVU vård påbörjad": ["FRI-vard-paborjad-lvu"],
    "LVM omedelbart omhändertagande": ["FRI-understallning-lvm"],
    "LVM ansökan": ["FRI-ansokan-lvm"],
    "LVM vårdtid": ["FRI-vardtid-lvm"],
    "övervägande (SoL, LVU 2 §)": ["FRI-overvagande-sol", "FRI-overvagande-lvu"],
    "omprövning (LVU 3 §, 22 §)": ["FRI-omprovning-lvu"],
    "umgänge / hemlig vistelseort; flyttningsförbud": ["FRI-umgange", "FRI-flyttningsforbud"],
    "utreseförbud": ["FRI-utreseforbud"],
    "vårdnadsöverflyttning": ["FRI-vardnadsoverflyttning"],
    "jourhem": ["FRI-jourhem"],
    "vårdplan barn": ["FRI-vardplan"],
    "individuell plan LSS": ["FRI-individuell-plan"],
    "avskildhet": ["FRI-avskildhet-lvu", "FRI-avskildhet-lvm"],
    "vård i enskildhet": ["FRI-enskildhet-lvu", "FRI-enskildhet-lvm"],
    "kommunikation/besök SiS": ["FRI-kommunikation-lvu", "FRI-kommunikation-lvm"],
    "lex Sarah": ["FRI-lex-sarah-sol", "FRI-lex-sarah-lss"],
    "gallring": ["FRI-gallring"],
    "gallring, enskild verksamhet": ["FRI-gallring-enskild"],
    "gallring, undantag": ["FRI-gallring"],  # what is exempt is not judged
    "journalföring": ["SOS3-16b"],
}


def test_every_row_of_the_table_of_limits_has_its_rule(book: Rulebook, shared: Path) -> None:
    notes = (shared / "regulation/law-notes.md").read_text("utf-8")
    table = notes[notes.index("## (c)") : notes.index("## (d)")]
    rows = [line.split("|")[1].strip().replace("**", "") for line in table.splitlines() if line.startswith("| ")]
    assert [row for row in rows if row not in ("what", *LIMITS)] == []


@pytest.mark.parametrize("row", LIMITS)
def test_each_limit_is_shown_met_late_and_not_applicable(row: str, book: Rulebook) -> None:
    for name in LIMITS[row]:
        rule = book.rules[name]
        assert {"met", "missing", "not applicable"} <= {example.verdict for example in rule.examples}, name
        assert rule.lagrum or rule.pack == "sosfs_2014", name


def test_every_cited_lagrum_of_a_rule_exists_in_an_act_of_its_own_days(book: Rulebook) -> None:
    from sosfs_lint.law import acts, parse_citations

    for rule in (rule for rule in book.rules.values() if rule.pack == "frister"):
        for period in rule.lagrum:
            day = period.first or date(2025, 6, 30)
            cited = [c for c in parse_citations(period.text, date=day) if c.paragraf and c.sfs]
            assert cited, (rule.id, period.text)
            for citation in cited:
                assert acts()[str(citation.sfs)].has_section(citation.kapitel, str(citation.paragraf)) is not False, (rule.id, period.text)
                assert citation.sfs not in ("2001:453", "2025:400") or acts()[str(citation.sfs)].in_force(day), (rule.id, period.text)


# -- clocks

CHILD = '<enskild id="p" fodd="2015-02-14"/>'
REPORT = '<aktualisering id="k" typ="anmalan" inkom="{}"/>'


def matter(day: str, more: str = "", posts: str = "") -> str:
    return f'{CHILD}<arende id="A" lag="SoL">{REPORT.format(day)}{more}</arende>{posts}'


def opened(day: str) -> str:
    return f'<beslut id="b" arende="A" typ="Inleda utredning" utfall="inleda" datum="{day}"/>'


def test_late_says_both_days_and_the_lagrum_of_the_day_the_clock_began(book: Rulebook) -> None:
    for began, done, due, lagrum in (
        ("2025-06-20", "2025-07-05", "2025-07-04", "11 kap. 1 a § andra stycket SoL (2001:453)"),
        ("2025-07-01", "2025-07-16", "2025-07-15", "20 kap. 2 § SoL (2025:400)"),
    ):
        (answer,) = answers(book, "FRI-forhandsbedomning", matter(began, posts=opened(done)), tid="2025-12-01")
        assert (answer.verdict, answer.kind) == (Verdict.MISSING, "late")
        assert (str(answer.from_date), str(answer.due), answer.lagrum) == (began, due, lagrum)


def test_a_running_clock_is_remaining_on_the_exports_day_and_never_on_todays(book: Rulebook) -> None:
    for tid, expected in (("2024-03-15", Verdict.REMAINING), ("2024-03-16", Verdict.MISSING)):
        (answer,) = answers(book, "FRI-forhandsbedomning", matter("2024-03-01"), tid=tid)
        assert (answer.verdict, str(answer.due)) == (expected, "2024-03-15")


def test_what_lies_outside_a_selection_is_not_checked(book: Rulebook) -> None:
    from conftest import akt, export, one

    piece = '<arende id="A" lag="SoL">' + REPORT.format("2025-03-01") + "</arende>"
    header = '<export tid="2025-12-01" fullstandig="false" urval-from="2025-03-01" urval-tom="2025-03-10"/>'
    record = one(export(akt(piece, person=CHILD), header=header))
    (answer,) = judge_akt(record, book, Options(frozenset({"FRI-forhandsbedomning"}))).answers
    assert answer.verdict is Verdict.NOT_CHECKED


def test_months_are_counted_to_the_same_day_or_the_last_of_the_month() -> None:
    from sosfs_lint.checks.limits import Span

    assert Span(4, "m").after(date(2025, 10, 31)) == date(2026, 2, 28)
    assert Span(1, "y").after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Span(2, "w").after(date(2025, 12, 24)) == date(2026, 1, 7)


BEGUN = '<beslut id="u" arende="A" typ="Inleda utredning" utfall="inleda" datum="2025-09-01"/>'
DONE = '<handling id="h" arende="A" slag="upprattad"><titel>Utredning</titel><upprattad tid="{}"/></handling>'


def extension(words: str, done: str, day: str = "2025-12-20") -> str:
    note = f'<anteckning id="f" arende="A"><handelse tid="{day}"/><avsnitt>Beslut: utredningstiden förlängs {words}. Anna Ek</avsnitt></anteckning>'
    return f'{CHILD}<arende id="A" lag="SoL"/>{BEGUN}{note}{DONE.format(done)}'


@pytest.mark.parametrize(
    ("words", "done", "expected"),
    [
        ("med två månader av särskilda skäl", "2026-03-01", Verdict.MET),
        ("med två månader av särskilda skäl", "2026-03-02", Verdict.MISSING),
        ("ytterligare 3 veckor", "2026-01-22", Verdict.MET),
        ("t.o.m. 15/2 2026, BUP utreder", "2026-02-15", Verdict.MET),
        ("t.o.m. 15/2 2026, BUP utreder", "2026-02-16", Verdict.MISSING),
        ("till och med februari 2026", "2026-02-10", Verdict.QUESTION),
        ("till och med februari 2026", "2026-03-01", Verdict.MISSING),
        ("av särskilda skäl", "2026-02-10", Verdict.QUESTION),
        ("till 2026-03-01. Möte 2026-06-01 med skolan", "2026-04-01", Verdict.MISSING),
    ],
)
def test_an_extension_is_honoured_by_day_or_length_and_a_vague_one_is_a_question(
    words: str, done: str, expected: Verdict, book: Rulebook
) -> None:
    assert verdict(book, "FRI-utredningstid", extension(words, done), tid="2026-06-01") is expected


def test_an_extension_that_came_too_late_or_is_told_again_moves_nothing(book: Rulebook) -> None:
    assert verdict(book, "FRI-utredningstid", extension("med två månader", "2026-02-10", "2026-01-15"), tid="2026-06-01") is Verdict.MISSING
    again = (
        '<anteckning id="g" arende="A"><handelse tid="2026-01-10"/><avsnitt>Utredningen är förlängd med två månader.</avsnitt></anteckning>'
    )
    assert verdict(book, "FRI-utredningstid", extension("med två månader", "2026-04-01") + again, tid="2026-06-01") is Verdict.MISSING


@pytest.mark.parametrize("inkom", ["2025-09", "2025"])
def test_a_report_whose_day_is_too_vague_is_a_question(inkom: str, book: Rulebook) -> None:
    assert verdict(book, "FRI-forhandsbedomning", matter(inkom, posts=opened("2025-12-20")), tid="2026-03-01") is Verdict.QUESTION


def seclusion(first: str, last: str) -> str:
    decided = f'<beslut id="b" arende="A" typ="Avskildhet" datum="{first[:10]}" galler-from="{first}" galler-tom="{last}"/>'
    return f'{CHILD}<arende id="A" lag="LVU"/>{decided}'


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-10-26T01:00:00+02:00", "2025-10-26T04:30:00+01:00", Verdict.MISSING),  # 4.5 hours, though the clock shows 3.5
        ("2026-03-29T01:00:00+01:00", "2026-03-29T05:30:00+02:00", Verdict.MET),  # 3.5 hours, though the clock shows 4.5
        ("2025-10-26T02:30:00+02:00", "2025-10-26T05:29:00+01:00", Verdict.MET),  # the hour that comes twice
        ("2025-10-26T02:30:00+01:00", "2025-10-26T06:31:00+01:00", Verdict.MISSING),
        ("2025-05-05", "2025-05-05", Verdict.QUESTION),
    ],
)
def test_hours_are_those_that_passed_also_when_the_clocks_change(first: str, last: str, expected: Verdict, book: Rulebook) -> None:
    assert verdict(book, "FRI-avskildhet-lvu", seclusion(first, last)) is expected


def test_seclusion_without_clock_times_is_a_question(book: Rulebook) -> None:
    piece = f'{CHILD}<arende id="A" lag="LVU"/><anteckning id="n" arende="A" typ="Avskildhet"><handelse tid="2025-09-01"/><avsnitt>{{}}</avsnitt></anteckning>'
    for words in ("Avskild från kl. 22, ut på morgonen.", "Hölls i avskildhet i fem timmar."):
        assert verdict(book, "FRI-avskildhet-lvu", piece.format(words)) is Verdict.QUESTION


@pytest.mark.parametrize(("out", "expected"), [("20.15", Verdict.MET), ("23.30", Verdict.MISSING)])
def test_a_decision_may_tell_when_it_began_and_a_note_when_it_ended(out: str, expected: Verdict, book: Rulebook) -> None:
    decision = (
        '<beslut id="b" arende="A" typ="Avskildhet" datum="2025-09-01"><innehall>Hålls i avskildhet från kl. 18.40.</innehall></beslut>'
    )
    note = f'<anteckning id="n" arende="A" typ="Avskildhet"><handelse tid="2025-09-01"/><avsnitt>Avskildheten upphörde kl. {out}.</avsnitt></anteckning>'
    assert verdict(book, "FRI-avskildhet-lvu", f'{CHILD}<arende id="A" lag="LVU"/>{decision}{note}') is expected


def test_a_late_row_says_when_it_was_due_and_when_it_came(book: Rulebook) -> None:
    from sosfs_lint.reporters import Settings, message_of

    (answer,) = answers(book, "FRI-forhandsbedomning", matter("2025-09-01", posts=opened("2025-09-24")), tid="2026-03-01")
    text = message_of(answer, Settings())
    assert all(part in text for part in ("2025-09-01", "2025-09-15", "2025-09-24", "20 kap. 2 § SoL (2025:400)"))
    (answer,) = answers(book, "FRI-avskildhet-lvu", seclusion("2025-09-01T10:00", "2025-09-01T14:30"))
    text = message_of(answer, Settings())
    assert "2025-09-01 10:00" in text and "2025-09-01 14:30" in text


# -- one municipality receives for another

HANDED = '<aktualisering id="k" typ="anmalan" inkom="2025-09-05" mottagen-for-kommun="Lillby" overlamnad="2025-09-06" overlamnad-till="Lillby kommun"/>'


def of_lillby(book: Rulebook, rule: str, report: str, words: str, day: str = "2025-09-06") -> Verdict:
    """The answer in a record that Lillby keeps, with one note."""
    from conftest import akt, export, one

    note = f'<anteckning id="n" arende="A"><handelse tid="{day}"/><registrerad tid="{day}"/><avsnitt>{words}</avsnitt></anteckning>'
    source = export(akt(f'<arende id="A" lag="SoL">{report}</arende>{note}', person=CHILD), header='<export tid="2026-03-01"/>')
    record = one(source.replace('<aktor typ="namnd"/>', '<aktor typ="namnd" namn="Socialnämnden, Lillby kommun"/>'))
    (answer,) = judge_akt(record, book, Options(frozenset({rule}))).answers
    return answer.verdict


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("Socialjouren i Hagsjö gjorde en omedelbar skyddsbedömning i går kväll: inget behov av skydd.", False),
        ("Hagsjös socialjour har skyddsbedömt: flickan behöver inte omedelbart skydd.", False),
        ("Anmälan kom till socialjouren i Hagsjö. Jourens skyddsbedömning: flickan behöver inte omedelbart skydd.", False),
        ("Skyddsbedömning gjord av socialjouren i Lillby: flickan behöver inte omedelbart skydd.", True),
        ("Socialjouren i Hagsjö har lämnat över. Skyddsbedömning gjord i dag, flickan behöver inget omedelbart skydd.", True),
        ("Vi gör samma skyddsbedömning som jouren i Hagsjö: flickan behöver inte omedelbart skydd.", True),
    ],
)
def test_the_responsible_municipalitys_protection_assessment_is_its_own(words: str, own: bool, book: Rulebook) -> None:
    assert of_lillby(book, "OVL-egen-skyddsbedomning", HANDED, words) is (Verdict.MET if own else Verdict.MISSING)
    assert of_lillby(book, "FRI-skyddsbedomning", HANDED, words) is (Verdict.MET if own else Verdict.QUESTION)


def test_an_assessment_of_an_earlier_report_is_not_of_this_one(book: Rulebook) -> None:
    words = "Omedelbar skyddsbedömning: flickan behöver inte skydd."
    assert of_lillby(book, "OVL-egen-skyddsbedomning", HANDED, words, day="2025-03-06") is Verdict.MISSING


@pytest.mark.parametrize(
    "words",
    [
        "Socialjouren i Lillby tar emot en orosanmälan för Storby kommuns räkning. Granne ringer 22.10.",
        "Orosanmälan tas emot av socialjouren i Lillby för Storby kommun, kl 22.10.",
        "Jourens anteckning: tar emot en orosanmälan för annan kommun, Storby.",
    ],
)
def test_no_clock_runs_in_the_municipality_that_only_receives(words: str, book: Rulebook) -> None:
    for rule in ("FRI-skyddsbedomning", "FRI-forhandsbedomning"):
        assert of_lillby(book, rule, "", words) is Verdict.NOT_APPLICABLE
    assert of_lillby(book, "OVL-ingen-bedomning", "", words) is Verdict.MET


def test_a_report_that_another_received_for_us_runs_here(book: Rulebook) -> None:
    words = "Rektor ringer och gör en orosanmälan. Anmälan tas emot av jouren för Lillby kommuns räkning."
    assert of_lillby(book, "FRI-forhandsbedomning", "", words) is Verdict.MISSING


# -- what rules and limits say


def test_a_message_is_one_short_sentence_in_both_languages_also_when_it_is_filled(book: Rulebook) -> None:
    day = date(2025, 7, 1)
    for rule in (rule for rule in book.rules.values() if rule.pack in ("frister", "lagrum")):
        for lang in ("sv", "en"):
            for table in (rule.message, rule.open_message):
                text = table.get(lang, "").format(fran=day, till=day, dag=day, limit=14)
                assert not text or (len(text) < 90 and text.endswith(".")), (rule.id, lang, len(text))
            assert rule.message.get(lang) and rule.help.get(lang) and rule.over and rule.under, rule.id


def test_every_rule_of_the_packs_has_its_examples(book: Rulebook) -> None:
    for rule in (rule for rule in book.rules.values() if rule.pack in ("frister", "lagrum")):
        verdicts = {example.verdict for example in rule.examples}
        wanted = {"not checked", "not applicable"} if rule.id.startswith("DEL") else {"met", "not applicable"}
        assert wanted <= verdicts and (rule.id.startswith("DEL") or verdicts & {"missing", "unclear"}), rule.id


def test_explain_shows_the_lagrum_of_each_period(sosfs_lint) -> None:
    out = sosfs_lint("explain", "FRI-forhandsbedomning").out
    assert "11 kap. 1 a § andra stycket SoL (2001:453) (till 2025-06-30)" in out
    assert "20 kap. 2 § SoL (2025:400) (från 2025-07-01)" in out


@pytest.mark.parametrize("lagrum", ["[{ is = 3 }]", '[{ from = "2025", is = "x" }]', "5", '[{ is = "x", was = "y" }]'])
def test_a_lagrum_that_cannot_be_read_is_told_with_its_line(lagrum: str, tmp_path: Path) -> None:
    from test_packs import RULE, load, pack

    from sosfs_lint.errors import PackError

    folder = pack(tmp_path, kap1__01_nar=RULE + f"lagrum = {lagrum}\n")
    with pytest.raises(PackError) as told:
        load(folder)
    assert told.value.where is not None and told.value.where.endswith("kap1/01_nar.toml:9")


@pytest.mark.parametrize(
    "within",
    [
        '{ from = "handelse", to = "moment:borta", limit = "3d" }',
        '{ from = "handelse", to = "registrerad", limit = "3 dagar" }',
        '{ from = "handelse", to = "registrerad" }',
        '{ from = "handelse", to = "registrerad", limit = "local:borta" }',
        '{ from = "handelse", to = "registrerad", limit = "3d", absent = "kanske" }',
    ],
)
def test_a_limit_that_cannot_be_read_is_told(within: str, tmp_path: Path) -> None:
    from test_packs import RULE, load, pack

    from sosfs_lint.errors import PackError

    rule = re.sub(r"needs = .*", f"within = {within}", RULE)
    with pytest.raises(PackError):
        load(pack(tmp_path, kap1__01_nar=rule))


# -- the timeline


def test_the_timeline_is_in_order_with_lagrum_and_no_word_of_the_record(sosfs_lint) -> None:
    source = ROOT / "fixtures/over-lagskiftet/export.xml"
    out = sosfs_lint("timeline", source, "--output-format", "json")
    (record,) = out.json["akter"]
    assert out.code == 0 and record["as_of"] == "2026-01-20"
    for arende in record["arenden"]:
        days = [entry["day"] for entry in arende["entries"] if entry["day"]]
        assert days == sorted(days)
    clocks = {(e["rule"], e["state"], e["day"]) for a in record["arenden"] for e in a["entries"] if e["kind"] == "frist"}
    assert ("FRI-utredningstid", "met", "2025-12-15") in clocks and ("FRI-forhandsbedomning", "remaining", "2026-01-31") in clocks
    text = sosfs_lint("timeline", source).out
    assert "20 kap. 2 § SoL (2025:400)" in text
    for word in ("Brunnsäter", "Eivor", "Maj-Li", "mostern", "20160311"):
        assert word not in text + out.out


def test_the_timeline_names_what_each_clock_is_about_and_where_a_moment_stands(tmp_path: Path, sosfs_lint) -> None:
    from conftest import akt, export

    path = tmp_path / "in.xml"
    source = export(akt(matter("2025-09-05").replace(CHILD, ""), person=CHILD), header='<export tid="2025-12-01"/>')
    path.write_text(source, "utf-8")
    text = sosfs_lint("timeline", path).out
    assert "förhandsbedömning inom 14 dagar" in text and "forhandsbedomning-14-dagar" not in text and "Orosanmälan (rad 2)" in text
    assert "Orosanmälan (line" not in text and "Report of concern (line 2)" in sosfs_lint("timeline", path, "--lang", "en").out


def test_the_timeline_shows_reception_and_handing_over(tmp_path: Path, sosfs_lint) -> None:
    from conftest import akt, export

    path = tmp_path / "in.xml"
    path.write_text(export(akt(f'<arende id="A" lag="SoL">{HANDED}</arende>', person=CHILD), header='<export tid="2025-12-01"/>'), "utf-8")
    (record,) = sosfs_lint("timeline", path, "--output-format", "json").json["akter"]
    shown = {(entry["day"], entry.get("moment")) for entry in record["arenden"][0]["entries"]}
    assert {("2025-09-05", "lag-anmalan-for-kommun"), ("2025-09-06", "lag-overlamnad")} <= shown


def test_the_timeline_says_what_came_in_what_was_skipped_and_what_could_not_be_read(tmp_path: Path, sosfs_lint) -> None:
    from conftest import akt, export

    (tmp_path / "a.xml").write_text(export(akt()), "utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    unread = tmp_path.parent / "trasig.xml"
    unread.write_text("nej", "utf-8")
    out = sosfs_lint("timeline", tmp_path, unread)
    assert out.code == 2 and "Akter: 2 in = 1 kontrollerade + 1 oläsliga. Filer som hoppats över: 1." in out.out and "b.pdf" in out.err
    told = sosfs_lint("timeline", tmp_path, unread, "--output-format", "json").json
    assert told["summary"] == {"akter_in": 2, "akter": 1, "unreadable": 1, "skipped": 1} and len(told["unreadable"]) == 1
    (tmp_path / "tom").mkdir()
    empty = sosfs_lint("timeline", tmp_path / "tom")
    assert empty.code == 2 and "ingen fil som går att läsa" in empty.err


def test_a_timeline_of_what_cannot_be_read_is_exit_code_2(tmp_path: Path, sosfs_lint) -> None:
    path = tmp_path / "x.xml"
    path.write_text("nej", "utf-8")
    assert sosfs_lint("timeline", path).code == 2
