"""`sosfs-lint avsteg`: decisions about findings, with a reason and an end, in a file beside the configuration."""

from __future__ import annotations

import getpass
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sosfs_lint.cli_config import CONFIG
from sosfs_lint.cli_options import DAY
from sosfs_lint.errors import ConfigError

if TYPE_CHECKING:
    from sosfs_lint.collecting import Collected
    from sosfs_lint.decisions.avsteg_file import Entry
    from sosfs_lint.prepared import Prepared

KEY_FILE = click.option("--key-file", metavar="FILE", type=click.Path(path_type=Path), help="The key; else sosfs-lint.key beside the file.")
_PATHS = click.argument("paths", nargs=-1, metavar="[PATH]...")


@click.group()
def avsteg() -> None:
    """Decisions that a finding may stay: never a comment in a record, and never without an end."""


@avsteg.command()
@click.argument("fingerprint")
@_PATHS
@click.option("--reason", required=True, help="Why; shown in every report.")
@click.option("--until", required=True, type=DAY, metavar="DATE", help="The last day on which it counts.")
@click.option("--by", metavar="WHO", help="Who decides; else the name you are logged in with.")
@CONFIG
@KEY_FILE
def add(
    fingerprint: str, paths: tuple[str, ...], reason: str, until: datetime, by: str | None, config: str | None, key_file: Path | None
) -> None:
    """Decide on the finding with this FINGERPRINT: rule/akt/locus, as every report but the text shows it.

    With PATH the finding is looked up there and tied to the content of its post at once; otherwise the next check does it.
    """
    from sosfs_lint.decisions.avsteg_file import append, load_entries
    from sosfs_lint.file_lock import in_turn

    today = date.today()
    if not reason.strip():
        raise ConfigError("a decision needs a reason", where="--reason")
    if until.date() < today:
        raise ConfigError("the day has already been", where=f"--until {until.date()}")
    if not re.fullmatch(r"[^/]+(/[^/]+){2,3}", fingerprint):
        raise ConfigError("a fingerprint is written rule/akt/locus, or rule/akt/locus/person", where=fingerprint)
    with _key_for(config, paths, key_file) as key:
        prepared, found = _collected(config, paths, key_file)
        name = _name(fingerprint, found)
        path, who = found.avsteg_path or Path(), by or _me()
        with in_turn(path):
            _check_new(name, load_entries(path, prepared.book) if path.is_file() else [], prepared, found, paths)
            content = found.found[name].content if paths and key.exists() else None
            append(path, name, reason=reason.strip(), by=who, on=today, until=until.date(), seen={name: content} if content else {})
            load_entries(path, prepared.book)
    click.echo(f"{path}: {name} till och med {until.date()}")


@avsteg.command(name="list")
@_PATHS
@CONFIG
@KEY_FILE
def list_(paths: tuple[str, ...], config: str | None, key_file: Path | None) -> None:
    """List the decisions; with PATH also what each of them meets there."""
    from sosfs_lint.report import Summary
    from sosfs_lint.reporters.avsteg import avsteg_lines

    _, found = _collected(config, paths, key_file)
    for line in avsteg_lines(Summary(avsteg=found.outcomes), found.settings):
        click.echo(line)
    if not found.outcomes:
        click.echo(f"{found.avsteg_path}: inga avsteg")
    sys.exit(2 if found.unread else 0)


