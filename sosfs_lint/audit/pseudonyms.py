"""Keyed pseudonyms and hashes: the same from night to night, and nothing without the key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sosfs_lint.errors import ConfigError, StoreError
from sosfs_lint.key import load_key, make_key


@dataclass(frozen=True)
class Pseudonyms:
    """Names made with a key (BLAKE2b, 128 bits); `kind` keeps records, sources, posts and writers apart."""

    key: bytes

    def __repr__(self) -> str:
        return "<Pseudonyms>"

    def name(self, kind: str, text: str) -> str:
        return self.content(kind, text.encode("utf-8", "surrogatepass"))

    def akt(self, known_as: str, nth: int) -> str:
        """The name of a record; the second of one id is told from the first."""
        return self.name("akt", known_as if nth == 1 else f"{known_as}#{nth}")

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


def open_pseudonyms(path: Path, *, make: bool) -> Pseudonyms:
    """With the key in a file; it is made on the first night where `make` says so. Raises ConfigError."""
    if not path.exists():
        if not make:
            raise ConfigError(
                "is not there; restore it from the back-up, without it the store's pseudonyms mean nothing", where=f"--key-file {path}"
            )
        make_key(path, force=False)
    return Pseudonyms(load_key(path))


def check_key(pseudonyms: Pseudonyms, stored: str | None) -> str:
    """The value by which a store knows its key; StoreError where it is another's."""
    own = pseudonyms.name("check", "sosfs-lint")
    if stored is not None and stored != own:
        raise StoreError("was made with another key; give that one with --key-file", where="--store")
    return own
