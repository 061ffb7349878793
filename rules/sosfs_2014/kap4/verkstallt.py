"""SOS4-19a: when was the decision put into effect? What began is matched with what was granted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import hides_unread, looked_at, not_read
from sosfs_lint.language.dates import begins_period, find_dates
from sosfs_lint.model import Anteckning, Beslut, Handling, Insats, Person, Post
from sosfs_lint.reading import Said, passages, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.wording import say

_WORD = re.compile(r"\w{5,}")
_AMOUNT = re.compile(r"\b\d{1,3}(?:[  .]\d{3})+\b|\b(?!(?:19|20)\d\d\b)\d{3,6}\b")
_MIXED = re.compile(r"avs\w*\W+(?:\w+\W+)?(?:alternativ|annat|annan|bif|bev|del)|delvis")
_COMMON = {
    "beslu", "ansök", "bevil", "avslå", "enlig", "samma", "insat", "gånge", "gång", "varje", "vecka", "månad", "varan", "under", "efter", "sedan", "timma", "avser", "person", "besök", "bistå", "social", "socia", "nämnd", "verks",
    "handl", "telef", "hembe", "uppfö", "skrif", "boend", "första", "först", "deras", "henne", "honom", "också", "eftersom", "något", "någon", "tiden", "denna", "detta", "genom", "mellan", "mella",
}  # fmt: skip


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met by a start or a payment after the decision that is about what it granted; a doubtful one is a question."""
    del person
    started = _insats_start(locus, case) or _executed(locus, case)
    if started is not None:
        yield Answer(rule=rule, verdict=Verdict.MET, locus=locus, evidence=(started,))
        return
    if not _grants(locus, case) or _taken_back(locus, case):
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
        return
    rivals = [other for other in case.loci.get(locus.moment, ()) if other.key != locus.key and _grants(other, case)]
    others = [other for other in rivals if other.arende == locus.arende]
    elsewhere = [other for other in rivals if other.arende != locus.arende]
    sure: list[Said] = []
    vague: list[Said] = []
    own = case.akt.posts_in(locus.arende)
    later = [post for post in own if locus.day is None or (day_of(post) or locus.day) >= locus.day]
    for post in later:
        for said in case.reading.said(post, "beslutet-verkstallt"):
            if not _belongs(said, locus, others, case) or _is_of(said, elsewhere, locus, case):
                continue
            if said.counts:
                sure.append(said)
            elif str(said.status) in ("hint", "hearsay"):
                vague.append(said)
    if not sure:
        sure.extend(_noted_elsewhere(locus, rivals, {post.id for post in own}, case))
    if not sure and not vague and _has_died(locus, case):
        yield Answer(rule=rule, verdict=Verdict.NOT_APPLICABLE, locus=locus)
        return
    if not sure and not vague and _may_still_begin(locus, case):
        yield Answer(rule=rule, verdict=Verdict.REMAINING, locus=locus, reason=say("not-yet-begun"))
        return
    if not sure and not vague and hides_unread(post for post in later if day_of(post) != locus.day):
        yield not_read(rule, locus)
        return
    doubtful = bool(vague) or _coerces(locus, case)  # how somebody was fetched is told in many ways
    verdict = Verdict.MET if sure else Verdict.QUESTION if doubtful else Verdict.MISSING
    yield Answer(
        rule=rule,
        verdict=verdict,
        locus=locus,
        kind="unclear" if verdict is Verdict.QUESTION else "missing",
        evidence=tuple(said.evidence() for said in (sure or vague)[:2]),
        looked=looked_at(rule, locus, case) if verdict is Verdict.MISSING else None,
    )


def _taken_back(locus: Locus, case: Case) -> bool:
    """Whether the decision was the last one before a revocation that followed it within a month."""
    if locus.day is None:
        return False
    for other in case.loci.get("aterkallelse", ()):
        if other.arende != locus.arende or other.day is None or not timedelta(0) <= other.day - locus.day <= timedelta(31):
            continue
        between = [
            one for one in case.loci.get(locus.moment, ()) if one.arende == locus.arende and one.day and locus.day < one.day < other.day
        ]
        if not between and not set(other.posts) & set(locus.posts):
            return True
    return False


_SOON = timedelta(92)  # three months: what had not begun by then was late, whatever happened later


def _has_died(locus: Locus, case: Case) -> bool:
    """Whether the record says that the person died after the decision, before it was late."""
    return any(
        said.counts
        for post in case.akt.live
        if locus.day is None or (day := day_of(post)) is None or timedelta(0) <= day - locus.day <= _SOON
        for said in case.reading.said(post, "den-enskilde-avliden")
    )


