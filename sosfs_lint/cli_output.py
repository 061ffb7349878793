"""Where reports go: options of `check`, several outputs of one run, and `key new`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sosfs_lint.errors import ConfigError

if TYPE_CHECKING:
    from sosfs_lint.reporters import Reporter, Settings
    from sosfs_lint.reporters.redaction import Redactor

_FOR_PEOPLE = ("text", "concise", "summary", "markdown")

OUTPUT_OPTIONS: tuple[Callable[..., Any], ...] = (
    click.option(
        "--output-format",
        "outputs",
        multiple=True,
        metavar="FORMAT[=FILE]",
        help="text (default), concise, summary, markdown, html, json, jsonl, csv, xlsx, sarif or junit; to a file with =FILE (repeatable).",
    ),
    click.option("--force", is_flag=True, help="Overwrite files that exist already."),
    click.option(
        "--key-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Replace what looks like a personnummer by pseudonyms made with this key (sosfs-lint key new).",
    ),
    click.option("--statistics", is_flag=True, help="Also count the answers per requirement, moment and unit."),
    click.option("--durations", is_flag=True, help="Also tell how long each rule took."),
)


@click.group()
def key() -> None:
    """The key that makes pseudonyms the same from one export to the next."""


@key.command(name="new")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite a key that exists already; its pseudonyms cannot be made again.")
def key_new(file: Path, force: bool) -> None:
    """Make a new key in FILE, readable by you alone (mode 0600)."""
    from sosfs_lint.key import make_key

    make_key(file, force=force)


def redactor(key_file: Path | None) -> Redactor:
    """What replaces personnummer in this run: by the key, or by numbers in order."""
    from sosfs_lint.key import load_key
    from sosfs_lint.reporters.redaction import Redactor

    return Redactor(load_key(key_file) if key_file else None)


@contextmanager
def opened(
    wanted: Sequence[str],
    kinds: Mapping[str, type[Reporter]],
    settings: Settings,
    *,
    where: Callable[[str], str],
    is_read: Callable[[Path], bool],
    force: bool = False,
    statistics: bool = False,
) -> Iterator[Reporter]:
    """All reports of a run as one; the files come into being when the block ends well. Raises ConfigError.

    `where` says which option or line asks for an output, `is_read` whether a file is one of the records to check.
    """
    from sosfs_lint.private_file import private_file
    from sosfs_lint.reporters.several import Several
    from sosfs_lint.reporters.statistics import StatisticsReporter
    from sosfs_lint.wording import render, say

    outputs = parsed(wanted or ("text",), kinds, where)
    refuse(outputs, where, is_read, force=force)
    screen = next((form for form, file in outputs if file is None), None)
    reporters: list[Reporter] = []
    with ExitStack() as files:
        for form, file in outputs:
            binary = getattr(kinds[form], "binary", False)
            stream: Any = files.enter_context(private_file(file, force=force, binary=binary)) if file else sys.stdout
            reporters.append(kinds[form](stream, settings))
        if screen is None:
            reporters.append(kinds["summary"](sys.stdout, settings))
        if statistics:
            reporters.append(StatisticsReporter(beside(screen), settings))
        yield reporters[0] if len(reporters) == 1 else Several(reporters)
    for _, file in outputs:
        if file is not None:
            click.echo(settings.redact(render(say("wrote", file=file), settings.lang)), file=beside(screen))


def beside(screen: str | None) -> Any:
    """Where tables go that are no part of a report: after a report for people, else to stderr."""
    return sys.stdout if screen is None or screen in _FOR_PEOPLE else sys.stderr


def screen_of(wanted: Sequence[str]) -> str | None:
    """The format that goes to stdout, if any."""
    return next((item for item in wanted if "=" not in item), None) if wanted else "text"


def _option(item: str) -> str:
    return f"--output-format {item}"


def parsed(wanted: Sequence[str], kinds: Mapping[str, Any], where: Callable[[str], str] = _option) -> list[tuple[str, Path | None]]:
    """Each format that was asked for with its file; None is the screen. Raises ConfigError."""
    from sosfs_lint.config.schema import close

    outputs: list[tuple[str, Path | None]] = []
    for item in wanted:
        form, equals, file = item.partition("=")
        if form not in kinds:
            raise ConfigError(f"no such format{close(form, kinds)}; known are {', '.join(kinds)}", where=where(item))
        if equals and not file:
            raise ConfigError("names no file after the equals sign", where=where(item))
        if not file and getattr(kinds[form], "binary", False):
            raise ConfigError(f"{form} is no text; name a file, as {form}=rapport.{form}", where=where(item))
        outputs.append((form, Path(file) if file else None))
    return outputs


def refuse(
    outputs: list[tuple[str, Path | None]],
    where: Callable[[str], str] = _option,
    is_read: Callable[[Path], bool] = lambda _: False,
    *,
    force: bool,
) -> None:
    """Two reports in one place, a report over another file, a report over a record: none of them."""
    from sosfs_lint.private_file import refuse_existing

    seen: set[Path | None] = set()
    for form, file in outputs:
        place = file.resolve() if file else None
        told = where(f"{form}={file}" if file else form)
        if place in seen:
            raise ConfigError("two reports go to the same place; give each its own file", where=told)
        seen.add(place)
        if file is not None and is_read(file):
            raise ConfigError(f"{file} is to be checked; a record is never overwritten", where=told)
        if file is not None:
            refuse_existing(file, force=force)
            if not file.parent.is_dir():
                raise ConfigError("cannot be written: its folder is not there", where=told)
