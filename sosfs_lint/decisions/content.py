"""A keyed hash of what a finding is about, so that an edited post opens a decision again.

It is the same after any re-export that only moves, re-indents, re-orders or re-prefixes, and without the key it says nothing.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

from sosfs_lint.model import Element, Personakt, Post, Text
from sosfs_lint.report import Locus

_MOVES = {"place", "header", "kallposition", "segments", "last"}


def content_hash(locus: Locus, personakt: Personakt, key: bytes) -> str | None:
    """A hash of the posts that belong to the locus, else of its element; None where the locus is the record as a whole."""
    ids = {post for post in (locus.post, *locus.posts) if post}
    akt = personakt
    posts: tuple[Post, ...] = (*akt.samtycke, *akt.beslut, *akt.handling, *akt.anteckning)
    about: list[Element] = [post for post in posts if post.id in ids]
    if not about and locus.element is not None and not isinstance(locus.element, Personakt):
        about = [locus.element]
    if not about:
        return None
    plain = json.dumps(sorted((_plain(element) for element in about), key=_order), ensure_ascii=False, sort_keys=True)
    return hmac.new(key, b"content\0" + plain.encode(), sha256).hexdigest()[:32]


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return [" ".join(value.value.split()), sum(end - start for start, end in value.struck)]
    if isinstance(value, tuple):
        return sorted((_plain(item) for item in value), key=_order)
    if isinstance(value, Element) and is_dataclass(value):
        shown = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in _MOVES}
        return {"": type(value).__name__} | {name: _plain(item) for name, item in shown.items() if item not in (None, (), "")}
    return " ".join(str(value).split())


def _order(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)
