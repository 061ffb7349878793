"""`sosfs-lint docs`: for those who build the program; writes the generated pages of docs/, or says which are not current."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(hidden=True)
@click.argument("folder", type=click.Path(file_okay=False), default="docs")
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 when a page is not current.")
def docs(folder: str, check: bool) -> None:
    """Write the rule pages and the tables of options in the command pages anew from rules/ and the commands themselves."""
    from sosfs_lint.command_pages import command_pages
    from sosfs_lint.packs import load_rulebook
    from sosfs_lint.plugins import Plugins
    from sosfs_lint.rule_pages import rule_pages

    plugins = Plugins()
    book = load_rulebook(plugins.folders(), plugins.checks())
    root = Path(folder)
    group = click.get_current_context().find_root().command
    pages = {**rule_pages(book), **command_pages(group, root)}
    old = {path.relative_to(root).as_posix() for path in (root / "regler").rglob("*.md")} - pages.keys()
    stale = [name for name, text in pages.items() if not (root / name).is_file() or (root / name).read_text("utf-8") != text]
    for name in sorted((*stale, *old)):
        click.echo(name)
    if check:
        sys.exit(1 if stale or old else 0)
    for name in stale:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(pages[name], "utf-8", newline="\n")
    for name in old:
        (root / name).unlink()
