"""A dump that a stranger wrote (UpdraftPlus): tables and their rows are read and written anew, everything else is left out
or refused. No statement of it ever reaches a database.
"""

import re
from collections.abc import Callable

from rempart.backup.core import foreign_table
from rempart.backup.core.dump import MAX_CREATE, MAX_LINE, Poisoned, plain, quoted
from rempart.backup.core.foreign_value import VALUE, value

MAX_OTHER = 256 * 1024  # bytes of a statement that is left out
MAX_HEADER = 200  # comments at the beginning that are kept, for the moment and the address
STATEMENT = 1024 * 1024  # about so many bytes of rows stand in one statement, as in the vault's own
_SPACE = re.compile(rb"[\s;]*+")
_INSERT = re.compile(
    rb"INSERT\s+(?:IGNORE\s+)?INTO\s+(`(?:[^`]|``)++`)\s*(\((?:\s*`(?:[^`]|``)++`\s*,?)++\))?\s*VALUES\s*(?=\()", re.I
)
_ROW = re.compile(rb"\s*\(\s*(" + VALUE + rb"(?:\s*,\s*" + VALUE + rb")*+)\s*\)\s*([,;])", re.S)
_EACH = re.compile(VALUE, re.S)
_NAMES = re.compile(rb"`((?:[^`]|``)+)`")
_WHOLE = re.compile(rb"(?:[^;'\"`]|'(?:[^'\\]|\\.|'')*+'|\"(?:[^\"\\]|\\.|\"\")*+\"|`(?:[^`]|``)*+`)*+;", re.S)
# Left out without a word: they change nothing that a snapshot keeps.
_PASSED = re.compile(
    rb"(?:DROP\s+(?:TABLE|VIEW|TRIGGER|FUNCTION|PROCEDURE|EVENT)\s+(?:IF\s+EXISTS\s+)?`(?:[^`]|``)+`|LOCK\s+TABLES\s|"
    rb"UNLOCK\s+TABLES|ALTER\s+TABLE\s+`(?:[^`]|``)+`\s+(?:DIS|EN)ABLE\s+KEYS|START\s+TRANSACTION|COMMIT|BEGIN|"
    rb"SET\s+(?:@|SQL_MODE|SESSION|FOREIGN_KEY_CHECKS|UNIQUE_CHECKS|AUTOCOMMIT|TIME_ZONE|NAMES\s+(?:utf8|utf8mb3|utf8mb4)\b))",
    re.I,
)
_NOTED = {
    "views": re.compile(rb"CREATE\s+(?:OR\s+REPLACE\s+)?(?:ALGORITHM\s*=\s*\w+\s+)?[^;]{0,400}?\bVIEW\s", re.I),
    "triggers": re.compile(rb"CREATE\s+[^;]{0,400}?\bTRIGGER\s", re.I),
    "routines": re.compile(rb"CREATE\s+[^;]{0,400}?\b(?:FUNCTION|PROCEDURE|EVENT)\s", re.I),
}
_DELIMITER = re.compile(rb"DELIMITER[ \t]+(\S+)[ \t]*\r?\n", re.I)
_CHARSET = re.compile(rb"\bSET NAMES\s+'?(\w+)", re.I)
CHARSETS = (b"utf8", b"utf8mb3", b"utf8mb4")


