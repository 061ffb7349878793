"""Rules that ask for one thing in two ways agree with each other."""

from __future__ import annotations

from sosfs_lint.linting import Rulebook
from sosfs_lint.testing import personakt, verdict_on

_LONG_BEFORE = '<anteckning id="y"><registrerad tid="2015-01-02"/><avsnitt>Frukost och promenad.</avsnitt></anteckning>'


def test_what_was_followed_up_against_the_goals_was_followed_up(book: Rulebook) -> None:
    follow_up, against_goals = book.rules["SOS5-4a"], book.rules["SOS5-4b"]
    met = [example for example in against_goals.examples if example.verdict == "met"]

    for example in met:
        told = example.akt or f'<anteckning id="a"><registrerad tid="2024-03-01"/><avsnitt>{example.text}</avsnitt></anteckning>'
        record = personakt(told + _LONG_BEFORE, follow_up, {**example.settings, "actor": "utforare"})
        assert verdict_on(follow_up, record, book) == "met", example.where
    assert met
