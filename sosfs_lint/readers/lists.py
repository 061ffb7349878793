"""Lists of notes, one row each: what CSV and workbooks share. One person's rows become one personakt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from sosfs_lint import model
from sosfs_lint.model import Personakt, Place, Text
from sosfs_lint.readers.columns import Columns
from sosfs_lint.readers.nodes import owner_key
from sosfs_lint.readers.people import identity
from sosfs_lint.readers.profile import Profile
from sosfs_lint.readers.prose import composed
from sosfs_lint.readers.rows import Cell, Row, column_number
from sosfs_lint.readers.times import from_serial, read_tid
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.tid import NoSuchTid, Tid, left_of
from sosfs_lint.wording import Says, say

_YES = {"j", "ja", "1", "x", "true", "sant", "yes", "y"}
_NO = {"", "n", "nej", "0", "false", "falskt", "no", "-"}
_EMPTY = Cell()
_COORDINATES = re.compile(r"([A-Z]+)(\d+)")
_LONGEST_ID = 40
LIMIT = 256  # million characters of one list


class NoteList:
    """The rows of one file on their way to personakter. `add` takes rows in order; `items` gives what they came to."""

    def __init__(self, path: str, reader: str, profile: Profile) -> None:
        self._path = path
        self._reader = reader
        self._profile = profile
        self._akter: dict[str, list[tuple[Row, Columns]]] = {}
        self._ownerless: list[Row] = []
        self._damaged: dict[str, Row] = {}
        self._nameless: dict[str, str] = {}
        self._heads: list[Columns] = []
        self.remarks: list[Remark] = []

    def add(self, row: Row, columns: Columns) -> None:
        """Puts a row with its person's, else its matter's, else the file's."""
        if columns not in self._heads:
            self._begin(columns)
        person = columns.by_field.get("person")
        cell = row.cells.get(person, _EMPTY) if person is not None else _EMPTY
        if cell.damaged:
            self._damaged.setdefault(cell.value, row)
        elif person is not None and not cell.value:
            self._ownerless.append(row)
        else:
            key = self._owner(cell, row) if person is not None else self._unnumbered(row, columns)
            self._akter.setdefault(key or "lista", []).append((row, columns))

    def _unnumbered(self, row: Row, columns: Columns) -> str:
        """Whose row it is where no column has a number: the matter's, else the named client's, else the file's."""
        matter, client = self._value(row, columns, "arende"), self._value(row, columns, "klient")
        if matter is not None:
            return matter if is_id(matter) else self._in_order(matter, row, "matter-no-id")
        return self._in_order(client, row, "client-no-number") if client else PurePosixPath(self._path).stem

    def _owner(self, cell: Cell, row: Row) -> str:
        """Whose row it is: the number, else, for a name in its place, one that says nothing."""
        key = owner_key(_digits(cell))
        return key if not key or is_id(key) else self._in_order(key, row, "no-number")

    def _in_order(self, words: str, row: Row, key: str) -> str:
        if words not in self._nameless:
            self._nameless[words] = f"utan-nummer-{len(self._nameless) + 1}"
            self.remarks.append(Remark(self._path, say(key), row.place.line, row.place.column))
        return self._nameless[words]

    def items(self) -> Iterator[Personakt | Remark | Unreadable]:
        """Each person's notes as a personakt, with the remarks on their form before it."""
        header = self._header()
        yield from self._taken()
        for key, rows in self._akter.items():
            akt = _Akt(self._path, key, self._profile, self.remarks).build(header, rows)
            yield from self._taken()
            yield akt
        for row in self._damaged.values():
            yield Unreadable(self._path, say("excel-number"), None, row.place.line, row.place.column)
        if self._ownerless:
            first = self._ownerless[0].place
            yield Unreadable(self._path, say("rows-without-person", count=len(self._ownerless)), None, first.line, first.column)
        if not (self._akter or self._damaged or self._ownerless):
            yield Unreadable(self._path, say("no-rows"), line=1)

    def _taken(self) -> Iterator[Remark]:
        yield from self.remarks
        self.remarks.clear()

    def _begin(self, columns: Columns) -> None:
        self._heads.append(columns)
        place = columns.place
        if columns.unread:
            self.remarks.append(Remark(self._path, say("columns-unread", count=len(columns.unread)), place.line, place.column))
        if columns.unclear:
            self.remarks.append(Remark(self._path, say("date-unclear"), place.line, place.column))

    def _header(self) -> model.Export:
        said: dict[str, model.Falt] = {}
        for columns in self._heads:
            for falt in columns.falt(self._profile):
                before = said.setdefault(falt.namn, falt)
                if before.status != falt.status:
                    said[falt.namn] = model.Falt(namn=falt.namn, status="okant")
        struck = any("makulerad" in columns.by_field for columns in self._heads)
        return model.Export(
            path=self._path,
            reader=self._reader,
            export=model.ExportUppgift(
                importor=self._reader, makulerade_medfoljer="ja" if struck else "okant", falt=tuple(said.values()), place=Place(self._path)
            ),
            aktor=model.Aktor(typ=self._profile.actor["typ"]),
        )

    @staticmethod
    def _value(row: Row, columns: Columns, name: str) -> str | None:
        column = columns.by_field.get(name)
        return (row.cells.get(column, _EMPTY).value or None) if column is not None else None


