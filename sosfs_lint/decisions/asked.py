"""Whether a run asked about a finding that it did not show: only then is the finding gone."""

from __future__ import annotations

from collections.abc import Callable

from sosfs_lint.decisions.names import Record
from sosfs_lint.report import Verdict

_OPEN = (Verdict.NOT_CHECKED, Verdict.FAILED, Verdict.REMAINING, Verdict.FOR_A_PERSON)
_UNTOLD = (Verdict.NOT_CHECKED, Verdict.FAILED)


class Asked:
    """What one record was asked and what it answered. `is_selected` says whether the run asks a rule of it."""

    def __init__(self, record: Record, is_selected: Callable[[str], bool]) -> None:
        self._is_selected = is_selected
        self._is_whole = record.personakt.header.export.fullstandig is not False
        self._answers: dict[str, list[tuple[str, Verdict]]] = {}
        for answer, name in zip(record.report.answers, record.names, strict=True):
            self._answers.setdefault(answer.rule.id, []).append((name, answer.verdict))

    def about(self, name: str) -> bool:
        """Whether the very finding was asked about: its rule was, nothing hindered the answer, and its post was there to be read."""
        rule = name.split("/")[0]
        own = [verdict for other, verdict in self._answers.get(rule, ()) if other == name]
        if not own:
            return self.whole_rule(rule)
        settled = not any(verdict in _OPEN for verdict in own)
        return self._is_selected(rule) and settled and (self._is_whole or Verdict.MET in own)

    def whole_rule(self, rule: str) -> bool:
        """Whether a rule was asked of all of the record, and of a record that is whole."""
        hindered = any(verdict in _UNTOLD for _, verdict in self._answers.get(rule, ()))
        return self._is_whole and self._is_selected(rule) and not hindered
