"""Legal citations as case workers write them."""

from __future__ import annotations

import re

_ACT = re.compile(
    r"\b(?:SoL|LVU|LVM|LSS|LSU|FL|OSL|SoF|FB|BrB|HSL|LPT|SFB)\b|socialtjänstl\w*|förvaltningsl\w*|föräldrabalk\w*|"
    r"lag(?:en)?\s*\(\s*\.?\s*\d{4}\s*:\s*\d+\s*\)|\b(?:19|20)\d{2}\s*:\s*\d{1,4}\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\d{1,2}\s*[a-z]?\s*kap(?:\.|itel|itlet)?\s*(?:§{1,2}\s*|paragraf\w*\s*)?\d{1,2}|\w+\s+kapitlet\s+paragraf\s+\w+|(?<![\d:])\d{1,2}\s*:\s*\d{1,2}(?!\d)|\d{1,3}\s*[a-z]?\s*§|§{1,2}\s*\d{1,3}|"
    r"\b\d{1,2}\s?[a-z]?\s*(?:och|,|resp\.?|respektive|och/eller)?\s*(?:\d{1,2}\s?)?(?:LVU|LVM|LSS)\b|\b(?:LVU|LVM|LSS)\s*\d{1,2}",
    re.IGNORECASE,
)


_SFS = re.compile(r"(?:19|20)\d{2}\s*:\s*\d{1,4}\b")


def names_act(text: str) -> bool:
    """Whether the text names an act, by short name, title or SFS number."""
    return _ACT.search(text) is not None


def names_section(text: str) -> bool:
    """Whether the text names a section, in any of the styles in use; an SFS number is none."""
    return _SECTION.search(_SFS.sub(" ", text)) is not None


def find_sections(text: str) -> list[tuple[int, int, bool]]:
    """Where sections are cited, and whether their act is named beside them (within the sentence)."""
    found = []
    for match in _SECTION.finditer(text):
        if _SFS.match(text, match.start()):
            continue
        around = text[max(0, match.start() - 60) : match.end() + 60]
        found.append((match.start(), match.end(), names_act(around) or bool(_ACT.search(match[0]))))
    return found
