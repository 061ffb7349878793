"""Who is meant: names, relations, pronouns and dropped subjects, resolved against the people of a record.

Without people (a text on its own) it degrades to relations: an unknown first name is taken for the individual.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from sosfs_lint.language.pet_names import pet_names
from sosfs_lint.language.text import Prose
from sosfs_lint.language.words import Bit, Word

ROLES = ("enskild", "barnet", "foralder", "syskon", "personal", "annan")
# relations that make a genitive before them somebody else: "barnets mamma", "Elins bror"
_RELATIONS = re.compile(
    r"(?:mam|pap)ma\w*|mamman?s?|pappan?s?|moder\w*|fader\w*|mor|far|föräld\w+|vårdnadshavar\w*|vh\w*|(?:stor|store|lill|lille|lilla|halv|tvilling|hel)?(?:bror|brod|syst|syskon)\w*|lärar\w*|mentor\w*|kurator\w*|"
    r"kompis\w*|vän\w*|väninn\w*|familjehem\w*|mormor\w*|morfar\w*|farmor\w*|farfar\w*|styv\w+|låtsas\w+|plast\w+|bonus\w+|dotter\w*|döttrar\w*|son|sonen|söner\w*|"
    r"man|make\w*|maka\w*|hustru\w*|fru|frun|sambo\w*|pojkvän\w*|flickvän\w*|partner\w*|granne\w*|gode?|förvaltar\w*|ombud\w*|advokat\w*|biträde\w*|läkar\w*|"
    r"hemtjänst\w*|personal\w*|kontaktperson\w*|kontaktman\w*|boende\w*|skola|skolan|anhörig\w*|släkt\w*|familj|familjen|barn|barnbarn\w*|hyresvärd\w*|chef\w*|klass\w*|rektor\w*"
)
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


@dataclass(frozen=True)
class People:
    """The people of a record by lower-case name: to which role a name belongs, and the gender where it is known.

    `owner_is_child` None when it is not known. `short` are first names of two letters, which may be words or abbreviations too.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    gender: Mapping[str, str] = field(default_factory=dict)
    owner: frozenset[str] = frozenset()
    owner_is_child: bool | None = None
    owner_gender: str | None = None
    known: bool = False
    surnames: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()

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
        short = frozenset(part for name in everybody for part in _parts(name, surnames=False) if len(part) == _SHORT)
        for initials in (one for name in staff for one in _initials(name) if len(one) >= _SHORT):
            roles.setdefault(initials, "personal")
        for role, names in (("annan", others), ("syskon", siblings), ("foralder", parents), ("enskild", owner)):
            roles |= dict.fromkeys((initials for name in names for initials in _initials(name)), role)
        known = {name: told.get(name) or first_names().get(name, "n") for name in roles}
        found = next((known[name] for name in sorted(own) if known.get(name) in ("f", "m")), None)
        last = frozenset(name.split()[-1].lower() for name in owner if len(name.split()) > 1)
        return cls(roles, known, own, child, found, bool(roles), last, short)


