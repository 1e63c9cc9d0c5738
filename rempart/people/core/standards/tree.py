"""A small XML document as a tree, within limits. Whatever declares a document type is refused, and with it every entity.

The text is a stranger's. The parser is expat; it is told nothing about files or networks, so it can fetch nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

MAX_BYTES = 2 * 1024 * 1024  # a manifest of a thousand files is some 200 KB
MAX_NODES = 40_000  # elements
MAX_DEPTH = 40  # SCORM's own organisations are hardly ever 8 deep
MAX_TEXT = 8_192  # characters of one element: a title, an address


class BadTree(ValueError):
    """Why it is not read; one short sentence in English for the log and the API."""


@dataclass(slots=True)
class Node:
    """An element; names without their namespaces, since tools disagree about these."""

    name: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> Iterator["Node"]:
        """Children of that name."""
        return (one for one in self.children if one.name == name)

    def first(self, *path: str) -> "Node | None":
        """The first child of the first name, its first child of the second, and so on."""
        here: Node | None = self
        for name in path:
            here = next(here.all(name), None) if here else None
        return here

    def said(self, *path: str) -> str:
        """The text there, blanks at both ends gone; empty where there is none."""
        found = self.first(*path)
        return found.text.strip() if found else ""

    def within(self) -> Iterator["Node"]:
        """This one and everything below it."""
        waiting = [self]
        while waiting:
            here = waiting.pop()
            yield here
            waiting += reversed(here.children)


class _Builder:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Node] = []
        self.nodes = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES or len(self.open) >= MAX_DEPTH:
            raise BadTree("more elements, or deeper ones, than a manifest has")
        if any(len(value) > MAX_TEXT for value in attributes.values()):
            raise BadTree("an attribute without end")
        node = Node(_local(name), {_local(key): value for key, value in attributes.items()})
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def end(self, _: str) -> None:
        self.open.pop()

    def data(self, text: str) -> None:
        here = self.open[-1]
        if len(here.text) + len(text) > MAX_TEXT:
            raise BadTree("a text without end")
        here.text += text


def read(data: bytes) -> Node:
    """The root. Raises BadTree."""
    if len(data) > MAX_BYTES:
        raise BadTree(f"{len(data)} bytes; {MAX_BYTES} are the limit")
    builder, parser = _Builder(), expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as bad:
        raise BadTree(f"line {bad.lineno}: it is no XML") from bad
    except (ValueError, LookupError) as bad:  # an encoding that nobody knows
        raise bad if isinstance(bad, BadTree) else BadTree("its encoding is not known") from bad
    if builder.root is None:
        raise BadTree("it is empty")
    return builder.root


def _no_doctype(*_: object) -> None:
    raise BadTree("it declares a document type, which a manifest does not need")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
