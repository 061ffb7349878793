"""Who decides at the board: its managers, where nobody says that they are somebody else's ("enhetschefen på boendet", "hennes chef")."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from sosfs_lint.language.persons import Mention
from sosfs_lint.language.text import Prose
from sosfs_lint.language.words import Bit, Word

MANAGER = re.compile(
    r"(?:enhets|grupp|verksamhets|sektions|avdelnings|områdes|distrikts|förvaltnings|myndighets|social|ifo-|e-)?(?:chef|chefen)|teamledaren?|samordnaren?"
)
_DECIDES = re.compile(
    r"(?:beslut|besl[öo]t|bestäm|bestämt|bevilj|bifall|biföll|avsl[aåo]|inle|öppna|avskriv|avskrev|avvis|godkän|förläng|medge|delege|fatta|ändrar|ändrat|upphäv)\w*"
)
_OWN = re.compile(
    r"(?:barn|unga|ungdom|familj|vuxen|vuxna|ekonomi|bistånd|försörjning|mottagning|myndighet|utredning|individ|social|förvaltning|kontoret|enheten|avdelningen|gruppen|sektionen|"
    r"placering|nämnd|äldre|funktions|lss|ifo|iof|sol)\w*"
)
_UNIT = re.compile(
    r"\w*(?:boende|boendet|hem|hemmet|gård|gården|skola|skolan|tjänst|tjänsten|verksamhet|verksamheten|företag|företaget|bolag|bolaget|jobb|jobbet|arbete|arbetet|assistans\w*|hvb\w*|korttids|klinik\w*|sjukhus\w*)"
)
_WHERE = frozenset("på i hos vid inom från för".split())
_SOMEBODYS = frozenset("hans hennes deras sin".split())
_FAR = 8  # words of a title with the unit and the name


def decides_here(mention: Mention, mentions: Sequence[Mention], prose: Prose, first: int, last: int) -> bool:
    """Whether somebody is a manager of the board who decides something in the clause from `first` to `last`: called so, or by name and title."""
    words = prose.words
    if not any(_DECIDES.fullmatch(word.text) for word in words[first:last]):
        return False
    staff = {m.at for m in mentions if m.role == "personal"}
    at = mention.at if MANAGER.fullmatch(words[mention.at].text) else _title_beside(words, mention, staff)
    return at is not None and not _is_of_another(at, mentions, words)


def _title_beside(words: Sequence[Word], mention: Mention, staff: Set[int]) -> int | None:
    """The title of somebody named: "enhetschef Rolf Hagman", "Rolf Hagman, socialsekreterare"."""
    if not mention.named:
        return None
    if mention.at and (MANAGER.fullmatch(words[mention.at - 1].text) or mention.at - 1 in staff):
        return mention.at - 1
    after = _past_names(words, mention.at + 1)
    after += after < len(words) and words[after].text in (",", "(")
    after += after < len(words) and words[after].text in ("tf", "bitr", "stf")
    return after if after < len(words) and (MANAGER.fullmatch(words[after].text) or after in staff) else None


def _is_of_another(at: int, mentions: Sequence[Mention], words: Sequence[Word]) -> bool:
    """Whether a manager is said to be somebody's, or of a unit that is not the board's."""
    others = {m.at for m in mentions if m.role != "personal"}
    before = words[at - 1] if at else None
    if before is not None and (before.text in _SOMEBODYS or (before.text.endswith("s") and at - 1 in others)):
        return True
    where = _past_names(words, at + 1)
    if where + 1 >= len(words) or words[where].text not in _WHERE:
        return False
    unit = range(where + 1, min(where + 4, len(words)))
    if _OWN.fullmatch(words[where + 1].text):
        return False
    return words[where + 1].bits & Bit.CAPITAL != 0 or any(n in others or _UNIT.fullmatch(words[n].text) for n in unit)


def _past_names(words: Sequence[Word], at: int) -> int:
    """The first word after a name that begins at `at`, if one does."""
    end = at
    while end < min(at + _FAR, len(words)) and words[end].bits & Bit.CAPITAL and words[end].text not in _WHERE:
        end += 1
    return end
