"""The day that a document dates itself: beside the place or the signature at its end, or on a first line of its own.

Only a day with its year is read, as one without has nothing to be counted from where no field says when the document was drawn up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DAY = (
    r"(?:(?P<year>20\d\d)[-/](?P<month>\d\d)[-/](?P<day>\d\d)"
    r"|(?P<day2>\d\d?)(?:[./](?P<month2>\d\d?)[./ -]+|\s+(?P<name>(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zé]*)\.?\s+)(?P<year2>20\d\d))(?!\d)"
)
_DRAWN_UP = r"(?i:(?:ort och )?datum:?|(?:upprättad|skriven|daterad|signerad|undertecknad|klar|färdig|fastställd|antagen|spikad|klubbad)(?: i)?:?)\s+"
# a capital word before a day is where it was signed, unless it is what happened, or is to happen, on it
_PLACE = (
    r"(?!(?:Hembesök|Besök|Möte|Samtal|Beslut|Ansökan|Anmälan|Telefon|Inkom|Ankom|Utskrift|Utskriven|Från|Planerat|Kl|Uppföljning|Uppf|Omprövning|Nästa|Senast"
    r"|Start|Slut|Avslut|Till|Gäller|Giltig|Tid|Svar|Synpunkter|Planering|Utvärdering|Avstämning|Återbesök|Flytt|Hemgång|Inflyttning|Placering|Läkartid|Tom|Fr|Född|Föräldramöte)\b)"
    r"[A-ZÅÄÖ][a-zåäö]+(?:[ -][A-ZÅÄÖ][a-zåäö]+)?,?\s+"
)
_NAME = r"(?:(?i:handläggare|utredare|underskrift|namn|vid pennan):?\s+)?[A-ZÅÄÖ][\wåäöé-]*\.?\s+[A-ZÅÄÖ](?:[^.!?]|\.(?!\s+[A-ZÅÄÖ])){0,80}"
_AT_END = re.compile(rf"(?:\A|[\n.!?])\s*(?:{_DRAWN_UP})?(?:{_PLACE}|{_NAME}\s)?(?:den\s+)?{_DAY}(?:[\s,./]+{_NAME})?[\s.]*\Z")
_AT_THE_TOP = re.compile(rf"\A\s*(?:{_DRAWN_UP})?(?:{_PLACE})?(?:den\s+)?{_DAY}\.?[ \t]*(?:\n|\Z)")
_LAST = 300  # characters


def day_dated(texts: Sequence[str]) -> date | None:
    """The day that the last of a document's texts ends with, or the first begins with; None where it gives no such day."""
    if not texts:
        return None
    found = _AT_END.search(texts[-1].rstrip()[-_LAST:]) or _AT_THE_TOP.match(texts[0])
    if found is None:
        return None
    month = found["month"] or found["month2"]
    try:
        return date(
            int(found["year"] or found["year2"]),
            int(month) if month else _MONTHS.index(found["name"][:3]) + 1,
            int(found["day"] or found["day2"]),
        )
    except ValueError:
        return None