def _may_still_begin(locus: Locus, case: Case) -> bool:
    """Whether what was granted begins after the day on which the record is judged, by the decision's field or its words."""
    today = case.akt.as_of
    if today is None:
        return False
    for post in case.posts_at(locus, "post"):
        begins = post.galler_from.date if isinstance(post, Beslut) and post.galler_from else None
        if begins is not None:
            return begins > today
        begun = [day for passage in passages(post) for day in _beginnings(passage.text.value, day_of(post))]
        if begun and min(begun) > today:
            return True
    return False


_BEGINS = re.compile(
    r"(?:\b(?:fr\.?\s?o\.?\s?m\.?|from|från(?: och med)?|gäller|(?:på)?börja[rs]|startar|inleds|(?:med )?start(?:dag|datum)?|inflyttning(?:sdag|sdatum)?|tillträde))"
    r"[: ]*(?:den |dagen )?\Z",
    re.IGNORECASE,
)


def _beginnings(text: str, day: date | None) -> list[date]:
    """The days from which something is said to hold; the last day of a period is none."""
    return [
        mark.day
        for mark in find_dates(text, day)
        if mark.day is not None and (_BEGINS.search(text, 0, mark.start) or begins_period(text, mark))
    ]


def _grants(locus: Locus, case: Case) -> bool:
    """Whether a decision grants anything: its outcome says so, or its words, or a measure that hangs on it."""
    posts = case.posts_at(locus, "post")
    outcome = (locus.element.utfall or "").casefold() if isinstance(locus.element, Beslut) else ""
    if outcome.startswith("delvis bif"):
        return True
    if outcome and not _MIXED.search(outcome):
        return not outcome.startswith("avs") and "helt avslag" not in outcome
    if not outcome and (any(isinstance(post, Beslut) and post.insats for post in posts) or _coerces(locus, case)):
        return True
    said = [said for post in posts for said in case.told(locus, post, "nagot-beviljat")]
    return any(str(one.status) in ("affirmed", "planned", "hearsay") for one in said)


# what is decided against somebody's will has no outcome in the register, and is carried out all the same
_COERCES = re.compile(
    r"omedelbart omhänder|\bomhändertas\b|\bbereds (?:omedelbart )?vård|\bplacera(?:s|d|t|ring)|\w+placering\b|\bska vistas\b|\bflyttas\b",
    re.IGNORECASE,
)


def _coerces(locus: Locus, case: Case) -> bool:
    """Whether a decision without outcome in the register is one to take somebody into care or to place or move them."""
    decisions = [post for post in case.posts_at(locus, "post") if isinstance(post, Beslut) and not post.utfall]
    return any(_COERCES.search(f"{one.typ or ''} {one.innehall.value if one.innehall else ''}") for one in decisions)


def _insats_start(locus: Locus, case: Case) -> Evidence | None:
    wanted = {post.id for post in case.posts_at(locus, "post")}
    own = {post.insats for post in case.posts_at(locus, "post") if post.insats}
    for insats in case.akt.personakt.insats:
        if isinstance(insats, Insats) and insats.start is not None and (insats.beslut in wanted or insats.id in own):
            return Evidence("supports", insats.place, field="insats/start")
    return None


def _executed(locus: Locus, case: Case) -> Evidence | None:
    """The day on which the register says that the decision was put into effect."""
    for post in case.posts_at(locus, "post"):
        if isinstance(post, Beslut) and post.verkstalld is not None and post.verkstalld.tid is not None and post.verkstalld.tid.date:
            return Evidence("supports", post.place, post=post.id, field="beslut/verkstalld")
    return None


def _belongs(said: Said, locus: Locus, others: list[Locus], case: Case) -> bool:
    """Whether what began is what this decision granted, and not what another one of the matter did."""
    if not others:
        return True
    named = _names(said, locus, others, case)
    if named is not None:
        return named
    heading = getattr(said.post, "rubrik", None)
    begun = _of_what_began(said)
    words = _stems(f"{getattr(heading, 'value', heading) or ''} {said.passage.heading or ''} {said.passage.text.value}")
    if any(word.isdigit() for word in words & _granted(locus, case)):
        return True
    ended = _stems(said.line) - begun
    for told in (begun, words - ended):
        own, best = _shared(told, locus, others, case)
        if ended and not own:
            return False
        if own != best:
            return own > best
    day = day_of(said.post)
    days = [other.day for other in others if other.day is not None and day is not None and other.day <= day]
    return day is None or locus.day is None or not days or locus.day >= max(days)


def _shared(words: set[str], locus: Locus, others: list[Locus], case: Case) -> tuple[int, int]:
    """How many words are of what a decision granted, and how many of what the best of the others did."""
    own = len(words & (_granted(locus, case) | _providers(locus, others, case)))
    return own, max(len(words & (_granted(other, case) | _providers(other, [locus, *others], case))) for other in others)


