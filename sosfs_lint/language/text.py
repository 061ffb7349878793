"""Prose as words: tokens with their places, sentences, clauses, headings and what stands under them.

`Prose` is one text (a section of a post) taken apart once. Everything that looks at language works on its arrays of
tokens; offsets always point at the same characters in the text as it was given.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sosfs_lint.language.dates import dash_between_dates
from sosfs_lint.language.words import Bit, Lexicon, Word

_INVISIBLE = "\u00ad\u200b\u200c\u200d\ufeff"
_LOWER = "a-zåäöé"
# what is not read as it stands: a word cut at the end of a line, white space that is no single plain space or line break,
# signs that are not seen, hyphens of another kind, accents on their own
_CHANGED = re.compile(
    rf"(?P<cut>[-\u2010\u2011](?<=[{_LOWER}].)[^\S\n]*\n[^\S\n]*(?=[{_LOWER}])(?!(?:och|eller|samt|resp)\b))|(?P<white>\s[\s{_INVISIBLE}]+|[^\S \n]|[{_INVISIBLE}][\s{_INVISIBLE}]*)|"
    rf"(?P<hyphen>[\u2010\u2011])|(?P<accents>[\u0300-\u036f]+)"
)
_LINE_BREAK = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")


def normalise(text: str) -> tuple[str, list[int], list[int]]:
    """The text as it is read: composed letters, no soft or line-end hyphens, white space of one sign (a space or a line break) or an
    empty line. With it where stretches begin that stand unchanged, in it and in the original."""
    text = dash_between_dates(text)
    out: list[str] = []
    reads, source = [0], [0]
    length = done = 0
    for match in _CHANGED.finditer(text):
        start, end = match.span()
        read = _read_as(text, match)
        if match.lastgroup == "accents" and start > done:
            start -= 1
        if read == text[start:end]:
            continue
        out += (text[done:start], read)
        length += start - done + len(read)
        done = end
        reads.append(length)
        source.append(end)
    out.append(text[done:])
    return "".join(out), reads, source


def _read_as(text: str, match: re.Match[str]) -> str:
    """What stands for something that is not read as it is written."""
    start, end = match.span()
    if match.lastgroup == "accents":
        return unicodedata.normalize("NFC", text[max(start - 1, 0) : end])
    if match.lastgroup != "white":
        return "-" if match.lastgroup == "hyphen" else ""
    breaks = len(_LINE_BREAK.findall(match[0]))
    if breaks and match[0][0] == "\u00ad" and text[end : end + 1].islower():
        return ""
    return "\n" * min(breaks, 2) or (" " if match[0].strip(_INVISIBLE) else "")


# "kl" is klockan before a time, else klienten
_KL = re.compile(
    r"\bkl\b(?!\.?:?\s?(?:\d|(?:ca|cirka|c:a|runt|omkring|strax|halv|kvart|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)\b))(?!\w)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Sentence:
    """Tokens first..last (last not included) that stand together. `heading` is the heading it stands under, by number."""

    first: int
    last: int
    start: int
    end: int
    heading: int | None = None
    bits: int = 0
    question: bool = False
    template: bool = False
    law: bool = False
    struck: bool = False
    reference: bool = False
    conditional: bool = False
    answer: bool | None = None
    answered: bool = False

    @property
    def plain(self) -> bool:
        """Whether it tells something: no form, no question, no quotation of the law, not struck."""
        return not (self.template or self.law or self.struck)


@dataclass(slots=True)
class Heading:
    """A heading in a text or above it: its words, where it stands, and what is under it.

    `state` is filled, blank (nothing, a filler, boxes with none or both marked) or template (only instructions).
    `line` is one that only its place tells: a short line of its own. `apart` says that it follows something that has ended.
    """

    words: str
    start: int
    end: int
    sentences: list[int] = field(default_factory=list)
    state: str = "filled"
    answer: str | None = None
    question: bool = False
    line: bool = False
    apart: bool = True


class Prose:
    """A text taken apart. Arrays run over tokens: `words`, `starts`, `ends`, `sentence_of`, `clause_of`.

    `layout` is the text with its lines, which headings, lists and sentences hang on; `text` the same, place for place, as it runs on,
    so that no cue has to ask where a line was broken.
    """

    def __init__(self, text: str, lexicon: Lexicon, heading: str | None = None) -> None:
        self.original = text
        self.layout, self._reads, self._source = normalise(text)
        self.text = self.layout.replace("\n", " ")
        self.lexicon = lexicon
        self.title = heading
        self.words: list[Word] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        lexicon.tokenise(self.text, self.words, self.starts, self.ends)
        for match in _KL.finditer(self.text):
            at = self.token_over(match.start())
            if self.words[at].text == "kl":
                self.words[at] = lexicon.word("klienten")
        self.sentences: list[Sentence] = []
        self.headings: list[Heading] = []
        self.sentence_of: list[int] = []
        self.clause_of: list[int] = []
        self.struck: Sequence[tuple[int, int]] = ()
        self.marked = False

    def source(self, offset: int) -> int:
        """The offset in the text as it was given."""
        at = bisect_right(self._reads, offset) - 1
        return min(self._source[at] + offset - self._reads[at], len(self.original))

    def token_at(self, offset: int) -> int:
        """The first token that begins at or after an offset."""
        return bisect_left(self.starts, offset)

    def token_over(self, offset: int) -> int:
        """The token that holds an offset, or the last before it."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def of(self, sentence: Sentence) -> str:
        return self.text[sentence.start : sentence.end]

    def clauses(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """The clauses of a sentence as ranges of tokens."""
        first = sentence.first
        for at in range(sentence.first + 1, sentence.last + 1):
            if at == sentence.last or self.clause_of[at] != self.clause_of[first]:
                yield first, at
                first = at


# -- sentences and clauses

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
_BETWEEN_DASHES = re.compile(rf"([-–]) (?=[{_LOWER}])[^-–\n.:;]{{2,60}}(?:\n[^-–\n.:;]{{2,60}})? \1[ \n]")
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


# -- headings

_INLINE = re.compile(
    r"(?:^|(?<=\n)|(?<=[.!?…]\s)|(?<=[.!?…]\s\s))[ \t\-–•*·▪]*(?P<words>[A-ZÅÄÖ][^\n:?!.;,]{1,70}?)\s?(?P<mark>:)(?=\s|$|[_\-–☐☒☑□\[(])",
    re.MULTILINE,
)
_QUESTION = re.compile(r"(?:^|(?<=\n)|(?<=[.!?…]\s))[ \t\-–•*·▪\d.)]*(?P<words>[A-ZÅÄÖ][^\n?!.]{3,120})\?", re.MULTILINE)
_LINE = re.compile(
    r"^(?P<before>[ \t]*(?:[#*]+[ \t]*|\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]+)?)(?P<words>[A-ZÅÄÖ](?:[^\n:?!.;]|\.(?=\w)){2,74}?)[ \t]*[*#]*[ \t]*$(?=\n\s*[A-ZÅÄÖÉ0-9\"”»'~☐☒☑□✓✔_(\[–-])",
    re.MULTILINE,
)
_BLANK = re.compile(
    r"[\s_.…\-–—:;/|]*(?:(?:ej|inte|icke) (?:ifyllt|angivet|angiven|aktuell|aktuellt|akt|dokumenterat|besvarat|bedömt)|ingen uppgift|uppgift saknas|se ovan|se nedan|"
    r"saknas|framgår (?:ej|inte)|n/?a|x+|\[(?!\s?[xX]?\s?\])[^\[\]\n\d§]{2,40}\]|[åÅyY]{2,4}[-/]?[mM]{2}[-/]?[dD]{2}|\?+|fylls i(?: senare| efter hand)?|fyll i|kompletteras|nn|okänt|"
    r"\((?:[^()\n]*\w/\w[^()\n]*|(?:obligatorisk|frivillig|välj|ange|fritext|max)\w*\b[^()\n]*)\)|…|"
    r"enl(?:igt|\.)? (?:(?:gällande|fastställd|sedvanlig|vanlig) )?(?:rutin|rutiner|rutinen|mall|mallen|praxis|ovan|ovanstående|tidigare|sedvanlig ordning))?[\s_.…\-–—:;/|]*",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"[ \t]*(?:[._…] ?){3,}[ \t]*(?=\n|$)")  # a line to write on, with nothing on it: what follows is no answer
_LABEL = re.compile(r"(?:^|(?<=[.!?…]\s))[ \t\-–•*·▪]*[A-ZÅÄÖ][^\n:?!.;,]{1,60}:(?=\s|$)", re.MULTILINE)
_EMPTY_BOX, _FULL_BOX = r"(?:☐|□|○|◯|\[\s?\]|\(\s?\))", r"(?:☒|☑|✓|✔|■|●|\[[xX]\]|\([xX]\))"
_BOXES = re.compile(rf"{_EMPTY_BOX}|{_FULL_BOX}")
_UNMARKED = re.compile(r"(?:\bja\s?/\s?nej\b|\bj\s?/\s?n\b|\bnej\s?/\s?ja\b)", re.IGNORECASE)
_FOLLOWS = re.compile(r"\s*(?P<word>[^\s☐□○☒☑✓✔\[(]+)")


# what begins a section of any report, and is no item of a list
_SECTION = re.compile(
    r"(?:(?:samlad|sammanfattande|social\w*|handläggarens|nämndens|min|vår) )?(?:bedömning\w*|analys\w*|slutsats\w*)|(?:förslag|ställningstagande)(?: till (?:beslut|insats\w*))?|bakgrund|mål(?:sättning)?|"
    r"beslut|motivering|planering|uppföljning|sammanfattning|överväganden|kommunicering|underskrift",
    re.IGNORECASE,
)

# who wrote a text stands below its last label and fills it in only where it asks for somebody
_SIGNED = re.compile(r"[ \t]*\n\s*(?:/\s*)?[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w.-]*){1,3}(?:,[^\n:]{2,90})?\s*")
_ASKS_WHO = re.compile(
    r"\b(?:vem|vilka|namn|\w*ansvarig\w*|\w*handläggare\w*|\w*sekreterare\w*|\w*fattare|\w*person\w*|\w*kontakt\w*|deltagare|deltog|närvarande|\w*utförare\w*|upprättad|av|hos|chef\w*|ombud|\w*skrift|signatur|sign|plats|ort|"
    r"god man|vårdnadshavare|förälder|tolk|adress|mottagare|till|från|företrädare|anhörig\w*|läkare|uppgiftslämnare|anmälare|skola\w*|boende|sökande|klient|barn\w*|avser|gäller)\b",
    re.IGNORECASE,
)


def find_headings(prose: Prose) -> None:
    """Fill in a text's headings (its own and those inside it), what stands under each, and whether that is anything."""
    text = prose.layout
    if prose.title:
        prose.headings.append(Heading(prose.title.strip(" :"), 0, 0, question=prose.title.rstrip().endswith("?")))
    found = [*_INLINE.finditer(text)] if ":" in text else []
    if "?" in text:
        found += _QUESTION.finditer(text)
    for match in sorted(found, key=lambda m: m.start("words")):
        if match["words"].count(" ") > 14 or _is_speaker(prose, match):
            continue
        prose.headings.append(Heading(match["words"].strip(), match.start("words"), match.end(), question=match[0].endswith("?")))
    if "\n" in text:
        prose.headings = sorted([*prose.headings, *_lines(text)], key=lambda heading: (heading.end > 0, heading.start))
    for number, heading in enumerate(prose.headings):
        after = [other for other in prose.headings[number + 1 :] if other.start >= heading.end]
        end = next((other.start for other in after if _ends_at(text, heading, other, after[0].start)), len(text))
        _fill(prose, number, heading, end)


def _lines(text: str) -> Iterator[Heading]:
    """Short lines of their own with something under them. What they say decides if they announce anything."""
    for match in _LINE.finditer(text):
        if match["words"].count(" ") < 10:
            before = text[: match.start()].rstrip(" \t")
            apart = not before.strip() or before.endswith("\n\n") or before.rstrip()[-1] in ".!"
            yield Heading(match["words"].strip(), match.start("words"), match.end(), line=True, apart=apart)


def _ends_at(text: str, heading: Heading, other: Heading, first: int) -> bool:
    """Whether what stands under a heading ends where another begins. A line may be part of a list: it ends nothing that has
    not begun, and where nothing has ended before it only what stands under another line, unless both are in capitals. The labels
    right below a line or a title are a part of it; `first` is where the next heading begins."""
    if other.start < heading.end:
        return False
    if (heading.line or heading.end == 0 or (heading.question and "\n" in text[heading.end : first])) and not other.line:
        return text[heading.end : first].strip() != ""
    if heading.line and other.line and ((heading.words.isupper() and other.words.isupper()) or _SECTION.fullmatch(other.words)):
        return True
    return not other.line or ((other.apart or heading.line) and text[heading.end : other.start].strip(" \t\n#*") != "")


def _is_speaker(prose: Prose, match: re.Match[str]) -> bool:
    """A name before a colon and a quotation: somebody speaks."""
    rest = prose.layout[match.end() : match.end() + 3].lstrip()
    return rest != "" and rest[0] in "\"”»'’" and match["words"].count(" ") <= 2


def _fill(prose: Prose, number: int, heading: Heading, end: int) -> None:
    drawn = _DRAWN.match(prose.layout, heading.end) if heading.end > 0 and not heading.line else None
    end = drawn.end() if drawn is not None else end
    content = prose.layout[heading.end : end]
    if (
        end == len(prose.layout) > heading.end > 0
        and not heading.line
        and _SIGNED.fullmatch(content)
        and not _ASKS_WHO.search(heading.words)
    ):
        content = ""
    blank = all(_BLANK.fullmatch(line) for line in _LABEL.sub("\n", content).split("\n"))
    if _BOXES.search(content) or _UNMARKED.search(content):
        blank = _read_boxes(heading, content) or blank
    heading.state = "blank" if blank else "filled"
    for index, sentence in enumerate(prose.sentences):
        if heading.end <= sentence.end and sentence.start < end and prose.ends[sentence.last - 1] > heading.end:
            if sentence.heading is None or prose.headings[sentence.heading].start <= heading.start:
                sentence.heading = number
            heading.sentences.append(index)


def _read_boxes(heading: Heading, content: str) -> bool:
    """Whether tick boxes leave the heading blank: none marked, or contradicting ones."""
    marked = [m["word"].strip(".,").casefold() for box in re.finditer(_FULL_BOX, content) if (m := _FOLLOWS.match(content, box.end()))]
    if marked:
        heading.answer = marked[0] if len(set(marked)) == 1 else None
        return len({word for word in marked if word in ("ja", "nej")}) > 1
    rest = _UNMARKED.sub("", re.sub(rf"{_EMPTY_BOX}\s*[^\s☐□○\[(,.;]+", "", content))
    return len(re.sub(r"[\W_]+", "", re.sub(r"\b\w+:", "", rest))) < 4
