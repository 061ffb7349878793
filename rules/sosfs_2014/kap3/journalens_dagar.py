"""SOS3-16s3.1 and SOS3-16s3.3: when something was done, and when a document came in or was drawn up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sosfs_lint.akt import FieldStatus, day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at, not_read
from sosfs_lint.checks.values import is_unread_day
from sosfs_lint.language.annotate import Annotation
from sosfs_lint.language.dates import find_dates
from sosfs_lint.language.status import Status
from sosfs_lint.model import Anteckning, Handling, Person, Post
from sosfs_lint.reading import is_unread, passages, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Reason, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.wording import say

_TODAY = re.compile(
    r"\b(?:i dag|idag|i morse|i kväll|i (?:efter|för)middags?|i middags|nu på (?:morgonen|förmiddagen|eftermiddagen|fm|em|kvällen)|denna (?:morgon|förmiddag|eftermiddag|kväll))\b",
    re.IGNORECASE,
)
# counted back from the day of entry
_WEEKDAY = re.compile(
    r"\bi (?:mån|tis|ons|tors|fre|lör|sön)dags\b|\b(?:mån|tis|ons|tors|fre|lör|sön)dag(?:s|en)? (?:den )?\d{1,2}(?:[:/.]|\b)|\b(?:i går|igår|i förrgår|i natt|i går kväll)\b",
    re.IGNORECASE,
)
_LATELY = r"(?:i )?förra (?:veckan|v\b\.?|månaden)|härom(?:dan?|dagen|natten|kvällen|morgonen|veckan|sistens)|nyligen|för (?:ett tag|en tid|några dagar) (?:sedan|sen)"
_VAGUE = re.compile(
    r"\b(?:(?<!gång )(?<!gånger )(?<!ggr )(?<!dagar )(?<!timmar )(?<!per )(?<!någon )(?<!nån )i (?:helgen|veckan|förra veckan|månaden|våras|höstas|vintras|somras|mellandagarna|jul(?:helgen)?as?)|"
    rf"{_LATELY}|"
    r"(?:denna|den här) veckan|tidigare i (?:veckan|år))\b"
    r"|^\s*(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|vår|sommar|höst|vinter|vt|ht)\w{0,6}\.?\s*-?\s*(?:\d\d|20\d\d)\.",
    re.IGNORECASE,
)
# what is still to be done then
_AHEAD = re.compile(
    r"\b(?:ska|skall|kommer att|skriv(?:er|s)|ring(?:er|s)|återkommer|hör (?:\w+ )?av|mejlar|bokar|tar (?:\w+ )?upp|kollar|läser|tittar|skickar|lämnar|planerar|tänker|hinner|får|går|görs?|ses|möts|träffas|rensar|renskriver)\b"
    r"[^.!?]*?\b(?:i (?:helgen|veckan|mellandagarna)|(?:denna|den här) veckan)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:har|hade|var|blev|kom|gick|fick|tog|sa|sade|\w{3,}(?:ade|rde|nde|gde|lde|pte|kte|ste|ats|atts))\b", re.IGNORECASE)


def _is_vague(sentence: str) -> bool:
    """Whether a sentence has a vague time that does not lie ahead."""
    return _VAGUE.search(sentence) is not None and (_AHEAD.search(sentence) is None or _DONE.search(sentence) is not None)


def measure(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """The day of a note's measure: its own field, an exact day in the text; a vague time alone is missing, the entry day alone a question."""
    del person
    for post in case.posts_at(locus, "post"):
        assert isinstance(post, Anteckning)
        texts = [passage.text for passage in passages(post)]
        stated = post.handelse is not None and post.handelse.tid is not None and post.handelse.tid.date is not None
        sentences = [sentence[0] for text in texts for sentence in _SENTENCE.finditer(text.value)]
        vague = any(_is_vague(sentence) for sentence in sentences)
        another = stated and any(_of_another_time(sentence) for sentence in sentences)
        days = [_names_day(sentence, post) for sentence in sentences]
        if (stated and not another) or (not stated and any(days) and not _began_vaguely(sentences, days)):
            yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(Evidence("supports", post.place, post=post.id),))
            continue
        if post.handelse is not None and is_unread_day(post.handelse) and not vague:
            yield Answer(rule=rule, verdict=Verdict.NOT_CHECKED, locus=locus, reason_code=Reason.DATE, reason=say("date-not-read"))
            continue
        verdict = Verdict.QUESTION if another or (post.registrerad is not None and not vague) else Verdict.MISSING
        if verdict is Verdict.MISSING and not vague and _has_no_days(case):
            yield Answer(rule=rule, verdict=Verdict.NOT_CHECKED, locus=locus, reason_code=Reason.FIELD, reason=say("field-not-exported"))
            continue
        kind = "unclear" if verdict is Verdict.QUESTION else "missing"
        yield Answer(rule=rule, verdict=verdict, locus=locus, kind=kind, evidence=(Evidence("hint", post.place, post=post.id),))


