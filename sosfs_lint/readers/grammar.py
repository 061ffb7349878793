"""The schema aktexport 1.0 as a table that the reader walks along: the XSD itself, compiled once.

Only the constructs that the schema uses are known (named and anonymous types, extension, group, attributeGroup, sequence);
anything else in it raises NotImplementedError, so that a changed schema cannot be misread in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

from lxml import etree

_XS = "{http://www.w3.org/2001/XMLSchema}"
UNBOUNDED = 1 << 30


@dataclass(frozen=True)
class Simple:
    """A simple type: `kind` is string, id, tid, boolean, positiveInteger, nonNegativeInteger or enum (then with its values)."""

    kind: str
    values: frozenset[str] = frozenset()


@dataclass
class Attribute:
    simple: Simple
    required: bool = False
    fixed: str | None = None


@dataclass
class Child:
    """An element's place in its parent: the order in the sequence and how often it may stand there."""

    element: Element
    order: int
    least: int
    most: int


@dataclass
class Element:
    """An element's type. `content` is None where only elements may stand."""

    attributes: dict[str, Attribute] = field(default_factory=dict)
    children: dict[str, Child] = field(default_factory=dict)
    content: Simple | None = None
    open_attributes: bool = False

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The attributes that must be there."""
        return tuple(name for name, attribute in self.attributes.items() if attribute.required)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The child elements that must be there."""
        return tuple(name for name, child in self.children.items() if child.least)


@cache
def aktexport() -> Element:
    """The type of the root element `aktexport`."""
    source = files("sosfs_lint").joinpath("data/aktexport.xsd").read_bytes()
    root = etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True))
    compiler = _Compiler({(node.tag, node.get("name")): node for node in root if isinstance(node.tag, str)})
    return compiler.element(root.find(f"{_XS}element"))


def is_field(name: str) -> bool:
    """Whether a path below personakt ("beslut/@datum", also without @) is a field of the schema."""
    element = aktexport().children["personakt"].element
    *parents, last = name.split("/")
    for part in parents:
        if part not in element.children:
            return False
        element = element.children[part].element
    return last in element.children or last.removeprefix("@") in element.attributes


class _Compiler:
    def __init__(self, named: dict[tuple[str, str | None], etree._Element]) -> None:
        self._named = named
        self._types: dict[str, Element] = {}

    def element(self, node: etree._Element | None) -> Element:
        if node is None:
            raise NotImplementedError("the schema has no root element")
        name = node.get("type")
        if name is not None and (f"{_XS}complexType", name) in self._named:
            if name not in self._types:
                self._types[name] = element = Element()
                self._fill(element, self._named[f"{_XS}complexType", name])
            return self._types[name]
        element = Element()
        if name is not None:
            element.content = self._simple(name)
        else:
            self._fill(element, _only(node))
        return element

    def _fill(self, element: Element, node: etree._Element) -> None:
        for part in node:
            match part.tag.removeprefix(_XS) if isinstance(part.tag, str) else "comment":
                case "sequence":
                    self._sequence(element, part)
                case "group":
                    self._sequence(element, _only(self._named[part.tag, part.get("ref")]))
                case "attribute":
                    element.attributes[_name(part)] = self._attribute(part)
                case "attributeGroup":
                    self._fill(element, self._named[part.tag, part.get("ref")])
                case "anyAttribute":
                    element.open_attributes = True
                case "simpleContent" | "complexContent":
                    self._extend(element, _only(part))
                case "annotation" | "comment":
                    pass
                case other:
                    raise NotImplementedError(other)

    def _extend(self, element: Element, extension: etree._Element) -> None:
        base = extension.get("base", "")
        if (f"{_XS}complexType", base) in self._named:
            self._fill(element, self._named[f"{_XS}complexType", base])
        else:
            element.content = self._simple(base)
        self._fill(element, extension)

    def _sequence(self, element: Element, sequence: etree._Element) -> None:
        for part in sequence:
            if part.tag == f"{_XS}group":
                self._sequence(element, _only(self._named[part.tag, part.get("ref")]))
            elif part.tag == f"{_XS}element":
                most = part.get("maxOccurs", "1")
                element.children[_name(part)] = Child(
                    self.element(part),
                    len(element.children),
                    int(part.get("minOccurs", "1")),
                    UNBOUNDED if most == "unbounded" else int(most),
                )
            elif isinstance(part.tag, str):
                raise NotImplementedError(part.tag)

    def _attribute(self, node: etree._Element) -> Attribute:
        name = node.get("type")
        simple = self._simple(name) if name else self._restriction(node)
        return Attribute(simple, node.get("use") == "required", node.get("fixed"))

    def _simple(self, name: str) -> Simple:
        if name.startswith("xs:"):
            return Simple(name.removeprefix("xs:"))
        if name in ("id", "tid"):
            return Simple(name)
        return self._restriction(self._named[f"{_XS}simpleType", name])

    @staticmethod
    def _restriction(node: etree._Element) -> Simple:
        values = frozenset(str(value.get("value")) for value in node.iter(f"{_XS}enumeration"))
        return Simple("enum", values) if values else Simple("string")


def _only(node: etree._Element) -> etree._Element:
    parts = [part for part in node if isinstance(part.tag, str) and part.tag != f"{_XS}annotation"]
    if len(parts) != 1:
        raise NotImplementedError(f"{node.tag} with {len(parts)} parts")
    return parts[0]


def _name(node: etree._Element) -> str:
    return str(node.get("name"))
