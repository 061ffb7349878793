"""Line and column are exact in the user's own file, also inside text and past line 65,535."""

from __future__ import annotations

import pytest
from conftest import akt, export, one, read
from hypothesis import given
from hypothesis import strategies as st

from sosfs_lint.model import Personakt
from sosfs_lint.report import Unreadable


def place_in(source: str, needle: str) -> tuple[int, int]:
    at = source.index(needle)
    return source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)


def test_a_post_stands_where_its_start_tag_begins() -> None:
    source = export(akt('\n  <handling id="h1"\n     slag="inkommen"/>\n <anteckning id="n1"/>'))
    personakt = one(source)
    assert (personakt.handling[0].place.line, personakt.handling[0].place.column) == place_in(source, "<handling")
    assert (personakt.anteckning[0].place.line, personakt.anteckning[0].place.column) == place_in(source, "<anteckning")


def test_every_character_of_a_text_is_found_again_after_entities_line_breaks_and_cdata() -> None:
    source = export(
        akt(
            '<anteckning id="n"><avsnitt>\n   Mamma &amp; pappa &#229;krade\n  hem. <![CDATA[Sedan <inget>\n mer.]]> Slut å ä ö 😀 ord</avsnitt></anteckning>'
        )
    )
    text = one(source).anteckning[0].avsnitt[0].text
    for word in ("Mamma", "pappa", "krade", "hem.", "Sedan", "inget", "mer.", "Slut", "ord"):
        assert text.at(text.value.index(word)) == place_in(source, word), word
    assert text.at(text.value.index("åkrade")) == place_in(source, "&#229;")


def test_positions_hold_past_line_65535() -> None:
    source = export(akt("\n" * 70_000 + '<anteckning id="n"><avsnitt>Första\nandra ordet</avsnitt></anteckning>'))
    note = one(source).anteckning[0]
    assert (note.place.line, note.place.column) == place_in(source, "<anteckning")
    assert note.avsnitt[0].text.at(note.avsnitt[0].text.value.index("ordet")) == place_in(source, "ordet")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_positions_are_counted_in_characters_whatever_the_encoding(encoding: str) -> None:
    declared = "UTF-8" if encoding == "utf-8-sig" else encoding
    source = export(akt('<anteckning id="n"><avsnitt>Åsa är här</avsnitt></anteckning>')).replace("UTF-8", declared)
    text = one(source.encode(encoding)).anteckning[0].avsnitt[0].text
    assert text.at(text.value.index("här")) == place_in(source, "här")


def test_windows_line_ends_count_as_one() -> None:
    source = export(akt('\n<anteckning id="n"><avsnitt>Ett\ntvå\ntre</avsnitt></anteckning>'))
    text = one(source.replace("\n", "\r\n")).anteckning[0].avsnitt[0].text
    assert text.at(text.value.index("tre")) == place_in(source, "tre")


def test_after_a_broken_record_the_next_one_still_stands_where_it_stands() -> None:
    source = export(akt('<anteckning id="x">åäö</anteckningen>', id="1") + "\n\n  åäö ", akt('<anteckning id="n"/>', id="2"))
    items = read(source)
    assert [type(item) for item in items] == [Unreadable, Personakt]
    second = items[1]
    assert isinstance(second, Personakt)
    assert (second.place.line, second.place.column) == place_in(source, '<personakt id="2"')
    assert (second.anteckning[0].place.line, second.anteckning[0].place.column) == place_in(source, '<anteckning id="n"')


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"), min_size=1, max_size=80), st.integers(0, 5))
def test_any_text_can_be_walked_back_to_its_source(words: str, indent: int) -> None:
    escaped = "".join(f"&#{ord(c)};" if c in "<>&" or (ord(c) % 7 == 3 and c != "\n") else c for c in words)
    source = export(akt(f'<anteckning id="n"><avsnitt>{" " * indent}{escaped}</avsnitt></anteckning>'))
    text = one(source).anteckning[0].avsnitt[0].text
    lines = source.split("\n")
    for offset, char in enumerate(text.value):
        where = text.at(offset)
        assert where is not None
        if char != "\n":
            rest = lines[where[0] - 1][where[1] - 1 :]
            assert rest.startswith((char, f"&#{ord(char)};"))


def test_html_becomes_plain_text_with_places_and_struck_words_marked() -> None:
    inner = "&lt;p&gt;Ringer &lt;b&gt;modern&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;&lt;s&gt;fel rad&lt;/s&gt; rätt&lt;/p&gt;"
    source = export(akt(f'<anteckning id="n"><avsnitt format="html">{inner}</avsnitt></anteckning>'))
    text = one(source).anteckning[0].avsnitt[0].text
    assert text.value.split("\n") == ["Ringer modern.", "fel rad rätt"] or text.value.strip().split("\n") == [
        "Ringer modern.",
        "fel rad rätt",
    ]
    assert [text.value[a:b] for a, b in text.struck] == ["fel rad"]
    assert text.at(text.value.index("modern")) == place_in(source, "modern")


def test_rtf_becomes_plain_text_and_struck_words_stay_marked() -> None:
    rtf = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 M\'f6te med \b Karin\b0\par {\strike struket} kvar \u229?sen}"
    text = one(export(akt(f'<anteckning id="n"><avsnitt format="rtf">{rtf}</avsnitt></anteckning>'))).anteckning[0].avsnitt[0].text
    assert text.value == "Möte med Karin\nstruket kvar åsen"
    assert [text.value[a:b] for a, b in text.struck] == ["struket"]


def test_a_format_that_cannot_be_read_is_said_so_and_never_counts_as_empty() -> None:
    items = read(export(akt('<anteckning id="n"><avsnitt format="rtf">inte rtf</avsnitt></anteckning>')))
    personakt = next(item for item in items if isinstance(item, Personakt))
    assert personakt.anteckning[0].avsnitt[0].text.readable is False
    assert [item.what.key for item in items if not isinstance(item, (Personakt, Unreadable))] == ["unreadable-text"]
