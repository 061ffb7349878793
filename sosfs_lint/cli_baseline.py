"""`sosfs-lint baseline`: the findings that are known today, accepted by name and with a reason."""

from __future__ import annotations

import getpass
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sosfs_lint.cli_avsteg import KEY_FILE
from sosfs_lint.cli_config import CONFIG
from sosfs_lint.cli_options import DAY
from sosfs_lint.errors import ConfigError

if TYPE_CHECKING:
    from sosfs_lint.collecting import Collected
    from sosfs_lint.decisions.baseline import Accepted


@click.group()
def baseline() -> None:
    """Known findings: check --baseline FILE shows only what is new."""


@baseline.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--baseline", "to", metavar="FILE", help="The file to write; else the one that the configuration names.")
@click.option("--reason", help="Why the findings are accepted; asked for on a terminal.")
@click.option("--by", metavar="WHO", help="Who accepts them; else the name you are logged in with.")
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules, as for check.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules, as for check.")
@click.option("--pack", "packs", multiple=True, metavar="NAME", help="Also load the installed plug-in of this name.")
@click.option("--profile", metavar="NAME|FILE", help="Source profile, as for check.")
@click.option("--local", multiple=True, metavar="NAME=N", help="A number that the municipality sets, as for check.")
@click.option("--as-of", type=DAY, metavar="DATE", help="Judge as of this day, as for check.")
@CONFIG
@KEY_FILE
@click.option("--force", is_flag=True, help="Replace a baseline that is already there; what was accepted before keeps its reason.")
def write(to: str | None, reason: str | None, by: str | None, force: bool, **options: Any) -> None:
    """Accept the findings under PATH. Lists each of them, and asks why."""
    from sosfs_lint.cli_collect import collected
    from sosfs_lint.config import find_config
    from sosfs_lint.decisions.baseline import Accepted, write_baseline

    file = Path(to) if to else find_config(options["paths"], options["config"]).file_of("baseline")
    if file is None:
        raise ConfigError("say which file to write", where="--baseline")
    if file.exists() and not force:
        raise ConfigError("the baseline is already there; --force replaces it and lists what is added", where=str(file))
    _, found = collected(options, file if file.exists() else None)
    if found.summary is not None and (found.summary.unreadable or found.summary.counts["failed"]):
        raise ConfigError("something could not be read or a rule broke down; see check", where=str(file))
    before, known = found.baseline or {}, {name: line for name, line in found.known_as.items() if found.found[name].status != "avsteg"}
    names = [name for name, one in found.found.items() if one.status != "avsteg"]
    kept = [replace(before[known[name]], fingerprint=name) for name in names if name in known]
    added = [name for name in names if name not in known]
    told = {*found.gone, *found.untold, *found.known_as.values()}
    unlooked = [one for name, one in before.items() if name not in told]
    _list(added, [name for name in before if name in told and name not in known.values()], len(kept), len(unlooked), found)
    why = _reason(reason) if added else ""
    who = by or getpass.getuser()
    accepted: list[Accepted] = [*kept, *unlooked, *(Accepted(name, why, who, date.today().isoformat()) for name in added)]
    write_baseline(file, accepted, force=force)
    click.echo(f"{file}: {len(accepted)} fynd")


def _list(added: list[str], gone: list[str], kept: int, unlooked: int, found: Collected) -> None:
    for name in sorted(added):
        one = found.found[name]
        click.echo(f"+ {name}  {one.level}  {one.message}")
    for name in sorted(gone):
        click.echo(f"- {name}")
    click.echo(f"{len(added)} tas in, {len(gone)} tas bort, {kept} står kvar")
    if unlooked:
        click.echo(f"{unlooked} gick inte att pröva i den här körningen och står kvar")
    if found.doubtful:
        click.echo(f"{found.doubtful} fynd delar id med ett annat och tas inte in", err=True)
    if found.unstable:
        click.echo(f"{found.unstable} fynd har id som liknar personnummer och tas inte in: ange --key-file", err=True)


def _reason(given: str | None) -> str:
    if given is None and sys.stdin.isatty():
        given = click.prompt("Skäl till att de tas in", default="", show_default=False)
    if not (given or "").strip():
        raise ConfigError("a baseline needs a reason", where="--reason")
    return (given or "").strip()
