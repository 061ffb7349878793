"""What a run needs, put together from the command line and the configuration: rules, readers, and the settings of each unit."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sosfs_lint.config import Config
from sosfs_lint.config.schema import close
from sosfs_lint.delegation import Delegation, load_delegation
from sosfs_lint.errors import ConfigError
from sosfs_lint.hookspecs import PROJECT
from sosfs_lint.linting import Options, Rulebook
from sosfs_lint.model import Personakt
from sosfs_lint.plugins import Plugins
from sosfs_lint.report import Remark
from sosfs_lint.selection import select_rules, suggestion
from sosfs_lint.wording import say

if TYPE_CHECKING:
    import click

# A setting of the file and the option of the command line that goes before it.
OPTIONS = {"profile": "profile", "lang": "lang", "outputs": "outputs", "fail-on": "fail_on", "show-met": "show_met"}
Words = Iterable[tuple[str, str]]


def fill_in(context: click.Context, options: dict[str, Any], config: Config) -> frozenset[str]:
    """Put the file's settings into the options that the command line leaves open; the names of those it gives."""
    given = frozenset(name for name in options if (source := context.get_parameter_source(name)) and source.name == "COMMANDLINE")
    for key, name in OPTIONS.items():
        value = config.get(key)
        if value is None or name not in options or name in given:
            continue
        options[name] = tuple(value) if isinstance(value, list) else value
    if config.get("profile") and "profile" in options and "profile" not in given:
        options["profile"] = _profile(config)
    for key, name in (("key-file", "key_file"), ("baseline", "baseline"), ("delegation", "delegation")):
        if name in options and name not in given and config.get(key):
            options[name] = config.file_of(key)
    return given


def _profile(config: Config) -> str:
    from sosfs_lint.readers.profile import built_in, load_profile

    named: str = config.get("profile")
    file = config.file_of("profile")
    name = str(file) if named not in built_in() and file is not None and file.is_file() else named
    try:
        load_profile(name)
    except ConfigError as error:
        if file is not None and file.is_file():
            raise
        raise ConfigError(f"profile {named}: {error.sentence}{close(named, built_in())}", where=config.where("profile")) from None
    return name


