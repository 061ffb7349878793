"""The one door: what a distribution offers through the entry-point group `sosfs_lint`.

A plug-in is a module (or object) named by an entry point of that group, with any of the functions below marked
`@hookimpl`. Ours come in the same way. One that is not ours is loaded only when the user names its entry point.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from sosfs_lint.checks import Check
    from sosfs_lint.readers import Reader
    from sosfs_lint.reporters import Reporter

PROJECT = "sosfs_lint"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def sosfs_lint_packs() -> list[Path]:  # type: ignore[empty-body]
    """Folders of rule packs, each with a pack.toml."""


@hookspec
def sosfs_lint_checks() -> list[Check]:  # type: ignore[empty-body]
    """Words that rule files may use to say how a requirement is checked."""


@hookspec
def sosfs_lint_readers() -> list[Reader]:  # type: ignore[empty-body]
    """Readers of input formats; they are asked before the built-in ones."""


@hookspec
def sosfs_lint_reporters() -> list[type[Reporter]]:  # type: ignore[empty-body]
    """Output formats, each a stream with a `name`."""
