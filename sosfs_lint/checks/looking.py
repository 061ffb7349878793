"""Where was looked for an answer, which every missing one says."""

from __future__ import annotations

from sosfs_lint.akt import entered_on
from sosfs_lint.case import Case
from sosfs_lint.model import Post
from sosfs_lint.report import Locus, Looked
from sosfs_lint.rule import Rule


def looked_at(rule: Rule, locus: Locus, case: Case) -> Looked:
    """How many posts were read for an answer, and from which day to which."""
    posts: dict[str, Post] = {post.id: post for level in rule.look for post in case.posts_at(locus, level)}
    days = [day for post in posts.values() if (day := entered_on(post))]
    return Looked(len(posts), min(days, default=None), max(days, default=None))
