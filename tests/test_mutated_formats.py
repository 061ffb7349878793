"""Mutated files of every format: no exception leaves the readers, and every input is a record or an unreadable one."""

from __future__ import annotations

import io
import json
import random
import zipfile
from functools import cache
from pathlib import Path

import pytest
from samples import FORMAT, TEXTS, list_as_workbook, package, record_in_package
from test_canaries import FAMILY, MAGNA
from test_robustness import mutate

from sosfs_lint.linting import Options, Rulebook
from sosfs_lint.readers import built_in
from sosfs_lint.report import AktReport, Remark, Summary, Unreadable
from sosfs_lint.run import run

BINARY = {"lista.xlsx": list_as_workbook, "paket.zip": record_in_package}
EVERY = (*TEXTS, *BINARY, "familj.json", "magnacura.xml")
BOMB = '"=HYPERLINK(1)";\x00\x1b[2J;../../etc/passwd;a\u0308'.encode()


@cache
def raw_of(name: str) -> bytes:
    if name in ("familj.json", "magnacura.xml"):
        return json.dumps(FAMILY).encode() if name == "familj.json" else MAGNA.encode()
    return BINARY[name]() if name in BINARY else (FORMAT / name).read_bytes()


def mutated(name: str, dice: random.Random) -> bytes:
    """The sample, changed; of a zip half of the time a part inside it."""
    raw = raw_of(name)
    if name not in BINARY or dice.random() < 0.4:
        return mutate(raw, dice)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    victim = dice.choice(sorted(parts))
    parts[victim] = mutate(parts[victim], dice)
    return package(dict(parts))


class Counting:
    """A reporter that counts what it is told, so that the summary's numbers can be held against it."""

    name = "counting"

    def __init__(self) -> None:
        self.akter = self.unread = 0

    def open(self) -> None: ...

    def akt(self, report: AktReport) -> None:
        self.akter += 1

    def remark(self, remark: Remark) -> None: ...

    def unreadable(self, unreadable: Unreadable) -> None:
        self.unread += 1

    def close(self, summary: Summary) -> None: ...


def survive(name: str, count: int, seed: int, folder: Path, book: Rulebook) -> None:
    """Whatever is done to a file: no exception, and what went in is what was checked and what was told to be unreadable."""
    dice, file = random.Random(seed), folder / name
    for number in range(count):
        source = mutated(name, dice)
        if number % 50 == 0:
            source = source[: len(source) // 2] + BOMB + source[len(source) // 2 :]
        file.write_bytes(source)
        told = Counting()
        summary = run([str(file)], book, Options(selected=frozenset()), built_in(), told)
        assert (summary.akter, summary.unreadable) == (told.akter, told.unread), (name, number)
        assert summary.akter_in == told.akter + told.unread >= 1, (name, number)


@pytest.mark.parametrize("name", EVERY)
def test_forty_mutated_files(name: str, tmp_path: Path, book: Rulebook) -> None:
    survive(name, 40, 9, tmp_path, book)


@pytest.mark.long
@pytest.mark.parametrize("name", EVERY)
def test_two_thousand_mutated_files(name: str, tmp_path: Path, book: Rulebook) -> None:
    survive(name, 2000, 2014, tmp_path, book)
