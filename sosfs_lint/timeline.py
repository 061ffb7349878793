"""`sosfs-lint timeline`: a matter's moments and clocks with their lagrum, in order. No word of a record is shown.

Which moments there are follows from the packs: those that a time limit begins with, ends with or is about; and of packs whose
rules name a lagrum those that another rule is about and applies to (decisions, a report received for another municipality).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from sosfs_lint import __version__
from sosfs_lint.akt import Akt
from sosfs_lint.case import Case
from sosfs_lint.checks.within import Within
from sosfs_lint.citing import cited_in
from sosfs_lint.linting import Options, Rulebook, case_of, judge_akt
from sosfs_lint.loci import place_of
from sosfs_lint.model import Beslut, Personakt, Place
from sosfs_lint.moments import Row
from sosfs_lint.report import Answer, Locus, Remark, Summary, Unreadable, Verdict
from sosfs_lint.reporters import Settings, message_of, open_message_of
from sosfs_lint.wording import Says, render, say

_STATES = {Verdict.MET: "met", Verdict.MISSING: "late", Verdict.QUESTION: "question", Verdict.REMAINING: "remaining"}
_STYLES = {"late": "bold red", "question": "cyan", "remaining": "yellow", "met": "green", "moment": ""}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a timeline: a moment on its day, or a clock on the day that it runs out. `state` is moment, met, late, question or remaining."""

    day: date | None
    state: str
    what: str
    name: str
    lagrum: tuple[str, ...]
    arende: str | None
    place: Place
    post: str | None = None
    since: date | None = None
    done: date | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The entries of one record, in order, and the day that its clocks are judged on."""

    akt: str
    place: Place
    as_of: date | None
    entries: tuple[Entry, ...]


def timeline_of(personakt: Personakt, book: Rulebook, settings: Settings) -> Timeline:
    """The moments and clocks of one record."""
    clocks = [rule for rule in book.rules.values() if isinstance(rule.spec, Within) and rule.lagrum]
    of_law = {rule.pack for rule in book.rules.values() if rule.lagrum}
    others = [rule for rule in book.rules.values() if rule.pack in of_law and not isinstance(rule.spec, Within)]
    case = case_of(Akt(personakt, as_of=settings.as_of), book)
    report = judge_akt(personakt, book, Options(frozenset(rule.id for rule in (*clocks, *others)), settings.as_of))
    known = {rule.id for rule in clocks}
    clocked = [answer for answer in report.answers if answer.rule.id in known and answer.verdict in _STATES]
    names = {name for rule in clocks if isinstance(rule.spec, Within) for name in (rule.about, *rule.spec.moments)}
    applies = {answer.rule.about for answer in report.answers if answer.rule.id not in known and answer.verdict in _STATES}
    first = Counter(answer.rule.about for answer in clocked)
    ranked = sorted(names | applies, key=lambda name: (-first[name], _is_any(name, book), name not in applies, name))
    entries = [*_moments(ranked, case, settings), *(_clock(answer, settings) for answer in clocked)]
    ordered = sorted(entries, key=lambda e: (e.day is None, e.day or date.max, e.state != "moment", e.what))
    return Timeline(personakt.id, place_of(personakt), case.akt.as_of, tuple(ordered))


def _is_any(name: str, book: Rulebook) -> bool:
    """Whether a kind of moment is every element of some kind (every decision): its name says less than another's."""
    return any(row == Row(row.kind) for row in book.moments[name].rows)


def _moments(names: list[str], case: Case, settings: Settings) -> Iterator[Entry]:
    """One entry per place and day, under the name of the rarest kind of moment that it is; of equals the one with most clocks."""
    found: dict[tuple[object, ...], tuple[int, str, Locus]] = {}
    for name in names:
        loci = [locus for locus in case.loci.get(name, ()) if locus.kind != "akt" or locus.post]
        for locus in loci:
            key = (locus.day, locus.post or locus.place)
            if key not in found or len(loci) < found[key][0]:
                found[key] = (len(loci), name, locus)
    for _, name, locus in found.values():
        shown = settings.moments.get(name, (name, name))[0 if settings.lang == "sv" else 1]
        cited = [c.citation.format() for c in cited_in(locus, case) if c.in_field] if isinstance(locus.element, Beslut) else []
        yield Entry(locus.day, "moment", name, shown, tuple(dict.fromkeys(cited)), locus.arende, locus.place, locus.post)


def _clock(answer: Answer, settings: Settings) -> Entry:
    till = dict(answer.values).get("till")
    state = _STATES[answer.verdict]
    return Entry(
        answer.due or answer.from_date or answer.locus.day,
        state,
        answer.rule.id,
        answer.in_short(settings.lang)[0],
        (answer.lagrum,) if answer.lagrum else (),
        answer.locus.arende,
        answer.locus.place,
        answer.locus.post,
        answer.from_date,
        till if isinstance(till, date) else None,
        "" if state == "met" else open_message_of(answer, settings) if state == "remaining" else message_of(answer, settings),
    )


