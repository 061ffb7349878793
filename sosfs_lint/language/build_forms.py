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

from sosfs_lint.language.forms import inflect
from sosfs_lint.language.words import slips

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
    ours = {form for line in lines for form in line.replace("\t", " ").split()}
    real = no_slips(ours, {form for forms in known.values() for form in forms} | set(known))
    (HERE / "no_slips.txt").write_text("\n".join(real) + "\n", "utf-8")
    sys.stdout.write(f"{len(lines)} words, {len(real)} real words and names beside them\n")


def no_slips(ours: set[str], real: set[str]) -> list[str]:
    """Real words and first names of seven letters or more that a word of ours could be taken for by one slip."""
    names = {name for line in (HERE / "first_names.txt").read_text("utf-8").splitlines() for name in line.lower().split()[1:]}
    shorter = {cut for form in ours if len(form) >= 6 for cut in _cuts(form)}
    near = (word for word in (real | names) - ours if len(word) >= 7 and word.isalpha() and not shorter.isdisjoint(_cuts(word)))
    return sorted(word for word in near if any(other in ours for other in slips(word)))


def _cuts(word: str) -> Iterator[str]:
    """The word, and the word without each one of its letters; words one slip apart have one of these in common."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


if __name__ == "__main__":
    main()
