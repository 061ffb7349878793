"""SOS3-17.2: was an interpreter or support used? Each note that tells answers for its own contact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sosfs_lint.akt import day_of
from sosfs_lint.case import Case
from sosfs_lint.checks.needs import as_written
from sosfs_lint.model import Anteckning, Person, Post
from sosfs_lint.reading import passages, quoted, title_of
from sosfs_lint.report import Answer, Evidence, Locus, Verdict
from sosfs_lint.rule import Rule


def judge(rule: Rule, locus: Locus, case: Case, person: Person | None) -> Iterator[Answer]:
    """Met at every note that says how the talk was held, a question where a relative interpreted; else what the record as a whole says."""
    told = 0
    silent: list[Anteckning] = []
    names = _interpreters(case, locus)
    for post in case.posts_at(locus, "akt"):
        if not isinstance(post, Anteckning):
            continue
        uses = [said for said in case.reading.said(post, "tolk-eller-stod-anvant") if said.counts]
        kin = next(
            (
                said
                for said in case.reading.said(post, "anhorig-tolkar")
                if said.status in ("hint", "hearsay", "other-person") and names.isdisjoint(re.findall(r"\w+", said.words))
            ),
            None,
        )
        used = [use for use in uses if not _NONE.search(use.line)]
        if kin is not None and any((kin.passage, kin.mark.sentence) != (use.passage, use.mark.sentence) for use in used):
            kin = None
        said = kin or next(iter(uses), None)
        if said is None and (by_name := _by_name(post, names)) is not None:
            told += 1
            yield Answer(rule=rule, verdict=Verdict.MET, locus=replace(locus, post=post.id), evidence=(by_name,))
        elif said is None and _talks_with_them(post, case):
            silent.append(post)
        if said is None:
            continue
        told += 1
        yield Answer(
            rule=rule,
            verdict=Verdict.QUESTION if kin is not None else Verdict.MET,
            locus=replace(locus, post=post.id),
            kind="unclear" if kin is not None else "missing",
            evidence=(said.evidence("hint" if kin is not None else "supports"),),
        )
    if not told:
        yield from as_written(rule, locus, case, person)
    elif _is_needed(case):
        for post in silent if len(silent) <= told else silent[:1]:
            spoke = _own_words(post, case)
            yield Answer(
                rule=rule,
                verdict=Verdict.QUESTION if spoke is None else Verdict.MISSING,
                locus=replace(locus, post=post.id),
                kind="unclear" if spoke is None else "missing",
                evidence=(spoke or Evidence("hint", post.place, post=post.id),),
            )


# that there was none leaves open who interpreted instead
_NONE = re.compile(
    r"(?i)\b(?:ingen|utan|inte|ej|saknas|saknades|uteblev|sjuk)\b[^.]*?tolk|tolk\w*[^.,]*?\b(?:uteblev|kom (?:inte|ej|aldrig)|var sjuk|är sjuk|saknas|saknades|sjuk)\b"
)


def _is_needed(case: Case) -> bool:
    """Whether the record's own data say that an interpreter or support is needed."""
    record = case.akt.personakt
    return any(one is not None and one.behov is True for one in (record.tolk, record.kommunikationsstod))


def _names(post: Post, case: Case) -> str:
    """The first names of those whose talks need it, as a pattern: the adults, and a child whose own communication needs support."""
    record = case.akt.personakt
    support = record.kommunikationsstod
    of_any_age = support is not None and support.behov is True
    names = [
        (one.namn or "").split(" ")[0]
        for one in record.enskild
        if of_any_age or (age := case.akt.age(one, day_of(post))) is None or age >= 18
    ]
    return "|".join(re.escape(name) for name in names if name)


def _talks_with_them(post: Anteckning, case: Case) -> bool:
    """Whether a note tells of a talk with those whose record it is: by name, and neither in writing nor in vain."""
    one = _names(post, case)
    if not one or _WRITTEN.search(f"{post.typ or ''} {post.kontaktsatt or ''}") or case.reading.affirms(post, ("motet-blev-inte-av",)):
        return False
    first = next((passage.text.value for passage in passages(post)), "")
    if _IN_VAIN.search(first):
        return False
    talk = re.compile(
        rf"\b(?:(?:[Tt]elefon)?[Ss]amtal(?:ar|at|ade)?|[Tt]ala(?:r|t|de)?|[Pp]rata(?:r|t|de)?|[Tt]räff(?:ar|at|ade)?|[Bb]esök(?:er|t|te)?|[Hh]embesök|[Mm]öte)"
        rf" (?:(?:med|m|hos|hemma hos|av) )?(?:{one})\b"
    )
    return talk.search(first.split("\n")[0][:200]) is not None or _own_words(post, case) is not None


