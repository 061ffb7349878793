"""`prompt`: only a person can judge it. `refers`: a pointer to another provision. `suppresses`: an exception to other rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sosfs_lint.case import Case
from sosfs_lint.checks import Source
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule


class Prompt:
    """`prompt = true`: the requirement is put to a person in every report."""

    word = "prompt"

    def load(self, value: Any, source: Source) -> object:
        if value is not True:
            source.fail("`prompt` must be true", "prompt")
        return True

    def judge(self, rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
        del case
        yield Answer(rule=rule, verdict=Verdict.FOR_A_PERSON, locus=locus, person=person.id if person else None)


class Refers:
    """`refers = "SOS3-8"`: a reference provision; it never yields an answer."""

    word = "refers"

    def load(self, value: Any, source: Source) -> object:
        ids = [value] if isinstance(value, str) else value
        if not isinstance(ids, list):
            source.fail("`refers` must name rules or be an empty list", "refers")
        for name in ids:
            if name not in source.rules:
                source.fail(f"unknown rule {name}", "refers")
        return tuple(ids)

    def judge(self, rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
        del rule, locus, case, person
        yield from ()


class Suppresses(Refers):
    """`suppresses = ["SOS3-10"]`: where this exception's conditions hold, those rules' findings become met."""

    word = "suppresses"
