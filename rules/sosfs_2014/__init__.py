"""The rule pack for the remitted draft SOSFS 2014:X (S), documentation within socialtjänsten."""

from pathlib import Path

from sosfs_lint.hookspecs import hookimpl


@hookimpl
def sosfs_lint_packs() -> list[Path]:
    return [Path(__file__).parent]