_SHORT = 2


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
_LABELLED = frozenset(
    "avd avdelning avdelningen hus huset vitamin typ grupp gruppen plan bilaga alternativ punkt team klass hepatit fas rum port uppgång trappa lgh lägenhet del kategori nivå influensa vägg".split()
)


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
    """Read "i morgon fm" and "tisdag fm" as a time of day: alone, "fm" may be a relative."""
    words = prose.words
    for at, word in enumerate(words):
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

    `body` is a unit or an authority, which no "han" or "hon" stands for; `adult` a word that no child is called by.
    """

    at: int
    role: str
    gender: str | None
    other: bool = False
    zero: bool = False
    named: bool = False
    body: bool = False
    adult: bool = False


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
        if word.text in CHILD_OR_RELATIVE and not _owns_somebody(words, at):
            role = "barnet" if people.owner_is_child else "annan"
            found.append(Mention(at, role, "f" if word.text.startswith("d") else "m"))
            continue
        if at in quoted and word.text in _FIRST_PERSON:
            continue
        mention = _mention(prose, at, word, people, static, found, first=at in firsts)
        teller = _owned_teller(words, at) if mention is None else None
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
    if text in PRONOUNS and _owns_somebody(prose.words, at):
        return None
    if text in PRONOUNS:
        return _pronoun(at, text, found, known=people.known or at not in (prose.sentences[0].first, 0))
    if text in _COUPLE and not people.owner_is_child:
        return Mention(at, "enskild", None, adult=True)
    if (
        text in STAFF
        and not (text == "ut" and not _is_investigator(prose.words, at))
        and not (text == "mina" and word.bits & Bit.CAPITAL and not first)
    ):
        return Mention(at, "personal", None)
    if text == "ut" and not _is_investigator(prose.words, at):
        return None
    if text in _STYLED and at + 1 < len(prose.words) and _is_owners(prose.words[at + 1], people, _STYLED[text]):
        return None
    style = prose.words[at - 1].text if at else ""
    if style in _STYLED and _is_owners(word, people, _STYLED[style]):
        return Mention(at, "enskild", _STYLED[style], named=True)
    if word.bits & Bit.CAPITAL:
        named = _named(prose, at, word, people, first=first)
        if named is not None:
            if len(text) == _SHORT and not static.keys().isdisjoint(word.atoms):  # "Mo", who is not "mo", the mother
                prose.words[at] = prose.lexicon.without(word, word.atoms)
            return named
    roles = {static[atom] for atom in word.atoms if atom in static}
    if roles:
        role = next(role for role in ("syskon", "foralder", "personal", "annan", "barnet", "enskild") if role in roles)
        if role in _OWN and _owns_somebody(prose.words, at) and not _has_peer(prose.words, at):
            return None
        if role in _OWN and _is_another_one(prose.words, at):
            own = prose.lexicon.with_joined(atom for atom, of in static.items() if of in _OWN)
            prose.words[at] = prose.lexicon.without(word, own)
            return Mention(at, "annan", None, other=_opens_as_subject(prose, at))
        if role in _OWN and (_has_peer(prose.words, at) or _has_somebody(prose.words, at)):
            own = prose.lexicon.with_joined(atom for atom, of in static.items() if of in _OWN)
            prose.words[at] = prose.lexicon.without(word, own)
            return None
        if role == "syskon" and _is_owner_as_sibling(prose.words, at, people):
            return Mention(at, "enskild", people.owner_gender)
        gender = "f" if _FEMALE_WORD.fullmatch(text) else "m" if _MALE_WORD.fullmatch(text) else None
        return Mention(at, role, gender, body=_BODY.fullmatch(text) is not None, adult=_ADULT.fullmatch(text) is not None)
    return None


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
        if role is not None and len(name) <= _SHORT and not (_is_short_name(prose, at, name, people) or _is_initial(prose, at, name)):
            continue
        if role is not None:
            if (name != bare or text.endswith(":s")) and _owns_somebody(prose.words, at):
                return None
            if role == "enskild" and _has_somebody(prose.words, at):
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
    if bare.endswith("s") and known != bare and _owns_somebody(prose.words, at):
        return None
    if at and prose.words[at - 1].bits & Bit.CAPITAL and prose.words[at - 1].text in names:
        return None
    relation = _stated_relation(prose.words, at)
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
    if (before is not None and before.text in _LABELLED) or (after is not None and (after.bits & Bit.NUMBER or after.text == ")")):
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


_TITLES = re.compile(
    r"\w*(?:sekreterare|handläggaren?|kuratorn?|lärare|läraren|mentorn?|rektorn?|psykolog(?:en)?|läkaren?|sköterskan?|pedagog(?:en)?|chef(?:en)?|föreståndaren?|terapeut(?:en)?|"
    r"assistent(?:en)?|behandlaren?|biträde|konsulent(?:en)?|ledaren?|personal(?:en)?|tolk(?:en)?|advokat(?:en)?|jurist(?:en)?|vikarien?|vittnet|diakon(?:en)?|logoped(?:en)?)|ssk|usk|dsk|"
    r"dottern?|sonen|brodern|brorsan?|systern|grannen?|makens?|hustrun?|frun?|mannen|sambon?|kompisen?|vännen|väninnan|mamma|mamman|modern|pappa|pappan|fadern|"
    r"mormor|morfar|farmor|farfar|mostern?|fastern?|godeman|god|gode|kontaktperson(?:en)?|familjehemsmamman?|familjehemspappan?|kollegan?|tränaren?|\w*tränaren?"
)


def _stated_relation(words: list[Word], at: int) -> str | None:
    """The role of somebody whose relation or title stands beside the name: "dottern Karin", "Anna Ek, kurator"."""
    before = words[at - 1].text if at else ""
    if _TITLES.fullmatch(before):
        return "foralder" if re.fullmatch(r"mam+an?|modern|pap+an?|fadern", before) else "annan"
    after = at + 1
    while after < len(words) and words[after].bits & Bit.CAPITAL:
        after += 1
    if after + 1 < len(words) and words[after].text in (",", "(") and _TITLES.fullmatch(words[after + 1].text):
        return "annan"
    return None


def _owns_somebody(words: list[Word], at: int) -> bool:
    """A genitive before a relation: "barnets mamma", "Elins äldre bror"."""
    text = words[at].text
    if not text.endswith("s"):
        return False
    ahead = [word.text for word in words[at + 1 : at + 3]]
    return bool(ahead) and (
        _RELATIONS.fullmatch(ahead[0]) is not None
        or (len(ahead) > 1 and ahead[0].endswith(_ATTRIBUTE) and _RELATIONS.fullmatch(ahead[1]) is not None)
        or _owned_teller(words, at) is not None
    )


def _owned_teller(words: list[Word], at: int) -> int | None:
    """Where somebody stands who tells and is known only by whose they are: "Elins tränare berättar", "hennes nya klasskompis säger"."""
    if not words[at].text.endswith("s"):
        return None
    who = at + 2 if at + 2 < len(words) and words[at + 1].text.endswith(_ATTRIBUTE) and not words[at + 2].bits & _TELLING else at + 1
    if who + 1 >= len(words) or words[who].bits & (_TELLING | _NO_NOUN) or _IS_NOBODY_ELSE.fullmatch(words[who].text):
        return None
    tells = words[who + 1].bits & _TELLING and not words[who + 1].text.endswith("s")
    inverted = who + 2 < len(words) and words[who + 2].bits & Bit.MENTION
    return who if tells and not inverted else None


_ATTRIBUTE = ("re", "a", "e")
_TELLING = Bit.REPORT | Bit.STANCE
_NO_NOUN = Bit.CAPITAL | Bit.NUMBER | Bit.PUNCTUATION
# what is somebody's own word and not another person's: "Elins åsikt", "Ruts kroppsspråk"
_IS_NOBODY_ELSE = re.compile(
    r"(?:jag|vi|hon|han|hen|de|dom|man)|(?:åsikt|uppfattning|mening|vilja|önskan|önskning|önskemål|röst|kroppsspråk|ansiktsuttryck|berättelse|inställning|synpunkt|synsätt|syn|svar|ord|teckning|tankar?|mål|dröm|känsl|behov|beteende|blick|tecken|egen|egna|eget|själv)\w*"
)


def _has_somebody(words: list[Word], at: int) -> bool:
    """Somebody's relation named before them: "mamman till Elin", "läraren till flickan"."""
    return at > 1 and words[at - 1].text == "till" and _OF_WHOM.fullmatch(words[at - 2].text) is not None


