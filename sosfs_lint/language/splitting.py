"""Where sentences and clauses of a text begin and end."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence

from sosfs_lint.language.text import LOWER, Prose, Sentence
from sosfs_lint.language.words import Bit, Word

_ABBREVIATIONS = frozenset(
    """bl.a t.ex f.n s.k m.m p.g.a m.fl fr.o.m t.o.m kl mån resp ang dnr tfn enl avs st mom prop soc handl utr ca i.o.m nr dr u.a eg prel
    ordf sekr förv pers.nr o.s.v osv etc ev inkl exkl dvs d.v.s jfr kap tel bitr tf vik ssk usk fys psyk gm g.m f.d s.a m.a.o e.d dyl o.dyl
    obs p.m a.a f f.ö bil forts red ca. c:a ung max min tills p.s jr sr prof leg dipl avd enh ha kr tim vb vd milj med m v s bedömn upf uppf
    kont sth sgm sjg sjukg utb info rek ev. hv bif und undert beh förs insl inf ink upp upprätt bed ggr bh anm komm plac verks samv stp fhb
    mott soc.sekr soc.tj beh.ass bist.handl dok utredn synp beställn hemtj sit best jur pers jan feb aug sept okt nov dec förhandsbed gruppl kontaktp
    stand inl ansv beh.ped vårdn tills kontaktpers inst reg sammantr""".split()
)
# also words, or what closes a list or a figure: a capital after them begins a sentence
_MAY_END = frozenset("upp med ha har min max tills bil info bed etc osv o.s.v m.m m.fl dyl o.dyl e.d st ggr kr tim mån".split())
_OPENS = re.compile(
    r"[\"”]?(?:Han|Hon|Hen|Det|Den|De|Dom|Vi|Jag|Man|Detta|Denna|Dessa|Där|Då|Därefter|Sedan|Sen|Efter|Även|Ingen|Inga|Inget|Inte|Enligt|Om|När|På|Vid|För|Men|Har|Vill|Säger|Ringer|Ringde|Bokar|Nästa|"
    r"Mamman?|Pappan?|Modern|Fadern|Barnet|Barnen|Flickan|Pojken|Dottern|Sonen|Maken|Hustrun|Föräldrarna|Undertecknad|Ut)\b"
)
# who may begin a sentence that is written without its capital
_SUBJECT = re.compile(r"(?:han|hon|hen|det|vi|jag|man)\b")
_LETTER = re.compile(r"[^\W\d_]")
_ITEM = re.compile(r"[-–•*·▪☐☒☑□✓]\s?|\d{1,2}[.)]\s")
_BETWEEN_DASHES = re.compile(rf"([-–]) (?=[{LOWER}])[^-–\n.:;]{{2,60}}(?:\n[^-–\n.:;]{{2,60}})? \1[ \n]")
_TERMINAL = re.compile(r"[.!?…]+[\"”’»)\]]*\s+|\n\s*\n\s*|\n\s*(?=[-–•*·▪☐☒☑□✓]\s?|\d{1,2}[.)]\s)|(?<=[.!?:;])[ \t]*\n\s*")
# full stops and new lines as they are spoken into a dictaphone, and typed as heard
_SPOKEN = re.compile(
    r"(?<!\bpå )(?<!\bvid )(?<!\ben )(?<!\bden )(?<!\bvarje )(?<!\bför )\b(?:punkt|ny rad|nytt stycke|frågetecken)\b\s+(?!för\b)(?=[a-zåäö])"
)
_STARTS_SENTENCE = re.compile(r"[\"”’»(\[\-–•*·▪☐☒☑□✓~]*\s*[A-ZÅÄÖÉÜ0-9]|[\"”»~☐☒☑□✓•·▪]|[-–]\s|[a-zåäö]+:\s")
_CLAUSE_WORDS = frozenset(
    "men medan fast fastän trots eftersom emedan innan sedan därför däremot varför varvid vilket vilka utan såvida ifall dock".split()
)
_AFTER_COMMA = frozenset(
    """men och så för då när om att som vilket vilka vilken därför eftersom medan utan samt eller innan sedan dock däremot varför varvid fast trots ty
    han hon de det vi jag modern fadern mamma pappa mamman pappan barnet""".split()
)

DICTATED = 45  # words; a sentence or clause so long is what nobody punctuated
_MARKS = frozenset((",", ";", ":", "–", "-"))
_TELLERS = frozenset(("jag", "vi", "han", "hon"))
_BEFORE_NAMES = frozenset("med till hos från för av på i om mot åt kring enligt via mellan utan än samt eller som".split())
_FIRST_HALVES = frozenset(
    "ann anna anne britt carl eva gun inga jan karl lars lill maj mari marie nils per rose siv stig sven ulla".split()
)
_OPENERS = frozenset("att om som hur vad när varför vilka vilken där då så och eller".split())
_FINITE = ("ar", "er", "or", "ör", "år", "är", "de", "te")
_STRONG_PAST = frozenset("var fick gick kom tog gav såg bad sa satt skrev blev drog lät bröt for".split())
_HOLDS = re.compile(r"(?:stå|stod|håll|höll|ligg|låg|sitt|satt|slå|slog|lägg|lagt|lade|sätt|ställ|tog|ta\b|tag)")
_FIRM_THINGS = frozenset(
    "vid i anställd anställning anställningen boende bostad adress inkomst tjänst jobb arbete kontakt punkt telefon summa tid dag".split()
)


def split(prose: Prose) -> None:
    """Fill in a text's sentences and clauses."""
    text, starts = prose.layout, prose.starts
    cuts = [0]
    for match in _TERMINAL.finditer(text):
        if _ends_here(prose, match):
            cuts.append(match.end())
    spoken = [match.end() for match in _SPOKEN.finditer(text)]
    if len(spoken) > 1:
        cuts = sorted({*cuts, *spoken})
    cuts.append(len(text))
    clause = 0
    for begin, end in itertools.pairwise(cuts):
        first, last = bisect_left(starts, begin), bisect_left(starts, end)
        if first == last:
            continue
        prose.sentences.append(Sentence(first, last, starts[first], prose.ends[last - 1]))
        number = len(prose.sentences) - 1
        dictated = last - first > DICTATED and not any(word.text in _MARKS for word in prose.words[first : last - 1])
        within = _beside_asides(prose.words, first, last)
        for at in range(first, last):
            begins = at > first and at not in within and _clause_begins(prose.words, at, first, last)
            if begins or (at > first and dictated and begins_anew(prose.words, at)):
                clause += 1
            prose.sentence_of.append(number)
            prose.clause_of.append(clause)
        clause += 1


