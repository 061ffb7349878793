"""What is read, by which reader, how it is known, where its places point, and up to what size."""

from __future__ import annotations

from typing import NamedTuple

from sosfs_lint.readers import Reader, archive, lifecare, lists, xml_source
from sosfs_lint.readers.profile import built_in, description
from sosfs_lint.wording import Says, render, say


class Format(NamedTuple):
    """A format in the words of the table."""

    name: str
    what: Says
    places: Says
    limits: Says


def described(readers: list[Reader]) -> list[Format]:
    """The formats in the order in which the readers are asked; a plug-in's says what its docstring says."""
    known = {item.name: item for item in _ours()}
    rows = [known.get(reader.name) or _foreign(reader) for reader in readers]
    return [*rows, known["zip"]]


def rows(readers: list[Reader], lang: str) -> list[dict[str, str]]:
    """The table as data."""
    return [
        {"name": item.name, "what": render(item.what, lang), "places": render(item.places, lang), "limits": render(item.limits, lang)}
        for item in described(readers)
    ]


def table(readers: list[Reader], lang: str) -> str:
    """The table as text, with the source profiles below."""
    lines = []
    for row in rows(readers, lang):
        lines += [f"{row['name']:<11} {row['what']}", f"{'':<11} {row['places']} {row['limits']}"]
    lines += ["", render(say("formats-profiles"), lang)]
    lines += [f"  {name:<14} {description(name)}" for name in built_in()]
    return "\n".join(lines)


def _ours() -> list[Format]:
    xml = say("format-xml-limits", record=xml_source.MAX_RECORD // 1_000_000, text=xml_source.MAX_TEXT // 1_000_000)
    place = say("format-line")
    return [
        Format("aktexport", say("format-aktexport"), place, xml),
        Format("erms", say("format-erms"), place, xml),
        Format("fgs", say("format-fgs"), place, xml),
        Format("magnacura", say("format-magnacura"), place, xml),
        Format("lifecare", say("format-lifecare"), place, say("format-limit", limit=lifecare.LIMIT)),
        Format("csv", say("format-csv"), place, say("format-limit", limit=lists.LIMIT)),
        Format("xlsx", say("format-xlsx"), say("format-cell"), say("format-limit", limit=lists.LIMIT)),
        Format(
            "zip",
            say("format-zip"),
            say("format-member"),
            say("format-zip-limits", members=archive.MAX_MEMBERS, member=archive.MAX_MEMBER, all=archive.MAX_ARCHIVE),
        ),
    ]


def _foreign(reader: Reader) -> Format:
    first = ((type(reader).__doc__ or "").strip().splitlines() or [""])[0]
    return Format(reader.name, say("format-foreign", what=first), say("format-line"), say("format-unknown-limits"))
