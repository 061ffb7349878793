"""SOS3-13s4: are the address and the number of the record contradicted by a note?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.model import Person, Post
from sosfs_lint.reading import Passage, Said, came_in, line_around, passages, quoted
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

_STREET = re.compile(
    r"\b[A-ZÅÄÖ][\wåäöé]*(?:gatan?|vägen|väg|gränd|stigen|torget|backen|plan|allén?|liden|gården|kroken|svängen|slingan|stråket)\s+\d+|\b[A-ZÅÄÖ][a-zåäöé]{4,}(?:v|vg|gt|g\.|v\.)\s+\d+",
    re.UNICODE,
)


# the flat of the field is left
_LEFT = (
    r"uppsagd|uppsagt|sagt upp|säga? upp|tömd|tömt|utstädad|avstädad|såld|sålts|säljas|avhyst\w*|avhysning|vräkt\w*|utflyttad|flytt(?:at|ade) (?:från|ut)|"
    r"är borta|(?:ej|inte|inte längre|ej längre) kvar|bor (?:ej|inte)|gamla|överlåt\w+|upphört|nycklar\w* lämnade|nycklar\w* (?:är )?inlämnade"
)
_NUMBER = re.compile(
    r"\b(?:nya?|nytt|bytt)\b[^.\n]{0,40}?\b(?:mobil\w*|telefon\w*|nummer|numret|nr|tfn|tel)\b[^.\n]{0,30}?(?P<number>\+?\d[\d –-]{5,}\d)",
    re.IGNORECASE,
)
# a number that stands beside "only", "now", "from now on"
_NUMBER_NOW = re.compile(
    r"\b(?:bara|endast|enbart|numera|framöver|hädanefter|istället|i stället|byt\w* till|gått över till|skaffat)\b[^.\n]{0,25}?\b(?:mobil\w*|telefon\w*|nummer|numret|nr|tfn|tel)\b[^.\n\d]{0,20}?(?P<number>\+?\d[\d –-]{5,}\d)",
    re.IGNORECASE,
)
# a telephone that is no more
_PHONE = r"(?:hem|mobil)?telefon(?:en)?|(?:tele|mobil)?abonnemanget|(?:fasta|vanliga) (?:telefonen|linjen|tfn)|mobil(?:en)?"
_NUMERAL = r"(?:hem|mobil|telefon)?numret"
_CUT_OFF = re.compile(
    rf"\b(?P<phone>{_PHONE}|{_NUMERAL})\b[^.,;\n]{{0,30}}?\b(?:uppsag[dt]\w*|sagts upp|upphört|(?:finns|används|gäller|kvar) (?:inte|ej)(?: längre)?|(?:inte|ej)(?: är| finns)? (?:längre|kvar)|borta för gott)\b|"
    rf"\b(?P<number>{_NUMERAL})\b[^.,;\n]{{0,30}}?\b(?:(?:går|fungerar|stämmer) (?:inte|ej)|inaktuell\w*|saknar abonnent|har ingen abonnent|ur bruk)\b|"
    r"\b(?:sagt|säger|sade) upp\b[^.,;\n]{0,15}?\b(?P<named>hemtelefon\w*|fast(?:a)? telefon\w*|(?:telefon|mobil)abonnemang\w*)\b",
    re.IGNORECASE,
)
_GROWN = 40
_LAST = timedelta(30)
_LANDLINE = re.compile(r"hem|fast", re.IGNORECASE)
_REGISTERED = re.compile(r"\b(?:folkbokförd\w*|skriven|skrivna|mantalsskriven|adressen? är)\b", re.IGNORECASE)
_WITH = re.compile(r"(?:\bc/o|\bhos)\b", re.IGNORECASE)


def current(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Missing where the record tells of another address or number than the field, or that the flat is left; a question where only a move is told; else met."""
    del person
    fields = [k for p in case.akt.personakt.enskild for k in p.kontakt if (k.varde or "").strip()]
    known = [(k.varde or "").casefold() for k in fields if k.typ == "adress"]
    numbers = ["".join(re.findall(r"\d", k.varde or "")) for k in fields if k.typ != "adress"]
    other = list(_other_numbers([n for n in numbers if n], case)) if any(numbers) else []
    other += [] if other else list(_cut_off([n for n in numbers if n], case))
    if not known and not other:
        return
    moves = [
        said
        for post in case.akt.live
        for said in case.reading.said(post, "ny-grunduppgift")
        if said.mark.kind == "says" and said.status in ("affirmed", "hearsay", "other-person")
    ]
    told = [(said, _street_near(said)) for said in moves]
    streets = {street.casefold() for _, street in told if street is not None}
    other += [
        said.evidence("contradicts") for said, street in told if street is not None and not any(street.casefold() in one for one in known)
    ]
    if not any(street in one for street in streets for one in known):
        other += list(_left(known, case))
    other += [said.evidence("contradicts") for said, street in told if street is None and _elsewhere(said, known, case)]
    same = any(street in one for street in streets for one in known)
    loose = [said for said, street in told if street is None and not same and not _is_anothers(said, case)]
    loose = [said for said in loose if not _as_it_ends(said, case)]
    lodger = any(_WITH.search(one) for one in known)
    if lodger and not other and not same:
        other = [said.evidence("contradicts") for said, street in told if street is None]
    verdict = Verdict.MISSING if other else Verdict.QUESTION if loose else Verdict.MET
    evidence = tuple((other or [said.evidence("hint") for said in loose])[:3])
    yield Answer(
        rule=rule,
        verdict=verdict,
        locus=locus,
        kind="unclear" if verdict is Verdict.QUESTION else "missing",
        evidence=evidence or (Evidence("supports", locus.place),),
    )


