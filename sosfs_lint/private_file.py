"""Files that the program writes: for their owner only, whole or not at all, and never over another file unasked."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sosfs_lint.errors import ConfigError


def write_new(path: Path, text: str, *, force: bool = False) -> None:
    """Write a file with mode 0600; one that is already there is a ConfigError unless `force`."""
    if path.exists() and not force:
        raise ConfigError("the file is already there; --force replaces it", where=str(path))
    replace_file(path, text)


def replace_file(path: Path, text: str) -> None:
    """Write a file with mode 0600 in one step, so that what was there is never lost half-way. Raises ConfigError."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ConfigError(f"cannot be written ({error.strerror or type(error).__name__})", where=str(path)) from None
