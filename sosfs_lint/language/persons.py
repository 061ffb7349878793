"""Who is meant: names, relations, pronouns and dropped subjects, resolved against the people of a record.

Without people (a text on its own) it degrades to relations: an unknown first name is taken for the individual.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sosfs_lint.language.people import LABELLED, SHORT, People, first_names
from sosfs_lint.language.relations import (
    TRUSTED,
    has_peer,
    has_somebody,
    is_another_one,
    is_anybody,
    is_partner_or_trustee,
    opens_as_subject,
    owned_teller,
    owns_somebody,
    stated_relation,
)
from sosfs_lint.language.text import Prose
from sosfs_lint.language.words import Bit, Word

ROLES = ("enskild", "barnet", "foralder", "syskon", "personal", "annan")
_FEMALE = frozenset("hon henne hennes".split())
_MALE = frozenset("han honom hans".split())
_NEUTRAL = frozenset("hen hens".split())
PRONOUNS = _FEMALE | _MALE | _NEUTRAL
_FEMALE_WORD = re.compile(
    r"(?:mam+a|mamman|moder|mor|mormor|farmor|flick|dotter|doter|syster|hustru|fru|kvinn|tant|moster|faster|tös|tjej|maka|väninna|änka)\w*s?"
)
_MALE_WORD = re.compile(
    r"(?:pap+a|pappan|fader|far|morfar|farfar|pojk|son|bror|broder|man|mannen|make|kille|grabb|farbror|morbror|änkling)(?:en|ens|ns|n|s|ern|erns)?"
)
# the child whose record it is, or in an adult's record a relative
CHILD_OR_RELATIVE = frozenset("dotter dottern dotterns son sonen sonens".split())
STAFF = frozenset(
    "jag mig mej vi oss undertecknad undertecknads undertecknade ut utr hl bh handl fhl lss-handläggaren mitt min mina vår vårt våra".split()
)


_ALSO_WORDS = frozenset(
    "bo per sten björn dag tom stig max sol my maj rio vide tage son mark love juni lo kim lage inga ville hans liv".split()
)


def give_capitals(prose: Prose, people: People) -> None:
    """Give names written in lower case ("pratade med vera") the capital that they are known by.

    The record's own people wherever the name is no word besides, and anybody's name in a text that has no capitals at all.
    """
    words = prose.words
    plain = len(words) >= _WORDS_WITHOUT and not any(word.bits & Bit.CAPITAL for word in words)
    for at, word in enumerate(words):
        if word.bits & (Bit.CAPITAL | Bit.PUNCTUATION | Bit.NUMBER) or len(word.text) < 3:
            continue
        name = next(
            (one for one in (word.text, word.text.removesuffix("s")) if one in people.roles or (plain and one in first_names())), None
        )
        if name is None or len(name) < 3 or name in _ALSO_WORDS:
            continue
        if (plain and name in people.roles) or (len(name) > 3 and not word.atoms and len(word.lemmas) == _UNKNOWN):
            words[at] = prose.lexicon.word(word.text.capitalize())


def tell_forenoons(prose: Prose) -> None:
    """Read "i morgon fm" and "tisdag fm" as a time of day: alone, "fm" may be a relative; and "sök" as who applies: only "ska sök" is a verb."""
    words = prose.words
    for at, word in enumerate(words):
        if word.text == "sök" and not ((at and words[at - 1].bits & (Bit.MODAL | Bit.PLAN)) or words[at - 1].text in ("att", "och", "kan")):
            words[at] = prose.lexicon.word("Sökanden" if word.bits & Bit.CAPITAL else "sökanden")
        if word.text == "fm" and _BEFORE_FM.search(prose.text, 0, prose.starts[at]):
            words[at] = prose.lexicon.word("förmiddag")


_BEFORE_FM = re.compile(
    r"(?:\d|\bpå|\bdag|\bmorgon|\btidig|\bsen|\bunder|\b(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?)[.,]?\s+\Z", re.IGNORECASE
)


_WORDS_WITHOUT = 6
_UNKNOWN = 2  # the lemmas of a form that the vocabulary does not know: itself and "=itself"


@dataclass(slots=True)
class Mention:
    """A token that stands for a person: the role, the gender if known, and whether it is somebody the record is not about.

    `body` is a unit or an authority, which no "han" or "hon" stands for; `adult` a word that no child is called by; `unlike` a pronoun
    of the other gender than the individual's.
    """

    at: int
    role: str
    gender: str | None
    other: bool = False
    zero: bool = False
    named: bool = False
    body: bool = False
    adult: bool = False
    unlike: bool = False


def find_mentions(prose: Prose, people: People, role_atoms: Mapping[str, frozenset[int]]) -> list[Mention]:
    """Every mention of a person, in order; a dropped subject is a mention of no width at the verb that lacks it."""
    found: list[Mention] = []
    words = prose.words
    firsts = {sentence.first for sentence in prose.sentences}
    quoted = _quoted(words)
    static = {atom: role for role in ROLES for atom in role_atoms.get(role, ())}
    for at, word in enumerate(words):
        if at in firsts and word.bits & (Bit.REPORT | Bit.STANCE) and not word.bits & Bit.MENTION:
            dropped = _dropped(prose, at, found)
            if dropped is not None:
                found.append(dropped)
            continue
        if not word.bits & Bit.MENTION:
            continue
        if word.text in CHILD_OR_RELATIVE and not owns_somebody(words, at):
            role = "barnet" if people.owner_is_child else "annan"
            found.append(Mention(at, role, "f" if word.text.startswith("d") else "m"))
            continue
        if at in quoted and word.text in _FIRST_PERSON:
            continue
        mention = _mention(prose, at, word, people, static, found, first=at in firsts)
        teller = owned_teller(words, at) if mention is None else None
        if mention is not None:
            found.append(mention)
        elif teller is not None and not words[teller].bits & Bit.MENTION:
            found.append(Mention(teller, "annan", None))
    return found


_FIRST_PERSON = frozenset("jag mig mej min mitt mina vi oss vår vårt våra".split())
_QUOTES = frozenset('"”“»«')


def _quoted(words: list[Word]) -> frozenset[int]:
    """The words that stand in somebody's quoted speech, where "jag" is not whoever wrote the note."""
    inside: list[int] = []
    start = -1
    for at, word in enumerate(words):
        if word.text in _QUOTES:
            if start >= 0:
                inside += range(start + 1, at)
            start = at if start < 0 else -1
    return frozenset(inside)


