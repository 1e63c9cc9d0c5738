"""One table of MySQL as a file, in the one grammar that the vault takes: written from rows of bytes, and read back.

Text that is no plain ASCII is written as a string only where the table speaks UTF-8 throughout; else as 0xHEX, byte for
byte what the column holds, whatever character set it has.
"""

import re
from collections.abc import Callable, Iterable, Iterator

STATEMENT_BYTES = 1 << 20
MAX_LINE = 64 * 1024 * 1024
Row = tuple[bytes | None, ...]

_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\Z")
_NUMBERS = re.compile(r"(?:tiny|small|medium|big)?int\b|decimal\b|float\b|double\b|year\b|bit\b")
_BYTES = re.compile(r"(?:var)?binary\b|(?:tiny|medium|long)?blob\b|geom|point|linestring|polygon|\w*collection\b")
_ESCAPES = {0: b"\\0", 10: b"\\n", 13: b"\\r", 26: b"\\Z", 39: b"\\'", 92: b"\\\\"}
_BACK = {ord("0"): 0, ord("n"): 10, ord("r"): 13, ord("Z"): 26}
_SPECIAL = re.compile(rb"[\0\n\r\x1a'\\]")
_OTHER_CHARSET = re.compile(r"CHARACTER SET (?!utf8)\w+|CHARSET=(?!utf8)\w+")
_COLUMN = re.compile(r"  `((?:[^`]|``)+)` (.*)\Z")
_VALUE = re.compile(rb"(NULL)|0x([0-9A-Fa-f]*)|(-?\d[\d.eE+-]*)|'([^'\\\n]*(?:\\.[^'\\\n]*)*)'")


class BadDump(ValueError):
    """No table in the grammar."""


def quoted(name: str) -> str:
    """As SQL wants it."""
    return "`" + name.replace("`", "``") + "`"


def writer(create: str, types: Iterable[str]) -> Callable[[Row], bytes]:
    """How a row of this table is written: `(…)`, without what follows. Raises BadDump for a number that is none."""
    speaks_utf8 = _OTHER_CHARSET.search(create) is None
    kinds = [_kind(kind) for kind in types]

    def write(row: Row) -> bytes:
        if len(row) != len(kinds):
            raise BadDump("a row that does not fit its table")
        fields = zip(row, kinds, strict=True)
        return b"(" + b",".join(_literal(value, kind, speaks_utf8) for value, kind in fields) + b")"

    return write


def _kind(said: str) -> str:
    low = said.lower()
    return "number" if _NUMBERS.match(low) else "bytes" if _BYTES.match(low) else "text"


def _literal(value: bytes | None, kind: str, speaks_utf8: bool) -> bytes:
    if value is None:
        return b"NULL"
    if kind == "number":
        if not _NUMBER.match(value):
            raise BadDump("a number that is none")
        return value
    if kind == "text" and (value.isascii() or (speaks_utf8 and _is_utf8(value))):
        return b"'" + _SPECIAL.sub(lambda found: _ESCAPES[found[0][0]], value) + b"'"
    return b"0x" + value.hex().encode() if value else b"''"


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def lines(name: str, create: str, rows: Iterable[bytes]) -> Iterator[bytes]:
    """The file, line by line, out of rows as `writer` writes them. Raises BadDump for a row that is too long."""
    yield create.encode() + b";\n"
    held: bytes | None = None
    size = 0
    for row in rows:
        if len(row) > MAX_LINE:
            raise BadDump("a row of more than 64 MiB")
        if held is None or size > STATEMENT_BYTES:
            if held is not None:
                yield held + b";\n"
            yield f"INSERT INTO {quoted(name)} VALUES\n".encode()
            size = 0
        else:
            yield held + b",\n"
        held, size = row, size + len(row)
    if held is not None:
        yield held + b";\n"


def read(name: str, source: Iterable[bytes]) -> tuple[str, list[str], Iterator[Row]]:
    """The table's own statement, the columns its rows have, and the rows. Raises BadDump, also while rows are read."""
    stream = iter(source)
    made: list[bytes] = []
    for line in stream:
        made.append(line)
        if line.endswith(b";\n"):
            break
    try:
        create = b"".join(made).decode().removesuffix(";\n")
    except UnicodeDecodeError as bad:
        raise BadDump("a statement that is no UTF-8") from bad
    if not create.startswith(f"CREATE TABLE {quoted(name)} (\n"):
        raise BadDump("the file begins with another table")
    found = [_COLUMN.match(line.rstrip(",")) for line in create.split("\n")[1:]]
    columns = [one[1].replace("``", "`") for one in found if one and " GENERATED ALWAYS AS " not in one[2]]
    return create, columns, _rows(f"INSERT INTO {quoted(name)} VALUES\n".encode(), stream)


def types(create: str) -> list[str]:
    """How each column that rows have begins, in the order of `read`."""
    found = [_COLUMN.match(line.rstrip(",")) for line in create.split("\n")[1:]]
    return [one[2] for one in found if one and " GENERATED ALWAYS AS " not in one[2]]


def _rows(insert: bytes, stream: Iterator[bytes]) -> Iterator[Row]:
    for line in stream:
        if line != insert:
            yield tuple(_fields(line))


def _fields(line: bytes) -> Iterator[bytes | None]:
    if not line.startswith(b"(") or line[-3:] not in (b"),\n", b");\n"):
        raise BadDump("a line that is no row")
    at, end = 1, len(line) - 3
    while True:
        found = _VALUE.match(line, at, end)
        if found is None:
            raise BadDump("a value that is none")
        yield _value(found)
        at = found.end()
        if at == end:
            return
        if line[at : at + 1] != b",":
            raise BadDump("values that are not apart")
        at += 1


def _value(found: re.Match[bytes]) -> bytes | None:
    if found[1]:
        return None
    if found[2] is not None:
        return bytes.fromhex(found[2].decode())
    if found[3] is not None:
        return found[3]
    return re.sub(rb"\\(.)", lambda one: bytes([_BACK.get(one[1][0], one[1][0])]), found[4], flags=re.DOTALL)
