"""A CREATE TABLE that a stranger wrote: read word by word against a list, and written anew. What is not listed is refused.

Comments, other schemas, files, other engines' servers, partitions, computed columns and functions have no place in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rempart.backup.core.dump import MAX_CREATE, Poisoned, plain, quoted
from rempart.backup.core.foreign_value import text

MAX_COLUMNS = 4_096  # what MariaDB takes
_TOKEN = re.compile(
    rb"(?P<gap>\s+)|(?P<name>`(?:[^`]|``)++`)|(?P<text>'(?:[^'\\]|\\.|'')*+')"
    rb"|(?P<number>-?\d+(?:\.\d+)?)|(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<mark>[(),=])",
    re.S,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TYPES = _words(
    "tinyint smallint mediumint int integer bigint decimal numeric float double real bit bool boolean date datetime "
    "timestamp time year char varchar binary varbinary tinyblob blob mediumblob longblob tinytext text mediumtext "
    "longtext enum set json geometry point linestring polygon multipoint multilinestring multipolygon "
    "geometrycollection uuid inet4 inet6"
)
_COLUMN = _words(
    "unsigned signed zerofill not null default auto_increment comment collate character set charset on update "
    "current_timestamp unique primary key binary ascii unicode true false check json_valid now localtimestamp "
    "precision varying"
)
_KEY = _words(
    "primary unique fulltext spatial key index using btree hash rtree constraint foreign references on delete update "
    "cascade restrict set null no action default comment key_block_size with parser ngram asc desc check json_valid "
    "match full partial simple"
)
_NUMBERS = _words(
    "auto_increment avg_row_length checksum delay_key_write key_block_size max_rows min_rows pack_keys "
    "stats_auto_recalc stats_persistent stats_sample_pages page_checksum transactional"
)
_ENGINES = _words("innodb myisam aria memory")
_ROWS = _words("default dynamic fixed compressed redundant compact page")
_HEAD = re.compile(rb"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(`(?:[^`]|``)+`)\s*(?=\()", re.I)


@dataclass(frozen=True, slots=True)
class Word:
    """One token; `is_apart` when there was room before it."""

    kind: str
    value: bytes
    is_apart: bool

    @property
    def low(self) -> str:
        """A word in small letters; of anything else its mark."""
        return self.value.decode("ascii").lower() if self.kind in ("word", "mark") else ""


@dataclass(frozen=True, slots=True)
class Made:
    """`create` is in the form of the vault's own dumps."""

    name: str
    columns: tuple[str, ...]
    create: bytes


def read(statement: bytes) -> Made:
    """One statement without its `;`. Raises Poisoned."""
    if len(statement) > MAX_CREATE:
        raise Poisoned("the table's own statement is too long")
    head = _HEAD.match(statement)
    if head is None:
        raise Poisoned("a table that is not made as a dump makes it")
    name = plain(head[1][1:-1])
    items, rest = _apart(list(_tokens(statement, head.end())))
    columns = tuple(_column(item) for item in items if item[0].kind == "name")
    for item in items:
        if item[0].kind != "name":
            _key(item)
    _options(rest)
    if not columns or len(columns) > MAX_COLUMNS or len({one.lower() for one in columns}) != len(columns):
        raise Poisoned(f"the columns of table {name} cannot be")
    lines = b",\n".join(b"  " + _line(item) for item in items)
    end = _line(rest)
    head_line = b"CREATE TABLE " + quoted(name).encode() + b" (\n"
    return Made(name, columns, head_line + lines + b"\n)" + (b" " + end if end else b"") + b";\n")


def _tokens(statement: bytes, at: int) -> Iterator[Word]:
    is_apart = False
    while at < len(statement):
        found = _TOKEN.match(statement, at)
        if found is None:
            shown = statement[at : at + 20].decode("utf-8", "replace")
            raise Poisoned(f"a table is made of words and names, and this is neither: {shown}")
        at = found.end()
        kind = str(found.lastgroup)
        if kind == "gap":
            is_apart = True
            continue
        value = text(found[0]) if kind == "text" else found[0]
        if kind == "name":
            plain(value[1:-1])
        yield Word(kind, value, is_apart)
        is_apart = False


def _apart(words: list[Word]) -> tuple[list[list[Word]], list[Word]]:
    """The items between the outer brackets, and what follows them."""
    depth, items, item = 0, list[list[Word]](), list[Word]()
    for at, word in enumerate(words):
        if word.low == "(":
            depth += 1
            if depth == 1:
                continue
        elif word.low == ")":
            depth -= 1
            if depth == 0:
                items.append(item)
                if not all(items):
                    raise Poisoned("a table with an empty line")
                return items, words[at + 1 :]
        elif word.low == "," and depth == 1:
            items.append(item)
            item = []
            continue
        item.append(word)
    raise Poisoned("a table whose brackets do not close")


def _column(item: list[Word]) -> str:
    name = plain(item[0].value[1:-1])
    if len(item) < 2 or item[1].low not in _TYPES:
        raise Poisoned(f"the column {name} is of a kind that we do not know")
    _listed(item[2:], _COLUMN, name)
    return name


def _key(item: list[Word]) -> None:
    if item[0].low not in (
        "primary",
        "unique",
        "key",
        "index",
        "fulltext",
        "spatial",
        "constraint",
        "check",
        "foreign",
    ):
        raise Poisoned("a line of a table that is neither column nor key")
    _listed(item, _KEY, "a key")


def _listed(words: list[Word], known: frozenset[str], where: str) -> None:
    """Every bare word is on the list, but the name of a character set, which is a name."""
    before = ""
    for at, word in enumerate(words):
        is_set = before in ("collate", "charset") or (before == "set" and at > 1 and words[at - 2].low == "character")
        if word.kind == "word" and not is_set and word.low not in known:
            raise Poisoned(f"{where} holds a word that a dump does not: {word.low[:40]}")
        if word.low == "=" and not (at and words[at - 1].low == "key_block_size"):
            raise Poisoned(f"{where} compares")
        if word.low == "check":
            _check(words[at + 1 :], where)
        before = word.low


def _check(rest: list[Word], where: str) -> None:
    """The one check that MariaDB writes by itself."""
    shape = [word.low or word.kind for word in rest[:6]]
    if shape != ["(", "json_valid", "(", "name", ")", ")"]:
        raise Poisoned(f"{where} has a check of its own")


def _options(rest: list[Word]) -> None:
    words = [word for word in rest if word.low not in ("default", ",")]
    at = 0
    while at < len(words):
        key = words[at].low
        at += 1
        if key == "character" and at < len(words) and words[at].low == "set":
            key, at = "charset", at + 1
        if at < len(words) and words[at].low == "=":
            at += 1
        if at >= len(words):
            if key == "row_format":  # DEFAULT was its value
                return
            raise Poisoned("an option of a table without its value")
        _option(key, words[at])
        at += 1


def _option(key: str, value: Word) -> None:
    fits = (
        (key == "engine" and value.low in _ENGINES)
        or (key in ("charset", "collate") and value.kind == "word")
        or (key == "comment" and value.kind == "text")
        or (key == "row_format" and value.low in _ROWS)
        or (key in _NUMBERS and value.kind == "number")
    )
    if not fits:
        shown = value.value[:40].decode("utf-8", "replace")
        raise Poisoned(f"a table with an option that reaches further than a table: {key[:40]} {shown}")


def _line(words: list[Word]) -> bytes:
    return b"".join((b" " if word.is_apart and at else b"") + word.value for at, word in enumerate(words))
