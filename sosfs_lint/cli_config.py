"""`sosfs-lint config`: which line decided what."""

from __future__ import annotations

import json
from typing import Any

import click


class _Day(click.DateTime):
    """A day as 2026-12-31; whatever else is refused in words that are no format code."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value} is no day; write it as 2026-12-31", param, ctx)


DAY = _Day(["%Y-%m-%d"])
CONFIG = click.option(
    "--config", metavar="FILE", type=click.Path(dir_okay=False), help="The configuration; else sosfs-lint.toml upwards from the input."
)


@click.group(name="config")
def config_commands() -> None:
    """The configuration file, sosfs-lint.toml."""


@config_commands.command()
@click.argument("path", default=".")
@CONFIG
@click.option("--rule", metavar="RULE", help="Whether this rule is used, and which line decided it.")
@click.option("--unit", metavar="UNIT", help="As for a record of this unit.")
@click.option("--output-format", "output", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to show it.")
def show(path: str, config: str | None, rule: str | None, unit: str | None, output: str) -> None:
    """Show every setting that holds for PATH, and the line of the configuration that decided it."""
    from sosfs_lint.config import find_config
    from sosfs_lint.config_shown import rows, rule_row, table
    from sosfs_lint.prepared import fill_in, prepare

    found = find_config([path], config)
    options: dict[str, Any] = {"profile": None, "select": (), "ignore": (), "packs": (), "local": ()}
    prepared = prepare(options, found, fill_in(click.get_current_context(), options, found))
    shown = [rule_row(prepared, rule, unit)] if rule else rows(prepared, unit)
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1) if output == "json" else table(found, shown))


@config_commands.command()
def schema() -> None:
    """Print the JSON Schema of the configuration file."""
    from sosfs_lint.config.schema import schema as shipped

    click.echo(json.dumps(shipped(), ensure_ascii=False, indent=2))
