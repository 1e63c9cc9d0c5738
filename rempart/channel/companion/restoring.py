"""Puts files and rows back through the companion: laid beside the live ones, moved in by `finish`, kept until `commit`.

Every step can be sent again after a time-out. `begin` tells how far an interrupted restore came, `planned` and `sums` read
back what waits there.
"""

import base64
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rempart.channel.companion.copying import FILES_AT_ONCE, Entry, path_of, told_path
from rempart.channel.companion.line import Companion
from rempart.channel.companion.rows import LANES, Cutter
from rempart.channel.companion.trouble import Lying, Refused, TooLong, Unreached

REQUEST_BYTES = (
    3 * 1024 * 1024
)  # of content in one request: 4 MiB in base64, below what hosting takes by default (8 MB)
ROW_BYTES = 32 * 1024 * 1024  # of one row; it comes in parts, and PHP needs three times that in memory
STEPS = 2_000  # times `finish` may answer "not yet": 15 s of work each
PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # before a call that nobody answered is sent again


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that waits. `digest` is over the salt and its bytes; None where reading it takes too long."""

    kind: str
    path: str
    digest: str | None


def patiently(
    site: Companion,
    op: str,
    args: Mapping[str, Any],
    pauses: Iterable[float],
    waits: Callable[[float], None] = time.sleep,
) -> dict[str, Any]:
    """Asked again where nobody answered, or where the answer before is still being made: each step may come twice."""
    for pause in pauses:
        try:
            return site.call(op, args)
        except Unreached:
            pass
        except Refused as no:
            if no.word != "busy":
                raise
        waits(pause)
    return site.call(op, args)


class Restoring:
    """One restore, by its id of 32 hex digits; the same id goes on with an interrupted one.

    `waits` is called where time passes, with the seconds to wait; it may raise. `sent` hears of bytes.
    """

    def __init__(
        self,
        site: Companion,
        restore_id: str,
        *,
        request_bytes: int = REQUEST_BYTES,
        pauses: tuple[float, ...] = (),
        waits: Callable[[float], None] = time.sleep,
        sent: Callable[[int], None] = lambda count: None,
    ) -> None:
        self.site, self.id, self.request_bytes = site, restore_id, request_bytes
        self.left_alone: list[str] = []
        self._pauses, self._waits, self._sent = pauses, waits, sent

    def _call(self, op: str, args: Mapping[str, Any]) -> dict[str, Any]:
        return patiently(self.site, op, args, self._pauses, self._waits)

    def begin(self) -> dict[str, Any]:
        """Where it stands: `phase`, `files`, `tables`. Raises Refused(`closed`) while no window is open."""
        return self._call("restore_begin", {"id": self.id})

    def files(self, root: str, found: Iterable[tuple[Entry, Path]]) -> int:
        """Send files (each with where its bytes are) and folders; small ones together. How many were left alone."""
        before = len(self.left_alone)
        batch, held = list[tuple[dict[str, Any], bytes]](), 0
        for entry, source in found:
            if entry.kind == "folder":
                parts: Iterator[tuple[dict[str, Any], bytes]] = iter(
                    [({"kind": "folder", "root": root, **told_path(entry.path)}, b"")]
                )
            else:
                parts = self._parts(root, entry, source)
            for part in parts:
                if batch and (held + len(part[1]) > self.request_bytes or len(batch) == FILES_AT_ONCE):
                    self._put(batch)
                    batch, held = [], 0
                batch.append(part)
                held += len(part[1])
        if batch:
            self._put(batch)
        return len(self.left_alone) - before

    def gone(self, root: str, paths: Iterable[str]) -> None:
        """Files and empty folders that are not in the copy and go aside; what is in a folder comes before it."""
        told = [({"kind": "gone", "root": root, **told_path(path)}, b"") for path in paths]
        for at in range(0, len(told), FILES_AT_ONCE):
            self._put(told[at : at + FILES_AT_ONCE])

    def _parts(self, root: str, entry: Entry, source: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
        with source.open("rb") as file:
            digest = entry.sha256 or hashlib.file_digest(file, "sha256").hexdigest()
            size = file.seek(0, 2)
            file.seek(0)
            about = {"kind": "put", "root": root, **told_path(entry.path), "size": size, "mtime": entry.mtime,
                     "mode": entry.mode or 0o644, "sha256": digest}  # fmt: skip
            offset = 0
            while True:
                content = file.read(min(self.request_bytes, size - offset))
                yield {**about, "offset": offset, "length": len(content)}, content
                offset += len(content)
                if offset >= size or not content:
                    return

    def _put(self, batch: list[tuple[dict[str, Any], bytes]]) -> None:
        content = b"".join(part for _, part in batch)
        data = base64.b64encode(content).decode()
        answer = self._call("restore_put", {"id": self.id, "files": [about for about, _ in batch], "data": data})
        self._sent(len(content))
        received = answer.get("received")
        if not isinstance(received, list) or len(received) != len(batch):
            raise Lying("form", "not every file was answered for")
        for (about, part), here in zip(batch, received, strict=True):
            if here == -1:
                self.left_alone.append(path_of(about))
            elif here != about.get("offset", 0) + len(part):
                raise Lying("order", "a piece that came to another place")

    def table(self, name: str, create: str, columns: list[str], pieces: Iterable[bytes]) -> int:
        """Send a table anew out of pieces as `rows` gives them. How many requests of rows it took."""
        return self.rows(name, create, columns, _whole(len(columns), pieces))

    def rows(self, name: str, create: str, columns: list[str], rows: Iterable[bytes], *, had: int = 0) -> int:
        """Send a table: its form with its first rows, then the rest, whole rows in each request. `had` requests are there
        already, from rows cut in the same way. How many requests of rows there are."""
        number, is_made = 0, had > 0
        for data in self._requests(rows):
            if number >= had:
                form = {} if is_made or len(data) > self.request_bytes else {"create": create}
                if not is_made and not form:
                    self._call("restore_rows", {"id": self.id, "table": name, "create": create})
                is_made = True
                self._send_rows({"id": self.id, "table": name, **form, "columns": columns, "piece": number}, data)
            number += 1
        if not is_made:
            self._call("restore_rows", {"id": self.id, "table": name, "create": create})
        return number

    def table_gone(self, name: str) -> None:
        """A table that is in no copy goes aside."""
        self._call("restore_rows", {"id": self.id, "table": name, "gone": True})

    def _send_rows(self, asked: dict[str, Any], data: bytes) -> None:
        for at in range(0, len(data), self.request_bytes):
            part = data[at : at + self.request_bytes]
            place = {"size": len(data), "at": at} if len(data) > self.request_bytes else {}
            self._call("restore_rows", {**asked, **place, "data": base64.b64encode(part).decode()})
            self._sent(len(part))

    def _requests(self, rows: Iterable[bytes]) -> Iterator[bytes]:
        held: list[bytes] = []
        size = 0
        for row in rows:
            if len(row) > ROW_BYTES:
                raise TooLong("row", "a row of more than 32 MiB cannot be put back")
            if held and size + len(row) > self.request_bytes:
                yield b"".join(held)
                held, size = [], 0
            held.append(row)
            size += len(row)
        if held:
            yield b"".join(held)

    def planned(self, salt: str) -> Iterator[Planned]:
        """Everything that waits to be put in place, read back now."""
        at = 0
        while True:
            self._waits(0)
            answer = self._call("restore_check", {"id": self.id, "salt": salt, "from": at})
            entries, following = answer.get("entries"), answer.get("next")
            if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
                raise Lying("form", "no list of what waits")
            for one in entries:
                digest = one.get("digest")
                yield Planned(str(one.get("kind")), path_of(one), None if digest is None else str(digest))
            if following is None:
                return
            if not isinstance(following, int) or following <= at:
                raise Lying("order", "the list of what waits does not go on")
            at = following

    def sums(self, salt: str) -> dict[str, tuple[int, tuple[int, ...]]]:
        """Of each table that waits: how many rows, and the sums of their digests (rows.Sums)."""
        found = dict[str, tuple[int, tuple[int, ...]]]()
        after: dict[str, Any] | None = None
        for _ in range(STEPS):
            self._waits(0)
            asked = {"id": self.id, "salt": salt, "tables": True, **({} if after is None else {"after": after})}
            answer = self._call("restore_check", asked)
            following = answer.get("next")
            if not isinstance(answer.get("tables"), list) or not isinstance(following, dict | None):
                raise Lying("form", "no sums of what waits")
            for name, count, sums in map(_sums, answer["tables"]):
                had = found.get(name, (0, (0,) * LANES))
                found[name] = (had[0] + count, tuple((a + b) % 2**48 for a, b in zip(had[1], sums, strict=True)))
            if following is None:
                return found
            if following == after:
                raise Lying("order", "the sums do not go on")
            after = following
        raise TooLong("sums", "rows without end")

    def finish(self, files: int | None = None) -> None:
        """Put everything in place; `files` is how many were sent and taken. After a failure, ask again or abandon."""
        self._until("restore_finish", {"id": self.id} if files is None else {"id": self.id, "files": files}, "placed")

    def commit(self) -> None:
        """What was there before goes; no way back from here."""
        self._until("restore_finish", {"id": self.id, "commit": True}, "done")

    def abandon(self) -> None:
        """What was there before comes back, or what was only sent goes."""
        self._until("restore_abandon", {"id": self.id}, "gone")

    def _until(self, op: str, args: dict[str, Any], phase: str) -> None:
        for _ in range(STEPS):
            try:
                if self._call(op, args).get("phase") == phase:
                    return
            except Refused as no:
                if phase != "placed" and no.word == "restore" and no.detail == "no such restore":
                    return  # done, and only the answer was lost
                raise
            self._waits(0)
        raise TooLong(op, "the site never says that it is done")


def _whole(columns: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    cutter = Cutter(columns)
    for piece in pieces:
        yield from cutter.feed(piece)
    cutter.finish()


def _sums(one: Any) -> tuple[str, int, list[int]]:
    if isinstance(one, dict):
        sums, count = one.get("sums"), one.get("rows")
        is_whole = isinstance(sums, list) and len(sums) == LANES and all(type(part) is int for part in sums)
        if is_whole and type(count) is int:
            return str(one.get("table")), count, list(sums or ())
    raise Lying("form", "sums that are none")
