"""SOS3-16s3.2: an event that somebody tells of has a day of its own, or it is said that the day is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sosfs_2014.kap3.kalla import told_by_nobody
from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Anteckning, Person, Post
from sosfs_lint.reading import passages, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

# times that name no day, whoever tells; of a whole season one may ask
_VAGUE_TIMES = (
    r"härom(?:dan?|dagen|natten|kvällen|morgonen|veckan|året|sistens|helgen)|nyligen|(?:på|nu på) sistone|(?:nån|någon) (?:kväll|natt|dag|helg|gång)|i helgen|"
    r"för (?:några|nåra|ett par) (?:dagar|veckor|månader) se(?:da)?n|vid (?:ett|något|flera) tillfällen?|en gång(?! (?:till|i|per|om|för alla)\b)|någon gång|"
    r"för (?:ett tag|en tid) se(?:da)?n"
)
_VAGUE = re.compile(rf"\b(?:{_VAGUE_TIMES}|i (?:våras|höstas|vintras|somras))\b", re.IGNORECASE)
_LOOSE = re.compile(rf"\b(?:{_VAGUE_TIMES}|se(?:da)?n tidigare|tidigare|emellanåt|ibland|sista tiden|förr)\b", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"\b(?:(?:oklart|okänt|ovisst|osäker(?:t)?(?: på)?|(?:minns|vet|kommer)[^.,]{0,15} (?:inte|ej)(?: ihåg)?|kan (?:inte|ej|hon inte|han inte)[^.,]{0,10}(?:säga|svara på|minnas)?|går inte att få fram|inte (?:säga|ange)) "
    r"(?:när|vilken (?:dag|kväll|natt|vecka|tid|vinter|sommar)|vilket datum|om det var|exakt när)|när det var (?:kan|vet|minns) (?:hon|han|hen|de|ingen|\w+) (?:inte|ej|ingen)|(?:dag|datum|tidpunkt)(?:en)? (?:är )?(?:okänd|okänt|oklar|oklart)|"
    r"(?:vilken (?:dag|kväll|natt|vecka|månad)|vilket datum|när|exakt när)(?: (?:det|den|detta))? (?:var|skedde|hände|inträffade|det var)[^.,]{0,20}? (?:vet|visste|minns|mindes|kommer|hade|kunde|kan)[^.,]{0,20}? (?:inte|ej|ingen)|"
    r"(?:inte|ej) (?:klart för sig|säker på|helt klart)[^.,]{0,15} (?:när|vilken (?:dag|natt|kväll))|minns (?:inte|ej) (?:exakt )?(?:tid(?:en|punkten)?|dag(?:en)?|datum(?:et)?))\b",
    re.IGNORECASE,
)


# what happened to somebody, whoever tells of it
_EVENT = re.compile(
    r"\b(?:(?:varit|skett|inträffat|hänt|var|hade) (?:\w+ ){0,2}(?:incident\w*|episod\w*|tillbud\w*|händelse\w*)|fick (?:\w+ ){0,2}(?:fing\w+|tummen|handen|foten|armen|benet|tån|huvudet) (?:i|under|mellan|mot)|klämde|klämt|skar sig|(?:blev|blivit|blir|bli) (?:\w+ ){0,2}(?:biten|slagen|knuffad|sparkad|riven|klöst|nypt|nupen|klämd|påkörd|bränd|hotad|överfallen|utelåst|inlåst)|slog|slår|slagit|sparka(?:de|t)|knuffa\w*|(?:höll|tog|grep|greppade|drog) [^.,]{0,25}(?:hårt|i (?:nacken|håret|armen|örat)|om (?:halsen|strupen))|örfil\w*|misshandl\w*|hotade|hotat|ramla\w*|föll|fallit|snubbla\w*|halka\w*|trilla\w*|på (?:\w*golvet|marken)|\w*golvet på (?:sidan|rygg)|(?:var|är|varit) borta|"
    r"tomt (?:på|i)|försvann|försvunnit|hittad\w*|avvek|avvikit|rymde|rymt|smet|gick vilse|bråk\w*|slagsmål\w*|(?:i|tog) (?:luven|lurven) på|rök ihop|rykt(?:e|s)? ihop|överdos\w*|kramp(?:er|ade|at)?|krampa\w*|anfall\w*|ryckte|blå om läpparna|"
    r"brann|brand|krossa\w*|kasta(?:de|t)|stal|stulit|snatta\w*|svimma\w*|medvetslös|skar sig|skurit sig|bet (?:sig|hen|hon|han|personal)|skadade|skadat|låst (?:in|ute)|inlåst|utelåst|brände|bröt (?:sig|armen|benet|lår|hand)|satte i halsen|sväljde|svalde|"
    r"rånad\w*|våldt\w*|ofreda\w*|tafsa\w*|gripen|greps|haffad\w*|full på|drack sig|rökte på|tagit tabletter|tog tabletter|(?:legat|sovit|sov|låg) (?:i|på|under|utomhus|ute) (?:\w+ )?(?:\w*stugan?|trapp\w*|källar\w*|bilen|parken|golvet|badrumsgolvet|köksgolvet|gatan|bänk\w*)|"
    r"(?:var|varit|gick|gått|hittades|sprang|stod) \w* ?\w* ?(?:ute|utomhus|på (?:vägen|kajen|isen|spåret))|utan (?:att någon märkte|tillsyn)|112|ambulans\w*|slet (?:sig|av|loss)|drog (?:henne|honom|kniv)|kniv\w*|strypt\w*|strypgrepp|luggade|nöp|spotta\w*|skrek|skrikit|vrålade|gormade|"
    r"(?:bor|bott|flytta(?:t|de)|börja(?:t|de)|sluta(?:t|de)) [^.]{0,40}?se(?:da)?n(?= \d| den \d))(?!\w)",
    re.IGNORECASE,
)
_NIGHT = re.compile(
    r"\b(?:(?:natten|kvällen) (?:mot|till) |veckan (?:före|efter|innan) |(?:första|andra|sista) veckan i |(?:jul|nyårs|påsk|midsommar)(?:afton|dagen|helgen)|annandag\w*|i (?:går|natt|morse|kväll|förrgår|dag)|igår|idag|(?:mån|tis|ons|tors|fre|lör|sön)dags?(?:en|ens)?|kl\.? ?\d|[0-2]?\d[.:][0-5]\d|(?<!\d)[0-2]\d[0-5]\d(?!\d))",
    re.IGNORECASE,
)
_SECOND_HAND = re.compile(r"(?i)\benl(?:igt|\.)? (?:\w+ ){1,3}(?:har|hade|ska(?:ll)? ha)\b|\b(?:har|hade) (?:tydligen|visst)\b")
# events of one kind: what a note tells loosely another may tell by the hour
_KINDS = (
    re.compile(r"(?i)\b(?:ramla\w*|föll|fallit|fallet|fall|fallolycka\w*|snubbla\w*|halka\w*|trilla\w*)\b"),
    re.compile(r"(?i)\b(?:slog|slår|slagit|slaget|slagen|sparka\w*|knuff\w*|örfil\w*|misshandl\w*|våld\w*|bråk\w*|slagsmål\w*)\b"),
    re.compile(r"(?i)\b(?:försvann|försvunnit|försvinnande\w*|avvek|avvikit|avvikning\w*|rymde|rymt|rymning\w*|borta|smet)\b"),
)
_SEASONS = ("i våras", "i höstas", "i vintras", "i somras")
_HAPPENED = re.compile(r"\b(?:händelse\w*|incident\w*|tillbud\w*|avvikelse\w*|\w*larm|slagsmål|bråk)\b", re.IGNORECASE)
_HOUR = re.compile(r"(?<![\d/])[0-2]?\d[.:][0-5]\d(?!\d)")
_ALARM = re.compile(r"\b(?:ring(?:er|de|t)|larm\w*|jour\w*|åker|åkte|väck(?:er|te|s|tes))\b", re.IGNORECASE)


def _hours_before(sentences: list[re.Match[str]]) -> bool:
    """Whether the sentences just before tell by the clock how somebody was called out: what follows is of that hour."""
    near = " ".join(sentence[0] for sentence in sentences[-2:])
    return _HOUR.search(near) is not None and _ALARM.search(near) is not None


_ABOUT = re.compile(r"(?i)\b(?:om|för att|angående|ang\.?|med anledning av|gäller|gällde|apropå)\b|:\s*$")


def _announced(sentences: list[re.Match[str]], written: date | None) -> bool:
    """Whether the sentence before says that somebody tells of a certain day: what follows happened then."""
    before = sentences[-1][0] if sentences else ""
    said = _REPORTS.search(before)
    if said is None or not _ABOUT.search(before, said.end()) or _VAGUE.search(before):
        return False
    return _YESTERDAY.search(before) is not None or any(mark.precision in ("day", "minute") for mark in find_dates(before, written))


_REPORTS = re.compile(
    r"(?i)\b(?:ring(?:er|de|t)|berätta\w*|rapporter\w*|mejl\w*|skriv(?:er|it)|skrev|sms\w*|hör av sig|hörde av sig|kontakta\w*)\b"
)
_YESTERDAY = re.compile(r"(?i)\b(?:i (?:går|natt|morse|kväll|förrgår|dag)|igår|idag|i (?:mån|tis|ons|tors|fre|lör|sön)dags)\b")


def _told_event(post: Post, case: Case) -> Iterator[tuple[Verdict, Evidence]]:
    """What happened, by the first sentence that tells of it with a time: exact enough, or vague."""
    for passage, _ in case.reading.of(post):
        sentences = list(re.finditer(_SENTENCE, passage.text.value))
        for n, sentence in enumerate(sentences):
            if not _EVENT.search(sentence[0]):
                continue
            if any(_UNKNOWN.search(near[0]) for near in sentences[n : n + 3]):
                yield Verdict.MET, Evidence("supports", post.place, post=post.id)
                continue
            evidence = Evidence("contradicts", passage.at(sentence.start()), passage.text.at(sentence.end()), post.id)
            dated = [m.precision for m in find_dates(sentence[0], day_of(post))]
            vague = _VAGUE.search(sentence[0])
            if vague and vague[0].casefold().startswith("i ") and any(p in ("day", "minute") for p in dated):
                yield Verdict.MET, Evidence("supports", post.place, post=post.id)
            elif vague and vague[0].casefold() in _SEASONS:
                yield Verdict.QUESTION, replace(evidence, role="hint")
            elif vague and not (vague[0].casefold() == "en gång" and "month" in dated):
                yield Verdict.MISSING, evidence
            elif (
                vague
                or _NIGHT.search(sentence[0])
                or _announced(sentences[:n], day_of(post))
                or any(p in ("day", "minute", "week") for p in dated)
                or _hours_before(sentences[:n])
            ):
                yield Verdict.MET, Evidence("supports", post.place, post=post.id)
            elif _SECOND_HAND.search(sentence[0]) and not dated and not _hinted(sentences, n, day_of(post)):
                yield Verdict.MISSING, evidence


def _hinted(sentences: list[re.Match[str]], n: int, written: date | None) -> bool:
    """Whether the sentence before or after names any time at all: the event may be of it."""
    near = " ".join(sentence[0] for sentence in (*sentences[max(0, n - 1) : n], *sentences[n + 1 : n + 2]))
    return _NIGHT.search(near) is not None or bool(find_dates(near, written))


def _told_exactly_after(post: Post, case: Case, line: str) -> Evidence | None:
    """Where a note of the same or the next few days tells of an event of the same kind by its day, no later than the first note."""
    written, kinds = day_of(post), [kind for kind in _KINDS if kind.search(line)]
    if written is None or not kinds:
        return None
    for other in case.akt.posts_in(post.arende):
        own = day_of(other)
        if other.id == post.id or not isinstance(other, Anteckning) or own is None or not 0 <= (own - written).days <= 4:
            continue
        for passage in passages(other):
            for sentence in re.finditer(_SENTENCE, passage.text.value):
                days = [mark.first for mark in find_dates(sentence[0], own) if mark.precision in ("day", "minute") and mark.first]
                if any(kind.search(sentence[0]) for kind in kinds) and any(0 <= (written - day).days <= 7 for day in days):
                    return Evidence("supports", passage.at(sentence.start()), passage.text.at(sentence.end()), other.id)
    return None


_SENTENCE = r"[^.!?\n]+(?:[.:]\d[^.!?\n]*)*"


def _by_its_field(post: Post) -> bool:
    """Whether a note that its heading calls an event has the hour of it in its own field."""
    tid = post.handelse.tid if isinstance(post, Anteckning) and post.handelse is not None else None
    return tid is not None and tid.clock is not None and _HAPPENED.search(" ".join(title_of(post))) is not None


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Asked of notes that tell what happened, or facts without a source; missing when these hang on nothing but "tidigare" or "häromnatten"."""
    del person
    for post in case.posts_at(locus, "post"):
        event = next(_told_event(post, case), None)
        if event is None and _by_its_field(post):
            yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(Evidence("supports", post.place, post=post.id),))
            continue
        if event is None or told_by_nobody(post, case):
            event = next(_told_fact(post, case), None)
        if event is None:
            continue
        verdict, evidence = event
        if verdict is Verdict.MISSING and (exact := _told_exactly_after(post, case, _words_of(post, evidence))) is not None:
            verdict, evidence = Verdict.MET, exact
        kind = "unclear" if verdict is Verdict.QUESTION else "missing"
        yield Answer(rule=rule, verdict=verdict, locus=locus, kind=kind, evidence=(evidence,))


def _told_fact(post: Post, case: Case) -> Iterator[tuple[Verdict, Evidence]]:
    """Facts that nobody in particular tells: loose in time, dated, or an event without any time."""
    for said in told_by_nobody(post, case):
        text = said.line
        dated = [mark for mark in find_dates(text, day_of(post)) if mark.precision in ("day", "minute", "week", "month")]
        if _LOOSE.search(text) and not any(mark.precision in ("day", "minute") for mark in dated):
            yield Verdict.MISSING, said.evidence("contradicts")
        elif dated or _UNKNOWN.search(text):
            yield Verdict.MET, Evidence("supports", post.place, post=post.id)
        elif _EVENT.search(text) and said.counts and not _NIGHT.search(text) and not find_dates(text, day_of(post)):
            yield Verdict.MISSING, said.evidence("contradicts")


def _words_of(post: Post, evidence: Evidence) -> str:
    """The sentence that an answer points at, or all of the note."""
    return evidence.text or " ".join(passage.text.value for passage in passages(post))
