"""The pipe: a personakt in, an answer for every rule at every place where it applies."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from sosfs_lint.akt import ACTORS, Akt
from sosfs_lint.case import Case
from sosfs_lint.checks import Check
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.conditions import Condition, holds
from sosfs_lint.delegation import Delegation
from sosfs_lint.joint import as_of_one, cannot_be_asked, children_of, concerns
from sosfs_lint.language.concepts import Vocabulary, compile_vocabulary
from sosfs_lint.loci import Loci, place_of
from sosfs_lint.model import Person, Personakt
from sosfs_lint.moments import Moment
from sosfs_lint.remarks import remarks_on
from sosfs_lint.report import AktReport, Answer, Evidence, Level, Locus, Reason, Remark, Verdict
from sosfs_lint.rule import Pack, Requirement, Rule
from sosfs_lint.toml_file import TomlFile
from sosfs_lint.wording import Says, say


@dataclass(frozen=True)
class Rulebook:
    """The packs of a run, put together: rules by id, moments, conditions, checks and local numbers."""

    packs: tuple[Pack, ...]
    rules: dict[str, Rule]
    moments: dict[str, Moment]
    conditions: dict[str, Condition]
    checks: dict[str, Check]
    local: Mapping[str, int] = field(default_factory=dict)
    class_files: tuple[TomlFile, ...] = ()
    concept_files: tuple[TomlFile, ...] = ()
    delegation: Delegation | None = None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The packs' word classes and concepts, compiled when the first text is read. Raises PackError."""
        return compile_vocabulary(self.class_files, self.concept_files)

    @cached_property
    def _by_name(self) -> dict[str, Pack]:
        return {pack.name: pack for pack in self.packs}

    def pack(self, name: str) -> Pack:
        """The pack of that name."""
        return self._by_name[name]

    @cached_property
    def pending(self) -> list[Rule]:
        """The entries that no rule checks yet, as far as a report needs them."""
        benched = [rule for rule in self.rules.values() if rule.status == "not yet"]
        return [requirement_as_rule(pack, entry) for pack, entry in self.not_yet()] + benched

    def not_yet(self) -> Iterator[tuple[Pack, Requirement]]:
        """Entries of the packs' catalogues that no rule checks yet."""
        for pack in self.packs:
            yield from ((pack, entry) for entry in pack.catalogue.values() if entry.id not in self.rules)


@dataclass(frozen=True)
class Options:
    """What a run was asked: which rules, on which day, with which local numbers and delegation order where they differ from the
    rulebook's, and where to add up the seconds that each rule takes.
    """

    selected: frozenset[str] | None = None
    as_of: date | None = None
    seconds: dict[str, float] | None = None
    local: Mapping[str, int] | None = None
    delegation: Delegation | None = None
    begun: Callable[[str], object] | None = None  # told the id of each rule before it is judged


def judge_akt(personakt: Personakt, book: Rulebook, options: Options, remarks: Iterable[Remark] = ()) -> AktReport:
    """Every selected rule at every locus of one record."""
    akt = Akt(personakt, as_of=options.as_of)
    with closing(case_of(akt, book, options.local, options.delegation)) as case:
        answers = _answers(case, book, options)
    unit = next((unit.namn for unit in personakt.header.enhet if unit.id == personakt.enhet), None)
    return AktReport(
        personakt.id,
        place_of(personakt),
        personakt.enhet,
        len(akt.posts),
        tuple(answers),
        (*remarks, *remarks_on(akt)),
        tuple(_notes(personakt)),
        unit_name=unit,
        names={name: person.namn for name, person in akt.people.items() if person.namn},
    )


def _answers(case: Case, book: Rulebook, options: Options) -> list[Answer]:
    rules = [rule for rule in book.rules.values() if is_selected(rule, options)]
    exceptions = [rule for rule in book.rules.values() if rule.check == "suppresses"]
    answers = [answer for rule in _announced(rules, options) for answer in _timed(rule, case, book, options.seconds)]
    answers = [_suppressed(answer, exceptions, case, book) if answer.is_finding else answer for answer in answers]
    answers = list(_asked_once(_one_of_two(answers)))
    return answers if options.selected is not None else [*answers, *_not_yet(case, book)]


def case_of(akt: Akt, book: Rulebook, local: Mapping[str, int] | None = None, delegation: Delegation | None = None) -> Case:
    """A record with its moments and its prose, ready to be asked."""
    case = Case(
        akt,
        book.local if local is None else local,
        vocabulary=lambda: book.vocabulary,
        reports=tuple(moment.name for moment in book.moments.values() if moment.second_hand),
        delegation=delegation or book.delegation,
    )
    case.loci = Loci(book.moments, case)
    return case


def is_selected(rule: Rule, options: Options) -> bool:
    return rule.status != "not yet" and (rule.default if options.selected is None else rule.id in options.selected)


