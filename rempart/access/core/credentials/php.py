"""Of a PHP file the constants that `define` sets, without running a line of it."""

import re
from collections.abc import Iterator

# In this order at each place: what is skipped, then words, then strings. What is opened and never closed goes
# to the end: tried again from each later place, a hostile file would take time by the square of its length.
_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|\#(?!\[)[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z))
      | (?P<single>'(?:[^'\\]|\\.)*(?:'|\\?\Z))
      | (?P<double>"(?:[^"\\]|\\.)*(?:"|\\?\Z))
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "\\": "\\",
    "$": "$",
    '"': '"',
    "0": "\0",
    "e": "\x1b",
    "f": "\f",
    "v": "\v",
}
_INTERPOLATED = re.compile(r"(?<!\\)(?:\\\\)*(\$[A-Za-z_{]|\{\$)")

Token = tuple[str, str, int]


def definitions(text: str) -> Iterator[tuple[str, str | None, int]]:
    """(name, value, line) of each define('NAME', …); the value is None where it is no plain text."""
    tokens = list(_tokens(text))
    for at, (kind, word, line) in enumerate(tokens):
        if kind != "word" or word.lower() != "define":
            continue
        head = tokens[at + 1 : at + 6]
        if len(head) < 5 or [part[1] for part in (head[0], head[2])] != ["(", ","]:
            continue
        name = _plain(head[1])
        if name is not None:
            value = _plain(head[3]) if head[4][1] in {")", ","} else None
            yield name, value, line


def _tokens(text: str) -> Iterator[Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "other"
        if kind != "skip":
            yield kind, found[0], line
        line += found[0].count("\n")


def _plain(token: Token) -> str | None:
    kind, text, _ = token
    if len(text) < 2 or text[0] != text[-1]:
        return None
    if kind == "single":
        return re.sub(r"\\([\\'])", r"\1", text[1:-1])
    if kind == "double" and not _INTERPOLATED.search(text):
        return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), text[1:-1], flags=re.DOTALL)
    return None
