"""Loading what comes in through the door: our own plug-ins always, others only when they are named."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import pluggy

from sosfs_lint import checks, hookspecs, readers, reporters
from sosfs_lint.checks import Check
from sosfs_lint.errors import PackError
from sosfs_lint.readers import Reader
from sosfs_lint.reporters import Reporter

OURS = "sosfs-lint"


class Plugins:
    """The plug-ins of a run: ours, and those of other distributions whose entry points are named."""

    def __init__(self, named: Iterable[str] = ()) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        available = {point.name: point for point in entry_points(group=hookspecs.PROJECT)}
        wanted = list(dict.fromkeys(named))
        for name in wanted:
            if name not in available:
                raise PackError(
                    f"no plug-in of that name is installed; installed are {', '.join(sorted(available))}", where=f"--pack {name}"
                )
        for name, point in sorted(available.items()):
            if name in wanted or _is_ours(point):
                self._load(point)

    def _load(self, point: EntryPoint) -> None:
        try:
            plugin = point.load()
            self._manager.register(plugin, point.name)
        except Exception as error:  # noqa: BLE001 - somebody else's code
            raise PackError(f"the plug-in does not load ({type(error).__name__}: {_first_line(error)})", where=point.value) from None

    def folders(self) -> list[Path]:
        """The folders of all rule packs."""
        return self._ask("sosfs_lint_packs")

    def checks(self) -> list[Check]:
        return [*checks.built_in(), *self._ask("sosfs_lint_checks")]

    def readers(self) -> list[Reader]:
        return [*self._ask("sosfs_lint_readers"), *readers.built_in()]

    def reporters(self) -> dict[str, type[Reporter]]:
        return {reporter.name: reporter for reporter in (*reporters.built_in(), *self._ask("sosfs_lint_reporters"))}

    def _ask(self, hook: str) -> list[Any]:
        """What the plug-ins answer to a hook, in one list."""
        try:
            return [item for answer in reversed(getattr(self._manager.hook, hook)()) for item in answer]
        except Exception as error:  # noqa: BLE001 - somebody else's code
            raise PackError(f"a plug-in failed in {hook} ({type(error).__name__})", where=hook) from None


def is_built_in(name: str) -> bool:
    """Whether an entry point of that name is our own and so always loaded."""
    return any(point.name == name and _is_ours(point) for point in entry_points(group=hookspecs.PROJECT))


def _is_ours(point: EntryPoint) -> bool:
    return point.dist is not None and point.dist.name == OURS


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0]
