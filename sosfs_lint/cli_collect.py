"""What avsteg and baseline share: a run without a report, set up as check would be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from sosfs_lint.collecting import Collected
    from sosfs_lint.prepared import Prepared


def collected(options: dict[str, Any], baseline: Path | None = None) -> tuple[Prepared, Collected]:
    """The findings under `options["paths"]` with the decisions that hold for them, and those of a baseline; without paths only the decisions."""
    from sosfs_lint.cli_output import redactor
    from sosfs_lint.collecting import Collected, collect
    from sosfs_lint.config import find_config
    from sosfs_lint.decisions.loading import load_decisions
    from sosfs_lint.prepared import fill_in, prepare
    from sosfs_lint.reporters import Settings
    from sosfs_lint.wording import render

    paths = options["paths"] or (".",)
    config = find_config(paths, options["config"])
    every = {"profile": None, "lang": "sv", "select": (), "ignore": (), "packs": (), "local": (), "as_of": None, **options}
    prepared = prepare(every, config, fill_in(click.get_current_context(), every, config))
    day = every["as_of"]
    settings = Settings(
        lang=every["lang"], as_of=day.date() if day else None, packs=prepared.book.packs, redact=redactor(every["key_file"])
    )
    decisions = load_decisions(settings, prepared.book, config, paths, baseline=baseline, key_file=every["key_file"], kind=Collected)
    if options["paths"]:
        decisions.summary = collect(prepared, paths, decisions, every["profile"])
    for unread in decisions.unread:
        place = f"{unread.path}:{unread.line}" if unread.line else unread.path
        click.echo(settings.redact(f"{place}: {render(unread.reason, settings.lang)}"), err=True)
    return prepared, decisions
