"""The ledger's store, whichever database holds it; `stores/` has what differs."""

from rempart.ledger.stores.chain import Chain, Numbered, chain, newest_signed, read_numbered, read_one
from rempart.ledger.stores.connection import FAULTS, Connection, Rows, is_postgres
from rempart.ledger.stores.entries import (
    HUB,
    HUB_EPOCH,
    Head,
    NoTransaction,
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
from rempart.ledger.stores.tables import TABLES, create
from rempart.ledger.stores.transactions import reading, streaming, writing

__all__ = [
    "FAULTS", "HUB", "HUB_EPOCH", "TABLES", "Chain", "Connection", "Head", "NoTransaction", "Numbered", "Overtaken", "Rows",
    "add_pending", "append", "chain", "claim", "create", "cursor", "entries_of", "entry_bytes", "final_bytes",
    "has_unsigned", "head", "hub_epoch", "integrate", "is_postgres", "logs", "move_cursor", "newest_signed",
    "pending_count", "pending_row", "put_blob", "read_after", "read_blob", "read_numbered", "read_one", "reading",
    "require_transaction", "streaming", "take_turns", "unread", "writing",
]  # fmt: skip
