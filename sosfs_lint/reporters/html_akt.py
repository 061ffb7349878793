"""One record on the page: its moments in a line, and the map of its requirements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from sosfs_lint.report import AktReport, Answer, Verdict
from sosfs_lint.reporters import Settings
from sosfs_lint.reporters.markup import Markup, joined, tag
from sosfs_lint.reporters.rows import FINDINGS, STATUSES, Row, Rows, status_of
from sosfs_lint.wording import say

MOST_ROWS = 200
MOST_PLACES = 5


class AktSection:
    """Renders records; `number` gives each its anchor."""

    def __init__(self, settings: Settings, rows: Rows) -> None:
        self._settings = settings
        self._rows = rows
        self._seen: Counter[str] = Counter()

    def render(self, report: AktReport, number: int) -> tuple[tuple[int, int, int], Markup]:
        """How much the record lacks (errors, warnings, questions), and its section."""
        redact = self._settings.redact
        rows = list(_by_rule(self._rows.of(report)))
        counts = Counter({status: sum(row.count for row in rows if row.status == status) for status in STATUSES})
        akt, unit = redact(report.akt), redact(report.unit_label)
        chips = [self._chip(status, f"{counts[status]} {self._rows.label_of(status)}") for status in STATUSES if counts[status]]
        place = f"{redact(report.place.path)}, {self._say('page-posts', posts=report.posts)}" + (f", {unit}" if unit else "")
        body = [tag("p", place, class_="place"), *(tag("p", self._rows.say(note)) for note in report.notes)]
        if not any(counts[status] for status in FINDINGS):
            body.append(tag("p", self._say("nothing-found")))
        body += [self._process(report), self._map(rows, akt), *self._remarks(report)]
        head = tag("summary", tag("h3", self._say("page-akt", akt=akt), id=f"akt-{number}"), tag("span", *chips, class_="chips"))
        section = tag("details", head, *body, class_="akt", data_unit=unit or self._say("stat-no-unit"), data_akt=akt.lower())
        return (counts["error"], counts["warning"], counts["question"]), section

    def _process(self, report: AktReport) -> Markup:
        moments = _moments(report)
        shown = moments if self._settings.show_all else _fewest(moments)
        items = [self._moment(day, ident, answers) for day, ident, answers in shown]
        capped = [] if len(shown) == len(moments) else [tag("p", self._say("page-capped-rows", shown=len(shown), total=len(moments)))]
        return joined(tag("h4", self._say("page-process")), tag("ol", *items, class_="process"), *capped)

    def _moment(self, day: date | None, ident: str, answers: list[Answer]) -> Markup:
        names = ", ".join(dict.fromkeys(self._rows.moment(answer) for answer in answers))
        lacking = [answer for answer in answers if answer.is_finding]
        worst = min((status_of(answer) for answer in lacking), key=STATUSES.index, default="met")
        said = []
        for key, verdict in (("page-lacks", Verdict.MISSING), ("page-ask", Verdict.QUESTION)):
            what = self._lacks(answer for answer in lacking if answer.verdict is verdict)
            if what:
                said.append(self._say(key, what=what))
        when = tag("time", day.isoformat(), datetime=day.isoformat()) if day else tag("span", self._say("page-undated"))
        text = "; ".join(said) or self._say("page-complete")
        return tag(
            "li", when, " ", tag("strong", names), f" {self._settings.redact(ident)} ", tag("span", text, class_="what"), class_=worst
        )

    def _lacks(self, answers: Iterable[Answer]) -> str:
        words = [word for answer in answers for word in answer.in_short(self._settings.lang)]
        return ", ".join(dict.fromkeys(words))

    def _map(self, rows: list[Row], akt: str) -> Markup:
        rows = sorted(rows, key=lambda row: STATUSES.index(row.status))
        shown = rows if self._settings.show_all else rows[:MOST_ROWS]
        columns = ("status", "rule", "message", "moment", "where")
        head = tag("thead", tag("tr", *(tag("th", self._say(f"col-{name}"), scope="col") for name in columns)))
        caption = tag("caption", f"{self._say('page-map')}: {self._say('page-akt', akt=akt)}")
        table = tag("table", caption, head, tag("tbody", *(self._row(row) for row in shown)), class_="map")
        capped = [] if len(shown) == len(rows) else [tag("p", self._say("page-capped-rows", shown=len(shown), total=len(rows)))]
        self._seen[akt] += 1
        label = f"{self._say('page-map')}: {akt}" + (f" ({self._seen[akt]})" if self._seen[akt] > 1 else "")
        return joined(
            tag("h4", self._say("page-map")), tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=label), *capped
        )

    def _row(self, row: Row) -> Markup:
        rule = row.rule
        due = self._say("until", day=row.due) if row.due else ""
        more = [tag("p", text, class_="more") for text in (row.help, row.reason, due, row.looked) if text]
        times = self._say("page-places", count=row.count) if row.count > 1 else row.where
        evidence = [tag("li", text) for text in dict.fromkeys(row.evidence[:MOST_PLACES])]
        mark = tag("code", row.fingerprint, class_="more") if row.status in (*FINDINGS, "avsteg") else None
        quotes = [tag("blockquote", text) for text in row.quotes[:MOST_PLACES]]
        day = tag("span", row.day, class_="day") if row.day else None
        cells = [
            tag("td", self._chip(row.status, row.label)),
            tag("td", tag("strong", row.ground), tag("span", tag("code", rule.id), class_="more"), tag("code", rule.name, lang="sv")),
            tag("td", row.message, *more, lang="sv" if self._settings.lang == "sv" else None),
            tag("td", row.moment, " ", day, tag("span", " ".join(part for part in (row.locus, row.whom) if part), class_="more")),
            tag("td", times, tag("ul", *evidence) if evidence else None, *quotes, mark),
        ]
        return tag("tr", *cells, data_s=row.status)

    def _remarks(self, report: AktReport) -> Iterator[Markup]:
        if report.remarks:
            lines = [": ".join(part for part in self._rows.remark(remark) if part) for remark in report.remarks[:MOST_ROWS]]
            yield joined(tag("h4", self._say("remarks")), tag("ul", *(tag("li", line) for line in lines)))
        if len(report.remarks) > MOST_ROWS:
            yield tag("p", self._say("page-capped-rows", shown=MOST_ROWS, total=len(report.remarks)))

    def _chip(self, status: str, text: str) -> Markup:
        return tag("span", text, class_=f"chip {status}")

    def _say(self, key: str, **args: object) -> str:
        return self._rows.say(say(key, **args))


def _by_rule(rows: Iterable[Row]) -> Iterator[Row]:
    """What is met, once per requirement with its first places; all else as it is."""
    met: dict[str, list[Row]] = {}
    for row in rows:
        if row.status == "met":
            met.setdefault(row.rule.id, []).append(row)
        else:
            yield row
    for same in met.values():
        if len(same) == 1:
            yield same[0]
            continue
        first = same[0]
        places = tuple(text for row in same[:MOST_PLACES] for text in (row.evidence[:1] or (row.where,)))
        quotes = tuple(quote for row in same[:MOST_PLACES] for quote in row.quotes[:1])
        yield Row(
            status="met", label=first.label, rule=first.rule, ground=first.ground, unit=first.unit, akt=first.akt, moment=first.moment,
            message=first.message, path=first.path, evidence=places, quotes=quotes, count=len(same),
        )  # fmt: skip


def _moments(report: AktReport) -> list[tuple[date | None, str, list[Answer]]]:
    """The moments of a record by day: one post is one, whatever it is called; days that are not known come last."""
    groups: dict[tuple[date | None, str], list[Answer]] = {}
    for answer in report.answers:
        judged = answer.is_finding or answer.verdict in (Verdict.MET, Verdict.REMAINING)
        if judged and answer.locus.kind != "akt":
            groups.setdefault((answer.locus.day, answer.locus.id), []).append(answer)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0] is None, item[0][0] or date.min, item[0][1]))
    return [(day, ident, answers) for (day, ident), answers in ordered]


def _fewest(moments: list[tuple[date | None, str, list[Answer]]]) -> list[tuple[date | None, str, list[Answer]]]:
    """At most so many as a page can bear: those that lack something first, in the order of their days."""
    ranked = sorted(range(len(moments)), key=lambda n: (not any(answer.is_finding for answer in moments[n][2]), n))
    return [moments[n] for n in sorted(ranked[:MOST_ROWS])]
