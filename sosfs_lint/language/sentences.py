"""What a whole sentence is: a form, a question, a quotation of the law, struck, a condition, a pointer to something else."""

from __future__ import annotations

import re

from sosfs_lint.language.people import first_names
from sosfs_lint.language.text import Prose, Sentence
from sosfs_lint.language.words import Bit
from sosfs_lint.taken_back import taken_back

_IMPERATIVE = re.compile(
    r"[\s\"”(\[•*·▪\d.)–-]*(?:ange|anteckna|beskriv|redogör|skriv|fyll|motivera|kryssa|markera|välj|stäm av|utgå|notera|uppge|specificera|sammanfatta|dokumentera|bifoga|"
    r"stryk|redovisa|precisera|beakta|kontrollera|försäkra|tänk på|glöm inte|obs!?|lista|komplettera|infoga|klistra|ta ställning|gör en bedömning av om|här (?:anger|skriver|beskriver|fyller|redovisar|redogör|antecknar|noterar) (?:du|man)|"
    r"här (?:anges|beskrivs|redovisas|antecknas|noteras|skrivs)|i denna ruta|under denna rubrik|rubriken används|hjälptext|mall(?:text)?:|exempel(?:text)?:|(?:exempel|förslag) (?:på|till) (?:formulering|text|skrivning|hur)[^:]{0,40}:|instruktion)\b(?! (?:att )?(?:jag|vi|han|hon)\b)",
    re.IGNORECASE,
)
_TEMPLATE_MARK = re.compile(
    r"stryk det som inte|stryk (?:det )?ej tillämpligt|stryk det ej|\(fylls i|\(ange|fylls i om|fylls i när|\bj/n\b|beviljas/avslås|(?<!\w)ja ?/ ?nej(?!-)|helt ?/ ?delvis|\bja,? (?:vilken|vilka|ange)\?|\(skriv\b|inleda ?/ ?inte inleda|sätt kryss|\[(?:namn|datum|ange|text|fyll)[^\]]*\]|<[^>]+>|xx+ ?kr|\bN\.?N\.?\b har\b|\(välj\b|\bkryssa\b|\bange (?:orsak|skäl|datum|namn|vilk\w+|typ|hur)\b|\bbeskriv\w*:|\bfyll i\b|\bvälj (?:ett|en|alternativ)|\bfritext\b|\bmax \d+ tecken|\bhjälptext\b|\.{5,}|_{4,}",
    re.IGNORECASE,
)
_NORM = re.compile(
    r"\b(?:ska|skall|bör|får|måste|har (?:den enskilde |man )?rätt(?:en)? (?:att|till)|är skyldig\w* att|gäller enligt|rekommenderar att|föreskriver)\b",
    re.IGNORECASE,
)
_NORM_VERB = re.compile(
    r"\b(?:framgå|framgår|dokumenter\w+|innehåll\w+|ange|anges|tillmät\w+|beakt\w+|lämnas|utform\w+|ges|underrättas|bedöma|bedömas|anlita|antecknas|journalför\w+|upprättas|upprätta|visa|vara|få|komma till tals|"
    r"genast|erbjudas|klarläggas|prövas|pröva|redovisas|inleda|kommuniceras|informeras|sammanställas|begränsas|hänvisa|föras|förvaras|klargöras|följas upp|följa upp|användas|används|utgå|sträva|verka|tillgodoses|ingå|motiveras|överklagas)\b",
    re.IGNORECASE,
)
_NORM_SOURCE = re.compile(
    r"\benligt (?:föreskrift\w*|allmänna råd\w*|lagen|lagtexten|regelverket|handboken|riktlinjerna|rutinen|socialstyrelsen\w*|sosfs)[^.]{0,40}\b(?:ska|skall|bör)\b|"
    r"socialstyrelsen (?:rekommenderar|anger|skriver|föreskriver)|hans eller hennes|han eller hon|den enskilde har rätt|har den enskilde rätt|^\s*den som\b[^.]{0,80}\bhar rätt|\b(?:uppdraget|beställningen|underlaget|beslutet|planen|journalen|dokumentationen|utredningen) (?:ska|skall|bör) (?:innehålla|ange|omfatta) (?:\w+ )?(?:uppgift|uppgifter|vad|vilk\w+|om|när)\b|\bfår ske (?:muntlig|skriftlig|genom|på)|(?<!enligt )(?<!enl )(?<!enl\. )(?<!av )(?<!från )(?:nämnden|myndigheten|socialnämnden|utföraren|en part|en myndighet) (?:ska|skall|bör|är skyldig)|"
    r"^\s*(?:av (?:handlingarna|journalen|dokumentationen|underlaget|beslutet) ska|det ska framgå)",
    re.IGNORECASE,
)
_CITES = re.compile(r"\b\d+ ?(?:kap\b|§)", re.IGNORECASE)
_OPTIONS = re.compile(r"\bja,? (?:vilken|vilka|ange)\?", re.IGNORECASE)
_STRUCK = re.compile(r"~~.*?~~|\[(?:över)?struket[^\]]*\]|<(?:s|del|strike)>.*?</(?:s|del|strike)>", re.IGNORECASE | re.DOTALL)
_STRUCK_SENTENCE = re.compile(r"^\s*(?:struket|överstruket|struken|makulerad|makulerat|felskrivning|felaktig anteckning)", re.IGNORECASE)
_POINTER = re.compile(
    r"\b(?:se|jfr|jämför|vide|enl\.?|enligt|framgår av|hänvisas till|hänvisar till|återfinns i|finns i|ligger i|dokumentera[td]\w* i|anteckna[td]\w* i|beskriv\w+ i|redovisa\w+ i|redogör\w* för i|infört i|bifogas|bifogad\w*|"
    r"i separat|på separat|sparad i|inlagd i|inscannad|skannad|läggs i|förvaras i|utgår från|samma \w+ som i)\b(?:(?!\b(?:och|men|då|att|eftersom|inte)\b)[^.!?]){0,30}\b"
    r"(?:\w*bilag\w*|\w*utredning\w*|\w*akten|\w*akt|\w*journal\w*|\w*protokoll\w*|\w*dokument\w*|\w*blankett\w*|\w*anteckning\w*|\w*beslut\w*|\w*mejl\w*|\w*mail\w*|\w*pärm\w*|\w*plan|\w*planen|\w*underlag\w*|\w*specifikation\w*|"
    r"\w*handling\w*|kopia\w*|papper\w*|flik\w*|brev\w*|anmälan|ansökan|rapport\w*|intyg\w*|\w*system\w*|listan|ovan|nedan|där|särskil\w+|annan plats|register)\b",
    re.IGNORECASE,
)
_SEE = re.compile(
    r"\b(?=(?:se|jfr|jmf|jf|vide)\b)(?<!att )(?<!kan )(?<!får )(?<!ska )(?<!vill )(?<!och )(?<!kunna )(?<!fick )(?<!inte )(?<!vi )(?<!måste )(?<!jag )\w+\.?\s+"
    r"(?!till\b|ut\b|om\b|på\b|fram\b|över\b|efter\b|att\b|hur\b|vad\b|sin\b|sina\b|sitt\b|barnen?\b|henne\b|honom\b|min\b|mig\b|glad\b)\w+|"
    r"\b(?:samma|likalydande|oförändra\w+|lika)\s(?:\w+\s){0,3}(?:som|sedan)\s(?:\w+\s){0,2}(?:tidigare|förra|föregående|sist|ovan|beslut\w*|år\w*)\b|\b(?:enligt|som|enl\.?) (?:ovan|nedan|tidigare)\b",
    re.IGNORECASE,
)
_BARE_POINTER = re.compile(  # all that an answer says: "bilaga 2", "bifogas"
    r"\W*(?:i |på |som )?(?:separat |särskild |egen )?(?:bilaga|bilagor|bil\.?|flik|pärm|bifogas|bifogat|bifogad|medskickas|medföljer|skickas separat|dokument)\b[\s\w.,/-]{0,12}\W*",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"^\s*(?:(?:[Oo]m(?! [\w-]+(?: [\w-]+)?:)|[Ii]fall|[Ss]kulle(?! (?:ha|vi|jag|till)\b)|[Ss]åvida|[Ff]örutsatt att|[Dd]ärest|[Ii] den mån)\b|[Vv]id (?:avslag|behov|utebliv\w+)|"
    r"(?:[Vv]ill|[Bb]lir|[Gg]år|[Hh]ar|[ÄäÅå]r|[Kk]an|[Ff]år|[Öö]vervägs|[Ff]ungerar|[Kk]ommer|[Bb]ehöver|[Ff]inns|[Ss]äger|[Uu]teblir|[Ää]ndras|[Vv]isar)"
    r" (?:det|han|hon|den(?! \d)|de|\w{2,}en|[A-ZÅÄÖ]\w+|avslag|man|någon|något)\b[^.?!]{0,90}?(?:,|\b)\s*(?:så |kan|får|ska|skall|bör|går|blir|är|tar|finns|måste|kontaktas|tas|prövas|inleds|görs|skickas|kommuniceras|träffar (?:vi|jag)|pratar (?:vi|jag)|ringer (?:vi|jag)|polisanmäler (?:vi|jag))\b)"
)
_INDIRECT = re.compile(
    r"[\s•*·▪–\d.)-]*(?:om|ifall|huruvida|i vilken mån)\b(?:(?!,|\b(?:ska|skall|får|så|annars|bör)\b).)*", re.IGNORECASE | re.DOTALL
)


