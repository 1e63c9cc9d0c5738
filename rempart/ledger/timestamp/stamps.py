"""Which authority is asked, and the newest time stamp of each log."""

import base64
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from rempart.ledger.store import Connection

SETTINGS = "timestamp.json"  # in the state folder: address and root certificate of the authority
STAMP_EVERY_S = 24 * 3600  # a log that changed gets a new stamp this often
RETRY_S = 600  # after an authority that did not answer


class Authority(msgspec.Struct, frozen=True):
    """Where the authority answers, and the certificate (PEM) its answers must lead to."""

    address: str
    root: str


class Stamp(msgspec.Struct, frozen=True):
    """A stamped checkpoint and the authority's whole answer (DER)."""

    size: int
    note: str
    token: bytes
    at_ms: int
    reason: str = ""


def configure(state: Path, authority: Authority | None) -> None:
    """Ask this authority from now on, or none. Raises ValueError."""
    file = state / SETTINGS
    if authority is None:
        file.unlink(missing_ok=True)
        return
    parts = urlsplit(authority.address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValueError(f"{authority.address!r} is no address of a time-stamping authority")
    half = file.with_name(f"{file.name}~")
    half.write_bytes(msgspec.json.encode(authority))
    half.replace(file)


def configured(state: Path) -> Authority | None:
    """The authority that is asked, if any."""
    file = state / SETTINGS
    return msgspec.json.decode(file.read_bytes(), type=Authority) if file.exists() else None


def newest(connection: Connection, log: str) -> Stamp | None:
    """The newest stamp of a log."""
    row = connection.execute(
        "SELECT size, note, token, at_ms, reason FROM ledger_timestamp WHERE log = ? AND token <> ''", (log,)
    ).fetchone()
    return Stamp(row[0], row[1], base64.b64decode(row[2]), row[3], row[4]) if row else None


def due(connection: Connection, now_ms: int) -> list[tuple[str, str, int]]:
    """(log, note, size) of each signed log whose stamp is old or missing, and that has changed since."""
    return connection.execute(
        "SELECT h.log, h.note, h.note_size FROM ledger_head h LEFT JOIN ledger_timestamp t ON t.log = h.log"
        " WHERE h.note_size >= 0 AND (t.log IS NULL OR"
        " ((t.next_ms <= ? OR t.next_ms > ?) AND (t.note <> h.note OR t.reason <> '')))"
        " ORDER BY h.log",
        (now_ms, now_ms + 1000 * STAMP_EVERY_S),  # further ahead only where the clock was set back since
    ).fetchall()


_UPSERT = (
    "INSERT INTO ledger_timestamp VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (log) DO UPDATE SET"
    " next_ms = excluded.next_ms, reason = excluded.reason"
)


def keep(connection: Connection, log: str, stamp: Stamp) -> None:
    """Store a stamp, in the caller's transaction."""
    connection.execute(
        f"{_UPSERT}, size = excluded.size, note = excluded.note, token = excluded.token, at_ms = excluded.at_ms",
        (
            log, stamp.size, stamp.note, base64.b64encode(stamp.token).decode(), stamp.at_ms, "",
            stamp.at_ms + 1000 * STAMP_EVERY_S,
        ),
    )  # fmt: skip


def note_failure(connection: Connection, log: str, reason: str, now_ms: int) -> None:
    """Keep why there is no new stamp, in the caller's transaction; an older stamp stays."""
    connection.execute(_UPSERT, (log, 0, "", "", 0, reason[:500], now_ms + 1000 * RETRY_S))
