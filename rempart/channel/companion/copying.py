"""Files and rows out of a site, piece by piece: every iterator can be begun again behind what was had before.

Nothing a companion says is believed about order, size or end: what does not go forward is Lying, what has no end TooLong.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rempart.channel.companion.line import Companion
from rempart.channel.companion.trouble import Lying, Refused, TooLong

PIECE_BYTES = 4_055_040  # of a file or a table, in one answer
FILES_AT_ONCE = 250
MOST_ENTRIES = 5_000_000  # files of one root
PATH_BYTES = 4_096
KINDS = ("file", "folder", "link", "other", "unreadable")
MOST = 2**63  # bytes, or seconds
Cursor = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something below a root. `path` is text as os.fsdecode makes it, so that no name is lost."""

    path: str
    kind: str
    size: int = 0
    mtime: int = 0
    mode: int = 0
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Had:
    """A file that came whole, or the word why not: `changed`, `path` (gone, or a link by now), `large`."""

    entry: Entry
    content: bytes
    word: str = ""


def files(
    site: Companion, root: str, *, after: str | None = None, hashed: bool = True, below: str | None = None
) -> Iterator[Entry]:
    """Everything below a root in a fixed order, from behind `after` on; links are told and never followed. With `below`
    that file or folder alone, and what is in it."""
    last = after
    for _ in range(MOST_ENTRIES):
        args: dict[str, Any] = {"root": root, "hash": hashed, **({} if below is None else {"below": below})}
        if last is not None:
            told = told_path(last)
            args |= {"after": told.get("path", told.get("raw")), "after_is_raw": "raw" in told}
        answer = site.call("files", args)
        slice_ = answer.get("entries")
        if not isinstance(slice_, list):
            raise Lying("form", "a list of files that is none")
        for one in slice_:
            entry = _entry(one)
            if last is not None and _order(entry.path) <= _order(last):
                raise Lying("order", "the list of files goes back")
            if below is not None and entry.path != below and not entry.path.startswith(f"{below}/"):
                raise Lying("order", "another file than was asked for")
            last = entry.path
            yield entry
        if answer.get("next") is None:
            return
        if not slice_:
            raise Lying("order", "the list of files does not go on")
    raise TooLong("files", "a list of files without end")


def whole_file(site: Companion, root: str, entry: Entry, *, offset: int = 0) -> Iterator[bytes]:
    """The bytes of one file from an offset on, none more than its entry says. Raises Refused(`changed`), Lying."""
    while True:
        asked = {"root": root, **told_path(entry.path), "offset": offset, "size": entry.size, "mtime": entry.mtime}
        head, piece = site.stream("file", asked)
        if head.get("offset") != offset or head.get("size") != entry.size or offset + len(piece) > entry.size:
            raise Lying("order", "a piece of another place, or of more than there is")
        offset += len(piece)
        yield piece
        if offset == entry.size:
            return
        if not piece or head.get("next") != offset:
            raise Lying("order", "a file that does not go on")


def small_files(site: Companion, root: str, entries: Sequence[Entry]) -> Iterator[Had]:
    """Several files in few calls, in their order; those with a hash in the list are checked against it."""
    at = 0
    while at < len(entries):
        batch = _batch(entries[at:])
        asked = [{**told_path(one.path), "size": one.size, "mtime": one.mtime} for one in batch]
        head, content = site.stream("file", {"root": root, "files": asked})
        parts = head.get("files")
        if not isinstance(parts, list) or not 0 < len(parts) <= len(batch):
            raise Lying("form", "not the files that were asked for")
        place = 0
        for entry, part in zip(batch, parts, strict=False):
            had = _had(entry, part, content[place:])
            place += len(had.content)
            yield had
        if place != len(content):
            raise Lying("form", "more bytes than the files have")
        at += len(parts)


def _batch(entries: Sequence[Entry]) -> list[Entry]:
    batch: list[Entry] = []
    size = 0
    for entry in entries[:FILES_AT_ONCE]:
        size += entry.size
        if batch and size > PIECE_BYTES:
            break
        batch.append(entry)
    return batch


def _had(entry: Entry, part: Any, rest: bytes) -> Had:
    if not isinstance(part, dict) or path_of(part) != entry.path:
        raise Lying("form", "another file than the one that was asked for")
    if "error" in part:
        return Had(entry, b"", str(part["error"])[:20])
    content = rest[: entry.size]
    if part.get("length") != entry.size or len(content) != entry.size:
        raise Lying("form", "a file of another size than was told")
    if entry.sha256 is not None and hashlib.sha256(content).hexdigest() != entry.sha256:
        return Had(entry, content, "changed")
    return Had(entry, content)


