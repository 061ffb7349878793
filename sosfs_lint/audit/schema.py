"""The store's tables, in SQLAlchemy Core and nothing that SQLite or PostgreSQL lacks.

No name, no personnummer, no word of a record: record, source, post and writer are keyed pseudonyms, places are numbers.
An answer is valid from one run until another (`from_run` <= run < `until_run`), so that any two runs can be compared.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

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
    *(
        Column(name, Integer, nullable=False, default=0)
        for name in ("sources", "akter_in", "akter", "unreadable", "skipped", "judged", "reused", "gone", "failed")
    ),
    Column("purged", Integer, nullable=False, default=0),
)

units = Table("units", metadata, Column("id", String(200), primary_key=True), Column("first_run", Integer, nullable=False))

sources = Table(
    "sources",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("content", String(64), nullable=False),
    Column("settings", String(64), nullable=False),
    Column("akter", Integer, nullable=False),
    Column("seen_run", Integer, nullable=False),
    Column("judged_run", Integer, nullable=False),
)

akter = Table(
    "akter",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("unit", String(200), nullable=False),
    Column("source", String(64), nullable=False),
    Column("line", Integer),
    Column("posts", Integer, nullable=False),
    Column("writers", String(200), nullable=False),
    Column("content", String(64), nullable=False),
    Column("settings", String(64), nullable=False),
    Column("day", Date),
    Column("next_clock", Date),
    Column("seen_run", Integer, nullable=False),
    Column("judged_run", Integer, nullable=False),
    Column("unread_run", Integer),
    Column("gone_run", Integer),
    Column("not_applicable", Integer, nullable=False, default=0),
    Index("akter_by_source", "source"),
    Index("akter_by_unit", "unit"),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("akt", String(64), ForeignKey("akter.id"), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("rule", String(60), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("level", String(20), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("moment", String(60), nullable=False),
    Column("day", Date),
    Column("due", Date),
    Column("from_date", Date),
    Column("line", Integer),  # counted from the record's own first line, so that it holds when the record moves in its file
    Column("column", Integer),
    Column("numbers", String(200), nullable=False),
    Column("from_run", Integer, nullable=False),
    Column("until_run", Integer),
    Column("ended", String(20)),  # mended, changed, gone
    Index("answers_by_akt", "akt", "until_run"),
    Index("answers_by_fingerprint", "fingerprint"),
    Index("answers_by_run", "until_run", "from_run"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("akt", String(64), ForeignKey("akter.id"), primary_key=True),
    Column("rule", String(60), primary_key=True),
    Column("met", Integer, nullable=False),
    Column("not_checked", Integer, nullable=False),
    Column("for_a_person", Integer, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("decided_by", String(200), nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("until", Date, nullable=False),
    Index("decisions_by_fingerprint", "fingerprint"),
)

log = Table(
    "log",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("run", Integer),
    Column("what", String(40), nullable=False),
    Column("said", Text, nullable=False),
    Column("chain", String(64), nullable=False),
)
