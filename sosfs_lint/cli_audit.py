"""The command `audit`: the night itself, and what is asked of its store by day."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sosfs_lint.cli_config import CONFIG
from sosfs_lint.cli_options import DAY, DELEGATION, IGNORE, LANG, PACKS, PROFILE, SELECT
from sosfs_lint.cli_options import options as options_
from sosfs_lint.errors import ConfigError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from sosfs_lint.audit.decided import Decision
    from sosfs_lint.audit.morning import Morning
    from sosfs_lint.audit.nightly import Night, Request
    from sosfs_lint.audit.pseudonyms import Pseudonyms
    from sosfs_lint.audit.settings import AuditSettings
    from sosfs_lint.config import Config
    from sosfs_lint.linting import Rulebook

_LEVELS = click.Choice(["error", "warning", "question", "never"])
_ACTORS = click.Choice(["namnd", "kommunal-utforare", "enskild-utforare", "SiS"])
STORE = click.option("--store", required=True, metavar="URL", help="The store, as sqlite:///audit.db.")
KEY = click.option(
    "--key-file", type=click.Path(path_type=Path), metavar="FILE", help="The key of the pseudonyms; beside an SQLite store by default."
)
_SETTINGS = (
    "workers", "deadline", "memory", "purpose", "started_by", "actor_kind", "ground", "fail_on", "max_new", "clocks", "fail_on_clocks",
)  # fmt: skip


class _RunByDefault(click.Group):
    """A group whose first word may be a source: then it is a run."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_RunByDefault, no_args_is_help=True)
def audit() -> None:
    """The nightly audit of all records: `sosfs-lint audit SOURCE... --store URL`.

    Only what has changed is judged again; a night that was cut off goes on where it was.
    """


@audit.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@options_(
    STORE,
    KEY,
    CONFIG,
    click.option("--full", is_flag=True, help="Judge every record again."),
    click.option("--workers", type=click.IntRange(1, 64), help="Processes; else as many as there are cores."),
    click.option("--deadline", type=click.IntRange(1), metavar="SECONDS", help="The most that one record may take (120)."),
    click.option("--memory", type=click.IntRange(200), metavar="MB", help="A worker that has grown over this is replaced (1500)."),
    click.option("--as-of", type=DAY, metavar="DATE", help="Judge as of this day; else each export's own day, else the night's."),
    SELECT,
    IGNORE,
    PACKS,
    click.option("--local", multiple=True, metavar="NAME=N", help="A number that the municipality sets."),
    PROFILE,
    DELEGATION,
    click.option("--purpose", help="Why the records are processed."),
    click.option("--started-by", metavar="NAME", help="Who started the run; else the login."),
    click.option("--actor-kind", type=_ACTORS, help="Who processes the records (namnd)."),
    click.option("--ground", help="The legal ground."),
    click.option("--fail-on", type=_LEVELS, help="The least new finding that closes a unit's gate (error)."),
    click.option("--max-new", type=click.IntRange(0), metavar="N", help="So many new findings pass the gate (0)."),
    click.option("--clocks", type=click.IntRange(0), metavar="DAYS", help="Tell of time limits that run out within so many days (7)."),
    click.option("--fail-on-clocks", is_flag=True, default=None, help="Such a time limit closes the gate."),
    click.option(
        "--output-format",
        "outputs",
        multiple=True,
        metavar="FORMAT[=FILE]",
        help="text (default), html, xlsx or json; to a file with =FILE, one for each unit where {unit} stands in its name (repeatable).",
    ),
    click.option("--force", is_flag=True, help="Overwrite files that exist already."),
    LANG,
)
def run(**options: Any) -> None:
    """Audit records in files, folders, zips and globs.

    \b
    Exit code 0  every unit passes its gate
              1  a unit does not
              2  something could not be read, a rule broke down, an alarm rang, or the night could not be run
    """
    _need_sqlalchemy()
    # The threads of numpy's matrices would only take memory: nothing here multiplies any, and workers are processes.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from sosfs_lint.audit.lock import held
    from sosfs_lint.audit.morning_text import write_short
    from sosfs_lint.audit.naming import name_akter
    from sosfs_lint.audit.nightly import run_night
    from sosfs_lint.audit.outputs import wanted_outputs
    from sosfs_lint.audit.settings import load_settings
    from sosfs_lint.config import find_config

    config = find_config(options["sources"], options["config"])
    settings = load_settings(config, {name: options[name] for name in _SETTINGS})
    outputs = wanted_outputs(options["outputs"], options["sources"], force=options["force"])
    request, avsteg = _request(options, settings, config)
    with _store(options, make=True) as (engine, pseudonyms), held(engine):
        request = replace(request, setup=replace(request.setup, key=pseudonyms.key))
        night = run_night(engine, pseudonyms, request, _progress())
        morning = _morning(engine, pseudonyms, night, settings, request.book, avsteg, options["lang"])
        name_akter(morning, pseudonyms, request.readers, request.setup.profile)
        for output in outputs:
            output.write(morning, force=options["force"])
        if all(output.file is not None for output in outputs):
            write_short(morning, sys.stdout)
    sys.exit(2 if morning.alarms else 0 if morning.passed else 1)