def is_asked(book: Rulebook, options: Options, name: str) -> bool:
    """Whether a run with these options asks the rule with that id."""
    rule = book.rules.get(name)
    return rule is not None and is_selected(rule, options)


def _announced(rules: list[Rule], options: Options) -> Iterator[Rule]:
    for rule in rules:
        if options.begun is not None:
            options.begun(rule.id)
        yield rule


def _notes(personakt: Personakt) -> Iterator[Says]:
    if personakt.header.export.fullstandig is False:
        yield say("selection")


def _timed(rule: Rule, case: Case, book: Rulebook, seconds: dict[str, float] | None) -> list[Answer]:
    start = time.perf_counter()
    answers = list(_judge_rule(rule, case, book))
    if seconds is not None:
        seconds[rule.id] = seconds.get(rule.id, 0.0) + time.perf_counter() - start
    return answers


def _judge_rule(rule: Rule, case: Case, book: Rulebook) -> Iterator[Answer]:
    if rule.status == "control":
        return
    akt = case.akt
    if not rule.actor & akt.actors:
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=case.whole)
        return
    if akt.actors == ACTORS and (rule.actor != ACTORS or _asks_for_a_child(rule, book)):
        yield Answer(rule=rule, verdict=Verdict.NOT_CHECKED, locus=case.whole, reason_code=Reason.ACTOR, reason=say("actor-unknown"))
        return
    loci = case.loci.get(rule.about, ())
    if not loci:
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=case.whole)
    children = children_of(case.akt) if rule.each == "barn" and loci else ()
    unknown = cannot_be_asked(case.akt) if children else ()
    for one in unknown:
        yield Answer(
            rule=rule, verdict=Verdict.NOT_CHECKED, locus=case.whole, person=one.id, reason_code=Reason.FIELD, reason=say("child-unknown")
        )
    for child in children:
        if child not in unknown:
            yield from _judge_for(child, rule, case, book)
    for locus in loci if not children else ():
        for person in _people(rule, case):
            yield from _judge_at(rule, locus, case, book, person)


def _judge_for(child: Person, rule: Rule, case: Case, book: Rulebook) -> Iterator[Answer]:
    """The answers about one of the children of a joint record, from the child's own view of it."""
    view = case.kept.get(("child", child.id or ""))
    if not isinstance(view, Case):
        view = case_of(Akt(as_of_one(child, case.akt), as_of=case.akt.as_of), book, case.local, case.delegation)
        case.kept["child", child.id or ""] = view
    loci = view.loci.get(rule.about, ())
    if not loci:
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=case.whole, person=child.id)
    for locus in loci:
        if concerns(locus, child, view):
            yield from (replace(answer, person=child.id) for answer in _judge_at(rule, locus, view, book, None))
        else:
            yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus, person=child.id)


def _asks_for_a_child(rule: Rule, book: Rulebook) -> bool:
    """Whether a rule applies by age: where nobody knows who keeps the record, nobody knows that it is a child's case."""
    return any(book.conditions[name].age is not None for name in rule.when)


def _people(rule: Rule, case: Case) -> list[Person | None]:
    """Whom a rule is answered for: each individual of a joint record, each guardian, or the record once."""
    if rule.each == "enskild":
        return list(case.akt.personakt.enskild) or [None]
    if rule.each == "vardnadshavare":
        return list(case.guardians) or [None]
    return [None]


def _judge_at(rule: Rule, locus: Locus, case: Case, book: Rulebook, person: Person | None) -> list[Answer]:
    try:
        if not book.pack(rule.pack).in_force(locus.day or case.akt.last_activity):
            return [
                Answer(rule=rule, verdict=Verdict.NOT_CHECKED, locus=locus, reason_code=Reason.OUTSIDE, reason=say("outside-pack-dates"))
            ]
        day = locus.day or case.akt.last_activity
        if rule.lagrum and day is not None and rule.lagrum_on(day) is None:
            return [Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)]
        whose = person if rule.each == "enskild" else None
        applies = holds(rule.when, book.conditions, locus, case, whose) if rule.when else True
        if applies is False or (rule.unless and _excepted(rule, locus, case, book, whose)):
            return [Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)]
        answers = list(book.checks[rule.check].judge(rule, locus, case, person))
    except Exception as error:  # noqa: BLE001 - a rule that breaks down must not take the others with it
        return [Answer(rule=rule, verdict=Verdict.FAILED, locus=locus, reason=say("rule-failed", error=type(error).__name__))]
    answers = [_with_search(_unless_unseen(answer, case), case) for answer in answers]
    if applies is None:
        answers = [a if a.verdict is Verdict.MET else replace(a, verdict=Verdict.NOT_APPLICABLE) for a in answers]
    return [_until_due(answer, case, book) for answer in answers] if rule.due is not None else answers


def _unless_unseen(answer: Answer, case: Case) -> Answer:
    """What a rule of its own finds nothing of is not checked where the export leaves the journal out."""
    if answer.rule.check != "python" or not answer.is_finding or answer.evidence or case.akt.has_journal:
        return answer
    return replace(answer, verdict=Verdict.NOT_CHECKED, reason_code=Reason.FIELD, reason=say("field-not-exported"))