def _has_peer(words: list[Word], at: int) -> bool:
    """Another child named by whose brother, sister or friend it is: "flickans bror". Not a parent: "barnens mamma har slagits" is theirs."""
    return words[at].text.endswith("s") and any(_PEER.fullmatch(word.text) for word in words[at + 1 : at + 3])


def _is_another_one(words: list[Word], at: int) -> bool:
    """Somebody of the same kind and in the same house, who is not the one meant: "en annan flicka", "flickan i rummet bredvid"."""
    if at and words[at - 1].text in ("annan", "annans"):
        return True
    if at > 1 and words[at - 1].text in ("andra", "andre") and words[at - 2].text == "den":
        return True
    beside = at + 2 < len(words) and words[at + 1].text in _BESIDE and not words[at + 2].bits & Bit.MENTION and words[at + 2].text != "sig"
    return beside or _NEXT_DOOR.match(" ".join(word.text for word in words[at + 1 : at + 4])) is not None


def _opens_as_subject(prose: Prose, at: int) -> bool:
    """Whether a sentence begins with somebody and the words that belong to them: not "hot mot en annan intagen", "knuffade en annan elev"."""
    first = prose.sentences[prose.sentence_of[at]].first
    return at - first <= 2 and all(word.text in _BEFORE_ANOTHER for word in prose.words[first:at])


