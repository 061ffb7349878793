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

from sosfs_lint.errors import ConfigError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from sosfs_lint.audit.nightly import Night, Request
    from sosfs_lint.audit.pseudonyms import Pseudonyms
    from sosfs_lint.audit.settings import AuditSettings
    from sosfs_lint.linting import Rulebook

_DAY = click.DateTime(["%Y-%m-%d"])
_LEVELS = click.Choice(["error", "warning", "question", "never"])
_ACTORS = click.Choice(["namnd", "kommunal-utforare", "enskild-utforare", "SiS"])
STORE = click.option("--store", required=True, metavar="URL", help="The store, as sqlite:///audit.db.")
KEY = click.option(
    "--key-file", type=click.Path(path_type=Path), metavar="FILE", help="The key of the pseudonyms; beside an SQLite store by default."
)
LANG = click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True, help="Language of the outputs.")


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


def _options(*options: Callable[..., Any]) -> Callable[..., Any]:
    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return wrap


@audit.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@_options(
    STORE,
    KEY,
    click.option(
        "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", help="TOML with an [audit] table."
    ),
    click.option("--full", is_flag=True, help="Judge every record again."),
    click.option("--workers", type=click.IntRange(1, 64), help="Processes; else as many as there are cores."),
    click.option("--deadline", type=click.IntRange(1), metavar="SECONDS", help="The most that one record may take (120)."),
    click.option("--memory", type=click.IntRange(200), metavar="MB", help="A worker that has grown over this is replaced (1500)."),
    click.option("--as-of", type=_DAY, metavar="DATE", help="Judge as of this day; else each export's own day."),
    click.option("--select", multiple=True, metavar="RULES", help="Only these rules."),
    click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules."),
    click.option("--pack", "packs", multiple=True, metavar="NAME", help="Also load the installed plug-in of this name."),
    click.option("--local", multiple=True, metavar="NAME=N", help="A number that the municipality sets."),
    click.option("--profile", metavar="NAME|FILE", help="Source profile."),
    click.option("--purpose", help="Why the records are processed."),
    click.option("--started-by", metavar="NAME", help="Who started the run; else the login."),
    click.option("--actor-kind", type=_ACTORS, help="Who processes the records (namnd)."),
    click.option("--ground", help="The legal ground."),
    click.option("--fail-on", type=_LEVELS, help="The least new finding that closes a unit's gate (error)."),
    click.option("--max-new", type=click.IntRange(0), metavar="N", help="So many new findings pass the gate (0)."),
    click.option("--clocks", type=click.IntRange(0), metavar="DAYS", help="Tell of time limits that run out within so many days (7)."),
    click.option("--fail-on-clocks", is_flag=True, default=None, help="Such a time limit closes the gate."),
    click.option("--output", "outputs", multiple=True, metavar="FORMAT[=FILE]", help="text or json, to a file or standard output."),
    click.option("--force", is_flag=True, help="Write over files that are there."),
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
    from sosfs_lint.audit.lock import held
    from sosfs_lint.audit.nightly import run_night
    from sosfs_lint.audit.settings import load_settings

    names = (
        "workers",
        "deadline",
        "memory",
        "purpose",
        "started_by",
        "actor_kind",
        "ground",
        "fail_on",
        "max_new",
        "clocks",
        "fail_on_clocks",
    )
    settings = load_settings(options["config"], {name: options[name] for name in names})
    outputs = _outputs(options["outputs"], force=options["force"])
    request = _request(options, settings)
    with _store(options) as (engine, pseudonyms), held(engine):
        request = replace(request, setup=replace(request.setup, key=pseudonyms.key))
        night = run_night(engine, pseudonyms, request, _progress())
        code = _morning(engine, pseudonyms, night, settings, request.book, outputs, options)
    sys.exit(code)


def _morning(
    engine: Engine,
    pseudonyms: Pseudonyms,
    night: Night,
    settings: AuditSettings,
    book: Rulebook,
    outputs: list[tuple[str, Path | None]],
    options: Any,
) -> int:
    from sosfs_lint.audit.morning import make_morning
    from sosfs_lint.audit.outputs import OUTPUTS
    from sosfs_lint.audit.purge import purge_by_policy
    from sosfs_lint.audit.store import told

    with told(), engine.connect() as connection:
        morning = make_morning(connection, night, settings, book.rules, options["lang"])
    for name, path in outputs:
        if path is None:
            OUTPUTS[name](morning, sys.stdout)
            continue
        with _written(path, force=options["force"]) as out:
            OUTPUTS[name](morning, out)
    purge_by_policy(engine, pseudonyms, settings.keep_days, datetime.now().date())
    return 2 if morning.alarms else 0 if morning.passed else 1


def _request(options: Any, settings: AuditSettings) -> Request:
    from sosfs_lint.audit.accountability import account_for
    from sosfs_lint.audit.nightly import Request
    from sosfs_lint.audit.worker import Setup
    from sosfs_lint.packs import load_rulebook
    from sosfs_lint.plugins import Plugins
    from sosfs_lint.prepared import local_numbers

    account = account_for(
        settings.purpose, settings.started_by, settings.actor_kind, settings.ground, administration=settings.private_administration
    )
    plugins = Plugins(options["packs"])
    local = local_numbers(options["local"])
    book = load_rulebook(plugins.folders(), plugins.checks(), local)
    if options["profile"]:
        from sosfs_lint.readers.profile import load_profile

        load_profile(options["profile"])
    setup = Setup(
        packs=options["packs"],
        local=local,
        selected=_selected(book, options),
        as_of=options["as_of"].date() if options["as_of"] else None,
        profile=options["profile"],
        key=b"",
        private=settings.private_administration,
        memory=settings.memory,
    )
    return Request(
        paths=options["sources"],
        setup=setup,
        book=book,
        account=account,
        full=options["full"],
        workers=settings.workers or os.cpu_count() or 1,
        deadline=settings.deadline,
        refresh_days=settings.refresh_days,
    )


def _selected(book: Rulebook, options: Any) -> frozenset[str] | None:
    from sosfs_lint.selection import select_rules

    if not options["select"] and not options["ignore"]:
        return None
    chosen = (
        select_rules(book, options["select"], "--select")
        if options["select"]
        else frozenset(r.id for r in book.rules.values() if r.default)
    )
    return chosen - select_rules(book, options["ignore"], "--ignore")


def _outputs(wanted: tuple[str, ...], *, force: bool) -> list[tuple[str, Path | None]]:
    """The outputs that were asked for; a mistake is told before the night, not after it."""
    from sosfs_lint.audit.outputs import OUTPUTS

    found: list[tuple[str, Path | None]] = []
    for item in wanted or ("text",):
        name, _, file = item.partition("=")
        if name not in OUTPUTS:
            raise ConfigError(f"no such format; known are {', '.join(OUTPUTS)}", where=f"--output {name}")
        if file and Path(file).exists() and not force:
            raise ConfigError("exists already; use --force to overwrite it", where=file)
        if file and not Path(file).parent.is_dir():
            raise ConfigError("its folder is not there", where=file)
        found.append((name, Path(file) if file else None))
    return found


@contextmanager
def _written(path: Path, *, force: bool) -> Iterator[Any]:
    """A file of mode 0600, whole or not at all."""
    if path.exists() and not force:
        raise ConfigError("exists already; use --force to overwrite it", where=str(path))
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        number = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as out:
            yield out
        partial.replace(path)
    except OSError as error:
        raise ConfigError(f"cannot be written ({error.strerror})", where=str(path)) from None
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _store(options: Any) -> Iterator[tuple[Engine, Pseudonyms]]:
    from sosfs_lint.audit.pseudonyms import load_key
    from sosfs_lint.audit.store import open_store

    url, path = options["store"], options["key_file"]
    if path is None:
        if not url.startswith("sqlite:///"):
            raise ConfigError("must be given where the store is not a file", where="--key-file")
        path = Path(url.removeprefix("sqlite:///") + ".key")
    database = Path(url.removeprefix("sqlite:///"))
    new = not database.exists() or database.stat().st_size == 0
    pseudonyms = load_key(path, make=new and options["key_file"] is None)
    engine = open_store(url)
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
