"""Which decisions a run has: found beside the configuration, else upwards from the input, else where one stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from sosfs_lint.config import Config
from sosfs_lint.decisions import Decisions
from sosfs_lint.decisions.avsteg_file import NAME, load_entries
from sosfs_lint.decisions.baseline import load_baseline
from sosfs_lint.errors import ConfigError
from sosfs_lint.key import load_key
from sosfs_lint.linting import Rulebook
from sosfs_lint.reporters import Settings

KEY_NAME = "sosfs-lint.key"
_D = TypeVar("_D", bound=Decisions)


def load_decisions(
    settings: Settings,
    book: Rulebook,
    config: Config,
    paths: Iterable[str],
    *,
    baseline: str | Path | None = None,
    key_file: str | Path | None = None,
    kind: type[_D] = Decisions,  # type: ignore[assignment]
) -> _D:
    """The avsteg and the baseline of a run, as `kind`. Raises ConfigError with file and line."""
    path = avsteg_path(config, paths)
    if baseline and Path(baseline) == config.file_of("baseline") and not Path(baseline).is_file():
        said = "baseline names a file that is not there; make it with sosfs-lint baseline write"
        raise ConfigError(said, where=config.where("baseline"))
    entries = load_entries(path, book) if path.is_file() else None
    return kind(
        settings,
        settings.as_of or date.today(),
        avsteg=entries,
        avsteg_path=path,
        avsteg_said=config.where("avsteg") if config.get("avsteg") else None,
        key=load_key(key) if (key := key_path(config, path, key_file)).is_file() or key_file else None,
        baseline=load_baseline(Path(baseline)) if baseline else None,
    )


def avsteg_path(config: Config, paths: Iterable[str]) -> Path:
    """The file of decisions, which need not be there yet."""
    named = config.file_of("avsteg")
    if named is not None:
        return named
    if config.path is not None:
        return config.path.with_name(NAME)
    starts = [Path(path).absolute() for path in paths if path != "-"]
    above = (folder / NAME for start in starts for folder in (start, *start.parents))
    return next((path for path in above if path.is_file()), Path(NAME))


def key_path(config: Config, avsteg: Path, key_file: str | Path | None) -> Path:
    """The key: the one named, the configuration's, else the one beside the decisions."""
    return Path(key_file) if key_file else config.file_of("key-file") or avsteg.with_name(KEY_NAME)
