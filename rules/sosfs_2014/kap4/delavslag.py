"""SOS4-14.2: is each part of what was applied for granted or refused?

A part of the application that is mentioned nowhere in the decision is the finding; so is less of it than was asked, with no word on the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sosfs_2014.kap4.begart import PART_OF_NORM, SAME_THING, calculated, norm_items, parts_of, passed_over
from sosfs_2014.kap4.obesvarat import APPLIES, asks, is_answered, seeks_somebody, times_asked, times_passed_over
from sosfs_2014.kap4.skalen import own_words
from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.looking import looked_at
from sosfs_lint.checks.needs import Needs
from sosfs_lint.checks.told import Need
from sosfs_lint.language.annotate import annotate
from sosfs_lint.model import Anteckning, Beslut, Handling, Person, Post
from sosfs_lint.reading import came_in, passages, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule

OUTCOME = Need(
    "beviljat och avslaget",
    fields=("beslut/innehall",),
    doubtful=("beslut/@utfall",),
    says=("beviljat-och-avslaget", "insatsbeslut"),
    counts=frozenset({"affirmed", "negated"}),
)
PART = "bistandsdel"
# what a decision says of the whole application, or of all that it does not name
_ALL_THE_REST = re.compile(
    r"enligt ansökan|i enlighet med ansökan|i sin helhet|samtliga|övrigt|resterande|alla delar|större omfattning|ytterligare (?:tim|hjälp|stöd|insats)"
)
_SAME = [
    {"städ", "golv"}, {"inköp", "handl", "matin", "affär"}, {"larm", "trygg"}, {"dusch", "hygie", "bad"}, {"medic", "läkem", "doset"}, {"snösk", "snörö", "skott"}, {"hemtj", "hemhj"}, {"kontaktfam", "stödf"}, {"ledsa", "följe", "medfö", "sälls"}, {"avlös", "avlas"}, {"tvätt"}, {"matdi", "matlå", "lunch"},
    {"hyress", "skuld"}, {"tandv", "tandl"},
]  # fmt: skip


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """What the decision grants and refuses must be said, and no part of the application may be passed over."""
    for answer in Needs().judge(replace(rule, spec=(OUTCOME,)), locus, case, person):
        # a part that is passed over is told once, with the first decision of the note
        first = answer.verdict is Verdict.MET and locus.number == 1
        certain = [*_times_passed_over(locus, case), *_never_decided(locus, case)] if first else []
        passed_over = _passed_over(locus, case) if first else []
        unnamed, unasked = _unpaired(locus, case) if passed_over else (0, 0)
        if certain:
            answer = replace(answer, verdict=Verdict.MISSING, evidence=tuple(certain[:3]), looked=looked_at(rule, locus, case))
        elif passed_over and unnamed and unnamed <= unasked and _fully_granted(locus, case):
            answer = replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=tuple(passed_over[:3]))
        elif passed_over and unnamed:
            answer = replace(answer, verdict=Verdict.MISSING, evidence=tuple(passed_over[:3]), looked=looked_at(rule, locus, case))
        elif first and (listed := _listed_beside(locus, case)):
            answer = replace(answer, verdict=Verdict.QUESTION, kind="unclear", evidence=tuple(listed[:3]))
        yield answer


def _passed_over(locus: Locus, case: Case) -> list[Evidence]:
    """What was applied for and neither granted nor refused."""
    asked, own = _asked(locus, case)
    decisions = _decisions(locus, case, own=own)
    decided = " ".join(_text_of(post, title=False) for post in decisions).casefold()
    if any(map(_settles_the_rest, decisions)):
        return []
    curtailed = _curtailed(locus, case) if own else []
    return [e for words, e in asked if (own or not _mentions(decided, words)) and not _withdrawn(words, locus, case)] + curtailed


def _listed_beside(locus: Locus, case: Case) -> list[Evidence]:
    """Where an application in writing lists, beside what some decision of its matter names, things that none does, whatever they are."""
    decisions = _decisions(locus, case, own=False)
    if any(isinstance(post, Beslut) and post.begart for post in decisions) or any(map(_settles_the_rest, decisions)):
        return []
    decided = " ".join(_text_of(post, title=True) for post in decisions).casefold()
    return [
        Evidence("contradicts", passage.at(asked.start(1)), post=post.id)
        for post in _applications(locus, case)
        for passage in passages(post)
        for asked in _ASKS_FOR.finditer(passage.text.value)
        for item in passed_over(_WHICH.sub("", asked[1]), lambda word: _mentions(decided, word))
        if not _withdrawn(item, locus, case)
    ]


# "Jag söker kontaktperson och plats i barngrupp."
_ASKS_FOR = re.compile(r"(?i)\b(?:ansöker|söker|begär|ansökan)\s+(?:(?:härmed|nu|också|även|igen)\s+)?(?:om\s+)?([^.!?\n]{4,160})")
_WHICH = re.compile(r"(?i)\s+som\s[^,;]*")  # "the group that you told me of": which it is is no part of its own


def _times_passed_over(locus: Locus, case: Case) -> list[Evidence]:
    """The field for the application where it holds a season that the decision leaves open."""
    return [
        Evidence("contradicts", post.place, post=post.id, field="beslut/begart")
        for post in case.posts_at(locus, "post")
        if isinstance(post, Beslut) and post.begart and not _settles_the_rest(post)
        for time in times_passed_over(post.begart.value, _text_of(post, title=False).casefold())
        if not _withdrawn(time, locus, case)
    ]


def _never_decided(locus: Locus, case: Case) -> list[Evidence]:
    """What an application held and no decision of the matter names, though they retell others of its parts; told with the first decision after it."""
    loci = [other for other in case.loci.get(locus.moment, ()) if other.arende == locus.arende and other.day is not None]
    posts = list(dict.fromkeys(post for other in loci for post in case.posts_at(other, "post")))
    if locus.day is None or not any(isinstance(post, Beslut) and post.begart for post in posts):
        return []
    asked = " ".join(post.begart.value for post in posts if isinstance(post, Beslut) and post.begart)
    replaced = _replaced(locus, case)
    decided = f"{asked} {' '.join(_text_of(post, title=True) for post in (*posts, *replaced))}".casefold()
    if any(map(_settles_the_rest, (*posts, *replaced))):
        return []
    days = [day for day in (*(other.day for other in loci), *(day_of(post) for post in replaced)) if day is not None]
    found = []
    for post in case.akt.posts_in(locus.arende):
        day = day_of(post)
        if post in posts or day is None or day > locus.day or any(day <= other < locus.day for other in days):
            continue
        parts = [
            (words, e)
            for words, e, line in _applied_lines(post, case)
            if asks(line, in_an_application=_is_application(post))
            and not _mentions(decided, words)
            and words.casefold() not in PART_OF_NORM
        ]
        found += [e for words, e in (*parts, *_times_in(post, decided)) if not _withdrawn(words, locus, case)]
    return found


def _replaced(locus: Locus, case: Case) -> list[Beslut]:
    """The matter's decisions in whose place others have come: they named what was applied for, all the same."""
    decisions = (post for post in case.akt.posts.values() if isinstance(post, Beslut) and post.arende == locus.arende)
    return [post for post in decisions if case.akt.is_replaced(post)]


