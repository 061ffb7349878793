"""The canonical format aktexport 1.0 (data/aktexport.xsd): read as it is, nothing guessed, nothing repaired."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from types import UnionType
from typing import Any, BinaryIO, get_args, get_origin, get_type_hints

from sosfs_lint import model
from sosfs_lint.model import Export, Personakt, Place, Text
from sosfs_lint.readers import grammar
from sosfs_lint.readers.plain_text import from_html, from_rtf
from sosfs_lint.readers.xml_source import Broken, Node, RecordStream
from sosfs_lint.report import Remark, Unreadable
from sosfs_lint.tid import NoSuchTid, Tid, left_of, parse_tid
from sosfs_lint.wording import Says, say

NAMESPACE = "urn:sosfs-lint:aktexport:1"
_HEADER = {"export": "export", "aktor": "aktor", "enhet": "enhet", "medarbetare": "medarbetare"}


class AktexportReader:
    """Reads aktexport 1.0 in UTF-8, UTF-16 or any single-byte encoding that the file declares."""

    name = "aktexport"

    def recognises(self, head: bytes) -> bool:
        return re.search(rb"<(?:[\w.-]+:)?aktexport[\s>/]", head.replace(b"\0", b"")) is not None

    def read(self, source: BinaryIO, path: str, profile: str | None = None) -> Iterator[Personakt | Remark | Unreadable]:
        """Each personakt of the export, in order, with remarks on its form; `profile` is not used by this format."""
        del profile
        return _Reading(source, path, self.name).items()


class _Reading:
    def __init__(self, source: BinaryIO, path: str, reader: str) -> None:
        self._stream = RecordStream(source, lambda ancestors, node: len(ancestors) == 1 and node.name == "personakt")
        self._path = path
        self._reader = reader
        self._header: Export | None = None
        self._header_ids: frozenset[str] = frozenset()
        self._header_size = 0  # how many of the root's children stand before the first personakt
        self._remarks: list[Remark] = []

    def items(self) -> Iterator[Personakt | Remark | Unreadable]:
        found = False
        for record in self._stream.records():
            if self._header is None and self._stream.root is not None and isinstance(record, Node):
                self._read_header(self._stream.root, (record.line, record.column))
            if isinstance(record, Broken):
                found = True
                yield Unreadable(self._path, record.reason, _id(record.record), record.line, record.column)
                continue
            found = True
            akt = self._personakt(record)
            yield from self._take_remarks()
            yield akt
        if not found:
            yield Unreadable(self._path, say("no-record"), line=1)
        elif self._stream.root is not None and self._header is not None:
            for node in self._stream.root.children[self._header_size :]:
                yield Remark(
                    self._path, say("late-header", element=node.name if node.name in _HEADER else "ett element"), node.line, node.column
                )

    def _take_remarks(self) -> Iterator[Remark]:
        yield from self._remarks
        self._remarks.clear()

    def _read_header(self, root: Node, until: tuple[int, int]) -> None:
        declared = grammar.aktexport()
        builder = _Builder(self._path, self._remarks, None)
        if root.namespace != NAMESPACE:
            self._remarks.append(Remark(self._path, say("unknown-namespace"), root.line, root.column))
        builder.check(root, "aktexport", declared, ignore={"personakt"})
        made: dict[str, list[Any]] = {name: [] for name in _HEADER}
        classes = {"export": model.ExportUppgift, "aktor": model.Aktor, "enhet": model.Enhet, "medarbetare": model.Medarbetare}
        before = [node for node in root.children if (node.line, node.column) < until]
        for node in before:
            if node.name in _HEADER:
                made[node.name].append(builder.build(classes[node.name], node, node.name, declared.children[node.name].element))
        self._header_size = len(before)
        self._header = Export(
            path=self._path,
            reader=self._reader,
            export=made["export"][0] if made["export"] else model.ExportUppgift(),
            aktor=made["aktor"][0] if made["aktor"] else model.Aktor(),
            enhet=tuple(made["enhet"]),
            medarbetare=tuple(made["medarbetare"]),
        )
        builder.report_duplicates()
        self._header_ids = frozenset(builder.ids)
        for falt in self._header.export.falt:
            if not grammar.is_field(falt.namn):
                self._remarks.append(Remark(self._path, say("unknown-field"), falt.place.line, falt.place.column))

    def _personakt(self, record: Node) -> Personakt:
        assert self._header is not None
        builder = _Builder(self._path, self._remarks, _id(record))
        declared = grammar.aktexport().children["personakt"].element
        akt: Personakt = builder.build(Personakt, record, "personakt", declared, header=self._header)
        builder.report_duplicates()
        builder.report_dangling(self._header_ids)
        return akt


def _id(node: Node | None) -> str | None:
    return (node.attributes.get("id") or None) if node is not None else None


# -- from elements to the model


@dataclass(frozen=True)
class _Child:
    """A field that is filled from child elements: its name, what each becomes, and whether there may be many."""

    name: str
    type: Any
    many: bool


@dataclass(frozen=True)
class _Plan:
    """How a model type is filled from an element: attributes and children by their name in the schema, and the text's field."""

    attributes: dict[str, str]
    children: dict[str, _Child]
    text: str | None


