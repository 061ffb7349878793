"""The ids of records that passed unchanged in a file that could not be cut: the store has only their pseudonyms.

Where the morning shows such a record its file is read once more, without judging it.
"""

from __future__ import annotations

from sosfs_lint.audit.identity import Names
from sosfs_lint.audit.morning import Morning
from sosfs_lint.audit.nightly import Night
from sosfs_lint.audit.pseudonyms import Pseudonyms
from sosfs_lint.audit.sources import FAULTS, Source
from sosfs_lint.errors import ReadingStopped
from sosfs_lint.model import Personakt
from sosfs_lint.readers import Reader
from sosfs_lint.run import read_source

_TIMES = 9  # so many records of one id are told apart


def name_akter(morning: Morning, pseudonyms: Pseudonyms, readers: list[Reader], profile: str | None) -> None:
    """Add the ids of the records that the morning shows by their pseudonym to what the night knows of them."""
    night = morning.night
    unnamed: dict[str, set[str]] = {}
    for unit in morning.units:
        for change in (*unit.clocks, *(change for kind, found in unit.changes.items() if kind != "gone" for change in found)):
            if change.row["akt"] not in night.akter:
                unnamed.setdefault(change.row["source"], set()).add(change.row["akt"])
    for place, names in unnamed.items():
        if place in night.sources:
            _read(night, night.sources[place], names, pseudonyms, readers, profile)


def _read(night: Night, source: Source, names: set[str], pseudonyms: Pseudonyms, readers: list[Reader], profile: str | None) -> None:
    try:
        with source.open() as stream:
            for item in read_source(stream, source.shown, readers, profile, named=source.named):
                if isinstance(item, Personakt):
                    known_as = Names(item, pseudonyms).akt
                    mine = names.intersection(pseudonyms.akt(known_as, nth) for nth in range(1, _TIMES + 1))
                    night.akter |= dict.fromkeys(mine, night.redact(item.id))
    except (*FAULTS, ReadingStopped):
        return  # it was read before, and has gone since: the pseudonym stays
