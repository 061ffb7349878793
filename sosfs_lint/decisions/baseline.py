"""A baseline: the findings that are known and accepted, each by its own identity, with the reason it was accepted for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sosfs_lint.errors import ConfigError
from sosfs_lint.private_file import private_file


@dataclass(frozen=True)
class Accepted:
    """A finding that is known: its fingerprint, why it was accepted, by whom and on which day."""

    fingerprint: str
    reason: str
    by: str
    on: str


def load_baseline(path: Path) -> dict[str, Accepted]:
    """The accepted findings by fingerprint. Whatever does not hold is a ConfigError with file and line."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ConfigError("the baseline cannot be read; make one with sosfs-lint baseline write", where=str(path)) from None
    found: dict[str, Accepted] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            accepted = Accepted(**json.loads(line))
            whole = all(isinstance(part, str) for part in (accepted.fingerprint, accepted.reason, accepted.by, accepted.on))
        except (ValueError, TypeError):
            whole = False
        if not whole:
            raise ConfigError("is no line of a baseline: fingerprint, reason, by and on", where=f"{path.name}:{number}")
        found[accepted.fingerprint] = accepted
    return found


def write_baseline(path: Path, accepted: Iterable[Accepted], *, force: bool) -> None:
    """One JSON object per finding, in order of fingerprint, so that a diff of two baselines can be read."""
    lines = [json.dumps(vars(one), ensure_ascii=False) for one in sorted(accepted, key=lambda one: one.fingerprint)]
    with private_file(path, force=force) as stream:
        stream.writelines(line + "\n" for line in lines)
