"""SOS5-4a: has the provider followed up the measure? Asked of each follow-up; where there is none, when the measure has gone on for long, or has ended.
SOS5-4b: each follow-up against the goals, by the words of the plan; what a plan or an order itself sets is no follow-up.
SOS5-4r3: the person's own view.
SOS5-4r6: what was told to the board; one whom the order names as its caseworker, and who was there, was told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sosfs_2014.kap4.mal_uppfoljda import stems
from sosfs_2014.kap5.planerna import without_plans
from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import as_written
from sosfs_lint.language.status import Status
from sosfs_lint.model import Handling, Person, Post
from sosfs_lint.reading import came_in, passages
from sosfs_lint.report import Answer, Evidence, Locus, Reason, Verdict
from sosfs_lint.rule import Rule
from sosfs_lint.wording import say

LONG, SHORT = 270, 60
_BARE = 12  # words; a note of fewer says no more than that there was a follow-up
_SAME = timedelta(14)  # as the moment has it
_SEVERAL = 3  # things that a follow-up and a plan have in common
_WHOLE = 40
_PART = 5  # letters of a word that may be part of another: "pengarna", "fickpengar"
_HEAD = 100  # characters in which a note lists who were there
_AMONG = r"(?:^|[,.:]\s|\boch |\bmed )({})(?: [A-ZÅÄÖ]\w+)?(?:[,.]| (?:och|samt|på|via|från|hos|var|per)\b)"
_LINE = 250  # a longer passage tells of much else
_DISPATCHED = re.compile(
    r"(?i)\b(?:översän[dt]|översändes|översänts|skickad|skickat|skickades|expedierad|avsänd|tillställd|inskickad|mejlad)\b[^.\n]{0,40}\d"
)
_BOARD = re.compile(r"(?i)handläggare|sekreterare|nämnd|socialtjänst|kommun|beställare|uppdragsgivare")
_BRIEF = 60  # a longer text under a heading holds other names as well
_NAME = re.compile(r"\b(?!\w*(?:are|sekr|nämnd\w*|kommun\w*|tjänst\w*)\b)[A-ZÅÄÖ][a-zåäöéü]{2,}\b")
HOW = "uppfoljning-hur"
_LITTLE = 15  # words
_SPOKEN_WITH = ("enskild", "barnet", "foralder", "syskon")
_MANNER = re.compile(
    r"(?i)\b(?:hemma|hembesök|besök\w*|möte\w*|träff\w*|samtal\w*|prata\w*|tala\w*|telefon\w*|tfn|tel|ring\w*|gick igenom|gått igenom|går igenom|genomgång\w*|tittat|tittade|kolla\w*|läs(?:t|te|er)|räkna\w*|jämför\w*|mot (?:planen|målen|beslutet|uppdraget)"
    r"|\w*list(?:a|an|or|orna)|journal\w*|plan|planen|beställning\w*|skattning\w*|enkät\w*|mät\w*|vid bordet|rummet|köket|kontoret|länk|teams|vi|jag|oss|mål|målen)\b"
)
_TELLING = 2  # words that say what it was
_ANY_NEWS = re.compile(
    r"(?i)(?:besked\w*|veta|information\w*|rapport\w*|mejl\w*|telefon\w*|kopia\w*|brev\w*|detta|denna|allt|alltihop|uppfölj\w*|återkoppling\w*|svar\w*|sedan|idag|igår|säker|post|meddelande\w*|med|från|till|ett|har|eller|inte|något|tid|möte\w*)"
)
VIEW = "enskildes-syn-pa-genomforandet"
_ANOTHERS = (Status.HEARSAY, Status.OTHER_PERSON)
CONCEPTS = ("utforaren-foljt-upp", "uppfoljning-mot-mal")


def gjord(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Each follow-up that says something, or meets 4b; without one met by what meets 4b, and missing when the measure has gone on for nine months, or ended after two."""
    follow_ups = _follow_ups(locus, case)
    for one in follow_ups:
        found = _says_something(one, case)
        met = next((answer for answer in _against_the_goals(rule, one, case, person) if answer.verdict is Verdict.MET), None)
        if found is not None:
            yield Answer(rule=rule, verdict=Verdict.MET, locus=one, evidence=(found,))
        elif met is not None:
            yield met
        else:
            where = Evidence("hint", one.place, post=one.post)
            yield Answer(rule=rule, verdict=Verdict.QUESTION, locus=one, kind="unclear", evidence=(where,))
    if not follow_ups:
        yield from _without_a_follow_up(rule, locus, case, person)


def _follow_ups(locus: Locus, case: Case) -> list[Locus]:
    """The follow-ups of a matter."""
    return [one for one in case.loci.get("uppfoljning-hos-utforaren", ()) if locus.arende is None or one.arende in (None, locus.arende)]


