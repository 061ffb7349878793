"""Where the morning goes: each format is one module and one line in OUTPUTS; to the screen, to a file, or to a file for each unit."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sosfs_lint.audit import morning_html, morning_json, morning_text, morning_xlsx
from sosfs_lint.audit.morning import Morning
from sosfs_lint.cli_output import parsed, refuse
from sosfs_lint.errors import ConfigError
from sosfs_lint.private_file import private_file

UNIT = "{unit}"


@dataclass(frozen=True)
class Output:
    """A format: what writes it, and whether it writes bytes."""

    write: Callable[[Morning, Any], None]
    binary: bool = False


OUTPUTS = {
    "text": Output(morning_text.write),
    "html": Output(morning_html.write),
    "xlsx": Output(morning_xlsx.write, binary=True),
    "json": Output(morning_json.write),
}


@dataclass(frozen=True)
class Wanted:
    """A format that was asked for, and its file; None is the screen."""

    form: Output
    file: Path | None

    def write(self, morning: Morning, *, force: bool) -> None:
        """Files are for their owner only, and whole or not at all. Raises ConfigError."""
        if self.file is None:
            self.form.write(morning, sys.stdout)
            return
        for file, part in _parts(self.file, morning):
            with private_file(file, force=force, binary=self.form.binary) as out:
                self.form.write(part, out)


def wanted_outputs(wanted: Sequence[str], sources: Sequence[str], *, force: bool) -> list[Wanted]:
    """The outputs that were asked for; a mistake is told before the night, not after it. Raises ConfigError."""
    found = parsed(wanted or ("text",), OUTPUTS)
    records = {Path(source).resolve() for source in sources}
    refuse(found, is_read=lambda file: file.resolve() in records, force=force)
    for _, file in found:
        if file is not None and UNIT in str(file.parent):
            raise ConfigError(f"{UNIT} may stand in the file's own name only", where=str(file))
        if file is not None and UNIT in file.name and not force and any(file.parent.glob(file.name.replace(UNIT, "*"))):
            raise ConfigError("files of that name exist already; use --force to overwrite them", where=str(file))
    # The screen comes last: whoever reads it may stop reading.
    return [Wanted(OUTPUTS[form], file) for form, file in sorted(found, key=lambda item: item[1] is None)]


def _parts(file: Path, morning: Morning) -> Iterator[tuple[Path, Morning]]:
    """The morning whole, or unit by unit."""
    if UNIT not in file.name:
        yield file, morning
        return
    taken: set[str] = set()
    for unit in morning.units:
        plain = re.sub(r"[^\w.-]+", "_", unit.id or "utan-enhet").strip("._") or "enhet"
        name = next(name for n in range(1, len(morning.units) + 2) if (name := plain if n == 1 else f"{plain}-{n}") not in taken)
        taken.add(name)
        yield file.with_name(file.name.replace(UNIT, name)), replace(morning, units=[unit])
