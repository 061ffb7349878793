"""The posts of a record that a reader has put together: what is wrong with their ids."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint.model import Personakt
from sosfs_lint.report import Remark
from sosfs_lint.wording import say


def repeated_ids(akt: Personakt) -> Iterator[Remark]:
    """A remark on each post but the first that has an id which another post of the record has."""
    seen: set[str] = set()
    for post in (*akt.samtycke, *akt.beslut, *akt.handling, *akt.anteckning):
        if post.id in seen:
            yield Remark(post.place.path, say("duplicate-id", id=post.id), post.place.line, post.place.column, akt.id, post.id)
        seen.add(post.id)
