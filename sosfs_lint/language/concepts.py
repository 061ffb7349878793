"""Concepts and word classes as packs write them (begrepp/*.toml, ord/*.toml), compiled into one vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sosfs_lint.errors import PackError
from sosfs_lint.kept import fingerprint, kept
from sosfs_lint.language import status
from sosfs_lint.language.forms import forget_built, own_state
from sosfs_lint.language.frames import PREDICATES, Frame, FrameError, compile_frame
from sosfs_lint.language.nearness import ANYWHERE
from sosfs_lint.language.persons import ROLES
from sosfs_lint.language.words import Lexicon
from sosfs_lint.toml_file import TomlFile

if TYPE_CHECKING:
    from sosfs_lint.language.gate import Gate, Ints

KINDS = ("says", "hints", "hollow", "not")
_CONCEPT_KEYS = {
    "name",
    "means",
    "headings",
    "heading_needs",
    "speakers",
    "doers",
    "asks",
    "denied",
    "first_hand",
    "like",
    "example",
    *KINDS,
}
_CLASS_KEYS = {"roll", "words"}
_EXAMPLE_KEYS = {"text", "mark", "status", "why", "context"}
Sources = dict[str, tuple[dict[str, Any], TomlFile]]
PROVIDER = "utforare"
GENERIC = "allmant"  # the class of words that say nothing of a single case


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a text can say. `asks` is "event" (that it happened), "deed" (that somebody at the office did it, so that an
    infinitive under "ville" or a meeting that fell through is not it), "content" (what it was, so that a pointer to it is not it)
    or "questions" (a question that is put, as a plan puts it: not a form).

    `denied_counts`: a denial says it too, as where it is asked whether something was done, or what somebody thinks.
    `speakers` are the roles whose word on it counts as their own; `doers`, if given, the only roles that can have done it.
    `first_hand`: it counts only where the office saw or heard it itself, not where a report tells of it.
    Under a heading that a frame of `headings` fits, any own sentence counts (if it holds `heading_needs` words of this case).
    """

    name: str
    means: str = ""
    speakers: frozenset[str] = frozenset({"enskild", "barnet", "personal"})
    doers: frozenset[str] = frozenset()
    asks: str = "event"
    denied_counts: bool = False
    first_hand: bool = False
    heading_needs: int = 1
    where: str = ""

    def __repr__(self) -> str:
        return f"<Concept {self.name}>"


@dataclass(frozen=True, slots=True)
class Entry:
    """A frame with the concept that it speaks for, and as what (says, hints, hollow, not, headings)."""

    frame: Frame
    concept: Concept
    kind: str


@dataclass(frozen=True)
class Vocabulary:
    """Everything that the language layer matches: the lexicon, the concepts, and the frames of texts and of headings behind their gates.

    `roles` are the classes that make a word stand for somebody of a role, `role_atoms` all that a mention of the role then carries.
    Under PROVIDER they are what a provider's proper name carries; a provider is nobody that a pronoun could stand for.
    """

    lexicon: Lexicon
    concepts: dict[str, Concept]
    roles: dict[str, frozenset[int]]
    gate: Gate
    heading_gate: Gate
    headings_seen: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def predicates(self) -> dict[str, int]:
        """The atoms that are worked out only when a frame asks for them."""
        return {name: self.lexicon.atom(name) for name in PREDICATES}

    @cached_property
    def predicate_of(self) -> dict[int, str]:
        return {atom: name for name, atom in self.predicates.items()}

    @cached_property
    def role_atoms(self) -> dict[str, frozenset[int]]:
        return {role: self.lexicon.with_joined(atoms) for role, atoms in self.roles.items()}

    @cached_property
    def anything(self) -> Ints:
        """The atoms that any sentence may hold: those that are worked out only when a frame asks."""
        from sosfs_lint.language.gate import as_array

        return as_array(self.predicates.values())

    @cached_property
    def role_arrays(self) -> dict[frozenset[int], Ints]:
        """Arrays of the sets of atoms that a mention carries, made when first met."""
        return {}


Files = Iterable[TomlFile]


def compile_vocabulary(class_files: Files, concept_files: Files) -> Vocabulary:
    """One vocabulary from the word classes and concepts of all packs. Raises PackError with file and line."""
    class_files, sources = list(class_files), concept_names(concept_files)
    concepts = {name: _concept(name, sources) for name in sources}
    content = repr([file.content for file in class_files]) + repr([(name, table) for name, (table, _) in sources.items()])
    plain = kept("vocabulary-" + fingerprint((own_state().encode(), content.encode())), lambda: _compiled(class_files, sources))
    return _vocabulary(concepts, *plain)


def _vocabulary(
    concepts: dict[str, Concept], lexicon: dict[str, Any], roles: dict[str, frozenset[int]], gates: Mapping[str, tuple[Any, ...]]
) -> Vocabulary:
    from sosfs_lint.language.gate import Gate

    texts, headings = (Gate.from_plain(gates[name], concepts) for name in ("texts", "headings"))
    return Vocabulary(Lexicon.of(lexicon), concepts, roles, texts, headings)


def _compiled(class_files: Files, sources: Sources) -> tuple[dict[str, Any], dict[str, frozenset[int]], dict[str, tuple[Any, ...]]]:
    """Lexicon, roles and gates as plain values, which can be kept."""
    from sosfs_lint.language.gate import plain_gate

    lexicon = Lexicon()
    status.prepare(lexicon)
    classes, roles = _classes(list(class_files), lexicon)
    frames = [(name, kind, frame) for name in sources for kind, frame in _frames(name, sources, lexicon, classes)]
    lexicon.set_roles(frozenset().union(*(roles[role] for role in ROLES)))
    rarity = _rarity(lexicon, roles)
    texts = plain_gate([row for row in frames if row[1] != "headings"], rarity)
    forget_built()
    return lexicon.plain(), roles, {"texts": texts, "headings": plain_gate([row for row in frames if row[1] == "headings"], rarity)}


