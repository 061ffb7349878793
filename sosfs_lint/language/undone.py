"""Whether a deed was done though its words stand there: what governs an infinitive, and what the sentence says became of it.

"Fick i uppdrag att tala med Elin", "ville träffa henne men fick inte", "Samtal med Elin – uteblev", "När vi har talat med Elin
återkommer vi": asked only of concepts whose file says that they are deeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.language.frames import Match
from sosfs_lint.language.tenses import is_infinitive, is_present, is_told, tells_at
from sosfs_lint.language.text import Prose, Sentence
from sosfs_lint.language.words import Bit

# what stands before an infinitive that was carried out: "lyckades tala med", "genom att träffa", "fick tala med"
_ACHIEVED = re.compile(
    r"\b(?:lyck\w+|hann|hunnit|kom|började|börjat|fortsatte|fortsatt|valde|valt|passa\w* på|genom|efter|utan problem|(?:gav|gett|fick|fått|haft|hade) (?:\w+ )?(?:möjlighet|tillfälle|chans)\w*)"
    r"(?: (?:med|med att|till|på))?\W+att (?:\w+ ){0,2}\Z|\befter (?:\w+ )?att (?:\w+ ){0,2}ha \Z",
    re.IGNORECASE,
)
# "..., vilket också gjordes", "... . Det gjorde vi i dag"; not "men det gjorde jag inte"
_WAS_DONE = re.compile(
    r"[^.]*(?:\b(?:vilket|det|så)|\.\s+(?:Det|Detta|Så)) (?:(?:också|även|sedan|har|blev) )*(?:(?:vi|jag) )?"
    r"(?:gjordes|skedde|gjort|gjorts|lyckades|blev det|gjorde(?=\W*[.,;]|\W*\Z| (?:vi|jag|hon|han|de|undertecknad|också|även|sedan|senare|i|den)\b))\b(?![^.;]*\b(?:inte|ej|aldrig|först)\b)",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:glöm\w+|avst[oåa]\w+(?: från)?|l[äåe]ter? bli|lät bli|låtit bli|misslyck\w+(?: med)?|hindra\w+(?: från)?|undv[ie]k\w*|slapp|försumma\w+|underl[äå]t\w*|missa\w+|strunta\w+(?: i)?|"
    r"vägra\w+|nekades|försök\w*)(?: \w+){0,3}? (?:att )?(?:\w+ ){0,2}\Z",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"\b(?<!för )att (?:(?:inte|nu|då|snarast|få|själv|även|också|ensam|enskilt|\w+igen|\w+t) ){0,2}\Z|\bför att (?:\w+ )?\Z", re.IGNORECASE
)
_WISHED = re.compile(
    r"\b(?:vill|ville|kan|hade (?:\w+ )?(?:kunnat|fått|tänkt|behövt|velat|hoppats)|tänkte|får|behöver|behövde|önskar|önskade|brukar|bör|velat|hoppas)\b(?: (?!att\b|och\b|men\b|som\b|har\b|hade\b)[\w-]+){0,4} \Z",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:undrar|undrade|vet (?:inte|ej)|minns (?:inte|ej)|oklart|osäker\w*(?: på)?|kontrollera\w*|kolla\w*)\b(?: [\w-]+){0,2} om\b[^.,;]*\Z",
    re.IGNORECASE,
)
_PROVIDED = re.compile(r"\b(?:under förutsättning|förutsatt|på villkor|såvida)\b", re.IGNORECASE)
_TOO_EARLY = re.compile(
    r"(?<!inte )(?<!ej )\b(?:innan|förrän)\b[^.,;]*\b(?:hunnit|hann|hinner|kunnat|fått (?:möjlighet|tillfälle))\b[^.,;]*\Z", re.IGNORECASE
)
_NOBODY = re.compile(r"\W*(?:ingen|ingenting|varken)\b(?!.*\bmen\b)", re.IGNORECASE)
_HAD_IT = re.compile(r"\W*hade\b.*\b(?:hade|skulle)\b", re.IGNORECASE)
_PERHAPS = re.compile(
    r"\b(?:kan|torde|skulle kunna) (?:\w+ ){0,2}ha\b|\b(?:kanske|möjligen|möjligtvis|eventuellt|antagligen|troligen|förmodligen|sannolikt)\b"
    r"|\b(?:såvitt|vad) (?:jag|vi|man|undertecknad) (?:vet|förstår|minns|känner till)\b|\bom jag minns rätt\b|\b(?:tror|antar) (?:jag|vi)\b|\b(?:jag|vi) (?:tror|antar)\b"
    r"|\b(?:\w{2,}(?:de|te)|gick|gav|tog|såg|fick) nog\b(?! (?:med|av)\b)|\b(?:har|hade|blev|är) nog (?:\w+ ){0,2}\w{3,}(?:t|ts|d)\b",
    re.IGNORECASE,
)
_WISH_THAT = re.compile(
    r"\b(?:vill|ville|önskar|önskade|ber|bad|begär|begärde|kräver|krävde|yrkar|föreslår|föreslog|hoppas)\b(?: [\w-]+){0,2} att\b[^.,;]*\Z",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    r"\s*(?:Återbud|Uteb\w+|Kom (?:inte|ej|aldrig)|Dök (?:inte|ej|aldrig)|(?:\w+ )?(?:ställdes|ställde) (?:\w+ )?in|Inställ\w+|Avbok\w+|Blev (?:inte|ej) av|"
    r"(?:Hon|Han|Hen|[A-ZÅÄÖ]\w+) (?:kom|dök) (?:inte|ej|aldrig)|Ingen (?:kom|öppnade|svarade)|Inget svar|Ej svar)\b|\s*(?:Rättelse|Korrigering)\b[^.]*\b(?:inte|ej) \w+(?:t|d|ts|da)\b"
)

# what the next sentence says of one in which something was told: "Rättelse: mötet blev inte av", "Det stämmer inte"
_TAKEN_BACK = re.compile(
    r"\s*(?:Rättelse|Korrigering|Rättat|Ändring|Obs)\b(?![^.]*\butan\b)[^.]*?\b(?:inte|ej|aldrig|inget|ingen)\b"
    r"|\s*(?:Det|Detta|Uppgiften|Noteringen|Anteckningen) (?:stämmer (?:inte|ej)|är (?:inte|ej) (?:rätt|riktigt|korrekt)|är fel|var fel|blev (?:inte|ej|aldrig) av)\b",
    re.IGNORECASE,
)

_NOT_DONE = (
    r"(?:utebl[ei]\w*|inställ\w+|inst\b|(?:ställdes|ställs|ställts|ställde|ställt) (?:\w+ )?in|avbok\w+|avlys\w+|(?:flyttas|flyttades|flyttats|skjuts|sköts) (?:fram|upp)|uppskjut\w+|"
    r"bokas|inbokas|planeras|återstår|kvarstår|föll bort|"
    r"(?:inte|ej|aldrig)(?: [\w-]+){0,3}? (?:genomför\w*|hållits|hållet|hölls|rum|skett|gjorts|gjort|gjord|förts|av|hunnits|hunnit|kunnat|möjligt|aktuell\w*|till stånd)|"
    r"(?:kunde|kunnat|gick|gått) (?:inte|ej))"
)
_NO_ANSWER = r"(?:svara\w+ (?:inte|ej|aldrig)|(?:inget|ej|inte|utan) svar|nåddes (?:inte|ej)|gick (?:inte|ej) att nå|fick (?:inte|ej) tag)"
_UNANSWERED = re.compile(rf"[^.]*?(?:\bmen|,|–|-)\s*(?:[\w-]+ ){{0,3}}?{_NO_ANSWER}", re.IGNORECASE)
_FELL_THROUGH = re.compile(
    rf"\s*[,:–—-]\s*(?:(?:blev|är|har|dock|ännu|tyvärr|nej) ){{0,2}}(?:{_NOT_DONE}|nej|görs|sker|tas|genomförs|hålls|skickas)\b"
    rf"|\s*[,:–—-]\s*(?:[\w-]+ ){{0,3}}?{_NO_ANSWER}"
    rf"|(?:\s+(?!att\b|om\b|hur\b|vad\b|och\b|där\b|då\b|eftersom\b|som (?!var|är|skulle))[\w./:-]+){{0,10}}?\s+{_NOT_DONE}\b",
    re.IGNORECASE,
)
_YET_DONE = re.compile(
    r"\bmen\b[^.]*\b(?:genomför\w*|hölls|hållits|ägde rum|ägt rum|av|gjordes|skedde|skett|i stället|istället|ny tid\w*)\b", re.IGNORECASE
)
# "Talat med Elin har jag inte gjort"; not "Talat med Elin, har mått dåligt och sover inte", which leaves its subject out
_LEFT_UNDONE = re.compile(r"\s*(?:har|hade)\s+(?:jag|vi|undertecknad|[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)?)\s+(?:\w+\s+){0,2}(?:inte|ej|aldrig)\b")

_ONCE_DONE = re.compile(
    r"\b(?:när|så snart|så fort|först när|efter det att|efter att|tills|till dess(?: att)?|då)\b(?: [\w-]+){0,4}? (?:har|är)\b[^.,;]*\Z",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:kommer|ska|skall|återkommer|ligger kvar|väntar|avvaktar|avvaktas|vilar|vilande|fattas|fattar|tas|tar|kan|får|bokas|bokar|ringer|skickar|skickas|görs|planeras|beslutas|bestäms|meddelas|inleds|avslutas|prövas|hör av)\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"[^.,;]{0,30}\b(?:ifall|vid behov|i den mån|om (?:det )?(?:behövs|behov)|(?<!frågar )(?<!frågade )(?<!undrar )(?<!undrade )om (?:[\w-]+ ){1,2}(?:vill|samtycker|går med|kan|säger|orkar|kommer|godkänner|bedöms|tillåter)|först när|så fort|så snart|när (?:[\w-]+ ){1,3}(?:har|är))\b",
    re.IGNORECASE,
)
_AS_A_RULE = re.compile(r"\b(?:alltid|brukar|normalt|vanligtvis|i regel|som regel|enligt (?:\w+ )?rutin\w*)\b", re.IGNORECASE)
# what stands under such a heading is yet to be done, unless it is told in a past tense
_STILL_TO_DO = re.compile(
    r"(?:\b(?:kvar|återstår|ej|inte|ännu) (?:att )?(?:göra|gjort|genomfört|klart)|\batt göra\b|\batt-göra|nästa steg|\bplanerat|\bplanerade|fortsatt planering|framåt\b|^planering)",
    re.IGNORECASE,
)
_WRONGLY = re.compile(r"\b(?:anteckning\w*|noter\w*|uppgift\w*|det står|står)\b[^.]{0,40}\batt\b[^.]*\Z", re.IGNORECASE)
_WRONG = re.compile(
    r"[^.]*\b(?:är|var) (?:fel\w*|oriktig\w*|inte (?:riktig\w*|korrekt\w*|rätt))|[^.]*\.\s+(?:Det|Detta) (?:är|var) (?:fel\b|felaktigt|inte (?:riktigt|rätt|korrekt))",
    re.IGNORECASE,
)


def became_of(prose: Prose, match: Match, sentence: Sentence, *, content: bool) -> str | None:
    """What became of a deed: "negated", "planned" or "conditional" where it was not done or need not have been, else None.

    `content`: what is said may itself hold a negation ("Ingen tolk användes" answers whether one was used).
    """
    own = sorted(at for at in match.tokens if sentence.first <= at < sentence.last)
    if not own:
        return None
    end = _end(prose, own)
    verbs = (at for at in (*own, *_verbs_before(prose, own)) if is_infinitive(prose.words[at]))
    governed = (_governed(prose, sentence, at, match, end) for at in verbs)
    found = next((one for one in governed if one is not None), None)
    return found or _by_the_sentence(prose, sentence, own, end, content=content) or _by_its_tense(prose, match, sentence, own, end)


def _by_the_sentence(prose: Prose, sentence: Sentence, own: list[int], end: int, *, content: bool) -> str | None:
    """What the sentence as a whole says of it, in whatever tense it stands."""
    text, start = prose.text, sentence.start
    wrongly = _WRONGLY.search(text, start, end) and _WRONG.match(text, end)
    if (not content and _NOBODY.match(text, start, end)) or _TOO_EARLY.search(text, start, end) or wrongly:
        return "negated"
    if any(doubt.search(text, start, end) for doubt in (_ASKED, _PROVIDED, _PERHAPS)) or _HAD_IT.match(text, start, sentence.end):
        return "conditional"
    if _is_yet_to_come(prose, end, sentence):
        return "planned"
    return "negated" if _is_answered_no(prose, prose.starts[own[0]]) else None


def _by_its_tense(prose: Prose, match: Match, sentence: Sentence, own: list[int], end: int) -> str | None:
    """What follows tells whether something told was left, whether something present is done only at need, whether a meeting fell through."""
    text, words = prose.text, prose.words
    if any(tells_at(words, at) for at in own):
        left = _LEFT_UNDONE.match(text, end, sentence.end) or _UNANSWERED.match(text, end, sentence.end)
        return "negated" if left or _TAKEN_BACK.match(text, sentence.end) else None
    wished = _WISH_THAT.search(text, sentence.start, end)
    if wished is not None and prose.token_at(wished.start()) not in match.tokens:
        return "planned"
    if any(is_present(words[at]) for at in own):
        return "conditional" if _IF.match(text, end, sentence.end) or _AS_A_RULE.search(text, sentence.start, sentence.end) else None
    if sentence.heading is not None and _STILL_TO_DO.search(prose.headings[sentence.heading].words):
        return "planned"
    fell = _CALLED_OFF.match(text, sentence.end) or _FELL_THROUGH.match(text, end, sentence.end)
    return "negated" if fell and not _YET_DONE.search(text, end, sentence.end) else None


def was_done(prose: Prose, match: Match) -> bool:
    """Whether a sentence goes on to say that what was planned was done: "skulle skickas i maj, vilket också gjordes"."""
    last = max(match.tokens, default=match.last)
    following = prose.sentences[min(prose.sentence_of[last] + 1, len(prose.sentences) - 1)]
    return _WAS_DONE.match(prose.text, prose.ends[last], following.end) is not None


def _is_answered_no(prose: Prose, start: int) -> bool:
    """Whether it stands in a label whose box says no: "Samtal med barnet: [ ] ja [x] nej"."""
    return any(heading.start <= start < heading.end and heading.answer == "nej" for heading in prose.headings)


def _end(prose: Prose, own: list[int]) -> int:
    """Where the words of a match end; a mark after them is not theirs."""
    last = next((at for at in reversed(own) if not prose.words[at].bits & Bit.PUNCTUATION), own[-1])
    return prose.ends[last]


def _verbs_before(prose: Prose, own: list[int]) -> Iterator[int]:
    """The words before what was done, as far as the verb that has it as its object can stand: "göra en", "använda en annan"."""
    for at in range(own[-1] - 1, max(own[-1] - 5, -1), -1):
        if prose.words[at].bits & Bit.PUNCTUATION or is_told(prose.words[at]):
            return
        if at not in own:
            yield at


def _is_yet_to_come(prose: Prose, end: int, sentence: Sentence) -> bool:
    """Whether it is only what something else waits for: "När vi har talat med Elin återkommer vi", "Beslut fattas när hon har fått läsa"."""
    held = _ONCE_DONE.search(prose.text, sentence.start, end)
    if held is None:
        return False
    return bool(_THEN.search(prose.text, end, sentence.end) or _THEN.search(prose.text, sentence.start, held.start()))


def _governed(prose: Prose, sentence: Sentence, at: int, match: Match, end: int) -> str | None:
    """What governs an infinitive, by what stands before it: that it was not done, or is only to be, or None where it was or nothing does."""
    before = prose.text, sentence.start, prose.starts[at]
    never = _NEVER.search(*before)
    if never is None and (_ACHIEVED.search(*before) or _WAS_DONE.match(prose.text, end, sentence.end)):
        return None
    found = never or _TO_DO.search(*before) or _WISHED.search(*before)
    if found is None or prose.token_at(found.start()) in match.tokens:
        return None
    return "negated" if never else "planned"
