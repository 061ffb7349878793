"""Builds the forms file from the packs' vocabularies: `python -m sosfs_lint.language.build_forms rules/*`.

Needs simplemma (MIT), which is a development dependency only. Forms are those of its Swedish table, of the rules of
inflection and of irregular.txt; where irregular.txt knows a word, it alone decides.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from sosfs_lint.language.words import inflect

HERE = Path(__file__).parent
_ARCHAIC = re.compile(r"[wﬁ]|ͤ|fv|'|(?:fwa|gifv|hafv)")


def vocabulary(folders: list[Path]) -> set[str]:
    """Every single word of the classes and frames below the folders."""
    found: set[str] = set()
    for folder in folders:
        for path in [*folder.glob("ord/*.toml"), *folder.glob("begrepp/*.toml")]:
            for entry in _strings(tomllib.loads(path.read_text("utf-8"))):
                found |= set(re.findall(r"[a-zåäöéü]{3,}", entry.lower()))
    return found


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in ("example", "means", "name", "roll", "headings"):
                yield from _strings(item)


def table() -> dict[str, set[str]]:
    """Lemma -> forms in simplemma's Swedish table."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    inverted: dict[str, set[str]] = {}
    for form, lemma in DefaultDictionaryFactory().get_dictionary("sv").items():
        plain_form, plain_lemma = (x.decode() if isinstance(x, bytes) else x for x in (form, lemma))
        if not _ARCHAIC.search(plain_form):
            inverted.setdefault(plain_lemma.lower(), set()).add(plain_form.lower())
    return inverted


def main() -> None:
    folders = [Path(argument) for argument in sys.argv[1:]]
    irregular = {
        lemma: set(forms.split())
        for lemma, _, forms in (line.partition("\t") for line in (HERE / "irregular.txt").read_text("utf-8").splitlines())
    }
    known = table()
    lines = []
    for word in sorted(vocabulary(folders)):
        forms = irregular.get(word) or (known.get(word, set()) | (inflect(word) if len(word) > 3 else set()))
        forms -= {word}
        if forms:
            lines.append(f"{word}\t{' '.join(sorted(forms))}")
    (HERE / "forms.txt").write_text("\n".join(lines) + "\n", "utf-8")
    sys.stdout.write(f"{len(lines)} words\n")


if __name__ == "__main__":
    main()
