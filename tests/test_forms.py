"""The table of forms: it says of every form what a dict would say, whatever is asked of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosfs_lint.language.forms import LemmaTable, built, lemma_table, plain_table

WORDS = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=6)


@given(st.dictionaries(WORDS, st.tuples(WORDS), max_size=60), st.lists(WORDS, max_size=20))
def test_a_form_has_the_words_that_it_was_given(lemmas_of: dict[str, tuple[str, ...]], others: list[str]) -> None:
    table = LemmaTable(*plain_table(lemmas_of))
    for form in [*lemmas_of, *others]:
        assert (form in table) == (form in lemmas_of)
        assert table.get(form) == lemmas_of.get(form, ())


@pytest.mark.parametrize("form", ["", "\n", "barnet\nbarnets", "\ud800", "utredninx", "utredningarnasx"])
def test_what_is_no_form_has_no_words(form: str) -> None:
    assert form not in lemma_table()
    assert lemma_table().get(form) == ()


def test_every_form_of_the_file_is_known_by_its_word() -> None:
    table = lemma_table()
    assert all(lemma in table.get(form) for lemma, forms in built().items() for form in (lemma, *forms))
