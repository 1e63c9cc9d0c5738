"""Which witnesses are asked, and what each has cosigned: rows in the ledger's own database."""

import re
from urllib.parse import urlsplit

import msgspec

from rempart.ledger import note, store
from rempart.ledger.note import COSIGNATURE, BadNote, VerifierKey
from rempart.ledger.store import Connection
from rempart.ledger.witnesses.submit import Cosigned

FIRST_PAUSE_S, LONGEST_PAUSE_S = 2, 600  # between two tries at a witness that does not answer, or refuses
SILENT_AFTER_S = 600  # silent this long: the event is written
FRESH_S = 600  # an export shows an older head only if witnesses vouched for it this recently
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/~-]{0,127}").fullmatch


class Witness(msgspec.Struct, frozen=True):
    """A row of ledger_witness."""

    name: str
    address: str
    key: str
    tries: int
    next_ms: int
    since_ms: int
    told: int
    reason: str

    @property
    def verifier(self) -> VerifierKey:
        """Its key, parsed."""
        return note.read_key(self.key)


class Standing(msgspec.Struct, frozen=True):
    """What one witness last said of one log. `refused` is empty, or why it will not cosign."""

    log: str
    witness: str
    size: int
    at_s: int
    refused: str


class Status(msgspec.Struct, frozen=True):
    """A witness as pages and the check-up show it."""

    name: str
    address: str
    key: str
    state: str  # new, ok, silent or refused
    reason: str
    logs: list[Standing]


def add(connection: Connection, address: str, key: str) -> Witness:
    """Ask this witness from now on, in the caller's transaction. Raises BadNote or ValueError."""
    parsed, parts = note.read_key(key), urlsplit(address)
    if parsed.type != COSIGNATURE:
        raise BadNote("this is the key of a log; a witness's is needed (rempart witness key)")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ValueError(f"{address!r} is no address of a witness: http://HOST:PORT or https://HOST")
    if not _NAME(parsed.name):
        raise BadNote(f"the name {parsed.name[:80]!r} has characters that no entry may hold")
    connection.execute(
        "INSERT INTO ledger_witness VALUES (?, ?, ?, 0, 0, 0, 0, '') ON CONFLICT (name) DO UPDATE SET"
        " address = excluded.address, key = excluded.key, tries = 0, next_ms = 0, since_ms = 0, told = 0, reason = ''",
        (parsed.name, address.rstrip("/"), str(parsed)),
    )
    connection.execute("UPDATE ledger_cosignature SET next_ms = 0 WHERE witness = ?", (parsed.name,))
    return next(one for one in witnesses(connection) if one.name == parsed.name)


def remove(connection: Connection, name: str) -> bool:
    """Ask this witness no longer; whether it was there."""
    connection.execute("DELETE FROM ledger_cosignature WHERE witness = ?", (name,))
    return bool(connection.execute("DELETE FROM ledger_witness WHERE name = ?", (name,)).rowcount)


def witnesses(connection: Connection) -> list[Witness]:
    """All of them, by name."""
    columns = "name, address, key, tries, next_ms, since_ms, told, reason"
    rows = connection.execute(f"SELECT {columns} FROM ledger_witness ORDER BY name")  # noqa: S608 - names of columns
    return [Witness(*row) for row in rows]


def behind(connection: Connection, witness: str, now_ms: int) -> list[tuple[str, str, int]]:
    """(log, signed note, size last cosigned) of each log whose newest checkpoint this witness has not cosigned."""
    rows = connection.execute(
        "SELECT h.log, h.note, coalesce(c.size, 0) FROM ledger_head h"
        " LEFT JOIN ledger_cosignature c ON c.log = h.log AND c.witness = ?"
        " WHERE h.note_size >= 0 AND (c.log IS NULL OR (c.next_ms <= ? AND (c.note <> h.note OR c.refused <> '')))"
        " AND NOT EXISTS (SELECT 1 FROM ledger_successor s WHERE s.log = h.log) ORDER BY h.log",
        (witness, now_ms),
    )
    return [(str(log), str(text), int(size)) for log, text, size in rows]


def note_cosigned(connection: Connection, log: str, witness: Witness, text: str, size: int, got: Cosigned) -> bool:
    """Keep a cosignature, in the caller's transaction; whether this witness had refused that log before."""
    before = _refusal(connection, log, witness.name)
    connection.execute(
        "INSERT INTO ledger_cosignature VALUES (?, ?, ?, ?, ?, ?, '', 0, 0) ON CONFLICT (log, witness) DO UPDATE SET"
        " size = excluded.size, note = excluded.note, line = excluded.line, at_s = excluded.at_s, refused = '',"
        " tries = 0, next_ms = 0",
        (log, witness.name, size, text, got.line, got.at_s),
    )
    return bool(before)


