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

from rempart.ledger import canonical, person_keys
from rempart.ledger.person_keys import Erased
from rempart.ledger.person_keys_master import Kms
from rempart.ledger.store import Connection, is_postgres, require_transaction
from rempart.ledger.stores.traces import before_deleting, forget_traces

__all__ = ["Erased", "commitment", "erase", "forget_traces", "person_of_day", "seal", "unseal"]

SALT_BYTES = 32
NONCE_BYTES = 12
_DOMAIN = b"rempart-personal-v1\n"


def commitment(group: str, fields: dict[str, Any], salt: bytes) -> str:
    """What the entry holds instead of the fields."""
    return hmac.digest(salt, _DOMAIN + group.encode() + b"\n" + canonical.encode(fields), "sha256").hex()


def person_of_day(org: str, at_ms: int) -> str:
    """Whose key covers data without a known person: the organisation's, for that day."""
    return f"day/{org}/{datetime.fromtimestamp(at_ms // 1000, UTC):%Y-%m-%d}"


def seal(connection: Connection, person: str, group: str, fields: dict[str, Any], kms: Kms | None = None) -> str:
    """Store the fields under the person's key, in the caller's transaction; the commitment.

    Raises Erased, or KmsTrouble when the master keys cannot be had.
    """
    require_transaction(connection)
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    made = commitment(group, fields, salt)
    clear = canonical.encode({"fields": fields, "group": group, "salt": salt.hex()})
    payload = nonce + AESGCM(person_keys.key_for(connection, person, kms)).encrypt(nonce, clear, made.encode())
    connection.execute(
        "INSERT INTO ledger_personal (commitment, person, payload) VALUES (?, ?, ?)", (made, person, payload)
    )
    return made


def unseal(connection: Connection, made: str, kms: Kms | None = None) -> dict[str, Any] | None:
    """The fields behind a commitment; None when the person was erased, or the fields were kept long enough.

    Raises ValueError when they do not fit it, KmsTrouble when the master keys cannot be had.
    """
    row = connection.execute("SELECT person, payload FROM ledger_personal WHERE commitment = ?", (made,)).fetchone()
    key = None if row is None else person_keys.existing(connection, row[0], kms)
    if row is None or key is None:
        return None
    payload = bytes(row[1])
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
        person_keys.own(connection, person, b"")  # waits for whoever seals something for this person right now
    before_deleting(connection)
    connection.execute(
        "DELETE FROM ledger_personal_kept WHERE commitment IN (SELECT commitment FROM ledger_personal WHERE person = ?)",
        (person,),
    )
    count = connection.execute("DELETE FROM ledger_personal WHERE person = ?", (person,)).rowcount
    connection.execute("DELETE FROM ledger_person_key WHERE person = ?", (person,))
    now = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    connection.execute(
        "INSERT INTO ledger_erasure (person, at_ms) VALUES (?, ?) ON CONFLICT (person) DO NOTHING", (person, now)
    )
    return count
