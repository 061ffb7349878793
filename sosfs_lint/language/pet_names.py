"""What a first name becomes in daily speech: Rolle for Roland, Kicki for Kristina."""

from __future__ import annotations

import re

_FORMS = {
    "lasse": "lars", "kalle": "karl carl", "bosse": "bo", "olle": "olof ola olav", "pelle": "per pär peter", "nisse": "nils", "janne": "jan", "kicki": "kristina christina",
    "kicke": "kristian christian", "maggan": "margareta margaretha", "micke": "mikael michael", "totte": "torsten torbjörn", "gurra": "gustav gustaf", "gusten": "gustav gustaf",
    "frasse": "frans", "affe": "alf alfred", "danne": "daniel dan", "perra": "per", "jocke": "joakim joacim", "nicke": "niklas niclas", "tompa": "tomas thomas",
    "tommy": "tomas thomas", "uffe": "ulf", "linkan": "linnea", "lotta": "charlotta charlotte liselotte", "lisa": "elisabet elisabeth", "bettan": "elisabet elisabeth",
    "lisbet": "elisabet elisabeth", "sussi": "susanne susanna", "gittan": "birgitta", "gitta": "birgitta", "mimmi": "maria", "kattis": "katarina", "karro": "karolina carolina",
    "jossan": "josefin josefine", "bella": "isabella", "becka": "rebecka", "vicke": "viktor victor", "vickan": "viktoria victoria", "nettan": "annette anette", "sigge": "sigvard sigurd",
    "hasse": "hans", "henke": "henrik", "rille": "rickard richard", "ricke": "rickard richard", "stickan": "stig", "lelle": "lennart", "lennan": "lennart", "jögge": "jörgen",
    "ragge": "ragnar", "kenta": "kent kenneth", "abbe": "abraham abdirahman albert", "abdi": "abdirahman abdullahi abdulkadir", "hampe": "hampus", "ebban": "ebba", "robban": "robert robin",
    "anki": "ann-kristin ann-christin", "mackan": "markus marcus", "lollo": "louise lovisa", "madde": "madeleine", "nillan": "pernilla", "tessan": "teresa therese", "emmis": "emma",
    "ia": "maria", "majsan": "maja", "putte": "patrik", "sanna": "susanna susanne", "vivi": "viveka vivianne", "ingis": "ingrid ingegerd",
}  # fmt: skip
_FIRST_SYLLABLE = re.compile(r"[^aeiouyåäö]{1,2}[aeiouyåäö]([bdfgklmnprst])")
_WORDS = frozenset("timme samme ville matte nalle halle hugge torre linne vidde villa tanne falle backe masse passe".split())


def pet_names(name: str, gender: str | None) -> frozenset[str]:
    """The pet forms of a lower-case first name that are no words of the language."""
    found = {pet for pet, names in _FORMS.items() if name in names.split()}
    first = _FIRST_SYLLABLE.match(name)
    if gender == "m" and first is not None and len(name) > 4:
        found.add(first[0] + first[1] + "e")
    return frozenset(found - _WORDS - {name})
