"""What the prose of a record says about one element of a requirement, and what the points it refers to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from sosfs_lint.akt import Found, day_of
from sosfs_lint.case import LATE, Case
from sosfs_lint.checks.prose import AS_PLANNED, Answer, answer_in, only_points_elsewhere, words_that_point
from sosfs_lint.language.annotate import Mark
from sosfs_lint.language.status import Status
from sosfs_lint.model import Anteckning, Beslut, Handling, Person, Post, Text
from sosfs_lint.reading import Said, came_in
from sosfs_lint.report import Evidence, Locus, Reason, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.wording import Says


@dataclass(frozen=True)
class Need:
    """One element: what it is, the fields that hold it, those that only hint at it, and the value that counts.

    `says` are the concepts that answer it in prose, `counts` the statuses that count, `doubts` those that leave a question.
    """

    what: str
    fields: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    value: str = "text"
    in_text: str | None = None
    says: tuple[str, ...] = ()
    counts: frozenset[str] = frozenset({"affirmed"})
    doubts: frozenset[str] = frozenset({"hearsay", "hint", "reference"})


@dataclass(frozen=True)
class Outcome:
    """What became of one element."""

    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    kind: str = "missing"
    reason_code: Reason = Reason.FIELD
    reason: Says | None = None


def best_of(*outcomes: Outcome | None) -> Outcome | None:
    """The outcome that says most: met, then a question, then missing with what came nearest."""
    order = [Verdict.MET, Verdict.QUESTION, Verdict.MISSING]
    return min((o for o in outcomes if o is not None), key=lambda o: order.index(o.verdict), default=None)


def said_in_text(need: Need, rule: Rule, locus: Locus, case: Case, person: Person | None) -> Outcome | None:
    """What the prose says, level by level, and what the points it refers to say."""
    if not need.says:
        return None
    near: list[Said] = []
    read: set[str] = set()
    for level in rule.look:
        posts = [post for post in case.posts_at(locus, level) if post.id not in read]
        read.update(post.id for post in posts)
        told = (s for post in posts for concept in need.says for s in case.told(locus, post, concept) if case.is_about(s, person))
        blank = {post.id for post in posts if level == "post" and case.reading.is_left_blank(post, need.says)}
        told = (s for s in told if s.mark.kind != "hints" or s.post.id not in blank)
        strays = {(s.post.id, s.mark) for post in posts for s in case.reading.strays(post, need.says)} if level == "post" else set()
        said = [_as_stray(s, strays) if level == "post" else _as_heard(s, need) for s in told]
        found = _decide(said, need)
        if found is not None and found.verdict is Verdict.MET:
            return found
        near += said
        followed = _followed(near, need, locus, case) if level == "post" else None
        if followed is not None:
            return followed
    elsewhere = best_of(_misplaced(need, rule, locus, case, person, read), _in_what_it_points_to(need, locus, case, person))
    outcome = best_of(_decide(near, need), elsewhere)
    if outcome is None:
        outcome = _nearly_said(need, locus, case, person)
    if outcome is None and _only_refers(locus, case) and not points_to_a_file(case.posts_at(locus, "post"), case):
        return Outcome(Verdict.QUESTION, kind="unclear")
    return outcome


def _as_heard(said: Said, need: Need) -> Said:
    """Where a document came in from somebody else and is not what is judged, its words are hearsay."""
    if came_in(said.post) and (said.counts or said.status in need.counts):
        return replace(said, mark=replace(said.mark, status=Status.HEARSAY))
    return said


def _as_stray(said: Said, strays: Set[tuple[str, Mark]]) -> Said:
    """What stands elsewhere than under the post's own heading for it, where nothing stands there, is no more than a hint."""
    return replace(said, mark=replace(said.mark, status=Status.HINT)) if (said.post.id, said.mark) in strays else said


def _decide(said: Sequence[Said], need: Need) -> Outcome | None:
    """What marks come to."""
    marks = [s.mark for s in said]
    answer, deciding = answer_in(marks, need.counts, need.doubts)
    if deciding is None:
        return None
    where = next(s for s, mark in zip(said, marks, strict=True) if mark is deciding)
    if answer is Answer.FULLY:
        return Outcome(Verdict.MET, (where.evidence("supports"),))
    verdict = Verdict.QUESTION if answer is Answer.DOUBTFUL else Verdict.MISSING
    return Outcome(verdict, (where.evidence(str(deciding.status) if deciding.status is not Status.AFFIRMED else "hint"),))


def _followed(said: Sequence[Said], need: Need, locus: Locus, case: Case) -> Outcome | None:
    """What stands in the posts that this very point refers to."""
    for pointer in (s for s in said if s.status is Status.REFERENCE):
        hit = _first_said(case.reading.targets(pointer, case.akt.posts_in(locus.arende)), need.says, case)
        if hit is not None:
            return Outcome(Verdict.MET, (pointer.evidence("reference"), hit.evidence()))
    return None