def begins_anew(words: Sequence[Word], at: int) -> bool:
    """Whether the writer begins to tell of something else: "... i nästa vecka vi använde inget formulär", "... på boendet vera har sovit".

    A name after a relation or the first half of a double name is no new subject: "dottern anita ringer", "ann sofi orkar".
    """
    before = words[at - 1]
    titled = before.text in _FIRST_HALVES if before.bits & Bit.CAPITAL else before.bits & Bit.MENTION and not before.bits & Bit.PRONOUN
    named = words[at].bits & Bit.CAPITAL and before.text not in _BEFORE_NAMES and not titled
    if not (words[at].text in _TELLERS or named) or at + 1 >= len(words) or before.text in _OPENERS or before.bits & (Bit.PLAN | Bit.MODAL):
        return False
    return words[at + 1].text.endswith(_FINITE) or words[at + 1].text in _STRONG_PAST


def _ends_here(prose: Prose, match: re.Match[str]) -> bool:
    text, mark = prose.layout, match[0]
    rest = text[match.end() : match.end() + 24]
    if _ITEM.match(rest) and "\n" in mark:
        return not _is_aside_between_lines(text, match)
    if mark[0] in "!?:;" or mark.isspace() or "\n\n" in mark:
        return True
    before = text[max(0, match.start() - 14) : match.start()]
    word = re.split(r"[\s(\"”/]", before)[-1].lower()
    starts = _STARTS_SENTENCE.match(rest) is not None
    if word in _ABBREVIATIONS:
        return (word in _MAY_END and (rest[:1].isupper() or _SUBJECT.match(rest) is not None)) or _OPENS.match(rest) is not None
    if "\n" in mark:
        return starts or not (len(word) == 1 and word.isalpha())
    if not starts:
        return mark.rstrip() == "." and (_SUBJECT.match(rest) is not None or rest[:1].islower()) and _is_whole_word(prose, word, match)
    if len(word) == 1 and word.isalpha():
        return _OPENS.match(rest) is not None
    return not (word.isdigit() and len(word) <= 2 and rest[:1].isdigit())


def _is_whole_word(prose: Prose, word: str, match: re.Match[str]) -> bool:
    """Whether a full stop before a small letter ends a sentence of somebody who writes no capitals: after a word or a name, which no
    abbreviation is, or a number that is no "3. mars"; of anybody, before "hon" or "vi"."""
    if not word.isalpha():
        return len(word) > 3 and word[-1].isdigit()
    if _SUBJECT.match(prose.layout, match.end()):
        return len(word) > 1
    first = _LETTER.search(prose.layout)
    if len(word) < 3 or first is None or not first[0].islower():
        return False
    known = prose.words[prose.token_over(match.start() - 1)]
    return bool(known.bits & Bit.CAPITAL) or prose.lexicon.is_word(word)