@dataclass
class Prepared:
    """Plug-ins, rules and, for each record, the settings of its unit. Every name in the configuration has been looked up."""

    config: Config
    plugins: Plugins
    book: Rulebook
    options: dict[str, Any]
    given: frozenset[str]
    seconds: dict[str, float] | None = None
    units: dict[str, Options] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _orders: dict[Path, Delegation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        day = self.options.get("as_of")
        self._day = day.date() if day else None
        self.whole = self._options(None)
        self.units = {unit: self._options(unit) for unit in self.config.units}

    @property
    def for_akt(self) -> Options | Callable[[Personakt], Options]:
        """The settings of a run, or what says them for each record."""
        return self._of_unit if self.units else self.whole

    def _of_unit(self, personakt: Personakt) -> Options:
        names = names_of_unit(personakt)
        self._seen.update(names)
        said = [name for name in names if name in self.units]
        if len(said) > 1:
            raise ConfigError(f"{said[1]} is the same unit as {said[0]}; give it one table", where=self.config.where("", said[1]))
        self._met.update(said)
        return self.units[said[0]] if said else self.whole

    def unmet_units(self) -> Iterator[Remark]:
        """A remark for each unit of the configuration that no record of the run belongs to, with the one that may be meant."""
        for unit in self.units:
            if unit not in self._met:
                name, _, line = self.config.where("", unit).rpartition(":")
                near = get_close_matches(unit, sorted(self._seen - self._met), 1, 0.6)
                says = say("unit-unmatched-close", unit=unit, close=near[0]) if near else say("unit-unmatched", unit=unit)
                yield Remark(name, says, int(line))

    def _options(self, unit: str | None) -> Options:
        select, ignore = self.chosen_words(unit)
        selected = None if select is None else _rules(self.book, select)
        if selected is not None and not select:
            raise ConfigError("select names no rule; leave it out to use all", where=self._where("select", unit))
        if ignore:
            every = frozenset(rule.id for rule in self.book.rules.values() if rule.default)
            selected = (every if selected is None else selected) - _rules(self.book, ignore)
            if not selected and (unit is None or "select" not in self.given):  # a narrow --select may leave a unit nothing
                raise ConfigError("ignore leaves no rule to check", where=ignore[-1][1])
        return Options(selected, self._day, self.seconds, self._local(unit), self._delegation(unit))

    def _where(self, key: str, unit: str | None) -> str:
        said = next((of for of in (unit, None) if self.config.get(key, of) is not None), None)
        return f"--{key}" if key in self.given else self.config.where(key, said)

    def where_of_output(self, item: str) -> str:
        """The option, or the line of the configuration, that asks for a report."""
        said = self.config.get("outputs") is not None and "outputs" not in self.given
        return self.config.where("outputs", None, item) if said else f"--output-format {item}"

    def _delegation(self, unit: str | None) -> Delegation | None:
        """The delegation order: the command line's, else the unit's own, else the file's; each is read once."""
        given = self.options.get("delegation") if "delegation" in self.given else None
        named = Path(given) if given else self.config.file_of("delegation", unit) or self.config.file_of("delegation")
        if named is not None and named not in self._orders:
            self._orders[named] = load_delegation(named)
        return self._orders[named] if named is not None else None

    def chosen_words(self, unit: str | None = None) -> tuple[list[tuple[str, str]] | None, list[tuple[str, str]]]:
        """What selects and what takes away rules, each with the line or option that says it."""
        select: list[tuple[str, str]] | None = None
        if "select" in self.given:
            select = list(_from_option(self.options["select"], "--select"))
        elif unit is not None and self.config.get("select", unit) is not None:
            select = list(self.config.words("select", unit))
        elif self.config.get("select") is not None:
            select = list(self.config.words("select"))
        if "ignore" in self.given:
            return select, list(_from_option(self.options["ignore"], "--ignore"))
        return select, [*self.config.words("ignore"), *(self.config.words("ignore", unit) if unit is not None else ())]

    def _local(self, unit: str | None) -> Mapping[str, int]:
        numbers = dict(self.book.local)
        for layer in (None, unit) if unit is not None else (None,):
            for name, number, where in self.config.local(layer):
                if name not in numbers:
                    raise ConfigError(f"unknown local number {name}{close(name, numbers)}", where=where)
                numbers[name] = number
        return numbers | numbers_of(self.options.get("local", ()))


def chosen_rules(book: Rulebook, options: Options) -> frozenset[str]:
    """The rules that a run with these options asks."""
    return frozenset(rule.id for rule in book.rules.values() if rule.default) if options.selected is None else options.selected


def unit_of(personakt: Personakt, units: Container[str]) -> str | None:
    """Which of some units a record belongs to, by the unit's id or its name in the export."""
    return next((name for name in names_of_unit(personakt) if name in units), None)


def names_of_unit(personakt: Personakt) -> tuple[str, ...]:
    """What a record's unit is called: its id, and its name in the export."""
    names = [unit.namn for unit in personakt.header.enhet if unit.id == personakt.enhet]
    return tuple(dict.fromkeys(name for name in (personakt.enhet, *names) if name))


def prepare(options: dict[str, Any], config: Config, given: frozenset[str], *, seconds: dict[str, float] | None = None) -> Prepared:
    """Load what the command line and the configuration name. Raises ConfigError or PackError with the place."""
    from sosfs_lint.packs import load_rulebook

    installed = {point.name for point in entry_points(group=PROJECT)}
    for name, where in config.words("packs"):
        if name not in installed:
            raise ConfigError(f"no plug-in is called {name}{close(name, installed)}", where=where)
    plugins = Plugins((*options.get("packs", ()), *(config.get("packs") or ())))
    book = load_rulebook(plugins.folders(), plugins.checks(), numbers_of(options.get("local", ())))
    return Prepared(config, plugins, book, options, given, seconds)


def numbers_of(items: Iterable[str]) -> dict[str, int]:
    """The local numbers of a command line, NAME=N. Raises ConfigError."""
    numbers: dict[str, int] = {}
    for item in items:
        name, _, value = item.partition("=")
        if not value.isdigit():
            raise ConfigError("must be NAME=N with a whole number", where=f"--local {item}")
        numbers[name] = int(value)
    return numbers


def _from_option(items: Iterable[str], option: str) -> Iterator[tuple[str, str]]:
    for word in (part.strip() for item in items for part in item.split(",")):
        if word:
            yield word, f"{option} {word}"


def _rules(book: Rulebook, words: Words) -> frozenset[str]:
    return frozenset(name for word, where in words for name in rules_of(book, word, where))


def rules_of(book: Rulebook, word: str, where: str) -> frozenset[str]:
    """The rules that one word names; one that names nothing is a ConfigError at its place."""
    if not word.strip():
        raise ConfigError("names no rule; an empty text is no id", where=where)
    try:
        return select_rules(book, [word], where)
    except ConfigError:
        raise ConfigError(f"no rule is called {word}{suggestion(book, word)}", where=where) from None
