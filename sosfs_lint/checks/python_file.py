"""`python = "file:function"`: what the other words cannot say, in a Python file beside the rule file.

The function takes (rule, locus, case, person) and returns or yields Answers.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from sosfs_lint.case import Case
from sosfs_lint.checks import Source
from sosfs_lint.model import Person
from sosfs_lint.report import Answer, Locus
from sosfs_lint.rule import Rule

Judge = Callable[[Rule, Locus, Case, Person | None], Iterable[Answer]]


class PythonFile:
    word = "python"

    def load(self, value: Any, source: Source) -> object:
        file, _, name = str(value).partition(":")
        folder = Path(source.folder)
        path = folder / f"{file}.py"
        if not name or not path.is_file():
            source.fail(f'`python` must be "file:function" with a file beside the rule file, not "{value}"', "python")
        try:
            module = _module(path, path.stat().st_mtime_ns)
        except Exception as error:  # noqa: BLE001 - somebody else's file
            source.fail(f"{path.name} does not load ({type(error).__name__})", "python")
        function = getattr(module, name, None)
        if not callable(function):
            source.fail(f"{path.name} has no function {name}", "python")
        return function

    def judge(self, rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterable[Answer]:
        function: Judge = rule.spec  # type: ignore[assignment]
        return function(rule, locus, case, person)


@cache
def _module(path: Path, _changed: int) -> ModuleType:
    """A pack's Python file, run once for all rules that name it."""
    spec = importlib.util.spec_from_file_location(f"_rules_{path.parent.name}_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