_MEASURE = re.compile(
    r"\b(?:ring(?:de|t)|besök(?:et|te|t)?|träffa(?:de|t)|mejla(?:de|t)|hembesök\w*|möte[ts]?|mötte|samtal\w*|(?:var|varit|åkte|gick)(?: jag| vi)? (?:hos|hemma|på|med|i|hem))\b",
    re.IGNORECASE,
)
_SOME_DAYS_AGO = re.compile(rf"\b(?:{_LATELY}|tidigare i veckan)", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:säger|sa|sade|berätta\w*|uppge\w*|enl|enligt|hört|hörde|tycker|menar|skriver|skrev|tänker|vill|ska|skall|frånvaro\w*|gång(?:er)?|ggr)\b",
    re.IGNORECASE,
)


# what the other one answered, or the hour of the writer's own call: the vague time is of something else
_ANSWERED = re.compile(
    r"(?i):\s*(?:de|dom|han|hon|hen|man|det)\b|\b(?:ring|sök|mejla|träffa)\w*\b[^.,:;]{0,25}?(?<![\d/])[0-2]?\d[.:][0-5]\d\b"
)


def _of_another_time(sentence: str) -> bool:
    """Whether the writer tells of a meeting or call of their own at a vague time, in a note that is dated otherwise."""
    lately, answered = _SOME_DAYS_AGO.search(sentence), _ANSWERED.search(sentence)
    if lately is None or not _MEASURE.search(sentence) or _TOLD.search(sentence) or _TODAY.search(sentence):
        return False
    if answered is not None and answered.start() < lately.start():
        return False
    return not any(mark.precision in ("day", "minute") for mark in find_dates(sentence, None))


_CONTACT = re.compile(r"\b(?:ring(?:er|de|t)|besök\w*|träffa\w*|mejla\w*|hembesök|möt(?:e|te|er)|samtal\w*|kom|var)\b", re.IGNORECASE)


def _began_vaguely(sentences: list[str], days: list[bool]) -> bool:
    """Whether the contact that a note begins with has only a vague time: a day further on is of something else."""
    return not days[0] and _is_vague(sentences[0]) and _CONTACT.search(sentences[0]) is not None


def _names_day(sentence: str, post: Post) -> bool:
    """Whether a sentence says on which day something was done: in so many words, or by "i dag" in a note that was entered that day."""
    if _is_vague(sentence) and not _TODAY.search(sentence):
        return False
    if (_TODAY.search(sentence) or _WEEKDAY.search(sentence)) and day_of(post) is not None:
        return True
    return any(mark.precision in ("day", "minute") for mark in find_dates(sentence, day_of(post)))


def _has_no_days(case: Case) -> bool:
    """Whether the export carries neither the day of an event nor the day of entry of any note."""
    return all(case.akt.status(f"anteckning/{name}") in ("ej-exporterat", "okant") for name in ("handelse", "registrerad"))