class _Builder:
    """Turns elements into model types, checks them against the schema and collects ids and references."""

    def __init__(self, path: str, remarks: list[Remark], akt: str | None) -> None:
        self._path = path
        self._remarks = remarks
        self._akt = akt
        self._post: str | None = None
        self.ids: Counter[str] = Counter()
        self._ids_at: dict[str, Node] = {}
        self._references: list[tuple[str, str, Node, str | None]] = []

    def remark(self, what: Says, node: Node) -> None:
        self._remarks.append(Remark(self._path, what, node.line, node.column, self._akt, self._post))

    def build(self, cls: Any, node: Node, name: str, declared: grammar.Element, **given: object) -> Any:
        """An instance of `cls` from the element; every fault of form becomes a remark."""
        plan = _plan(cls)
        values: dict[str, object] = {"place": Place(self._path, node.line, node.column), **given}
        if node.skipped is not None:
            self.remark(node.skipped, node)
        self._attributes(node, name, declared, plan, values)
        if declared.content is None and node.parts:
            self.remark(say("stray-text", element=name), node)
        if plan.text is not None:
            values[plan.text] = self._text(node)
        if declared.needed or node.children:
            self._check_children(node, name, declared, frozenset())
        if node.children:
            self._children(node, name, declared, plan, values)
        return cls(**values)

    def _attributes(self, node: Node, name: str, declared: grammar.Element, plan: _Plan, values: dict[str, object]) -> None:
        for key, raw in node.attributes.items():
            attribute = declared.attributes.get(key)
            if attribute is None:
                self._unknown_attribute(node, name, key, declared)
            elif raw and key in plan.attributes:
                value = raw if attribute.simple.kind == "string" else self._value(raw, attribute.simple, f"{name}/@{key}", node)
                if value is not None:
                    values[plan.attributes[key]] = value
        for key in declared.required:
            if not node.attributes.get(key):
                self.remark(say("missing-attribute", element=name, attribute=key), node)

    def _children(self, node: Node, name: str, declared: grammar.Element, plan: _Plan, values: dict[str, object]) -> None:
        taken: dict[str, list[object]] = {}
        for child in node.children:
            field = plan.children.get(child.name)
            spec = declared.children.get(child.name)
            if field is None or spec is None:
                continue
            if name == "personakt":
                self._post = _id(child)
            made: object
            if field.type is Text:
                self.check(child, child.name, spec.element)
                for key, value in child.attributes.items():
                    if value and key in spec.element.attributes:
                        self._value(value, spec.element.attributes[key].simple, f"{child.name}/@{key}", child)
                made = self._text(child)
            else:
                made = self.build(field.type, child, child.name, spec.element)
            taken.setdefault(child.name, []).append(made)
        if name == "personakt":
            self._post = None
        for xml, items in taken.items():
            field = plan.children[xml]
            values[field.name] = tuple(items) if field.many else items[0]

    def _text(self, node: Node) -> Text:
        text = node.text()
        form = node.attributes.get("format")
        if form in ("html", "rtf") and text.value:
            text = from_html(text) if form == "html" else from_rtf(text)
            if not text.readable:
                self.remark(say("unreadable-text", format=form), node)
        return text

    def _value(self, raw: str, simple: grammar.Simple, field: str, node: Node) -> object:
        match simple.kind:
            case "tid":
                return self._tid(raw, field, node)
            case "boolean":
                if raw.strip() in ("true", "1", "false", "0"):
                    return raw.strip() in ("true", "1")
            case "positiveInteger" | "nonNegativeInteger":
                if re.fullmatch(r"\s*\+?\d{1,9}\s*", raw) and (int(raw) or simple.kind[0] == "n"):
                    return int(raw)
            case "enum":
                if raw in simple.values:
                    return raw
            case "id":
                if len(raw) > 200:
                    self.remark(say("wrong-value", field=field), node)
                if field.endswith("/@id"):
                    self.ids[raw] += 1
                    self._ids_at.setdefault(raw, node)
                else:
                    self._references.append((field, raw, node, self._post))
                return raw
            case _:
                return raw
        self.remark(say("wrong-value", field=field), node)
        return None

    def _tid(self, raw: str, field: str, node: Node) -> Tid | None:
        try:
            tid = parse_tid(raw)
        except ValueError as error:
            self.remark(say("impossible-tid" if isinstance(error, NoSuchTid) else "wrong-tid", field=field), node)
            return left_of(raw, error)
        if tid is None:
            self.remark(say("unknown-year", field=field), node)
        return tid

    def check(self, node: Node, name: str, declared: grammar.Element, ignore: frozenset[str] | set[str] = frozenset()) -> None:
        """Remarks on unknown and missing attributes and elements, on their order and number, and on stray text."""
        if node.skipped is not None:
            self.remark(node.skipped, node)
        for key, value in node.attributes.items():
            if key not in declared.attributes:
                self._unknown_attribute(node, name, key, declared)
            elif declared.attributes[key].fixed not in (None, value):
                self.remark(say("wrong-value", field=f"{name}/@{key}"), node)
        for key in declared.required:
            if not node.attributes.get(key):
                self.remark(say("missing-attribute", element=name, attribute=key), node)
        if declared.content is None and node.parts:
            self.remark(say("stray-text", element=name), node)
        self._check_children(node, name, declared, ignore)

    def _unknown_attribute(self, node: Node, name: str, key: str, declared: grammar.Element) -> None:
        foreign = " " in key and (declared.open_attributes or key.startswith("http://www.w3.org/2001/XMLSchema-instance "))
        if not foreign:
            self.remark(say("unknown-attribute", element=name), node)

    def _check_children(self, node: Node, name: str, declared: grammar.Element, ignore: frozenset[str] | set[str]) -> None:
        counts: dict[str, int] = {}
        last = -1
        for child in node.children:
            spec = declared.children.get(child.name)
            if spec is None or (child.namespace != NAMESPACE and node.namespace == NAMESPACE):
                self.remark(say("unknown-element", parent=name), child)
                continue
            counts[child.name] = count = counts.get(child.name, 0) + 1
            if spec.order < last:
                self.remark(say("wrong-order", element=name, child=child.name), child)
            else:
                last = spec.order
            if count == spec.most + 1:
                self.remark(say("too-many", element=name, child=child.name, limit=spec.most), child)
        for key in declared.needed:
            if key not in counts and key not in ignore:
                self.remark(say("missing-element", element=name, child=key), node)

    def report_duplicates(self) -> None:
        for identifier, count in self.ids.items():
            if count > 1:
                self.remark(say("duplicate-id", id=identifier), self._ids_at[identifier])

    def report_dangling(self, known: frozenset[str]) -> None:
        for field, target, node, post in self._references:
            if target not in self.ids and target not in known:
                self._post = post
                self.remark(say("dangling", field=field, id=target), node)
        self._post = None


@cache
def _plan(cls: Any) -> _Plan:
    hints = get_type_hints(cls)
    plan = _Plan({}, {}, "text" if hints.get("text") is Text else None)
    for field in fields(cls):
        if field.name in ("place", "header", plan.text):
            continue
        many, inner = _shape(hints[field.name])
        bare = field.name.rstrip("_")
        if many or inner is Text or (isinstance(inner, type) and issubclass(inner, model.Element)):
            plan.children[re.sub(r"_([a-z])", lambda m: m[1].upper(), bare)] = _Child(field.name, inner, many)
        else:
            plan.attributes[bare.replace("_", "-")] = field.name
    return plan


def _shape(hint: Any) -> tuple[bool, Any]:
    if get_origin(hint) is tuple:
        return True, get_args(hint)[0]
    if get_origin(hint) is UnionType:
        return False, next(arg for arg in get_args(hint) if arg is not type(None))
    return False, hint
