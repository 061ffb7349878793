"""The commands `convert` and `formats`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from sosfs_lint.errors import ConfigError


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--to", "target", type=click.Choice(["aktexport"]), required=True, help="The format to write.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where to write; else standard output.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--profile", metavar="NAME|FILE", help="Source profile: what ambiguous fields and columns mean.")
@click.option("--encoding", metavar="NAME", help="The encoding of files that are text; else byte-order mark, UTF-8, cp1252.")
@click.option("--pack", "packs", multiple=True, metavar="NAME", help="Also load the installed plug-in of this name (repeatable).")
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True, help="Language of what is said.")
def convert(**options: Any) -> None:
    """Write the records of an export as aktexport, each post with its place in your own file.

    The output holds the record in full; a file is made readable to you alone. What could not be read is told on stderr
    and gives exit code 2.
    """
    from sosfs_lint import converting
    from sosfs_lint.model import Personakt
    from sosfs_lint.plugins import Plugins
    from sosfs_lint.readers import encoding
    from sosfs_lint.readers.profile import load_profile
    from sosfs_lint.report import Unreadable
    from sosfs_lint.reporters.redaction import Redactor
    from sosfs_lint.run import is_read, items
    from sosfs_lint.wording import render

    load_profile(options["profile"])
    name = encoding.known(options["encoding"]) if options["encoding"] else None
    readers = Plugins(options["packs"]).readers()
    if options["output"] is not None and is_read(options["output"], options["paths"], readers):
        raise ConfigError("is to be read; a record is never overwritten", where=f"--output {options['output']}")
    found = items(options["paths"], readers, options["profile"], name)
    if options["output"] is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        told = converting.write_stream(sys.stdout, found)
    else:
        told = converting.write_file(options["output"], found, force=options["force"])
    redact = Redactor()
    akter = unread = 0
    for item in told:
        if isinstance(item, Personakt):
            akter += 1
            continue
        unread += isinstance(item, Unreadable)
        says = item.reason if isinstance(item, Unreadable) else item.what
        place = f"{item.path}:{item.line}" if item.line else item.path
        click.echo(redact(f"{place}: {render(says, options['lang'])}"), err=True)
    sys.exit(2 if unread or not akter else 0)


@click.command()
@click.option(
    "--output-format", "output", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to list them."
)
@click.option("--pack", "packs", multiple=True, metavar="NAME", help="Also load the installed plug-in of this name (repeatable).")
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True, help="Language of the table.")
def formats(output: str, packs: tuple[str, ...], lang: str) -> None:
    """List what is read, where its places point, and up to what size; and the source profiles."""
    from sosfs_lint.plugins import Plugins
    from sosfs_lint.readers import formats as listed

    readers = Plugins(packs).readers()
    click.echo(json.dumps(listed.rows(readers, lang), ensure_ascii=False, indent=1) if output == "json" else listed.table(readers, lang))
