"""Whatever looks like a personnummer is replaced in everything that is written."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}|\d{2})(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[678]\d|9[01])[-+]?(?:\d{4}|[A-ZÅÄÖ]{2}\d{2})(?!\d)"
)


class Redactor:
    """Replaces numbers by their order of appearance in the run: person-1, person-2 ... The same number gets the same name."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    @property
    def used(self) -> bool:
        """Whether anything has been replaced; then fingerprints do not hold between exports."""
        return bool(self._known)

    def __call__(self, text: str) -> str:
        return _NUMBER.sub(self._replace, text)

    def _replace(self, match: re.Match[str]) -> str:
        digits = re.sub(r"[-+]", "", match[0])[-10:]
        return self._known.setdefault(digits, f"person-{len(self._known) + 1}")
