"""Arguments in, exit code out."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

import click

from sosfs_lint import __version__, cli_formats
from sosfs_lint.cli_avsteg import avsteg
from sosfs_lint.cli_baseline import baseline
from sosfs_lint.cli_config import CONFIG, config_commands
from sosfs_lint.cli_docs import docs
from sosfs_lint.cli_options import AS_OF, DELEGATION, IGNORE, LANG, PACKS, PROFILE, SELECT
from sosfs_lint.cli_options import options as options_
from sosfs_lint.cli_output import OUTPUT_OPTIONS, beside, key, opened, redactor, screen_of
from sosfs_lint.ending import clean_up_when_told_to_end, flush_or_mute, mute
from sosfs_lint.errors import ConfigError, SosfsLintError

if TYPE_CHECKING:
    from sosfs_lint.decisions import Decisions
    from sosfs_lint.linting import Rulebook
    from sosfs_lint.plugins import Plugins
    from sosfs_lint.report import Summary

_FAIL_ON = {"error": ("error",), "warning": ("error", "warning"), "question": ("error", "warning", "question"), "never": ()}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sosfs-lint")
def cli() -> None:
    """Kontrollerar exporterade personakter mot regelverkets krav på dokumentation.

    Checks exported case records of Swedish socialtjänst against the documentation requirements of the regulation.
    """


cli.add_command(key)
cli.add_command(cli_formats.convert)
cli.add_command(cli_formats.formats)


def main() -> None:
    """The console script. Whatever stops a run is one sentence on stderr and exit code 2."""
    # What a run makes is many small things that live as long as their record: looking for garbage among them costs a seventh of the time.
    gc.set_threshold(100_000, 5, 3)
    clean_up_when_told_to_end()
    try:
        try:
            cli(standalone_mode=False, prog_name="sosfs-lint")
        finally:
            flush_or_mute()
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        more = f" (see {context.command_path} --help)" if context is not None else ""
        told = " ".join(error.format_message().split()).rstrip(".")
        click.echo(redactor(None)(f"sosfs-lint: {told}{more}"), err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except SosfsLintError as error:
        click.echo(redactor(None)(f"sosfs-lint: {error}"), err=True)
        sys.exit(2)
    except BrokenPipeError:
        mute()
        sys.exit(2)
    except OSError as error:
        mute()
        click.echo(
            redactor(None)(f"sosfs-lint: a file could not be written or read to its end: {error.strerror or type(error).__name__}"),
            err=True,
        )
        sys.exit(2)


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options_(
    SELECT,
    IGNORE,
    PACKS,
    *OUTPUT_OPTIONS,
    click.option("--show-met", is_flag=True, help="Also show what is documented, and where."),
    click.option("--show-text", is_flag=True, help="Quote the record. Without it no word of a record is written anywhere."),
    click.option("--all", "show_all", is_flag=True, help="Show every line; else at most 15 per record."),
    AS_OF,
    LANG,
    PROFILE,
    click.option("--encoding", metavar="NAME", help="The encoding of files that are text; else byte-order mark, UTF-8, cp1252."),
    click.option("--local", multiple=True, metavar="NAME=N", help="A number that the municipality sets, as journalforing-dagar=10."),
    DELEGATION,
    click.option(
        "--fail-on", type=click.Choice(list(_FAIL_ON)), default="error", show_default=True, help="The least finding that gives exit code 1."
    ),
    CONFIG,
    click.option("--baseline", metavar="FILE", help="Show only what is not in this baseline; see baseline write."),
    click.option("--exit-zero", is_flag=True, help="Exit code 0 even with findings (2 still says that something was not read)."),
)
def check(**options: Any) -> None:
    """Check personakter in files and folders, or on standard input ("-").

    \b
    Exit code 0  nothing at or over --fail-on
              1  something
              2  something could not be read, a rule broke down, or a pack did not load
    """
    from sosfs_lint.config import find_config
    from sosfs_lint.decisions.loading import load_decisions
    from sosfs_lint.prepared import fill_in, prepare
    from sosfs_lint.readers import encoding
    from sosfs_lint.readers.profile import load_profile
    from sosfs_lint.reporters import Settings
    from sosfs_lint.reporters.statistics import durations
    from sosfs_lint.run import is_read, run

    config = find_config(options["paths"], options["config"])
    seconds: dict[str, float] | None = {} if options["durations"] else None
    prepared = prepare(options, config, fill_in(click.get_current_context(), options, config), seconds=seconds)
    plugins, book = prepared.plugins, prepared.book
    if options["profile"]:
        load_profile(options["profile"])
    day: datetime | None = options["as_of"]
    settings = Settings(
        lang=options["lang"],
        show_met=options["show_met"],
        show_text=options["show_text"],
        show_all=options["show_all"],
        as_of=day.date() if day else None,
        packs=book.packs,
        moments={moment.name: (moment.sv, moment.en) for moment in book.moments.values()},
        redact=redactor(options["key_file"]),
    )
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    decisions: Decisions = load_decisions(
        settings, book, config, options["paths"], baseline=options["baseline"], key_file=options["key_file"]
    )
    decisions.also = prepared.unmet_units
    wanted, readers = options["outputs"], plugins.readers()
    asked: dict[str, Any] = {name: options[name] for name in ("force", "statistics")}
    asked["where"] = prepared.where_of_output
    asked["is_read"] = partial(is_read, paths=options["paths"], readers=readers)
    with opened(wanted, plugins.reporters(), settings, **asked) as reporter:
        summary = run(
            options["paths"],
            book,
            prepared.for_akt,
            readers,
            reporter,
            profile=options["profile"],
            encoding=encoding.known(options["encoding"]) if options["encoding"] else None,
            progress=_progress(options["lang"]),
            decisions=decisions,
        )
    if seconds is not None:
        click.echo(durations(seconds, settings), file=beside(screen_of(wanted)), nl=False)
    sys.exit(_exit_code(summary, options["fail_on"], exit_zero=options["exit_zero"]))


def _load(packs: tuple[str, ...], local: tuple[str, ...] = ()) -> tuple[Plugins, Rulebook]:
    from sosfs_lint.packs import load_rulebook
    from sosfs_lint.plugins import Plugins
    from sosfs_lint.prepared import numbers_of

    plugins = Plugins(packs)
    return plugins, load_rulebook(plugins.folders(), plugins.checks(), numbers_of(local))


def _exit_code(summary: Summary, fail_on: str, *, exit_zero: bool) -> int:
    if summary.unreadable or summary.counts["failed"]:
        return 2
    found = any(summary.counts[level] for level in _FAIL_ON[fail_on])
    return 1 if found and not exit_zero else 0


def _progress(lang: str) -> Callable[[int], None] | None:
    """A counter on stderr, on a terminal only, once a run has taken a while."""
    if not sys.stderr.isatty():
        return None
    from sosfs_lint.wording import render, say

    started = last = time.monotonic()

    def show(akter: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - started > 2 and now - last > 0.5:
            last = now
            click.echo("\r" + render(say("progress", akter=akter), lang), err=True, nl=False)

    return show


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options_(
    click.option(
        "--output-format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to show it."
    ),
    AS_OF,
    PROFILE,
    click.option("--local", multiple=True, metavar="NAME=N", help="A number that the municipality sets."),
    PACKS,
    LANG,
)
def timeline(**options: Any) -> None:
    """Show the moments and time limits of each matter, with their lagrum, in order."""
    from sosfs_lint import timeline as timelines
    from sosfs_lint.reporters import Settings
    from sosfs_lint.run import items

    plugins, book = _load(options["packs"], options["local"])
    day: datetime | None = options["as_of"]
    names = {moment.name: (moment.sv, moment.en) for moment in book.moments.values()}
    settings = Settings(lang=options["lang"], as_of=day.date() if day else None, moments=names)
    found = items(options["paths"], plugins.readers(), options["profile"])
    summary = timelines.show(found, book, settings, options["output"], sys.stdout, sys.stderr)
    sys.exit(2 if summary.unreadable else 0)


@cli.command()
@options_(
    click.option(
        "--output-format", "output", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to list them."
    ),
    click.option("--coverage", is_flag=True, help="Per chapter, how many requirements are checked and how."),
    click.option("--test", "tested", metavar="PACK", help="Run every example of a pack."),
    PACKS,
    LANG,
)
def rules(output: str, coverage: bool, tested: str | None, packs: tuple[str, ...], lang: str) -> None:
    """List the rules and the requirements that have none yet."""
    from sosfs_lint import listing

    _, book = _load((*packs, tested) if tested and tested not in packs and not _built_in(tested) else packs)
    if tested:
        sys.exit(_test(book, tested))
    if coverage:
        click.echo(listing.coverage(book, lang))
    elif output == "json":
        click.echo(json.dumps(listing.rows(book), ensure_ascii=False, indent=1))
    else:
        click.echo(listing.table(book, lang))


def _built_in(pack: str) -> bool:
    from sosfs_lint.plugins import is_built_in

    return is_built_in(pack)


def _test(book: Rulebook, pack: str) -> int:
    from sosfs_lint.testing import run_examples

    if pack not in {p.name for p in book.packs}:
        raise ConfigError(f"no such pack; loaded are {', '.join(p.name for p in book.packs)}", where=f"--test {pack}")
    results = list(run_examples(book, pack))
    failures = [failure for failure in results if failure is not None]
    for failure in failures:
        click.echo(f"{failure.where}: {failure.subject} should be {failure.expected}, was {failure.got}")
    click.echo(f"{len(results)} examples, {len(failures)} failed")
    return 1 if failures or not results else 0


@cli.command()
@click.argument("rule")
@PACKS
@LANG
def explain(rule: str, packs: tuple[str, ...], lang: str) -> None:
    """Show what a rule asks for, why, where it may be wrong, and its examples."""
    from sosfs_lint import listing

    _, book = _load(packs)
    click.echo(listing.explain(book, rule, lang))


@cli.command(name="try")
@click.argument("rule", required=False)
@options_(
    click.option("--text", help="The text to try."),
    click.option("--concept", metavar="NAME", help="Try a concept instead of a rule."),
    click.option(
        "--batch",
        type=click.File("r", encoding="utf-8"),
        metavar="FILE|-",
        help="Try the lines of a file: JSON objects with id, rule or concept, text and context.",
    ),
    click.option(
        "--akt",
        "akt",
        type=click.Path(exists=True, dir_okay=False),
        metavar="FILE",
        help="Take the people and the day from the first record of an export.",
    ),
    PACKS,
)
def try_(rule: str | None, text: str | None, concept: str | None, batch: TextIO | None, akt: str | None, packs: tuple[str, ...]) -> None:
    """Try a rule or a concept on a text of your own: the workbench for vocabulary.

    The text alone is judged; that the requirement applies is taken for granted. Writes one line of JSON per text, with
    met, missing or unclear and the evidence as offsets into the text.
    """
    from sosfs_lint import trying

    if (batch is None) == (text is None) or (batch is None and (rule is None) == (concept is None)):
        raise click.UsageError("give a rule or --concept with --text, or --batch alone")
    plugins, book = _load(packs)
    setting = trying.setting_of(akt, plugins.readers()) if akt else None
    if batch is None:
        tried = trying.try_rule(book, rule, text or "", setting) if rule else trying.try_concept(book, concept or "", text or "", setting)
        click.echo(json.dumps(tried.as_json(), ensure_ascii=False))
        return
    wrong = 0
    for number, line in enumerate(batch, 1):
        if not line.strip():
            continue
        try:
            click.echo(json.dumps(trying.try_line(book, line, setting), ensure_ascii=False))
        except ConfigError as error:
            wrong += 1
            click.echo(f"sosfs-lint: {batch.name}:{number}: {error.sentence}", err=True)
    sys.exit(2 if wrong else 0)


cli.add_command(config_commands)
cli.add_command(avsteg)
cli.add_command(baseline)
cli.add_command(docs)


def _register() -> None:
    """Commands that have modules of their own."""
    from sosfs_lint import cli_audit, cli_audit_day

    del cli_audit_day  # its commands are part of audit
    cli.add_command(cli_audit.audit)


_register()
