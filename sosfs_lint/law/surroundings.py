"""What stands around numbers, and tells a citation from a time, a score, a count or a paragraph of something else than an act."""

from __future__ import annotations

from sosfs_lint.law.acts import acts
from sosfs_lint.law.grammar import Pieces
from sosfs_lint.law.parts import Part
from sosfs_lint.law.tokens import Kind

_CITING = frozenset(
    "enl enligt jml jmlk jämlikt jl jmf jfr jämför lagrum lagrummet lagstöd paragraf msa stöd tillämpning bifall bifalles avslag".split()
)
_TOPICS = (
    "utr", "anmäl", "orosanm", "bistånd", "bifall", "avsl", "bevilj", "ansök", "insats", "inled", "hemtj", "försörjn", "förhandsb", "skyddsb", "aktual",
    "öppnas", "barnutr", "vuxenutr", "beslut",
)  # fmt: skip
_OTHER_DOCUMENTS = (
    "delegation", "protokoll", "avtal", "hyresavtal", "ramavtal", "riktlin", "reglement", "stadga", "ordningsreg", "policy", "rutin", "bilag", "kontrakt",
    "instruktion", "överenskommelse", "upphandling", "verksamhetsplan", "dagordning",
)  # fmt: skip
_BODIES = frozenset(
    "sn au su ks kf sau ksau snau sun ifn isu vn on ifo san asn son kommunstyrelsen utskottet utskottets nämnden nämndens".split()
)
_COUNTED = frozenset(
    "personkrets personkretsen pkrets krets har hade ca cirka totalt sammanlagt antal av om på över under vecka veckan v sid sida sidan nr nummer kl klockan den grupp fas steg nivå "
    "åt för med till från mellan efter rum avd avdelning typ rad bilaga".split()
)


def cites_pair(pieces: Pieces, i: int, j: int, part: Part) -> bool:
    """Whether a pair such as 11:1 is cited as law, without its act: after "enligt", or beside what such sections are about."""
    if not _in_sol(part):
        return False
    k = i - 1
    while pieces.sign(k, ".:("):
        k -= 1
    before = pieces.at(k)
    if before.kind is Kind.PARAGRAF or pieces.at(i).kind is Kind.PARAGRAF or pieces.at(j - 1).kind is Kind.PARAGRAF:
        return True
    if before.kind is Kind.AGE:
        before = pieces.at(k - 1)
    if before.value in _CITING or (before.value == "av" and pieces.at(k - 1).value == "stöd"):
        return True
    figures = str(part.paragraf).rstrip("abcdefghij")
    if len(figures) > 1 and pieces.at(j).kind is not Kind.DASH:  # may be a clock time
        return False
    follows = pieces.at(j + 1) if pieces.sign(j, ",(") or pieces.at(j).kind is Kind.DASH else pieces.at(j)
    return before.value.startswith(_TOPICS) or follows.value.startswith(_TOPICS)


def _in_sol(part: Part) -> bool:
    return any(acts()[sfs].has_section(part.kapitel, str(part.paragraf), ever=True) for sfs in ("2025:400", "2001:453"))


def is_other_document(pieces: Pieces, i: int, j: int) -> bool:
    """Whether a section without an act is one of minutes, a contract or guidelines."""
    k = j + 1 if pieces.at(j).value in ("i", "av", "ur", "enligt") else j
    if pieces.at(k).value in ("den", "det", "nämndens", "kommunens", "vår", "vårt"):
        k += 1
    if pieces.at(k).kind is Kind.WORD and pieces.at(k).value.startswith(_OTHER_DOCUMENTS):
        return True
    k = i - 2 if pieces.sign(i - 1, "(,:.") else i - 1
    before = pieces.at(k)
    if before.kind is not Kind.WORD:
        return False
    return before.value.startswith(_OTHER_DOCUMENTS) or (before.value in _BODIES and pieces.at(i).kind is Kind.PARAGRAF)


def may_be_counted(pieces: Pieces, i: int) -> bool:
    """Whether a number before an act's name counts something ("tre LVU", "personkrets 2 LSS") rather than being its section."""
    before = pieces.at(i - 1)
    if pieces.sign(i - 1, "."):
        before = pieces.at(i - 2) if pieces.at(i - 2).value in _CITING else pieces.at(i - 1)
    if pieces.at(i).kind is Kind.CARDINAL:
        return before.value not in _CITING
    return before.kind in (Kind.PUNKT, Kind.STYCKE, Kind.OTHER, Kind.DASH, Kind.NUMBER) or (
        before.kind is Kind.WORD and before.value in _COUNTED
    )
