"""The rule pack lagrum: cited sections against the law of the day, delegation, and handover between municipalities."""

from pathlib import Path

from sosfs_lint.hookspecs import hookimpl


@hookimpl
def sosfs_lint_packs() -> list[Path]:
    return [Path(__file__).parent]
