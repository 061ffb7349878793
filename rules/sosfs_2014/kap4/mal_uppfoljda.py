"""SOS4-22b: is the measure followed up against its goals? Words of the matter's own goals in the note tell as much as the word goal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Handling, Person, Post
from sosfs_lint.reading import came_in, passages
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_GOAL = re.compile(
    r"\bmål|\bsyfte|avsikt|vill komma|vill nå|vill vi|vi vill|uppnå|vart vi|dit vi|leda? till|eftersträv|åstadkom|siktar|vill se",
    re.IGNORECASE,
)
_GOAL_SENTENCE = re.compile(r"\b(?:Mål(?:et|en)?|Delmål\w*|[Ss]ka (?:det )?leda till|[Ss]yftet är|[Aa]vsikten är)\b[^.\n]*")
_LABEL = re.compile(r"(\w[\w ]{2,40}?)(?:[:.]\s|[:.]?$)")
_WORD = re.compile(r"[a-zåäöé]{4,}")
_ENDING = re.compile(
    r"(?<=\w{4})(?:ningarna|ningar|ningen|ning|andet|ande|orna|arna|erna|ades|ats|ade|ar|as|at|er|or|en|et|an|na|a|e|s|n)$"
)
_TELLING = 8  # a shared word so long says as much as two short ones
_COMMON = {
    "mål", "målet", "insats", "vecka", "månad", "själv", "hjälp", "behov", "under", "efter", "också", "först", "första", "kunn", "kunna", "skall", "samma", "samm", "varje", "varj", "genom", "finns", "finn", "göra", "göras", "komma", "komm",
    "enskild", "stöd", "andra", "andr", "minst", "bättr", "bättre", "trygg", "känn", "känna", "daglig", "tillgodose", "livsvillkor", "levnad", "social", "personlig", "halvår", "någon", "något", "några", "större", "störr",
    "inte", "inga", "ingen", "inget", "eller", "ell", "utan", "från", "till", "hem", "hemm", "hemma", "alla", "allt", "leda", "varit", "vara", "skul", "skulle", "blir", "blev", "bliv", "haft", "sedan", "sina", "mamm", "mamma", "papp", "pappa",
    "skol", "skola", "hemtjänst", "boendestöd", "familj", "person", "personal", "dagar", "gång", "gånger", "gånge", "kommun", "nämnd", "socialtjänst", "beslut", "familjehem", "bara", "mellan", "många", "över", "denn", "dett", "dess", "sätt", "mycket",
    "kring", "även", "alltså", "innan", "tills", "helt", "hela", "dels", "medan", "mars", "april", "juni", "juli", "kväll", "natt", "nätter", "nätt", "dag", "tiden", "tid", "gått", "följ", "ring", "ringa", "träff", "säg", "berätt", "tyck",
}  # fmt: skip


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by the words for it, or by words of the goals that the matter's documents set; one such word is a question."""
    for answer in as_written(rule, locus, case, person):
        met = answer.verdict is Verdict.MET
        yield answer if met or _refused(locus, case) else _weighed(answer, locus, case)


def _refused(locus: Locus, case: Case) -> bool:
    """Whether the note says that it was not followed up against the goals."""
    return any(
        said.status == "negated" for post in case.posts_at(locus, "post") for said in case.reading.said(post, "uppfoljning-mot-malen")
    )


def _weighed(answer: Answer, locus: Locus, case: Case) -> Answer:
    """The answer with what the note's own words have in common with the goals."""
    goals = _goals(locus, case)
    for post in case.posts_at(locus, "post"):
        found = stems(" ".join(passage.text.value for passage in passages(post))) & goals
        weight = sum(2 if len(stem) > _TELLING - 2 else 1 for stem in found)
        if len(found) > 1 and weight > (1 if answer.verdict is Verdict.QUESTION else 2):
            where = Evidence("supports", post.place, post=post.id)
            return answer.met_by(where)
        if found and answer.verdict is Verdict.MISSING:
            where = Evidence("hint", post.place, post=post.id)
            answer = replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=(where,), looked=None)
    return answer


def _goals(locus: Locus, case: Case) -> set[str]:
    """Words of the goals that the matter's posts set; of the whole record's, if the matter has none."""
    found = _set_in(case.akt.posts_in(locus.arende), locus) or _set_in(case.akt.live, locus)
    names = {stem for one in (*case.akt.personakt.enskild, *case.akt.personakt.berord) for stem in stems(one.namn or "")}
    return found - names


def _set_in(posts: Iterable[Post], locus: Locus) -> set[str]:
    found: set[str] = set()
    for post in posts:
        if post.id not in locus.posts and not came_in(post) and _before(post, locus):
            for passage in passages(post):
                headed = _GOAL.search(passage.heading or "") is not None
                own = [passage.text.value] if headed else [*_labelled(passage.text.value)]
                if not own and isinstance(post, Handling):
                    own = _GOAL_SENTENCE.findall(passage.text.value)
                found |= stems(" ".join(own))
    return found


def _labelled(text: str) -> Iterator[str]:
    """What stands after a label of its own about goals, up to the next line that is a label."""
    under = False
    for line in text.split("\n"):
        label = _LABEL.match(line.strip())
        if label is not None:
            under = _GOAL.search(label[1]) is not None
            line = line.strip()[label.end() :]
        if under:
            yield line


def _before(post: Post, locus: Locus) -> bool:
    day = day_of(post)
    return day is None or locus.day is None or day <= locus.day


def stems(text: str, letters: int = _TELLING) -> set[str]:
    """How the words of a text begin that may tell one goal from another."""
    return {_ENDING.sub("", word)[:letters] for word in _WORD.findall(text.casefold())} - _COMMON