def _with_search(answer: Answer, case: Case) -> Answer:
    """What is missing says where it was looked for, whatever check found it missing."""
    if answer.verdict is not Verdict.MISSING or answer.looked is not None:
        return answer
    return replace(answer, looked=looked_at(answer.rule, answer.locus, case))


def _excepted(rule: Rule, locus: Locus, case: Case, book: Rulebook, person: Person | None) -> bool:
    return any(holds((name,), book.conditions, locus, case, person) is True for name in rule.unless)


def _until_due(answer: Answer, case: Case, book: Rulebook) -> Answer:
    """Before the moment that makes it due a requirement is remaining, not missing; in a closed matter it is due."""
    due = answer.rule.due
    if due is None or not answer.is_finding or _is_closed(answer.locus, case):
        return answer
    come = [locus for locus in case.loci.get(due, ()) if locus.arende == answer.locus.arende or answer.locus.arende is None]
    since = answer.locus.since
    come = [locus for locus in come if since is None or locus.day is None or locus.day >= since]
    if any(locus.day is None or case.akt.as_of is None or locus.day <= case.akt.as_of for locus in come):
        return answer
    return replace(answer, verdict=Verdict.REMAINING, reason=say("not-due", moment=book.moments[due].sv))


def _is_closed(locus: Locus, case: Case) -> bool:
    ends = [arende.avslutad for arende in (case.akt.arenden.get(locus.arende or ""),) if arende is not None]
    ends.append(case.akt.personakt.avslutad)
    as_of = case.akt.as_of
    return any(end is not None and end.date is not None and (as_of is None or end.date <= as_of) for end in ends)


def _one_of_two(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Requirements of which only one can hold (`instead_of`) are answered as one: what the other meets is not asked for."""
    given = list(answers)
    pairs = {answer.rule.id: answer.rule.instead_of for answer in given if answer.rule.instead_of}
    back = {main: other for other, main in pairs.items() if main}
    known = {(answer.rule.id, answer.locus.key, answer.person): answer for answer in given}
    for answer in given:
        other_id = pairs.get(answer.rule.id) or back.get(answer.rule.id)
        other = known.get((other_id or "", answer.locus.key, answer.person))
        if other is not None and answer.is_finding:
            settled = other.verdict is Verdict.MET or (answer.rule.instead_of and other.is_finding)
            if settled:
                answer = replace(answer, verdict=Verdict.NOT_APPLICABLE)
        yield answer


def _asked_once(answers: Iterable[Answer]) -> Iterator[Answer]:
    """What only adds to an earlier paper is not asked for what that one was asked for."""
    given = list(answers)
    asked = {(answer.rule.id, answer.locus.key, answer.person) for answer in given if answer.is_missed or answer.verdict is Verdict.MET}
    for answer in given:
        base = (answer.rule.id, answer.locus.adds_to or "", answer.person)
        yield replace(answer, verdict=Verdict.NOT_APPLICABLE) if answer.is_finding and base in asked else answer


def _suppressed(answer: Answer, exceptions: Iterable[Rule], case: Case, book: Rulebook) -> Answer:
    """A permitted exception whose conditions hold turns a finding into met."""
    for rule in exceptions:
        if answer.rule.id in rule.spec and rule.actor & case.akt.actors:  # type: ignore[operator]
            conditions = [name for name in rule.when if not book.conditions[name].control]
            if conditions and holds(conditions, book.conditions, answer.locus, case, None) is True:
                evidence = (Evidence("supports", answer.locus.place, field=rule.id),)
                return replace(answer, verdict=Verdict.MET, evidence=evidence, kind="missing", message=None)
    return answer


def _not_yet(case: Case, book: Rulebook) -> Iterator[Answer]:
    """Every entry of a catalogue that no rule checks yet: not checked, so that silence cannot be mistaken for compliance."""
    locus, reason = case.whole, say("not-yet")
    for rule in book.pending:
        applicable = rule.actor & case.akt.actors and rule.default
        yield Answer(rule=rule, verdict=Verdict.NOT_CHECKED if applicable else Verdict.NOT_APPLICABLE, locus=locus, reason=reason)


def requirement_as_rule(pack: Pack, entry: Requirement) -> Rule:
    """A catalogue entry without a rule, as far as a report needs it."""
    return Rule(
        id=entry.id,
        name=entry.id.lower(),
        pack=pack.name,
        chapter=f"{entry.chapter} kap.",
        clause=entry.clause,
        force=entry.force,
        level=Level.ERROR if entry.force == "ska" else Level.WARNING,
        status="not yet",
        default=entry.force != "kan",
        actor=entry.actor,
        about=entry.subject,
        check="",
        place=entry.place,
        sv=entry.sv,
        en=entry.en,
    )
