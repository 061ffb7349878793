"""What `rules` and `explain` show: every requirement of every pack, with or without a rule."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sosfs_lint.errors import ConfigError
from sosfs_lint.linting import Rulebook, requirement_as_rule
from sosfs_lint.rule import STATUSES, Example, Period, Rule
from sosfs_lint.selection import suggestion


def every_rule(book: Rulebook) -> list[Rule]:
    """The rules in the order of the catalogues, requirements without a rule in their place, then what stands in no catalogue."""
    listed: list[Rule] = []
    for pack in sorted(book.packs, key=lambda pack: not pack.catalogue):
        listed += [book.rules.get(entry.id) or requirement_as_rule(pack, entry) for entry in pack.catalogue.values()]
        listed += [rule for rule in book.rules.values() if rule.pack == pack.name and rule.id not in pack.catalogue]
    return listed


def rows(book: Rulebook) -> list[dict[str, Any]]:
    """The list as plain data."""
    return [
        {
            "id": rule.id,
            "name": rule.name,
            "force": rule.force,
            "level": str(rule.level),
            "clause": rule.ground_on(None),
            "adopted": rule.adopted,
            "status": rule.status,
            "pack": rule.pack,
            "actor": sorted(rule.actor),
            "about": rule.about,
            "place": rule.place,
            "default": rule.default,
            "sv": rule.sv,
            "en": rule.en,
        }
        for rule in every_rule(book)
    ]


def table(book: Rulebook, lang: str) -> str:
    """One line per requirement."""
    listed = every_rule(book)
    width = max(len(rule.id) for rule in listed)
    name = max(len(rule.name) for rule in listed)
    return "\n".join(f"{r.id:<{width}}  {r.status:<11}  {r.force:<4}  {r.name:<{name}}  {r.requirement(lang)}" for r in listed)


def coverage(book: Rulebook, lang: str) -> str:
    """Per pack and chapter how many requirements there are of each status."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for rule in every_rule(book):
        counts.setdefault((rule.pack, rule.chapter), Counter())[rule.status] += 1
    heads = {"implemented": "kontrolleras", "partly": "delvis", "human": "person", "control": "hänvisning", "not yet": "inte ännu"}
    names = [heads[status] if lang == "sv" else status for status in STATUSES]
    total: Counter[str] = sum(counts.values(), Counter())
    lines = [(pack if chapter == pack else f"{pack} {chapter}", counter) for (pack, chapter), counter in counts.items()] + [("", total)]
    width = max(24, *(len(line) for line, _ in lines))
    return "\n".join(
        [f"{'':<{width}}" + "".join(f"{name:>14}" for name in (*names, "summa" if lang == "sv" else "total"))]
        + [f"{line:<{width}}" + "".join(f"{count:>14}" for count in (*(c[status] for status in STATUSES), c.total())) for line, c in lines]
    )


def explain(book: Rulebook, wanted: str, lang: str) -> str:
    """A rule as a dossier. An unknown id or name is a ConfigError."""
    rule = next((rule for rule in every_rule(book) if wanted in (rule.id, rule.name)), None)
    if rule is None:
        raise ConfigError(f"no rule is called that{suggestion(book, wanted)}", where=f"explain {wanted}")
    return "\n".join(_dossier(rule, book, lang))


def _dossier(rule: Rule, book: Rulebook, lang: str) -> list[str]:
    sv = lang == "sv"
    pack = book.pack(rule.pack)
    entry = pack.catalogue.get(rule.id)
    lines = [
        f"{rule.id}  {rule.name}",
        f"{rule.ground_on(None)}  ({rule.force}; {pack.title})",
        "",
        rule.requirement(lang),
        "",
    ]

    def add(name_sv: str, name_en: str, value: str) -> None:
        if value:
            lines.append(f"{(name_sv if sv else name_en) + ':':<18}{value}")

    moment = book.moments.get(rule.about)
    add("Gäller", "About", (moment.sv if sv else moment.en) if moment else rule.about)
    add("För", "Actor", ", ".join(sorted(rule.actor)))
    for period in rule.lagrum:
        add("Lagrum", "Legal ground", _dated(period, lang))
    add("När", "When", ", ".join(rule.when) if rule.when else (entry.condition if entry and sv else ""))
    add("Inte när", "Unless", ", ".join(rule.unless))
    add("Status", "Status", rule.status)
    add("Meddelande", "Message", rule.sentence("message", lang))
    add("Att göra", "Help", rule.text("help", lang) or "")
    add("Varför", "Why", rule.why)
    add("Kan larma fel", "May over-report", rule.over)
    add("Kan missa", "May under-report", rule.under)
    add("Adopterat", "Adopted", rule.adopted or ("okänt" if sv else "unknown"))
    if rule.examples:
        lines += ["", "Exempel:" if sv else "Examples:"]
        lines += [_example(example) for example in rule.examples]
    return lines


def _dated(period: Period, lang: str) -> str:
    """A lagrum with the days it holds."""
    days = [
        f"{word} {day}"
        for word, day in zip(("från", "till") if lang == "sv" else ("from", "to"), (period.first, period.last), strict=True)
        if day
    ]
    return f"{period.text} ({', '.join(days)})" if days else period.text


def _example(example: Example) -> str:
    shown = " ".join((example.text or example.akt or "").split())
    return f"  {example.verdict:<15} {shown}" + (f"  ({example.why})" if example.why else "")