_ADDRESS = re.compile(r"\b(?i:(?:hem|post)?adress(?:en)?) (?:är|blir|har blivit)(?: nu| numera)? (?P<place>[A-ZÅÄÖ][\wåäöé]{3,})")


def _elsewhere(said: Said, known: list[str], case: Case) -> bool:
    """Whether a note says that the address is a house by name, and no field names it."""
    found = _ADDRESS.search(said.line)
    return (
        bool(found and known)
        and not any(found["place"].casefold() in one for one in known)
        and not _names_another(said.line[: found.start()], case)
    )


def _as_it_ends(said: Said, case: Case) -> bool:
    """Whether the move is told when the last measure ends: there is nobody to write to any more."""
    akt = case.akt.personakt
    ends = [one.slut.date if one.slut is not None else None for one in akt.insats]
    told = day_of(said.post)
    return bool(ends) and told is not None and all(end is not None and end - told <= _LAST for end in ends)


def _other_numbers(known: list[str], case: Case) -> Iterator[Evidence]:
    """Where a note gives the individual a new number that no field has."""
    for post in case.akt.live:
        for passage in () if came_in(post) else passages(post):
            for found in (*_NUMBER.finditer(passage.text.value), *_NUMBER_NOW.finditer(passage.text.value)):
                digits = "".join(re.findall(r"\d", found["number"]))
                if not any(digits[-6:] in one for one in known) and not _names_another(
                    line_around(passage.text.value, *found.span()), case
                ):
                    yield _at(post, passage, found)


def _cut_off(known: list[str], case: Case) -> Iterator[Evidence]:
    """Where a note tells that a telephone of the individual is cancelled, while the fields have such a number and not the one that a note gives instead."""
    mobile = [number.startswith(("07", "00467", "467")) for number in known]
    for post in case.akt.live:
        for passage in () if came_in(post) else passages(post):
            text = passage.text.value
            for found in _CUT_OFF.finditer(text):
                landline = _LANDLINE.search(found["phone"] or found["number"] or found["named"]) is not None
                before = line_around(text, *found.span()).split(found[0])[0]
                if known and not (landline and all(mobile)) and not _whose(before, case) and not _has_new(text, known):
                    yield _at(post, passage, found)


def _has_new(text: str, known: list[str]) -> bool:
    """Whether the same text gives a number that the fields already have as their newer one, beside the one that is gone."""
    told = ["".join(re.findall(r"\d", found["number"])) for pattern in (_NUMBER, _NUMBER_NOW) for found in pattern.finditer(text)]
    return any(digits[-6:] in one for digits in told for one in known)


_OLD = re.compile(r"\b(?:mamma|mor|moder|pappa|far|fader)(?:n|en|s|ns|ens)?\b", re.IGNORECASE)


def _whose(before: str, case: Case) -> bool:
    """Whether the words before a telephone, back to the clause that it stands in, say that it is another's; to the kin of a grown-up who tell it, "mamma" is the individual."""
    clause = re.split(r"[,;:]|\batt\b", before)[-1]
    ages = [case.akt.age(person, case.akt.last_activity or case.akt.as_of) for person in case.akt.personakt.enskild]
    grown = all(age is not None and age >= _GROWN for age in ages)
    own = grown and clause != before and _OLD.search(clause) and _names_another(before.removesuffix(clause), case)
    return not own and _names_another(clause, case)


