"""Legal citations as case workers write them."""

from __future__ import annotations

import re

_ACT = re.compile(
    r"\b(?:SoL|LVU|LVM|LSS|LSU|FL|OSL|SoF|FB|BrB|HSL|LPT|SFB)\b|socialtjänstl\w*|förvaltningsl\w*|föräldrabalk\w*|"
    r"lag(?:en)?\s*\(\s*\.?\s*\d{4}\s*:\s*\d+\s*\)|\b(?:19|20)\d{2}\s*:\s*\d{1,4}\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\d{1,2}\s*[a-z]?\s*kap\.?\s*(?:§\s*)?\d{1,2}|(?<![\d:])\d{1,2}\s*:\s*\d{1,2}(?!\d)|\d{1,3}\s*[a-z]?\s*§|§{1,2}\s*\d{1,3}|"
    r"\b\d{1,2}\s?[a-z]?\s*(?:och|,|resp\.?|respektive|och/eller)?\s*(?:\d{1,2}\s?)?(?:LVU|LVM|LSS)\b|\b(?:LVU|LVM|LSS)\s*\d{1,2}",
    re.IGNORECASE,
)


def names_act(text: str) -> bool:
    """Whether the text names an act, by short name, title or SFS number."""
    return _ACT.search(text) is not None


def names_section(text: str) -> bool:
    """Whether the text names a section, in any of the styles in use; an SFS number is none."""
    return _SECTION.search(re.sub(r"\b(?:19|20)\d{2}\s*:\s*\d{1,4}\b", " ", text)) is not None