def note_refused(connection: Connection, log: str, witness: Witness, reason: str, now_ms: int) -> bool:
    """Keep a refusal, in the caller's transaction; whether it is news."""
    before = _refusal(connection, log, witness.name)
    connection.execute(
        "INSERT INTO ledger_cosignature VALUES (?, ?, 0, '', '', 0, ?, 1, ?) ON CONFLICT (log, witness) DO UPDATE SET"
        " refused = excluded.refused, tries = ledger_cosignature.tries + 1, next_ms = excluded.next_ms",
        (log, witness.name, reason, now_ms + 1000 * _pause_s(_tries(connection, log, witness.name))),
    )
    return not before


def note_silent(connection: Connection, witness: Witness, reason: str, now_ms: int) -> bool:
    """Keep that it did not answer, in the caller's transaction; whether it is time to say so."""
    since_ms = witness.since_ms or now_ms
    is_news = not witness.told and now_ms - since_ms >= SILENT_AFTER_S * 1000
    connection.execute(
        "UPDATE ledger_witness SET tries = tries + 1, next_ms = ?, since_ms = ?, told = ?, reason = ? WHERE name = ?",
        (
            now_ms + 1000 * _pause_s(witness.tries), since_ms, int(is_news or witness.told), reason[:500], witness.name,
        ),
    )  # fmt: skip
    return is_news


def note_heard(connection: Connection, witness: Witness) -> bool:
    """Keep that it answered, in the caller's transaction; whether its silence had been told."""
    if witness.tries:
        connection.execute(
            "UPDATE ledger_witness SET tries = 0, next_ms = 0, since_ms = 0, told = 0, reason = '' WHERE name = ?",
            (witness.name,),
        )
    return bool(witness.told)


def _pause_s(tries: int) -> int:
    return min(FIRST_PAUSE_S << min(tries, 20), LONGEST_PAUSE_S)


def _refusal(connection: Connection, log: str, witness: str) -> str:
    row = connection.execute(
        "SELECT refused FROM ledger_cosignature WHERE log = ? AND witness = ?", (log, witness)
    ).fetchone()
    return str(row[0]) if row else ""


def _tries(connection: Connection, log: str, witness: str) -> int:
    row = connection.execute(
        "SELECT tries FROM ledger_cosignature WHERE log = ? AND witness = ?", (log, witness)
    ).fetchone()
    return int(row[0]) if row else 0


def standings(connection: Connection) -> list[Standing]:
    """What each witness last said of each log."""
    rows = connection.execute("SELECT log, witness, size, at_s, refused FROM ledger_cosignature ORDER BY witness, log")
    return [Standing(*row) for row in rows]


def status(connection: Connection) -> list[Status]:
    """Every witness with what it last cosigned of each log: for pages and `rempart doctor`."""
    said = standings(connection)
    return [_status(one, [row for row in said if row.witness == one.name]) for one in witnesses(connection)]


def _status(witness: Witness, logs: list[Standing]) -> Status:
    refused = next((f"{row.log}: {row.refused}" for row in logs if row.refused), "")
    state = "refused" if refused else "silent" if witness.tries else "ok" if logs else "new"
    return Status(witness.name, witness.address, witness.key, state, refused or witness.reason, logs)


def shown(connection: Connection, log: str, now_s: int) -> tuple[str, int]:
    """The checkpoint an export shows, with its cosignatures, and its size.

    The newest one that most witnesses vouched for within FRESH_S, else the newest signed one with what there is.
    """
    head = store.head(connection, log)
    if head is None or not head.note:
        return "", -1
    rows: list[tuple[str, int, str, int]] = connection.execute(
        "SELECT note, size, line, at_s FROM ledger_cosignature WHERE log = ? AND line <> '' ORDER BY witness", (log,)
    ).fetchall()
    lines: dict[tuple[int, str], list[str]] = {}
    for text, size, line, at_s in rows:
        if text == head.note or now_s - at_s <= FRESH_S:
            lines.setdefault((size, text), []).append(line)
    if not lines:
        return head.note, head.note_size
    (size, text), best = max(lines.items(), key=lambda item: (len(item[1]), item[0][0]))
    return text + "".join(best), size
