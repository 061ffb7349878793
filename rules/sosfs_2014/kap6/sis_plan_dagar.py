"""SOS6-2r19, 2r22, 12a and 13r1b: what fields and the order of posts say of plans, follow-ups and the closing note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from sosfs_2014.kap5.planens_dagar import ADOPTED, adopted_on
from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.values import date_at_end
from sosfs_lint.model import Handling, Person
from sosfs_lint.reading import came_in, passages, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_CLOSING = re.compile(
    r"slutanteckning|slutrapport|slutdokument|slutsammanfattning|avslutande|slutant|sammanfattning av (?:vården|vistelsen|placeringen)",
    re.IGNORECASE,
)


def adopted(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """When the plan was adopted: a day beside the word, the day of drawing it up, or the day that it is signed or dated."""
    del person
    for post in case.posts_at(locus, "post"):
        if (
            isinstance(post, Handling)
            and post.upprattad is not None
            and post.upprattad.tid is not None
            and post.upprattad.tid.date is not None
        ):
            yield _answer(rule, locus, Verdict.MET, Evidence("supports", post.place, post=post.id))
            return
        for who in (*post.upprattad_av, *post.signerad):
            if who.tid is not None and who.tid.date is not None:
                yield _answer(rule, locus, Verdict.MET, Evidence("supports", post.place, post=post.id))
                return
        read = list(passages(post))
        dated = (
            read
            and not any(ADOPTED.search(passage.heading or "") for passage in read)
            and date_at_end(read[-1].text, post, case) is not None
        )
        if dated or adopted_on(post) is not None:
            yield _answer(rule, locus, Verdict.MET, Evidence("supports", post.place, post=post.id))
            return
    yield _answer(rule, locus, Verdict.MISSING)


def entered(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Whether the plan came into the record as soon as it was drawn up: within ten days."""
    del person
    for post in case.posts_at(locus, "post"):
        drawn = day_of(post)
        entry = post.registrerad.tid.date if post.registrerad is not None and post.registrerad.tid is not None else None
        if drawn is None or entry is None:
            yield _answer(rule, locus, Verdict.NOT_CHECKED)
        else:
            late = entry - drawn > timedelta(days=10)
            where = Evidence("contradicts" if late else "supports", post.place, post=post.id)
            yield _answer(rule, locus, Verdict.MISSING if late else Verdict.MET, where)


def followed_up(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """A follow-up of the placement. One of more than three months without any: missing; an open or a short one: not yet due."""
    del person
    mine = [other for other in case.loci["sis-uppfoljning"] if other.arende in (locus.arende, None) or locus.arende is None]
    if mine:
        yield _answer(rule, locus, Verdict.MET, Evidence("supports", mine[0].place, post=mine[0].post))
        return
    days = [day for post in case.posts_at(locus, "arende") if (day := day_of(post)) is not None]
    long = bool(days) and max(days) - min(days) > timedelta(days=90)
    yield _answer(rule, locus, Verdict.MISSING if long else Verdict.REMAINING)


def closing_note(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """A closing note in the record: a document or note called so, or one that sums up how far the goals were reached."""
    del person
    for post in case.posts_at(locus, "akt"):
        if came_in(post):
            continue
        texts = [passage.text.value for passage in passages(post)]
        called = _CLOSING.search(" ".join(title_of(post))) or any(_CLOSING.match(text) for text in texts)
        if called:
            full = any(len(text.split()) > 5 for text in texts) or not texts
            yield _answer(
                rule, locus, Verdict.MET if full else Verdict.QUESTION, Evidence("supports" if full else "hint", post.place, post=post.id)
            )
            return
    for post in case.posts_at(locus, "post"):
        said = case.reading.affirms(post, ("sis-maluppfyllelse",))
        if said is not None:
            yield _answer(rule, locus, Verdict.MET, said.evidence())
            return
    yield _answer(rule, locus, Verdict.MISSING)


def _answer(rule: Rule, locus: Locus, verdict: Verdict, *evidence: Evidence) -> Answer:
    return Answer(rule=rule, verdict=verdict, locus=locus, kind="unclear" if verdict is Verdict.QUESTION else "missing", evidence=evidence)
