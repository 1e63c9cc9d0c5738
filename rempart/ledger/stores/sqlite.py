"""The ledger on SQLite: the file's own connections, and the functions that both databases share."""

from rempart.ledger.stores.connect import connect, connect_to_read, reading, writing
from rempart.ledger.stores.entries import (
    BLOB_MAX_BYTES,
    HUB,
    HUB_EPOCH,
    READ_MAX,
    Head,
    NoTransaction,
    PendingRow,
    add_pending,
    append,
    cursor,
    entries_of,
    entry_bytes,
    final_bytes,
    head,
    hub_epoch,
    logs,
    move_cursor,
    pending_count,
    pending_row,
    put_blob,
    read_after,
    read_blob,
    require_transaction,
    take_turns,
    unread,
)  # fmt: skip
from rempart.ledger.stores.integrate import Overtaken, claim, has_unsigned, integrate
from rempart.ledger.stores.tables import SCHEMA, TABLES, create

__all__ = [
    "BLOB_MAX_BYTES", "HUB", "HUB_EPOCH", "READ_MAX", "SCHEMA", "TABLES", "Head", "NoTransaction", "Overtaken",
    "PendingRow", "add_pending", "append", "claim", "connect", "connect_to_read", "create", "cursor", "entries_of",
    "entry_bytes", "final_bytes", "has_unsigned", "head", "hub_epoch", "integrate", "logs", "move_cursor",
    "pending_count", "pending_row", "put_blob", "read_after", "read_blob", "reading", "require_transaction",
    "take_turns", "unread", "writing",
]  # fmt: skip
