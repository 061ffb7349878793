"""The summary on the page: tables per unit, moment and requirement, each with its bar."""

from __future__ import annotations

from collections import Counter

from sosfs_lint.reporters.markup import Markup, joined, tag
from sosfs_lint.reporters.rows import FINDINGS, Rows
from sosfs_lint.reporters.statistics import Spread
from sosfs_lint.wording import say

MOST_LINES = 15
_SHOWN = (*FINDINGS, "met", "remaining", "not_checked", "for_a_person")
_WIDTH = 240


def sums(spread: Spread, rows: Rows, *, show_all: bool) -> Markup:
    """Units with all their answers; the moments and requirements that most often lack something."""
    units = spread.sorted("unit")
    akter = {name: str(count) for name, count in spread.akter.items()}
    head = (rows.say(say("col-unit")), rows.say(say("page-akter")))
    parts = [
        tag("h2", rows.say(say("page-units")), id="units"),
        tag("p", rows.say(say("page-units-note"))),
        _table(rows, "page-units", head, [(name, akter.get(name, "0"), counts) for name, counts in units], None),
    ]
    for name, title, column in (("moment", "page-moments", "col-moment"), ("rule", "page-rules", "col-rule")):
        lines = [(key, counts) for key, counts in spread.sorted(name) if any(counts[status] for status in FINDINGS)]
        most = max((sum(counts[status] for status in FINDINGS) for _, counts in lines), default=1)
        capped = lines if show_all else lines[:MOST_LINES]
        shown: list[tuple[str, str | None, Counter[str]]] = [(key, None, counts) for key, counts in capped]
        parts += [tag("h3", rows.say(say(title))), _table(rows, title, (rows.say(say(column)),), shown, most)]
        if len(lines) > len(shown):
            parts.append(tag("p", rows.say(say("page-capped-rows", shown=len(shown), total=len(lines)))))
    return joined(*parts)


def _table(rows: Rows, title: str, head: tuple[str, ...], lines: list[tuple[str, str | None, Counter[str]]], most: int | None) -> Markup:
    """A table with a bar per line: of the line's own whole, or of `most` findings."""
    shown = _SHOWN if most is None else FINDINGS
    labels = [*head, *(rows.label_of(status) for status in shown)]
    top = tag("tr", *(tag("th", label, scope="col") for label in labels), tag("td"))
    body = [
        tag(
            "tr",
            tag("th", name, scope="row"),
            tag("td", akter, class_="number") if akter is not None else None,
            *(tag("td", counts[status], class_="number") for status in shown),
            tag("td", _bar([(status, counts[status]) for status in shown], most)),
        )
        for name, akter, counts in lines
    ]
    label = rows.say(say(title))
    table = tag("table", tag("caption", label), tag("thead", top), tag("tbody", *body), class_="sums")
    return tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=label)


def _bar(parts: list[tuple[str, int]], most: int | None) -> Markup:
    """The numbers beside it, as lengths; hidden from screen readers, which read the numbers."""
    whole = most or sum(count for _, count in parts) or 1
    start, rects = 0.0, []
    for status, count in parts:
        width = _WIDTH * count / whole
        if count:
            rects.append(tag("rect", x=f"{start:.1f}", y="0", width=f"{width:.1f}", height="14", class_=status))
        start += width
    return tag("svg", *rects, width=_WIDTH, height="14", viewBox=f"0 0 {_WIDTH} 14", aria_hidden="true", focusable="false")