def _is_of(said: Said, elsewhere: list[Locus], locus: Locus, case: Case) -> bool:
    """Whether the sentence is rather about what a decision of another matter granted."""
    if not elsewhere:
        return False
    own, best = _shared(_of_what_began(said), locus, elsewhere, case)
    return best > own


def _noted_elsewhere(locus: Locus, rivals: list[Locus], own: set[str], case: Case) -> Iterator[Said]:
    """What notes of other matters of the record tell in words of this decision, and of no other: one journal may be kept for all."""
    mine = _granted(locus, case)
    for post in case.akt.live:
        day = day_of(post)
        if post.id in own or not isinstance(post, Anteckning) or day is None or locus.day is None or day < locus.day:
            continue
        for said in case.reading.said(post, "beslutet-verkstallt"):
            told = _of_what_began(said)
            if said.counts and told & mine and (not rivals or _more(_shared(told, locus, rivals, case))):
                yield said


def _more(shared: tuple[int, int]) -> bool:
    return shared[0] > shared[1]


_ENDED = re.compile(
    r"[^.;:!?\n]*?\b(?:upphör\w*|avsluta\w*|sluta\w*|är slut|avbröt\w*|tog slut)\b.*?(?=\b(?:eftersom|därför att|för att|då|när|sedan|sen|och|men|i stället|istället)\b|[.;!?\n]|$)",
    re.IGNORECASE,
)


def _of_what_began(said: Said) -> set[str]:
    """The words of a sentence, but for what it says has ended."""
    return _stems(_ENDED.sub(" ", said.line))


_MONTHS = r"(januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
_MONTH = re.compile(rf"\b{_MONTHS}(?:s|månad)?\b", re.IGNORECASE)
_FOR_MONTH = re.compile(rf"\b(?:för|avser|avseende|gällande) (?:månaden |månad )?{_MONTHS}\b", re.IGNORECASE)


def _names(said: Said, locus: Locus, others: list[Locus], case: Case) -> bool | None:
    """Whether the sentence names this decision by its day, or another one by its day or the month it is for; None where it names none."""
    written = day_of(said.post)
    days = {mark.day for mark in find_dates(said.line, written) if mark.day is not None} - {written}
    if days & {other.day for other in (locus, *others)}:
        return locus.day in days
    paid = {month.casefold() for month in _FOR_MONTH.findall(said.line)}
    own = {month.casefold() for month in _MONTH.findall(" ".join(_text_of(post) for post in case.posts_at(locus, "post")))}
    return False if paid and own and not paid & own else None


def _text_of(post: Post) -> str:
    return " ".join(passage.text.value for passage in passages(post))


def _granted(locus: Locus, case: Case) -> set[str]:
    words: set[str] = set()
    for post in case.posts_at(locus, "post"):
        words |= _stems(" ".join([_kind(post), *(passage.text.value for passage in passages(post))]))
    return words


_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-ZÅÄÖ]\w{4,}")


def _providers(locus: Locus, others: list[Locus], case: Case) -> set[str]:
    """Names that the notes put in one sentence with what this decision granted, and with nothing that another one did."""
    kinds = {one.key: _stems(" ".join(_kind(post) for post in case.posts_at(one, "post"))) for one in (locus, *others)}
    mine = kinds[locus.key]
    foreign = set().union(*(kind for key, kind in kinds.items() if key != locus.key)) - mine
    record = case.akt.personakt
    known = {stem for one in (*record.enskild, *record.berord) for stem in _stems(one.namn or "")}
    found: set[str] = set()
    for post in case.akt.posts_in(locus.arende) if mine else ():
        if isinstance(post, Beslut):
            continue
        for sentence in _told_together(post):
            words = _stems(sentence)
            if words & mine and not words & foreign:
                found |= _stems(" ".join(_NAME.findall(sentence)))
    return found - known


def _told_together(post: Post) -> Iterator[str]:
    """The sentences of a post; an order names in its title who carries out all that it holds."""
    sentences = [sentence for passage in passages(post) for sentence in re.split(r"[.!?\n]", passage.text.value)]
    yield from sentences
    if isinstance(post, Handling) and re.match(r"(?i)beställ|uppdrag", title := " ".join(title_of(post))):
        yield f"{title} {' '.join(sentences)}"


def _kind(post: Post) -> str:
    return f"{post.typ or ''}" if isinstance(post, Beslut) else ""


def _stems(text: str) -> set[str]:
    amounts = {re.sub(r"\D", "", amount) for amount in _AMOUNT.findall(text)}
    return {stem for word in _WORD.findall(text.casefold()) if (stem := word[:5]) not in _COMMON} | amounts
