"""The duty team (socialjouren): whether what a note tells of it is told by somebody else."""

from __future__ import annotations

from sosfs_lint.case import Case
from sosfs_lint.model import Post
from sosfs_lint.reading import Said


def by_another(said: Said, post: Post, case: Case) -> bool:
    """Whether a note that tells of the duty team is written by anybody else than the duty team itself."""
    words = said.passage.text.value[said.mark.start : said.mark.end].casefold()
    if "jour" not in words:
        return True
    author = [value for who in post.upprattad_av for value in (case.akt.resolve(who).befattning, who.enhet)]
    heading = getattr(post, "rubrik", None)
    headed = str(getattr(heading, "value", "")).casefold().startswith(("jour", "socialjour"))
    return not headed and not any("jour" in (value or "").casefold() for value in author)
