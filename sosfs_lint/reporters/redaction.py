"""Whatever looks like a personnummer is replaced in everything that is written."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

# Ten or twelve digits, a day of birth first; also samordningsnummer (day + 60), temporary numbers (TF, letters) and spaced ones.
_NUMBER = re.compile(
    r"(?<!\d)(?:(?:18|19|20)\d{2}|\d{2})-?(?:0[1-9]|1[0-2])-?(?:[0-2]\d|3[01]|[678]\d|9[01])"
    r"(?:[-+_ ]?(?:\d{4}|TF\d{2,4}|[A-ZÅÄÖ]{2}\d{2})|[-+_ ]?tf\d{2,4})(?!\d|-\d\d-\d\d)"
)


class Redactor:
    """Replaces numbers by a keyed pseudonym, or without a key by their order of appearance in the run: person-1, person-2 ...

    The same number gets the same name however it is written. A plain hash would not do: all numbers can be tried in a minute.
    """

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key
        self._known: dict[str, str] = {}

    @property
    def used(self) -> bool:
        """Whether anything has been replaced."""
        return bool(self._known)

    @property
    def keyed(self) -> bool:
        """Whether what is replaced gets the same name in every export."""
        return self._key is not None

    @property
    def note(self) -> str | None:
        """The sentence (by its key in wording) that a report must say of what was replaced."""
        if not self.used:
            return None
        return "redacted" if self._key is None else "redacted-keyed"

    def __call__(self, text: str) -> str:
        return _NUMBER.sub(self._replace, text)

    def _replace(self, match: re.Match[str]) -> str:
        digits = re.sub(r"[-+_ ]", "", match[0]).upper()
        number = digits[2:] if re.match(r"(?:18|19|20)\d{6}", digits) and len(digits) > 10 else digits
        if number not in self._known:
            self._known[number] = f"person-{self._name(number)}"
        return self._known[number]

    def _name(self, number: str) -> str:
        if self._key is None:
            return str(len(self._known) + 1)
        return base64.b32encode(hmac.digest(self._key, number.encode(), hashlib.sha256)[:10]).decode().lower()
