"""What marks in prose say about one element of a requirement."""

from __future__ import annotations

import re
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


AS_PLANNED = re.compile(
    r"\b(?:enligt|enl\.?|som) (?:plan|planen|planerat|planeringen|schema|schemat|överenskommelse|rutin|beslut|beslutet|uppdrag|uppdraget|beställning|beställningen)\b(?!\s*\d)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:se|jfr|jämför|vide|enl\.?|enligt|framgår|hänvis\w+|återfinns|finns i|bifog\w+|bilag\w+|dokumenterat i|som ovan|ovan|tidigare)\b",
    re.IGNORECASE,
)


_POINTER = 8  # words of a reference: the rest of a long sentence says something of its own


def words_that_point(text: str) -> bool:
    """Whether a text holds a word that may refer to something else, so that it is worth a closer look."""
    return len(text) < 200 and _POINTS.search(text) is not None


def only_points_elsewhere(texts: Sequence[Annotation]) -> bool:
    """Whether texts together do little else than refer to something: "Se utredning." Help "enligt plan" points to nothing."""
    pointing = whole = 0
    for annotation in texts:
        prose = annotation.prose
        whole += len(prose.words)
        pointing += sum(min(s.last - s.first, _POINTER) for s in annotation.references if not AS_PLANNED.search(prose.of(s)))
    return bool(pointing) and pointing * 2 >= whole