def _morning(
    engine: Engine,
    pseudonyms: Pseudonyms,
    night: Night,
    settings: AuditSettings,
    book: Rulebook,
    avsteg: list[Decision],
    lang: str,
) -> Morning:
    from sosfs_lint.audit.decided import take_in
    from sosfs_lint.audit.morning import make_morning
    from sosfs_lint.audit.purge import purge_by_policy
    from sosfs_lint.audit.store import told

    with told(), engine.begin() as connection:
        take_in(connection, pseudonyms, avsteg)
        morning = make_morning(connection, night, settings, book.rules, lang)
    purge_by_policy(engine, pseudonyms, settings.keep_days, datetime.now().date())
    return morning


def _request(options: dict[str, Any], settings: AuditSettings, config: Config) -> tuple[Request, list[Decision]]:
    from sosfs_lint.audit.accountability import PRIVATE, account_for
    from sosfs_lint.audit.decided import decisions_of
    from sosfs_lint.audit.nightly import Request
    from sosfs_lint.audit.worker import Setup
    from sosfs_lint.decisions.avsteg_file import load_entries
    from sosfs_lint.decisions.loading import avsteg_path
    from sosfs_lint.delegation import load_delegation
    from sosfs_lint.prepared import fill_in, prepare
    from sosfs_lint.readers.profile import load_profile

    administration = settings.private_administration
    account = account_for(settings.purpose, settings.started_by, settings.actor_kind, settings.ground, administration=administration)
    asked = {name: options[name] for name in ("packs", "local", "select", "ignore", "as_of", "profile", "delegation", "lang")}
    prepared = prepare(asked, config, fill_in(click.get_current_context(), asked, config))
    options["lang"], book = asked["lang"], prepared.book
    if asked["profile"]:
        load_profile(asked["profile"])
    if asked["delegation"]:
        book = replace(book, delegation=load_delegation(str(asked["delegation"])))
    path = avsteg_path(config, options["sources"])
    setup = Setup(
        packs=(*asked["packs"], *(config.get("packs") or ())),
        local=book.local,
        options=prepared.whole,
        units=prepared.units,
        profile=asked["profile"],
        delegation=str(asked["delegation"]) if asked["delegation"] else None,
        key=b"",
        private=account.actor_kind == PRIVATE,
        memory=settings.memory,
    )
    request = Request(
        paths=options["sources"],
        setup=setup,
        book=book,
        readers=prepared.plugins.readers(),
        account=account,
        full=options["full"],
        workers=settings.workers or os.cpu_count() or 1,
        deadline=settings.deadline,
        refresh_days=settings.refresh_days,
    )
    return request, list(decisions_of(load_entries(path, book))) if path.is_file() else []


@contextmanager
def _store(options: Any, *, make: bool = False) -> Iterator[tuple[Engine, Pseudonyms]]:
    from sosfs_lint.audit.pseudonyms import open_pseudonyms
    from sosfs_lint.audit.store import open_store

    url, path = options["store"], options["key_file"]
    if path is None:
        if not url.startswith("sqlite:///"):
            raise ConfigError("must be given where the store is not a file", where="--key-file")
        path = Path(url.removeprefix("sqlite:///") + ".key")
    database = Path(url.removeprefix("sqlite:///"))
    new = not database.exists() or database.stat().st_size == 0
    if new and not make and url.startswith("sqlite:///"):
        raise ConfigError("there is no store; the first night makes it", where=f"--store {url}")
    pseudonyms = open_pseudonyms(path, make=make and new and options["key_file"] is None)
    engine = open_store(url, make=make)
    try:
        yield engine, pseudonyms
    finally:
        engine.dispose()


def _need_sqlalchemy() -> None:
    try:
        import sqlalchemy  # noqa: F401
    except ModuleNotFoundError:
        raise ConfigError("the nightly audit needs SQLAlchemy; install sosfs-lint[audit]", where="audit") from None


def _progress() -> Callable[[int], None] | None:
    if not sys.stderr.isatty():
        return None
    last = time.monotonic()

    def show(count: int) -> None:
        nonlocal last
        if time.monotonic() - last > 1:
            last = time.monotonic()
            click.echo(f"\r{count} ...", err=True, nl=False)

    return show
