"""Keyed pseudonyms and hashes: the same from night to night, and nothing without the key."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sosfs_lint.errors import ConfigError, StoreError

_HEAD = "sosfs-lint-key-1 "


@dataclass(frozen=True)
class Pseudonyms:
    """Names made with a key (BLAKE2b, 128 bits); `kind` keeps records, sources, posts and writers apart."""

    key: bytes

    def __repr__(self) -> str:
        return "<Pseudonyms>"

    def name(self, kind: str, text: str) -> str:
        return self.content(kind, text.encode("utf-8", "surrogatepass"))

    def content(self, kind: str, *parts: Any) -> str:
        """The keyed hash of bytes; parts are kept apart by their lengths."""
        hasher = self.hasher(kind)
        for part in parts:
            hasher.update(len(part).to_bytes(8, "big"))
            hasher.update(part)
        digest: str = hasher.hexdigest()
        return digest

    def hasher(self, kind: str) -> Any:
        return hashlib.blake2b(digest_size=16, key=self.key, person=kind.encode()[:16])


def load_key(path: Path, *, make: bool) -> Pseudonyms:
    """The key in a file; made on the first night where `make` says so, mode 0600. Raises ConfigError."""
    if make and not path.exists():
        try:
            number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "w", encoding="ascii") as out:
                out.write(_HEAD + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode() + "\n")
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            raise ConfigError(f"cannot be written ({error.strerror})", where=f"--key-file {path}") from None
    try:
        line = path.read_text("ascii", errors="replace").strip()
        open_to_others = os.name == "posix" and path.stat().st_mode & 0o077
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", where=f"--key-file {path}") from None
    if not line.startswith(_HEAD) or len(line) < 40:
        raise ConfigError(
            "is no key; restore it from the back-up, without it the store's pseudonyms mean nothing", where=f"--key-file {path}"
        )
    if open_to_others:
        raise ConfigError("can be read by others; run chmod 600 on it", where=f"--key-file {path}")
    return Pseudonyms(hashlib.sha256(line.encode()).digest())


def check_key(pseudonyms: Pseudonyms, stored: str | None) -> str:
    """The value by which a store knows its key; StoreError where it is another's."""
    own = pseudonyms.name("check", "sosfs-lint")
    if stored is not None and stored != own:
        raise StoreError("was made with another key; give that one with --key-file", where="--store")
    return own
