"""A list of one's own: CSV with the columns id, type, slug, from, to, fixed_in, published, score, cwe. docs/inventory.md"""

import csv
import io

from rempart.inventory.core.flaw import CORE, TYPES, Flaw, Part, Span, cve_of, is_version, name_of, slug_of
from rempart.inventory.core.moments import moment_ms
from rempart.inventory.core.reading import BadFeed, BadRecord, Read, Records, kept

FORMAT = "csv"
NEEDED = frozenset({"id", "type", "slug"})
KNOWN = NEEDED | {"from", "to", "fixed_in", "published", "score", "cwe"}
CELL_MAX = 400


def is_one(data: bytes) -> bool:
    """By its first line."""
    return _columns(data[:2_000].partition(b"\n")[0].decode("utf-8-sig", "replace")) >= NEEDED


def read(data: bytes) -> Read:
    """Rows with the same id are one flaw with several components. Raises BadFeed."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise BadFeed("unreadable") from bad
    return kept(FORMAT, _rows(text))


def _columns(line: str) -> set[str]:
    return {cell.strip().lower() for cell in line.split(",")}


def _rows(text: str) -> Records:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: dict[str, Flaw] = {}
    try:
        names = [cell.strip().lower() for cell in next(lines, [])]
        if not set(names) >= NEEDED or set(names) - KNOWN or len(set(names)) != len(names):
            raise BadFeed("columns")
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            try:
                yield _joined(found, take(dict(zip(names, (cell.strip() for cell in cells), strict=False))))
            except BadRecord as bad:
                yield bad
    except csv.Error as bad:
        raise BadFeed("unreadable") from bad


def _joined(found: dict[str, Flaw], new: Flaw) -> Flaw:
    known = found.get(new.id)
    whole = new if known is None else _with(known, new)
    found[new.id] = whole
    return whole


def _with(known: Flaw, new: Flaw) -> Flaw:
    parts = (*known.parts, *new.parts)
    return Flaw(known.id, parts, known.cve, known.score, known.cwe, known.published_ms, known.updated_ms)


def take(row: dict[str, str]) -> Flaw:
    """One line. Raises BadRecord."""
    own, kind = name_of(row.get("id", "")), row.get("type", "").lower()
    slug = CORE if kind == "core" else slug_of(row.get("slug", ""))
    low, high, fixed = row.get("from", ""), row.get("to", ""), row.get("fixed_in", "")
    is_whole = own and slug and kind in TYPES and all(len(cell) <= CELL_MAX for cell in row.values())
    if not is_whole or not all(not one or is_version(one) for one in (low, high, fixed)):
        raise BadRecord("row")
    if not (high or fixed):
        raise BadRecord("end")  # a line that meant every version for ever would be a slip of the pen
    span = Span(low, True, high or fixed, bool(high))
    part = Part(kind, slug, (span,), (fixed,) if fixed else ())
    return Flaw(own, (part,), cve_of([own]), _score(row.get("score", "")), _class(row.get("cwe", "")), moment_ms(row.get("published", "")))  # fmt: skip


def _score(text: str) -> int | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise BadRecord("score") from None
    if not 0 <= value <= 10:
        raise BadRecord("score")
    return round(value * 10)


def _class(text: str) -> int | None:
    number = text.upper().removeprefix("CWE-")
    return int(number) if number.isdecimal() and number.isascii() and 0 < len(number) <= 4 else None
