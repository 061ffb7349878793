"""What "den" and "det" stand for, where it is a thing that a record handles: "Utredningen är klar. Den skickades till Maria."

The pack names the things (the classes `ting-den` and `ting-det`) and what is done with them (`ting-gors`). A pronoun is taken for one of
them only where nothing else can be meant: it stands in the same sentence or the next, and no other thing of its gender comes between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sosfs_lint.language.concepts import Vocabulary
from sosfs_lint.language.persons import Mention
from sosfs_lint.language.tenses import is_present, is_told
from sosfs_lint.language.text import Prose, Sentence
from sosfs_lint.language.words import Bit, Word

_GENDER = {"den": "den", "denna": "den", "det": "det", "detta": "det"}
# what may follow a pronoun that is no article: "läste upp det för Elin", "skickade den i dag", "den är klar"
_FOLLOWS = frozenset(
    """för till från av med hos åt i på vid efter under inför inom enligt via genom mot per idag imorgon igår och men samt eller utan inte ej aldrig
    igen nu då sedan sen därefter tillbaka tillbaks vidare samma också även redan muntligt muntligen skriftligt tillsammans direkt genast kl klockan
    jag vi hon han hen de man när innan upp ut in igenom om är var blev har hade ska skall kan kunde får fick kommer måste bör ligger gäller eftersom den""".split()
)
_NEW = frozenset("en ett att någon något några ingen inget inga flera mycket hur vad vem om som".split())
_ARTICLES = {"den": frozenset("en sin min någon ingen vår er".split()), "det": frozenset("ett sitt mitt något inget vårt".split())}
_ENDINGS = {"den": re.compile(r"\w{2,}(?:en|an|rn|ln)"), "det": re.compile(r"\w{3,}(?:et|at?orium|um)")}
# words with such an ending that are no things
_NO_THINGS = re.compile(
    r"(?:sedan|innan|sidan|igen|även|redan|utan|annan|sådan|någon|gången|dagen|morgonen|kvällen|veckan|månaden|eftermiddagen|natten|förmiddagen|timmen|stunden|helgen|anledningen|tiden|klockan|kommunen|nämnden|"
    r"domstolen|socialtjänsten|rätten|förvaltningsrätten|kammarrätten|vården|skolan|polisen|kronofogden|telefonen|egen|angelägen|mycket|något|inget|litet|datum|\w*sekreteraren|\w*gården|mellan|medan|nästan|nyligen|slutligen|äntligen|troligen|"
    r"(?:för|be|ut|under|upp|på|in|om)?(?:skriven|skrivet|tagen|taget|given|givet|bliven|dragen|draget|slagen|lagen|fallen|hållen|liggande))"
)
_IS = frozenset("är var blev blivit".split())
_JOINTS = frozenset((",", "och", "men"))
_FEW = 5  # words before a pronoun among which its verb stands
_LONGEST = 60  # characters of a title that names a thing and no more


@dataclass(frozen=True, slots=True)
class _Thing:
    """A thing that a pronoun may stand for: its word, and the sentence in which it was last meant; `at` is -1 if a title names it."""

    word: Word
    at: int
    sentence: int


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The atoms of the classes by which a pack says what is a thing, and what is done with it."""

    genders: dict[str, int]
    done: int
    looked_over: int

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> _Kinds | None:
        atoms = vocabulary.lexicon.atoms
        names = ("{ting-den}", "{ting-det}", "{ting-gors}", "{ting-ses-over}")
        if any(name not in atoms for name in names):
            return None
        return cls({"den": atoms[names[0]], "det": atoms[names[1]]}, atoms[names[2]], atoms[names[3]])


def carried_things(prose: Prose, vocabulary: Vocabulary, mentions: Sequence[Mention]) -> Iterator[tuple[int, Word]]:
    """The pronouns of a text that stand for a thing named before them or by the text's title, each with that thing's word."""
    genders = {_GENDER[word.text] for word in prose.words if word.text in _GENDER}
    kinds = _Kinds.of(vocabulary) if genders else None
    if kinds is None:
        return
    people = {mention.at for mention in mentions}
    for gender in genders:
        yield from _of_gender(prose, vocabulary, kinds, gender, people)


