"""Rule packs: a folder of TOML files becomes rules, moments and conditions, or one sentence that says what is wrong where.

A pack folder holds pack.toml, optionally katalog.toml, villkor.toml (or villkor/*.toml), moment/*.toml, and rule files (every other
*.toml below it that has a `rule`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sosfs_lint.akt import ACTORS, is_field
from sosfs_lint.checks import Check, Source
from sosfs_lint.conditions import Condition, load_conditions
from sosfs_lint.errors import PackError
from sosfs_lint.language.concepts import concept_names
from sosfs_lint.linting import Rulebook
from sosfs_lint.moments import Moment, load_moment
from sosfs_lint.report import Level
from sosfs_lint.rule import FORCES, LOOK_FOR, LOOKS, STATUSES, Example, Pack, Period, Requirement, Rule, load_periods
from sosfs_lint.toml_file import TomlFile, load_folder

_PACK_KEYS = {"name", "version", "title", "from", "to", "note", "local"}
_SHARED_KEYS = {
    "actor", "force", "grade", "about", "when", "unless", "look", "place", "clause", "lagrum", "due", "each", "excuse", "status", "partial", "instead_of", "in_a_text", "over", "under", "why", "help",
}  # fmt: skip
_RULE_KEYS = _SHARED_KEYS | {"id", "name", "what", "requirement", "point", "message", "open", "like", "example", "adopted", "default"}
_EXAMPLE_KEYS = {"verdict", "text", "akt", "why", "context", "actor", "child", "tid", "falt"}
_VERDICTS = {"met", "missing", "unclear", "remaining", "not applicable", "not checked", "for a person"}
_LEVELS = {"ska": Level.ERROR, "bör": Level.WARNING, "kan": Level.WARNING}


def load_rulebook(folders: Iterable[Path], checks: Iterable[Check], local: Mapping[str, int] | None = None) -> Rulebook:
    """The packs of a run, in order; a name that two of them use is a PackError."""
    words: dict[str, Check] = {}
    for check in checks:
        if check.word in words:
            raise PackError("two plug-ins define the same check", where=check.word)
        words[check.word] = check
    loaded = [_LoadedPack.load(folder, words) for folder in folders]
    book = Rulebook(
        tuple(pack.pack for pack in loaded),
        {},
        {},
        {},
        words,
        {},
        tuple(file for pack in loaded for file in pack.files["ord"]),
        tuple(file for pack in loaded for file in pack.files["begrepp"]),
    )
    concepts = frozenset(concept_names(book.concept_files))
    _check_names(loaded, concepts)
    numbers: dict[str, int] = {}
    for pack in loaded:
        _merge(book.moments, pack.moments, lambda moment: moment.where)
        _merge(book.conditions, pack.conditions, lambda condition: condition.where)
        numbers |= pack.local
    for name, value in (local or {}).items():
        if name not in numbers:
            raise PackError(f"unknown local number {name}; the packs have {', '.join(sorted(numbers)) or 'none'}", where="--local")
        numbers[name] = value
    for pack in loaded:
        rules = _Rules(pack, book, words, numbers, concepts).read()
        _merge(book.rules, rules, lambda rule: rule.where)
    return dataclasses.replace(book, local=numbers)


def _check_names(packs: Sequence[_LoadedPack], concepts: frozenset[str]) -> None:
    """Every concept, condition and moment that a moment or a condition names must exist, and no moment wait for itself."""
    moments = {name: moment for pack in packs for name, moment in pack.moments.items()}
    conditions = {name for pack in packs for name in pack.conditions}
    for moment in moments.values():
        rows = (*moment.rows, *moment.looks_like)
        _exist((name for row in rows for name in (*row.says, *row.headed, *row.several.concepts)), concepts, "concept", moment.where)
        _are_fields((name for row in rows for name in (*row.present, *(name for name, _ in row.fields))), moment.where)
        _exist(moment.needs, moments, "moment", moment.where)
        if moment.name in _needed_by(moment, moments):
            raise PackError(f"{moment.name} waits for itself by `follows`, `beside` or `ends`", where=moment.where)
    for condition in (condition for pack in packs for condition in pack.conditions.values()):
        _are_fields((*condition.fields, *condition.absent), condition.where)
        _exist(condition.concepts, concepts, "concept", condition.where)
        _exist(condition.any_of, conditions, "condition", condition.where)
        _exist((*condition.moment, *condition.running), moments, "moment", condition.where)


def _are_fields(paths: Iterable[str], where: str) -> None:
    for path in paths:
        if not is_field(path):
            raise PackError(f"unknown field {path}", where=where)


def _is_text(value: object) -> bool:
    return isinstance(value, dict) and set(value) <= {"sv", "en"} and all(isinstance(text, str) for text in value.values())


def _exist(names: Iterable[str], known: Container[str], what: str, where: str) -> None:
    for name in names:
        if name not in known:
            raise PackError(f"unknown {what} {name}", where=where)


def _needed_by(moment: Moment, moments: Mapping[str, Moment]) -> set[str]:
    """The moments that must be known before this one can be."""
    found: set[str] = set()
    todo = list(moment.needs)
    while todo:
        name = todo.pop()
        if name not in found and name in moments:
            found.add(name)
            todo += moments[name].needs
    return found


def _merge(into: dict[str, Any], more: Mapping[str, Any], where: Any) -> None:
    for name, item in more.items():
        if name in into:
            raise PackError(f"{name} is already defined at {where(into[name])}", where=where(item))
        into[name] = item


@dataclass(frozen=True)
class _LoadedPack:
    pack: Pack
    moments: dict[str, Moment]
    conditions: dict[str, Condition]
    local: dict[str, int]
    files: dict[str, list[TomlFile]]

    @classmethod
    def load(cls, folder: Path, checks: Mapping[str, Check]) -> _LoadedPack:
        del checks
        if not (folder / "pack.toml").is_file():
            raise PackError("is no rule pack: it has no pack.toml", where=str(folder))
        found = load_folder(folder)
        head = found.pop("pack.toml")
        for key in head.content:
            if key not in _PACK_KEYS:
                raise PackError(f"unknown key {key}; known are {', '.join(sorted(_PACK_KEYS))}", where=head.where(key=key))
        for key in ("name", "version", "title"):
            if not isinstance(head.content.get(key), str):
                raise PackError(f"pack.toml needs {key}", where=head.where())
        catalogue = _catalogue(found.pop("katalog.toml", None))
        files = list(found.values())
        moments: dict[str, Moment] = {}
        conditions: dict[str, Condition] = {}
        kinds: dict[str, list[TomlFile]] = {"rules": [], "ord": [], "begrepp": []}
        for file in files:
            kind = file.path.relative_to(folder).parts[0]
            if kind == "moment":
                moment = load_moment(file)
                _merge(moments, {moment.name: moment}, lambda m: m.where)
            elif kind in ("villkor.toml", "villkor"):
                _merge(conditions, load_conditions(file), lambda condition: condition.where)
            elif kind in ("ord", "begrepp"):
                kinds[kind].append(file)
            elif "rule" in file.content:
                kinds["rules"].append(file)
            else:
                raise PackError("is neither a rule file nor anything else that a pack holds", where=file.where())
        pack = Pack(
            name=head.content["name"],
            version=head.content["version"],
            folder=folder,
            title=head.content["title"],
            first_day=_date(head, "from"),
            last_day=_date(head, "to"),
            note=dict(head.content.get("note", {})),
            catalogue=catalogue,
            files=tuple(files),
        )
        return cls(pack, moments, conditions, dict(head.content.get("local", {})), kinds)


def _date(file: TomlFile, key: str) -> date | None:
    value = file.content.get(key)
    if value is not None and not isinstance(value, date):
        raise PackError(f"{key} must be a date, as 2014-09-01", where=file.where(key=key))
    return value


def _catalogue(file: TomlFile | None) -> dict[str, Requirement]:
    if file is None:
        return {}
    found: dict[str, Requirement] = {}
    for number, entry in enumerate(file.content.get("krav", [])):
        try:
            requirement = Requirement(
                **(
                    entry
                    | {
                        "actor": frozenset(entry["actor"]),
                        "flags": tuple(entry["flags"]),
                        "stycke": entry.get("stycke"),
                        "item": entry.get("item"),
                    }
                )
            )
        except (TypeError, KeyError) as error:
            raise PackError(f"an entry of the catalogue is not whole ({type(error).__name__})", where=file.where("krav", number)) from None
        if requirement.id in found:
            raise PackError(f"{requirement.id} is already in the catalogue", where=file.where("krav", number))
        found[requirement.id] = requirement
    return found


class _Rules:
    """Reads the rule files of one pack against the names that exist."""

    def __init__(
        self, pack: _LoadedPack, book: Rulebook, checks: Mapping[str, Check], local: Mapping[str, int], concepts: frozenset[str]
    ) -> None:
        self._pack = pack
        self._book = book
        self._checks = checks
        self._local = local
        self._concepts = concepts
        self._tables: dict[str, tuple[dict[str, Any], TomlFile, int]] = {}

    def read(self) -> dict[str, Rule]:
        for file in self._pack.files["rules"]:
            shared = file.content.get("all", {})
            self._known(shared, _SHARED_KEYS | set(self._checks), file, "all", 0)
            for key in file.content:
                if key not in ("all", "rule"):
                    raise PackError(
                        f"unknown table {key}; a rule file has [all] and [[rule]]",
                        where=file.where(key) if (key, 0, "") in file.lines else file.where(key=key),
                    )
            for number, table in enumerate(file.content["rule"]):
                self._add({**shared, **table}, file, number)
        rules = {name: self._rule(name) for name in self._tables}
        names: dict[str, Rule] = {}
        for rule in rules.values():
            if rule.name in names:
                raise PackError(f"the name {rule.name} is already used by {names[rule.name].id}", where=rule.where)
            names[rule.name] = rule
        return rules

    def _add(self, table: dict[str, Any], file: TomlFile, number: int) -> None:
        self._known(table, _RULE_KEYS | set(self._checks), file, "rule", number)
        name = table.get("id")
        if not isinstance(name, str):
            raise PackError("a rule needs an id", where=file.where("rule", number))
        if name in self._tables:
            _, other, at = self._tables[name]
            raise PackError(f"{name} is already defined at {other.where('rule', at, 'id')}", where=file.where("rule", number, "id"))
        self._tables[name] = (table, file, number)

    @staticmethod
    def _known(table: Mapping[str, Any], known: set[str], file: TomlFile, kind: str, number: int) -> None:
        for key in table:
            if key not in known:
                where = file.where(kind, number, key) if (kind, number, key) in file.lines else file.where("all", 0, key)
                raise PackError(f"unknown key {key}; known are {', '.join(sorted(known))}", where=where)

    def _rule(self, name: str) -> Rule:
        table, file, number = self._whole(name, ())
        where = file.where("rule", number, "id")
        entry = self._pack.pack.catalogue.get(name)
        word = self._word(table, where)
        force = table.get("force") or (entry.force if entry else None)
        about = table.get("about") or (entry.subject if entry else None)
        status = table.get("status") or {"prompt": "human", "refers": "control", "suppresses": "control"}.get(word, "implemented")
        when = tuple(table["when"]) if "when" in table else (entry.flags if entry else ())
        self._check_names(file, number, force, about, status, when, table)
        source = Source(
            lambda key: file.where("rule", number, key) if key else where,
            frozenset(self._book.moments),
            frozenset(self._book.conditions),
            frozenset(self._local),
            frozenset(self._tables) | frozenset(self._pack.pack.catalogue),
            self._concepts,
            str(file.path.parent),
        )
        return Rule(
            id=name,
            name=table.get("name", name.lower()),
            what=table.get("what") or ", ".join(need["what"] for need in table.get("in_a_text", ()) if "what" in need),
            pack=self._pack.pack.name,
            chapter=f"{entry.chapter} kap." if entry else self._pack.pack.name,
            clause=entry.clause if entry else table.get("clause", ""),
            lagrum=self._lagrum(table.get("lagrum"), file, number),
            adopted=table.get("adopted"),
            force=str(force),
            level=Level(table["grade"]) if "grade" in table else _LEVELS[str(force)],
            status=status,
            default=table.get("default", force != "kan"),
            actor=frozenset(table.get("actor") or (entry.actor if entry else ACTORS)),
            about=str(about),
            when=when,
            unless=tuple(table.get("unless", ())),
            look=tuple(table.get("look", ())) or self._look(table, entry, word),
            place=table.get("place") or (entry.place if entry else "dokumentation"),
            check=word,
            spec=self._checks[word].load(table[word], source),
            in_a_text=self._checks["needs"].load(table["in_a_text"], source) if "in_a_text" in table else None,
            excuse=tuple(table.get("excuse", ())),
            each=table.get("each"),
            instead_of=self._other(table.get("instead_of"), file, number),
            due=table.get("due"),
            partial=table.get("partial", "missing"),
            message=dict(table.get("message", {})),
            open_message=dict(table.get("open", {})),
            help=dict(table.get("help", {})),
            sv=entry.sv if entry else table.get("requirement", {}).get("sv") or table.get("name", name).replace("-", " "),
            en=entry.en if entry else table.get("requirement", {}).get("en", ""),
            why=table.get("why", ""),
            over=table.get("over", ""),
            under=table.get("under", ""),
            examples=tuple(self._example(one, file, number, at) for at, one in enumerate(table.get("example", []))),
            where=where,
        )

    def _whole(self, name: str, seen: tuple[str, ...]) -> tuple[dict[str, Any], TomlFile, int]:
        """A rule's table laid over that of the rule it is `like`."""
        table, file, number = self._tables[name]
        like = table.get("like")
        if like is None:
            return table, file, number
        if like not in self._tables or like in (name, *seen):
            raise PackError(f"`like` names {like}, which is no other rule of the pack", where=file.where("rule", number, "like"))
        base, _, _ = self._whole(like, (*seen, name))
        inherited = {key: value for key, value in base.items() if key not in ("id", "name", "clause", "example", "like")}
        return {**inherited, **{key: value for key, value in table.items() if key != "like"}}, file, number

    @staticmethod
    def _lagrum(value: object, file: TomlFile, number: int) -> tuple[Period, ...]:
        try:
            return load_periods(value) if value is not None else ()
        except ValueError as error:
            raise PackError(f"`lagrum` {error}", where=file.where("rule", number, "lagrum")) from None

    def _other(self, name: object, file: TomlFile, number: int) -> str | None:
        if name is not None and name not in self._tables:
            raise PackError(f"unknown rule {name}", where=file.where("rule", number, "instead_of"))
        return str(name) if name is not None else None

    @staticmethod
    def _look(table: Mapping[str, Any], entry: Requirement | None, word: str) -> tuple[str, ...]:
        """Where to look when the rule does not say it: for prose as the requirement's place has it, for fields in the post."""
        says = word == "needs" and any(isinstance(need, dict) and need.get("says") for need in table["needs"])
        place = table.get("place") or (entry.place if entry else "dokumentation")
        return LOOK_FOR[place] if says else ("post",)

    def _word(self, table: Mapping[str, Any], where: str) -> str:
        words = [word for word in self._checks if word in table]
        if len(words) != 1:
            raise PackError(f"a rule has exactly one of {', '.join(self._checks)}; this one has {', '.join(words) or 'none'}", where=where)
        return words[0]

    def _check_names(
        self, file: TomlFile, number: int, force: object, about: object, status: str, when: tuple[str, ...], table: Mapping[str, Any]
    ) -> None:
        def fail(sentence: str, key: str) -> None:
            raise PackError(sentence, where=file.where("rule", number, key))

        if force not in FORCES:
            fail(f"force must be one of {', '.join(FORCES)}", "force")
        if status not in STATUSES:
            fail(f"status must be one of {', '.join(STATUSES)}", "status")
        benched = status == "not yet"
        if about not in self._book.moments and not benched:
            fail(f"unknown moment {about}; known are {', '.join(sorted(self._book.moments))}", "about")
        for condition in (*when, *table.get("unless", ())):
            if condition not in self._book.conditions and not benched:
                fail(f"unknown condition {condition}", "when" if condition in when else "unless")
        for level in table.get("look", ()):
            if level not in LOOKS:
                fail(f"unknown place {level} in look; known are {', '.join(LOOKS)}", "look")
        for actor in table.get("actor", ()):
            if actor not in ACTORS:
                fail(f"unknown actor {actor}; known are {', '.join(sorted(ACTORS))}", "actor")
        for key in ("requirement", "message", "open", "help"):
            if not _is_text(table.get(key, {})):
                fail(f'{key} must be like {{ sv = "...", en = "..." }}', key)
        if table.get("due") is not None and table["due"] not in self._book.moments:
            fail(f"unknown moment {table['due']}", "due")
        if table.get("each") not in (None, "enskild", "barn", "vardnadshavare"):
            fail("each must be enskild, barn or vardnadshavare", "each")
        if "grade" in table and table["grade"] not in tuple(Level):
            fail(f"grade must be one of {', '.join(Level)}", "grade")

    @staticmethod
    def _example(table: Mapping[str, Any], file: TomlFile, number: int, at: int) -> Example:
        where = file.where("rule", number)
        for key in table:
            if key not in _EXAMPLE_KEYS:
                raise PackError(f"unknown key {key} in an example; known are {', '.join(sorted(_EXAMPLE_KEYS))}", where=where)
        if table.get("verdict") not in _VERDICTS:
            raise PackError(f"an example's verdict must be one of {', '.join(sorted(_VERDICTS))}", where=where)
        if ("text" in table) == ("akt" in table):
            raise PackError("an example has either text or akt", where=where)
        settings = {key: table[key] for key in ("actor", "child", "tid", "falt") if key in table}
        return Example(
            verdict=table["verdict"],
            text=table.get("text"),
            akt=table.get("akt"),
            why=table.get("why"),
            context=dict(table.get("context", {})),
            settings=settings,
            where=f"{where} (example {at + 1})",
        )
