"""Conditions (villkor.toml): when a requirement applies. Each answers yes, no or unknown (None)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sosfs_lint.akt import FieldStatus, day_of, parse_personnummer
from sosfs_lint.case import Case
from sosfs_lint.elsewhere import is_for_another, names_another
from sosfs_lint.errors import PackError
from sosfs_lint.model import Handling, Person, Post
from sosfs_lint.reading import came_in
from sosfs_lint.report import Locus
from sosfs_lint.toml_file import TomlFile

_AGE = re.compile(r"(<=|>=|<|>)(\d+)")
_COMPARE: dict[str, Callable[[int, int], bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_KEYS = {
    "age",
    "fields",
    "absent",
    "law",
    "control",
    "identity",
    "akt_matters",
    "any_of",
    "moment",
    "says",
    "scope",
    "by",
    "otherwise",
    "running",
    "foreign",
    "minors",
    "days_since",
    "sv",
    "en",
}
SAYS = "says:"
_SCOPES = ("post", "near", "arende", "akt")


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition by name. `law` ones are or-ed with each other, all others and-ed; `control` ones never yield a finding.

    `moment`: one of these moments is in the matter. `says`: a post in the `scope` says one of these concepts; when none
    does, the answer is `otherwise` (unknown unless the file says "no"); `by` leaves out what is noted after the next moment of
    a kind. `running`: the first of two kinds of moments lies before the day, and no second kind between. `foreign`: the first of these fields that is filled names another municipality than the record's own;
    where none is, the last may be `says:` and a concept of the prose ("för Tallviks kommuns räkning").
    `minors`: somebody in one of these roles was known to be under 18 on the day. `days_since`: something in the matter was
    noted more than so many days after the moment's own day.
    """

    name: str
    age: tuple[str, int] | None = None
    fields: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    control: bool = False
    identity: str | None = None
    akt_matters: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    moment: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    scope: str = "arende"
    by: str | None = None
    otherwise: bool | None = None
    running: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    minors: tuple[str, ...] = ()
    days_since: int | None = None
    where: str = ""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that it asks the prose for."""
        return self.says + tuple(path.removeprefix(SAYS) for path in self.foreign if path.startswith(SAYS))

    @property
    def is_law(self) -> bool:
        return bool(self.law)


def load_conditions(file: TomlFile) -> dict[str, Condition]:
    """The conditions of a pack. Raises PackError for an unknown key or a value that cannot be understood."""
    found: dict[str, Condition] = {}
    for name, table in file.content.items():
        where = file.where(name)
        if not isinstance(table, dict):
            raise PackError(f"condition {name} must be a table", where=where)
        for key in table:
            if key not in _KEYS:
                raise PackError(f"unknown key {key}; known are {', '.join(sorted(_KEYS))}", where=file.where(name, 0, key))
        found[name] = _condition(name, table, where)
    return found


def _condition(name: str, table: Mapping[str, Any], where: str) -> Condition:
    age = None
    if "age" in table:
        match = _AGE.fullmatch(str(table["age"]))
        if match is None:
            raise PackError('age must be like "<18"', where=where)
        age = (match[1], int(match[2]))
    laws = table.get("law", ())
    return Condition(
        name,
        age=age,
        fields=tuple(table.get("fields", ())),
        absent=tuple(table.get("absent", ())),
        law=(laws,) if isinstance(laws, str) else tuple(laws),
        control=bool(table.get("control", False)),
        identity=table.get("identity"),
        akt_matters=tuple(table.get("akt_matters", ())),
        any_of=tuple(table.get("any_of", ())),
        moment=_listed(table.get("moment", ())),
        says=_listed(table.get("says", ())),
        scope=_scope(table.get("scope", "arende"), where),
        by=table.get("by"),
        running=tuple(table.get("running", ())),
        foreign=tuple(table.get("foreign", ())),
        minors=tuple(table.get("minors", ())),
        days_since=table.get("days_since"),
        otherwise={"no": False, "yes": True}.get(str(table.get("otherwise"))),
        where=where,
    )


def holds(names: Iterable[str], known: Mapping[str, Condition], locus: Locus, case: Case, person: Person | None) -> bool | None:
    """All the conditions together: law ones or-ed, the others and-ed. None when it cannot be told."""
    laws: list[bool | None] = []
    others: list[bool | None] = []
    for name in names:
        condition = known[name]
        (laws if condition.is_law else others).append(evaluate(condition, known, locus, case, person))
    parts = [*others, *([_any(laws)] if laws else [])]
    if any(part is False for part in parts):
        return False
    return None if any(part is None for part in parts) else True


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _scope(value: str, where: str) -> str:
    if value not in _SCOPES:
        raise PackError(f"scope must be one of {', '.join(_SCOPES)}", where=where)
    return value


def evaluate(condition: Condition, known: Mapping[str, Condition], locus: Locus, case: Case, person: Person | None) -> bool | None:
    """Yes, no or unknown for one condition at one locus."""
    if condition.control:
        return False
    tests: list[bool | None] = []
    if condition.age is not None:
        tests.append(_age(condition.age, locus, case, person))
    if condition.law:
        tests.append(_law(condition.law, locus, case))
    if condition.identity is not None:
        tests.append(_lacks_number(case, person))
    if condition.fields:
        tests.append(_fields(condition.fields, locus, case, person))
    if condition.absent:
        present = _fields(condition.absent, locus, case, person)
        tests.append(None if present is None else not present)
    if condition.akt_matters:
        tests.append(_matters(condition.akt_matters, case))
    if condition.any_of:
        tests.append(_any([evaluate(known[name], known, locus, case, person) for name in condition.any_of]))
    if condition.moment:
        tests.append(_has_moment(condition.moment, locus, case))
    if condition.running:
        tests.append(_runs(condition.running, locus, case))
    if condition.foreign:
        tests.append(_names_another(condition.foreign, locus, case))
    if condition.minors:
        tests.append(_has_minor(condition.minors, locus, case))
    if condition.days_since is not None:
        tests.append(_has_passed(condition.days_since, locus, case))
    if condition.says:
        tests.append(_said(condition, locus, case))
    if any(test is False for test in tests):
        return False
    return True if tests and all(tests) else None


def _has_moment(names: tuple[str, ...], locus: Locus, case: Case) -> bool:
    return any(
        other.arende == locus.arende or other.arende is None or locus.arende is None for name in names for other in case.loci.get(name, ())
    )


def _has_minor(roles: tuple[str, ...], locus: Locus, case: Case) -> bool | None:
    """Whether somebody in one of the roles was under 18 on the day; unknown where nobody is, or no birth is told."""
    day = locus.day or case.akt.last_activity
    return True if any(case.akt.is_minor(one, day) for one in case.akt.personakt.berord if one.roll in roles) else None


def _runs(names: tuple[str, ...], locus: Locus, case: Case) -> bool:
    """Whether something that began before the moment's day had not ended on it."""
    begun, ended = ([other.day for other in case.loci.get(name, ()) if other.day is not None] for name in (names[0], names[-1]))
    day = locus.day
    return day is not None and any(first < day and not any(first <= last < day for last in ended) for first in begun)


