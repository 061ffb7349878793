"""What the reasons of a decision come to: words of this case, nothing but words of any decision, or a pointer to a paper that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.language.dates import find_dates
from sosfs_lint.model import Beslut, Handling, Post
from sosfs_lint.reading import is_unread, passages

_ENOUGH = 3  # words of its own that reasons hold
_WORD = re.compile(r"[^\W\d_]{2,}")
_LITTLE = frozenset(
    """och att som för till från med vid på av den det de dem dess denna detta dessa du ni er ert vi vår hon han hen henne honom hennes hans sin sina
    sitt sig en ett är var vara varit blir bli har haft ha hade om när då så där enl pga bla mm in ut nu ingen inget inga någon något några mot inom
    utan genom kan kunna ska skall bör måste får fått vill inte icke ej redan även också både samt eller men kap sol lss lvu lvm lag lagen lagens ram
    ramen norm normen part parten rätt full fullt helt goda egen egna annat annan andra sätt sådan sådana sådant därför varför eftersom således härmed
    in under över efter alla vilket vilken vilka punkt stycke första tredje ordning bifall ovan nedan finns vad hur din ditt dina dig dock endast bara bland sedan varje mer fler väl man dag idag
    gör göra görs ger ges gav tar kommer vilja oss""".split()
)
# how the words begin that stand in any decision: of the law, of procedure, of judging
_STOCK = re.compile(
    r"(?:rekvisit|villkor|förutsättning|krav|kriteri|bestämmels|lagrum|lagstift|lagtext|paragraf|socialtjänstlag|förvaltningslag|föreskrift|riktlinj|praxis|rutin|regel|regler|"
    r"uppfyll|förelig|saknas|saknar|skäl|grund|särskil|synnerlig|tillräcklig|behov|behöv|tillgodos|insats|bistånd|stöd|hjälp|vård|åtgärd|sökande|sökt|ansök|begär|enskild|rättighet|"
    r"barnperspektiv|levnadsniv|levnadsvillkor|tillförsäkr|bevilj|avslå|avslag|beslut|fatta|hänsyn|barnet|bästa|omständighet|övrig|förekomm|ärende|samlad|helhets|bedöm|utred|underlag|framkom|framgå|"
    r"enligt|gällande|proportion|beakta|aktuell|nödvändig|lämplig|möjlig|själv|försorg|frivillig|samförstånd|samtyck|räck|nämnd|utskott|kommun|handlägg|delegation|jämlikt|motiver|bakgrund|"
    r"tidigare|fortsatt|fortfarande|kvarstå|oförändr|personkrets|tillhör|omfatt|ingå|anse|funnit|finne|pröv|delvis|godtag)\w{0,7}",
    re.IGNORECASE,
)
# what takes over the reasons of another paper
_AGREES = re.compile(
    r"\b(?:se|enl\.?|enligt|delar|ansluter|instämmer|godtar|följer|hänvis\w+|framgår|anges|anförs|utifrån|med stöd av|i linje med|i enlighet med|på de skäl|av de skäl|med utgångspunkt)\b"
    r"[^.]{0,60}?\b\w*(?:utredning|underlag|tjänsteskrivelse|utlåtande|promemoria|PM|bedömning|förslag|yttrande|skrivelse)\w*",
    re.IGNORECASE,
)


def own_words(words: str, case: Case) -> list[str]:
    """The words that are of this case; names, too, stand in any decision."""
    akt = case.akt.personakt
    names = {part.casefold().removesuffix("s") for one in (*akt.enskild, *akt.berord) for part in _WORD.findall(one.namn or "")}
    found = [word.casefold() for word in _WORD.findall(words)]
    return [w for w in found if w not in _LITTLE and not _STOCK.fullmatch(w) and w.removesuffix("s") not in names]


def is_own(words: str, case: Case) -> bool:
    """Whether reasons hold so many words of this case that they are its own, whatever they are."""
    return len(own_words(words, case)) >= _ENOUGH


def is_formula(words: str, case: Case) -> bool:
    """Whether reasons hold no word of this case."""
    return _WORD.search(words) is not None and not own_words(words, case)


def taken_over(post: Beslut, case: Case) -> Post | None:
    """The readable paper of the record whose reasons a decision says that it shares: the one it is linked to, of the day it names, or of the kind."""
    words = post.motivering.value if post.motivering else ""
    if _AGREES.search(words) is None:
        return None
    return next((one for one in _papers(post, words, case) if not is_unread(one) and any(passages(one))), None)


def _papers(post: Beslut, words: str, case: Case) -> Iterator[Post]:
    papers = [one for one in case.akt.live if isinstance(one, Handling) and one.slag != "inkommen"]
    days = {mark.day for mark in find_dates(words, day_of(post)) if mark.day is not None and not mark.relative}
    yield from (one for one in papers if one.id == post.handling and (not days or day_of(one) in days))
    yield from (one for one in papers if day_of(one) in days)
    if not days:
        yield from (one for one in case.reading.pointed_to(words, case.akt.posts_in(post.arende), than=post.id) if one in papers)
