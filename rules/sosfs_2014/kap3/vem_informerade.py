"""SOS3-5.3: who told the child? The signed author of the note that says so, or somebody named beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sosfs_2014.kap3.bara_informerat import bare_notes, lacking
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import hides_unread, looked_at, not_read
from sosfs_lint.checks.values import Holds, author
from sosfs_lint.model import Person, Post
from sosfs_lint.reading import Said, came_in
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_BY_SOMEBODY = re.compile(
    r"\bav (?:en |vår |den )?(?:personal\w*|kollega\w*|jour\w*|socialjour\w*|soc|socialtjänst\w*|polis\w*|transport\w*|behandling\w*|boende\w*|skol\w*)(?! (?-i:[A-ZÅÄÖ]))",
    re.IGNORECASE,
)
_BY_THE_AUTHOR = re.compile(r"\b(?:jag|undertecknad|vi|ut|uts)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:är|var|blev|blivit|har fått|fått|fick)\b|\w(?:erad|rättad|lyst|erats|rättats)\b", re.IGNORECASE)
CONCEPTS = ("barnet-informerat", "barnet-informerat-nar", "barnet-informerat-satt")


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by an author with name and title; a name without title or a signature code leaves doubt, and so does each note in which
    the child only "is informed"."""
    del person
    yield from _for_the_matter(rule, locus, case)
    for _, bare, at in bare_notes(locus, case):
        if _PASSIVE.search(bare.line) and not _BY_THE_AUTHOR.search(bare.line):
            yield lacking(rule, bare, at, case, doubtful=True)


def _for_the_matter(rule: Rule, locus: Locus, case: Case) -> Iterator[Answer]:
    told = next(filter(None, (_told(case.posts_at(locus, level), case) for level in rule.look)), [])
    best = max(
        ((_by(post, said, case), said) for post, said in told),
        key=lambda pair: pair[0],
        default=None,
    )
    if best is None and hides_unread(case.posts_at(locus, "arende")):
        yield not_read(rule, locus)
        return
    if best is None:
        yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, looked=looked_at(rule, locus, case))
        return
    verdict = {Holds.FULLY: Verdict.MET, Holds.DOUBTFUL: Verdict.QUESTION}.get(best[0], Verdict.MISSING)
    yield Answer(
        rule=rule,
        verdict=verdict,
        locus=locus,
        kind="unclear" if verdict is Verdict.QUESTION else "missing",
        evidence=(best[1].evidence("supports" if verdict is Verdict.MET else "hint"),),
        looked=looked_at(rule, locus, case) if verdict is Verdict.MISSING else None,
    )


def _told(posts: Iterable[Post], case: Case) -> list[tuple[Post, Said]]:
    """The notes that tell of informing the child, with the words that do."""
    return [(post, said) for post in posts if not came_in(post) and (said := case.reading.affirms(post, CONCEPTS)) is not None]


def _by(post: Post, said: Said, case: Case) -> Holds:
    """How well the author answers; where the words say that some nameless other told the child, no more than doubtfully."""
    held = author(post, case)
    nameless = _BY_SOMEBODY.search(said.line) is not None and _BY_THE_AUTHOR.search(said.line) is None
    return min(held, Holds.DOUBTFUL) if nameless else held
