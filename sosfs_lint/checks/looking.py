"""Where was looked for an answer, which every missing one says."""

from __future__ import annotations

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.model import Post
from sosfs_lint.report import Locus, Looked
from sosfs_lint.rule import Rule


def looked_at(rule: Rule, locus: Locus, case: Case) -> Looked:
    """How many posts were read for an answer, and from which day to which; of a moment without posts those of its matter."""
    posts: dict[str, Post] = {post.id: post for level in rule.look for post in case.posts_at(locus, level)}
    posts = posts or {post.id: post for post in case.posts_at(locus, "arende")}
    days = [day for post in posts.values() if (day := day_of(post))]
    return Looked(len(posts), min(days, default=None), max(days, default=None))