_ALIKE = {
    "ansök": "ansök|\\bans\\b|sökt |söker|begäran|begär ", "överklag": "överkl|besvär|klag(?:ar|an|at|ade) (?:på|över)|skrivelse|(?:brev|skriv\\w*) mot", "utredning": "utredning|\\butr\\b|\\butredn\\b|underlag", "plan": "plan", "anmäl": "anmäl|oros|\\banm\\b",
    "rapport": "rapport", "brev": "brev|skrivelse|kallelse", "beställning": "beställn|\\bbest\\b|uppdrag", "uppdrag": "uppdrag|beställn", "intyg": "intyg",
    "underlag": "underlag|utredning", "dom": "\\bdom\\b|domen|avgörande", "beslut": "beslut", "samtycke": "samtycke", "skydds": "skyddsbed|\\bskb\\b", "skb": "skyddsbed|\\bskb\\b", "protokoll": "protokoll|\\bprot\\b",
    "meddelande": "meddelande", "yttrande": "yttrande|\\byttr\\b", "remiss": "remiss", "avtal": "avtal", "kallelse": "kallelse|kallad", "mejl": "mejl|mail", "blankett": "blankett|val av", "epikris": "epikris",
    "fullmakt": "fullmakt", "e-tjänst": "ansök|anmäl|e-tjänst", "e-blankett": "ansök|e-tjänst|blankett", "förbunds": "förbund", "skrivelse": "skrivelse|brev", "slut": "slutant\\w*|sluttext|slutrapport", "e-post": "mejl|mail|e-post", "epost": "mejl|mail|e-post", "hemställan": "hemställ", "övervägande": "övervägande", "kartläggning": "kartläggning",
}  # fmt: skip
# how titles are cut short
_IN_FULL = {
    "utr": "utredning",
    "utredn": "utredning",
    "ans": "ansökan",
    "anm": "anmälan",
    "best": "beställning",
    "yttr": "yttrande",
    "prot": "protokoll",
    "slutant": "slutanteckning",
    "gp": "genomförandeplan",
    "kompl": "komplettering",
}
_SHORT = re.compile(rf"\b({'|'.join(_IN_FULL)})\b\.?")
_CAME = re.compile(
    r"\b(?:(?:mejl|mail|brev|kuvert|post)(?: i ?dag| i ?går| nu| också)? (?:från|fr\b)|ink|ank|inkom\w*|på pränt|på papper|kom(?:mer|mit)?|kommit in|avsän[dt]\w*|utskicka\w*|anlänt|emottag\w*|inläm\w*|inl\.?|in (?:i dag|i går|idag|igår|i morse|i (?:mån|tis|ons|tors|fre)dags|den)|insänd\w*|mottag\w+|emottag\w+|tog emot|tas emot|fick|fått|får|fax\w*|post\w*|anländ\w*|lämna\w*|in\w*scann\w*|skanna\w*|skriv(?:en|et|er|it|na)|skrivs (?:klar|under|ut|in)\w*|"
    r"upprätta\w*|klar\w*|färdig\w*|skicka\w*|lagt|lagd|lades|ladda\w*|sän[dt]\w*|över(?:sän[dt]|lämna)\w*|mejla\w*|maila\w*|expedier\w*|(?:via|genom|i|per) (?:portal|system|mejl|mail|post|fax)\w*|gå(?:tt|r) (?:ut|i ?väg)|gick (?:ut|i ?väg|till|över)|skrev\w*|påskriv\w*|lagts|besked\w*|meddela\w*|ifyll\w*|signera\w*|undertecknad\w*|ligger|damp|landade|dök upp|trillade|låg i (?:posten|facket|brevlådan)|läggs|stämpl\w*|ankom\w*|hemsän\w*|rekommender\w*|diarie\w*|registrera\w*|bifoga\w*|färdigställ\w*|(?:sätt(?:er|a)|satte|satt|snickra\w*|knåpa\w*|skriver|skrivit|fick|få(?:r|tt)) ihop|ihop(?:satt|skriven|skrivet)\w*|(?:tar|tog|ta(?:git|s|gits)) fram|framtag\w*|(?:gör|gjorde|gjort|blev|är) (?:\w+ )?(?:klart?|färdigt?)|avsluta\w*|avslutas|gjord|görs|gjordes|ifylld)\b",
    re.IGNORECASE,
)
# a stop after a shortened word, before a word that no sentence begins with, ends none
_SENTENCE = re.compile(
    r"[^.!?\n]+(?:\.(?:\d| (?=(?:kom|inkom|ink|inkommit|kommit|låg|har|fr|från|för|om|ang|till|i|på|med|av|och|o|samt|daterad\w*|skannad\w*|inskannad\w*) ))[^.!?\n]*)*"
)


