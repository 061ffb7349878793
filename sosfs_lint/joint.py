"""Joint records of several children: what must be documented for each child is asked of each, as if the record were that child's alone.

The other children are then siblings, so that a talk with one is no talk with the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta

from sosfs_lint.akt import Akt, day_of
from sosfs_lint.case import Case
from sosfs_lint.model import Berord, Beslut, Person, Personakt, Post
from sosfs_lint.reading import passages, title_of
from sosfs_lint.report import Locus

_GROWN = 21  # from which age nothing is asked for a child or a young person
_ONE_EVENT = timedelta(14)  # papers of one kind so near in time are about one event, one for each child
_ALL = re.compile(
    r"\b(?:barn(?:en|ens)|syskon(?:en|ens)|bröderna|systrarna|pojkarna|flickorna|tvillingarna|(?:båda|bägge|alla) (?:\w+ )?(?:barn\w*|syskon\w*|pojkar\w*|flickor\w*))\b",
    re.IGNORECASE,
)


def children_of(akt: Akt) -> tuple[Person, ...]:
    """The children and young people of a record that is kept for more than one of them, by their age when it began; else none."""
    began = _began(akt)
    found = tuple(one for one in akt.personakt.enskild if (age := akt.age(one, began)) is not None and age < _GROWN)
    return found if len(found) > 1 else ()


def cannot_be_asked(akt: Akt) -> tuple[Person, ...]:
    """Those of a joint record of children of whom nothing can be asked: whoever has no name or id, or may be a child, since no age is known."""
    began, children = _began(akt), children_of(akt)
    return tuple(
        one for one in akt.personakt.enskild if children and (akt.age(one, began) is None or (one in children and not _is_known(one)))
    )


def _began(akt: Akt) -> date | None:
    return min((day for post in akt.live if (day := day_of(post)) is not None), default=akt.as_of)


def _is_known(person: Person) -> bool:
    return bool(person.id and person.namn)


def as_of_one(child: Person, akt: Akt) -> Personakt:
    """The record as that child's alone: the other children are siblings, and decisions about them are left out."""
    others = [one for one in children_of(akt) if one is not child]
    grown = [one for one in akt.personakt.enskild if one is not child and one not in others]
    theirs = {one.id for one in others}
    return replace(
        akt.personakt,
        enskild=(child, *grown),
        berord=(*akt.personakt.berord, *(_sibling(one) for one in others)),
        beslut=tuple(one for one in akt.personakt.beslut if one.avser not in theirs),
    )


def _sibling(person: Person) -> Berord:
    return Berord(**{one.name: getattr(person, one.name) for one in fields(Person)}, roll="syskon")


def concerns(locus: Locus, child: Person, case: Case) -> bool:
    """Whether a moment of a joint record is one of a child's, in the child's own view of it: not one of a matter that is about the others,
    and not the paper about a sibling where the child has one of its own.
    """
    if not _is_in_matter(child, locus.arende, case):
        return False
    if not _is_of_siblings(locus, child, case):
        return True
    beside = (other for other in case.loci.get(locus.moment, ()) if other.key != locus.key and other.arende == locus.arende)
    return not any(_is_one_event(locus.day, other.day) and not _is_of_siblings(other, child, case) for other in beside)


def _is_in_matter(child: Person, arende: str | None, case: Case) -> bool:
    """Whether a matter is a child's too: the record's only one, or one whose posts name the child or speak of the children."""
    if len(case.akt.arenden) < 2:
        return True
    texts = [" ".join(_words(post)) for post in case.akt.posts_in(arende)]
    if any(_ALL.search(text) for text in texts) or sum(_names(text, [child]) for text in texts) > 1:
        return True
    return not any(_names(text, _siblings(case)) for text in texts)


def _is_of_siblings(locus: Locus, child: Person, case: Case) -> bool:
    """Whether the posts of a moment name siblings only."""
    posts = [case.akt.posts[name] for name in locus.posts if name in case.akt.posts]
    text = " ".join(words for post in posts for words in _words(post))
    return bool(text) and _names(text, _siblings(case)) and not _names(text, [child]) and not _ALL.search(text)


def _siblings(case: Case) -> list[Berord]:
    return [one for one in case.akt.personakt.berord if one.roll == "syskon" and one.namn]


def _names(text: str, people: list[Person] | list[Berord]) -> bool:
    names = [re.escape((one.namn or "").split()[0]) for one in people]
    return bool(names) and re.search(rf"\b(?:{'|'.join(names)})s?\b", text) is not None


def _words(post: Post) -> Iterator[str]:
    yield from title_of(post)
    yield from (passage.text.value for passage in passages(post))
    if isinstance(post, Beslut) and post.begart:
        yield post.begart.value


def _is_one_event(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs(one - other) <= _ONE_EVENT