def _names_another(paths: tuple[str, ...], locus: Locus, case: Case) -> bool:
    """Whether the first field that says anything names a municipality that is not the one that keeps the record; where none does, the prose."""
    keeper = case.akt.personakt.header.aktor
    for path in paths:
        if path.startswith(SAYS):
            marks = (said for post in case.posts_at(locus, "post") for said in case.told(locus, post, path.removeprefix(SAYS)))
            return any(said.counts and is_for_another(said.line, keeper) for said in marks)
        for found in case.fields(path, locus, "post"):
            return names_another(str(found.value), keeper)
    return False


def _said(condition: Condition, locus: Locus, case: Case) -> bool | None:
    """Whether a post says it. A field and a concept of one condition are alternatives to each other by `any_of`."""
    last = _next_day(condition.by, locus, case) if condition.by else None
    own = [post for post in case.posts_at(locus, condition.scope) if not came_in(post) and not _is_after(post, last)]
    if any(said.counts for post in own for concept in condition.says for said in case.told(locus, post, concept)):
        return True
    return condition.otherwise


def _has_passed(days: int, locus: Locus, case: Case) -> bool | None:
    """Whether the matter goes on for longer than so many days after a moment; when it does not, the export may just end there."""
    last = max((day for post in case.akt.posts_in(locus.arende) if (day := day_of(post)) is not None), default=None)
    return True if last is not None and locus.day is not None and (last - locus.day).days > days else None


