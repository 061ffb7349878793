"""The people of a record and what they are called in its notes: first names, pet names, initials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from sosfs_lint.language.pet_names import pet_names


@dataclass(frozen=True)
class People:
    """The people of a record by lower-case name: to which role a name belongs, and the gender where it is known.

    `owner_is_child` None when it is not known, `owner_gender` when not known or when the record is a woman's and a man's. `short` are first names of two letters, which may be words or abbreviations too.
    `providers` are the proper names of who carries a measure out.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    gender: Mapping[str, str] = field(default_factory=dict)
    owner: frozenset[str] = frozenset()
    owner_is_child: bool | None = None
    owner_gender: str | None = None
    known: bool = False
    surnames: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        owner: Iterable[str] = (),
        *,
        child: bool | None = None,
        genders: Mapping[str, str] | None = None,
        parents: Iterable[str] = (),
        siblings: Iterable[str] = (),
        staff: Iterable[str] = (),
        others: Iterable[str] = (),
        providers: Iterable[str] = (),
    ) -> People:
        """People from full names; of staff also the surname counts, of a family only first names, since it is shared.

        :param genders: Full name -> f or m where the record says it; of others the first name tells.
        """
        owner, parents, siblings, staff, others = (tuple(names) for names in (owner, parents, siblings, staff, others))
        roles: dict[str, str] = {}
        groups = (("annan", others, False), ("personal", staff, True), ("foralder", parents, False), ("syskon", siblings, False))
        for role, names, surnames in groups:
            for name in names:
                for part in _parts(name, surnames=surnames):
                    roles[part] = role
        own = frozenset(part for name in owner for part in _parts(name, surnames=False))
        told = {part: gender for name, gender in (genders or {}).items() for part in _parts(name, surnames=False)}
        own |= {pet for name in own for pet in pet_names(name, told.get(name) or first_names().get(name))} - set(roles)
        roles |= dict.fromkeys(own, "enskild")
        everybody = (*owner, *parents, *siblings, *staff, *others)
        short = frozenset(part for name in everybody for part in _parts(name, surnames=False) if len(part) == SHORT)
        for initials in (one for name in staff for one in _initials(name) if len(one) >= SHORT):
            roles.setdefault(initials, "personal")
        for role, names in (("annan", others), ("syskon", siblings), ("foralder", parents), ("enskild", owner)):
            roles |= dict.fromkeys((initials for name in names for initials in _initials(name)), role)
        known = {name: told.get(name) or first_names().get(name, "n") for name in roles}
        theirs = {told.get(part) or known.get(part) for name in owner for part in _parts(name, surnames=False)} & {"f", "m"}
        found = theirs.pop() if len(theirs) == 1 else None
        last = frozenset(name.split()[-1].lower() for name in owner if len(name.split()) > 1)
        called = frozenset(word for name in providers for word in _proper_names(name)) - set(roles) - set(first_names())
        return cls(roles, known, own, child, found, bool(roles), last, short, called)


SHORT = 2


def _initials(name: str) -> list[str]:
    """What a name is cut down to in notes: "G", "GL", of a double name also "KO", "KOB"; letters that are words of their own stand for nobody."""
    words = [word for word in re.split(r"[\s,]+", name.lower()) if len(word) > 1 and word[0].isalpha()]
    short = [words[0][0], words[0][0] + words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    double = [part[0] for part in words[0].split("-") if part] if words else []
    short += ["".join(double), "".join(double) + words[-1][0]] if len(double) == 2 and len(words) > 1 else []
    return [initials for initials in short if initials not in _NO_INITIALS]


# "I", "Å" and "Ö" begin sentences; the others are units, authorities, acts and abbreviations of the trade
_NO_INITIALS = frozenset(
    "i å ö af fk vc hc hb vh bh fl fr kr ss ut ok tv wc pm fm em ht vt iv ec ol sa al av at om en ni vi på vd ek bo åk år id it gm of fb ab gp ep up hr mm".split()
)
LABELLED = frozenset(
    "avd avdelning avdelningen hus huset vitamin typ grupp gruppen plan bilaga alternativ punkt team klass hepatit fas rum port uppgång trappa lgh lägenhet del kategori nivå influensa vägg".split()
)


def _proper_names(name: str) -> list[str]:
    """What a provider may be called by alone: of "Granens korttidsboende" "granen" and "granens", of "Hemtjänst Syd" nothing but the kind."""
    words = [word.lower() for word in re.findall(r"(?<![\w-])[A-ZÅÄÖ][a-zåäöé]{3,}(?![\w-])", name)]
    own = [word for word in words if word not in _COMMON and not word.endswith(_KINDS)]
    return own + [word[:-1] for word in own if word.endswith("s") and len(word) > LEAST]


LEAST = 4
_COMMON = frozenset(
    "norr söder väster öster norra södra västra östra centrum mitt team enhet avdelning grupp område plan barn familj vuxen unga "
    "funktionshinder försörjning kommun kommunen sverige svenska utredning mottagning bistånd myndighet".split()
)
_KINDS = (
    "boende", "boendet", "bostad", "bostaden", "tjänst", "tjänsten", "vård", "vården", "omsorg", "omsorgen", "enhet", "enheten", "hjälp", "hjälpen", "hemmet", "hem",
    "stöd", "stödet", "tids", "verksamhet", "verksamheten", "assistans", "service", "handling", "patrullen", "gruppen", "teamet", "huset", "person", "familjen",
)  # fmt: skip


def _parts(name: str, *, surnames: bool) -> list[str]:
    words = [word.lower().replace(".", "") for word in re.split(r"[\s,]+", name) if len(word) > 1]
    return words if surnames else words[:1]


@cache
def first_names() -> dict[str, str]:
    """First names common in Sweden, lower case, with f, m or n (either)."""
    found: dict[str, str] = {}
    for line in files("sosfs_lint").joinpath("language/first_names.txt").read_text("utf-8").splitlines():
        gender, *names = line.split()
        found |= {name.lower(): gender for name in names}
    return found
