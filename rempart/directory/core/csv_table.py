"""A table from a CSV file that a stranger's program wrote: whole and plain, or a list of what to change, by line."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MAX_BYTES = 2 * 1024 * 1024  # two thousand people with teams take a fifth of it
MAX_ROWS = 2_000  # one transaction stays below a second; longer lists come in parts
MAX_CELL = 2_048  # an address is the longest thing a cell may hold
MAX_FAULTS = 20  # more would not be read
SEPARATORS = ",;\t"  # spreadsheets write the semicolon where the comma is the decimal mark
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet runs instead of showing it


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where; `code` has a sentence in each language, `values` fill its slots. Line 0 = the file."""

    line: int
    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


class BadTable(ValueError):
    """The file cannot be taken; nothing of it was."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(sorted({fault.code for fault in faults})))
        self.faults = tuple(faults[:MAX_FAULTS])


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: where it starts in the file, and its cells by column."""

    line: int
    cells: Mapping[str, str]


def read_table(data: bytes, columns: Mapping[str, Sequence[str]], required: Sequence[str]) -> list[Row]:
    """The rows; `columns` maps each known column to the words that may head it. Raises BadTable."""
    text = _decoded(data)
    lines = _records(text)
    try:
        _, head = next(lines)
    except StopIteration:
        raise BadTable([Fault(0, "empty")]) from None
    names = _columns(head, columns, required)
    rows: list[Row] = []
    faults: list[Fault] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) + len(faults) >= MAX_ROWS:
            raise BadTable([Fault(line, "too_many_rows", {"most": MAX_ROWS})])
        found = list(_cell_faults(line, cells, names, required))
        faults += found
        if not found:
            filled = dict(zip(names, (cell.strip() for cell in cells), strict=False))
            rows.append(Row(line, {name: filled.get(name, "") for name in columns}))
    if faults:
        raise BadTable(faults)
    if not rows:
        raise BadTable([Fault(0, "empty")])
    return rows


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise BadTable([Fault(0, "too_large", {"most": MAX_BYTES // 1024 // 1024})])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise BadTable([Fault(data.count(b"\n", 0, bad.start) + 1, "not_utf8")]) from bad


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line on which it starts, cells) of each record."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as bad:
            raise BadTable([Fault(line, "unreadable")]) from bad
        if cells:
            yield line, cells


def _columns(head: Sequence[str], columns: Mapping[str, Sequence[str]], required: Sequence[str]) -> list[str]:
    known = {word: name for name, words in columns.items() for word in (name, *words)}
    names = [known.get(cell.strip().lower().replace(" ", "_"), "") for cell in head]
    choices = ", ".join(columns)
    faults = [Fault(1, "no_column", {"column": name, "known": choices}) for name in required if name not in names]
    for cell, name in zip(head, names, strict=True):
        if not name:
            faults.append(Fault(1, "unknown_column", {"column": _short(cell), "known": choices}))
        elif names.count(name) > 1:
            faults.append(Fault(1, "column_twice", {"column": name}))
    if faults:
        raise BadTable(faults)
    return names


def _cell_faults(line: int, cells: Sequence[str], names: Sequence[str], required: Sequence[str]) -> Iterator[Fault]:
    if len(cells) > len(names):
        yield Fault(line, "too_many_cells", {"most": len(names)})
        return
    filled = dict(zip(names, cells, strict=False))
    for name in required:
        if not filled.get(name, "").strip():
            yield Fault(line, "missing", {"column": name})
    for name, cell in filled.items():
        code = plain_fault(cell)
        if code:
            yield Fault(line, code, {"column": name, "most": MAX_CELL})


def plain_fault(cell: str, most: int = MAX_CELL) -> str:
    """Why a text cannot be kept as it is: too long, a formula, control characters; empty when it can."""
    if len(cell) > most:
        return "too_long"
    if cell.strip().startswith(FORMULA) or cell.startswith(FORMULA):
        return "formula"
    if any(not c.isprintable() and c != "\u3000" for c in cell):
        return "control"
    return ""


def _short(cell: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in cell[:40])
