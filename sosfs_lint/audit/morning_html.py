"""The morning as a page that needs nothing from outside: what rang, then each unit with what changed and which clocks run out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from sosfs_lint.audit.changes import Change
from sosfs_lint.audit.morning import LISTED, Morning, UnitMorning
from sosfs_lint.reporters.html_head import page_head
from sosfs_lint.reporters.markup import Markup, joined, tag
from sosfs_lint.wording import render

MOST_ROWS = 500
_COLUMNS = ("message", "clause", "rule", "akt", "place", "day", "due")
_LABELS = {"place": "where"}


def write(morning: Morning, out: TextIO) -> None:
    """One page, whole when it is written."""
    head, _ = page_head(morning.says("morning-title"))
    top = tag("header", tag("h1", morning.says("morning-title")), tag("ul", *(tag("li", line) for line in morning.head())))
    body = tag("body", top, tag("main", *_alarms(morning), *(_unit(morning, unit) for unit in morning.units)), _foot(morning))
    out.write("<!doctype html>\n" + tag("html", head, body, lang=morning.lang) + "\n")


def _alarms(morning: Morning) -> Iterator[Markup]:
    lines = [render(alarm, morning.lang) for alarm in morning.alarms]
    lines += [f"{path}: {render(why, morning.lang)}" for path, why in morning.night.unreadable[:MOST_ROWS]]
    if lines:
        yield tag("h2", morning.says("morning-alarms"))
        yield tag("ul", *(tag("li", tag("strong", line)) for line in lines))


def _unit(morning: Morning, unit: UnitMorning) -> Markup:
    parts = [tag("h2", f"{unit.name or morning.says('unit-none')}: {morning.state(unit)}"), tag("p", morning.figures(unit))]
    for kind in ("new", "back", "avsteg-expired", "clock", *(kind for kind in LISTED if kind not in ("new", "back", "avsteg-expired"))):
        found = unit.clocks if kind == "clock" else unit.changes[kind]
        if found:
            parts.append(_table(morning, morning.says(f"kind-{kind}"), found))
    if unit.figures is not None and unit.left:
        parts += [tag("h3", morning.says("kind-left")), _left(morning, unit)]
    return tag("section", *parts)


def _table(morning: Morning, title: str, found: list[Change]) -> Markup:
    labels = [morning.says("col-status"), *(morning.says(f"col-{_LABELS.get(name, name)}") for name in _COLUMNS)]
    body = []
    for change in found[:MOST_ROWS]:
        row = morning.shown(change)
        body.append(tag("tr", tag("td", morning.level(change)), *(tag("td", row[name] or "") for name in _COLUMNS)))
    more = tag("p", morning.says("night-more")) if len(found) > MOST_ROWS else None
    return joined(tag("h3", title), _scrolled(title, labels, body), more)


def _left(morning: Morning, unit: UnitMorning) -> Markup:
    rules = morning.rules
    body = [
        tag("tr", tag("td", rule), tag("td", rules[rule].ground_on(None) if rule in rules else ""), tag("td", count, class_="number"))
        for rule, count in unit.left.most_common()
    ]
    return _scrolled(morning.says("kind-left"), [morning.says(f"col-{name}") for name in ("rule", "clause", "count")], body)


def _scrolled(title: str, labels: list[str], body: list[Markup]) -> Markup:
    top = tag("thead", tag("tr", *(tag("th", label, scope="col") for label in labels)))
    return tag("div", tag("table", top, tag("tbody", *body)), class_="scroll", tabindex="0", role="region", aria_label=title)


def _foot(morning: Morning) -> Markup:
    return tag("footer", *(tag("p", line) for line in morning.foot()))
