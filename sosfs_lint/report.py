"""Answers and findings: what is said about one requirement at one place, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sosfs_lint.model import Element, Place
from sosfs_lint.wording import Says

if TYPE_CHECKING:
    from sosfs_lint.rule import Rule


DECIDED = ("avsteg", "known")


class Verdict(StrEnum):
    """The answers that a requirement can get at a locus."""

    MET = "met"
    MISSING = "missing"
    QUESTION = "question"
    REMAINING = "remaining"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"
    FOR_A_PERSON = "for_a_person"
    FAILED = "failed"


class Level(StrEnum):
    """How a finding is shown: error where the source says ska, warning where it says bör, question where nobody can tell."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"


class Reason(StrEnum):
    """Why something was not checked."""

    FIELD = "field-not-exported"
    ATTACHMENT = "attachment-not-read"
    DATE = "date-too-vague"
    ACTOR = "actor-unknown"
    OUTSIDE = "outside-pack-dates"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that bears on an answer. `role` is a mark's status as in the JSON schema; `text` never leaves without --show-text."""

    role: str
    place: Place = Place()
    end: tuple[int, int] | None = None
    post: str | None = None
    field: str | None = None
    text: str | None = None
    note: Says | None = None

    def __repr__(self) -> str:
        return f"<Evidence {self.role} {self.post}>"


@dataclass(frozen=True, slots=True)
class Looked:
    """Where was looked: how many posts, and from which day to which."""

    posts: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of one passage of a post, by the place of the passage and its characters."""

    post: str
    place: Place
    start: int
    end: int

    def holds(self, post: str, place: Place, at: int) -> bool:
        """Whether a character of a passage lies in it."""
        return (post, place) == (self.post, self.place) and self.start <= at < self.end


@dataclass(frozen=True, slots=True)
class Locus:
    """One occurrence of what a requirement is about: a post, a matter, a measure or the record, and its day.

    `post` is where it stands, `posts` all posts that belong to it, `element` what the export holds of it;
    `moment` is the kind, as "beslut". `others` are the parts of its post that tell of another moment of the kind;
    `since` and `until` are the days between which support may lie, where an earlier or later round is known; `adds_to` is the
    key of the earlier one that it only adds to. `between` are the days between which its own day lies, where the export gives
    no more than a month or a year; `day` is then the day it was entered, or nothing. `anchor` is what tells a moment that has no post of its own from others of its
    matter, whatever else stands there: the post that a round stands in, the report that came in; empty where it is the matter
    itself. `siblings` are how many there are.
    """

    kind: str
    id: str
    moment: str
    day: date | None = None
    post: str | None = None
    posts: tuple[str, ...] = ()
    arende: str | None = None
    place: Place = Place()
    number: int = 1
    element: Element | None = None
    others: tuple[Stretch, ...] = ()
    since: date | None = None
    until: date | None = None
    adds_to: str | None = None
    between: tuple[date, date] | None = None
    anchor: str | None = None
    siblings: int = 1

    @property
    def key(self) -> str:
        """The locus in a fingerprint; the second moment of one kind in one post is told from the first."""
        if self.anchor is not None:
            return f"{self.id}@{self.anchor}" if self.anchor else self.id
        return self.id if self.number == 1 else f"{self.id}#{self.number}"


@dataclass(frozen=True, slots=True)
class Avsteg:
    """A person's decision that a finding is not to be mended: which one (`what`), why, who, when and until which day.

    `where` is file and line of the decision.
    """

    what: str
    reason: str
    by: str
    on: date
    until: date
    where: str = ""


@dataclass(frozen=True, slots=True)
class AvstegOutcome:
    """What became of a decision in a run: used, reopened, rekeyed, replaced, widened, expired, unclear, unmatched, unchecked or outside.

    `fingerprints` are the findings it met, or those that it may have meant.
    """

    avsteg: Avsteg
    state: str
    fingerprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said about one rule at one locus (and for one person, where the requirement is answered per person).

    `values` fill the places in the rule's message; `lacks` names in Swedish the elements that are not there.
    `status` is what people have decided of a finding: None or "new", "known" (in the baseline), "avsteg" (then with the decision);
    `lapsed` is what became of a decision that no longer holds: expired, reopened, rekeyed or widened.
    """

    rule: Rule
    verdict: Verdict
    locus: Locus
    person: str | None = None
    kind: str = "missing"
    level: Level | None = None
    message: Says | str | None = None
    evidence: tuple[Evidence, ...] = ()
    looked: Looked | None = None
    due: date | None = None
    from_date: date | None = None
    reason: Says | None = None
    reason_code: Reason = Reason.OTHER
    values: tuple[tuple[str, object], ...] = ()
    lacks: tuple[str, ...] = ()
    status: str | None = None
    avsteg: Avsteg | None = None
    lapsed: str | None = None

    @property
    def is_finding(self) -> bool:
        """Whether it calls for somebody: something is missing or unclear, and nobody has decided that it may stay so."""
        return self.is_missed and self.status not in DECIDED

    @property
    def is_missed(self) -> bool:
        """Whether something is missing or unclear, whatever people have decided of it."""
        return self.verdict in (Verdict.MISSING, Verdict.QUESTION)

    def met_by(self, *evidence: Evidence) -> Answer:
        """The same answer, met by something else than was looked at first."""
        return replace(self, verdict=Verdict.MET, kind="missing", evidence=evidence, looked=None, lacks=())

    def in_short(self, lang: str) -> tuple[str, ...]:
        """What is not there, in a few words: the elements in Swedish; in English, which the rules have no short words in, the rule's id."""
        if lang != "sv":
            return (self.rule.id,)
        return self.lacks or (self.rule.what or self.rule.name.replace("-", " "),)

    @property
    def lagrum(self) -> str | None:
        """The rule's lagrum on the day that counts: when the clock began, else the moment's own."""
        return self.rule.lagrum_on(self.from_date or self.locus.day)

    @property
    def ground(self) -> str:
        """Where the requirement stands: its clause, else the lagrum of the day."""
        return self.rule.clause or self.lagrum or ""

    def __repr__(self) -> str:
        return f"<Answer {self.rule.id} {self.locus.key} {self.verdict}>"


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault of form; the record is still checked."""

    path: str
    what: Says
    line: int | None = None
    column: int | None = None
    akt: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record, or a file in which no record begins, that could not be read."""

    path: str
    reason: Says
    akt: str | None = None
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class AktReport:
    """Everything that was said about one personakt. `names` are those of its people by id, which never leave without --show-text."""

    akt: str
    place: Place
    unit: str | None
    posts: int
    answers: tuple[Answer, ...]
    remarks: tuple[Remark, ...] = ()
    notes: tuple[Says, ...] = ()
    unit_name: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def unit_label(self) -> str:
        """The unit as people know it: its name, with the id that tells it from another of that name."""
        known = self.unit_name and self.unit_name != self.unit
        return " ".join((f"{self.unit_name} ({self.unit})" if known else self.unit or "").split())

    def __repr__(self) -> str:
        return f"<AktReport {len(self.answers)} svar>"