def _next_day(moment: str, locus: Locus, case: Case) -> date | None:
    """The day of the first moment of a kind in the matter, not before the locus's own day."""
    days = [other.day for other in case.loci.get(moment, ()) if other.arende == locus.arende and other.day is not None]
    return min((day for day in days if locus.day is None or day >= locus.day), default=None)


def _is_after(post: Post, last: date | None) -> bool:
    day = day_of(post)
    return last is not None and day is not None and day > last


def _any(parts: Iterable[bool | None]) -> bool | None:
    seen = list(parts)
    if any(part is True for part in seen):
        return True
    return None if any(part is None for part in seen) else False


def _age(limit: tuple[str, int], locus: Locus, case: Case, person: Person | None) -> bool | None:
    # a matter that began while the person was a child stays a child's, also when nothing gives the moment a day of its own
    day: date | None = locus.day or (case.began(locus.arende) if locus.kind == "arende" else None) or case.akt.last_activity
    people = [person] if person is not None else list(case.akt.personakt.enskild)
    ages = [case.akt.age(one, day) for one in people]
    return _any(None if age is None else _COMPARE[limit[0]](age, limit[1]) for age in ages) if ages else None


def _law(wanted: tuple[str, ...], locus: Locus, case: Case) -> bool | None:
    laws = laws_of(locus, case)
    return None if not laws else bool(laws & set(wanted))


_ACTS = {
    "SoL": "socialtjänstl",
    "LSS": r"lag(?:en)?\b[^.]*\bstöd och service",
    "LVU": r"lag(?:en)?\b[^.]*\bvård av unga",
    "LVM": r"lag(?:en)?\b[^.]*\bvård av missbrukare",
    "LSU": r"lag(?:en)?\b[^.]*\bsluten ungdomsvård",
}


def laws_of(locus: Locus, case: Case) -> frozenset[str]:
    """The acts that the moment is under: its post's, its lagrum's, else its matter's and those that a document's title names."""
    post = locus.element if isinstance(locus.element, Post) else None
    own = {post.lag} if post is not None and post.lag else set()
    for text in getattr(locus.element, "lagrum", ()):
        own |= _acts_in(text.value)
    if not own and locus.arende in case.akt.arenden:
        law = case.akt.arenden[locus.arende or ""].lag
        title = locus.element.titel if isinstance(locus.element, Handling) else None
        own = {law} | _acts_in(title.value if title else "") if law else set()
    if not own and locus.kind == "akt":
        own = {a.lag for a in case.akt.arenden.values() if a.lag}
    return frozenset(law for law in own if law)


def _acts_in(text: str) -> set[str]:
    return {act for act, names in _ACTS.items() if re.search(rf"\b(?:{act}\b|{names})", text, re.IGNORECASE)}


def _lacks_number(case: Case, person: Person | None) -> bool | None:
    """Known to have no personnummer: another identifier stands in its place. Nothing at all is unknown."""
    people = [person] if person is not None else list(case.akt.personakt.enskild)
    for one in people:
        if any(i.typ == "personnummer" for i in one.identitet):
            return False
        if any(i.varde for i in one.identitet) or any(parse_personnummer(i.varde) for i in one.identitet):
            return True
    return None


def _fields(paths: tuple[str, ...], locus: Locus, case: Case, person: Person | None) -> bool | None:
    for path in paths:
        for level in ("post", "akt"):
            if case.fields(path, locus, level, person):
                return True
    carried = [case.akt.status(case.status_path(path, locus)) is FieldStatus.EXPORTED for path in paths]
    return False if all(carried) else None


def _matters(words: tuple[str, ...], case: Case) -> bool | None:
    """Whether any matter's type or the ground of a joint record names one of the words."""
    akt = case.akt.personakt
    texts = [a.typ for a in akt.arende if a.typ] + ([akt.gemensam.grund] if akt.gemensam is not None and akt.gemensam.grund else [])
    if not texts:
        return None
    return any(word.casefold() in text.casefold() for word in words for text in texts)
