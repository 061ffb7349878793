"""What people have decided of findings: avsteg (with an end) and a baseline (what was known). Neither hides anything unsaid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sosfs_lint.decisions.avsteg_file import Entry, with_seen, write_seen
from sosfs_lint.decisions.baseline import Accepted
from sosfs_lint.decisions.content import content_hash
from sosfs_lint.errors import SosfsLintError
from sosfs_lint.model import Personakt
from sosfs_lint.report import AktReport, Answer, AvstegOutcome, Remark, Summary
from sosfs_lint.reporters import Settings, fingerprint
from sosfs_lint.reporters.redaction import Redactor
from sosfs_lint.wording import say


@dataclass
class Decisions:
    """The decisions of a run, asked once per record and closed at the end.

    `avsteg` and `baseline` are None where there is no such file; `avsteg_said` is the line of the configuration that names it.
    `today` is the day on which an avsteg is in force or not.
    `also` is asked for more remarks at the end. Without a key a changed post cannot be told; then an avsteg counts, and a remark says so.
    """

    settings: Settings
    today: date
    avsteg: list[Entry] | None = None
    avsteg_path: Path | None = None
    avsteg_said: str | None = None
    key: bytes | None = None
    baseline: dict[str, Accepted] | None = None
    also: Callable[[], Iterable[Remark]] = tuple
    _akter: set[str] = field(default_factory=set)
    _met: dict[int, dict[str, str]] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)
    _to_write: dict[int, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A number given in order of appearance does not hold between exports; nothing may be decided on it.
        self._keyed = self.settings.redact.keyed
        self._plain = replace(self.settings, redact=_unredacted)
        self._about: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.avsteg or ():
            self._about.setdefault((entry.rule, entry.akt), []).append(entry)

    def apply(self, report: AktReport, personakt: Personakt) -> AktReport:
        """The report with a status on each finding. Nothing is taken away: it is only said who decided what."""
        self._akter.add(self.settings.redact(report.akt.replace("/", "%2F")))
        if self.avsteg is None and self.baseline is None:
            return report
        return replace(report, answers=tuple(self._decided(a, report, personakt) if a.is_missed else a for a in report.answers))

    def name_of(self, answer: Answer, akt: str) -> tuple[str, bool]:
        """The finding's fingerprint, and whether it holds between exports."""
        name = fingerprint(answer, akt, self.settings)
        return name, self._keyed or name == fingerprint(answer, akt, self._plain)

    def _decided(self, answer: Answer, report: AktReport, personakt: Personakt) -> Answer:
        name, holds = self.name_of(answer, report.akt)
        rule, akt, *_ = name.split("/")
        about = [entry for entry in self._about.get((rule, akt), ()) if holds and self._meets(entry, answer, name)]
        held = [entry for entry in about if self._holds(entry, answer, name, personakt)]
        if held:
            for entry in about:
                if self._met[entry.number][name] == "reopened":
                    self._met[entry.number][name] = "replaced"
            return replace(answer, status="avsteg", avsteg=held[0].avsteg)
        if about:
            answer = replace(answer, avsteg=about[-1].avsteg, lapsed=self._met[about[-1].number][name])
        if self.baseline is None:
            return answer
        if name in self.baseline and holds:
            self._known.add(name)
            return replace(answer, status="known")
        return replace(answer, status="new")

    def _meets(self, entry: Entry, answer: Answer, name: str) -> bool:
        if entry.fingerprint is not None:
            return entry.fingerprint == name
        parts = name.split("/")
        locus = answer.locus
        actual = {
            "rule": parts[0],
            "akt": parts[1],
            "locus": parts[2],
            "person": answer.person,
            "arende": locus.arende,
            "moment": locus.moment,
        }
        return all(self.settings.redact(actual[key] or "") == value for key, value in entry.selector.items())

    def _holds(self, entry: Entry, answer: Answer, name: str, personakt: Personakt) -> bool:
        """Whether the decision is still in force for this finding; what it was decided on is remembered the first time.

        A selector covers what it met that time. What turns up later was never decided on, and calls for somebody.
        """
        content = content_hash(answer.locus, personakt, self.key) if self.key is not None else None
        was = entry.seen.get(name)
        state = "used"
        if self.today > entry.avsteg.until:
            state = "expired"
        elif entry.selector and entry.seen and was is None:
            state = "widened"
        elif was and content and was != content:
            state = "reopened"
        elif not was and (content or (entry.selector and was is None)):
            self._to_write[entry.number] = with_seen(self._to_write.get(entry.number, entry), name, content or "")
        self._met.setdefault(entry.number, {})[name] = state
        return state == "used"

    def state_of(self, entry: Entry, name: str) -> str | None:
        """What a decision is for a finding that was asked about."""
        return self._met.get(entry.number, {}).get(name)

    def close(self, summary: Summary) -> Iterator[Remark]:
        """Say in the summary what became of each decision, and tie new ones to the content they were decided on."""
        yield from self.also()
        if self.baseline is not None:
            summary.mended = len(set(self.baseline) - self._known)
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
            state = "expired" if self.today > entry.avsteg.until else "unmatched" if entry.akt in self._akter else "outside"
            return [AvstegOutcome(entry.avsteg, state)]
        states = dict.fromkeys(met.values())
        return [AvstegOutcome(entry.avsteg, state, tuple(name for name, its in met.items() if its == state)) for state in states]


class _Unredacted(Redactor):
    """Leaves everything as it stands: for comparing within the program, never for writing."""

    def __call__(self, text: str) -> str:
        return text


_unredacted = _Unredacted()