@dataclass
class Summary:
    """Counts over a run. `checked` = met + error + warning + question; `akter_in` = akter + unreadable.

    What people have decided of (avsteg, known in the baseline) is counted by itself, and no longer under its level.
    `avsteg` is what became of each decision, `mended` the findings of the baseline that are gone, `unlooked` those that the run did
    not ask about; None when there is none.
    """

    akter: int = 0
    unreadable: int = 0
    skipped: int = 0
    poster: int = 0
    avsteg: tuple[AvstegOutcome, ...] | None = None
    mended: int | None = None
    unlooked: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    coverage: dict[str, dict[str, Counter[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Counter)))

    KEYS = ("met", "error", "warning", "question", "remaining", "not_applicable", "not_checked", "for_a_person", "failed")

    @property
    def akter_in(self) -> int:
        return self.akter + self.unreadable

    @property
    def checked(self) -> int:
        return sum(self.counts[key] for key in ("met", "error", "warning", "question"))

    def add(self, report: AktReport) -> None:
        """Count one record's answers, also per chapter of each pack."""
        self.akter += 1
        self.poster += report.posts
        for answer in report.answers:
            key = count_key(answer)
            self.counts[key] += 1
            self.coverage[answer.rule.pack][answer.rule.chapter][key] += 1


def count_key(answer: Answer) -> str:
    """The summary's key for an answer: a finding counts under its level, one that is decided of under its status."""
    if answer.is_missed and answer.status in DECIDED:
        return str(answer.status)
    return str(level_of(answer)) if answer.is_finding else str(answer.verdict)


def level_of(answer: Answer) -> Level:
    """Error under ska, warning under bör and kan or where the rule has a lower grade, question where nobody can tell."""
    if answer.verdict is Verdict.QUESTION:
        return Level.QUESTION
    return answer.level or answer.rule.level
