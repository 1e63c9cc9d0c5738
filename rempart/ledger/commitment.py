"""Personal fields beside the ledger: the entry holds a salted commitment, the fields are under the person's key.

Erasing a person deletes the key; no entry and no proof changes (docs/format.md, section 7).
"""

import hmac
import secrets
import time
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rempart.ledger import canonical
from rempart.ledger.store import Connection, is_postgres, require_transaction

SALT_BYTES = 32
KEY_BYTES = 32
NONCE_BYTES = 12
_DOMAIN = b"rempart-personal-v1\n"
_OWN_KEY = (
    "INSERT INTO ledger_person_key VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET key = ledger_person_key.key"
    " RETURNING key"
)


class Erased(RuntimeError):
    """The person has been erased; nothing is written about them again."""


def commitment(group: str, fields: dict[str, Any], salt: bytes) -> str:
    """What the entry holds instead of the fields."""
    return hmac.digest(salt, _DOMAIN + group.encode() + b"\n" + canonical.encode(fields), "sha256").hex()


def person_of_day(org: str, at_ms: int) -> str:
    """Whose key covers data without a known person: the organisation's, for that day."""
    return f"day/{org}/{datetime.fromtimestamp(at_ms // 1000, UTC):%Y-%m-%d}"


def seal(connection: Connection, person: str, group: str, fields: dict[str, Any]) -> str:
    """Store the fields under the person's key, in the caller's transaction; the commitment. Raises Erased."""
    require_transaction(connection)
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    made = commitment(group, fields, salt)
    clear = canonical.encode({"fields": fields, "group": group, "salt": salt.hex()})
    payload = nonce + AESGCM(_key(connection, person)).encrypt(nonce, clear, made.encode())
    connection.execute("INSERT INTO ledger_personal VALUES (?, ?, ?)", (made, person, payload))
    return made


def _key(connection: Connection, person: str) -> bytes:
    """The person's key, its row ours until the commit: `erase` waits for us, or we see its tombstone."""
    (key,) = connection.execute(_OWN_KEY, (person, secrets.token_bytes(KEY_BYTES))).fetchone()
    if connection.execute("SELECT 1 FROM ledger_erasure WHERE person = ?", (person,)).fetchone():
        raise Erased("this person has been erased")
    return bytes(key)


def unseal(connection: Connection, made: str) -> dict[str, Any] | None:
    """The fields behind a commitment; None when the person was erased. Raises ValueError when they do not fit it."""
    row = connection.execute(
        "SELECT payload, key FROM ledger_personal JOIN ledger_person_key USING (person) WHERE commitment = ?", (made,)
    ).fetchone()
    if row is None:
        return None
    payload, key = row
    try:
        clear = AESGCM(key).decrypt(payload[:NONCE_BYTES], payload[NONCE_BYTES:], made.encode())
    except InvalidTag as fault:
        raise ValueError("the stored fields have been altered") from fault
    value = canonical.decode(clear)
    if commitment(value["group"], value["fields"], bytes.fromhex(value["salt"])) != made:
        raise ValueError("the stored fields are not those committed to")
    fields: dict[str, Any] = value["fields"]
    return fields


def erase(connection: Connection, person: str, at_ms: int | None = None) -> int:
    """Forget a person in the caller's transaction: key and ciphertexts go, a tombstone stays; how many groups.

    Call `forget_traces` after the commit. Playing a tombstone again (after a restore) is harmless.
    """
    require_transaction(connection)
    if is_postgres(connection):
        connection.execute(_OWN_KEY, (person, b""))  # waits for whoever seals something for this person right now
    else:
        connection.execute("PRAGMA secure_delete=ON")  # freed pages are zeroed, not merely unlinked
    count = connection.execute("DELETE FROM ledger_personal WHERE person = ?", (person,)).rowcount
    connection.execute("DELETE FROM ledger_person_key WHERE person = ?", (person,))
    now = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    connection.execute("INSERT INTO ledger_erasure VALUES (?, ?) ON CONFLICT (person) DO NOTHING", (person, now))
    return count


def forget_traces(connection: Connection) -> None:
    """Take away what deleted rows leave behind in the files. Outside a transaction.

    SQLite: the write-ahead log still holds pages from before the deletion. PostgreSQL: a deleted key stands in its
    page until the table is written anew (it is small); its write-ahead log keeps it until the server recycles it.
    """
    if is_postgres(connection):
        connection.execute("VACUUM (FULL) ledger_person_key")
    else:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
