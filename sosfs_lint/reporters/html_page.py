"""HTML: one page that needs nothing from outside, for the handläggare and the supervisor."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, TextIO

from sosfs_lint.report import AktReport, Remark, Summary, Unreadable
from sosfs_lint.reporters import Settings
from sosfs_lint.reporters.avsteg import AVSTEG_COLUMNS, avsteg_rows
from sosfs_lint.reporters.html_akt import AktSection
from sosfs_lint.reporters.html_head import page_head
from sosfs_lint.reporters.html_sums import sums
from sosfs_lint.reporters.markup import Markup, joined, tag
from sosfs_lint.reporters.rows import STATUSES, Rows
from sosfs_lint.reporters.statistics import Spread
from sosfs_lint.wording import say

MOST_AKTER = 200
MOST_SIGNS = 40_000_000  # of all records together, also with --all: more no browser bears
MOST_ROWS = 200
MOST_FAULTS = 10_000
FEW = 3
_AT_FIRST = ("error", "warning", "question", "remaining", "failed")


class HtmlReporter:
    """Keeps the sections of the records with most findings, and counts all; the page is written when the run ends."""

    name: ClassVar[str] = "html"

    def __init__(self, out: TextIO, settings: Settings) -> None:
        self._out = out
        self._settings = settings
        self._rows = Rows(replace(settings, show_met=True))
        self._section = AktSection(settings, self._rows)
        self._spread = Spread(settings)
        self._kept: list[tuple[tuple[int, int, int], int, Markup]] = []
        self._faults: list[tuple[str, str]] = []
        self._total = self._fault_total = self._signs = 0

    def open(self) -> None:
        """The page begins with its sums, which are known last."""

    def akt(self, report: AktReport) -> None:
        self._total += 1
        self._spread.add(report)
        weight, section = self._section.render(report, self._total)
        heapq.heappush(self._kept, (weight, -self._total, section))
        self._signs += len(section)
        most = self._total if self._settings.show_all else MOST_AKTER
        while len(self._kept) > most or (self._signs > MOST_SIGNS and len(self._kept) > 1):
            self._signs -= len(heapq.heappop(self._kept)[2])

    def remark(self, remark: Remark) -> None:
        self._fault("remarks", self._rows.remark(remark))

    def unreadable(self, unreadable: Unreadable) -> None:
        self._fault("unreadable", self._rows.unreadable(unreadable))

    def _fault(self, kind: str, parts: tuple[str, str, str]) -> None:
        self._fault_total += 1
        if len(self._faults) < (MOST_FAULTS if self._settings.show_all or kind == "unreadable" else MOST_ROWS):
            self._faults.append((kind, ": ".join(part for part in parts if part)))

    def close(self, summary: Summary) -> None:
        head, script = page_head(self._say("page-title"), script="page.js")
        self._out.write(f'<!doctype html>\n<html lang="{self._settings.lang}">{head}<body>')
        self._out.writelines(self._body(summary))
        self._out.write(f"{script}</body></html>\n")

    def _body(self, summary: Summary) -> Iterator[str]:
        """Piece by piece, so that a long page is not put together in memory once more."""
        yield tag("header", tag("a", self._say("page-skip"), href="#akter", class_="skip"), tag("h1", self._say("page-title")))
        yield "<main>"
        yield self._sums(summary)
        yield from self._decisions(summary)
        spread = tag("div", sums(self._spread, self._rows, show_all=self._settings.show_all))
        if self._total > FEW:
            yield spread
        yield self._controls()
        yield from self._akter()
        if self._total <= FEW:
            yield spread
        yield from self._rest()
        yield "</main>"

    def _sums(self, summary: Summary) -> Markup:
        lines = [tag("li", line) for line in self._rows.closing(summary)]
        if self._settings.as_of is not None:
            lines.append(tag("li", self._say("page-as-of", day=self._settings.as_of)))
        if self._settings.show_text:
            lines.append(tag("li", tag("strong", self._say("page-words"))))
        return tag("section", tag("h2", self._say("page-sum"), id="sum"), tag("ul", *lines), aria_labelledby="sum")

    def _decisions(self, summary: Summary) -> list[Markup]:
        """What people have decided, and what became of it, in a table of its own."""
        rows = avsteg_rows(summary, self._settings)
        if not rows:
            return []
        shown = rows if self._settings.show_all else rows[:MOST_ROWS]
        title = self._say("avsteg")
        head = tag("tr", *(tag("th", self._say(f"col-{name}"), scope="col") for name in AVSTEG_COLUMNS))
        body = [tag("tr", tag("th", row.state, scope="row"), *map(_decision_cell, AVSTEG_COLUMNS[1:], row[1:])) for row in shown]
        table = tag("table", tag("caption", title), tag("thead", head), tag("tbody", *body), class_="decisions")
        parts = [tag("h2", title, id="avsteg"), tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=title)]
        if len(shown) < len(rows):
            parts.append(tag("p", self._say("page-capped-rows", shown=len(shown), total=len(rows))))
        return parts

    def _controls(self) -> Markup:
        boxes = [
            tag("label", tag("input", type="checkbox", value=status, checked=status in _AT_FIRST), " ", self._rows.label_of(status))
            for status in STATUSES
        ]
        units = [tag("option", unit) for unit in sorted(self._spread.akter)]
        fields = [
            tag("fieldset", tag("legend", self._say("page-filter")), *boxes),
            tag(
                "label", self._say("page-unit"), " ", tag("select", tag("option", self._say("page-all-units"), value=""), *units, id="unit")
            ),
            tag("label", self._say("page-search"), " ", tag("input", type="search", id="search", autocomplete="off")),
            *(tag("button", self._say(f"page-{name}"), type="button", id=name) for name in ("open", "shut", "print")),
        ]
        shown = tag(
            "p",
            role="status",
            id="shown",
            data_text=self._say("page-shown", rows="{rows}", akter="{akter}"),
            data_none=self._say("page-none"),
        )
        return tag("form", *fields, shown, class_="controls", hidden=True, aria_label=self._say("page-filter"))

    def _akter(self) -> Iterator[Markup]:
        yield tag("h2", self._say("page-akter"), id="akter", tabindex="-1")
        if len(self._kept) < self._total:
            full = self._settings.show_all or len(self._kept) < MOST_AKTER
            yield tag("p", self._say("page-full" if full else "page-capped-akter", shown=len(self._kept), total=self._total))
        for _, _, section in sorted(self._kept, key=lambda item: -item[1]):
            yield Markup(section.replace("<details ", "<details open ", 1)) if self._total <= FEW else section

    def _rest(self) -> list[Markup]:
        parts = []
        for kind in ("unreadable", "remarks"):
            lines = [tag("li", text) for known, text in self._faults if known == kind]
            if lines:
                parts += [tag("h2", self._say(kind)), tag("ul", *lines)]
        if len(self._faults) < self._fault_total:
            key = "page-full-notes" if self._settings.show_all else "page-capped-rows"
            parts.append(tag("p", self._say(key, shown=len(self._faults), total=self._fault_total)))
        if self._rows.without_rule:
            rules = ", ".join(sorted(self._rows.without_rule))
            parts.append(joined(tag("h2", self._say("page-no-rule")), tag("p", rules)))
        return parts

    def _say(self, key: str, **args: object) -> str:
        return self._rows.say(say(key, **args))


def _decision_cell(column: str, text: str) -> Markup:
    return tag("td", text, class_="day" if column in ("on", "until") else None)
