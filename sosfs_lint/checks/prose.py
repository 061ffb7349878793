"""What marks in prose say about one element of a requirement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from sosfs_lint.language.annotate import Annotation, Mark
from sosfs_lint.language.status import Status


class Answer(IntEnum):
    """How well prose answers an element."""

    NOTHING = 0
    DOUBTFUL = 1
    FULLY = 2


# the nearest candidate is shown by the status that says most about what stands there
_NEAREST = [
    Status.HINT, Status.HEARSAY, Status.REFERENCE, Status.FORMULA, Status.PLANNED, Status.NEGATED, Status.CONDITIONAL, Status.OTHER_PERSON,
    Status.STRUCK, Status.BLANK, Status.TEMPLATE, Status.QUOTED_LAW, Status.COPY, Status.AFFIRMED,
]  # fmt: skip


def answer_in(marks: Sequence[Mark], counts: Iterable[str], doubts: Iterable[str]) -> tuple[Answer, Mark | None]:
    """The best answer that marks of the wanted concepts give, and the mark that decides (or came nearest)."""
    counting = [mark for mark in marks if mark.status in counts and mark.kind in ("says", "heading")]
    if counting:
        return Answer.FULLY, counting[0]
    hollow = {mark.sentence for mark in marks if mark.kind == "hollow"}
    doubtful = [mark for mark in marks if mark.status in doubts and not (mark.status is Status.HINT and mark.sentence in hollow)]
    if doubtful:
        return Answer.DOUBTFUL, min(doubtful, key=lambda mark: _NEAREST.index(mark.status))
    return Answer.NOTHING, min(marks, key=lambda mark: _NEAREST.index(mark.status), default=None)


def only_points_elsewhere(annotation: Annotation) -> bool:
    """Whether a text does little else than refer to something: "Se utredning." """
    prose = annotation.prose
    pointing = sum(s.last - s.first for s in annotation.references)
    return bool(pointing) and pointing * 2 >= len(prose.words)
