"""Magna Cura's index of PDF files per person: a personakt with linked files and nothing else; what stands in them is not checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sosfs_lint import model
from sosfs_lint.model import Personakt
from sosfs_lint.readers.nodes import Fields, owner_key, with_composed_names
from sosfs_lint.readers.people import identity
from sosfs_lint.readers.profile import load_profile
from sosfs_lint.readers.xml_source import Broken, Node, RecordStream
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.wording import say


class MagnaCuraReader:
    """Reads `LEVERANS/OBJEKT(ID, Personnummer, Fil(Filnamn, Path))`."""

    name = "magnacura"

    def recognises(self, head: bytes) -> bool:
        plain = head.replace(b"\0", b"")
        return re.search(rb"<LEVERANS[\s>]", plain) is not None and re.search(rb"<OBJEKT[\s>]", plain) is not None

    def read(self, source: BinaryIO, path: str, profile: str | None = None) -> Iterator[Personakt | Remark | Unreadable]:
        """One personakt per OBJEKT."""
        loaded = load_profile(profile, "magnacura")
        remarks: list[Remark] = []
        header = model.Export(
            path=path,
            reader=self.name,
            export=model.ExportUppgift(kallsystem="Magna Cura", importor=self.name, falt=loaded.falt()),
            aktor=model.Aktor(typ=loaded.actor["typ"]),
        )
        found = False
        stream = RecordStream(source, lambda ancestors, node: len(ancestors) == 1 and node.name == "OBJEKT")
        for number, record in enumerate(stream.records(), 1):
            found = True
            if isinstance(record, Broken):
                yield Unreadable(path, record.reason, None, record.line, record.column)
                continue
            akt = _personakt(with_composed_names(record), header, number, remarks)
            yield from remarks
            remarks.clear()
            yield akt
        if not found:
            yield Unreadable(path, say("no-record"), line=1)


def _personakt(record: Node, header: model.Export, number: int, remarks: list[Remark]) -> Personakt:
    fields = Fields(header.path, None, remarks)
    raw = fields.string(record, "Personnummer")
    identifier = owner_key(raw) if raw else fields.string(record, "ID") or f"objekt-{number}"
    fields = Fields(header.path, identifier, remarks)
    fields.remark(say("only-files"), record)
    files = [
        model.Handling(
            id=f"fil-{order}",
            slag="okant",
            fil=(model.Fil(sokvag=_path(fields, file), place=fields.place(file)),),
            place=fields.place(file),
        )
        for order, file in enumerate(record.all("Fil"), 1)
    ]
    return Personakt(
        header=header,
        id=identifier,
        enskild=(model.Person(identitet=identity(raw, fields.place(record)), place=fields.place(record)),),
        handling=tuple(files),
        place=fields.place(record),
    )


def _path(fields: Fields, file: Node) -> str:
    return "/".join(part for part in (fields.string(file, "Path"), fields.string(file, "Filnamn")) if part) or "?"
