"""Where was looked for an answer, which every missing one says, and what could not be read there."""

from __future__ import annotations

from collections.abc import Iterable

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.model import Post
from sosfs_lint.reading import came_in, is_unread
from sosfs_lint.report import Answer, Locus, Looked, Reason, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.wording import say


def looked_posts(rule: Rule, locus: Locus, case: Case) -> dict[str, Post]:
    """The posts in which a rule looks, each once, by id."""
    return {post.id: post for level in rule.look for post in case.posts_at(locus, level)}


def looked_at(rule: Rule, locus: Locus, case: Case) -> Looked:
    """How many posts were read for an answer, and from which day to which; of a moment without posts those of its matter."""
    posts = looked_posts(rule, locus, case) or {post.id: post for post in case.posts_at(locus, "arende")}
    days = [day for post in posts.values() if (day := day_of(post))]
    return Looked(len(posts), min(days, default=None), max(days, default=None))


def hides_unread(posts: Iterable[Post]) -> bool:
    """Whether a note or own document among some posts could not be read, so that what is looked for may stand there."""
    return any(is_unread(post) and not came_in(post) for post in posts)


def not_read(rule: Rule, locus: Locus) -> Answer:
    """What is asked for may stand in an attachment that was not read."""
    return Answer(rule=rule, verdict=Verdict.NOT_CHECKED, locus=locus, reason_code=Reason.ATTACHMENT, reason=say("attachment-not-read"))