def _times_in(post: Post, decided: str) -> Iterator[tuple[str, Evidence]]:
    """The times that an application in writing or an oral one asks something for, and that the decisions do not answer."""
    if not _is_application(post) and not isinstance(post, Anteckning):
        return
    for passage in passages(post):
        for sentence in re.split(r"(?<=[.!?])\s|\n", passage.text.value):
            if asks(sentence, in_an_application=_is_application(post)):
                yield from (
                    (time, Evidence("contradicts", passage.place, post=post.id))
                    for time in times_asked(sentence)
                    if not is_answered(time, decided)
                )


def _settles_the_rest(post: Post) -> bool:
    """Whether the words of a decision are about the whole application, or all that they do not name; its type ("Bistånd övrigt") is none of them."""
    return any(_ALL_THE_REST.search(passage.text.value.casefold()) for passage in passages(post))


def _withdrawn(words: str, locus: Locus, case: Case) -> bool:
    """Whether a note says that this part of the application is taken back."""
    return any(
        said.counts and _mentions(said.line.casefold(), words)
        for post in case.akt.posts_in(locus.arende)
        for concept in ("ansokan-atertagen", "arendet-avskrivet")
        for said in case.reading.said(post, concept)
    )


def _unpaired(locus: Locus, case: Case) -> tuple[int, int]:
    """How many items of the application a decision does not name, and how many of its own nobody asked for: they may be the same in other words."""
    retold = next((post for post in case.posts_at(locus, "post") if isinstance(post, Beslut) and post.begart and post.innehall), None)
    if retold is None or not retold.begart or not retold.innehall or _curtailed(locus, case):
        return 1, 0
    asked, decided = retold.begart.value.casefold(), retold.innehall.value.casefold()
    unnamed = [item for item in parts_of(asked) if not any(_mentions(decided, word) for word in item)]
    granted = (own_words(" ".join(word for word in item if word not in _HOW_LONG), case) for item in parts_of(decided))
    unasked = [item for item in granted if item and not any(_mentions(asked, word) for word in item)]
    return len(unnamed), len(unasked)


