"""The store's tables, in SQLAlchemy Core and nothing that SQLite or PostgreSQL lacks.

No name, no personnummer, no word of a record: record, source, post and writer are keyed pseudonyms, places are numbers.
An answer is valid from one run until another (`from_run` <= run < `until_run`), so that any two runs can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()


def _text(name: str, length: int, *, primary_key: bool = False) -> Column[str]:
    return Column(name, String(length), nullable=False, primary_key=primary_key)


def _numbers(*names: str) -> Iterator[Column[int]]:
    return (Column(name, Integer, nullable=False, default=0) for name in names)


meta = Table("meta", metadata, Column("name", String(40), primary_key=True), Column("value", String(200), nullable=False))

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("state", String(20), nullable=False),  # running, finished, stopped, abandoned
    Column("started", String(32), nullable=False),
    Column("ended", String(32)),
    Column("attempts", Integer, nullable=False, default=1),
    Column("purpose", Text, nullable=False),
    Column("started_by", String(200), nullable=False),
    Column("actor_kind", String(40), nullable=False),
    Column("ground", Text, nullable=False),
    Column("tool", String(40), nullable=False),
    Column("packs", Text, nullable=False),
    Column("settings", String(64), nullable=False),
    Column("day", Date),
    *_numbers("sources", "akter_in", "akter", "unreadable", "skipped", "judged", "reused", "gone", "failed", "purged"),
)

units = Table("units", metadata, Column("id", String(200), primary_key=True), Column("first_run", Integer, nullable=False))

# What answers hang on besides the record, as far as two such can be compared: `packs` is a JSON object of hashes.
bases = Table("bases", metadata, _text("id", 64, primary_key=True), _text("ground", 64), Column("packs", Text, nullable=False))

sources = Table(
    "sources", metadata, _text("id", 64, primary_key=True), _text("content", 64), _text("settings", 64), *_numbers("akter", "seen_run", "judged_run")
)  # fmt: skip

akter = Table(
    "akter",
    metadata,
    _text("id", 64, primary_key=True),
    *(_text(name, length) for name, length in (("unit", 200), ("source", 64), ("writers", 200), ("content", 64), ("settings", 64))),
    *_numbers("posts", "seen_run", "judged_run"),
    *(Column(name, Integer) for name in ("line", "unread_run", "gone_run")),
    *(Column(name, Date) for name in ("day", "next_clock", "own_day", "seen_day")),  # judged on; the export's own; the last night's
    Index("akter_by_source", "source"),
    Index("akter_by_unit", "unit"),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("akt", String(64), ForeignKey("akter.id"), nullable=False),
    *(
        _text(name, length)
        for name, length in (("fingerprint", 64), ("rule", 60), ("verdict", 20), ("level", 20), ("kind", 40), ("moment", 60))
    ),
    *(Column(name, Date) for name in ("day", "due", "from_date")),
    *(Column(name, Integer) for name in ("line", "column")),  # the line is counted from the record's own first, so that the record may move
    _text("numbers", 200),  # what fills the sentence: numbers, days and the key of the sentence where it is not the rule's; never words
    *_numbers("from_run"),
    Column("until_run", Integer),
    Column("ended", String(20)),  # mended, changed, unchecked, gone
    Index("answers_by_akt", "akt", "until_run"),
    Index("answers_by_fingerprint", "fingerprint"),
    Index("answers_by_run", "until_run", "from_run"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("akt", String(64), ForeignKey("akter.id"), primary_key=True),
    _text("rule", 60, primary_key=True),
    *_numbers("met", "not_checked", "for_a_person"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    *(_text(name, length) for name, length in (("fingerprint", 64), ("kind", 20), ("decided_by", 200))),
    *(Column(name, Date, nullable=False) for name in ("decided_on", "until")),
    Index("decisions_by_fingerprint", "fingerprint"),
)

log = Table(
    "log",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("run", Integer),
    *(_text(name, length) for name, length in (("at", 32), ("what", 40), ("chain", 64))),
    Column("said", Text, nullable=False),
)