def field_refers(found: Found, need: Need, locus: Locus, case: Case) -> Outcome | None:
    """What becomes of a field whose words only point somewhere ("Se utredning 19/11"); None where they say something.

    What it points to answers where it says the thing; where it is not in the export, or does not say it, nobody can tell.
    """
    value = need.value.removeprefix("says:")
    if value == need.value != "text":
        return None
    words = found.value.value if isinstance(found.value, Text) else found.value if isinstance(found.value, str) else ""
    annotation = case.reading.of_field(words) if words_that_point(words) else None
    if annotation is None or not only_points_elsewhere([annotation]):
        return None
    own = Evidence("reference", found.place, post=found.post, field=found.field)
    targets = case.reading.pointed_to(words, case.akt.posts_in(locus.arende), than=found.post)
    concepts = (*need.says, value) if value != "text" else need.says
    if not concepts and targets:
        return Outcome(Verdict.MET, (own, Evidence("supports", targets[0].place, post=targets[0].id)))
    hit = _first_said(targets, concepts, case)
    return Outcome(Verdict.QUESTION, (own,)) if hit is None else Outcome(Verdict.MET, (own, hit.evidence()))


def _first_said(posts: Iterable[Post], concepts: Iterable[str], case: Case) -> Said | None:
    wanted = tuple(concepts)
    return next((s for post in posts for concept in wanted for s in case.reading.said(post, concept) if s.counts), None)


def _misplaced(need: Need, rule: Rule, locus: Locus, case: Case, person: Person | None, read: set[str]) -> Outcome | None:
    """Found in the matter, but not where the regulation wants it, or in another matter at another time: a question."""
    if "meanwhile" in rule.look:
        level = "akt"
    elif (
        rule.place in ("handling", "beslutsunderlag", "journal")
        and rule.look != ("post",)
        and {"near", "arende", "akt"}.isdisjoint(rule.look)
    ):
        level = "arende"
    else:
        return None
    for post in case.posts_at(locus, level):
        if post.id not in read and not came_in(post) and not _is_of_its_own(post, locus):
            hit = next((s for c in need.says for s in case.reading.said(post, c) if s.counts and case.is_about(s, person)), None)
            if hit is not None:
                return Outcome(Verdict.QUESTION, (hit.evidence("hint"),), kind="misplaced")
    return None


def _is_of_its_own(post: Post, locus: Locus) -> bool:
    """Whether a document was made well before the one that is judged: what it says is its own, and nothing that was misplaced."""
    day = day_of(post)
    own = bool(locus.posts) and isinstance(post, Handling)
    return own and day is not None and locus.day is not None and locus.day - day > LATE


def _nearly_said(need: Need, locus: Locus, case: Case, person: Person | None) -> Outcome | None:
    """A sentence of the moment's own posts with the words of what is asked for, but no phrase that says it: a question."""
    for post in case.posts_at(locus, "post"):
        for concept in need.says:
            said = case.reading.nearly_said(post, concept)
            if said is not None and case.is_about(said, person):
                return Outcome(Verdict.QUESTION, (said.evidence("hint"),), kind="unclear")
    return None


def points_to_a_file(posts: Iterable[Post], case: Case) -> bool:
    """Whether a post with a linked file says little else than where to look: "Se bilaga." """
    linked = [post for post in posts if isinstance(post, (Anteckning, Handling)) and post.fil]
    return any(only_points_elsewhere([annotation for _, annotation in case.reading.of(post)]) for post in linked)


_BARE = 8  # words of a sentence that says no more than where to look


def _in_what_it_points_to(need: Need, locus: Locus, case: Case, person: Person | None) -> Outcome | None:
    """Said, if only as a proposal, in a document that a decision or a text of one piece refers to: a question."""
    told = need.counts | {"affirmed", "planned"}
    matter = case.akt.posts_in(locus.arende)
    for post in case.posts_at(locus, "post"):
        read = case.reading.of(post)
        for passage, annotation in read if isinstance(post, Beslut) or len(read) == 1 else ():
            for sentence in (
                s for s in annotation.references if s.last - s.first <= _BARE and not AS_PLANNED.search(annotation.prose.of(s))
            ):
                for target in case.reading.pointed_to(annotation.prose.of(sentence), matter, than=post.id):
                    marks = (s for c in need.says for s in case.reading.said(target, c) if s.mark.kind in ("says", "heading"))
                    hit = next((s for s in marks if s.status in told and case.is_about(s, person)), None)
                    if hit is not None:
                        pointer = Evidence("reference", passage.place, post=post.id)
                        return Outcome(Verdict.QUESTION, (hit.evidence("hint"), pointer), kind="misplaced")
    return None


def _only_refers(locus: Locus, case: Case) -> bool:
    """Whether the moment's posts as a whole do little else than point somewhere; one section that does concerns only itself."""
    texts = [annotation for post in case.posts_at(locus, "post") for _, annotation in case.reading.of(post)]
    return only_points_elsewhere(texts)