def _left(known: list[str], case: Case) -> Iterator[Evidence]:
    """Where the street of a field is named beside words that it is left, or where somebody is said to be registered or to live at another."""
    own = [m[0] for one in known if (m := re.match(r"[^\W\d]+(?: [^\W\d]+)?(?= \d)", one))]
    for post in case.akt.live:
        for passage in passages(post):
            text = passage.text.value
            for street in own:
                for found in re.finditer(_as_written(street), text, re.IGNORECASE):
                    if re.search(rf"\b(?:{_LEFT})\b", line_around(text, *found.span()), re.IGNORECASE):
                        yield _at(post, passage, found)
            for found in _STREET.finditer(text):
                words = line_around(text, *found.span())
                if (
                    (_REGISTERED.search(words) or _lives(words))
                    and not any(found[0].casefold() in one for one in known)
                    and not _names_another(words, case)
                ):
                    yield _at(post, passage, found)


_LIVES = re.compile(
    r"\b(?:bor|flytt(?:at|ade|en|ar nu)|inflyttad|fått (?:ny |en )?(?:lgh|lägenhet|bostad)|ha(?:r|de) (?:nu )?(?:ny|nytt|egen|eget) (?:lgh|lägenhet|bostad|boende|hus|etta|tvåa|trea|fyra))\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:ska|skall|vill|ville|planera\w*|söker|sökt|kommer att|visning\w*|erbju\w+|funderar|kanske|tillfällig\w*|korttids\w*|behandlingshem\w*|tidigare|bodde|helg\w*)\b",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"\b(?:son(?:en)?|dotter\w*|bror|brodern|brorsan|syster\w*|syrran|syskon\w*|barn(?:en)?|maka\w*|make\w*|exet|gode? man\w*|familjehem\w*|kontakt\w+|vän(?:nen|nin\w*|in\w*)?|kompis\w*|grann\w*|mor(?:mor|far)\w*|far(?:mor|far)\w*|mamma\w*|pappa\w*|modern|fadern)\b"
    r"[^.,;]{0,25}\b(?:bor|flytt\w*)\b",
    re.IGNORECASE,
)


def _lives(words: str) -> bool:
    """Whether a sentence that names a street tells that the individual now lives there: no plan, no stay, nobody else's home."""
    return _LIVES.search(words) is not None and not _TO_COME.search(words) and not _KIN.search(words)


def _as_written(street: str) -> str:
    """A street as notes write it, in full or cut short."""
    stem = re.sub(r"(?:vägen|gatan)$", "", street)
    return rf"\b{re.escape(street)}" if stem == street or len(stem) < 4 else rf"\b{re.escape(stem)}(?:vägen|gatan|vg?\b|gt?\b)"


def _at(post: Post, passage: Passage, found: re.Match[str]) -> Evidence:
    text = passage.text
    return Evidence("contradicts", passage.at(found.start()), text.at(found.end()), post.id, text=quoted(text.value, *found.span()))


_PARENT = re.compile(r"\b(?:mamma|mamman|modern|mor|pappa|pappan|fadern|far|sambon|styv\w+)\b", re.IGNORECASE)


def _is_anothers(said: Said, case: Case) -> bool:
    """Whether the sentence tells of the move of a parent, a friend or another person by name, and not of the individual."""
    return _names_another(said.line, case) or _KIN.search(said.line) is not None or _of_a_name(said.line, case)


def _of_a_name(words: str, case: Case) -> bool:
    """Whether who has moved is called by a name that is not the individual's, inside the sentence."""
    own = {part for p in case.akt.personakt.enskild for part in (p.namn or "").split()}
    return any(name not in own for name in re.findall(r"(?<=[a-zåäö] )([A-ZÅÄÖ][a-zåäö]+) (?:har |hade )?flytt(?:at|ade|ar)\b", words))


def _names_another(words: str, case: Case) -> bool:
    own, others = ([(p.namn or "").split(" ")[0] for p in group] for group in (case.akt.personakt.enskild, case.akt.personakt.berord))
    if any(name and re.search(rf"\b{re.escape(name)}s?\b", words) for name in own):
        return False
    return _PARENT.search(words) is not None or any(name and re.search(rf"\b{re.escape(name)}s?\b", words) for name in others)


def _street_near(said: Said) -> str | None:
    """The street named in the sentence of a mark."""
    text = said.passage.text.value
    end = next((at for at in (text.find(". ", said.mark.end), text.find("\n", said.mark.end)) if at > 0), len(text))
    found = _STREET.search(text, said.mark.start, end)
    return found[0] if found else None