def is_id(words: str) -> bool:
    """Whether a cell can name a post or a matter: ids are written everywhere, so what may be a name or a sentence is none."""
    return len(words) <= _LONGEST_ID and any(sign.isdigit() for sign in words)


def _digits(cell: Cell) -> str:
    """A personal number without the decimals that a number format gave it."""
    return cell.value.removesuffix(".0").removesuffix(",0")


class _Akt:
    """One person's rows."""

    def __init__(self, path: str, key: str, profile: Profile, remarks: list[Remark]) -> None:
        self._path = path
        self._key = key
        self._forms = profile.lists["dates"]
        self._remarks = remarks
        self._post: str | None = None
        self._seen: set[str] = set()
        self._arenden: dict[str, str] = {}

    def build(self, header: model.Export, rows: list[tuple[Row, Columns]]) -> Personakt:
        first, columns = rows[0]
        name = next((value for row, head in rows if (value := self._cell(row, head, "klient").value)), None)
        arenden = dict.fromkeys(value for row, head in rows if (value := self._cell(row, head, "arende").value))
        self._arenden = {value: value if is_id(value) else f"arende-{number}" for number, value in enumerate(arenden, 1)}
        return Personakt(
            header=header,
            id=self._key,
            enskild=(model.Person(namn=name, identitet=self._number(first, columns), place=first.place),),
            arende=tuple(model.Arende(id=name, beteckning=value, place=first.place) for value, name in self._arenden.items()),
            anteckning=tuple(self._note(row, head) for row, head in rows),
            place=first.place,
        )

    def _number(self, row: Row, columns: Columns) -> tuple[model.Identitet, ...]:
        cell = self._cell(row, columns, "person")
        number = _digits(cell)
        digits = owner_key(number)
        if cell.number is not None and len(digits) == 9:
            self._remark(say("leading-zero"), cell.place)
        elif digits.isdigit() and len(digits) == 10:
            self._remark(say("no-century"), cell.place)
        return identity(number, cell.place)

    def _note(self, row: Row, columns: Columns) -> model.Anteckning:
        stated = self._cell(row, columns, "id").value
        self._post = identifier = stated if is_id(stated) else row.name
        if identifier in self._seen:
            self._remark(say("duplicate-id", id=identifier), row.place)
        self._seen.add(identifier)
        if max(row.cells, default=0) >= columns.width and any(cell.value for at, cell in row.cells.items() if at >= columns.width):
            self._remark(say("row-too-wide"), row.place)
        self._look(row)
        happened, registered = self._when(row, columns, "handelse"), self._when(row, columns, "registrerad")
        author = self._author(row, columns)
        heading = self._cell(row, columns, "rubrik")
        signed, locked, struck = (self._stamp(row, columns, name) for name in ("signerad", "last", "makulerad"))
        self._post = None
        return model.Anteckning(
            id=identifier,
            arende=self._arenden.get(self._cell(row, columns, "arende").value),
            rubrik=composed(heading.text) if heading.value else None,
            handelse=model.Handelse(tid=happened, place=self._cell(row, columns, "handelse").place) if happened else None,
            upprattad_av=(author,) if author else (),
            registrerad=model.Vem(tid=registered, place=self._cell(row, columns, "registrerad").place) if registered else None,
            signerad=(signed,) if signed else (),
            last=locked,
            makulerad=struck,
            avsnitt=self._sections(self._cell(row, columns, "text")),
            place=row.place,
        )

    def _look(self, row: Row) -> None:
        for cell in row.cells.values():
            if cell.cut:
                self._remark(say("cut-cell"), cell.place)
            if cell.formula:
                self._remark(say("formula"), cell.place)

    @staticmethod
    def _sections(cell: Cell) -> tuple[model.Avsnitt, ...]:
        if not cell.text:
            return ()
        text = composed(cell.text)
        if cell.cut:
            text = Text(text.value, text.segments, text.struck, readable=False)
        return (model.Avsnitt(text=text, struken=True if cell.struck else None, place=cell.place),)

    def _author(self, row: Row, columns: Columns) -> model.Vem | None:
        name, signature, title, unit = (self._cell(row, columns, field) for field in ("forfattare", "signatur", "befattning", "enhet"))
        if not (name.value or signature.value or title.value):
            return None
        place = next(cell.place for cell in (name, signature, title) if cell.value)
        return model.Vem(
            namn=name.value or None,
            signatur=signature.value or None,
            befattning=title.value or None,
            enhet=unit.value or None,
            place=place,
        )

    def _stamp(self, row: Row, columns: Columns, field: str) -> model.Vem | None:
        """A column that says yes, or a day, or who."""
        cell = self._cell(row, columns, field)
        said = cell.value.casefold()
        if said in _NO and cell.tid is None:
            return None
        if said in _YES:
            return model.Vem(place=cell.place)
        if cell.tid is not None or any(sign.isdigit() for sign in said):
            return model.Vem(tid=self._when(row, columns, field), place=cell.place)
        if field == "makulerad":
            self._remark(say("wrong-value", field=field), cell.place)
            return None
        return model.Vem(namn=cell.value, place=cell.place)

    def _when(self, row: Row, columns: Columns, field: str) -> Tid | None:
        cell = self._cell(row, columns, field)
        if cell.tid is not None or not cell.value:
            return cell.tid
        if cell.number is not None and (serial := from_serial(cell.number)) is not None:
            self._remark(say("excel-serial", field=field), cell.place)
            return serial
        try:
            tid = read_tid(cell.value, self._forms)
        except ValueError as error:
            self._remark(say("impossible-tid" if isinstance(error, NoSuchTid) else "list-tid", field=field), cell.place)
            return left_of(cell.value, error)
        if tid is None:
            self._remark(say("unknown-year", field=field), cell.place)
        return tid

    @staticmethod
    def _cell(row: Row, columns: Columns, field: str) -> Cell:
        column = columns.by_field.get(field)
        return row.cells.get(column, _EMPTY) if column is not None else _EMPTY

    def _remark(self, what: Says, place: Place) -> None:
        at = _COORDINATES.fullmatch(place.cell or "")
        line, column = (int(at[2]), column_number(at[1]) + 1) if at else (place.line, place.column)
        self._remarks.append(Remark(self._path, what, line, column, self._key, self._post))


def too_long(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows as they are; raises OverflowError when they come to more text than a list may hold."""
    size = 0
    for row in rows:
        size += sum(len(cell.text.value) for cell in row.cells.values()) + 100
        if size > LIMIT * 1_000_000:
            raise OverflowError
        yield row
