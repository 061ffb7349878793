"""Which finding a written name means: today's fingerprint, or one from when the rounds of a matter were numbered.

A number says which round it was among those that stood there then. Where another has come or gone since, nobody can tell by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from sosfs_lint.decisions.content import content_hash, same_content
from sosfs_lint.model import Personakt
from sosfs_lint.report import AktReport, Answer
from sosfs_lint.reporters import Settings, fingerprint

_NUMBERED = re.compile(r"(.+?)(?:#(\d+))?")


class Meant(NamedTuple):
    """That a decision is about a finding: the content it was decided on, if known, and the older name it used.

    `clear` is False where it may as well be about another.
    """

    was: str | None
    older: str | None = None
    clear: bool = True


class Record:
    """The answers about one record with their fingerprints, and what decisions must know of it.

    `twice` are names that two places share because an id stands there twice; a record that stands twice in a run is met `again`.
    """

    def __init__(
        self, report: AktReport, names: list[str], personakt: Personakt, settings: Settings, key: bytes | None, *, again: bool
    ) -> None:
        self.report, self.names, self.personakt, self.settings, self.again = report, names, personakt, settings, again
        self._key = key
        self._today = set(names)
        self.twice: set[str] = set()
        first: dict[str, object] = {}
        for answer, name in zip(report.answers, names, strict=True):
            if first.setdefault(name, answer.locus.element) is not answer.locus.element:
                self.twice.add(name)

    def is_doubtful(self, name: str) -> bool:
        """Whether a name may mean another finding than the one that was decided about."""
        return self.again or name in self.twice

    def is_today(self, name: str) -> bool:
        """Whether something in the record has that name today."""
        return name in self._today

    def content(self, answer: Answer) -> str | None:
        """The hash of what an answer is about; None without a key."""
        return content_hash(answer.locus, self.personakt, self._key) if self._key is not None else None

    def told_by_content(self, answer: Answer, decided_on: Mapping[str, str | None]) -> str | None:
        """Which older name means this answer, by the content that it was decided on; "" where each means another answer of its
        matter, None where the content does not tell.
        """
        others = [a for a in self.report.answers if _is_sibling(a, answer)]
        left = False
        for name, was in decided_on.items():
            if self._is_of(was, answer):
                return name
            left = left or not any(self._is_of(was, other) for other in others)
        return None if left else ""

    def _is_of(self, was: str | None, answer: Answer) -> bool:
        content = self.content(answer)
        return bool(was and content and same_content(was, content))


def _is_sibling(one: Answer, other: Answer) -> bool:
    same = (one.rule.id, one.person, one.locus.id) == (other.rule.id, other.person, other.locus.id)
    return same and one.locus.key != other.locus.key


class Written:
    """The names in a file of decisions or in a baseline, found again by record and by the matter that they number."""

    def __init__(self, names: Iterable[str]) -> None:
        self.by_akt: dict[str, list[str]] = {}
        self._numbered: dict[str, dict[int, str]] = {}
        for name in dict.fromkeys(names):
            rule, akt, locus, *person = (name + "//").split("/")
            self.by_akt.setdefault(akt, []).append(name)
            match = _NUMBERED.fullmatch(locus)
            if match is not None:
                stem = "/".join((rule, akt, match[1], *filter(None, person)))
                self._numbered.setdefault(stem, {})[int(match[2] or 1)] = name

    def older(self, answer: Answer, record: Record) -> dict[int, str]:
        """The written names that number what an answer is about, by their numbers; a name of today is none of them."""
        if not answer.locus.anchor:
            return {}
        bare = replace(answer, locus=replace(answer.locus, anchor=None, number=1))
        numbered = self._numbered.get(fingerprint(bare, record.report.akt, record.settings), {})
        return {number: name for number, name in numbered.items() if not record.is_today(name)}


def by_number(answer: Answer, older: Mapping[int, str]) -> str | None:
    """The older name of an answer, where as many stand there as were numbered; else None."""
    return older.get(answer.locus.number) if older and max(older) == answer.locus.siblings else None
