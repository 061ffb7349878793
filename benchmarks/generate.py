"""Writes a large aktexport of invented records: `python benchmarks/generate.py OUT.xml --megabytes 1000 [--seed 1]`.

Seeded: the same arguments give the same bytes. The prose is made of clauses in the style of journal notes, so that the
share of long and short notes, and of fields that are filled, is about that of real exports; it says nothing about anybody.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FIRST = [
    "Alva",
    "Bo",
    "Carin",
    "David",
    "Elsa",
    "Folke",
    "Greta",
    "Hugo",
    "Ines",
    "Johan",
    "Klara",
    "Love",
    "Mira",
    "Nils",
    "Olga",
    "Petra",
    "Rut",
    "Sven",
    "Tyra",
    "Ulla",
    "Viggo",
    "Wilma",
    "Ylva",
    "Åke",
    "Östen",
]
LAST = ["Testsson", "Provberg", "Exempelsson", "Mallström", "Övningsberg", "Påhittsson", "Skissgren", "Utkastsson"]
TITLES = [
    "socialsekreterare",
    "biståndshandläggare",
    "LSS-handläggare",
    "undersköterska",
    "behandlingsassistent",
    "enhetschef",
    "gruppledare",
]
HEADS = [
    "Telefonsamtal",
    "Hembesök",
    "Möte",
    "Mejl",
    "Uppföljning",
    "Planering",
    "Tfn",
    "Barnsamtal",
    "Kontakt",
    "Besök",
    "Samverkan",
    "Ärendedragning",
]
WHO = [
    "Modern",
    "Fadern",
    "Läraren",
    "Skolkuratorn",
    "Grannen",
    "Dottern",
    "Kontaktpersonen",
    "Ut.",
    "Sonen",
    "God man",
    "Distriktssköterskan",
    "Handläggaren",
]
DOES = [
    "ringer",
    "uppger",
    "berättar",
    "kommer på besök",
    "mejlar",
    "undrar",
    "säger",
    "skriver",
    "önskar",
    "bekräftar",
    "tackar nej",
    "vill veta",
]
ABOUT = [
    "att det gått bättre den senaste tiden",
    "om tiden på torsdag kl 14.00 står kvar",
    "att {name} sover dåligt och äter lite på morgonen",
    "hur det blir med skolan efter lovet",
    "att hjälpen fungerar men att det är många olika som kommer",
    "om ansökan som lämnades in den {day}",
    "att hon inte har fått något besked ännu",
    "att de har pratat med varandra och är överens om helgerna",
    "att räkningen för el inte är betald, 1 480 kr",
    "att {name} har varit hos läkaren och fått en ny tid",
    "att det inte finns någon oro just nu",
    "om det går att flytta mötet till nästa vecka",
]
TAIL = [
    "Vi bestämmer ny tid den {day}.",
    "Återkommer efter samråd med gruppledare.",
    "Ingen ytterligare åtgärd i nuläget.",
    "Läggs till handlingarna.",
    "Bedöms inte vara i behov av omedelbart skydd.",
    "Samtycke inhämtat till kontakt med skolan.",
    "{name} får information om vad som händer nu.",
    "Enligt plan.",
]


# An open vocabulary, so that the share of words a tokeniser has not seen before is about that of real prose.
STEMS = [
    "skol",
    "barn",
    "familje",
    "boende",
    "hem",
    "fritids",
    "vård",
    "omsorgs",
    "arbets",
    "ekonomi",
    "sömn",
    "mat",
    "rörelse",
    "syskon",
    "umgänges",
    "kontakt",
    "stöd",
    "trygghets",
    "lov",
    "natt",
    "helg",
    "kväll",
    "sommar",
    "höst",
    "utvecklings",
    "samtals",
    "grupp",
    "planerings",
    "uppföljnings",
    "behandlings",
    "missbruks",
    "vardags",
    "hygien",
    "inköps",
    "städ",
    "dusch",
    "ledsagar",
    "avlösar",
    "korttids",
    "läkar",
    "sjukhus",
    "tand",
    "sjukgymnast",
]
HEADWORDS = [
    "samtal",
    "möte",
    "plan",
    "besök",
    "situation",
    "behov",
    "tid",
    "stöd",
    "ärende",
    "frågor",
    "kontakt",
    "förmåga",
    "resa",
    "grupp",
    "insats",
    "personal",
    "rutiner",
    "bild",
    "perspektiv",
    "miljö",
    "kostnader",
    "schema",
    "läge",
]
ENDINGS = ["", "et", "en", "s", "ets", "erna", "ens", "na"]


def rare(dice: random.Random) -> str:
    """A compound, a number, a sum, a place or a date that hardly any other note has."""
    match dice.randrange(8):
        case 0:
            return f"kl {dice.randrange(7, 19)}.{dice.randrange(60):02}"
        case 1:
            return f"{dice.randrange(100, 30000)} kr"
        case 2:
            return f"{dice.choice(STEMS).capitalize()}{dice.choice(['gatan', 'vägen', 'stigen', 'skolan', 'gården', 'huset'])} {dice.randrange(1, 99)}"
        case 3:
            return f"{dice.randrange(1, 29)}/{dice.randrange(1, 13)}"
        case _:
            return dice.choice(STEMS) + dice.choice(["", dice.choice(STEMS)]) + dice.choice(HEADWORDS) + dice.choice(ENDINGS)


def personakter(dice: random.Random) -> Iterator[str]:
    """Records without end, each of some thirty to a hundred notes."""
    number = 0
    while True:
        number += 1
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
        day = date(2023, 1, 1) + timedelta(dice.randrange(700))
        posts = [note(dice, name, day + timedelta(3 * i), i) for i in range(dice.randint(30, 100))]
        yield (
            f'<personakt id="akt-{number}" akttyp="handlaggning" enhet="e1" upprattad="{day}">\n<enskild id="p{number}" namn="{name}" fodd="{date(1930 + number % 90, 5, 17)}">'
            f'<kontakt typ="adress" varde="Provgatan {number % 99}"/></enskild>\n<arende id="ar{number}" typ="utredning" lag="SoL" startad="{day}" enhet="e1"/>\n'
            f'<beslut id="b{number}" arende="ar{number}" typ="Hemtjänst" datum="{day + timedelta(40)}" utfall="bifall"><lagrum>4 kap. 1 § SoL</lagrum>'
            f'<motivering>{prose(dice, name, day, 30)}</motivering><beslutsfattare ref="m{number % 7}"/></beslut>\n'
            + "\n".join(posts)
            + "\n</personakt>\n"
        )


def note(dice: random.Random, name: str, day: date, number: int) -> str:
    words = int(min(900, dice.lognormvariate(3.9, 0.8))) + 4
    late = dice.choice([0, 0, 0, 1, 2, 20])
    return (
        f'<anteckning id="n{number}"><rubrik>{dice.choice(HEADS)}</rubrik><handelse tid="{day}T{dice.randrange(8, 17):02}:15:00"/><upprattadAv ref="m{dice.randrange(7)}"/>'
        f'<registrerad tid="{day + timedelta(late)}T16:00:00"/><avsnitt>{prose(dice, name, day, words)}</avsnitt></anteckning>'
    )


def prose(dice: random.Random, name: str, day: date, words: int) -> str:
    said: list[str] = []
    count = 0
    while count < words:
        sentence = f"{dice.choice(WHO)} {dice.choice(DOES)} {dice.choice(ABOUT)}." if dice.random() < 0.8 else dice.choice(TAIL)
        sentence = sentence.format(name=name.split()[0], day=f"{(day + timedelta(9)).day}/{(day + timedelta(9)).month}")
        if dice.random() < 0.6:
            sentence = f"{sentence[:-1]}, {rare(dice)} {dice.choice(['och', 'samt', 'med', 'för'])} {rare(dice)}."
        said.append(sentence)
        count += len(sentence.split())
    return " ".join(said)


def write(path: Path, megabytes: float, seed: int) -> None:
    """An export of at least that size."""
    dice = random.Random(seed)
    size = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<aktexport xmlns="urn:sosfs-lint:aktexport:1" version="1.0">\n<export kallsystem="Generator" tid="2025-06-01" fullstandig="true"/>\n'
        )
        out.write('<aktor typ="namnd" namn="Socialnämnden i Provby"/>\n<enhet id="e1" namn="Enheten"/>\n')
        for i in range(7):
            out.write(f'<medarbetare id="m{i}" namn="{FIRST[i]} {LAST[i]}"><befattning benamning="{TITLES[i]}"/></medarbetare>\n')
        for akt in personakter(dice):
            size += out.write(akt)
            if size >= megabytes * 1_000_000:
                break
        out.write("</aktexport>\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    write(args.out, args.megabytes, args.seed)


if __name__ == "__main__":
    main()
