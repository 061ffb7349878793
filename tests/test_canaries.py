"""Canaries: invented names, numbers and sentences, put into a record of every format, get out through no door but --show-text and convert."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from functools import cache
from pathlib import Path

import pytest
from samples import FORMAT, TEXTS, list_as_workbook, package, record_in_package
from test_robustness import mutate

from sosfs_lint.model import Personakt
from sosfs_lint.readers import built_in
from sosfs_lint.report import Remark
from sosfs_lint.reporters.redaction import Redactor
from sosfs_lint.run import _read
from sosfs_lint.wording import render

REPORTS = ("text", "concise", "summary", "markdown", "html", "json", "jsonl", "csv", "xlsx", "sarif", "junit")
NUMBER = "19150214-2381"
WORDS = {
    "Sixten": "Kvicksilvia",
    "Testsson": "Fågelholkström",
    "Anna Berg": "Blåbärsmund Tångräka",
    "Per Åkesson": "Snöstorma Vattkoppa",
    "biståndshandläggare": "kanariebefattning",
    "städning": "en violett grävskopa",
    "läkarintyg": "rymdhundsintyg",
    "Dottern Eva": "Grannen Tofsmesa på 070-9151515",
    "trappan": "Snöflingegatan 4",
}
CANARIES = ("Kvicksilvia", "Fågelholkström", "Blåbärsmund", "Tångräka", "Snöstorma", "Vattkoppa", "kanariebefattning", "violett", "grävskopa",
            "rymdhund", "Tofsmesa", "9151515", "Snöflingegatan", "2381", "191502")  # fmt: skip
# What a careless hand or a broken transfer may put where a number, a day or a name of a field belongs.
STRAY = ("Kvicksilvia", 'violett="grävskopa"', "<Tofsmesa>", "&Tångräka;", '{"Snöstorma": ', "=Snöflingegatan(2381)", NUMBER)
FAMILY = {
    "Person": {"Id": NUMBER, "FirstName": "Kvicksilvia", "LastName": "Fågelholkström"},
    "Actualisations": [{"Id": 1, "Type": "Anmälan", "FromWho": "Tofsmesa", "Date": "violett grävskopa", "InvestigationId": 2}],
    "Investigations": [{"Id": 2, "FromDate": "2025-01-02", "Caseworker": "Snöstorma Vattkoppa"}],
    "Decisions": [{"Id": 3, "Date": "2025-01-03", "DecisionMaker": "Blåbärsmund Tångräka", "Reason": "rymdhundsintyg"}],
    "Documents": [{"Id": 4, "Title": "Beslut om violett grävskopa", "DocumentType": "Beslut"}],
}
MAGNA = f"<LEVERANS><OBJEKT><ID>1</ID><Personnummer>{NUMBER}</Personnummer><Fil><Filnamn>a.pdf</Filnamn><Path>{NUMBER}/a.pdf</Path></Fil></OBJEKT></LEVERANS>"


def with_canaries(text: str) -> str:
    for plain, canary in WORDS.items():
        text = text.replace(plain, canary)
    return text.replace("19410908TF98", NUMBER)


@cache
def sample(name: str) -> bytes:
    """A record with canaries in one of the formats."""
    if name == "familj.json":
        return json.dumps(FAMILY, ensure_ascii=False).encode()
    if name == "magnacura.xml":
        return MAGNA.encode()
    if name in TEXTS:
        coding = "cp1252" if name.endswith("csv") else "utf-8"
        return with_canaries((FORMAT / name).read_text(coding)).encode(coding)
    raw = list_as_workbook() if name.endswith("xlsx") else record_in_package()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return package({part: with_canaries(archive.read(part).decode("utf-8")) for part in archive.namelist()})


EVERY = (*TEXTS, "lista.xlsx", "paket.zip", "familj.json", "magnacura.xml")


def said_in(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary.casefold() in text.casefold()]


def written(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


@pytest.mark.parametrize("name", EVERY)
def test_no_report_of_any_format_holds_a_canary(name: str, tmp_path: Path, sosfs_lint) -> None:
    folder = tmp_path / f"akt {NUMBER}"
    folder.mkdir()
    (folder / name).write_bytes(sample(name))
    (folder / f"trasig-{name}").write_bytes(sample(name)[: len(sample(name)) * 2 // 3])
    outputs = [part for form in REPORTS for part in ("--output-format", f"{form}={tmp_path / form}")]
    ran = sosfs_lint("check", folder, "--show-met", "--all", "--statistics", "--durations", *outputs)
    found = {form: said_in(written(tmp_path / form)) for form in REPORTS} | {"stdout": said_in(ran.out), "stderr": said_in(ran.err)}
    assert not any(found.values()), found
    assert "Akter: " in ran.out


@pytest.mark.parametrize("name", ["akt.xml", "lifecare.json", "lista.csv"])
def test_no_other_command_says_a_canary(name: str, tmp_path: Path, sosfs_lint) -> None:
    for part, raw in ((name, sample(name)), (f"trasig-{name}", sample(name)[:-40])):
        (tmp_path / part).write_bytes(raw)
    (tmp_path / "sosfs-lint.toml").write_text('key-file = "nyckel"\n', "utf-8")
    sosfs_lint("key", "new", tmp_path / "nyckel")
    source, last = tmp_path / name, ("--reason", "Känt", "--by", "E. Chef")
    finding = sosfs_lint("check", source, "--output-format", "json").json["findings"][0]["fingerprint"]
    ran = [
        sosfs_lint("timeline", tmp_path),
        sosfs_lint("timeline", source, "--output-format", "json"),
        sosfs_lint("avsteg", "add", finding, source, *last, "--until", "2999-01-01"),
        sosfs_lint("avsteg", "add", f"SOS3-16b/{NUMBER}/borta", source, *last, "--until", "2999-01-01"),
        sosfs_lint("avsteg", "list", tmp_path),
        sosfs_lint("baseline", "write", source, "--baseline", tmp_path / "b.jsonl", *last),
        sosfs_lint("check", source, "--baseline", tmp_path / "b.jsonl"),
        sosfs_lint("convert", tmp_path / f"trasig-{name}", "--to", "aktexport", "--output", tmp_path / "ut.xml"),
        sosfs_lint("convert", source, "--to", "aktexport", "--output", tmp_path / "ut.xml", "--force"),
        sosfs_lint("config", "show", tmp_path),
    ]
    assert [told for one in ran for told in (said_in(one.out), said_in(one.err)) if told] == []
    for file in ("sosfs-lint.avsteg.toml", "b.jsonl", "nyckel"):
        assert said_in((tmp_path / file).read_text("utf-8")) == [], file
    assert said_in((tmp_path / "ut.xml").read_text("utf-8")), "convert writes the record in full"


def spoilt(name: str, dice: random.Random) -> bytes:
    raw = mutate(sample(name), dice)
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + dice.choice(STRAY).encode() + raw[at:] if dice.random() < 0.7 else raw


def never_told(name: str, count: int) -> None:
    """Whatever a reader says of a spoilt file, and however its values are shown to a programmer, no canary is in it."""
    dice, redact = random.Random(1915), Redactor()
    for number in range(count):
        found = list(_read(io.BytesIO(spoilt(name, dice)), name, built_in(), None, named=True))
        for item in found:
            says = None if isinstance(item, Personakt) else item.what if isinstance(item, Remark) else item.reason
            told = [repr(item)] if says is None else [redact(render(says, lang)) for lang in ("sv", "en")]
            assert not [canary for text in told for canary in said_in(text)], (name, number, getattr(says, "key", "repr"))


@pytest.mark.parametrize("name", EVERY)
def test_no_reader_repeats_what_it_stumbled_on(name: str) -> None:
    never_told(name, 60)


@pytest.mark.long
@pytest.mark.parametrize("name", EVERY)
def test_no_reader_repeats_what_it_stumbled_on_two_thousand_times(name: str) -> None:
    never_told(name, 2000)


def test_a_list_of_canaries_with_bad_days_is_told_by_its_cells_alone(tmp_path: Path, sosfs_lint) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(
        [
            ["Personnummer", "Händelsedatum", "Anteckning"],
            [NUMBER, "violett grävskopa", "Kvicksilvia"],
            ["Tofsmesa", "31/2 2381", "Snöstorma"],
        ]
    )
    path = tmp_path / "lista.csv"
    path.write_text(out.getvalue(), "utf-8")
    ran = sosfs_lint("check", path, "--all")
    assert said_in(ran.out + ran.err) == [] and "lista.csv:3: Kolumnen för personnummer" in ran.out
