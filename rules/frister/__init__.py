"""The rule pack frister: time limits in the acts, each with its lagrum on the day."""

from pathlib import Path

from sosfs_lint.hookspecs import hookimpl


@hookimpl
def sosfs_lint_packs() -> list[Path]:
    return [Path(__file__).parent]