def mark_sentences(prose: Prose) -> None:
    """Say of each sentence whether it is a form, quotes the law, is struck, or only points somewhere else. Done once."""
    if prose.marked:
        return
    prose.marked = True
    struck = [match.span() for match in _STRUCK.finditer(prose.text)] if any(c in prose.text for c in "~[<") else []
    struck += [(one.start, one.end) for one in taken_back(prose.text) if one.end]
    for number, sentence in enumerate(prose.sentences):
        text = prose.of(sentence)
        sentence.question = text.rstrip('"”’») ').endswith("?")
        sentence.struck = any(start < sentence.end and sentence.start < end for start, end in struck) or any(
            prose.source(sentence.start) < end and start < prose.source(sentence.end) for start, end in prose.struck
        )
        if _STRUCK_SENTENCE.match(text):
            sentence.struck = True
            if number:
                prose.sentences[number - 1].struck = True
        own = _below_prompt(prose, sentence, text)
        sentence.template = (_IMPERATIVE.match(own) is not None and not _tells(prose, sentence)) or _TEMPLATE_MARK.search(own) is not None
        sentence.law = bool(sentence.bits & Bit.MODAL or "rätt" in text or "enligt" in text) and _is_law(prose, sentence, text)
        sentence.template = sentence.template or _is_unanswered(prose, number, text)
        sentence.conditional = _INVERTED.match(text) is not None and not (sentence.heading is not None and _INDIRECT.fullmatch(text))
        pointer = _POINTER.search(text)
        points = _SEE.search(text) is not None or _BARE_POINTER.fullmatch(own) is not None
        sentence.reference = points or pointer is not None
        sentence.source = not points and pointer is not None and pointer[0].lower().startswith("enl")
    for heading in prose.headings:
        if heading.line and heading.state == "blank":
            for number in (prose.sentence_of[prose.token_at(heading.start)], *heading.sentences):
                prose.sentences[number].template = True
    _answer_questions(prose)