def document(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Whether a note about the time of the document tells that it came in or was drawn up. Mentioned otherwise: a question of nothing more."""
    del person
    for post in case.posts_at(locus, "post"):
        assert isinstance(post, Handling)
        name = _SHORT.sub(lambda found: _IN_FULL[found[1]], " ".join(title_of(post)).casefold())
        words, loose = _words_for(name, case, post)
        about = re.search("sarah|missförhåll|avvikelse|rapport$", name) is not None and "slut" not in name
        dated = _stated_day(post) is not None
        notes = [note for note in _notes_near(post, locus, case) if not _is_of_another(note, post, words, case)]
        found = next(
            (
                e
                for note in notes
                for e in _mentions(note, words, case, _sender(post, case), loose=loose, about_sarah=about, dated=dated)
                if not _of_another_number(note, name)
            ),
            None,
        )
        found = found or next((e for note in notes for e in _by_title(note, post, (title_of(post) or [""])[0].casefold())), None)
        if found is None and any(is_unread(note) for note in notes):
            yield not_read(rule, locus)
            continue
        if found is None and not _is_carried(post, case):
            yield Answer(rule=rule, verdict=Verdict.NOT_CHECKED, locus=locus, reason=say("field-not-exported"), reason_code=Reason.FIELD)
            continue
        paper = next((evidence for note in notes for evidence in _some_paper(note, post, words)), None) if found is None else None
        if paper is not None:
            yield Answer(rule=rule, verdict=Verdict.QUESTION, locus=locus, kind="unclear", evidence=(paper,))
            continue
        yield Answer(
            rule=rule,
            verdict=Verdict.MISSING if found is None else Verdict.MET,
            locus=locus,
            evidence=(found,) if found else (),
            looked=looked_at(rule, locus, case) if found is None else None,
        )


# something came that day, and nobody wrote what
_SOME_PAPER = re.compile(
    r"(?i)\b(?:dok(?:ument)?\.?|handling(?:ar)?|post(?:en)?|papper(?:en)?|bunt\w*|bilag\w*|kompl\w*|kuvert|brev|mejl|mail|fax(?:et)?)\b[^.]{0,40}?"
    r"(?:\bink\b|inkom\w*|in ?s[ck]anna\w*|s[ck]anna\w*|kom\b|mottag\w*|inlagd|lagt|lagd)|^\s*(?:inkom\w*|ink\.?)\W+(?:in)?s[ck]anna"
)


def _some_paper(note: Anteckning, post: Handling, words: str) -> Iterator[Evidence]:
    """Where a note of about that day tells that a paper came and not which; it may be this one."""
    day, own = _stated_day(post), day_of(note)
    if post.slag == "upprattad":
        yield from _worked_on(note, words)
        return
    if day is not None and own is not None and not timedelta(-1) <= own - day <= timedelta(1):
        return
    for passage in passages(note):
        for sentence in _SENTENCE.finditer(passage.text.value):
            unnamed = _SOME_PAPER.search(sentence[0]) and not _OTHER_KIND.search(sentence[0].replace("handling", ""))
            dated = post.inkommen is not None and _DATED.search(sentence[0]) and re.search(words, sentence[0], re.IGNORECASE)
            if unnamed or dated:
                yield Evidence("hint", passage.at(sentence.start()), passage.text.at(sentence.end()), note.id)


_WORKED_ON = re.compile(
    r"(?i)\b(?:(?:genom)?läst|läser|skriver ihop|skriva ihop|sammanställer|renskriver|formulerar|gick igenom|går igenom|gått igenom)\b"
)


def _worked_on(note: Anteckning, words: str) -> Iterator[Evidence]:
    """Where a note tells that a plan or report was read or is being written: it was there about then, the day is not said."""
    if words != _PLAN and not words.startswith("utredning"):
        return
    pattern = re.compile(words, re.IGNORECASE)
    named = pattern.search(" ".join(title_of(note))) is not None
    for passage in passages(note):
        for sentence in _SENTENCE.finditer(passage.text.value):
            if _WORKED_ON.search(sentence[0]) and (named or pattern.search(sentence[0])):
                yield Evidence("hint", passage.at(sentence.start()), passage.text.at(sentence.end()), note.id)


def _by_title(note: Anteckning, post: Handling, name: str) -> Iterator[Evidence]:
    """Where a note points to the document by its id, or one of its own day by its whole title."""
    day, own = _stated_day(post), day_of(note)
    same = day is not None and own is not None and abs(own - day) <= timedelta(1)
    title = len(name.split()) > 1 and same
    for passage in passages(note):
        text = passage.text.value.casefold()
        at = (
            re.search(rf"\b{re.escape((post.id or '').casefold())}\b", text)
            if post.id and re.search(r"\d", post.id) and len(post.id) > 3
            else None
        )
        start = at.start() if at else text.find(name) if title else -1
        if start >= 0:
            yield Evidence("supports", passage.at(start), passage.text.at(start + len(name) if not at else at.end()), note.id)


def _stated_day(post: Handling) -> date | None:
    """The day that the document came in or was drawn up, by its own field; the day it was entered is none."""
    tid = (post.inkommen.tid if post.inkommen else None) or (post.upprattad.tid if post.upprattad else None)
    return tid.date if tid is not None else None


def _stated_month(post: Handling) -> date | None:
    """The first day of the month that the document is of, where no day is given."""
    tid = (post.inkommen.tid if post.inkommen else None) or (post.upprattad.tid if post.upprattad else None)
    return date(tid.year, tid.month, 1) if tid is not None and tid.month is not None and not tid.open_ended else None


def _is_carried(post: Handling, case: Case) -> bool:
    """Whether the export carries what the answer hangs on: the journal, and when the document came in or was drawn up."""
    if case.akt.status("anteckning") in (FieldStatus.NOT_EXPORTED, FieldStatus.UNKNOWN) and not case.akt.personakt.anteckning:
        return False
    days = {"inkommen": ("inkommen",), "upprattad": ("upprattad",)}.get(post.slag or "", ("inkommen", "upprattad"))
    return any(case.akt.told_status(f"handling/{day}") not in (FieldStatus.NOT_EXPORTED, FieldStatus.UNKNOWN) for day in days)


_PLAN = r"\w*plan(?:en|er|s)?\b"
_GENERIC = r"handling\w*|dokument\w*|\bplan(?:en)?\b|skrivelse\w*|papper\w*"


def _words_for(name: str, case: Case, post: Handling) -> tuple[str, bool]:
    """What a note would call a document: its kind, else what its first words call it, else (and then True) words of its title that name nobody, else any word for a paper."""
    if "plan" in name and "planering" not in name:
        return _PLAN, False
    if "planering" in name and "utredning" in name:
        return rf"{_PLAN}|planering\w*|planlagt|planlagd\w*|upplägg\w*", False
    plain = re.sub(r"ungdom\w*|\b\w+dom(?=s)", "", name.replace("beslutsunderlag", "underlag"))
    kinds = "|".join((*(alike for stem, alike in _ALIKE.items() if stem in plain), *re.findall(r"\b\d{5,}\b", plain)))
    if kinds:
        return kinds, False
    record = case.akt.personakt
    names = {part for p in (*record.enskild, *record.berord) for part in (p.namn or "").casefold().split()}
    own = "|".join(re.escape(word) for word in re.findall(r"[a-zåäö]{5,}", name) if word not in names)
    opening = next((passage.text.value[:160].casefold() for passage in passages(post)), "")
    first = "|".join(alike for stem, alike in _ALIKE.items() if re.match(rf"\W*(?:\w+\W+){{0,2}}\w*{stem}", opening))
    first = first or "|".join(
        _ALIKE[stem] for stem in ("överklag", "ansök", "anmäl", "intyg", "beställning", "yttrande") if stem in opening
    )
    if first and not (own and any(alike in own for alike in _ALIKE)):
        return f"{first}|{own}" if own else first, False
    heads = "|".join(_heads(word) for word in own.split("|") if len(word) >= _COMPOUND)
    return f"{own}|{heads}" if heads else own or _GENERIC, bool(own)


_COMPOUND, _HEAD = 9, 5


def _heads(word: str) -> str:
    """What a compound is called for short: "kartan" for "kommunikationskarta"."""
    ends = "|".join(re.escape(word[at:]) for at in range(2, len(word) - _HEAD + 1))
    return rf"\b(?:{ends})\w{{0,3}}\b"


def _notes_near(post: Post, locus: Locus, case: Case) -> Iterator[Anteckning]:
    """Notes of the matter from the day before the document to three weeks after; all of them when the document has no day of its own."""
    day = _stated_day(post) if isinstance(post, Handling) else day_of(post)
    month = _stated_month(post) if isinstance(post, Handling) and day is None else None
    for note in case.akt.posts_in(locus.arende):
        own = day_of(note)
        if month is not None and own is not None and not month <= own <= month + timedelta(52):
            continue
        if isinstance(note, Anteckning) and (day is None or own is None or timedelta(-1) <= own - day <= timedelta(21)):
            yield note


def _is_of_another(note: Anteckning, post: Handling, words: str, case: Case) -> bool:
    """Whether a note stands by the day of another document of that kind, while this one has no day of its own."""
    own = day_of(note)
    if own is None or _stated_day(post) is not None or _stated_month(post) is not None:
        return False
    others = [one for one in case.akt.live if isinstance(one, Handling) and one is not post and one.slag == post.slag]
    days = [day for one in others if (day := _stated_day(one)) and re.search(words, " ".join(title_of(one)).casefold())]
    return any(timedelta(0) <= own - day <= timedelta(1) for day in days)


# whose it was, or of which day, says as much of a document that was drawn up
_OF_A_DAY = re.compile(
    r"\b(?:från [\wåäö. ]{2,30} (?:i dag|idag|i går|igår|i morse)|från (?:i går|igår|i dag|idag|i morse|i (?:mån|tis|ons|tors|fre)dags|den \d|\d{1,2}[/.]\d)|gårdagens|dagens|av den \d)",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:daterad\w*|dat\.|läst)\b", re.IGNORECASE)
# a paper that is named by its kind is not an unnamed one
_OTHER_KIND = re.compile("|".join(_ALIKE.values()).replace("brev|", "").replace("|mejl|mail", "").replace("mejl|mail|", ""), re.IGNORECASE)
_BACK = re.compile(r"\b(?:den|det|dem|denna|detta|sin|sitt|som)\b", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:brev\w*|kallelse\w*|meddelande\w*|(?<!e-)post(?:en)?|papper\w*|handling\w*|skrivelse\w*|mejl\w*|mail\w*|kuvert\w*|skrev|skrivit|besked\w*|svar(?:et)?|bud)\b",
    re.IGNORECASE,
)


def _sender(post: Handling, case: Case) -> re.Pattern[str] | None:
    """Whom a document came from, as a note would name it; not the individual, whom every note names."""
    own = {part for p in case.akt.personakt.enskild for part in (p.namn or "").split()}
    names = [
        n
        for n in re.findall(r"[A-ZÅÄÖa-zåäö]{5,}|\b[Aa]vd(?:elning)?\.? \d+", (post.inkommen.fran or "") if post.inkommen else "")
        if n not in own
    ]
    return re.compile("|".join(re.escape(name[:-1] if name.endswith("s") else name) for name in names), re.IGNORECASE) if names else None


# too common to say by themselves that a paper whose title alone is known came or was drawn up
_COMMON = re.compile(
    r"(?i)(?:få(?:r|tt)|fick|ligger|klar\w*|post\w*|görs?|gjord\w*|kommer|lämna\w*|ifyll\w*|avsluta\w*|meddela\w*|besked\w*)"
)


def _tells_of_coming(sentence: re.Match[str], annotation: Annotation, pattern: re.Pattern[str], *, loose: bool) -> Iterator[str]:
    """The words by which a sentence tells that something came or was drawn up, other than those that name the document; what was denied
    or is still to come did not."""
    own = _blanked(sentence[0])
    names = [found.span() for found in pattern.finditer(own)]
    for came in _CAME.finditer(own):
        if any(start < came.end() and came.start() < end for start, end in names) or (loose and _COMMON.fullmatch(came[0])):
            continue
        if _SOMEBODY.search(own[: came.start()]) and came[0].casefold().startswith("kom") and not _BROUGHT.match(own[came.end() :]):
            continue
        first = sentence.start() + came.start()
        if annotation.status_at(first, first + len(came[0])) not in _NOT_SO:
            yield came[0]


_AT_SOME_TIME = re.compile(
    r"(?i)\b(?:vid det här laget|så småningom|till slut|till sist|numera|förr eller senare|nån gång|någon gång|låg (?:i|bland|på) \w*(?:facket?|posten|högen|skrivbordet|hyllan|lådan|bunten))\b"
)


def is_at_some_time(sentence: str) -> bool:
    """Whether a sentence tells of what has come to be so, on no day that it names: "har kommit vid det här laget", "låg i facket"."""
    own_day = _TODAY.search(sentence) or _WEEKDAY.search(sentence)
    return (
        _AT_SOME_TIME.search(sentence) is not None
        and not own_day
        and not any(m.precision in ("day", "minute") for m in find_dates(sentence, None))
    )


_NOT_SO = (Status.NEGATED, Status.PLANNED, Status.CONDITIONAL)
# who came was a person
_SOMEBODY = re.compile(
    r"(?i)\b(?:han|hon|hen|de|dom|jag|vi|man|polis(?:en)?|personal(?:en)?|mamma(?:n)?|pappa(?:n)?|mor|far|modern|fadern)\s+$"
)
_BROUGHT = re.compile(r"(?i)\s+(?:\w+ )?(?:in|med|hit|förbi|över)\b")


def _blanked(sentence: str) -> str:
    """A sentence without the words that tell of coming or drawing up and mean something else, place for place."""
    for pattern in (_AMONG, _STILL_TO_WRITE, _NOT_BEFORE):
        sentence = pattern.sub(lambda found: " " * len(found[0]), sentence)
    return sentence


_LEX_SARAH = re.compile(r"(?i)\blex sarah\b|missförhållande")
# where it lies or what it is known for, not that it came now
_AMONG = re.compile(
    r"(?i)\bbland (?:de |det )?inkomna?\w*|\bsom (?:har |hade |nu )?(?:inkom\w*|kommit(?: in)?|kom in|lämnats)\b(?! (?:i|den|på|\d|under|från))"
)
# is written or comes later
_STILL_TO_WRITE = re.compile(
    r"(?i)\b(?:skriv(?:er|s)|skriva|kommer)\b(?=[^.]{0,40}\b(?:den här veckan|denna vecka|i veckan|nästa|i ?morgon|på (?:mån|tis|ons|tors|fre)dag|framöver|senare|när|efter|så snart|i (?:nästa )?v(?:ecka)? \d))"
    r"|\bkommer att\b"
)
# what something else waits for
_NOT_BEFORE = re.compile(
    r"(?i)\b(?:när|så snart(?: som)?|innan|tills|förrän|till dess(?: att)?)\b[^,.;]*?\b(?:är|blir|har|kommer|skrivits|kommit|inkommit)\b[^,.;]*"
)
_NUMBERED = re.compile(r"(?i)\b(?:rapport\w*|protokoll\w*|intyg\w*|beslut\w*|plan\w*|yttrande\w*) (?:nr|nummer|no)\.? ?(\d+)")


def _of_another_number(note: Anteckning, name: str) -> bool:
    """Whether a sentence numbers its document, and otherwise than the title does."""
    own = set(re.findall(r"\d+", name))
    told = {n for passage in passages(note) for n in _NUMBERED.findall(passage.text.value)}
    return bool(own and told) and not own & told


def _mentions(
    note: Anteckning, words: str, case: Case, sender: re.Pattern[str] | None, *, loose: bool, about_sarah: bool, dated: bool
) -> Iterator[Evidence]:
    """Where a note tells that the document came or was drawn up: by its kind, or as a paper from its sender. Of one that has no day
    of its own (`dated`) it must not be told as something that lies back in time."""
    pattern = re.compile(words, re.IGNORECASE)
    named = pattern.search(" ".join(title_of(note))) is not None
    for passage, annotation in case.reading.of(note):
        before = False
        for sentence in _SENTENCE.finditer(passage.text.value):
            own = pattern.search(sentence[0]) is not None
            if own and _LEX_SARAH.search(sentence[0]) and not about_sarah:
                continue
            sent = sender is not None and sender.search(sentence[0]) is not None and _PAPER.search(sentence[0]) is not None
            at_last = not dated and is_at_some_time(sentence[0])
            came = [] if at_last else list(_tells_of_coming(sentence, annotation, pattern, loose=loose))
            followed = before and _BACK.search(sentence[0]) and not all(_WRITES.fullmatch(word) for word in came)
            if (came and (named or own or sent or followed)) or (own and _OF_A_DAY.search(sentence[0])):
                yield Evidence(
                    "supports",
                    passage.at(sentence.start()),
                    passage.text.at(sentence.end()),
                    note.id,
                )
            before = own


# to write to somebody about a paper is not to draw it up
_WRITES = re.compile(r"(?i)skriv(?:er|it)|skrev|får|fick|fått")
