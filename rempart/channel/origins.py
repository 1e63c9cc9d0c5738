"""Which spools may write what: an origin is bound to organisations and kinds; what it says beyond that is no entry.

Nobody may until somebody said so. What only the hub itself may say (its own record, its own people) can be granted to none.
"""

import re
from collections.abc import Iterable

import msgspec

from rempart.ledger import store
from rempart.ledger.entry import INSTALLATION, Entry
from rempart.ledger.store import Connection

RESERVED = (
    "ledger",
    "directory",
    "access",
    "record",
    "upkeep",
)  # an erasure or a key change is believed when read back
PATTERNS_MAX = 64  # organisations or kinds in one word of the command
_ORIGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}").fullmatch
_KIND = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+){1,3}|[a-z0-9_]+(\.[a-z0-9_]+){0,2}\.\*").fullmatch


class Right(msgspec.Struct, frozen=True):
    """`org` is empty for the installation's own log; `kind` is one kind, or `area.*` for all that begin so."""

    origin: str
    org: str
    kind: str

    def covers(self, entry: Entry) -> bool:
        """Whether this entry may be written by it: its organisation, that organisation's own log, and its kind."""
        if entry.org != self.org or entry.log not in ("", entry.org or INSTALLATION):
            return False
        return entry.kind == self.kind or (self.kind.endswith("*") and entry.kind.startswith(self.kind[:-1]))


def allow(connection: Connection, origin: str, orgs: Iterable[str], kinds: Iterable[str]) -> list[Right]:
    """Grant each kind in each organisation, in the caller's transaction. Raises ValueError for what nobody gets."""
    store.require_transaction(connection)
    rights = [Right(origin, org, kind) for org in orgs for kind in kinds]
    if not rights or len(rights) > PATTERNS_MAX:
        raise ValueError(f"between one and {PATTERNS_MAX} pairs of organisation and kind are needed")
    for right in rights:
        _require(right)
    connection.executemany(
        "INSERT INTO ledger_origin VALUES (?, ?, ?) ON CONFLICT (origin, org, kind) DO NOTHING",
        [(right.origin, right.org, right.kind) for right in rights],
    )
    return rights


def _require(right: Right) -> None:
    if not _ORIGIN(right.origin) or right.origin == store.HUB:
        raise ValueError(f"{right.origin!r} is no name of a spool")
    if right.org and not _ORIGIN(right.org):
        raise ValueError(f"{right.org!r} is no organisation's id")
    if not _KIND(right.kind):
        raise ValueError(f"{right.kind!r} is neither a kind nor of the form area.*")
    if right.kind.partition(".")[0] in RESERVED:
        raise ValueError(f"{right.kind!r} is for the installation itself to say")


def revoke(connection: Connection, origin: str) -> int:
    """From now on it may write nothing; how many rights it had. What it wrote stays."""
    store.require_transaction(connection)
    return connection.execute("DELETE FROM ledger_origin WHERE origin = ?", (origin,)).rowcount


def rights(connection: Connection, origin: str | None = None) -> list[Right]:
    """Of one origin, or of all."""
    where, values = ("", ()) if origin is None else (" WHERE origin = ?", (origin,))
    query = f"SELECT origin, org, kind FROM ledger_origin{where} ORDER BY origin, org, kind"  # noqa: S608 - a fixed word
    return [Right(*row) for row in connection.execute(query, values)]
