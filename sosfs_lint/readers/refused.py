"""Files that are known and are no exports of records: one sentence each, so that nobody has to wonder."""

from __future__ import annotations

import re

from sosfs_lint.readers.archive import Archive
from sosfs_lint.readers.package import is_mets
from sosfs_lint.wording import Says, say

_BYTES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "refused-ole"),
    (b"%PDF", "refused-pdf"),
    (b"{\\rtf", "refused-rtf"),
    (b"Rar!", "refused-packed"),
    (b"7z\xbc\xaf\x27\x1c", "refused-packed"),
    (b"\x1f\x8b", "refused-packed"),
    (b"SQLite format 3", "refused-database"),
)
_ROOTS = (
    (re.compile(rb"<(?:[\w.-]+:)?schema[\s/>]"), "refused-schema"),
    (re.compile(rb"<(?:[\w.-]+:)?ead[\s/>]"), "refused-ead"),
    (re.compile(rb"<(?:testsuites?)[\s/>]"), "refused-report"),
    (re.compile(rb"<(?:!doctype\s+)?html[\s/>]", re.IGNORECASE), "refused-html"),
    (re.compile(rb"<ownElement[\s>]"), "refused-fragment"),
)
_REPORTS = re.compile(rb'"(?:\$schema|version)"\s*:\s*"[^"]*(?:sarif|2\.1\.0)|"tool"\s*:\s*\{\s*"name"\s*:\s*"sosfs-lint"', re.IGNORECASE)
_JSON_SCHEMA = re.compile(rb'"\$schema"\s*:\s*"https?://json-schema\.org')


def refusal(head: bytes) -> Says | None:
    """The sentence for a file that is known and is no export; None for one that nobody knows."""
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, key in _BYTES:
        if plain.startswith(start):
            return say(key)
    if is_mets(head):
        return say("refused-mets")
    if plain.startswith(b"<"):
        root = re.sub(rb"<\?.*?\?>|<!--.*?-->", b"", plain.replace(b"\0", b""), flags=re.DOTALL).lstrip()[:200]
        return next((say(key) for pattern, key in _ROOTS if pattern.match(root)), None)
    if plain.startswith(b"{"):
        if _JSON_SCHEMA.search(plain[:4096]):
            return say("refused-schema")
        return say("refused-report") if _REPORTS.search(plain[:4096]) else None
    return None


def refused_zip(archive: Archive) -> Says | None:
    """The sentence for an office document, which is a zip to look at, and for a workbook that the program wrote itself."""
    names = archive.names
    if "word/document.xml" in names:
        return say("refused-docx")
    if "content.xml" in names and "mimetype" in names:
        return say("refused-opendocument")
    if "docProps/core.xml" in names and archive.fault("docProps/core.xml") is None:
        with archive.open("docProps/core.xml") as about:
            return say("refused-report") if b">sosfs-lint</dc:creator>" in about.read(4096) else None
    return None
