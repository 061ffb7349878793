"""What can stop a run, a record or a rule, as a tree.

Every message is one sentence that says where and what to do, and holds no word of a record.
"""

from __future__ import annotations

from typing import Any


class SosfsLintError(Exception):
    """Anything that the user is told in one sentence; `where` is "file:line" or the name of what was asked for."""

    def __init__(self, sentence: str, *, where: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}" if self.where else self.sentence


class PackError(SosfsLintError):
    """A pack, rule, moment, condition or plug-in that does not load."""


class ConfigError(SosfsLintError):
    """A selection, profile or setting that does not hold: an unknown rule, reader, profile or format."""


class ReadingStopped(SosfsLintError):
    """A file that cannot be read on; `says` is the sentence for the user, as `wording.say` gives it."""

    def __init__(self, says: Any) -> None:
        super().__init__("reading stopped")
        self.says = says


class StoreError(SosfsLintError):
    """A store that cannot be opened, is another's, is held by another run, or does not take more."""
