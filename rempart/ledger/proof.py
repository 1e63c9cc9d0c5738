"""Proofs looked up in the store: that an entry stands in a log, and that a log only grew."""

import msgspec

from rempart.ledger import merkle, store
from rempart.ledger.store import Connection
from rempart.ledger.stores.hashes import reader
from rempart.ledger.tile import Tiles


class Inclusion(msgspec.Struct, frozen=True):
    """An entry, and the way from its hash to the root in the checkpoint."""

    log: str
    index: int
    size: int
    entry: bytes
    hashes: tuple[bytes, ...]
    root: bytes
    checkpoint: str

    def holds(self) -> bool:
        """Whether the proof leads from the entry to the root. The checkpoint's signature is checked apart."""
        leaf = merkle.leaf_hash(self.entry)
        return merkle.verify_inclusion(leaf, self.index, self.size, list(self.hashes), self.root)


def inclusion(connection: Connection, log: str, index: int) -> Inclusion:
    """Proof for one entry against the newest checkpoint. Raises LookupError when it is not under one yet."""
    head = store.head(connection, log)
    data = store.entry_bytes(connection, log, index)
    if head is None or data is None or not 0 <= index < head.note_size:
        raise LookupError(f"entry {index} of the log {log} is not under a signed checkpoint")
    newest = head.note_size == head.size
    tiles = Tiles(reader(connection, log), head.note_size, head.frontier if newest else b"")
    hashes = merkle.inclusion_proof(index, head.note_size, tiles.range_hash)
    root = head.root if newest else tiles.range_hash(0, head.note_size)
    return Inclusion(log, index, head.note_size, data, tuple(hashes), root, head.note)


def consistency(connection: Connection, log: str, first: int, second: int) -> list[bytes]:
    """Proof that the first `first` entries of a log are the beginning of its first `second` ones."""
    head = store.head(connection, log)
    if head is None or second > head.size:
        raise LookupError(f"the log {log} does not have {second} entries")
    return merkle.consistency_proof(first, second, Tiles(reader(connection, log), second).range_hash)
