"""`at_most = { fields = [...], count = 1 }`: no more than so many; more is always a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sosfs_lint.case import Case
from sosfs_lint.checks import Source
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule


@dataclass(frozen=True)
class Limit:
    fields: tuple[str, ...]
    count: int


class AtMost:
    word = "at_most"

    def load(self, value: Any, source: Source) -> object:
        source.keys(value, {"fields", "count"}, "at_most")
        source.fields(value.get("fields", ()), "at_most")
        return Limit(tuple(value.get("fields", ())), int(value.get("count", 1)))

    def judge(self, rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
        limit = rule.spec
        assert isinstance(limit, Limit)
        found = [f for path in limit.fields for f in case.fields(path, locus, "akt", person)]
        over = len(found) > limit.count
        yield Answer(
            rule=rule,
            verdict=Verdict.QUESTION if over else Verdict.MET,
            locus=locus,
            kind="unclear",
            evidence=tuple(Evidence("contradicts" if over else "supports", f.place, field=f.field) for f in found),
        )