def _below_prompt(prose: Prose, sentence: Sentence, text: str) -> str:
    """A sentence without the prompt that it answers: "Om barnet inte hörts, ange skäl: Elin är fyra månader"."""
    for heading in prose.headings:
        if sentence.start <= heading.start and 0 < heading.end < sentence.end and heading.state == "filled":
            rest = prose.text[heading.end : sentence.end]
            at = range(prose.token_at(heading.end), sentence.last)
            if rest.count(" ") > 2 and any(prose.words[t].bits & (Bit.SPECIFIC | Bit.NUMBER) for t in at):
                return rest.lstrip()
    return text


_EMPTY, _FULL = frozenset("☐□○[]()"), frozenset("☒☑✓✔■●")


def _is_unanswered(prose: Prose, number: int, text: str) -> bool:
    """Tick boxes of which none is marked, or a prompt that ends in a colon with nothing after it."""
    if ("☐" in text or "□" in text or "[ ]" in text) and not any(c in _FULL for c in text) and "[x]" not in text.lower():
        return True
    if not text.rstrip(" _.…-–").endswith(":"):
        return False
    follower = prose.sentences[number + 1] if number + 1 < len(prose.sentences) else None
    return follower is None or prose.of(follower).rstrip().endswith(":")


def _tells(prose: Prose, sentence: Sentence) -> bool:
    """A word that can be an imperative but begins an account: it names somebody or a day."""
    return any(prose.words[at].bits & Bit.NUMBER for at in range(sentence.first, sentence.last)) and sentence.last - sentence.first > 14


