"""One value of a row that a stranger wrote: read, and written anew as the vault's own dumps have it."""

import re

from rempart.backup.core.dump import Poisoned

VALUE = (
    rb"(?:NULL|null|0x(?:[0-9A-Fa-f]{2})*|[xX]'(?:[0-9A-Fa-f]{2})*'|[bB]'[01]*'|-?[0-9]++(?:\.[0-9]*+)?(?:[eE][+-]?[0-9]++)?"
    rb"|(?:_binary\s?)?'[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*+')"
)
_ODD = re.compile(rb"[\x00\n\r\x1a]|''|\\\n", re.S)
_ESCAPED = re.compile(rb"\\(.)|''", re.S)
# As MySQL's own reader has it; what is not listed stands for itself, and the two wild cards keep their backslash.
_MEANS = {
    b"0": b"\0", b"b": b"\b", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"Z": b"\x1a", b"%": b"\\%", b"_": b"\\_",
}  # fmt: skip
_WRITTEN = {b"\\": b"\\\\", b"'": b"\\'", b"\n": b"\\n", b"\r": b"\\r", b"\0": b"\\0", b"\x1a": b"\\Z"}
_MUST = re.compile(rb"[\\'\n\r\x00\x1a]")


def value(given: bytes) -> bytes:
    """Of a match of VALUE. Raises Poisoned."""
    first = given[:1]
    if first == b"'":
        return text(given, may_be_bytes=True)
    if first == b"n":
        return b"NULL"
    if first in b"xX":
        return b"0x" + given[2:-1] if given[2:-1] else b"''"
    if first in b"bB":
        bits = given[2:-1]
        return b"0x%0*x" % (2 * max(1, (len(bits) + 7) // 8), int(bits or b"0", 2))
    if first == b"_":
        raw = meant(given[given.index(b"'") :])
        return b"0x" + raw.hex().encode() if raw else b"''"
    if given == b"0x":
        return b"''"
    return given


def text(given: bytes, *, may_be_bytes: bool = False) -> bytes:
    """A string with its quotes. One that is no UTF-8 was a value of bytes: written as a number of them. Raises Poisoned."""
    try:
        given.decode()
    except UnicodeDecodeError as bad:
        if not may_be_bytes:
            raise Poisoned("a text that is no UTF-8") from bad
        return b"0x" + meant(given).hex().encode()
    if given == b"''" or not _ODD.search(given, 1, len(given) - 1):
        return given
    return written(meant(given))


def meant(given: bytes) -> bytes:
    """The bytes that a string stands for."""
    return _ESCAPED.sub(lambda found: _MEANS.get(found[1], found[1]) if found[1] else b"'", given[1:-1])


def written(raw: bytes) -> bytes:
    """As the vault writes a string: no line break in it."""
    return b"'" + _MUST.sub(lambda found: _WRITTEN[found[0]], raw) + b"'"