def _is_aside_between_lines(text: str, match: re.Match[str]) -> bool:
    """Whether a line that begins with a dash is no item of a list: "utan⏎- som planerat - tolk"."""
    line = text.rfind("\n", 0, match.start()) + 1
    if match[0][0] in ".!?…:;" or text[match.start() - 1 : match.start()] in (":", ";", ",") or _ITEM.match(text, line):
        return False
    return _BETWEEN_DASHES.match(text, match.end()) is not None


def _beside_asides(words: list[Word], first: int, last: int) -> frozenset[int]:
    """The words after the dashes round an aside, which part no clauses: "har inte – trots flera försök – träffat"."""
    dashes = [at for at in range(first + 1, last - 1) if words[at].text in ("–", "-")]
    return frozenset(
        at + 1
        for opens, closes in itertools.pairwise(dashes)
        if 1 < closes - opens <= _LONGEST_ASIDE and words[opens + 1].text in _BEGINS_ASIDE and words[closes + 1].text not in _AFTER_COMMA
        for at in (opens, closes)
    )


_LONGEST_ASIDE = 8  # words
_BEGINS_ASIDE = frozenset(
    "trots efter enligt med utan som om på i vid under inför tillsammans via genom liksom förutom ännu fortfarande".split()
)


def _clause_begins(words: list[Word], at: int, first: int, last: int) -> bool:
    word = words[at]
    if word.text == ";":
        return True
    before = words[at - 1].text
    if before in (";", "–", "-", ":") and at - 1 > first:
        return True
    if before == ",":
        aside = word.text in ("att", "om") and _is_aside(words, at, first)
        return (word.text in _AFTER_COMMA or bool(word.bits & Bit.MENTION)) and not aside and not _is_listed(words, at, first, last)
    return word.text in _CLAUSE_WORDS and at - 1 > first and not _joins_nothing(words, at)


_ADVERBS = frozenset("därför däremot dock sedan".split())


def _joins_nothing(words: list[Word], at: int) -> bool:
    """Whether a word that may begin a clause stands inside one: "står fast", "beställde därför larmet", "har däremot inte"."""
    text = words[at].text
    if text == "fast":
        return _is_firm(words, at)
    after = words[at + 1] if at + 1 < len(words) else None
    if text not in _ADVERBS or after is None:
        return False
    told = at + 2 < len(words) and bool(after.bits & Bit.MENTION) and _is_finite(words[at + 2])
    if text == "sedan" and after.text in _BEFORE_NAMES:
        return True
    return _is_finite(words[at - 1]) and not told


_ALSO_FINITE = frozenset("har hade är ska skulle kan vill dog föll sov åt drack slog låg stod höll".split())


def _is_finite(word: Word) -> bool:
    if word.bits & (Bit.CAPITAL | Bit.MENTION | Bit.NEGATION):
        return False
    text = word.text
    return text.endswith(_FINITE) or text in _STRONG_PAST or text in _ALSO_FINITE


def _is_firm(words: list[Word], at: int) -> bool:
    """Whether "fast" says how something stands ("står fast vid beslutet", "fast boende") and joins no clauses."""
    after = words[at + 1].text if at + 1 < len(words) else ""
    return _HOLDS.match(words[at - 1].text) is not None or after in _FIRM_THINGS


_ASIDES = frozenset("i på den denna från per vid efter enligt enl jml jämlikt med utan genom under tillsammans samma idag nu".split())


def _is_aside(words: list[Word], at: int, first: int) -> bool:
    """Whether a day or a phrase stood between two commas: "beslutar i dag, den 3 maj, att inleda"."""
    opens = next((n for n in range(at - 3, max(first, at - 11), -1) if words[n].text == ","), None)
    return opens is not None and (bool(words[opens + 1].bits & Bit.NUMBER) or words[opens + 1].text in _ASIDES)


_AFTER_LISTED = frozenset(", och samt & . ) ( /".split())
_LONGEST_LISTED = 4


def _is_listed(words: list[Word], at: int, first: int, last: int) -> bool:
    """Somebody in a list of people, or a title beside a name: "Vera, mamma, Ulla", "Ulla Ek, enhetschef, beslutar"."""
    if at - 2 < first or not words[at - 2].bits & Bit.MENTION or not words[at].bits & Bit.MENTION:
        return False
    end = at + 1
    while end < min(last, at + _LONGEST_LISTED) and words[end].bits & Bit.MENTION:
        end += 1
    return end == last or words[end].text in _AFTER_LISTED
