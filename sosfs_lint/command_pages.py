"""The pages of docs/kommandon: written by hand above a line, and below it the options as the command itself tells them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

LINE = "<!-- Det som står nedanför är genererat av `sosfs-lint docs`. -->"


def command_pages(group: click.Command, folder: Path) -> dict[str, str]:
    """The pages by their path below docs/; what is written by hand in `folder` is kept."""
    pages = {}
    for name, command in _commands(group):
        page = f"kommandon/{name.split()[0]}.md"
        if page not in pages:
            path = folder / page
            above = path.read_text("utf-8").split(LINE)[0] if path.is_file() else f"# {name.split()[0]}\n\n{command.help or ''}\n\n"
            pages[page] = above + LINE + "\n"
        pages[page] += _options(name, command)
    return pages


def _commands(group: click.Command, above: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(getattr(group, "commands", {}).items()):
        if command.hidden:
            continue
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above}{name} ")
        else:
            yield above + name, command


def _options(name: str, command: click.Command) -> str:
    words = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
    lines = ["", f"## sosfs-lint {' '.join([name, *words])}", ""]
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    if options:
        lines += ["| val | |", "|---|---|"]
        lines += [f"| `{_form(option)}` | {(option.help or '').replace('|', chr(92) + '|')} |" for option in options]
    return "\n".join(lines) + "\n"


def _form(option: click.Option) -> str:
    words = ", ".join((*option.opts, *option.secondary_opts))
    if option.is_flag or option.count:
        return words
    kind = option.metavar or (
        "|".join(map(str, option.type.choices)) if isinstance(option.type, click.Choice) else option.type.name.upper()
    )
    return f"{words} {kind}"
