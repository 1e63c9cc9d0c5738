"""Text without people: only words that stand in the program's own source pass, and small numbers.

A list of what looks personal is never complete; a list of what we wrote ourselves is.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from importlib import resources

MASK = "·"
LINE_MAX = 2_000  # longer lines are cut: a log line of ours is shorter
SMALL = 99_999  # larger numbers may be telephone numbers, ids, addresses
_TOKEN = re.compile(r"[A-Za-z_]+|\d+|\s+|.", re.DOTALL).findall
_PIECE = re.compile(r"\S+").sub
_PLAIN = re.compile(r"[\w.,;:!?()'\"\[\]{}=%-]*").fullmatch
_MIXED = re.compile(r"[A-Za-z][-_]?\d|\d[-_]?[A-Za-z]|\b0\d").search  # numbers of people and things: staff-0047
_WORD = re.compile(r"[A-Za-z_]{2,}").findall


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Every word of the program's own text."""
    words: set[str] = set()
    for area in resources.files("rempart").iterdir():
        _gather(area, words)
    return frozenset(words)


def _gather(entry: "resources.abc.Traversable", words: set[str]) -> None:
    if entry.is_dir():
        for below in entry.iterdir():
            _gather(below, words)
    elif entry.name.endswith(".py"):
        words.update(_WORD(entry.read_text("utf-8")))


def scrub(text: str, known: Collection[str] = ()) -> str:
    """`known` are values from the tables that must go even where they happen to be ordinary words."""
    line = text[:LINE_MAX]
    for value in sorted(known, key=len, reverse=True):
        line = re.sub(re.escape(value), MASK, line, flags=re.IGNORECASE)
    return _PIECE(lambda found: _piece(found[0]), line)


def _piece(piece: str) -> str:
    """One run without spaces. Addresses, paths, links and tokens are not ours, whatever words they are made of."""
    if not _PLAIN(piece) or _has_address(piece) or _MIXED(piece):
        return MASK
    return "".join(_token(token) for token in _TOKEN(piece))


def _has_address(piece: str) -> bool:
    return re.search(r"\w\.\w", piece) is not None or re.search(r"[0-9a-fA-F]*:[0-9a-fA-F]*:", piece) is not None


def _token(token: str) -> str:
    if token.isdigit():
        return token if int(token) <= SMALL else MASK
    if token.isascii() and (token.isalpha() or "_" in token):
        return token if len(token) == 1 or token in vocabulary() else MASK
    return token if token.isascii() and not token.isalnum() else MASK


def values(rows: Iterable[Iterable[object]]) -> set[str]:
    """Texts of table rows that are worth looking for: two letters would mask half the log."""
    shortest = 3
    return {value.strip() for row in rows for value in row if isinstance(value, str) and len(value.strip()) >= shortest}