# -- shown


def show(
    found: Iterable[Personakt | Remark | Unreadable], book: Rulebook, settings: Settings, form: str, out: TextIO, err: TextIO
) -> Summary:
    """Write the timeline of every record ("text" or "json"), what could not be read, and how many of each there were."""
    summary, shown, unread = Summary(), [], []
    for item in found:
        match item:
            case Personakt():
                summary.akter += 1
                one = timeline_of(item, book, settings)
                if form == "json":
                    shown.append(as_json(one, settings))
                else:
                    draw(one, out, settings)
            case Unreadable():
                summary.unreadable += 1
                unread.append(_unread(item, settings))
                _tell(item.path, item.reason, settings, err)
            case Remark() if item.what.key == "skipped-file":
                summary.skipped += 1
                _tell(item.path, item.what, settings, err)
    sums = {"akter_in": summary.akter_in, "akter": summary.akter, "unreadable": summary.unreadable, "skipped": summary.skipped}
    if form == "json":
        whole = {"tool": {"name": "sosfs-lint", "version": __version__}, "summary": sums, "akter": shown, "unreadable": unread}
        out.write(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    else:
        out.write(render(say("sum-akter", **sums), settings.lang) + "\n")
    return summary


def _tell(path: str, what: Says, settings: Settings, err: TextIO) -> None:
    err.write(settings.redact(f"sosfs-lint: {path}: {render(what, settings.lang)}") + "\n")


def _unread(item: Unreadable, settings: Settings) -> dict[str, Any]:
    redact = settings.redact
    akt = redact(item.akt) if item.akt else None
    return {"path": redact(item.path), "akt": akt, "line": item.line, "reason": redact(render(item.reason, settings.lang))}


def as_json(timeline: Timeline, settings: Settings) -> dict[str, Any]:
    """A record's timeline as plain data, the matters in the order of their first entry."""
    matters: dict[str | None, list[dict[str, Any]]] = {}
    for entry in timeline.entries:
        matters.setdefault(entry.arende, []).append(_entry(entry, settings))
    redact = settings.redact
    return {
        "akt": redact(timeline.akt),
        "path": redact(timeline.place.path),
        "line": timeline.place.line,
        "as_of": _iso(timeline.as_of),
        "arenden": [{"arende": redact(arende) if arende else None, "entries": entries} for arende, entries in matters.items()],
    }


def _entry(entry: Entry, settings: Settings) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "day": _iso(entry.day),
        "kind": "moment" if entry.state == "moment" else "frist",
        "moment" if entry.state == "moment" else "rule": entry.what,
        "name": entry.name,
        "lagrum": list(entry.lagrum),
        "post": settings.redact(entry.post) if entry.post else None,
        "line": entry.place.line,
    }
    if entry.state != "moment":
        shown |= {"state": entry.state, "from": _iso(entry.since), "done": _iso(entry.done), "message": entry.said or None}
    return shown


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def draw(timeline: Timeline, out: TextIO, settings: Settings) -> None:
    """A table per record and matter. Without a terminal it is plain and never wraps."""
    console = Console(file=out, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(file=out, highlight=False, markup=False, emoji=False, width=220)
    lang = settings.lang
    as_of = timeline.as_of or "–"
    console.print(
        Styled(settings.redact(render(say("timeline-head", akt=timeline.akt, path=timeline.place.path, day=as_of), lang)), "bold")
    )
    for arende in dict.fromkeys(entry.arende for entry in timeline.entries):
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        if arende:
            table.title, table.title_justify = settings.redact(render(say("timeline-matter", arende=arende), lang)), "left"
        for key in ("timeline-day", "timeline-what", "timeline-lagrum", "timeline-state"):
            table.add_column(render(say(key), lang), no_wrap=key == "timeline-day")
        for entry in (entry for entry in timeline.entries if entry.arende == arende):
            style = _STYLES[entry.state]
            table.add_row(
                str(entry.day or "–"),
                _what(entry, settings),
                ", ".join(entry.lagrum),
                render(say(f"state-{entry.state}"), lang),
                style=style,
            )
        console.print(table)
    console.print()


def _what(entry: Entry, settings: Settings) -> str:
    if entry.state == "moment":
        where = entry.post or (render(say("timeline-line", line=entry.place.line), settings.lang) if entry.place.line else "")
        name = entry.name
        for article in ("en ", "ett ", "a ", "an ", "the "):
            name = name.removeprefix(article)
        return settings.redact(f"{name[:1].upper()}{name[1:]} ({where})")
    since = render(say("timeline-since", day=entry.since), settings.lang) if entry.since else ""
    done = render(say("timeline-done", day=entry.done), settings.lang) if entry.done else ""
    return f"  {entry.name}{since}{done}  {entry.what}"
