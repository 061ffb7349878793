"""Mutated files: whatever is done to an export, no exception leaves the program, and no record is lost from the count."""

from __future__ import annotations

import io
import random

import pytest
from conftest import akt, export
from test_erms import HEAD, NOTE, TAIL, case_file, personakt
from test_schema import EXAMPLE

from sosfs_lint.linting import Options, Rulebook
from sosfs_lint.readers import built_in
from sosfs_lint.report import Summary
from sosfs_lint.reporters import Settings
from sosfs_lint.reporters.json_stream import JsonReporter
from sosfs_lint.run import run

BROKEN = [
    b"<",
    b">",
    b"&",
    b"\x00",
    b"\xff",
    b"\xe4",
    b"<!DOCTYPE x>",
    b"</personakt>",
    b"<personakt id='z'>",
    b"]]>",
    b"<!--",
    b"<![CDATA[",
    b"&#0;",
    b"&x;",
    b"\xef\xbb\xbf",
    b'"',
    b"\x0b",
]


def sources() -> list[bytes]:
    note = '<anteckning id="n{0}"><handelse tid="2024-03-0{0}"/><upprattadAv namn="Karin Berg" befattning="x"/><avsnitt format="html">&lt;p&gt;Ringer &lt;s&gt;ej&lt;/s&gt;&lt;/p&gt;</avsnitt></anteckning>'
    many = export(*(akt("".join(note.format(i) for i in range(1, 5)), id=f"a{n}") for n in range(4)))
    erms = HEAD + personakt(NOTE.format(spelling="digital")) + case_file("c", "201502142381") + case_file("d", "201502142381") + TAIL
    return [
        EXAMPLE.encode(),
        many.encode(),
        many.replace("UTF-8", "windows-1252").encode("cp1252"),
        many.replace("UTF-8", "UTF-16").encode("utf-16"),
        erms.encode(),
    ]


def mutate(raw: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(raw) + 1)
        end = min(len(raw), at + dice.choice([1, 1, 3, 20, 200]))
        match dice.randrange(6):
            case 0:
                raw = raw[:at] + bytes([dice.randrange(256)]) + raw[at + 1 :]
            case 1:
                raw = raw[:at] + raw[end:]
            case 2:
                raw = raw[:at] + raw[at:end] * dice.choice([2, 3, 50]) + raw[end:]
            case 3:
                raw = raw[:at] + dice.choice(BROKEN) + raw[at:]
            case 4:
                raw = raw[:at] if dice.random() < 0.3 else raw
            case _:
                other = dice.randrange(len(raw) + 1)
                raw = raw[:at] + raw[other : other + 50] + raw[at:]
    return raw


def checked(raw: bytes, book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Summary:
    class Stdin:
        buffer = io.BytesIO(raw)

    monkeypatch.setattr("sys.stdin", Stdin)
    out = io.StringIO()
    summary = run(["-"], book, Options(), built_in(), JsonReporter(out, Settings(packs=book.packs)))
    assert out.getvalue().endswith("}\n")
    return summary


def survive(count: int, seed: int, book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    bases = sources()
    for number in range(count):
        summary = checked(mutate(bases[number % len(bases)], dice), book, monkeypatch)
        assert summary.akter_in == summary.akter + summary.unreadable >= 1, number
        assert summary.counts["failed"] == 0, number


def test_a_hundred_mutated_files(book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    survive(100, 1, book, monkeypatch)


@pytest.mark.long
def test_two_thousand_mutated_files(book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    survive(2000, 2014, book, monkeypatch)


@pytest.mark.parametrize("raw", sources())
def test_the_files_are_whole_before_they_are_mutated(raw: bytes, book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checked(raw, book, monkeypatch).unreadable == 0


def test_a_hundred_megabytes_in_one_element_spoil_one_record_only(book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = export(
        akt(id="a"), akt('<anteckning id="n"><avsnitt>' + "ord och mer " * 8_500_000 + "</avsnitt></anteckning>", id="b"), akt(id="c")
    ).encode()
    summary = checked(raw, book, monkeypatch)
    assert (summary.akter, summary.unreadable) == (2, 1)