_BEFORE_ANOTHER = frozenset("en ett den annan annans andra andre".split())
_BESIDE = frozenset("bredvid mittemot intill".split())
_NEXT_DOOR = re.compile(
    r"(?:i|på) rummet (?:bredvid|mittemot|intill)\b|i grannrummet\b|på (?:andra|motsatta) (?:sidan|avdelningen)\b|på grannavdelningen\b"
)
_PEER = re.compile(r"\w*(?:bror|broder|brodern|brorsan?|syster|systern|syrran?|syskon|syskonet)|kompis|kompisen|vän|väninna|kusin")
_OF_WHOM = re.compile(
    r"(?:mam+a|pap+a)n?|modern?|fadern?|föräld(?:er|ern|rar|rarna)|vårdnadshavar(?:e|en|na)|\w*(?:brod?e?rn?|systern?|syskonet|syskonen)|\w*lärare?n?|mentorn?|rektorn?|kompisen?|vännen|väninnan|"
    r"(?:mor|far)(?:mor|far)|grannen?|sambon?|maken|makan|pojkvännen|flickvännen|tränaren|kusinen?|mostern?|fastern?"
)
_SISTER, _BROTHER = re.compile(r"\w*syst(?:er|ern|ra)"), re.compile(r"\w*bro(?:r|der|dern|rsan?)")


def _is_owner_as_sibling(words: list[Word], at: int, people: People) -> bool:
    """Whether the sibling of a sibling is the one whose record it is, and can be nobody else: "Villes lilla syster" in Elin's."""
    gender = "f" if _SISTER.fullmatch(words[at].text) else "m" if _BROTHER.fullmatch(words[at].text) else None
    if gender is None or gender != people.owner_gender or (at + 1 < len(words) and words[at + 1].bits & Bit.CAPITAL):
        return False
    whose = next((words[n].text[:-1] for n in (at - 1, at - 2) if n >= 0 and words[n].text.endswith("s")), "")
    siblings = {name for name, role in people.roles.items() if role == "syskon" and len(name) > _SHORT}
    return whose in siblings and not any(people.gender.get(name) in (gender, "n") for name in siblings - {whose})


def _pronoun(at: int, text: str, found: list[Mention], *, known: bool) -> Mention:
    """Whom a pronoun stands for: the last one mentioned that it fits, else the individual (but no child, where it opens a text about nobody known)."""
    gender = "f" if text in _FEMALE else "m" if text in _MALE else None
    for mention in reversed(found[-8:]):
        if mention.role == "personal" or mention.body or at - mention.at > 60:
            continue
        if gender is None or mention.gender in (None, gender):
            return Mention(at, mention.role, gender, mention.other)
    return Mention(at, "enskild", gender, adult=not known)
