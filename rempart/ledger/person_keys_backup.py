"""The keys' own backup: a file of wrapped keys and tombstones, kept at most 30 days, useless without the masters.

Ordinary backups hold no key; an erased person is gone from every copy once the last of these files is.
"""

import base64
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from rempart.ledger import person_keys, tombstones
from rempart.ledger.person_keys_master import KEY_BYTES, Kms, KmsTrouble
from rempart.ledger.store import Connection, reading, writing
from rempart.terms.duration import DAY_S

FOLDER = "key-backups"  # in the data folder, unless the operator has a better place
KEPT_DAYS = 30  # design.md section 5: long enough to notice a lost database, short enough to call someone erased
FORMAT = "rempart-person-keys-v1"
LINE_MAX_BYTES = 4_096  # a key is about 150
BATCH = 200  # keys put back in one transaction
_NAME = re.compile(r"persons-(\d{8}T\d{9})Z\.keys").fullmatch


class BadBackup(ValueError):
    """The file is no whole backup of keys, or its masters are not here; the message says which."""


class Imported(NamedTuple):
    """`erased` were left out because a tombstone stands for them."""

    keys: int
    erased: int


def export_keys(connection: Connection, folder: Path, now_ms: int) -> Path:
    """Write all keys as they stand, wrapped, with the tombstones; the file (mode 0600), whole or not there at all."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    moment = datetime.fromtimestamp(now_ms / 1000, UTC)
    target = folder / f"persons-{moment:%Y%m%dT%H%M%S}{now_ms % 1000:03d}Z.keys"
    digest, (handle, name) = hashlib.sha256(), tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as out, reading(connection):
            for line in _lines(connection, now_ms):
                digest.update(line)
                out.write(line)
            out.write(_line({"sha256": digest.hexdigest()}))
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
    return target


def _lines(connection: Connection, now_ms: int) -> Iterator[bytes]:
    yield _line({"format": FORMAT, "made_ms": now_ms})
    for person, at_ms in connection.execute("SELECT person, at_ms FROM ledger_erasure ORDER BY person"):
        yield _line({"erased": person, "at_ms": at_ms})
    for person, held in connection.execute("SELECT person, key FROM ledger_person_key ORDER BY person"):
        if len(held) == KEY_BYTES:
            raise BadBackup("keys of the first release still wait to be wrapped; start Rempart once, then try again")
        yield _line({"person": person, "key": base64.b64encode(held).decode()})


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True).encode() + b"\n"


def read_tombstones(file: Path) -> tombstones.Tombstones:
    """Who had been erased when the backup was made. Raises BadBackup."""
    return {row["erased"]: row["at_ms"] for row in _checked(file) if "erased" in row}


def import_keys(connection: Connection, file: Path, kms: Kms | None = None) -> Imported:
    """Put keys back that are not there, except of people with a tombstone here or in the file. Raises BadBackup.

    Nothing is written unless the whole file is sound and every key opens. Afterwards run `tombstones.replay`.
    """
    gone = tombstones.in_database(connection) | read_tombstones(file)
    rows: list[tuple[str, bytes]] = []
    erased = 0
    for row in _checked(file):
        if "person" not in row:
            continue
        held = base64.b64decode(row["key"])
        try:
            person_keys.opened(row["person"], held, kms)
        except KmsTrouble as trouble:
            raise BadBackup(f"{file.name}: {trouble}") from trouble
        if row["person"] in gone:
            erased += 1
        else:
            rows.append((row["person"], held))
    keys = 0
    for start in range(0, len(rows), BATCH):
        with writing(connection):
            for one in rows[start : start + BATCH]:
                keys += connection.execute(
                    "INSERT INTO ledger_person_key (person, key) VALUES (?, ?) ON CONFLICT (person) DO NOTHING", one
                ).rowcount
    return Imported(keys, erased)


def _checked(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of a whole file; its digest is checked before the first one is given out."""
    digest, last = hashlib.sha256(), b""
    for line in _raw(file):
        digest.update(last)
        last = line
    if _parsed(last, file).get("sha256") != digest.hexdigest():
        raise BadBackup(f"{file.name} is damaged or cut short")
    rows = (_parsed(line, file) for line in _raw(file))
    if next(rows).get("format") != FORMAT:
        raise BadBackup(f"{file.name} is no backup of person keys")
    yield from rows


def _raw(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while line := source.readline(LINE_MAX_BYTES):
            if not line.endswith(b"\n"):
                raise BadBackup(f"{file.name} is damaged or cut short")
            yield line


def _parsed(line: bytes, file: Path) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as fault:
        raise BadBackup(f"{file.name} is no backup of person keys") from fault
    if not isinstance(value, dict):
        raise BadBackup(f"{file.name} is no backup of person keys")
    return value


def backups(folder: Path) -> list[tuple[int, Path]]:
    """When each was made (milliseconds) and where it is, the oldest first."""
    found = []
    for file in folder.glob("persons-*.keys"):
        if name := _NAME(file.name):
            stamp = datetime.strptime(name[1][:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            found.append((int(stamp.timestamp()) * 1000 + int(name[1][15:]), file))
    return sorted(found)


def expire(folder: Path, now_ms: int, days: int = KEPT_DAYS) -> int:
    """Delete the backups that are older; how many. Halves left by a crash go too."""
    before = now_ms - min(days, KEPT_DAYS) * DAY_S * 1000
    old = [file for made_ms, file in backups(folder) if made_ms <= before]
    old += [file for file in folder.glob("tmp*") if file.stat().st_mtime * 1000 <= before]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)
