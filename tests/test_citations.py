"""Citations: every style in use, which act is meant, and what only looks like a citation. All texts are invented."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosfs_lint.law import Citation, Resolution, acts, assume_act, parse_citations
from sosfs_lint.law.citations import find_sections, names_act, names_section
from sosfs_lint.law.resolving import topics

OLD, NEW = "2001:453", "2025:400"


def cited(text: str) -> str:
    """What a text cites, in short: "SoL 4:1", "LSS 9 p2", "LVU 14 st2 p1"; "-" for no act."""
    return ", ".join(_short(citation) for citation in parse_citations(text))


def _short(c: Citation) -> str:
    place = f"{c.kapitel}:{c.paragraf or ''}" if c.kapitel else c.paragraf
    return f"{c.lag or '-'} {place}" + (f" st{c.stycke}" if c.stycke else "") + (f" p{c.punkt}" if c.punkt else "")


STYLES = {
    # chapter and section
    "4 kap. 1 § SoL": "SoL 4:1",
    "4 kap 1§ SoL": "SoL 4:1",
    "4 kap 1§": "- 4:1",
    "4kap1§SoL": "SoL 4:1",
    "4kap.1§ SoL": "SoL 4:1",
    "Utredning jml 11 kap. 1 § SoL": "SoL 11:1",
    "14 kap 1 SoL": "SoL 14:1",
    "14 kap. 1 SoL": "SoL 14:1",
    "13 kap 2 Socialtjänstlagen": "SoL 13:2",
    "14 kap. § 1 SoL": "SoL 14:1",
    "kap 4 § 1": "- 4:1",
    "kap. 4 § 1 SoL": "SoL 4:1",
    "kapitel 4 paragraf 1": "- 4:1",
    "KAP. 4 § 1 SOL": "SoL 4:1",
    "4 kap. 1 § i socialtjänstlagen": "SoL 4:1",
    "4 kap. 1 § (SoL)": "SoL 4:1",
    "4 kap. 1 §, SoL": "SoL 4:1",
    "SoL:s 4 kap 1 §": "SoL 4:1",
    "socialtjänstlagens 4 kap. 1 §": "SoL 4:1",
    "socialtjänstlagen, 4 kap. 1 §": "SoL 4:1",
    "enl 11 kap 1 § socialtjästlagen": "SoL 11:1",
    "11 kap. 1a § SoL": "SoL 11:1a",
    "11 kap. 1 a § SoL": "SoL 11:1a",
    "3 kap. 6 b § SoL": "SoL 3:6b",
    "2 a kap. 8 § SoL": "SoL 2a:8",
    "11.kap 1§ SoL": "SoL 11:1",
    "kap. 11, 1 § SoL": "SoL 11:1",
    "§ 4 kap 1 SoL": "SoL 4:1",
    "Lag: SoL Kapitel: 4 Paragraf: 1": "SoL 4:1",
    "socialtjänstlagen (SoL) 4 kap. 1 §": "SoL 4:1",
    "4 kap. 1 § socialtjänstlagen (2001:453), SoL": "SoL 4:1",
    "26 kap. 1 § OSL/offentlighets- och sekretesslagen": "OSL 26:1",
    "6 §-beslut enligt LVU": "LVU 6",
    # colon
    "SoL;4:1": "SoL 4:1",
    "SoL/4:1": "SoL 4:1",
    "SoL-4:1": "SoL 4:1",
    "SoL4:1": "SoL 4:1",
    "4:1 SoL": "SoL 4:1",
    "SoL 4:1": "SoL 4:1",
    "sol 4:1": "SoL 4:1",
    "SoL 4:1 §": "SoL 4:1",
    "§ 4:1 SoL": "SoL 4:1",
    "12:1 SoL 2025:400": "SoL 12:1",
    "11:1 a SoL": "SoL 11:1a",
    "10:1 OSL": "OSL 10:1",
    "enl 11:1": "- 11:1",
    "enl. 11:1": "- 11:1",
    "enligt 4:1": "- 4:1",
    "jml 4:1": "- 4:1",
    "en 11:1-utredning": "- 11:1",
    "Rutin utredning 11:1 barn": "- 11:1",
    "4:1, bifall.": "- 4:1",
    "Bifall 9:10.": "- 9:10",
    "utr enl 11:1 (soc.sekr. N.N. beslut)": "- 11:1",
    # no chapters
    "6 § LVU": "LVU 6",
    "6§LVU": "LVU 6",
    "5§ LVU": "LVU 5",
    "LVU § 6": "LVU 6",
    "§ 6 LVU": "LVU 6",
    "LVU 6 §": "LVU 6",
    "LVU 6": "LVU 6",
    "Lagstöd: LVM 13.": "LVM 13",
    "4 LVM": "LVM 4",
    "vård enligt tretton LVM": "LVM 13",
    "LVU tvåan": "LVU 2",
    "2:an LVU": "LVU 2",
    "trean LVU": "LVU 3",
    "26 a § LVU": "LVU 26a",
    "§ 12-hem": "- 12",
    "4 LVU": "LVU 4",
    "25 § FL": "FL 25",
    "25 § förvaltningslagen": "FL 25",
    # points and paragraphs
    "9 § 2 LSS": "LSS 9 p2",
    "9 § 9 LSS": "LSS 9 p9",
    "9 § p. 2 LSS": "LSS 9 p2",
    "9 § p 2 LSS": "LSS 9 p2",
    "9 § 2 p LSS": "LSS 9 p2",
    "LSS 9:2": "LSS 9 p2",
    "9:9 LSS": "LSS 9 p9",
    "9.2 LSS": "LSS 9 p2",
    "LSS 9.2": "LSS 9 p2",
    "LSS 9 § 2": "LSS 9 p2",
    "LSS 9 § 2, 8 tim/mån": "LSS 9 p2",
    "LSS 9 § punkt 6, fyra dygn": "LSS 9 p6",
    "LSS, paragraf 9 punkt 4": "LSS 9 p4",
    "punkt 3 i 9 § LSS": "LSS 9 p3",
    "9 § 3 och 4 LSS": "LSS 9 p3, LSS 9 p4",
    "9 § punkterna 3-5 LSS": "LSS 9 p3, LSS 9 p4, LSS 9 p5",
    "36 § andra stycket LVU": "LVU 36 st2",
    "36 § 2 st. LVU": "LVU 36 st2",
    "36 § st 2 LVU": "LVU 36 st2",
    "14 § andra stycket 1 LVU": "LVU 14 st2 p1",
    "36 § första och andra styckena LVU": "LVU 36 st1, LVU 36 st2",
    "4 kap. 1 § första stycket 2 SoL": "SoL 4:1 st1 p2",
    "LSS §9:9": "LSS 9 p9",
    "5 kap. 1 § första stycket a-c OSL": "OSL 5:1 st1 pa, OSL 5:1 st1 pb, OSL 5:1 st1 pc",
    "1 § andra stycket a) LVU": "LVU 1 st2 pa",
    "1 § andra stycket a) och b) LVU": "LVU 1 st2 pa, LVU 1 st2 pb",
    "19 kap. 1 § första stycket 3 a SoL": "SoL 19:1 st1 p3a",
    "punkt a i 9 § LSS": "LSS 9 pa",
    "LSS 9§3p": "LSS 9 p3",
    "9 § 9:e punkten LSS": "LSS 9 p9",
    "36 § 2:a stycket LVU": "LVU 36 st2",
    # lists and ranges
    "11 kap. 1 och 2 §§ SoL": "SoL 11:1, SoL 11:2",
    "12 kap 1, 7 §§ SoL": "SoL 12:1, SoL 12:7",
    "1,7 §§ LVU": "LVU 1, LVU 7",
    "2 och/eller 3 LVU": "LVU 2, LVU 3",
    "2 respektive 3 LVU": "LVU 2, LVU 3",
    "2 och 3 §§ LVU": "LVU 2, LVU 3",
    "§§ 2 och 3 LVU": "LVU 2, LVU 3",
    "2 § och 3 § LVU": "LVU 2, LVU 3",
    "1-3 §§ LVU": "LVU 1, LVU 2, LVU 3",
    "1–3 §§": "- 1, - 2, - 3",
    "31 a-c §§ LVU": "LVU 31a, LVU 31b, LVU 31c",
    "31 a och b §§ LVU": "LVU 31a, LVU 31b",
    "15 i, 15 o §§ LVU": "LVU 15i, LVU 15o",
    "3, 4 och 6 kap. brottsbalken": "BrB 3:, BrB 4:, BrB 6:",
    "4 kap. 1 § och 11 kap. 1 § SoL": "SoL 4:1, SoL 11:1",
    "4 kap. 1 § SoL samt 9 § 3 LSS": "SoL 4:1, LSS 9 p3",
    "17 kap. 1 § och 9 § LSS": "- 17:1, LSS 9",
    "LVU 6 § LVM 4 §": "LVU 6, LVM 4",
    "9 § 3, 14 § LSS": "LSS 9 p3, LSS 14",
    "4:1 och 12:1 SoL": "SoL 4:1, SoL 12:1",
    "4:1 alt. 4:2 SoL": "SoL 4:1, SoL 4:2",
    "SoL 4:1/4:2": "SoL 4:1, SoL 4:2",
    "4 kap. 1 § jfr 2 § SoL": "SoL 4:1, SoL 4:2",
    "SoL 11:1-2": "SoL 11:1, SoL 11:2",
    "11:1–11:3 SoL": "SoL 11:1, SoL 11:2, SoL 11:3",
    "Bifall, 9 § 6 LSS: korttids. Avslag, 9 § 5 LSS: avlösning.": "LSS 9 p6, LSS 9 p5",
    # in words
    "fjärde kapitlet första paragrafen socialtjänstlagen": "SoL 4:1",
    "socialtjänstlagen, fjärde kapitlet, första paragrafen": "SoL 4:1",
    "fjärde kapitlet paragraf ett": "- 4:1",
    "tredje kapitlet paragraf sex b i den gamla socialtjänstlagen": "SoL 3:6b",
    "nionde paragrafens tionde punkt i lagen om stöd och service till vissa funktionshindrade": "LSS 9 p10",
    "femte punkten i LSS nionde paragraf": "LSS 9 p5",
    "SoL 2001, kap fyra, par. ett": "SoL 4:1",
    "SoL fyra ett": "SoL 4:1",
    "Utredning enligt elva ett": "- 11:1",
    "sjätte paragrafen LVU": "LVU 6",
    # acts by other names
    "36 § lagen med särskilda bestämmelser om vård av unga": "LVU 36",
    "36 § lagen (1990:52) med särskilda bestämmelser om vård av unga": "LVU 36",
    "4 § lagen om vård av missbrukare i vissa fall": "LVM 4",
    "4 § lagen om vård av missbrukare": "LVM 4",
    "lagens (1993:387) 9 §": "LSS 9",
    "10 kap. 1 § offentlighets- och sekretesslagen": "OSL 10:1",
    "6 kap. 11 § föräldrabalken": "FB 6:11",
    "6 kap. 11 § FB": "FB 6:11",
    "3 kap. 5 § BrB": "BrB 3:5",
    "5 kap. 1 § HSL": "HSL 5:1",
    "3 § LPT": "LPT 3",
    "14 § LSU": "LSU 14",
    "9 kap. 2 § SoF": "SoF 9:2",
    "5 § lag 2007:606": "2007:606 5",
    "3 § lagen (2013:123)": "2013:123 3",
    "31 § LUL": "LUL 31",
    # damaged by scanning
    "4 kap. l § SoL": "SoL 4:1",
    "1l kap. 1 § SoL": "SoL 11:1",
    "2O § LVU": "LVU 20",
    "4 kap 1 S SoL": "SoL 4:1",
    "4 kap. 1 &sect; SoL": "SoL 4:1",
    "4 kap 1 $ SoL": "SoL 4:1",
    "4 kap.\n1 § SoL": "SoL 4:1",
    "4 kap. 1 §\nsocialtjänst-\nlagen": "SoL 4:1",
    "11 kap. 1 § socialtjänst-\nlagen (2001:453)": "SoL 11:1",
    "11 ka-\np. 1 § SoL": "SoL 11:1",
    "11 kap. 1 § So L": "SoL 11:1",
    "6 § L V U": "LVU 6",
    "36 § andra styc-\nket LVU": "LVU 36 st2",
    "26 kap. 1 § offentlighets- och sekretess-\nlagen": "OSL 26:1",
    "11:1 SoL-\nutredning": "SoL 11:1",
    "4 kap. 1 § socialtjänstlagen (2001 :453)": "SoL 4:1",
    "6 § lagen (.1990:52)": "LVU 6",
    "4 kap. 1 § socialtjänstlagen (2OO1:453)": "SoL 4:1",
    # back references
    "11 kap. 1 § SoL (2001:453), jfr 2 § samma kapitel": "SoL 11:1, SoL 11:2",
    "6 § LVU och 11 § samma lag": "LVU 6, LVU 11",
    "6 § LVU, se beslut enligt 9 §. Jfr 11 § samma lag": "LVU 6, - 9, LVU 11",
}


@pytest.mark.parametrize("text", STYLES)
def test_a_citation_is_found_in_every_style(text: str) -> None:
    assert cited(text) == STYLES[text]
    inside = f"Beslutas denna dag.\n\n{text}\n\nVi ses igen nästa vecka."
    assert cited(inside) == STYLES[text]
    assert names_section(inside) == any(not each.endswith(":") for each in STYLES[text].split(", "))


@pytest.mark.parametrize(
    "text",
    [
        "Möte kl 11:15", "kl. 9:30", "klockan 14:2", "11:15-12", "11:10 träff med far", "Möte 14:10 om utredning", "avskild 14.05–15.40", "2024-03-02",
        "2/3", "2/3 LVU-ansökan skickad", "den 2/3 2024", "090427", "dnr 2024:12", "Dnr: 2001:453", "prop. 2012/13:10", "SOSFS 2014:5", "mål 2:1", "vann med 4:1",
        "19900101-1234", "900101-1234", "6 300 kr", "12 000 kr LSS", "070-123 45 67", "08-12 34 56", "Storgatan 4", "Storgatan 4:1", "Storgatan 4 B, 11:1 tr",
        "blodtryck 140/80", "skala 1:50", "m fl 4 personer", "kl 11 LVU upphävt", "LVU 12 mars", "LVU 3/4", "LSS 3/4", "SoL 20 grader", "tre LVU-ärenden",
        "3 LSS-insatser", "vi har 3 LVU", "två LVU", "LVU 3 månader", "LVU 2 ggr", "LVU 20 %", "personkrets 2 LSS", "pkrets 2 LSS", "SoL 4", "LVU 88", "99 LVM",
        "en paragraf", "fyra paragrafer", "rätt paragraf fylls i senare", "lagens inledande paragraf", "biståndsparagrafen", "2 punkter i LSS", "ett par 3 gånger",
        "4 § i delegationsordningen", "nämndens protokoll (§ 88)", "SN § 45", "§ 4 i hyresavtalet", "riktlinjer kapitel 5", "kap 3 i boken", "enligt LVU",
        "enligt SoL", "LVU:et", "SoL och LSS", "enligt lagen", "lagen (1990:52)", "punkt 3 nedan", "första stycket", "andra gången", "vecka 6: 12-stegsprogrammet",
        "5 $", "4 S", "kapprummet 2", "A4", "B12 1 mg", "soc 4", "fem sex gånger", "1:a handläggare", "2:a plan", "", " ", "§", "§§", "kap.", "4 kap.", ":", "1:",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert cited(text) == ""
    assert cited(f"Modern ringer. {text}. Vi ses.") == ""


# -- which act is meant

SAME_NUMBER = [
    # law-notes b.2: the same number in both acts, and what it is about in each
    ("4:1", "bistånd", "kommunens yttersta ansvar"),
    ("11:1", "inleda utredning", "rätt till insatser, hemtjänst"),
    ("11:2", "barnutredning, 4 månader", "ekonomin beaktas inte"),
    ("11:5", "dokumentation", "insatser utan behovsprövning"),
    ("12:1", "gallring", "ekonomiskt bistånd"),
    ("14:1", "orosanmälan", "hänvisning till förvaltningslagen"),
    ("14:2", "god kvalitet", "inleda utredning"),
    ("14:3", "lex Sarah-rapport", "dokumentationsskyldighet"),
    ("16:3", "överklagande", "gallring av avtal"),
]
MOVED = [
    # law-notes b.1: what each section of 2001 became
    ("barnets bästa", "1:2", "3:1"), ("komma till tals", "11:10", "3:2"), ("information till barn", "11:10", "3:3"), ("egen talan", "11:10", "3:4"),
    ("inleda utredning", "11:1", "14:2"), ("omedelbar skyddsbedömning", "11:1 a", "20:1"), ("förhandsbedömning", "11:1 a", "20:2"),
    ("barnutredning", "11:2", "20:5"), ("fyra månader", "11:2", "20:3"), ("underrätta berörd", "11:2", "20:4"), ("samtal med barn", "11:10", "20:7"),
    ("orosanmälan", "14:1", "19:1"), ("familjerådgivning", "14:1", "19:2"), ("uppgiftsskyldighet", "14:1", "20:6"), ("möte", "14:1 a", "19:5"),
    ("återkoppling", "14:1 b", "19:6"), ("bör anmäla", "14:1 c", "19:4"), ("bistånd, hemtjänst", "4:1", "11:1"), ("ekonomiskt bistånd", "4:1", "12:1"),
    ("mer än rätten ger", "4:2", "12:2"), ("försörjningsstöd", "4:1", "12:3"), ("arbetsmarknad", "4:4", "12:4"), ("praktik", "4:5", "12:5"),
    ("utan behovsprövning", "4:2 a", "11:5"), ("kontaktperson", "3:6 b", "13:7"), ("SIP", "2:7", "10:8"), ("vårdplan", "11:3", "9:12"),
    ("uppföljning efter utredning", "11:4 a", "23:1"), ("uppföljning", "11:4 c", "23:5"), ("dokumentation", "11:5", "14:3"), ("förvaring", "11:5", "14:7"),
    ("felaktig uppgift", "11:6", "14:6"), ("kommunicering", "11:8", "14:10"), ("remiss", "11:7", "14:11"), ("muntligt inför nämnden", "11:9", "14:8"),
    ("gallring", "12:1", "16:1"), ("dokumentation i enskild verksamhet", "7:3", "17:1"), ("medgivande", "6:6", "22:2"), ("adoption", "6:12", "24:1"),
    ("socialsekreterare", "6:7 c", "22:12"), ("övervägande", "6:8", "22:13"), ("flyttningsförbud", "6:8 a", "22:16"),
    ("vårdnadsöverflyttning", "6:8 b", "22:14"), ("god kvalitet", "14:2", "5:1"), ("lex Sarah", "14:3", "27:2"), ("lex Sarah, dokumentera", "14:6", "27:5"),
    ("ej verkställt", "16:6 f", "34:1"), ("överklagande", "16:3", "35:1"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "old", "new"), SAME_NUMBER)
def test_words_beside_a_number_that_both_acts_have_tell_which_is_meant(place: str, old: str, new: str) -> None:
    for words, sfs in ((old, OLD), (new, NEW)):
        for text in (f"{place} SoL, {words}", f"{words} enligt SoL {place}"):
            (found,) = parse_citations(text, date=date(2025, 8, 1))
            assert (found.sfs, found.resolution) == (sfs, Resolution.WORDS), text


@pytest.mark.parametrize(("words", "old", "new"), MOVED)
def test_what_a_section_is_about_tells_its_act(words: str, old: str, new: str) -> None:
    for place, sfs in ((old, OLD), (new, NEW)):
        (found,) = parse_citations(f"Rör {words}, SoL {place}.")
        assert found.sfs == sfs and found.resolution in (Resolution.WORDS, Resolution.SECTION), (place, found.resolution)


@pytest.mark.parametrize(
    ("text", "sfs", "how"),
    [
        ("hemtjänst enligt 11 kap. 1 § SoL (2001:453)", OLD, Resolution.NUMBER),
        ("utredning enligt 11:1 SoL 2025:400", NEW, Resolution.NUMBER),
        ("utredning enligt 11:1 nya SoL", NEW, Resolution.AGE),
        ("SoL 11:1 (gamla lagen)", OLD, Resolution.AGE),
        ("8 kap. 1 § SoL (2001)", OLD, Resolution.NUMBER),
        ("SoL 8:1 (2001)", OLD, Resolution.NUMBER),
        ("SoL 8:1 (2025:400)", NEW, Resolution.NUMBER),
        ("8 kap. 1 § SoL-01", OLD, Resolution.NUMBER),
        ("hemtjänst, gamla socialtjänstlagen 11 kap. 1 §", OLD, Resolution.AGE),
        ("elfte kapitlet första paragrafen i 2025 års socialtjänstlag", NEW, Resolution.AGE),
        ("11:10 SoL", OLD, Resolution.SECTION),
        ("20:1 SoL", NEW, Resolution.SECTION),
        ("6 § LVU", "1990:52", Resolution.NAME),
        ("3 kap. 1 § SoL", None, Resolution.AMBIGUOUS),
        ("33 § FL", None, Resolution.AMBIGUOUS),
        ("4 kap. 1 §", None, Resolution.UNNAMED),
    ],
)
def test_the_act_is_told_by_number_then_age_then_section(text: str, sfs: str | None, how: Resolution) -> None:
    (found,) = parse_citations(text)
    assert (found.sfs, found.resolution, found.ambiguous) == (sfs, how, how is Resolution.AMBIGUOUS)


def test_the_day_decides_only_when_words_do_not() -> None:
    def on(text: str, *day: int) -> str | None:
        return parse_citations(text, date=date(*day))[0].sfs

    assert on("4 kap. 1 § SoL", 2025, 6, 30) == OLD
    assert on("4 kap. 1 § SoL", 2025, 7, 1) == NEW
    assert on("utredning enligt 11:1 SoL", 2025, 8, 1) == OLD
    assert on("20 § FL", 2017, 1, 1) == "1986:223"
    assert on("20 § FL", 2018, 7, 1) == "2017:900"
    assert on("samtal enligt 11:10 SoL", 2026, 1, 1) == OLD


def test_an_ambiguous_citation_names_its_candidates() -> None:
    (found,) = parse_citations("3 kap. 1 § SoL")
    assert (found.sfs, found.lag, found.candidates) == (None, "SoL", (NEW, OLD))


@pytest.mark.parametrize(
    ("text", "sfs"),
    [
        ("Utredning inleds enligt 11:1.", OLD),
        ("Utredning inleds jml 14:2.", NEW),
        ("Bifall 11:1, hemtjänst sex timmar i veckan.", NEW),
        ("Beslut att inte inleda utredning enl 11:1a.", OLD),
        ("Jfr 11 kap. 1 §.", None),  # a number alone
        ("Utredning inleds enligt 11:1. Uppgiften lämnas inte ut, 10 kap. 2 § OSL.", None),  # may be of the other act
        ("Vård enligt 6 §, utredning pågår.", None),
    ],
)
def test_a_section_without_an_act_is_told_by_the_words_beside_it_or_not_at_all(text: str, sfs: str | None) -> None:
    first = next(citation for citation in parse_citations(text) if not citation.candidates)
    meant = assume_act(first, text)
    assert (meant.sfs if meant is not None else None) == sfs
    assert meant is None or (meant.lag, meant.resolution) == ("SoL", Resolution.WORDS)


def test_one_section_that_tells_the_act_tells_it_for_the_whole_list() -> None:
    found = parse_citations("11 kap. 1, 1 a och 2 §§ SoL")
    assert {citation.sfs for citation in found} == {OLD}


# -- offsets and form


def test_each_section_of_a_list_has_its_own_place() -> None:
    text = "Enligt 11 kap. 1 och 2 §§ SoL, beslut"
    assert [text[c.start : c.end] for c in parse_citations(text)] == ["11 kap. 1", "2 §§ SoL"]


def test_the_canonical_form_is_the_statutes() -> None:
    def form(text: str) -> list[str]:
        return [citation.format() for citation in parse_citations(text)]

    assert form("nya SoL 4:1") == ["4 kap. 1 § socialtjänstlagen (2025:400)"]
    assert form("LVU 31a") == ["31 a § lagen (1990:52) med särskilda bestämmelser om vård av unga"]
    assert form("SoL 3:1") == ["3 kap. 1 § SoL"]
    assert form("6 kap. BrB") == ["6 kap. brottsbalken (1962:700)"]
    assert form("14 § 2 st p 1 LVU") == ["14 § andra stycket punkt 1 lagen (1990:52) med särskilda bestämmelser om vård av unga"]


_MORE = st.sampled_from(["", "", "", "a", "b", "h", "i", "p"])
_number = st.builds(lambda n, letter: f"{n}{letter}", st.integers(1, 99), _MORE)
_maybe = st.none() | st.integers(1, 30).map(str)
_point = _maybe | st.sampled_from(["a", "c", "n", "3a"])


@given(sfs=st.sampled_from([*sorted(acts()), "2013:123"]), kapitel=st.none() | _number, paragraf=_number, stycke=_maybe, punkt=_point)
def test_parsing_the_canonical_form_gives_the_citation_back(
    sfs: str, kapitel: str | None, paragraf: str, stycke: str | None, punkt: str | None
) -> None:
    act = acts().get(sfs)
    kapitel = (kapitel or "1") if act is not None and act.chaptered else None if act is not None else kapitel
    lag = act.short if act is not None else sfs
    citation = Citation(sfs, lag, kapitel, paragraf, stycke, punkt, 0, 0, Resolution.NUMBER, (sfs,))
    (found,) = parse_citations(citation.format())
    assert _key(found) == _key(citation)
    assert (found.start, found.end) == (0, len(citation.format()))


def _key(c: Citation) -> tuple[object, ...]:
    return c.sfs, c.lag, c.kapitel, c.paragraf, c.stycke, c.punkt, c.candidates


_PIECES = st.sampled_from(
    [*STYLES, "1", "2 a", "§", "§§", "kap.", "kap", "SoL", "LVU", "LSS", "(2001:453)", "och", ",", "-", ":", ".", "samma lag", "samma kapitel", "punkt", "p.", "st",
     "första", "stycket", "paragrafen", "kl", "12", "\n", "\n\n", " ", "  ", "gamla", "2025 års", "lagen", "&sect;", "tretton", "tvåan", "a", "b", "i", "o", "l", "/"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80) | st.lists(_PIECES, max_size=12).map(" ".join) | st.lists(_PIECES, max_size=12).map("".join))
def test_any_text_is_parsed_with_places_in_order(text: str) -> None:
    found = parse_citations(text)
    last = 0
    for citation in found:
        assert last <= citation.start < citation.end <= len(text)
        last = citation.start
        again = parse_citations(citation.format())
        if citation.kapitel or citation.paragraf:
            assert [_key(one) for one in again if citation.resolution is not Resolution.UNNAMED] in (
                [],
                [_key(citation)],
            ) or citation.ambiguous


@pytest.mark.parametrize(
    "piece",
    ["1", "§", " ", "\n", "1 ", "1, ", "1 § ", "1-", "4:", "11 kap. ", "lag (2001  ", "1 och ", "+4", "070-", "punkt 3 i ", "LVU 6 "],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    begun = time.perf_counter()
    parse_citations((piece * 6000)[:6000] + " 1 § SoL")
    assert time.perf_counter() - begun < 1.0


# -- what checks and frames ask


def test_an_act_is_named_with_or_without_a_section() -> None:
    assert names_act("enligt SoL") and names_act("Lag (1990:52)") and names_act("förvaltningslagens regler")
    assert not names_act("solen lyser m fl") and not names_act("4 kap. 1 §") and not names_act("dnr 2024:12")


def test_a_section_knows_whether_its_act_is_beside_it() -> None:
    text = "Enligt LVU gäller följande. Beslut om vård enligt 6 §."
    assert [(text[start:end], named) for start, end, named in find_sections(text)] == [("6 §", True)]
    assert [named for _, _, named in find_sections("Beslut enligt 9 §, tolv månader.")] == [False]


# -- acts


def test_acts_know_their_sections_and_days() -> None:
    old, new = acts()[OLD], acts()[NEW]
    assert old.has_section("11", "1a") and not new.has_section("11", "1a")
    assert old.has_section("2", "2", ever=True) and not old.has_section("2", "2")
    assert acts()["1990:52"].has_section(None, "26") and acts()["1986:223"].has_section(None, "17") is None
    assert old.in_force(date(2025, 6, 30)) and not old.in_force(date(2025, 7, 1)) and new.in_force(date(2025, 7, 1))


def test_a_section_that_came_later_is_known_and_one_only_worded_anew_is_not() -> None:
    old = acts()[OLD]
    assert old.is_later("11", "1a", date(2010, 5, 5)) and not old.is_later("11", "1a", date(2013, 1, 1))
    assert not old.is_later("14", "1", date(2010, 5, 5)) and not old.is_later("11", "1", date(2010, 5, 5))


def test_every_topic_is_of_a_section_that_its_act_has() -> None:
    for sfs, place in topics():
        kapitel, paragraf = place.split(":")
        assert acts()[sfs].has_section(kapitel, paragraf), (sfs, place)
