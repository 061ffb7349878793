"""A keyed hash of what a finding is about, so that an edited post opens a decision again.

It is the same after any re-export that only moves, re-indents, re-orders or re-prefixes, and without the key it says nothing.
In front of it stands what tells one key from another, so that another key is never taken for another content.
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
_COMES_AND_GOES = {"arende", "insats", "samtycke", "beslut", "handling", "anteckning", "status", "avslutad"}


def content_hash(locus: Locus, personakt: Personakt, key: bytes) -> str:
    """A hash of the posts that belong to the locus, else of its element. Of the record as a whole it is what stands on its cover:
    who it is about and who is concerned, not the matters and posts that it holds, of which there are more every week.
    """
    ids = {post for post in (locus.post, *locus.posts) if post}
    akt = personakt
    posts: tuple[Post, ...] = (*akt.samtycke, *akt.beslut, *akt.handling, *akt.anteckning)
    about: list[Element] = [post for post in posts if post.id in ids]
    if not about:
        about = [locus.element or personakt]
    plain = json.dumps(sorted((_plain(element) for element in about), key=_order), ensure_ascii=False, sort_keys=True)
    content = hmac.new(key, b"content\0" + plain.encode(), sha256).hexdigest()[:32]
    return f"{key_name(key)}:{content}"


def key_name(key: bytes) -> str:
    """What tells a key from others, and says nothing of it."""
    return hmac.new(key, b"name\0", sha256).hexdigest()[:8]


def same_content(was: str, now: str) -> bool:
    """Whether two hashes are of the same content; older ones do not say by which key."""
    return was.rpartition(":")[2] == now.rpartition(":")[2]


def other_key(was: str, now: str) -> bool:
    """Whether they were made with different keys, so that nobody can tell whether the content is the same."""
    key = was.rpartition(":")[0]
    return bool(key) and key != now.rpartition(":")[0]


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return [" ".join(value.value.split()), sum(end - start for start, end in value.struck)]
    if isinstance(value, tuple):
        return sorted((_plain(item) for item in value), key=_order)
    if isinstance(value, Element) and is_dataclass(value):
        hidden = _MOVES | _COMES_AND_GOES if isinstance(value, Personakt) else _MOVES
        shown = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in hidden}
        return {"": type(value).__name__} | {name: _plain(item) for name, item in shown.items() if item not in (None, (), "")}
    return " ".join(str(value).split())


def _order(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)
