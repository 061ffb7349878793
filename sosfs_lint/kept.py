"""What is worked out from the packs' files and kept between runs: plain values only, no word of a record.

A run that finds nothing kept, or may not read or write there, works it out again and gives the same.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = "SOSFS_LINT_CACHE"  # a folder of one's own, or "off"
_MOST_FILES = 12
_SUM = 16


def fingerprint(parts: Iterable[bytes]) -> str:
    """A name for the contents of some files: whatever changes in one of them gives another."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8, "little") + part)
    return whole.hexdigest()


def kept(name: str, make: Callable[[], Any]) -> Any:
    """The value kept under a name, made and kept if there is none. It must be of plain values (text, numbers, bytes, days, tuples, lists, dicts)."""
    folder = _folder()
    if folder is None:
        return make()
    path = folder / f"{name}.kept"
    try:
        whole = path.read_bytes()
        content = memoryview(whole)[_SUM:]
        if whole[:_SUM] == _sum(content):
            return unpacked(content)
    except (OSError, pickle.UnpicklingError):
        pass
    value = make()
    _write(path, packed(value))
    return value


def _sum(content: bytes | memoryview) -> bytes:
    return hashlib.blake2b(content, digest_size=_SUM).digest()


def packed(value: Any) -> bytes:
    """A value of plain values as bytes."""
    return pickle.dumps(value, protocol=5)


def unpacked(content: bytes | memoryview) -> Any:
    """The value; without looking for garbage meanwhile, of which there is none."""
    running = gc.isenabled()
    gc.disable()
    try:
        return _Plain(io.BytesIO(content)).load()
    finally:
        if running:
            gc.enable()


class _Plain(pickle.Unpickler):
    """Reads plain values and nothing that could run: a file that holds more is as good as none."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return date
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def _folder() -> Path | None:
    """The folder for what is kept, made when first asked for; none if it is switched off or somebody else's."""
    chosen = os.environ.get(FOLDER, "")
    if chosen.lower() in ("off", "0", "no"):
        return None
    from platformdirs import user_cache_path

    folder = Path(chosen) if chosen else user_cache_path("sosfs-lint", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
            return None
    except OSError:
        return None
    return folder


def _write(path: Path, content: bytes) -> None:
    """Put a value in place at once and whole, readable by its owner only; the oldest files make room."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as new:
            new.write(_sum(content) + content)
        Path(new.name).replace(path)
        by_age = sorted(path.parent.glob("*.kept"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in by_age[_MOST_FILES:]:
            old.unlink(missing_ok=True)
    except OSError:
        return