def _dropped(prose: Prose, at: int, found: list[Mention]) -> Mention | None:
    """The subject that a sentence leaves out because the sentence before had it: "Träffat Elin. Uppger att hon trivs." """
    follower = prose.words[at + 1] if at + 1 < len(prose.words) else None
    if follower is None or follower.bits & (Bit.MENTION | Bit.CAPITAL):
        return None
    number = prose.sentence_of[at]
    before = [m for m in found if number - prose.sentence_of[m.at] in (0, 1) and m.role != "personal"]
    if not before:
        return Mention(at, "enskild", None, zero=True) if number == 0 else None
    last = before[-1]
    return Mention(at, last.role, last.gender, last.other, zero=True)


def _mention(
    prose: Prose, at: int, word: Word, people: People, static: Mapping[int, str], found: list[Mention], first: bool
) -> Mention | None:
    text = word.text
    if text in PRONOUNS and owns_somebody(prose.words, at):
        return None
    if text in PRONOUNS:
        known = people.known or at not in (prose.sentences[0].first, 0)
        return _pronoun(at, text, found, known=known, owner=people.owner_gender)
    if text in _COUPLE and not people.owner_is_child:
        return Mention(at, "enskild", None, adult=True)
    if (
        text in STAFF
        and not (text == "ut" and not _is_investigator(prose.words, at))
        and not (text == "mina" and word.bits & Bit.CAPITAL and not first)
    ):
        return Mention(at, "personal", None)
    if text == "ut" and not _is_investigator(prose.words, at):
        _take_from(prose, at, static, ("personal",))
        return None
    if text in _STYLED and at + 1 < len(prose.words) and _is_owners(prose.words[at + 1], people, _STYLED[text]):
        return None
    style = prose.words[at - 1].text if at else ""
    if style in _STYLED and _is_owners(word, people, _STYLED[style]):
        return Mention(at, "enskild", _STYLED[style], named=True)
    if word.bits & Bit.CAPITAL:
        named = _named(prose, at, word, people, first=first)
        if named is not None:
            if len(text) == SHORT and not static.keys().isdisjoint(word.atoms):  # "Mo", who is not "mo", the mother
                prose.words[at] = prose.lexicon.without(word, word.atoms)
            return named
    roles = {static[atom] for atom in word.atoms if atom in static}
    if roles:
        role = next(role for role in ("syskon", "foralder", "personal", "annan", "barnet", "enskild") if role in roles)
        if role in _OWN and owns_somebody(prose.words, at) and not has_peer(prose.words, at):
            return None
        if role in _OWN and is_another_one(prose.words, at):
            _take_from(prose, at, static, _OWN)
            return Mention(at, "annan", None, other=opens_as_subject(prose, at))
        if role in _OWN and is_partner_or_trustee(prose.words, at, people.owner_gender):
            _take_from(prose, at, static, _OWN)
            trusted = at > 0 and prose.words[at - 1].text in TRUSTED  # a god man may be a woman
            return Mention(at, "annan", None if trusted else "m" if _MALE_WORD.fullmatch(text) else "f", adult=True)
        if role in _OWN and (has_peer(prose.words, at) or has_somebody(prose.words, at) or is_anybody(prose.words, at)):
            _take_from(prose, at, static, _OWN)
            return None
        if role == "syskon" and _is_owner_as_sibling(prose.words, at, people):
            return Mention(at, "enskild", people.owner_gender)
        gender = "f" if _FEMALE_WORD.fullmatch(text) else "m" if _MALE_WORD.fullmatch(text) else None
        return Mention(at, role, gender, body=_BODY.fullmatch(text) is not None, adult=_ADULT.fullmatch(text) is not None)
    return None