@avsteg.command()
@_PATHS
@CONFIG
@KEY_FILE
@click.option("--yes", is_flag=True, help="Do not ask.")
def prune(paths: tuple[str, ...], config: str | None, key_file: Path | None, yes: bool) -> None:
    """Take away decisions that have expired; with PATH also those that are replaced, or whose finding was asked about there and is gone."""
    from sosfs_lint.decisions.avsteg_file import remove
    from sosfs_lint.report import Summary
    from sosfs_lint.reporters.avsteg import avsteg_lines

    _, found = _collected(config, paths, key_file)
    over = ("expired", "replaced", "unmatched") if paths else ("expired",)
    left = {one.avsteg.where for one in found.outcomes if one.state not in over}
    outcomes = [one for one in found.outcomes if one.avsteg.where not in left]
    if not outcomes:
        click.echo("inget att ta bort")
    for line in avsteg_lines(Summary(avsteg=tuple(outcomes)), found.settings):
        click.echo(line)
    gone = {one.avsteg.where for one in outcomes}
    if outcomes and (yes or click.confirm("Ta bort dem?", default=False)):
        remove(found.avsteg_path or Path(), [entry for entry in found.avsteg or () if entry.avsteg.where in gone])
    sys.exit(2 if found.unread else 0)


@contextmanager
def _key_for(config: str | None, paths: tuple[str, ...], key_file: Path | None) -> Iterator[Path]:
    """The key beside the decisions, made if there is none; taken away again when nobody decided anything with it."""
    from sosfs_lint.config import find_config
    from sosfs_lint.decisions.loading import avsteg_path, key_path
    from sosfs_lint.file_lock import in_turn
    from sosfs_lint.key import make_key

    settings = find_config(paths or (".",), config)
    decisions = avsteg_path(settings, paths or (".",))
    path = key_path(settings, decisions, key_file)
    with in_turn(decisions):
        is_new = key_file is None and not path.exists()
        if is_new:
            make_key(path, force=False)
    try:
        yield path
    except BaseException:
        with in_turn(decisions):
            if is_new and not _has_used(decisions, path):
                path.unlink(missing_ok=True)
        raise
    if not is_new:
        return
    click.echo(f"{path}: ny nyckel; utan den kan en ändrad post inte öppna ett avsteg igen", err=True)


def _has_used(decisions: Path, key: Path) -> bool:
    """Whether a decision is tied to its content with a key."""
    from sosfs_lint.decisions.content import key_name
    from sosfs_lint.key import load_key

    return decisions.is_file() and f'"{key_name(load_key(key))}:' in decisions.read_text("utf-8")


def _collected(config: str | None, paths: tuple[str, ...], key_file: Path | None) -> tuple[Prepared, Collected]:
    from sosfs_lint.cli_collect import collected

    return collected({"config": config, "key_file": key_file, "paths": paths, "baseline": None})


def _name(fingerprint: str, found: Collected) -> str:
    """The fingerprint as it is written: a personnummer in it only under its keyed pseudonym."""
    name = found.settings.redact(fingerprint)
    if name != fingerprint and not found.settings.redact.keyed:
        raise ConfigError(
            "the fingerprint holds what looks like a personnummer; check with --key-file and use the one it shows", where="avsteg add"
        )
    return name


def _check_new(name: str, entries: list[Entry], prepared: Prepared, found: Collected, paths: tuple[str, ...]) -> None:
    """Whether the finding is there and nobody has decided of it: a decision that its post has outlived may be made anew."""
    from sosfs_lint.decisions import REOPENED
    from sosfs_lint.prepared import rules_of

    rule = name.split("/")[0]
    if rule not in prepared.book.rules:
        rules_of(prepared.book, rule, name)
    for entry in entries:
        if entry.fingerprint == name and entry.avsteg.until >= found.today and found.state_of(entry, name) not in REOPENED:
            raise ConfigError(f"there is already a decision on {name}; take it out of the file to decide anew", where=entry.avsteg.where)
    if paths and name not in found.found:
        unread = "; something could not be read" if found.unread else ""
        unread += "; findings whose id stands there twice cannot be told apart" if found.doubtful else ""
        raise ConfigError(f"no finding in the paths has that fingerprint{_close(name, found)}{unread}", where=name)


def _close(name: str, found: Collected) -> str:
    from sosfs_lint.config.schema import close

    return close(name, found.found)


def _me() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise ConfigError("say who decides", where="--by") from None
