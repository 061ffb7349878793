"""Which column of a list is which field: headings against the profile's names, never by what stands below them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sosfs_lint.model import Falt, Place
from sosfs_lint.readers.profile import Profile
from sosfs_lint.readers.prose import plain
from sosfs_lint.readers.rows import Row

_SEARCHED = 20  # rows from the top in which the headings may stand
_FIELDS = {
    "handelse": "anteckning/handelse",
    "registrerad": "anteckning/registrerad",
    "befattning": "anteckning/upprattadAv/befattning",
    "rubrik": "anteckning/rubrik",
    "text": "anteckning/avsnitt",
    "makulerad": "anteckning/makulerad",
    "signerad": "anteckning/signerad",
    "last": "anteckning/last",
}


@dataclass(frozen=True)
class Columns:
    """The columns of a list by field; `unclear` is a column that is called only a date, `unread` are those of no field."""

    by_field: dict[str, int]
    headings: dict[str, str]
    unread: tuple[int, ...]
    unclear: bool
    width: int
    place: Place

    @property
    def known(self) -> bool:
        """Whether this can be the head of a list of notes."""
        return len(self.by_field) >= 2 and bool({"text", "handelse", "registrerad"} & set(self.by_field))

    def falt(self, profile: Profile) -> tuple[Falt, ...]:
        """The status of every field that a list can carry: a column exports it, none does not; the profile overrules."""
        said = dict.fromkeys(_FIELDS.values(), "ej-exporterat")
        said |= {_FIELDS[name]: "exporteras" for name in self.by_field if name in _FIELDS}
        author = {"forfattare", "signatur"} & set(self.by_field)
        said["anteckning/upprattadAv"] = said["anteckning/upprattadAv/namn"] = "exporteras" if author else "ej-exporterat"
        said["anteckning/upprattadAv/tid"] = "ej-exporterat"  # who has a column, when they signed has another or none
        if self.unclear:
            said |= {field: "okant" for field in ("anteckning/handelse", "anteckning/registrerad") if said[field] != "exporteras"}
        said |= profile.fields
        source = {_FIELDS[name]: heading for name, heading in self.headings.items() if name in _FIELDS}
        return tuple(Falt(namn=name, status=status, kallfalt=source.get(name)) for name, status in said.items())


def find_columns(rows: Iterable[Row], profile: Profile) -> tuple[Columns | None, int]:
    """The first row that holds known headings and how many rows stand above and in it; None where there is none."""
    for number, row in enumerate(rows, 1):
        if number > _SEARCHED:
            break
        columns = _columns(row, profile)
        if columns.known:
            return columns, number
    return None, 0


def _columns(row: Row, profile: Profile) -> Columns:
    headings = {column: plain(cell.value).strip(" :*") for column, cell in row.cells.items() if cell.value and len(cell.value) < 80}
    by_field: dict[str, int] = {}
    for name, known in profile.columns.items():
        for word in known:
            column = next((c for c, heading in headings.items() if heading == plain(word) and c not in by_field.values()), None)
            if column is not None:
                by_field[name] = column
                break
    unread = tuple(column for column in headings if column not in by_field.values())
    unclear = any(headings[column] in ("datum", "date", "tid", "tidpunkt") for column in unread)
    return Columns(
        by_field,
        {name: row.cells[column].value for name, column in by_field.items()},
        unread,
        unclear,
        max(row.cells, default=0) + 1,
        row.place,
    )
