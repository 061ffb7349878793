"""Notes of what somebody reported: which of their words are the caller's, and from where on the writer tells of own doings."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MET = (
    r"(?:träffa(?:de|t|r)|tala(?:de|t|r)|prata(?:de|t|r)|sam(?:talade|talat|talar)|ring(?:de|t|er)|besök(?:te|t|er)|möt(?:te|t|er)|åk(?:te|t|er)|"
    r"gick|såg|sett|informera(?:de|t|r)|berätta(?:de|t|r)|förklara(?:de|t|r)|frågar?|frågade|sms:?ade|mejlade|hämtade|körde)"
)
_WRITER = r"(?:jag|vi|undertecknade?|u\.?t\.?)"
# "Jag ringde Elin", "Därefter träffade vi henne", "Ringde sedan Elin"; not "att vi pratade", which somebody may have said
_OWN = re.compile(
    rf"(?<!att )(?<!som )\b{_WRITER}\s+(?:\w+\s+){{0,2}}?{_MET}\b|(?:^|(?<=[.!?]\s)|(?<=\n))(?:\w+\s+){{0,3}}?{_MET}\s+{_WRITER}\b"
    rf"|(?:^|(?<=[.!?]\s)|(?<=\n))(?:Träffa(?:de|t|r)|Tala(?:de|t|r)|Prata(?:de|t|r)|Ring(?:de|t)|Ringer upp|Besök(?:te|t|er)|Möt(?:te|t|er)|Åk(?:te|t|er)|Hembesök|Samtal med|På plats|Framme)\b",
    re.IGNORECASE | re.MULTILINE,
)
_CALLS = (
    r"(?:själv\s+)?(?:ringer|ringde|ringt|söker (?:upp )?(?:oss|mig)|sökte (?:upp )?(?:oss|mig)|mejlar|mejlade|smsar|smsade|anmäler|anmälde|berättar för (?:mig|oss)|"
    r"hör(?:de)? av sig|vänder sig|vände sig|(?:kommer|kom) (?:själv|hit|in|upp|till (?:oss|mig|kontoret|mottagningen|receptionen))|(?:är|var) med (?:i|på) (?:telefon\w*|samtalet|tel|högtalar\w*)|tar över (?:luren|telefonen)|i (?:luren|telefonen))"
)


def is_own_account(text: str, start: int, names: Sequence[str]) -> bool:
    """Whether what begins at an offset is the writer's own account: after the first sentence that tells of the writer's own contact,
    or anywhere where the caller is the one whose record it is.
    """
    own = _OWN.search(text)
    if own is not None and own.start() <= start:
        return True
    first = [re.escape(name.split()[0]) for name in names if name.strip()]
    return bool(first) and re.search(rf"\b(?:{'|'.join(first)})\s+{_CALLS}\b", text) is not None
