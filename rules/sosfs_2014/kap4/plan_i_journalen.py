"""SOS4-7: does the journal tell of the plan? A note about another kind of plan does not tell of this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Handling, Person
from sosfs_lint.reading import Said, title_of
from sosfs_lint.report import Answer, Locus, Verdict
from sosfs_lint.rule import Rule

_KINDS = {
    "vård": re.compile(r"\bvårdplan", re.IGNORECASE),
    "genomförande": re.compile(r"\bgenomförandeplan|\bGP\b|\bgfp\b", re.IGNORECASE),
    "individuell": re.compile(r"\bSIP\b|individuell\w* plan", re.IGNORECASE),
    "behandling": re.compile(r"\bbehandlingsplan", re.IGNORECASE),
}


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met as the words have it, unless none of them is about a plan of the document's kind."""
    own = _kinds(" ".join(title_of(locus.element))) if isinstance(locus.element, Handling) else set()
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is Verdict.MET and own and not any(_tells_of(own, said) for said in _told(rule, locus, case)):
            lacks = tuple(need.what for need in rule.in_a_text or ())
            answer = replace(answer, verdict=Verdict.MISSING, evidence=(), looked=looked_at(rule, locus, case), lacks=lacks)
        yield answer


def _told(rule: Rule, locus: Locus, case: Case) -> Iterator[Said]:
    """Where the posts looked at say that a plan was drawn up."""
    posts = dict.fromkeys(post for level in rule.look for post in case.posts_at(locus, level))
    concepts = [concept for need in rule.in_a_text or () for concept in need.says]
    return (said for post in posts for concept in concepts for said in case.reading.said(post, concept) if said.counts)


def _tells_of(own: set[str], said: Said) -> bool:
    """Whether a line is about a plan, and about no other kind of plan only."""
    words = " ".join((said.line, *title_of(said.post)))
    kinds = _kinds(said.line) or _kinds(words)
    return bool(kinds & own) if kinds else "plan" in words.casefold()


def _kinds(words: str) -> set[str]:
    return {kind for kind, pattern in _KINDS.items() if pattern.search(words)}
