"""Options that several commands have, and how a command takes them."""

from __future__ import annotations

from collections.abc import Callable
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
PACKS = click.option("--pack", "packs", multiple=True, metavar="NAME", help="Also load the installed plug-in of this name (repeatable).")
LANG = click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True, help="Language of the report.")
SELECT = click.option(
    "--select", multiple=True, metavar="RULES", help="Only these rules: ids, names, § (SOS4-13) or chapters (SOS4), comma-separated."
)
IGNORE = click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules; written as for --select.")
AS_OF = click.option("--as-of", type=DAY, metavar="DATE", help="Judge as of this day; else each export's own day.")
PROFILE = click.option("--profile", metavar="NAME|FILE", help="Source profile: what ambiguous fields of the format mean.")
DELEGATION = click.option("--delegation", metavar="FILE", help="The municipality's delegation order (TOML): who may take which decision.")


def options(*several: Callable[..., Any]) -> Callable[..., Any]:
    """Options as one decorator, in the order in which the help shows them."""

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(several):
            function = option(function)
        return function

    return wrap
