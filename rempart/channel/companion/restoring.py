"""Puts files and rows back through the companion: laid beside the live ones, moved in by `finish`, kept until `commit`.

Every step can be sent again after a time-out. `begin` tells how far an interrupted restore came.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rempart.channel.companion.copying import FILES_AT_ONCE, Entry, told_path
from rempart.channel.companion.line import Companion
from rempart.channel.companion.rows import Cutter
from rempart.channel.companion.trouble import Lying, TooLong

REQUEST_BYTES = (
    3 * 1024 * 1024
)  # of content in one request: 4 MiB in base64, below what hosting takes by default (8 MB)
ROW_BYTES = 32 * 1024 * 1024  # of one row; it comes in parts, and PHP needs three times that in memory
STEPS = 2_000  # times `finish` may answer "not yet": 15 s of work each


class Restoring:
    """One restore, by its id of 32 hex digits; the same id goes on with an interrupted one."""

    def __init__(self, site: Companion, restore_id: str, *, request_bytes: int = REQUEST_BYTES) -> None:
        self.site, self.id, self.request_bytes = site, restore_id, request_bytes

    def begin(self) -> dict[str, Any]:
        """Where it stands: `phase`, `files`, `tables`. Raises Refused(`closed`) while no window is open."""
        return self.site.call("restore_begin", {"id": self.id})

    def files(self, root: str, found: Iterable[tuple[Entry, Path]]) -> int:
        """Send files (each with where its bytes are) and folders; small ones together. How many were left alone."""
        batch: list[tuple[dict[str, Any], bytes]] = []
        left_alone = held = 0
        for entry, source in found:
            if entry.kind == "folder":
                parts: Iterator[tuple[dict[str, Any], bytes]] = iter(
                    [({"kind": "folder", "root": root, **told_path(entry.path)}, b"")]
                )
            else:
                parts = self._parts(root, entry, source)
            for part in parts:
                if batch and (held + len(part[1]) > self.request_bytes or len(batch) == FILES_AT_ONCE):
                    left_alone += self._put(batch)
                    batch, held = [], 0
                batch.append(part)
                held += len(part[1])
        return left_alone + (self._put(batch) if batch else 0)

    def gone(self, root: str, paths: Iterable[str]) -> None:
        """Files that are not in the copy and go aside."""
        told = [{"kind": "gone", "root": root, **told_path(path)} for path in paths]
        for at in range(0, len(told), FILES_AT_ONCE):
            self._put([(one, b"") for one in told[at : at + FILES_AT_ONCE]])

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

    def _put(self, batch: list[tuple[dict[str, Any], bytes]]) -> int:
        data = base64.b64encode(b"".join(content for _, content in batch)).decode()
        answer = self.site.call("restore_put", {"id": self.id, "files": [about for about, _ in batch], "data": data})
        received = answer.get("received")
        if not isinstance(received, list) or len(received) != len(batch):
            raise Lying("form", "not every file was answered for")
        return sum(1 for one in received if one == -1)

    def table(self, name: str, create: str, columns: list[str], pieces: Iterable[bytes]) -> int:
        """Send a table anew: its form, then its rows, whole rows in each request. How many requests it took."""
        self.site.call("restore_rows", {"id": self.id, "table": name, "create": create})
        number = 0
        for data in self._whole_rows(len(columns), pieces):
            self._send_rows({"id": self.id, "table": name, "columns": columns, "piece": number}, data)
            number += 1
        return number

    def _send_rows(self, asked: dict[str, Any], data: bytes) -> None:
        for at in range(0, len(data), self.request_bytes):
            part = data[at : at + self.request_bytes]
            place = {"size": len(data), "at": at} if len(data) > self.request_bytes else {}
            self.site.call("restore_rows", {**asked, **place, "data": base64.b64encode(part).decode()})

    def _whole_rows(self, columns: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
        cutter = Cutter(columns)
        held: list[bytes] = []
        size = 0
        for piece in pieces:
            for row in cutter.feed(piece):
                if len(row) > ROW_BYTES:
                    raise TooLong("row", "a row of more than 32 MiB cannot be put back")
                if held and size + len(row) > self.request_bytes:
                    yield b"".join(held)
                    held, size = [], 0
                held.append(row)
                size += len(row)
        cutter.finish()
        if held:
            yield b"".join(held)

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
            if self.site.call(op, args).get("phase") == phase:
                return
        raise TooLong(op, "the site never says that it is done")