def _says_something(one: Locus, case: Case) -> Evidence | None:
    for post in case.posts_at(one, "post"):
        found = case.reading.affirms(post, CONCEPTS)
        if found is not None:
            return found.evidence()
        if len(" ".join(passage.text.value for passage, _ in case.reading.of(post)).split()) > _BARE:
            return Evidence("supports", post.place, post=post.id)
    return None


def _without_a_follow_up(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    met = next((one for one in as_written(rule, locus, without_plans(case), person) if one.verdict is Verdict.MET), None)
    days = _days(locus, case)
    ended = any(end.arende in (None, locus.arende) for end in case.loci.get("avslut-hos-utforaren", ()))
    if met is not None:
        yield met
    elif days is not None and (days >= LONG or (ended and days >= SHORT)):
        yield Answer(rule=rule, verdict=Verdict.MISSING, locus=locus, looked=looked_at(rule, locus, case))
    elif not ended:
        yield Answer(rule=rule, verdict=Verdict.REMAINING, locus=locus, reason=say("not-due", moment="uppföljningen"))
    elif days is None:
        yield Answer(rule=rule, verdict=Verdict.NOT_CHECKED, locus=locus, reason_code=Reason.DATE, reason=say("no-date"))


def mot_malen(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words of each follow-up have it, or of a post of those weeks; met too where it speaks of several things that the plan or the order
    before it speaks of. Without a follow-up as the matter has it.
    """
    for one in _follow_ups(locus, case):
        yield from _against_the_goals(rule, one, case, person)
    if not _follow_ups(locus, case):
        yield from as_written(rule, locus, without_plans(case), person)


def _against_the_goals(rule: Rule, one: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    own = without_plans(case)
    for answer in as_written(rule, one, own, person):
        found = None
        if answer.verdict in (Verdict.MISSING, Verdict.QUESTION):
            found = next(_of_the_plan(one, case), None) or _beside(one, rule, own)
        yield answer if found is None else answer.met_by(found)


def _beside(one: Locus, rule: Rule, case: Case) -> Evidence | None:
    """What a post of the matter says of the goals within some weeks of a follow-up, where that is the nearest follow-up."""
    assert rule.in_a_text is not None
    concepts = tuple(name for need in rule.in_a_text for name in need.says)
    for post in case.posts_at(one, "arende"):
        day = day_of(post)
        if day is not None and one.day is not None and abs(day - one.day) <= _SAME:
            found = case.reading.affirms(post, concepts)
            if found is not None:
                return found.evidence()
    return None


def _of_the_plan(one: Locus, case: Case) -> Iterator[Evidence]:
    akt = case.akt.personakt
    names = {stem for person in (*akt.enskild, *akt.berord) for stem in stems(person.namn or "")}
    plans = {post for plan in case.loci.get("genomforandeplan", ()) for post in plan.posts}
    planned: set[str] = set()
    for post in case.akt.posts_in(one.arende):
        day = day_of(post)
        if day is not None and one.day is not None and day < one.day and isinstance(post, Handling) and (post.id in plans or came_in(post)):
            planned |= stems(_text(post), letters=_WHOLE) - names
    for post in case.posts_at(one, "post"):
        said = stems(_text(post)) - names
        shared = {stem[:_PART] for stem in said if any(stem == word or (len(stem) >= _PART and stem[:_PART] in word) for word in planned)}
        if len(shared) >= _SEVERAL:
            yield Evidence("supports", post.place, post=post.id)


def _text(post: Post) -> str:
    return " ".join(passage.text.value for passage in passages(post))


def aterford(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words have it, or met by a report that went out, or by the caseworker of the order, who sat in and heard it all."""
    for answer in as_written(rule, locus, case, person):
        heard = None
        if answer.verdict is not Verdict.MET:
            heard = _sent(locus, case) or _caseworker_there(locus, case) or _caseworker_told(locus, case)
        yield answer if heard is None else answer.met_by(heard)


def nar_och_hur(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words have it; under a bare heading a line or two that names neither a person, a place nor what was looked at tells no manner."""
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is Verdict.MET and all(evidence.field is None for evidence in answer.evidence) and _tells_no_manner(locus, case):
            answer = replace(answer, verdict=Verdict.MISSING, evidence=(), looked=looked_at(rule, locus, case))
        yield answer


def _tells_no_manner(locus: Locus, case: Case) -> bool:
    headed = False
    for post in case.posts_at(locus, "post"):
        if any(one.counts and one.mark.kind == "says" for one in case.reading.said(post, HOW)):
            return False
        for passage, annotation in case.reading.of(post):
            text = passage.text.value
            if (
                len(text.split()) > _LITTLE
                or _MANNER.search(text)
                or any(one.named or one.role in _SPOKEN_WITH for one in annotation.mentions)
            ):
                return False
        headed = headed or any(one.counts for one in case.reading.said(post, HOW))
    return headed


def egen_syn(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """As the words have it; what stands under the person's heading, and is told of or by somebody else, is not the person's view."""
    for answer in as_written(rule, locus, case, person):
        if answer.verdict is Verdict.MET and _anothers(locus, case):
            answer = replace(answer, verdict=Verdict.MISSING, evidence=(), looked=looked_at(rule, locus, case))
        yield answer


def _anothers(locus: Locus, case: Case) -> bool:
    """Whether the view is there by a heading alone, under which each frame that fits is another's."""
    headed = False
    for post in case.posts_at(locus, "post"):
        said = case.reading.said(post, VIEW)
        if any(one.counts and one.mark.kind == "says" for one in said):
            return False
        for heading in (one for one in said if one.counts and one.mark.kind == "heading"):
            under = [one for one in said if one.passage.place == heading.passage.place and one.mark.kind != "heading"]
            if not any(one.status in _ANOTHERS for one in under):
                return False
            headed = True
    return headed


def _sent(locus: Locus, case: Case) -> Evidence | None:
    """Where a follow-up that is a document of its own was dispatched to somebody who is not of the family, by a field or in words."""
    akt = case.akt.personakt
    own = {part for one in (*akt.enskild, *akt.berord) for part in _NAME.findall(one.namn or "")}
    for post in case.posts_at(locus, "post"):
        for one in post.expedierad if isinstance(post, Handling) else ():
            to = _NAME.findall(one.till or "")
            if one.till and not own.intersection(to[:1]):
                return Evidence("supports", one.place, post=post.id)
        for passage in passages(post) if isinstance(post, Handling) else ():
            if len(passage.text.value) <= _LINE and _DISPATCHED.search(passage.text.value) and _BOARD.search(passage.text.value):
                return Evidence("supports", passage.place, post=post.id)
    return None


def _caseworkers(locus: Locus, case: Case) -> set[str]:
    """The names of those whom an order names as caseworker."""
    names = {
        name
        for post in case.akt.posts_in(locus.arende)
        if isinstance(post, Handling) and came_in(post)
        for said in case.reading.said(post, "handlaggare-namngiven")
        if said.counts and len(said.words) <= _BRIEF
        for name in _NAME.findall(said.words)
    }
    return names - {part for one in case.akt.personakt.enskild for part in _NAME.findall(one.namn or "")}


def _caseworker_told(locus: Locus, case: Case) -> Evidence | None:
    """Where the caseworker of the order, by name, has been given or told something that is named."""
    names = "|".join(sorted(map(re.escape, _caseworkers(locus, case))))
    if not names:
        return None
    told = re.compile(
        rf"\b(?:(?:{names})(?: \w+)? (?:\w+ ){{0,3}}(?:fått|fick|får|mottagit|informerad|informerats|underrättad|meddelad) (?P<what>[^.\n]+)"
        rf"|(?:mejla|maila|ringde|ringt|skicka|lämna|rapportera|berätta|meddela|återkoppla|skrev|skrivit)\w* (?:\w+ ){{0,2}}(?:{names})(?: [A-ZÅÄÖ]\w+)? (?P<that>(?:om|att|och|med|hur|vad)\b[^.\n]+))"
    )
    for post in case.posts_at(locus, "post"):
        for passage, _ in case.reading.of(post):
            for found in told.finditer(passage.text.value):
                words = [word for word in re.findall(r"\w{4,}", found["what"] or found["that"]) if not _ANY_NEWS.fullmatch(word)]
                if len(words) >= _TELLING:
                    return Evidence("supports", passage.at(found.start()), passage.text.at(found.end()), post.id)
    return None


def _caseworker_there(locus: Locus, case: Case) -> Evidence | None:
    """Where one whom an order names as caseworker is among those that the follow-up begins with."""
    names = _caseworkers(locus, case)
    for post in case.posts_at(locus, "post"):
        for passage, _ in case.reading.of(post):
            head = passage.text.value[:_HEAD]
            if any(re.search(_AMONG.format(name), head) for name in names):
                return Evidence("supports", passage.place, post=post.id)
    return None


def _days(locus: Locus, case: Case) -> int | None:
    """How long the measure has been seen to go on."""
    days: list[date] = [day for post in case.akt.posts_in(locus.arende) if (day := day_of(post)) is not None]
    return (max(days) - min(days)).days if days else None
