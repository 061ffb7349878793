"""`several = [concepts], at_least = n`: a post is known by its own elements, as a form is by its headings, where no phrase names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sosfs_lint.errors import PackError
from sosfs_lint.language.status import Status
from sosfs_lint.model import Place, Post
from sosfs_lint.reading import Reading
from sosfs_lint.toml_file import TomlFile

KEYS = ("several", "at_least", "counts")


@dataclass(frozen=True, slots=True)
class Several:
    """Concepts of which a post must say a number, each in words of its own, by marks of one of some statuses."""

    concepts: tuple[str, ...] = ()
    at_least: int = 0
    counts: frozenset[str] = frozenset({"affirmed"})

    def within(self, post: Post, reading: Reading) -> bool:
        """Whether a post says as many of them."""
        return _matched([words for concept in self.concepts if (words := self._words(post, concept, reading))]) >= self.at_least

    def _words(self, post: Post, concept: str, reading: Reading) -> set[tuple[Place, int]]:
        """Where a post says a concept in its prose; what its headings announce is `headed`."""
        marks = (said for said in reading.said(post, concept) if said.mark.kind == "says" and said.status in self.counts)
        return {(said.passage.place, said.mark.start) for said in marks}


NONE = Several()


def _matched(wanted: list[set[tuple[Place, int]]]) -> int:
    """For how many of some things words can be found that are no other's."""
    taken: dict[tuple[Place, int], int] = {}

    def found(one: int, tried: set[tuple[Place, int]]) -> bool:
        for words in wanted[one] - tried:
            tried.add(words)
            if words not in taken or found(taken[words], tried):
                taken[words] = one
                return True
        return False

    return sum(found(one, set()) for one in range(len(wanted)))


def several_of(table: Mapping[str, Any], file: TomlFile, key: str) -> Several:
    """The keys of a row that ask for several concepts. Raises PackError where one is without the other, or they ask for more than there are."""
    if not any(name in table for name in KEYS):
        return NONE
    concepts, number, counts = table.get("several"), table.get("at_least"), table.get("counts", ["affirmed"])
    if not isinstance(concepts, list) or not isinstance(number, int) or isinstance(number, bool):
        raise PackError("several must be a list of concepts, with at_least, a number", where=file.where(key=key))
    if not 2 <= number <= len(set(concepts)):
        raise PackError("at_least must be 2 or more, and no more than the concepts of several", where=file.where(key=key))
    for status in counts:
        if status not in tuple(Status):
            raise PackError(f"unknown status {status}; known are {', '.join(Status)}", where=file.where(key=key))
    return Several(tuple(concepts), number, frozenset(counts))