def _take_from(prose: Prose, at: int, static: Mapping[int, str], roles: tuple[str, ...]) -> None:
    """Let a word no longer stand for anybody of some roles."""
    theirs = prose.lexicon.with_joined(atom for atom, role in static.items() if role in roles)
    prose.words[at] = prose.lexicon.without(prose.words[at], theirs)


_COUPLE = frozenset({"makarna", "makarnas"})  # in an adult's record those who apply together, not a relative of theirs
_OWN = ("barnet", "enskild")
_STYLED = {"fru": "f", "fröken": "f", "tant": "f", "herr": "m", "farbror": "m"}


def _is_owners(word: Word, people: People, gender: str) -> bool:
    """Whether "fru Lind" is she whose record it is, and not somebody else of that name."""
    return word.text in people.surnames and bool(word.bits & Bit.CAPITAL) and people.owner_gender in (None, gender)


_ADULT = re.compile(
    r"(?:man|mannen|kvinna|kvinnan|par|paret|makar|makarna|pensionär\w*|tant|tanten|gubbe|gubben|hyresgäst\w*|kund|kunden|kunder|kunde|sökande\w*|bidragstagare\w*|familj|familjen|hushåll|hushållet)s?"
)
_BODY = re.compile(
    r"(?:hem|för|sär|grund|special)?(?:tjänst|skol|hjälp)\w*|\w*(?:boende|hem|hemmet|skolan?|förskolan?|mottagning\w*|avdelning\w*|vården|vård|sjukhus\w*|central\w*|psykiatrin?|habiliteringen?|kassan|förmedlingen|verket|kommunen?|"
    r"regionen?|polisen|domstolen?|rätten?|nämnden?|utskottet|kontoret|verksamhet\w*|korttids|stöd|boendestöd\w*|team\w*|grupp\w*|enhet\w*|jouren?|personal|bolaget?|fritids|öppenvården?|hälsan|föreningen?)|"
    r"bup|bvc|mvc|fk|af|kfm|vc|hc|iv|hvb|sis|ivo|csn|kfm|vux"
)


_BEFORE_UT = frozenset(
    ", . & ( / : - och med till av hos från för att vad som samt där då när hur än frågar enl enligt mellan undrar".split()
)


def _is_investigator(words: list[Word], at: int) -> bool:
    """Whether "ut" is short for utredaren: not "går ut", "vila ut"."""
    return at == 0 or words[at - 1].text in _BEFORE_UT or ((at + 1 < len(words) and words[at + 1].text == ".") and at == 1)