# how long it holds is nothing that was granted
_HOW_LONG = frozenset("tills vidare löpande permanent omgående utan slutdatum".split())


def _fully_granted(locus: Locus, case: Case) -> bool:
    outcomes = [(post.utfall or "").casefold() for post in case.posts_at(locus, "post") if isinstance(post, Beslut)]
    return any(one.startswith(("bif", "bev")) for one in outcomes)


def _decisions(locus: Locus, case: Case, *, own: bool) -> list[Post]:
    """The decision itself; where only the application says what was asked for, another decision in the matter may hold a part."""
    posts = list(case.posts_at(locus, "post"))
    if not own:
        others = [o for name in (locus.moment, "beslut") for o in case.loci.get(name, ()) if o.arende == locus.arende]
        posts += [post for other in others for post in case.posts_at(other, "post") if post not in posts]
    return posts


def _asked(locus: Locus, case: Case) -> tuple[list[tuple[str, Evidence]], bool]:
    """The parts of the application: as the decision itself retells it, else as it came in. True when the decision retells it."""
    retold = [post for post in case.posts_at(locus, "post") if isinstance(post, Beslut) and post.begart]
    if retold:
        return [
            (words, Evidence("contradicts", p.place, post=p.id, field="beslut/begart")) for p in retold for words in _not_decided(p, case)
        ], True
    asked: dict[str, Evidence] = {}
    for post in _before(locus, case):
        for words, evidence in _applied_in(post, case):
            asked.setdefault(words, evidence)
    return list(asked.items()), False


def _applications(locus: Locus, case: Case) -> list[Post]:
    return [post for post in _before(locus, case) if _is_application(post)]


def _before(locus: Locus, case: Case) -> Iterator[Post]:
    """The posts of the matter from the decision before this one up to it."""
    before = [o.day for o in case.loci.get(locus.moment, ()) if o.arende == locus.arende and o.day and locus.day and o.day < locus.day]
    since: date | None = max(before, default=None)
    for post in case.akt.posts_in(locus.arende):
        day = day_of(post)
        if not (post.id in locus.posts or (day and locus.day and day > locus.day) or (day and since and day <= since)):
            yield post


_ALLOWANCE = frozenset({"försörjningsstöd", "försörjning", "ekonomiskt", "socialbidrag", "uppehälle"})
_IN_MONEY = re.compile(r"\b(?:norm\w*|riksnorm\w*|hyra\w*|försörjning\w*|\d+\s?(?:kr|kronor))\b")
_NUMBERS = {word: float(n) for n, word in enumerate("noll en två tre fyra fem sex sju åtta nio tio elva tolv".split())} | {"ett": 1.0}
_AMOUNT = re.compile(
    rf"(?<![\w,.])(\d+(?:[ \u00a0.]\d{{3}})*(?:,\d+)?|{'|'.join(_NUMBERS)})\s*(tim|h\b|dygn|nätter|natt|dag(?:ar)?\b|gång(?:er)?\b|ggr|träff|besök|helg|kväll|eftermiddag|förmiddag|kr|kronor)\w*"
    r"(?:\s*(?:i|per|/)\s*(v|vecka|mån|dag|dygn|år)\w*)?",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"avsl|nekas|nekar|delvis|inte rätt|i övrigt|övrig|resterande|inte med|men inte|ej bevilj|inte bevilj|högst|utöver", re.IGNORECASE
)


def _curtailed(locus: Locus, case: Case) -> list[Evidence]:
    """An amount that was asked for where less of the same was granted and nothing says that the rest was refused."""
    found = []
    for post in case.posts_at(locus, "post"):
        if not isinstance(post, Beslut) or post.begart is None or post.innehall is None:
            continue
        words = f"{post.innehall.value} {post.motivering.value if post.motivering else ''}"
        if _REFUSES.search(words) or (post.utfall or "").casefold().startswith(("avsl", "del")):
            continue
        granted = _amounts(post.innehall.value)
        for unit, asked in _amounts(post.begart.value).items():
            if unit in granted and max(granted[unit]) < max(asked) and len(asked) == len(granted[unit]) == 1:
                found.append(Evidence("contradicts", post.place, post=post.id, field="beslut/begart"))
    return found


