"""The one grammar of a table in a snapshot: made from what mariadb-dump writes, checked again before it is put back.

A snapshot comes from a place that we do not trust: a statement outside the grammar (another table, a definer, a file,
a client command) is refused before anything reads it.
"""

import re
from collections.abc import Callable, Iterable, Iterator

MAX_LINE = 64 * 1024 * 1024  # bytes of one row: what MariaDB's largest usual packet holds
MAX_CREATE = 256 * 1024  # bytes of one CREATE TABLE: 4,096 columns with comments stay below
MAX_NAME = 64  # characters of a name in MariaDB
SKIPPED = (b"/*!", b"/*M!", b"--", b"SET ")

_NAME = rb"`((?:[^`]|``)+)`"
_CREATE = re.compile(rb"CREATE TABLE " + _NAME + rb" \(\n\Z")
_INSERT = re.compile(rb"INSERT INTO " + _NAME + rb" VALUES ?")
_VALUE = rb"(?:NULL|0x[0-9A-Fa-f]*|-?[0-9][0-9.eE+-]*|'[^'\\\n]*(?:\\.[^'\\\n]*)*')"
_ROW = re.compile(rb"\(" + _VALUE + rb"(?:," + _VALUE + rb")*\)[,;]\n\Z")
_EACH = re.compile(rb"(\(" + _VALUE + rb"(?:," + _VALUE + rb")*\)[,;])\n?")
_FOREIGN = re.compile(
    rb"  CONSTRAINT `((?:[^`]|``)+)` FOREIGN KEY (\([^()]+\)) REFERENCES " + _NAME + rb" (.*)\Z", re.S
)
# What a table may not reach: files elsewhere on the server, other servers, other tables.
_REACHES_OUT = re.compile(
    rb"(?i)\b(?:DATA\s+DIRECTORY|INDEX\s+DIRECTORY|TABLESPACE|CONNECTION|UNION)\s*=|\bENGINE\s*=\s*\"?`?"
    rb"(?!InnoDB|MyISAM|Aria|MEMORY)\w+|/\*[!M]|\bDEFINER\b|\b(?:LIKE|SELECT)\b\s"
)
_QUOTED = re.compile(rb"'(?:[^'\\]|\\.|'')*'|`(?:[^`]|``)*`")


class Poisoned(ValueError):
    """A dump that holds more than tables and rows; says in which line."""


class Splitter:
    """Cuts the stream of mariadb-dump into one file a table. `begin(name)` answers where the bytes of a table go."""

    def __init__(self, begin: Callable[[str], Callable[[bytes], None]]) -> None:
        self._begin = begin
        self._write: Callable[[bytes], None] | None = None
        self._in_create = self._in_insert = False
        self._rest = b""
        self.rows = 0

    def feed(self, data: bytes) -> None:
        """A block as it comes. Rows are passed on as they lie, not one by one: no line break stands inside one, so `);`
        before a line break ends a statement. Raises Poisoned."""
        data = self._rest + data if self._rest else data
        at = 0
        while at < len(data):
            found = data.find(b");\n", at) if self._in_insert else -1
            if found >= 0:
                after = found + 3
            elif self._in_insert:
                after = data.rfind(b"\n", at) + 1
            else:
                after = data.find(b"\n", at) + 1
            if after <= at:
                break
            if self._in_insert:
                self._many(data[at:after], ends=found >= 0)
            else:
                self.line(data[at:after])
            at = after
        self._rest = data[at:]
        if len(self._rest) > MAX_LINE:
            raise Poisoned("a line that does not end")

    def _many(self, rows: bytes, *, ends: bool) -> None:
        self.rows += rows.count(b"\n")
        self._out(rows)
        self._in_insert = not ends

    def line(self, line: bytes) -> None:
        """One line with its end. Raises Poisoned for what no dump of tables holds."""
        if self._in_insert:
            self._row(line)
        elif self._in_create:
            self._out(line)
            self._in_create = not line.endswith(b";\n")
        elif found := _CREATE.match(line):
            self._write, self.rows = self._begin(plain(found[1])), 0
            self._out(line)
            self._in_create = True
        elif found := _INSERT.match(line):
            self._out(b"INSERT INTO `" + found[1] + b"` VALUES\n")
            self._in_insert = True
            for row in _apart(line[found.end() :].lstrip(b"\n")):
                self._row(row)
        elif line.strip() and not line.startswith(SKIPPED):
            raise Poisoned("a statement that is neither a table nor its rows")

    def _row(self, line: bytes) -> None:
        self.rows += 1
        self._out(line)
        self._in_insert = not line.endswith(b");\n")

    def _out(self, line: bytes) -> None:
        if self._write is None:
            raise Poisoned("rows before their table")
        self._write(line)

    def end(self) -> None:
        """Raises Poisoned when the stream broke off in the middle."""
        if self._rest or self._in_create or self._in_insert:
            raise Poisoned("the dump breaks off")


