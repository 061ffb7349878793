"""What is asked of the audit's store by day: runs, what changed between two, decisions, the log, gallring."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from typing import Any

import click

from sosfs_lint.cli_audit import KEY, STORE, _need_sqlalchemy, _store, audit
from sosfs_lint.cli_options import DAY, LANG
from sosfs_lint.errors import ConfigError

_FORMAT = click.option(
    "--output-format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to show it."
)


@audit.command()
@STORE
@KEY
@_FORMAT
def runs(**options: Any) -> None:
    """List the runs; one that was cut off or stopped is seen as that.

    \b
    Exit code 0  the newest run is finished, or at work
              2  it is not, or there is none
    """
    _need_sqlalchemy()
    from sosfs_lint.audit import runs as all_runs
    from sosfs_lint.audit.lock import is_held

    with _store(options) as (engine, _), engine.connect() as connection:
        at_work = is_held(engine)
        found = list(all_runs.every(connection))
    for row in found:
        if row["state"] == "running" and not at_work:
            row["state"] = "cut off"
    if options["output"] == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1, default=str))
    for row in found if options["output"] == "text" else ():
        figures = " ".join(f"{key}={row[key]}" for key in ("akter_in", "akter", "unreadable", "judged", "reused", "gone", "failed"))
        click.echo(
            f"{row['id']}  {row['state']:<9}  {row['started']}  {row['ended'] or '-'}  {figures}{'  purged' if row['purged'] else ''}"
        )
    sys.exit(0 if found and found[-1]["state"] in ("finished", "running") else 2)


@audit.command()
@click.argument("before", type=int, metavar="RUN")
@click.argument("after", type=int, metavar="RUN")
@STORE
@KEY
@_FORMAT
@LANG
def diff(before: int, after: int, **options: Any) -> None:
    """What changed from one run to another: counts, and every finding that is not left, by fingerprint."""
    _need_sqlalchemy()
    from sosfs_lint.audit import runs as all_runs
    from sosfs_lint.audit.changes import KINDS, compare
    from sosfs_lint.wording import render, say

    with _store(options) as (engine, _), engine.connect() as connection:
        rows = [all_runs.get(connection, number) for number in (before, after)]
        for row in rows:
            if row["state"] != "finished" or row["purged"]:
                state = "purged" if row["purged"] else row["state"]
                raise ConfigError(f"the run is {state}; only finished runs can be compared", where=f"run {row['id']}")
        if before >= after:
            raise ConfigError("the earlier run comes first", where=f"run {before} {after}")
        days = (date.fromisoformat(rows[0]["started"][:10]), date.fromisoformat(rows[1]["started"][:10]))
        counts, listed = dict.fromkeys(KINDS, 0), []
        for change in compare(connection, before, after, days=days):
            counts[change.kind] += 1
            if change.kind != "left":
                row = {key: change.row[key] for key in ("fingerprint", "akt", "rule", "level", "moment", "day", "unit")}
                listed.append({"change": change.kind, **row, "line": change.line})
    if options["output"] == "json":
        click.echo(
            json.dumps({"before": before, "after": after, "counts": counts, "changes": listed}, ensure_ascii=False, indent=1, default=str)
        )
        return
    for kind, count in counts.items():
        click.echo(f"{render(say(f'kind-{kind}'), options['lang'])}: {count}")
    for item in listed:
        click.echo(f"{item['change']:<15} {item['rule']:<14} {item['fingerprint']}  {item['unit']}  {item['moment']} {item['day'] or ''}")


@audit.command()
@click.argument("fingerprint")
@click.argument("kind", type=click.Choice(["avsteg", "fel-i-export", "fel-i-regel", "atgardas"]))
@click.option("--until", type=DAY, required=True, metavar="DATE", help="The last day that the decision holds.")
@click.option("--by", "decided_by", metavar="NAME", help="Who decided; else the login.")
@STORE
@KEY
def decide(fingerprint: str, kind: str, until: datetime, decided_by: str | None, **options: Any) -> None:
    """Keep a person's decision about one finding, by its fingerprint in the JSON; the reason is kept elsewhere."""
    _need_sqlalchemy()
    from sosfs_lint.audit import decided
    from sosfs_lint.audit.accountability import login, write_log

    with _store(options) as (engine, pseudonyms), engine.begin() as connection:
        who = decided_by or login()
        decided.decide(connection, decided.Decision(fingerprint, kind, who, datetime.now().date(), until.date()))
        write_log(
            connection,
            pseudonyms,
            None,
            "decided",
            {"fingerprint": fingerprint, "kind": kind, "by": who, "until": until.date().isoformat()},
        )


@audit.command()
@click.option("--verify", is_flag=True, help="Say whether an entry has been changed or taken away, also off the end.")
@STORE
@KEY
def log(*, verify: bool, **options: Any) -> None:
    """The run log: one JSON object per entry."""
    _need_sqlalchemy()
    from sosfs_lint.audit.accountability import broken_at, read_log

    with _store(options) as (engine, pseudonyms), engine.connect() as connection:
        if verify:
            broken = broken_at(connection, pseudonyms)
            click.echo("the log is whole" if broken is None else f"the log is broken at entry {broken}")
            sys.exit(0 if broken is None else 1)
        for entry in read_log(connection):
            click.echo(json.dumps(entry | {"said": json.loads(entry["said"])}, ensure_ascii=False))


@audit.command()
@click.option("--before", type=DAY, required=True, metavar="DATE", help="Delete what ended before this day.")
@STORE
@KEY
def purge(before: datetime, **options: Any) -> None:
    """Gallring: delete answers that ended, records that left and decisions that lapsed before a day."""
    _need_sqlalchemy()
    from sosfs_lint.audit.lock import held
    from sosfs_lint.audit.purge import purge as take_out

    with _store(options) as (engine, pseudonyms), held(engine):
        counts = take_out(engine, pseudonyms, before.date())
    click.echo(", ".join(f"{name} {count}" for name, count in counts.items()))
