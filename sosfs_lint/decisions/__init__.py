"""What people have decided of findings: avsteg (with an end) and a baseline (what was known). Neither hides anything unsaid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sosfs_lint.decisions.asked import Asked
from sosfs_lint.decisions.avsteg_file import Entry, with_seen, write_seen
from sosfs_lint.decisions.baseline import Accepted
from sosfs_lint.decisions.content import other_key, same_content
from sosfs_lint.decisions.names import Meant, Record, Written, by_number
from sosfs_lint.errors import SosfsLintError
from sosfs_lint.model import Personakt
from sosfs_lint.report import AktReport, Answer, AvstegOutcome, Remark, Summary
from sosfs_lint.reporters import Settings, fingerprint
from sosfs_lint.reporters.redaction import Redactor
from sosfs_lint.wording import say

REOPENED = ("reopened", "rekeyed", "unclear")


@dataclass
class Decisions:
    """The decisions of a run, asked once per record and closed at the end.

    `avsteg` and `baseline` are None where there is no such file; `avsteg_said` is the line of the configuration that names it.
    `today` is the day on which an avsteg is in force or not.
    `also` is asked for more remarks at the end. Without a key a changed post cannot be told; then an avsteg counts, and a remark says so.
    `known_as` says which line of the baseline knows a finding, `gone` which lines' findings were asked about and are no more,
    `untold` which lines may mean several findings.
    """

    settings: Settings
    today: date
    avsteg: list[Entry] | None = None
    avsteg_path: Path | None = None
    avsteg_said: str | None = None
    key: bytes | None = None
    baseline: dict[str, Accepted] | None = None
    also: Callable[[], Iterable[Remark]] = tuple
    known_as: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    untold: set[str] = field(default_factory=set)
    _akter: set[str] = field(default_factory=set)
    _met: dict[int, dict[str, str]] = field(default_factory=dict)
    _asked: dict[int, bool] = field(default_factory=dict)
    _to_write: dict[int, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A number given in order of appearance does not hold between exports; nothing may be decided on it.
        self._keyed = self.settings.redact.keyed
        self._plain = replace(self.settings, redact=_unredacted)
        self._about: dict[str, list[Entry]] = {}
        for entry in self.avsteg or ():
            self._about.setdefault(entry.akt, []).append(entry)
        self._decided_on = Written(name for entry in self.avsteg or () for name in (entry.fingerprint, *entry.seen) if name)
        self._accepted = Written(self.baseline or ())

    def apply(self, report: AktReport, personakt: Personakt, is_selected: Callable[[str], bool] = lambda _: True) -> AktReport:
        """The report with a status on each finding. Nothing is taken away: it is only said who decided what.

        `is_selected` says of a rule's id whether the run asks it of this record.
        """
        akt = self.settings.redact(report.akt.replace("/", "%2F"))
        again = akt in self._akter
        self._akter.add(akt)
        if not self.wanted:
            return report
        names = [fingerprint(answer, report.akt, self.settings) for answer in report.answers]
        record = Record(report, names, personakt, self.settings, self.key, again=again)
        answers = [self._noted(a, name, record) if a.is_missed else a for a, name in zip(report.answers, names, strict=True)]
        if not again:
            self._keep_count(akt, record, Asked(record, is_selected))
        remarks = (*report.remarks, *self._remarks(akt, record))
        return replace(report, answers=tuple(answers), remarks=remarks)

    def name_of(self, answer: Answer, akt: str) -> tuple[str, bool]:
        """The finding's fingerprint, and whether it holds between exports."""
        name = fingerprint(answer, akt, self.settings)
        return name, self._keyed or name == fingerprint(answer, akt, self._plain)

    @property
    def wanted(self) -> bool:
        """Whether there is anything to decide by."""
        return self.avsteg is not None or self.baseline is not None

    def note(self, answer: Answer, name: str, record: Record) -> None:
        """Told of each finding and what was decided of it."""

    def _noted(self, answer: Answer, name: str, record: Record) -> Answer:
        answer = self._decided(answer, name, record)
        self.note(answer, name, record)
        return answer

    def _decided(self, answer: Answer, name: str, record: Record) -> Answer:
        if not self.name_of(answer, record.report.akt)[1]:
            return answer if self.baseline is None else replace(answer, status="new")
        states = [
            (entry, self._state(entry, answer, name, meant, record))
            for entry in self._about.get(name.split("/")[1], ())
            if (meant := self._meant(entry, answer, name, record)) is not None
        ]
        held = [entry for entry, state in states if state == "used"]
        for entry, state in states:
            its = self._met.setdefault(entry.number, {})
            if not record.again or name not in its:
                its[name] = "replaced" if held and state in REOPENED else state
        status = None if self.baseline is None else "known" if self._is_known(answer, name, record) else "new"
        if held:
            return replace(answer, status="avsteg", avsteg=held[0].avsteg)
        if states:
            answer = replace(answer, avsteg=states[-1][0].avsteg, lapsed=states[-1][1])
        return replace(answer, status=status)

    def _is_known(self, answer: Answer, name: str, record: Record) -> bool:
        """Whether the baseline has the finding; where it cannot be told which finding a line means, it has none."""
        if record.is_doubtful(name):
            return False
        older = self._accepted.older(answer, record)
        accepted = name if name in (self.baseline or ()) else by_number(answer, older)
        if accepted is None:
            self.untold.update(older.values())
            return False
        self.known_as[name] = accepted
        return True

    def _meant(self, entry: Entry, answer: Answer, name: str, record: Record) -> Meant | None:
        """What a decision has to do with a finding; None where it is about another."""
        if entry.fingerprint is None and not self._selects(entry, answer, name):
            return None
        if name in (entry.fingerprint, *entry.seen):
            return Meant(entry.seen.get(name))
        older = self._decided_on.older(answer, record)
        own = {number: other for number, other in older.items() if other in (entry.fingerprint, *entry.seen)}
        if not own or (entry.fingerprint is not None and entry.seen.keys() - {entry.fingerprint}):
            return None if entry.fingerprint is not None else Meant(None)
        told = record.told_by_content(answer, {other: entry.seen.get(other) for other in own.values()})
        if told is None and (numbered := by_number(answer, older)) in own.values():
            told = numbered
        if told is None:
            return Meant(None, clear=False)
        if not told:
            return None if entry.fingerprint is not None else Meant(None)
        return Meant(entry.seen.get(told), told)

    def _selects(self, entry: Entry, answer: Answer, name: str) -> bool:
        parts = name.split("/")
        locus = answer.locus
        actual = {
            "rule": parts[0],
            "akt": parts[1],
            "person": answer.person,
            "arende": locus.arende,
            "moment": locus.moment,
        }
        others = {key: value for key, value in entry.selector.items() if key != "locus"}
        if any(self.settings.redact(actual[key] or "") != value for key, value in others.items()):
            return False
        numbered = locus.id if locus.number == 1 else f"{locus.id}#{locus.number}"
        return entry.selector.get("locus", parts[2]) in (parts[2], self.settings.redact(numbered))

    def _state(self, entry: Entry, answer: Answer, name: str, meant: Meant, record: Record) -> str:
        """What a decision is for a finding that it is about; what it was decided on is remembered the first time.

        A selector covers what it met that time. What turns up later was never decided on, and calls for somebody.
        """
        content, was = record.content(answer), meant.was
        if self.today > entry.avsteg.until:
            return "expired"
        if not meant.clear or (record.is_doubtful(name) and not (was and content and same_content(was, content))):
            return "unclear"
        if entry.selector and entry.seen and was is None and meant.older is None:
            return "widened"
        if was and content and other_key(was, content):
            return "rekeyed"
        if was and content and not same_content(was, content):
            return "reopened"
        if (content or was or "") != was and (content or entry.selector or meant.older):
            self._to_write[entry.number] = with_seen(self._to_write.get(entry.number, entry), name, content or was or "", meant.older)
        return "used"

    def state_of(self, entry: Entry, name: str) -> str | None:
        """What a decision is for a finding that was asked about; somebody may have written in the file since."""
        known = next((one for one in self.avsteg or () if one.said == entry.said), entry)
        return self._met.get(known.number, {}).get(name)

    def _keep_count(self, akt: str, record: Record, asked: Asked) -> None:
        """Which decisions about a record were asked about and met nothing, and which known findings are gone."""
        for entry in self._about.get(akt, ()):
            names = [entry.fingerprint] if entry.fingerprint else list(entry.seen)
            self._asked[entry.number] = all(map(asked.about, names)) if names else asked.whole_rule(entry.rule)
        if self.baseline is not None:
            known = set(self.known_as.values())
            lines = (name for name in self._accepted.by_akt.get(akt, ()) if name not in known | record.twice | self.untold)
            self.gone.update(name for name in lines if asked.about(name))

    def _remarks(self, akt: str, record: Record) -> Iterator[Remark]:
        place = record.personakt.place
        if record.again:
            yield Remark(place.path, say("decisions-not-for-akt"), place.line, place.column, record.report.akt)
        for name in self._accepted.by_akt.get(akt, ()):
            if name in self.untold and not record.again:
                yield Remark(place.path, say("baseline-untold", name=name), place.line, place.column, record.report.akt)

    def close(self, summary: Summary) -> Iterator[Remark]:
        """Say in the summary what became of each decision, and tie new ones to the content they were decided on."""
        yield from self.also()
        if self.baseline is not None:
            summary.mended = len(self.gone)
            summary.unlooked = len(self.baseline.keys() - self.gone - set(self.known_as.values()))
        if self.avsteg is None:
            if self.avsteg_said is not None:
                name, _, line = self.avsteg_said.rpartition(":")
                yield Remark(name, say("avsteg-no-file"), int(line))
            return
        summary.avsteg = tuple(outcome for entry in self.avsteg for outcome in self._outcomes(entry))
        path = self.avsteg_path
        if self.key is None and any(self._met.values()):
            yield Remark(path.name if path else "", say("avsteg-no-key"))
        if self._to_write and path is not None:
            try:
                write_seen(path, self._to_write.values())
            except (OSError, SosfsLintError):
                yield Remark(path.name, say("avsteg-not-written"))

    def _outcomes(self, entry: Entry) -> Iterable[AvstegOutcome]:
        met = self._met.get(entry.number, {})
        if not met:
            missed = "outside" if entry.akt not in self._akter else "unmatched" if self._asked.get(entry.number) else "unchecked"
            return [AvstegOutcome(entry.avsteg, "expired" if self.today > entry.avsteg.until else missed)]
        states = dict.fromkeys(met.values())
        return [AvstegOutcome(entry.avsteg, state, tuple(name for name, its in met.items() if its == state)) for state in states]


class _Unredacted(Redactor):
    """Leaves everything as it stands: for comparing within the program, never for writing."""

    def __call__(self, text: str) -> str:
        return text


_unredacted = _Unredacted()