def _of_gender(prose: Prose, vocabulary: Vocabulary, kinds: _Kinds, gender: str, people: set[int]) -> Iterator[tuple[int, Word]]:
    words, kind = prose.words, kinds.genders[gender]
    last, itself = _titled(prose.title, kind, gender, vocabulary), _titled(prose.document, kind, gender, vocabulary)
    hidden = -2  # the last sentence that names another thing, which hides the document itself
    for number, sentence in enumerate(prose.sentences):
        if number and "\n\n" in prose.layout[prose.sentences[number - 1].end : sentence.start]:
            last = None
        for at in range(sentence.first, sentence.last):
            word = words[at]
            if kind in word.atoms and _is_one(word, gender) and at not in people:
                rival = last is not None and last.sentence == number and last.word.lemmas.isdisjoint(word.lemmas)
                last, hidden = (None if rival else _Thing(word, at, number)), number
            elif at not in people and _names_another(words, at, gender):
                last, hidden = None, number
            elif _GENDER.get(word.text) == gender:
                near = last if last is not None and number - last.sentence <= 1 else None
                if (
                    near is not None
                    and _is_pronoun(words, at, sentence, gender, kinds.done)
                    and not _is_still_to_come(words, at, near, sentence)
                ):
                    last = _Thing(near.word, at, number)
                    yield at, near.word
                elif (
                    near is None
                    and itself is not None
                    and number - hidden > 1
                    and _is_object(words, at, sentence, gender, kinds.looked_over)
                ):
                    yield at, itself.word


def _titled(title: str | None, kind: int, gender: str, vocabulary: Vocabulary) -> _Thing | None:
    """The thing that a title names, if it names one of the gender."""
    if not title or len(title) > _LONGEST:
        return None
    named = [word for word in map(vocabulary.lexicon.word, re.findall(r"\w+", title)) if kind in word.atoms and _is_one(word, gender)]
    return _Thing(named[0], -1, 0) if len(named) == 1 else None


def _is_one(word: Word, gender: str) -> bool:
    """Whether a form is of one thing, and does not only say whose something else is."""
    return not word.text.endswith(("s", "er", "ar", "or", "na") if gender == "den" else ("s", "en", "na"))


def _names_another(words: Sequence[Word], at: int, gender: str) -> bool:
    """Whether a word may be another thing of the same gender."""
    word = words[at]
    if word.bits & (Bit.NUMBER | Bit.PUNCTUATION | Bit.NEGATION) or _NO_THINGS.fullmatch(word.text) or is_told(word):
        return False
    if at and words[at - 1].text in _ARTICLES[gender]:
        return True
    return _ENDINGS[gender].fullmatch(word.text) is not None and not (at and words[at - 1].text in _IS)


def _is_pronoun(words: Sequence[Word], at: int, sentence: Sentence, gender: str, done: int) -> bool:
    """Whether it stands for something, as an object of what is done with such things or as a subject: no article, no "det är"."""
    begins = at == sentence.first or words[at - 1].text in _JOINTS
    return _is_object(words, at, sentence, gender, done) or (begins and _is_subject(words, at, sentence, gender, done))


def _is_object(words: Sequence[Word], at: int, sentence: Sentence, gender: str, done: int) -> bool:
    """Whether it stands alone after a verb of those given: "läste upp det för Elin", no "läste det nya förslaget"."""
    if not any(done in word.atoms for word in words[max(at - _FEW, sentence.first) : at]):
        return False
    after = words[at + 1] if at + 1 < sentence.last else None
    if after is None or after.bits & Bit.PUNCTUATION or after.text in _FOLLOWS:
        return True
    return bool(after.bits & Bit.NUMBER) and gender == "det"  # "den 3 maj" is a day


def _is_subject(words: Sequence[Word], at: int, sentence: Sentence, gender: str, done: int) -> bool:
    """Whether "den" or "det" before a verb is its subject: "Den skickades i går", no "Den beslutade insatsen", "Det beslutades att"."""
    verb = words[at + 1] if at + 1 < sentence.last else None
    if verb is None or not (is_told(verb) or is_present(verb) or done in verb.atoms or verb.bits & Bit.MODAL):
        return False
    rest = words[at + 2 : sentence.last]
    if gender == "det":
        passive = verb.text.endswith("s") or (verb.text == "kom" and bool(rest) and rest[0].text == "in")
        return passive and not any(word.text in _NEW for word in rest)
    if not rest or rest[0].text in _FOLLOWS or is_told(rest[0]):
        return True
    return bool(rest[0].bits & (Bit.PUNCTUATION | Bit.NUMBER | Bit.MENTION | Bit.NEGATION))


def _is_still_to_come(words: Sequence[Word], at: int, thing: _Thing, sentence: Sentence) -> bool:
    """Whether both deeds are only said to come: "Jag skriver utredningen och skickar den till båda"."""
    if not sentence.first <= thing.at < at or any(is_told(word) for word in words[sentence.first : at]):
        return False
    before = words[max(at - 3, thing.at + 1) : at]
    return any(word.text in ("och", "samt", "o") for word in before) and any(is_present(word) for word in before)