def _amounts(text: str) -> dict[str, set[float]]:
    """The amounts of a text by their unit and, where one is given, the time that they are for: "två kvällar i veckan"."""
    found: dict[str, set[float]] = {}
    for number, unit, per in _AMOUNT.findall(text):
        value = _NUMBERS.get(number.casefold())
        if value is None:
            value = float(re.sub(r"[ \u00a0.]", "", number).replace(",", "."))
        kind = {"h": "tim", "ggr": "gån", "nät": "nat"}.get(unit.casefold()[:3], unit.casefold()[:3])
        found.setdefault(f"{kind}/{per.casefold()[:1]}", set()).add(value)
    return found


def _applied_in(post: Post, case: Case) -> Iterator[tuple[str, Evidence]]:
    """The parts in an application that came in, or in a note's sentences about an oral one."""
    whole = _is_application(post)
    yield from (
        (words, evidence)
        for words, evidence, line in _applied_lines(post, case)
        if whole or (APPLIES.search(line) and not seeks_somebody(line))
    )


def _is_application(post: Post) -> bool:
    return isinstance(post, Handling) and came_in(post) and "ansök" in " ".join(title_of(post)).casefold()


_GOES_ON = re.compile(r"(?i)\s*(?:också|även|samt|dessutom|likaså|plus|därtill)\b")


def _is_report(post: Post) -> bool:
    """A basis of the board's own, which retells what was applied for."""
    return (
        isinstance(post, Handling)
        and not came_in(post)
        and re.search(r"utredning|underlag", " ".join(title_of(post)).casefold()) is not None
    )


def _applied_lines(post: Post, case: Case) -> Iterator[tuple[str, Evidence, str]]:
    """The parts that an application or a note names, each with its sentence."""
    if not _is_application(post) and not isinstance(post, Anteckning) and not _is_report(post):
        return
    for said in case.reading.said(post, PART):
        if str(said.status) in ("negated", "conditional", "template", "struck", "quoted-law", "blank"):
            continue
        text = said.passage.text.value
        start = max(text.rfind(c, 0, said.mark.start) for c in ".!?\n") + 1
        end = min((at for c in ".!?\n" if (at := text.find(c, said.mark.end)) > 0), default=len(text))
        if _GOES_ON.match(text[start:end]) and start > 0:  # what is added to the sentence before
            start = max(text.rfind(c, 0, start - 1) for c in ".!?\n") + 1
        yield said.words, said.evidence("contradicts"), text[start:end]


def _not_decided(post: Beslut, case: Case) -> list[str]:
    """What the field for the application holds and the decision does not: things the vocabulary knows, and what is listed beside what was decided."""
    asked = post.begart.value if post.begart else ""
    decided = _text_of(post, title=False).casefold()
    listed = passed_over(
        asked, lambda word: _mentions(decided, word) or (word.casefold() in _ALLOWANCE and _IN_MONEY.search(decided) is not None)
    )
    known = [words for words in _parts(asked, case) if words.casefold() not in PART_OF_NORM and not _mentions(decided, words)]
    reckoned = " ".join([decided, *_linked(post, case)]).casefold()
    of_norm = [words for words in norm_items(asked) if words not in reckoned] if calculated(reckoned) else []
    return [*known, *of_norm, *listed]


def _linked(post: Beslut, case: Case) -> Iterator[str]:
    """The text of the document that a decision points to."""
    for other in case.akt.posts_in(post.arende):
        if post.handling and other.id == post.handling:
            yield _text_of(other, title=False)


def _parts(text: str, case: Case) -> list[str]:
    if case.vocabulary is None:
        return []
    found = annotate(text, case.vocabulary(), case.people).of(PART)
    return list(dict.fromkeys(text[mark.start : mark.end] for mark in found if str(mark.status) not in ("negated", "struck", "blank")))


def _text_of(post: Post, *, title: bool) -> str:
    named = [post.typ or ""] if isinstance(post, Beslut) else title_of(post) if title else []
    return " ".join([*named, *(passage.text.value for passage in passages(post))])


# whatever is granted is that
_ANYTHING = frozenset("stöd stödet hjälp hjälpen insats insatser bistånd stödinsats stödinsatser".split())


def _mentions(decided: str, words: str) -> bool:
    """Whether a decision names a part, by the beginning of its word or by another word for the same."""
    stem = re.sub(r"\W", "", words.casefold())
    if stem in _ANYTHING:
        return True
    size = 7 if stem.startswith("kontakt") else 5
    stem = stem[: max(size, 10 if stem.startswith("kontakt") else 0)]
    if stem and stem in decided:
        return True
    return any(
        any(stem.startswith(one[:5]) or one.startswith(stem) for one in group) and any(one in decided for one in group)
        for group in (*_SAME, *SAME_THING)
    )
