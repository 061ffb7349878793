"""Whether a deed was done: whose predicate it is, what governs it, and what the sentence says became of it."""

from __future__ import annotations

import pytest

from sosfs_lint.linting import Rulebook
from sosfs_lint.trying import Setting, try_concept

ELIN = Setting.of(
    {
        "child": "Elin, 9",
        "siblings": ["Hugo"],
        "vardnadshavare": ["Maria Berg", "Anders Berg"],
        "handlaggare": "Karin Lind",
        "date": "2024-03-12",
    }
)

TALKED = [
    "Jag har pratat med Elin och ska ringa läraren i eftermiddag.",
    "Det inplanerade mötet med Elin hölls på biblioteket.",
    "Efter flera inställda tider har vi nu träffat Elin.",
    "Talat m Elin i tel, ej ledsen längre.",
    "Karin Lind talade med Elin inte på kontoret utan på gården.",
    "Vi pratade bara med Elin, inte med Hugo.",
    "På fritids träffade jag Elin.",
    "Karin Lind och skolsköterskan pratade med Elin.",
    "Anders satt bredvid när Karin Lind pratade med Elin.",
    "Vi träffade Elin och hennes pappa.",
    "Elin mötte jag på vägen hem.",
    "Med Elin pratade Karin Lind i bilen.",
    "Elin, som jag träffade i går, börjar i ny klass.",
    "Karin Lind, som hade pratat med Elin, ringde läraren.",
    "Jag besökte skolan och pratade där med Elin.",
    "Jag träffade Elin, som enligt fröken sover dåligt.",
    "Eftersom Anders inte kom satt vi i köket när jag pratade med Elin.",
    "Vi lyckades prata med Elin innan bussen gick.",
    "Genom att träffa Elin har jag fått en egen bild.",
    "Rättelse: jag träffade Elin den 4 mars och inte den 5.",
    "Jag ringde Anders han svarade inte sedan pratade jag med Elin på gården.",
    "Vi har efter skolan pratat med Elin.",
    "Anders diskade och jag pratade med Elin.",
    "Jag träffade inte Elin förrän den 8 mars.",
    "Vi skulle träffa Elin i mars, vilket också gjordes.",
    "Pratat med Elin har haft ont i magen och vill inte gå på gympan.",
    "Vi skulle prata med Elin efter lunch. Det gjorde vi.",
    "Inte förrän i fredags kunde jag prata med Elin.",
    "12/3: pratade med Elin i klassrummet.",
    "Elin nickar när jag frågar om hon vill gå ut.",
    "Jag har – trots ont om tid – pratat med Elin.",
]
NOT_TALKED = [
    "Karin Lind fick i uppdrag att träffa Elin.",
    "Vi glömde att prata med Elin.",
    "Jag avstod från att träffa Elin.",
    "Karin Lind ville prata med Elin men Anders sa stopp.",
    "Det åligger oss att tala med Elin.",
    "Besöket hos Elin flyttas så att vi kan träffa henne.",
    "Möte med Elin – ställdes in.",
    "Samtal med Elin: planeras.",
    "Mötet med Elin har avbokats två gånger.",
    "Samtalet med Elin som skulle ha varit i dag blev inte av.",
    "När vi har pratat med Elin kommer vi att ringa Anders.",
    "Så fort jag har träffat Elin återkommer jag.",
    "Vi pratar med Elin om det behövs.",
    "Enligt vår rutin träffar vi alltid barnet.",
    "Hade det funnits tid hade vi pratat med Elin.",
    "Ingen av oss har pratat med Elin.",
    "Pratat med Elin har jag dock inte gjort.",
    "Vi var hos familjen men träffade aldrig Elin.",
    "Anteckningen om att jag träffat Elin är felaktig.",
    "Utredningen lades ned innan vi hade hunnit träffa Elin.",
    "Jag undrar om vi har pratat med Elin.",
    "Skolsköterskan har pratat med Elin.",
    "Anders berättade för mig att han pratat med Elin.",
    "Jag ringde läraren som träffat Elin.",
    "Vi pratade med Hugo om hur han och Elin har det.",
    "Vi träffade hennes mamma.",
    "Anders kom inte och jag har inte pratat med Elin.",
    "Hade vi träffat Elin tidigare hade vi vetat det.",
    "Jag kan ha pratat med Elin, det framgår inte.",
    "Vi hade tänkt träffa Elin före påsk.",
    "Anders önskar att jag pratar med Elin.",
    "Vi träffar Elin om Anders säger ja.",
    "Möte med Elin kl 10. Återbud från Anders.",
    "Samtal med barnet: [ ] ja [x] nej",
    "Jag försökte prata med Elin i telefon men hon svarade inte.",
    "Vi kan inte träffa Elin för pappa han säger nej.",
    "Barnsamtal: Möte med Elin – ställdes in, pappa hade glömt.",
    "Jag skulle prata med Elin, men det gjorde jag inte.",
    "Inte under hela våren har jag pratat med Elin.",
    "Vid inget hembesök har vi träffat Elin.",
    "Jag har inte – trots två besök – pratat med Elin.",
    "Vi ska - efter lovet - träffa Elin.",
    "Vi pratade med Elin. Rättelse: samtalet blev aldrig av.",
    "Jag träffade Elin. Uppgiften stämmer inte, det var en kollega.",
    "Inför onsdagen: möte med Elin inbokat.",
    "Vi har inte träffat Elin. Anders ringer. Han berättar att han är ledig i veckan.",
]
OTHERS = [
    ("underlag-kommunicerat", "Jag har gått igenom utredningen med Maria och ska fatta beslut på fredag.", True),
    ("underlag-kommunicerat", "Vi glömde att skicka utredningen till Maria för synpunkter.", False),
    ("underlag-kommunicerat", "Så snart Maria har fått läsa utredningen tas ärendet upp.", False),
    ("underlag-kommunicerat", "Ärendet ligger kvar tills Maria har fått läsa utredningen.", False),
    ("samtycke-lamnat", "Maria var först tveksam men samtycker nu till att vi ringer skolan.", True),
    ("tolk-eller-stod-anvant", "Tolk användes vid det planerade samtalet.", True),
    ("tolk-eller-stod-anvant", "Vi ville anlita tolk men fick inte tag på någon.", False),
    ("polisanmalan-gjord", "Vi har i dag polisanmält och ska återkomma till polisen på måndag.", True),
    ("polisanmalan-gjord", "Karin Lind fick i uppdrag att göra en polisanmälan.", False),
    ("skyddsbedomning-gjord", "Omedelbar skyddsbedömning är gjord och utredning ska inledas.", True),
    ("skyddsbedomning-gjord", "Skyddsbedömning: görs i morgon.", False),
    ("muntligt-underrattad", "Muntlig underrättelse om beslutet – Maria svarade inte.", False),
    ("muntligt-underrattad", "Muntligt besked om avslaget har inte getts till Maria.", False),
    ("muntligt-underrattad", "Maria fick inte höra av mig i telefon att det blev avslag.", False),
    ("vem-informerade-barnet", "Enhetschef Karin Lind berättade aldrig för Elin om beslutet.", False),
    ("vem-informerade-barnet", "Enhetschef Karin Lind berättade för Elin om beslutet.", True),
    ("polisanmalan-gjord", "Karin Lind, socialsekreterare, har ännu inte polisanmält händelsen.", False),
    ("skyddsbedomning-gjord", "Omedelbart skydd bedöms inte behövas, Hugo är kvar hos farmor.", False),
    ("skyddsbedomning-gjord", "Omedelbart skydd bedöms inte behövas, Elin är kvar hos farmor.", True),
    ("plan-delaktighet", "Planen gjordes inte ihop med Elin och Maria.", False),
    ("domstolen-har-avgjort", "Förvaltningsrätten har ännu inte meddelat dom i målet.", False),
    ("beslutet-verkstallt", "Hemtjänsten började aldrig den 4 mars.", False),
    ("beslutet-verkstallt", "Hemtjänsten började inte förrän den 4 mars.", True),
    ("sis-utredning-inkom", "Nämndens utredning har inte kommit hit.", True),  # a denial is an answer there
]


@pytest.mark.parametrize("text", TALKED)
def test_done_whatever_else_the_sentence_holds(book: Rulebook, text: str) -> None:
    assert try_concept(book, "barnet-har-talat", text, ELIN).verdict == "met"


@pytest.mark.parametrize("text", NOT_TALKED)
def test_not_done_though_the_words_stand_there(book: Rulebook, text: str) -> None:
    assert try_concept(book, "barnet-har-talat", text, ELIN).verdict == "missing"


@pytest.mark.parametrize(("concept", "text", "done"), OTHERS)
def test_other_deeds(book: Rulebook, concept: str, text: str, done: bool) -> None:
    assert (try_concept(book, concept, text, ELIN).verdict == "met") is done