def _named(prose: Prose, at: int, word: Word, people: People, *, first: bool) -> Mention | None:
    text = word.text
    if text in ("sol", "lss", "lvu") and prose.text[prose.starts[at] : prose.ends[at]] in ("SoL", "SOL"):
        return None
    bare = text.removesuffix(":s").replace(".", "")
    for name in (bare, bare[:-1] if bare.endswith("s") else ""):
        role = people.roles.get(name)
        if role is not None and len(name) <= SHORT and not (_is_short_name(prose, at, name, people) or _is_initial(prose, at, name)):
            continue
        if role is not None:
            if (name != bare or text.endswith(":s")) and owns_somebody(prose.words, at):
                return None
            if role == "enskild" and has_somebody(prose.words, at):
                return None
            gender = people.gender.get(name) if name not in people.owner else people.owner_gender
            return Mention(at, role, gender if gender != "n" else None, other=role == "syskon", named=True)
    names = first_names()
    known = bare if bare in names else bare[:-1] if bare.endswith("s") and bare[:-1] in names else None
    if known is None and "-" in bare and bare.split("-")[0] in names and len(bare.split("-")[1]) > 1:  # Ann-Sofi, Karl-Evert
        known = bare.split("-")[0]
    if known is None and first and _acts_like_a_name(prose.words, at):
        return Mention(at, "annan" if people.owner else "enskild", None, named=True)
    if known is None or (known in _ALSO_WORDS and first and not _name_follows(prose.words, at)):
        return None
    if bare.endswith("s") and known != bare and owns_somebody(prose.words, at):
        return None
    if at and prose.words[at - 1].bits & Bit.CAPITAL and prose.words[at - 1].text in names:
        return None
    relation = stated_relation(prose.words, at)
    role = relation or ("annan" if people.owner else "enskild")
    return Mention(at, role, names[known] if names[known] != "n" else None, named=True)


def _is_short_name(prose: Prose, at: int, name: str, people: People) -> bool:
    """Whether a first name of two letters stands as one: "Mo", not "mo" or "MO"."""
    return name in people.short and prose.text[prose.starts[at] + 1].islower()


def _is_initial(prose: Prose, at: int, name: str) -> bool:
    """Whether a letter or two stand for a person: written with capitals, no number beside it and no "avd" before."""
    if len(name) == 2 and name in first_names():
        return True
    before, after = (prose.words[at - 1] if at else None), (prose.words[at + 1] if at + 1 < len(prose.words) else None)
    if (before is not None and before.text in LABELLED) or (after is not None and (after.bits & Bit.NUMBER or after.text == ")")):
        return False
    return prose.text[prose.starts[at] : prose.starts[at] + len(name)].isupper()


_DEFINITE = ("en", "et", "na", "ing", "het", "rn", "nan", "pan", "kan", "tan", "san")


def _acts_like_a_name(words: list[Word], at: int) -> bool:
    """An unknown word with a capital that says, feels or wants something: "Ansgar känner sig ensam." """
    word = words[at]
    if word.atoms or len(word.lemmas) > 2 or at + 1 >= len(words) or not word.bits & Bit.SPECIFIC or word.text.endswith(_DEFINITE):
        return False
    return bool(words[at + 1].bits & (Bit.REPORT | Bit.STANCE)) and not words[at + 1].text.endswith("s")


def _name_follows(words: list[Word], at: int) -> bool:
    return at + 1 < len(words) and bool(words[at + 1].bits & (Bit.CAPITAL | Bit.REPORT | Bit.STANCE | Bit.PAST | Bit.MODAL))


_SISTER, _BROTHER = re.compile(r"\w*syst(?:er|ern|ra)"), re.compile(r"\w*bro(?:r|der|dern|rsan?)")


def _is_owner_as_sibling(words: list[Word], at: int, people: People) -> bool:
    """Whether the sibling of a sibling is the one whose record it is, and can be nobody else: "Villes lilla syster" in Elin's."""
    gender = "f" if _SISTER.fullmatch(words[at].text) else "m" if _BROTHER.fullmatch(words[at].text) else None
    if gender is None or gender != people.owner_gender or (at + 1 < len(words) and words[at + 1].bits & Bit.CAPITAL):
        return False
    whose = next((words[n].text[:-1] for n in (at - 1, at - 2) if n >= 0 and words[n].text.endswith("s")), "")
    siblings = {name for name, role in people.roles.items() if role == "syskon" and len(name) > SHORT}
    return whose in siblings and not any(people.gender.get(name) in (gender, "n") for name in siblings - {whose})


def _pronoun(at: int, text: str, found: list[Mention], *, known: bool, owner: str | None) -> Mention:
    """Whom a pronoun stands for: the last one mentioned that it fits, else the individual (but no child, where it opens a text about
    nobody known), or somebody else where the individual, whose gender is `owner`, is no "han" or no "hon"."""
    gender = "f" if text in _FEMALE else "m" if text in _MALE else None
    unlike = gender is not None and owner is not None and gender != owner
    for mention in reversed(found[-8:]):
        if mention.role == "personal" or mention.body or at - mention.at > 60:
            continue
        if gender is None or mention.gender in (None, gender):
            return Mention(at, mention.role, gender, mention.other, unlike=unlike)
    if unlike:
        return Mention(at, "annan", gender, unlike=True)
    return Mention(at, "enskild", gender, adult=not known)