class Rewriter:
    """Blocks in, tables out. `begin(name)` answers where the bytes of a table go; `rows` counts those of the last one."""

    def __init__(self, begin: Callable[[str], Callable[[bytes], None]]) -> None:
        self._begin = begin
        self._write: Callable[[bytes], object] = bytes
        self._buffer, self._wanted = bytearray(), 0
        self._table: foreign_table.Made | None = None
        self._in_rows = self._is_first = False
        self._size = 0
        self._until = b""
        self._seen = set[str]()
        self.rows = 0
        self.header: list[str] = []
        self.left_out: set[str] = set()

    def feed(self, data: bytes) -> None:
        """The next bytes. Raises Poisoned."""
        self._buffer += data
        if len(self._buffer) >= self._wanted:
            self._go(is_last=False)

    def end(self) -> None:
        """Nothing more comes. Raises Poisoned when it breaks off."""
        self._go(is_last=True)
        if self._in_rows or self._until or self._buffer.strip():
            raise Poisoned("the dump breaks off")

    def _go(self, *, is_last: bool) -> None:
        at, data = 0, bytes(self._buffer)
        while True:
            after = self._rows_from(data, at) if self._in_rows else self._next(data, at, is_last=is_last)
            if after == at:
                break
            at = after
        del self._buffer[:at]
        if len(self._buffer) > MAX_LINE:
            raise Poisoned("a statement or row that does not end")
        # What did not suffice is looked at again only when it has doubled: a large row is not read over and over.
        self._wanted = 2 * len(self._buffer)

    def _next(self, data: bytes, at: int, *, is_last: bool) -> int:
        """After the next comment or statement; the same place when more is needed."""
        if self._until:
            return self._skipped(data, at)
        space = _SPACE.match(data, at)
        begin = space.end() if space else at
        head = data[begin : begin + 16].upper()
        if not head:
            return begin
        if head.startswith((b"#", b"--")):
            return self._comment(data, begin, at, is_last=is_last)
        if head.startswith(b"/*"):
            return self._bracketed(data, begin, at)
        if head.startswith(b"DELIMITER"):
            return self._delimiter(data, begin, at)
        if head.startswith(b"INSERT"):
            return self._insert(data, begin, at)
        return self._other(data, begin, at)

    def _comment(self, data: bytes, begin: int, at: int, *, is_last: bool) -> int:
        end = data.find(b"\n", begin)
        if end < 0 and not is_last:
            return at
        end = len(data) if end < 0 else end
        if data.startswith(b"--", begin) and data[begin + 2 : begin + 3] not in (b"", b" ", b"\t", b"\n", b"\r", b"-"):
            raise Poisoned("a statement that begins as no dump does")
        if len(self.header) < MAX_HEADER and not self._seen:
            self.header.append(data[begin : min(end, begin + 400)].decode("utf-8", "replace").strip())
        return min(end + 1, len(data))

    def _bracketed(self, data: bytes, begin: int, at: int) -> int:
        """A comment; one with a condition too, which a client would run: here it is one more comment."""
        end = data.find(b"*/", begin + 2)
        if end < 0:
            if len(data) - begin > MAX_OTHER:
                raise Poisoned("a comment that does not end")
            return at
        said = data[begin:end]
        if len(said) > MAX_OTHER:
            raise Poisoned("a comment that does not end")
        for found in _CHARSET.findall(said):
            if found.lower() not in CHARSETS:
                raise Poisoned(f"its letters are {found.decode()[:20]}: only UTF-8 is read")
        self._note(said.lstrip(b"/*!M0123456789 \n"))
        return end + 2

    def _delimiter(self, data: bytes, begin: int, at: int) -> int:
        found = _DELIMITER.match(data, begin)
        if found is None:
            if len(data) - begin > 100:
                raise Poisoned("a client's command")
            return at
        if found[1] != b";":
            self._until = b"DELIMITER ;"
            self.left_out.add("routines")
        return found.end()

    def _skipped(self, data: bytes, at: int) -> int:
        """To where triggers and routines end. They are somebody else's right, and stay behind."""
        end = data.upper().find(self._until, at)
        if end < 0:
            keep = max(at, len(data) - len(self._until))
            self._note_all(data[at:keep])
            return keep
        self._note_all(data[at:end])
        self._until = b""
        return end + len(b"DELIMITER ;")

    def _note_all(self, data: bytes) -> None:
        if re.search(rb"\bTRIGGER\b", data, re.I):
            self.left_out.add("triggers")

    def _note(self, statement: bytes) -> bool:
        for code, shape in _NOTED.items():
            if shape.match(statement):
                self.left_out.add(code)
                return True
        return False

    def _insert(self, data: bytes, begin: int, at: int) -> int:
        found = _INSERT.match(data, begin)
        if found is None:
            if len(data) - begin > MAX_OTHER:
                raise Poisoned("an INSERT that is none of a dump")
            return at
        table = self._table
        if table is None or plain(found[1][1:-1]) != table.name:
            raise Poisoned("rows of a table that does not stand before them")
        if found[2]:
            named = tuple(plain(one) for one in _NAMES.findall(found[2]))
            if named != table.columns:
                raise Poisoned(f"rows of table {table.name} with other columns than it has")
        self._in_rows, self._is_first, self._size = True, True, 0
        return found.end()

    def _rows_from(self, data: bytes, at: int) -> int:
        assert self._table is not None
        found = _ROW.match(data, at)
        if found is None:
            if len(data) - at > MAX_LINE:
                raise Poisoned("a row that does not end, or holds more than values")
            return at
        values = [value(one) for one in _EACH.findall(found[1])]
        if len(values) != len(self._table.columns):
            raise Poisoned(f"a row of table {self._table.name} has {len(values)} values")
        row = b"(" + b",".join(values) + b")"
        ends = found[2] == b";"
        if self._is_first:
            self._write(b"INSERT INTO " + quoted(self._table.name).encode() + b" VALUES\n")
        self._size += len(row)
        cuts = ends or self._size > STATEMENT
        self._write(row + (b";\n" if cuts else b",\n"))
        self.rows += 1
        self._is_first, self._size = cuts, 0 if cuts else self._size
        self._in_rows = not ends
        return found.end()

    def _other(self, data: bytes, begin: int, at: int) -> int:
        found = _WHOLE.match(data, begin)
        if found is None:
            if len(data) - begin > max(MAX_OTHER, MAX_CREATE):
                raise Poisoned("a statement that does not end")
            return at
        statement = found[0][:-1].strip()
        if re.match(rb"CREATE\s+TABLE\s", statement, re.I):
            self._create(statement)
        elif not _PASSED.match(statement) and not self._note(statement):
            shown = statement[:40].decode("utf-8", "replace")
            raise Poisoned(f"a statement that is neither a table nor its rows: {shown}")
        return found.end()

    def _create(self, statement: bytes) -> None:
        made = foreign_table.read(statement)
        if made.name.lower() in self._seen:
            raise Poisoned(f"table {made.name} stands there twice")
        if made.name.lower().startswith(("rmpn_", "rmpo_")):
            raise Poisoned(f"table {made.name} has a name that restores use")
        self._seen.add(made.name.lower())
        self._table = made
        self._write = self._begin(made.name)
        self.rows = 0
        self._write(made.create)
