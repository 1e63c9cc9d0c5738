"""The table of person keys: made, opened, wrapped again under a newer master, and taken along in its own backup."""

import secrets
from typing import NamedTuple

from rempart.ledger import person_keys_master
from rempart.ledger.person_keys_master import KEY_BYTES, VERSION, Kms, KmsTrouble
from rempart.ledger.store import Connection, require_transaction, writing
from rempart.ledger.stores.traces import before_deleting, compact, forget_traces

TABLES = ("ledger_person_key",)  # of the keys' own backup; left out of every other copy
BATCH = 200  # keys wrapped again in one transaction: well under a second


_OWN = (
    "INSERT INTO ledger_person_key (person, key) VALUES (?, ?)"
    " ON CONFLICT (person) DO UPDATE SET key = ledger_person_key.key RETURNING key"
)


class Erased(RuntimeError):
    """The person has been erased; nothing is written about them again."""


def own(connection: Connection, person: str, fresh: bytes) -> bytes:
    """What the person's row holds, `fresh` if there was none; the row is ours until the commit."""
    (held,) = connection.execute(_OWN, (person, fresh)).fetchone()
    return bytes(held)


def key_for(connection: Connection, person: str, kms: Kms | None = None) -> bytes:
    """The person's key, made at first use, in the caller's transaction. Raises Erased, KmsTrouble.

    Its row is ours until the commit: whoever erases waits for us, or we see the tombstone.
    """
    require_transaction(connection)
    masters = kms or person_keys_master.current()
    held = own(connection, person, masters.wrap(person, secrets.token_bytes(KEY_BYTES)))
    if connection.execute("SELECT 1 FROM ledger_erasure WHERE person = ?", (person,)).fetchone():
        raise Erased("this person has been erased")
    return opened(person, held, masters)


def existing(connection: Connection, person: str, kms: Kms | None = None) -> bytes | None:
    """The person's key, or None when there is none. Raises KmsTrouble."""
    row = connection.execute("SELECT key FROM ledger_person_key WHERE person = ?", (person,)).fetchone()
    return None if row is None else opened(person, bytes(row[0]), kms)


def opened(person: str, held: bytes, kms: Kms | None = None) -> bytes:
    """The key in what a row holds: wrapped, or plain as the first release kept it."""
    if len(held) == KEY_BYTES:
        return held
    return (kms or person_keys_master.current()).unwrap(person, held)


class Rewrapped(NamedTuple):
    """`unreadable` keys lie under a master that is not here: put it back, or they stay closed."""

    done: int
    unreadable: int


def rewrap(connection: Connection, kms: Kms | None = None) -> Rewrapped:
    """Wrap every key that is plain or under an older master again under today's.

    In small transactions, each row on the condition that it is as it was read: may be killed, repeated, run twice.
    """
    masters = kms or person_keys_master.current()
    prefix = VERSION + masters.id()
    after, done, unreadable = "", 0, 0
    while rows := connection.execute(
        "SELECT person, key FROM ledger_person_key WHERE person > ? AND substr(key, 1, ?) <> ? ORDER BY person LIMIT ?",
        (after, len(prefix), prefix, BATCH),
    ).fetchall():
        ready = []
        for person, held in rows:
            try:
                key = opened(person, bytes(held), masters)
            except KmsTrouble:
                unreadable += 1
                continue
            ready.append((masters.wrap(person, key), person, bytes(held)))
        done += _replace(connection, ready)
        after = rows[-1][0]
    if done:
        forget_traces(connection)
    return Rewrapped(done, unreadable)


def _replace(connection: Connection, ready: list[tuple[bytes, str, bytes]]) -> int:
    done = 0
    with writing(connection):
        before_deleting(connection)
        for row in ready:
            statement = "UPDATE ledger_person_key SET key = ? WHERE person = ? AND key = ?"
            done += connection.execute(statement, row).rowcount
    return done


def rotate(connection: Connection, kms: Kms | None = None) -> Rewrapped:
    """A new master, and every key under it. After a kill `rewrap` goes on; old masters stay until retired."""
    masters = kms or person_keys_master.current()
    masters.rotate()
    return rewrap(connection, masters)


def leave_out(copy: Connection) -> None:
    """Take the keys out of a copy of the database before it goes into an ordinary backup. The copy, never the original."""
    with writing(copy):
        before_deleting(copy)
        for table in TABLES:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
    compact(copy)
