"""Mutated files of every format: no exception leaves the readers, and every input is a record or an unreadable one."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache

import pytest
from samples import FORMAT, TEXTS, list_as_workbook, package, record_in_package
from test_robustness import mutate

from sosfs_lint.model import Personakt
from sosfs_lint.readers import built_in
from sosfs_lint.report import Unreadable
from sosfs_lint.run import _read

BINARY = {"lista.xlsx": list_as_workbook, "paket.zip": record_in_package}
BOMB = '"=HYPERLINK(1)";\x00\x1b[2J;../../etc/passwd;a\u0308'.encode()


@cache
def raw_of(name: str) -> bytes:
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


def survive(name: str, count: int, seed: int) -> None:
    dice = random.Random(seed)
    for number in range(count):
        source = mutated(name, dice)
        if number % 50 == 0:
            source = source[: len(source) // 2] + BOMB + source[len(source) // 2 :]
        found = list(_read(io.BytesIO(source), name, built_in(), None, named=True))
        assert any(isinstance(item, Personakt | Unreadable) for item in found), (name, number)


@pytest.mark.parametrize("name", [*TEXTS, *BINARY])
def test_forty_mutated_files(name: str) -> None:
    survive(name, 40, 9)


@pytest.mark.long
@pytest.mark.parametrize("name", [*TEXTS, *BINARY])
def test_two_thousand_mutated_files(name: str) -> None:
    survive(name, 2000, 2014)