def _own_words(post: Anteckning, case: Case) -> Evidence | None:
    """Where a note of a visit, meeting or call, or one headed by their name, tells what one of them said; a talk with somebody else by name is none."""
    one = _names(post, case)
    texts = list(passages(post))
    first = re.split(r"[.\n]", texts[0].text.value)[0] if texts else ""
    headed = bool(one) and any(re.fullmatch(rf"(?:[Mm]ed )?(?:{one})", title.strip()) for title in title_of(post))
    if not one or not (headed or _IN_PERSON.search(post.kontaktsatt or "") or _MEETS.search(first)):
        return None
    if (other := _WITH.search(first)) and not re.search(rf"\b(?:{one})\b", first[other.start() :]):
        return None
    speaks = re.compile(rf"(?:^|[.!?:]\s+|\n\s*)(?:{one}) (?:själv )?{_SPEAKS}", re.MULTILINE)
    for passage in texts:
        if found := speaks.search(passage.text.value):
            words = quoted(passage.text.value, *found.span())
            return Evidence("contradicts", passage.at(found.start()), passage.text.at(found.end()), post.id, text=words)
    return None


_IN_PERSON = re.compile(r"(?i)besök|möte|telefon|samtal")
_MEETS = re.compile(r"^\s*(?:(?:Ett|Enskilt|Nytt|Planerat|Oplanerat|Inbokat) )?(?i:(?:telefon)?samtal|(?:hem)?besök|\w*möte|träff)\b")
_WITH = re.compile(r"\b(?:med|m|från) (?=[\wÅÄÖåäö])")
_SPEAKS = r"(?:säger|sa|sade|berätta(?:r|de)|svara(?:r|de)|nicka(?:r|de)|fråga(?:r|de)|undra(?:r|de)|förklara(?:r|de)|upprepa(?:r|de))\b"
_WRITTEN = re.compile(r"(?i)sms|mejl|mail|e-post|brev|meddelande|chatt")
_IN_VAIN = re.compile(r"(?i)ej svar|inget svar|svarar (?:inte|ej)|utan svar|får inte tag|uteblev|röstbrevlåda|lämna\w* meddelande")


_INTERPRETS = re.compile(
    r"\b(?P<first>[A-ZÅÄÖ][a-zåäöé]+) (?:tolka(?:r|de|t)|som tolk|tolk\b)|\b[Tt]olk(?:en)? (?P<second>[A-ZÅÄÖ][a-zåäöé]+)\b"
)


def _interpreters(case: Case, locus: Locus) -> set[str]:
    """The first names by which the record has its interpreters; nobody who is concerned by it is one."""
    kin = {part for p in (*case.akt.personakt.enskild, *case.akt.personakt.berord) for part in (p.namn or "").split()}
    texts = (passage.text.value for post in case.posts_at(locus, "akt") for passage in passages(post))
    return {name for text in texts for found in _INTERPRETS.finditer(text) if (name := found["first"] or found["second"]) not in kin}


def _by_name(post: Anteckning, names: set[str]) -> Evidence | None:
    """Where a note tells that the talk was held with an interpreter whom the record elsewhere calls that."""
    if not names:
        return None
    one = "|".join(map(re.escape, sorted(names)))
    with_one = re.compile(
        rf"\b(?:med|m|genom|via|gm) (?:{one})\b|\b(?:{one}) (?:på (?:telefon|tfn|tel|länk|högtalare|skärm)|var med|satt med|med på)"
    )
    for passage in passages(post):
        if found := with_one.search(passage.text.value):
            place = passage.at(found.start())
            return Evidence("supports", place, passage.text.at(found.end()), post.id, text=quoted(passage.text.value, *found.span()))
    return None
