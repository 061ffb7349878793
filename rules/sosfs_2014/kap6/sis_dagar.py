"""SOS6-1b, 1c, 1d, 2a, 2b, 2c, 6s2, 13a: on which day papers came, and on which day SiS admitted, received or discharged somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from sosfs_2014.kap3.journalens_dagar import is_at_some_time
from sosfs_lint.akt import FieldStatus, day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.checks.prose import Answer as Told
from sosfs_lint.checks.prose import answer_in
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Beslut, Handling, Person, Post
from sosfs_lint.reading import Said, came_in, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Reason, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.wording import say

_DECIDES = re.compile(r"(?:har |jag )?(?:beslut(?:ar|ade|at|ats|ades)|beslöt)\b", re.IGNORECASE)


def application(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """When the written application came: the document's own day of receipt, else a note about it."""
    del person
    yield _came(
        rule,
        locus,
        case,
        r"ansök|(?:begäran|hemställan|anmälan|förfrågan) om (?:\w+ ){0,3}\w*(?:plats|inskrivning|placering|vård)|behov av plats|beställning|uppdrag"
        r"|\bplats (?:på|vid|hos|för|till|i)\b|platsbegäran|begär\w* plats|placeringsbegäran",
        "sis-ansokan-inkom",
    )


def investigation(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """When the board's investigation came."""
    del person
    yield _came(rule, locus, case, r"utredning", "sis-utredning-inkom")


def decision(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """When the enforceable decision, or word of it, came."""
    del person
    yield _came(rule, locus, case, r"\bdom\b|domen|beslut|omhändertag|underrättelse om", "sis-beslut-inkom")


def admission(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """When SiS decided on the admission."""
    del person
    yield _on_a_day(rule, locus, case, r"inskriv", ("sis-inskrivningsbeslut",))


def intake(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """When SiS decided on the intake under section 25 LVM."""
    del person
    yield _on_a_day(rule, locus, case, r"intag", ("sis-intagningsbeslut",))


def arrival(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """When the care began: the arrival at the home."""
    del person
    yield _on_a_day(rule, locus, case, None, ("sis-vardstart",))


def discharge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """When SiS decided on the discharge; the day of leaving alone is a question."""
    del person
    yield _on_a_day(rule, locus, case, r"utskriv", ("sis-utskrivningsbeslut",))


def plan(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """The plan's words; a plan made before the export begins cannot be seen."""
    for answer in as_written(rule, locus, case, person):
        unseen = answer.verdict is Verdict.MISSING and _before_export(locus, case)
        yield _unseen(rule, locus) if unseen else answer


def _came(rule: Rule, locus: Locus, case: Case, title: str, concept: str) -> Answer:
    posts = case.posts_at(locus, "arende")
    undated: Post | None = None
    for post in posts:
        if isinstance(post, Handling) and came_in(post) and re.search(title, " ".join(title_of(post)), re.IGNORECASE):
            if post.inkommen is not None and post.inkommen.tid is not None and post.inkommen.tid.date is not None:
                return _answer(rule, locus, Verdict.MET, Evidence("supports", post.place, post=post.id))
            undated = undated or post
    for post in posts:
        for said in [] if came_in(post) else case.reading.said(post, concept):
            awaited = said.status in ("negated", "planned") or _NOT_YET.search(said.line) is not None
            if (awaited and undated is None) or (not awaited and said.counts and _dated(said, post)):
                return _answer(rule, locus, Verdict.MET, said.evidence("supports"))
    if undated is not None and case.akt.status("handling/inkommen/tid") is not FieldStatus.EXPORTED:
        return _answer(rule, locus, Verdict.QUESTION, Evidence("hint", undated.place, post=undated.id))
    return _answer(rule, locus, Verdict.MISSING)


# that it had not come tells nothing of the day on which it did
_NOT_YET = re.compile(r"(?i)\b(?:inte|ej|saknas|(?:in)?väntar|efterlys\w*|ännu)\b")


def _on_a_day(rule: Rule, locus: Locus, case: Case, decided: str | None, concepts: tuple[str, ...]) -> Answer:
    posts = case.posts_at(locus, "arende")
    for post in posts:
        if (
            decided
            and isinstance(post, Beslut)
            and re.search(decided, post.typ or "", re.IGNORECASE)
            and post.datum is not None
            and post.datum.date is not None
        ):
            return _answer(rule, locus, Verdict.MET, Evidence("supports", post.place, post=post.id))
    hint: Said | None = None
    for post in posts:
        for concept in [] if came_in(post) else concepts:
            for said in case.reading.said(post, concept):
                if (said.counts or _decided(said)) and _dated(said, post):
                    return _answer(rule, locus, Verdict.MET, said.evidence("supports"))
                if said.counts or said.status == "hint":
                    hint = hint or said
    if _before_export(locus, case):
        return _unseen(rule, locus)
    if hint is not None:
        return _answer(rule, locus, Verdict.QUESTION, hint.evidence("hint"))
    return _answer(rule, locus, Verdict.MISSING)


def _unseen(rule: Rule, locus: Locus) -> Answer:
    return replace(_answer(rule, locus, Verdict.NOT_CHECKED), reason_code=Reason.DATE, reason=say("outside-selection"))


def _before_export(locus: Locus, case: Case) -> bool:
    """Whether the matter began before the days that the export holds."""
    low = case.akt.personakt.header.export.urval_from
    began = [one.startad.date for one in case.akt.personakt.arende if one.id == locus.arende and one.startad is not None]
    return low is not None and low.date is not None and any(day is not None and day < low.date for day in began)


def _decided(said: Said) -> bool:
    """Whether it is decided now, though what is decided lies ahead: "Jag beslutar att hon skrivs ut den 18 september." """
    return said.status == "planned" and _DECIDES.match(said.words) is not None


def _dated(said: Said, post: Post) -> bool:
    """A day in the sentence, or the day of the note that tells what was done."""
    if day_of(post) is not None:
        return not is_at_some_time(said.line)
    text = said.passage.text.value
    return any(mark.day is not None for mark in find_dates(text, None) if abs(mark.start - said.mark.start) < 200)


def _answer(rule: Rule, locus: Locus, verdict: Verdict, *evidence: Evidence) -> Answer:
    return Answer(rule=rule, verdict=verdict, locus=locus, kind="unclear" if verdict is Verdict.QUESTION else "missing", evidence=evidence)


def returned_when(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """When somebody came back from a stay outside the home: only what is noted after the stay was decided can tell."""
    del person
    yield _afterwards(rule, locus, case, "aterkommit-nar")


def returned_how(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """How somebody came back from a stay outside the home; what is told of another day than the return is of another journey."""
    del person
    yield _afterwards(rule, locus, case, "aterkommit-satt", on_return=True)


_LATE = timedelta(2)  # how long after a return it is still told of


def _of_the_return(posts: Sequence[Post], locus: Locus, case: Case) -> list[Post]:
    """The moment's own posts and those of the days of the first return that is told of; all, if none is."""
    told = [post for post in posts if any(said.counts for said in case.told(locus, post, "aterkommit-nar"))]
    first = min((day for post in told if (day := day_of(post)) is not None), default=None)
    if first is None:
        return list(posts)
    return [post for post in posts if post.id in locus.posts or (day := day_of(post)) is None or first <= day <= first + _LATE]


def _afterwards(rule: Rule, locus: Locus, case: Case, concept: str, *, on_return: bool = False) -> Answer:
    element = locus.element
    began = (element.galler_from.date if isinstance(element, Beslut) and element.galler_from is not None else None) or locus.day
    posts = [*case.posts_at(locus, "post"), *case.posts_at(locus, "linked"), *case.posts_at(locus, "journal")]
    later = [post for post in posts if began is None or (day := day_of(post)) is None or day >= began or post.id in locus.posts]
    if on_return:
        later = _of_the_return(later, locus, case)
    said = [one for post in dict.fromkeys(later) for one in case.told(locus, post, concept)]
    answer, deciding = answer_in([one.mark for one in said], ("affirmed",), ("hearsay", "hint", "reference"))
    where = next((one for one in said if one.mark is deciding), None)
    if where is None or answer is Told.NOTHING:
        return _answer(rule, locus, Verdict.MISSING)
    met = answer is Told.FULLY
    return _answer(rule, locus, Verdict.MET if met else Verdict.QUESTION, where.evidence("supports" if met else "hint"))
