"""Filters of RFC 7644, 3.4.2.2, whole: a small parser with limits, because strangers write what it reads."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_CHARACTERS = 2_000  # an identity system asks for one name; longer is a bomb
MAX_DEPTH = 12  # brackets within brackets
MAX_TERMS = 40  # each becomes a condition of one SQL query
MAX_VALUE = 400  # characters of a compared text

OPERATORS = ("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le")
Value = str | int | float | bool | None


class BadFilter(ValueError):
    """The filter cannot be read; the message says what stands in the way."""


@dataclass(frozen=True, slots=True)
class Compare:
    """`path operator value`; the path is lower case, without its schema."""

    path: str
    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class Present:
    """`path pr`."""

    path: str


@dataclass(frozen=True, slots=True)
class Not:
    """`not (…)`."""

    term: "Filter"


@dataclass(frozen=True, slots=True)
class Both:
    """`… and …`."""

    terms: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """`… or …`."""

    terms: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Within:
    """`path[…]`: one and the same value meets the filter inside."""

    path: str
    term: "Filter"


Filter = Compare | Present | Not | Both | Either | Within

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.:]))"
    r"|(?P<word>(?:urn:[A-Za-z0-9:._-]+|[A-Za-z$][\w$-]*(?:\.[A-Za-z$][\w$-]*)?))"
    r"|(?P<mark>[()\[\]]))"
)


def parse(text: str) -> Filter:
    """The tree of a filter. Raises BadFilter."""
    if len(text) > MAX_CHARACTERS:
        raise BadFilter(f"A filter has at most {MAX_CHARACTERS} characters")
    reader = _Reader(list(_tokens(text)))
    tree = reader.either(0)
    if reader.peek() is not None:
        raise BadFilter(f"Nothing may follow here: {reader.peek()}")
    return tree


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise BadFilter(f"Not readable from character {at + 1}")
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


class _Reader:
    """One token ahead; `depth` counts brackets, `terms` the conditions."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.terms = 0

    def peek(self) -> str | None:
        """The next token's text, or None at the end."""
        return self.tokens[self.at][1] if self.at < len(self.tokens) else None

    def next(self, kind: str, what: str) -> str:
        """Take a token of that kind. Raises BadFilter."""
        if self.at >= len(self.tokens) or self.tokens[self.at][0] != kind:
            raise BadFilter(f"{what} is missing" + (f" before {self.peek()}" if self.peek() else " at the end"))
        self.at += 1
        return self.tokens[self.at - 1][1]

    def took(self, word: str, kind: str = "word") -> bool:
        """Take the next token if it is that word."""
        if self.at < len(self.tokens) and self.tokens[self.at][0] == kind and self.tokens[self.at][1].lower() == word:
            self.at += 1
            return True
        return False

    def either(self, depth: int) -> Filter:
        """`or` binds least."""
        if depth > MAX_DEPTH:
            raise BadFilter(f"At most {MAX_DEPTH} brackets may nest")
        terms = [self.both(depth)]
        while self.took("or"):
            terms.append(self.both(depth))
        return terms[0] if len(terms) == 1 else Either(tuple(terms))

    def both(self, depth: int) -> Filter:
        """`and` binds more than `or`."""
        terms = [self.single(depth)]
        while self.took("and"):
            terms.append(self.single(depth))
        return terms[0] if len(terms) == 1 else Both(tuple(terms))

    def single(self, depth: int) -> Filter:
        """`not (…)`, `(…)`, `path[…]` or a condition."""
        if self.peek() == "(":
            return self.bracket(depth, "(", ")")
        ahead = self.tokens[self.at + 1][1] if self.at + 1 < len(self.tokens) else ""
        if ahead == "(" and self.took("not"):
            return Not(self.bracket(depth, "(", ")"))
        path = plain_path(self.next("word", "An attribute"))
        if self.peek() == "[":
            return Within(path, self.bracket(depth, "[", "]"))
        return self.condition(path)

    def bracket(self, depth: int, opened: str, closed: str) -> Filter:
        """What stands between two marks."""
        if not self.took(opened, "mark"):
            raise BadFilter(f"{opened} is missing")
        tree = self.either(depth + 1)
        if not self.took(closed, "mark"):
            raise BadFilter(f"{closed} is missing")
        return tree

    def condition(self, path: str) -> Filter:
        """`path pr`, or `path operator value`."""
        self.terms += 1
        if self.terms > MAX_TERMS:
            raise BadFilter(f"A filter has at most {MAX_TERMS} conditions")
        operator = self.next("word", "An operator").lower()
        if operator == "pr":
            return Present(path)
        if operator not in OPERATORS:
            raise BadFilter(f"{operator[:20]} is no operator")
        return Compare(path, operator, self.value())

    def value(self) -> Value:
        """A JSON value: text, number, true, false or null."""
        if self.at >= len(self.tokens):
            raise BadFilter("A value is missing at the end")
        kind, text = self.tokens[self.at]
        if kind == "mark" or (kind == "word" and text.lower() not in ("true", "false", "null")):
            raise BadFilter(f"{text[:20]} is no value")
        if len(text) > MAX_VALUE:
            raise BadFilter(f"A value has at most {MAX_VALUE} characters")
        self.at += 1
        try:
            value: Value = json.loads(text.lower() if kind == "word" else text)
        except ValueError as bad:
            raise BadFilter(f"{text[:20]} is no value") from bad
        return value


def plain_path(path: str) -> str:
    """Lower case and without the schema: `urn:…:User:userName` and `userName` are one attribute."""
    return (path.rpartition(":")[2] if path.lower().startswith("urn:") else path).lower()