def _rarity(lexicon: Lexicon, roles: Mapping[str, frozenset[int]]) -> dict[int, float]:
    """How common each atom is; what may be anywhere is the most common of all."""
    predicates = {name: lexicon.atom(name) for name in PREDICATES}
    everywhere = frozenset(predicates.values()).union(*(lexicon.with_joined(atoms) for atoms in roles.values()))
    return lexicon.commonness() | dict.fromkeys(everywhere, ANYWHERE) | {predicates["@first"]: 1e12}


def concept_names(files: Files) -> Sources:
    """The concepts by name, not yet compiled. Raises PackError for an unknown key or a name used twice."""
    found: dict[str, tuple[dict[str, Any], TomlFile]] = {}
    for file in files:
        name = _check(file)
        if name in found:
            raise PackError(f"{name} is already defined at {found[name][1].where()}", where=file.where(key="name"))
        found[name] = (file.content, file)
    return found


def _classes(files: list[TomlFile], lexicon: Lexicon) -> tuple[dict[str, int], dict[str, frozenset[int]]]:
    classes: dict[str, int] = {}
    roles: dict[str, set[int]] = {role: set() for role in (*ROLES, PROVIDER)}
    tables = [(name, table, file) for file in files for name, table in file.content.items()]
    for name, table, file in tables:
        where = file.where(name)
        if not isinstance(table, dict):
            raise PackError(f"word class {name} must be a table", where=file.where(key=name))
        for key in table:
            if key not in _CLASS_KEYS:
                raise PackError(f"unknown key {key}; known are {', '.join(sorted(_CLASS_KEYS))}", where=file.where(name, 0, key))
        atom = classes.setdefault(name, lexicon.atom("{" + name + "}"))
        for role in table.get("roll", "").split():
            if role not in roles:
                raise PackError(f"unknown roll {role}; known are {', '.join(roles)}", where=where)
            roles[role].add(atom)
    for name, table, file in tables:
        for word in table.get("words", ()):
            _add_word(word, name, classes, lexicon, file)
    return classes, {role: frozenset(atoms) for role, atoms in roles.items()}


def _add_word(word: str, name: str, classes: Mapping[str, int], lexicon: Lexicon, file: TomlFile) -> None:
    if name == GENERIC:
        lexicon.add_generic([word])
    elif word.startswith("{"):
        if word[1:-1] not in classes:
            raise PackError(f"unknown word class {word}", where=file.where(name))
        lexicon.join(classes[word[1:-1]], classes[name])
    elif word.startswith("@"):
        raise PackError(f"a word class holds words, and {word} is none; name it in the frame", where=file.where(name))
    else:
        lexicon.add(word.lower(), [classes[name]])


def _check(file: TomlFile) -> str:
    for key in file.content:
        if key not in _CONCEPT_KEYS:
            raise PackError(f"unknown key {key}; known are {', '.join(sorted(_CONCEPT_KEYS))}", where=file.where(key=key))
    name = file.content.get("name")
    if not isinstance(name, str):
        raise PackError("a concept needs a name", where=file.where())
    if file.content.get("asks", "event") not in ("event", "deed", "content", "questions"):
        raise PackError("asks must be event, deed, content or questions", where=file.where(key="asks"))
    if file.content.get("denied", "counts") != "counts":
        raise PackError('denied can only be "counts"', where=file.where(key="denied"))
    if not isinstance(file.content.get("first_hand", False), bool):
        raise PackError("first_hand must be true or false", where=file.where(key="first_hand"))
    for number, example in enumerate(file.content.get("example", ())):
        for key in example:
            if key not in _EXAMPLE_KEYS:
                raise PackError(
                    f"unknown key {key} in an example; known are {', '.join(sorted(_EXAMPLE_KEYS))}",
                    where=file.where("example", number, key),
                )
        if example.get("mark") not in ("says", "hint", "hollow", "no"):
            raise PackError("an example's mark must be says, hint, hollow or no", where=file.where("example", number))
    return name


def _concept(name: str, sources: Sources) -> Concept:
    table, file = sources[name]
    like = table.get("like")
    if like is not None and like not in sources:
        raise PackError(f"`like` names {like}, which is no concept", where=file.where(key="like"))
    table = (sources[like][0] if like is not None else {}) | table
    for key in ("speakers", "doers"):
        for role in table.get(key, ()):
            if role not in ROLES:
                raise PackError(f"unknown role {role}; known are {', '.join(ROLES)}", where=file.where(key=key))
    return Concept(
        name,
        table.get("means", ""),
        frozenset(table["speakers"]) if "speakers" in table else Concept("").speakers,
        frozenset(table.get("doers", ())),
        table.get("asks", "event"),
        "denied" in table,
        bool(table.get("first_hand", False)),
        int(table.get("heading_needs", 1)),
        file.where(),
    )


def _frames(name: str, sources: Sources, lexicon: Lexicon, classes: Mapping[str, int]) -> Iterator[tuple[str, Frame]]:
    """The frames of a concept and of the one that it is `like`, each with its kind."""
    table, file = sources[name]
    base = sources[table["like"]][0] if "like" in table else {}
    for kind in (*KINDS, "headings"):
        for line in [*base.get(kind, ()), *table.get(kind, ())]:
            try:
                yield from (
                    (kind, frame)
                    for frame in compile_frame(line.lower() if "=" not in line else line, lexicon, classes, cancels=kind == "not")
                )
            except FrameError as error:
                raise PackError(f"the frame {line!r} {error}", where=file.where(key=kind)) from None
