"""Everything that judging needs, loaded and used once, before the first record: no record's deadline pays for it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sosfs_lint.delegation import load_delegation
from sosfs_lint.linting import Options, Rulebook, judge_akt
from sosfs_lint.model import Personakt
from sosfs_lint.readers import Reader
from sosfs_lint.run import read_source

# Prose of every kind that the language layer has tables for: a name, a day, a slip of the pen, a compound, a heading.
_RECORD = """<?xml version="1.0" encoding="UTF-8"?>
<aktexport xmlns="urn:sosfs-lint:aktexport:1" version="1.0"><export tid="2015-03-01"/><aktor typ="namnd"/>
<personakt id="uppvärmning" akttyp="handlaggning"><enskild id="p" namn="Ingen Alls"/>
<beslut id="b" datum="2015-02-02"><motivering>Ingen har behov av stöd enligt 4 kap. 1 § SoL.</motivering></beslut>
<anteckning id="n"><rubrik>Hembesök</rubrik><upprattadAv signatur="X"/><registrerad tid="2015-02-01T10:00:00"/>
<avsnitt rubrik="Samtal">Ingen Alls och modern berättar vid hembsöket den 1 februari 2015 att hon vill bo kvar. Planerat möte: torsdag v. 7,
kl. 10. Enligt polisförhöret uppgav fadern att det inte stämmer. Har barnet kommit till tals? Beslut: utredningen avslutas.</avsnitt></anteckning>
</personakt></aktexport>""".encode()


@dataclass(frozen=True)
class Loaded:
    """The rulebook and the readers of a process."""

    book: Rulebook
    readers: list[Reader]


def load(packs: tuple[str, ...], local: Mapping[str, int], delegation: str | None) -> Loaded:
    """What a process that inherits nothing needs. Raises PackError."""
    from sosfs_lint.packs import load_rulebook
    from sosfs_lint.plugins import Plugins

    plugins = Plugins(packs)
    book = load_rulebook(plugins.folders(), plugins.checks(), local)
    if delegation is not None:
        book = replace(book, delegation=load_delegation(delegation))
    return warmed(Loaded(book, plugins.readers()))


def warmed(loaded: Loaded) -> Loaded:
    """The same after it has read and judged an invented record, so that all that is made at the first use is made."""
    for item in read_source(io.BytesIO(_RECORD), "-", loaded.readers, None, named=True):
        if isinstance(item, Personakt):
            judge_akt(item, loaded.book, Options())
    _ = loaded.book.vocabulary
    return loaded
