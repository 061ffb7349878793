"""What the morning says of an answer: the sentence that `check` writes, filled with what the store holds of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sosfs_lint.audit.judged import SENTENCE
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.reporters import Settings, message_of, open_message_of
from sosfs_lint.rule import Rule
from sosfs_lint.wording import WORDS, say


def sentence(row: Mapping[str, Any], rule: Rule, lang: str) -> str:
    """The sentence of a stored answer; of a clock that runs the rule's own for what is not due yet."""
    said = json.loads(row["numbers"] or "{}")
    key = said.pop(SENTENCE, None)
    answer = Answer(
        rule=rule,
        verdict=Verdict(row["verdict"]),
        locus=Locus("", "", row["moment"], row["day"]),
        message=say(key) if key in WORDS else None,
        due=row["due"],
        from_date=row["from_date"],
        values=tuple((name, _day(value)) for name, value in said.items()),
    )
    settings = Settings(lang=lang)
    return open_message_of(answer, settings) if answer.verdict is Verdict.REMAINING else message_of(answer, settings)


def _day(value: int | str) -> int | str | date:
    """A stored day as one; numbers and clock times as they are."""
    return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2024-01-01") else value
