"""Checks: the words that a rule file can use to say how a requirement is checked, one module per word.

A rule has exactly one of them. A pack of somebody else's brings its own through the hook `sosfs_lint_checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from sosfs_lint.akt import is_field
from sosfs_lint.case import Case
from sosfs_lint.errors import PackError
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus
from sosfs_lint.rule import Rule


@dataclass(frozen=True)
class Source:
    """What a check may know while it reads its part of a rule file: where that stands, and the names that exist."""

    where: Callable[[str], str]
    moments: frozenset[str]
    conditions: frozenset[str]
    local: frozenset[str]
    rules: frozenset[str]
    concepts: frozenset[str] = frozenset()
    folder: str = ""

    def fail(self, sentence: str, key: str = "") -> NoReturn:
        raise PackError(sentence, where=self.where(key))

    def keys(self, table: Any, known: set[str], key: str) -> None:
        """Refuse a table with a key that is not known."""
        if not isinstance(table, dict):
            self.fail(f"`{key}` must be a table", key)
        for name in table:
            if name not in known:
                self.fail(f"unknown key {name} in `{key}`; known are {', '.join(sorted(known))}", key)

    def fields(self, paths: Iterable[str], key: str) -> None:
        """Refuse a path that no record can have: it would never answer, and nobody would know."""
        for path in paths:
            if not is_field(path):
                self.fail(f"unknown field {path}; a field is named as in the export, like beslut/@datum", key)


class Check(Protocol):
    """A word of the rule language.

    `load` turns what stands after the word into what `judge` needs, and raises PackError if it cannot be understood.
    `judge` answers a rule at one locus (and for one person, where the rule is answered per person).
    """

    word: str

    def load(self, value: Any, source: Source) -> object: ...

    def judge(self, rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterable[Answer]: ...


def built_in() -> list[Check]:
    """The checks that come with the program."""
    from sosfs_lint.checks.at_most import AtMost
    from sosfs_lint.checks.control import Prompt, Refers, Suppresses
    from sosfs_lint.checks.needs import Needs
    from sosfs_lint.checks.python_file import PythonFile
    from sosfs_lint.checks.within import WithinCheck

    return [Needs(), WithinCheck(), AtMost(), Prompt(), Refers(), Suppresses(), PythonFile()]