def _is_law(prose: Prose, sentence: Sentence, text: str) -> bool:
    if not _NORM.search(text):
        return _NORM_SOURCE.search(text) is not None and "rekommenderar" in text.lower()
    if _NORM_SOURCE.search(text):
        return True
    if not _NORM_VERB.search(text):
        return False
    words = prose.words[sentence.first : sentence.last]
    named = (
        any(word.bits & Bit.CAPITAL for word in words[1:])
        or _tells_of_somebody([word.text for word in words])
        or words[0].text in first_names()
        or _ABBREVIATED.match(text) is not None
        or (any(word.bits & Bit.NUMBER for word in words) and not _CITES.search(text))
        or _CALENDAR.search(text) is not None
    )
    first_person = any(word.text in ("jag", "vi", "undertecknad", "ut") for word in words)
    specific = sum(1 for word in words if word.bits & Bit.SPECIFIC)
    return not named and not first_person and specific <= 1


# what a text begins with and no act names: "SDQ ska användas", "BUP ska kontaktas"
_ABBREVIATED = re.compile(r"\W*(?!SOL|LVU|LVM|LSS|LSU|HSL|OSL|LPT|LRV|SFS|SOSFS|HSLF|BRB|FPL)[A-ZÅÄÖ]{3,}\b")
# a time of this year, which no act names
_CALENDAR = re.compile(
    r"\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|jul|lucia|nyår|påsk|midsommar|sommaren|hösten|våren|vintern|semestern|lovet|\w+lovet|i dag|idag|i morgon|imorgon)\b",
    re.IGNORECASE,
)
_SOMEBODY = frozenset(
    """hon han henne honom mamma mamman mammas pappa pappan pappas mor mors far fars modern fadern mormor morfar farmor farfar flickan pojken
    maken makan hustrun sonen dottern systern brodern""".split()
)


def _tells_of_somebody(words: list[str]) -> bool:
    """Somebody is spoken of as one knows them: "hon vill att pappa ska få vara med"; the law says "han eller hon"."""
    return "eller" not in words and not _SOMEBODY.isdisjoint(words)


# "Mormor undrar när vi kommer?", "Sms från Ali: kan du ringa?": what somebody asked is told, and no form asks it
_ASKED = re.compile(
    r"\W*(?!(?:vad|hur|när|vem|vilk\w+|var|varför|har|är|kan|ska|skall|vill|får|finns|behöver|om|bör|måste|kommer|vet|hade|gör|går)\b)(?:[\w.:-]+ ){0,5}?"
    r"(?:undra\w*|fråga(?:r|de|t)|(?:vill|ville) veta|ring(?:er|de|t)|sms\w*|mejl\w*|mail\w*|skrev|skriver|hör(?:de)? av sig|samtal från|tel fr\w*)\b",
    re.IGNORECASE,
)
_ANSWERS = {"ja": True, "jo": True, "jodå": True, "japp": True, "jajamän": True, "nej": False, "nix": False, "nä": False, "nej.": False}


def _answer_questions(prose: Prose) -> None:
    """A question is a form; where yes or no follows it says what it asks, and where anything else follows it is a heading."""
    for number, sentence in enumerate(prose.sentences):
        if not sentence.question:
            continue
        if _ASKED.match(prose.of(sentence)) and not sentence.template:
            sentence.question = False
            continue
        follower = prose.sentences[number + 1] if number + 1 < len(prose.sentences) else None
        form, sentence.template = sentence.template, True
        if _OPTIONS.search(prose.of(sentence)):  # "Ja, vilken? Nej": a form in which both are left to choose
            if follower is not None and prose.of(follower).strip(" .☐□").lower() == "nej":
                follower.template = True
            continue
        if follower is None or follower.question or follower.template:
            continue
        sentence.question = False
        sentence.answered = not (form or sentence.law or sentence.struck)
        sentence.answer = _ANSWERS.get(prose.words[follower.first].text)
        if sentence.answer is not None:
            sentence.template = False