def _apart(rest: bytes) -> Iterator[bytes]:
    """MySQL writes all rows of a statement in one line; MariaDB one row a line."""
    if not rest.endswith(b");\n") or _ROW.match(rest):
        yield from [rest] if rest else []
        return
    at = 0
    while at < len(rest):
        found = _EACH.match(rest, at)
        if found is None:
            raise Poisoned("rows that hold more than values")
        yield found[1] + b"\n"
        at = found.end()


def plain(quoted: bytes) -> str:
    """A name as it stands between backquotes. Raises Poisoned."""
    try:
        name = quoted.replace(b"``", b"`").decode()
    except UnicodeDecodeError as bad:
        raise Poisoned("a name that is no UTF-8") from bad
    if not name or len(name) > MAX_NAME or any(ord(letter) < 32 for letter in name):
        raise Poisoned("a name that no table has")
    return name


def quoted(name: str) -> str:
    """As SQL wants it."""
    return "`" + name.replace("`", "``") + "`"


def statements(
    lines: Iterable[bytes], table: str, renamed: str, rename: Callable[[str], str]
) -> Iterator[tuple[bytes, bool]]:
    """The file of `table`, as statements for `renamed`; the flag is True at the end of each. Raises Poisoned.

    Foreign keys get new names, and point to what `rename` answers, so that both generations can stand side by side.
    """
    given, mine = quoted(table).encode(), quoted(renamed).encode()
    source = iter(lines)
    create = b"".join(_create(source))
    head = b"CREATE TABLE " + given + b" (\n"
    if not create.startswith(head):
        raise Poisoned("the file begins with another table")
    if found := _REACHES_OUT.search(_QUOTED.sub(b"''", create[len(head) :])):
        raise Poisoned(f"the table reaches out of the database: {found[0].decode(errors='replace')[:40]}")
    yield b"CREATE TABLE " + mine + b" (\n" + _foreign(create[len(head) :], renamed, rename), True
    insert = b"INSERT INTO " + given + b" VALUES\n"
    while (line := next(source, None)) is not None:
        if line != insert:
            raise Poisoned("a statement of another kind among the rows")
        yield b"INSERT INTO " + mine + b" VALUES\n", False
        yield from _rows(source)


def _create(source: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for line in source:
        size += len(line)
        if size > MAX_CREATE:
            break
        yield line
        if line.endswith(b";\n"):
            if b";" in _QUOTED.sub(b"", line)[:-2]:
                raise Poisoned("two statements in one line")
            return
        if b";" in _QUOTED.sub(b"", line):
            raise Poisoned("a statement inside another")
    raise Poisoned("the table's own statement does not end")


def _rows(source: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    for line in source:
        if len(line) > MAX_LINE or not _ROW.match(line):
            raise Poisoned("a row that holds more than values")
        ends = line.endswith(b";\n")
        yield line, ends
        if ends:
            return
    raise Poisoned("the rows break off")


def _foreign(create: bytes, renamed: str, rename: Callable[[str], str]) -> bytes:
    out = []
    for number, line in enumerate(create.splitlines(keepends=True)):
        if found := _FOREIGN.match(line):
            name = quoted(f"{renamed[:40]}_fk{number}").encode()
            other = quoted(rename(plain(found[3]))).encode()
            line = b"  CONSTRAINT " + name + b" FOREIGN KEY " + found[2] + b" REFERENCES " + other + b" " + found[4]
        out.append(line)
    return b"".join(out)
