"""Ordinary Swedish that is no case record: recipes, weather, sport, manuals, nature, trade. The same every time.

No sentence tells of a child's words: on its own such a sentence cannot be told from one in a record.
"""

from __future__ import annotations

import random

_WHO = ["Min granne", "Kocken", "Laget", "En resenär", "Snickaren", "Hunden", "Katten", "Bonden", "Kaptenen", "Orkestern", "Tränaren", "Fotografen", "Ordföranden", "Lärarinnan", "Vi", "De", "Hon", "Han", "Publiken", "Museet", "Butiken", "Företaget", "Kommunen", "Domaren", "Författaren", "Turisterna", "Säljaren", "Trädgårdsmästaren", "Rektorn", "Läkaren", "Polisen", "Mannen", "Paret", "Klubben"]  # fmt: skip
_DID = ["köpte", "målade", "lagade", "bytte", "hittade", "bakade", "sålde", "tvättade", "planterade", "byggde", "visade upp", "valde", "testade", "beställde", "skickade", "öppnade", "stängde", "flyttade", "packade", "sorterade", "tyckte om", "ville ha", "pratade om", "berättade om", "läste om", "drömde om", "frågade efter", "bestämde sig för", "godkände", "undersökte"]  # fmt: skip
_WHAT = ["en röd cykel", "ett par skor", "tre bullar", "gräsklipparen", "ett nytt tak", "tulpanlökarna", "en begagnad båt", "soppan", "den gamla byrån", "biljetterna", "fönstret", "en kopp kaffe", "kartan", "ett piano", "hyllan", "en skål med frukt", "vinterdäcken", "ritningen", "offerten", "ett fyrverkeri", "resan", "receptet", "matchen", "en fågelholk", "motorn", "ett tält", "mjölken", "boken om havet", "förslaget till nytt torg", "tidtabellen"]  # fmt: skip
_WHERE = ["i trädgården", "på torget", "vid sjön", "i går", "efter lunch", "i köket", "på tåget", "under semestern", "i fjällen", "hos frisören", "på marknaden", "i skolan", "klockan tre", "före jul", "med stor glädje", "utan brådska", "tillsammans med vänner", "i regnet", "på biblioteket", "till slut"]  # fmt: skip
_WHOLE = [
    "Vispa {n} ägg med {n} dl socker tills smeten är pösig.", "Grädda kakan mitt i ugnen i {n} minuter.", "Temperaturen stiger till {n} grader under helgen.",
    "Tåget till Göteborg avgår från spår {n}.", "Laget vann med {n}-2 efter en stark andra halvlek.", "Skruva fast hyllan med {n} skruvar och kontrollera att den sitter rakt.",
    "Lägenheten på {n} kvadratmeter såldes efter budgivning.", "Tryck på den gröna knappen tills lampan blinkar {n} gånger.", "Älgen är det största hjortdjuret och väger ofta över {n} kilo.",
    "Förra året gav skörden {n} ton vete.", "Museet är öppet tisdag till söndag och har {n} rum.", "Romanen handlar om en flicka som växer upp vid kusten under {n}-talet.",
    "Skolan firade sitt jubileum med tårta och sång.", "Styrelsen beslutade att måla om tvättstugan i vår.", "Föreningen har {n} medlemmar och spelar på Ängens IP.",
    "Barnen fick välja mellan glass och saft när utflykten var slut.", "Rådjuren kommer fram i skymningen för att äta äpplen.", "Priset på el steg med {n} procent i januari.",
    "Han godkände ritningen och skickade den vidare till snickeriet.", "Vi pratade länge om vilken film vi skulle se.",
]  # fmt: skip


def sentences(count: int, seed: int = 7) -> list[str]:
    """`count` sentences, all different in words or order."""
    dice = random.Random(seed)
    made: list[str] = []
    while len(made) < count:
        if dice.random() < 0.3:
            made.append(dice.choice(_WHOLE).format(n=dice.randint(2, 90)))
        else:
            made.append(f"{dice.choice(_WHO)} {dice.choice(_DID)} {dice.choice(_WHAT)} {dice.choice(_WHERE)}.")
    return made
