"""SOS3-8: a child of the record, called by name, for whose sake something was done: not the words of an assessment, but no silence either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Person
from sosfs_lint.reading import came_in, passages, quoted, sentences_in
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_FOR_ITS_SAKE = re.compile(
    r"(?i)\b(?:så att|för att (?:han|hon|hen|de|barne[nt])|(?:av|med|ta(?:r|git|gits)?) hänsyn|hänsyn till|skull|skonas?|slipp(?:er|a)|lugn och ro|utan att (?:han|hon|hen) (?:ska|behöver))\b"
)
_ADULT = 18


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As written; a question where a note, in two sentences, names the child and says that something was done for its sake."""
    for answer in as_written(rule, locus, case, person):
        found = _done_for_it(locus, case) if answer.verdict is Verdict.MISSING else None
        yield answer if found is None else replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(found,), looked=None)


def _done_for_it(locus: Locus, case: Case) -> Evidence | None:
    day = locus.day or case.akt.last_activity
    ages = [(one, case.akt.age(one, day)) for one in case.akt.personakt.berord if day is not None]
    names = {re.escape(one.namn.split()[0]) for one, age in ages if one.namn and age is not None and age < _ADULT}
    if not names:
        return None
    named = re.compile(rf"\b(?:{'|'.join(sorted(names))})s?\b")
    for post in case.posts_at(locus, "arende"):
        for passage in () if came_in(post) else passages(post):
            text, before = passage.text.value, False
            for start, end in sentences_in(text):
                here = named.search(text, start, end) is not None
                if (here or before) and _FOR_ITS_SAKE.search(text, start, end):
                    return Evidence("hint", passage.at(start), passage.text.at(end), post.id, text=quoted(text, start, end))
                before = here
    return None
