"""The key that makes pseudonyms the same from one export to the next: made once, kept apart from the reports."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path

from sosfs_lint.errors import ConfigError
from sosfs_lint.private_file import private_file

_HEAD = "sosfs-lint-key-1 "
_BYTES = 32


def make_key(path: Path, *, force: bool) -> None:
    """Write a new random key (256 bits) to `path`, mode 0600. Raises ConfigError."""
    with private_file(path, force=force) as stream:
        stream.write(_HEAD + base64.urlsafe_b64encode(secrets.token_bytes(_BYTES)).decode() + "\n")


def load_key(path: Path) -> bytes:
    """The key in a file. Raises ConfigError where there is none, or where others than its owner may read it."""
    try:
        line = path.read_text("ascii").strip()
        open_to_others = os.name == "posix" and path.stat().st_mode & 0o077
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror or type(error).__name__})", where=f"--key-file {path}") from None
    except UnicodeDecodeError:
        line, open_to_others = "", 0
    try:
        key = base64.urlsafe_b64decode(line.removeprefix(_HEAD)) if line.startswith(_HEAD) else b""
    except binascii.Error:
        key = b""
    if len(key) != _BYTES:
        raise ConfigError("is no key; make one with sosfs-lint key new", where=f"--key-file {path}")
    if open_to_others:
        raise ConfigError("can be read by others; run chmod 600 on it", where=f"--key-file {path}")
    return key
