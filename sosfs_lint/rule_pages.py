"""The rule pages of docs/regler, in Swedish: one per section of each pack, made from the rule files and the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.linting import Rulebook
from sosfs_lint.listing import every_rule
from sosfs_lint.rule import Example, Rule

_STATUS = {
    "implemented": "kontrolleras",
    "partly": "kontrolleras delvis",
    "human": "bedöms av en person",
    "control": "hänvisning eller tillåtet undantag; ger aldrig ett eget fynd",
    "not yet": "har ingen regel ännu och är inte kontrollerat",
}
_VERDICT = {
    "met": "uppfyllt",
    "missing": "saknas",
    "question": "fråga",
    "unclear": "fråga",
    "remaining": "kvar",
    "not applicable": "gäller inte",
    "not checked": "inte kontrollerat",
    "for a person": "för en person",
}
_ACTORS = {"namnd": "nämnd", "utforare": "utförare", "sis": "SiS"}
_MADE = "<!-- Genererad av `sosfs-lint docs`; ändra i regelfilerna, inte här. -->\n"


def rule_pages(book: Rulebook) -> dict[str, str]:
    """The pages by their path below docs/. A rule's heading is its id, so that regler/<pack>/<page>#<id> is its address."""
    pages: dict[str, list[Rule]] = {}
    for rule in every_rule(book):
        pages.setdefault(page_of(rule), []).append(rule)
    return {name: _page(rules, book) for name, rules in pages.items()} | {"regler/README.md": _index(pages, book)}


def page_of(rule: Rule) -> str:
    """The page that a rule stands on."""
    found = re.search(r"(\d+) kap\. (\d+)", rule.clause)
    return f"regler/{rule.pack}/{f'{found[1]}-kap-{found[2]}' if found else 'ovrigt'}.md"


def _index(pages: dict[str, list[Rule]], book: Rulebook) -> str:
    lines = ["# Regler", "", _MADE]
    for pack in book.packs:
        lines += [f"## {pack.title}", "", pack.note.get("sv", ""), "", "| sida | krav | kontrolleras |", "|---|---|---|"]
        for name, rules in pages.items():
            if rules[0].pack == pack.name:
                checked = sum(rule.status in ("implemented", "partly") for rule in rules)
                lines.append(f"| [{_title(rules[0])}]({name.removeprefix('regler/')}) | {len(rules)} | {checked} |")
        lines.append("")
    return "\n".join(lines)


def _title(rule: Rule) -> str:
    found = re.search(r"\d+ kap\. \d+ §", rule.clause)
    return f"{'utkastet ' if rule.clause.startswith('utkastet') else ''}{found[0]}" if found else f"{rule.pack}: övrigt"


def _page(rules: list[Rule], book: Rulebook) -> str:
    lines = [f"# {_title(rules[0])[:1].upper()}{_title(rules[0])[1:]}", "", _MADE]
    for rule in rules:
        lines += _rule(rule, book)
    return "\n".join(lines).rstrip("\n") + "\n"


def _rule(rule: Rule, book: Rulebook) -> Iterator[str]:
    yield from (
        f"## {rule.id}",
        "",
        f"**{rule.name}** · {rule.ground_on(None)} · {rule.force} · {_STATUS[rule.status]}",
        "",
        _plain(rule.sv),
        "",
    )
    moment = book.moments.get(rule.about)
    entry = book.pack(rule.pack).catalogue.get(rule.id)
    facts = {
        "Gäller": moment.sv if moment else rule.about,
        "För": ", ".join(_ACTORS.get(actor, actor) for actor in sorted(rule.actor)),
        "När": ", ".join(rule.when) or (entry.condition if entry else ""),
        "Inte när": ", ".join(rule.unless),
        "Används": "" if rule.default else "bara när den väljs med --select",
        "Meddelande": rule.sentence("message", "sv"),
        "Att ta reda på": rule.text("help", "sv") or "",
        "Varför": rule.why,
        "Kan larma fel": rule.over,
        "Kan missa": rule.under,
        "Antagen föreskrift": rule.adopted or "",
    }
    yield from (f"- **{name}:** {_plain(value)}" for name, value in facts.items() if value)
    yield ""
    if rule.examples:
        yield from ("Exempel (påhittade):", "", "| text eller fält | svar |", "|---|---|")
        yield from (_example(example) for example in rule.examples)
        yield ""


def _example(example: Example) -> str:
    shown = " ".join((example.text or example.akt or "").split())
    cell = f"`{shown}`" if example.akt and "`" not in shown else _plain(shown)
    return f"| {cell.replace('|', chr(92) + '|')} | {_VERDICT.get(example.verdict, example.verdict)}{f' ({_plain(example.why)})' if example.why else ''} |"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return re.sub(r"([\\`*_<>\[\]])", r"\\\1", " ".join(text.split()))
