"""Rules chosen by id, name, § or chapter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sosfs_lint.errors import ConfigError
from sosfs_lint.linting import Rulebook


def select_rules(book: Rulebook, wanted: Iterable[str], where: str) -> frozenset[str]:
    """The ids of the rules that the words name; words may be comma-separated.

    "SOS4" is a chapter, "SOS4-1" that § only (never 10-19), "SOS3-12s3" what begins so within a §. Something that names
    no rule and no requirement is a ConfigError; a requirement that has no rule yet selects nothing.
    """
    chosen: set[str] = set()
    known = {entry.id for pack in book.packs for entry in pack.catalogue.values()} | set(book.rules)
    for word in (part.strip() for item in wanted for part in item.split(",")):
        if not word:
            continue
        named = {rule.id for rule in book.rules.values() if rule.name == word}
        matching = {name for name in known if _matches(name, word)}
        if not named and not matching:
            raise ConfigError(f"no rule is called that{suggestion(book, word)}", where=f"{where} {word}")
        chosen |= named | (matching & set(book.rules))
    return frozenset(chosen)


def _matches(name: str, word: str) -> bool:
    if name == word:
        return True
    if re.fullmatch(r"[A-Z]+\d*", word):
        return re.match(re.escape(word) + r"(?!\d)", name) is not None and name.startswith(word + "-")
    return name.startswith(word) and re.match(r"[.a-z]", name[len(word) :]) is not None


def suggestion(book: Rulebook, word: str, *, ids: bool = False) -> str:
    """What was probably meant; where only `ids` will do, the id of the rule whose name was written."""
    from difflib import get_close_matches

    named = {rule.name: rule.id for rule in book.rules.values()}
    names = [*book.rules, *named, *(entry.id for pack in book.packs for entry in pack.catalogue.values())]
    close = get_close_matches(word, names, 1, 0.6)
    if not close:
        return ""
    return f"; did you mean {named.get(close[0], close[0]) if ids else close[0]}?"
