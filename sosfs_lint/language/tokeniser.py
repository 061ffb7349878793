"""The only module that knows spaCy: its Swedish tokeniser, imported when the first text is read.

It is asked once per distinct stretch without white space (`Lexicon` remembers the answer), which gives exactly what it
would give for the whole text, at a fifth of the cost, and keeps memory flat without a memory zone: inside one, spaCy's
own cache is off and it is twenty times slower. A stretch longer than any word or address (a pasted image, a drawn line)
is asked for in pieces, since its time grows with the square of the length.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType

MOST_STRINGS = 100_000
LONGEST = 400  # signs that are taken apart at once


def swedish() -> Callable[[str], Iterable[tuple[int, str]]]:
    """A function from a stretch of text to its tokens with their offsets."""
    with _no_command_line():
        from spacy.lang.sv import Swedish

    language = Swedish()

    def tokens(stretch: str) -> Iterable[tuple[int, str]]:
        nonlocal language
        if len(language.vocab.strings) > MOST_STRINGS:
            language = Swedish()
        pieces = ((at, stretch[at : at + LONGEST]) for at in range(0, len(stretch), LONGEST))
        return [(at + token.idx, token.text) for at, piece in pieces for token in language.make_doc(piece)]

    return tokens


@contextmanager
def _no_command_line() -> Iterator[None]:
    """Let `import spacy` leave out its own command line, which is half of its time and brings clients for the network."""
    if "spacy" in sys.modules:
        yield
        return
    package, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__, info.info = [], None  # type: ignore[attr-defined]
    sys.modules |= {"spacy.cli": package, "spacy.cli.info": info}
    try:
        yield
    finally:
        for name in ("spacy.cli", "spacy.cli.info"):
            sys.modules.pop(name, None)
