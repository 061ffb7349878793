"""SOS3-8: a child of the record, called by name, for whose sake something was done: not the words of an assessment, but no silence either.

A section of a document that is headed by the child's name, and tells what is done for its sake, is about nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Handling, Person
from sosfs_lint.reading import came_in, passages, quoted, sentences_in
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_FOR_ITS_SAKE = re.compile(
    r"(?i)\b(?:så att|för att (?:han|hon|hen|de|barne[nt])|(?:av|med|ta(?:r|git|gits)?) hänsyn|hänsyn till|skull|skonas?|slipp(?:er|a)|lugn och ro|utan att (?:han|hon|hen) (?:ska|behöver))\b"
)


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As written, or in a section of the child's own; a question where a note, in two sentences, names the child and says that something was done for its sake."""
    for answer in as_written(rule, locus, case, person):
        section = _own_section(locus, case) if answer.verdict is not Verdict.MET else None
        if section is not None:
            answer = answer.met_by(section)
        found = _done_for_it(locus, case) if answer.verdict is Verdict.MISSING else None
        yield answer if found is None else replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(found,), looked=None)


def _named(locus: Locus, case: Case) -> re.Pattern[str] | None:
    """The first names of the children around the person."""
    day = locus.day or case.akt.last_activity
    names = {re.escape(one.namn.split()[0]) for one in case.akt.personakt.berord if one.namn and case.akt.is_minor(one, day)}
    return re.compile(rf"\b(?:{'|'.join(sorted(names))})s?\b") if names else None


def _own_section(locus: Locus, case: Case) -> Evidence | None:
    """Where a section that is headed by the child's name says that something is done, or not done, for its sake."""
    named = _named(locus, case)
    for post in case.posts_at(locus, "arende") if named is not None else ():
        for passage in passages(post) if isinstance(post, Handling) and not came_in(post) else ():
            if named is None or passage.heading is None or not named.match(passage.heading.strip()):
                continue
            for start, end in sentences_in(passage.text.value):
                if _FOR_ITS_SAKE.search(passage.text.value, start, end):
                    text = quoted(passage.text.value, start, end)
                    return Evidence("supports", passage.at(start), passage.text.at(end), post.id, text=text)
    return None


def _done_for_it(locus: Locus, case: Case) -> Evidence | None:
    named = _named(locus, case)
    if named is None:
        return None
    for post in case.posts_at(locus, "arende"):
        for passage in () if came_in(post) else passages(post):
            text, before = passage.text.value, False
            for start, end in sentences_in(text):
                here = named.search(text, start, end) is not None
                if (here or before) and _FOR_ITS_SAKE.search(text, start, end):
                    return Evidence("hint", passage.at(start), passage.text.at(end), post.id, text=quoted(text, start, end))
                before = here
    return None
