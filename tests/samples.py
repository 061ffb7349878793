"""Samples of formats that are not text: a workbook and a package, made from the invented record in fixtures/format."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from xml.sax.saxutils import escape

from conftest import ROOT

FORMAT = ROOT / "fixtures/format"
TEXTS = ("akt.xml", "viva.xml", "erms.xml", "lifecare.json", "lista.csv")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts><font/><font><strike/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/>'
    '<xf numFmtId="14" fontId="0"/><xf numFmtId="22" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
)


def text(cell: str, value: str, style: int = 0) -> str:
    return f'<c r="{cell}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number(cell: str, value: object, style: int = 0) -> str:
    return f'<c r="{cell}" s="{style}"><v>{value}</v></c>'


def workbook(*sheets: str, shared: str = "") -> bytes:
    """A workbook of sheets, each the inside of its sheetData."""
    names = [f'<sheet name="Blad{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1)]
    targets = [f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1)]
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{"".join(names)}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{''.join(targets)}</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
    }
    parts |= {
        f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>'
        for n, sheet in enumerate(sheets, 1)
    }
    return package(parts)


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def list_as_workbook() -> bytes:
    """fixtures/format/lista.csv as a workbook, dates as Excel stores them."""
    from datetime import date

    rows = list(csv.reader((FORMAT / "lista.csv").read_text("cp1252").splitlines()[1:], delimiter=";"))
    cells = []
    for line, row in enumerate(rows, 1):
        made = []
        for at, value in enumerate(row):
            cell = f"{chr(65 + at)}{line}"
            is_date = line > 1 and value and at in (4, 5)
            made.append(number(cell, (date.fromisoformat(value) - date(1899, 12, 30)).days, 1) if is_date else text(cell, value))
        cells.append(f'<row r="{line}">{"".join(made)}</row>')
    return workbook("".join(cells))


def mets(files: dict[str, bytes]) -> str:
    """A METS list of the files, with their checksums."""
    listed = "".join(
        f'<file CHECKSUM="{hashlib.sha256(content).hexdigest()}" CHECKSUMTYPE="SHA-256"><FLocat xlink:href="file:{name}"/></file>'
        for name, content in files.items()
    )
    return f'<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec><fileGrp>{listed}</fileGrp></fileSec></mets>'


def record_in_package() -> bytes:
    """fixtures/format/viva.xml in a zip with its METS list."""
    record = (FORMAT / "viva.xml").read_bytes()
    return package({"mets.xml": mets({"innehall/viva.xml": record}), "innehall/viva.xml": record})