def tables(site: Companion) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Every table with its form, and what database it is; `left_out` says what of it is in no copy."""
    found: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        answer = site.call("tables", {} if after is None else {"after": after})
        found += [one for one in _list(answer, "tables") if isinstance(one.get("name"), str)]
        following = answer.get("next")
        if following is None:
            return found, {**(answer.get("database") or {}), "left_out": answer.get("left_out") or []}
        if not isinstance(following, str) or (after is not None and following <= after):
            raise Lying("order", "the list of tables goes back")
        after = following


def marks(site: Companion) -> dict[str, str]:
    """A digest of each table, all of one moment where the database can."""
    found: dict[str, str] = {}
    after: str | None = None
    while True:
        answer = site.call("tables", {"marks": True} if after is None else {"marks": True, "after": after})
        found |= {str(one.get("name")): str(one.get("mark")) for one in _list(answer, "tables")}
        following = answer.get("next")
        if following is None:
            return found
        if not isinstance(following, str) or (after is not None and following <= after):
            raise Lying("order", "the list of tables goes back")
        after = following


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of a table; laid end to end they are its rows. `after` is where to go on, None at the end."""

    columns: tuple[str, ...]
    bytes: bytes
    rows: int
    after: Cursor | None


def rows(site: Companion, table: str, *, after: Cursor | None = None, most_bytes: int | None = None) -> Iterator[Piece]:
    """The pieces of one table from a cursor on. Raises Refused(`changed`) where a row changed while it was sent."""
    taken = 0
    while True:
        head, content = site.stream("rows", {"table": table} if after is None else {"table": table, "after": after})
        columns, count, following = head.get("columns"), head.get("count"), head.get("next")
        is_whole = isinstance(columns, list) and columns and isinstance(count, int) and head.get("table") == table
        if not is_whole or head.get("format") != "rows-1" or not isinstance(following, dict | None):
            raise Lying("form", "no piece of that table")
        taken += len(content)
        if most_bytes is not None and taken > most_bytes:
            raise TooLong("rows", f"{table} has more than it was said to have")
        yield Piece(tuple(str(one) for one in columns or ()), content, int(count or 0), following)
        if following is None:
            return
        if not content or following == after:
            raise Lying("order", f"the rows of {table} do not go on")
        after = following


def still_database(site: Companion, take: Callable[[str], None], *, rounds: int = 6) -> list[str]:
    """Take every table, and again those that changed meanwhile, until all taken ones agree with one moment.

    `take(table)` copies one table anew. Answers the tables that never stood still: empty means a consistent copy.
    """
    known = marks(site)
    moving = list(known)
    for _ in range(rounds):
        for table in moving:
            try:
                take(table)
            except Refused as no:
                if no.word not in ("changed", "table"):
                    raise  # else it changed or went: the next round tells
        now = marks(site)
        moving = [table for table, mark in now.items() if known.get(table) != mark]
        known = now
        if not moving:
            return []
    return moving


def told_path(path: str) -> dict[str, str]:
    """A path as the companion is told it."""
    raw = os.fsencode(path)
    try:
        return {"path": raw.decode()}
    except UnicodeDecodeError:
        return {"raw": base64.b64encode(raw).decode()}


def path_of(told: dict[str, Any]) -> str:
    """A path as the companion tells it. Raises Lying for one that leads out."""
    try:
        raw = base64.b64decode(told["raw"], validate=True) if "raw" in told else told["path"].encode()
    except (KeyError, TypeError, AttributeError, ValueError, binascii.Error) as bad:
        raise Lying("path", "an entry without a path") from bad
    parts = raw.split(b"/")
    if not 0 < len(raw) <= PATH_BYTES or b"\0" in raw or any(part in (b"", b".", b"..") for part in parts):
        raise Lying("path", "a path that leads out")
    return os.fsdecode(raw)


def _order(path: str) -> list[bytes]:
    return os.fsencode(path).split(b"/")


def _entry(told: Any) -> Entry:
    if not isinstance(told, dict) or told.get("kind") not in KINDS:
        raise Lying("form", "an entry of no known kind")
    numbers = {name: told.get(name, 0) for name in ("size", "mtime", "mode")}
    sha256 = told.get("sha256")
    if any(type(value) is not int or not 0 <= value < MOST for value in numbers.values()):
        raise Lying("form", "an entry with a number that is none")
    return Entry(path_of(told), str(told["kind"]), **numbers, sha256=sha256 if isinstance(sha256, str) else None)


def _list(answer: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = answer.get(name)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Lying("form", f"no list of {name}")
    return found
