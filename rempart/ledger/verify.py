"""Check a log in its store: everything is computed again from the entry bytes, and the first break is named."""

import msgspec

from rempart.ledger import checkpoint, entry, merkle, prune, store
from rempart.ledger.note import BadNote, VerifierKey
from rempart.ledger.store import Connection

TOGETHER = 1_000  # leaves that go into the tree at once: one by one they cost twice as much


class Finding(msgspec.Struct, frozen=True):
    """`index` and `reason` say where and how a log breaks; both are None for a whole one.

    `signed` is how many entries the checkpoint covers; the newest may still wait for it. The bytes of the first
    `withheld` are in an archive, as an entry of the log says; their hashes were checked, and proofs hold.
    """

    log: str
    size: int
    ok: bool
    index: int | None = None
    reason: str | None = None
    signed: int = 0
    withheld: int = 0


class _Broken(Exception):
    def __init__(self, index: int | None, reason: str) -> None:
        super().__init__(reason)
        self.index, self.reason = index, reason


def verify(connection: Connection, log: str, key: VerifierKey) -> Finding:
    """Entries, columns, tree, nodes, head and signature of one log."""
    with store.reading(connection):
        head = store.head(connection, log)
        if head is None:
            return Finding(log, 0, False, None, "there is no such log")
        walk = _Walk(connection, head)
        try:
            walk.run(key)
        except _Broken as broken:
            return Finding(log, head.size, False, broken.index, broken.reason)
    return Finding(log, head.size, True, signed=max(head.note_size, 0), withheld=walk.withheld)


class _Walk:
    """Reads the entries in order and keeps what the next one is held against."""

    def __init__(self, connection: Connection, head: store.Head) -> None:
        self.connection, self.head = connection, head
        self.size = 0
        self.frontier = merkle.Frontier()
        self.leaves: list[bytes] = []  # of the newest entries, not in the frontier yet
        self.nodes: list[tuple[int, int, bytes]] = []
        self.sequence: dict[tuple[str, int], int] = {}
        self.recorded_ms = 0
        self.signed_root = merkle.EMPTY_ROOT
        self.withheld = 0  # entries without bytes so far
        self.may_be_withheld = prune.withheld(connection, head.log)

    def run(self, key: VerifierKey) -> None:
        rows = store.streaming(
            self.connection,
            "SELECT idx, leaf, recorded_ms, front, tail, ledger_entry.log, kind, org, subject_kind, subject_id, at_ms"
            " FROM ledger_place LEFT JOIN ledger_entry USING (id) WHERE ledger_place.log = ? ORDER BY idx",
            (self.head.log,),
        )
        for row in rows:
            index, leaf, recorded_ms, front, tail = row[:5]
            self.step(index, leaf, recorded_ms, front, tail, row[5:])
        self.end()
        self.signature(key)

    def step(
        self, index: int, leaf: bytes, recorded_ms: int, front: bytes | None, tail: bytes, columns: tuple[object, ...]
    ) -> None:
        expected = self.size
        if index == expected == self.withheld and front is None and index < self.may_be_withheld:
            if not isinstance(leaf, bytes) or len(leaf) != merkle.HASH_BYTES:
                raise _Broken(index, "what stands for its hash is none")
            self.withheld += 1
            self.grow(leaf)
            return
        if index != expected or front is None:
            raise _Broken(expected, f"entry {expected} is missing")
        if not (isinstance(front, bytes) and isinstance(tail, bytes) and isinstance(recorded_ms, int)):
            raise _Broken(index, "its columns hold another kind of value than was stored")  # SQLite does not mind
        data = entry.place(front, tail, recorded_ms)
        if merkle.leaf_hash(data) != leaf:
            raise _Broken(index, "its bytes do not have the hash they were stored with")
        try:
            found = entry.check(data)
        except ValueError as fault:
            raise _Broken(index, f"its bytes are no entry: {fault}") from None
        read = (found.log, found.kind, found.org, found.subject.kind, found.subject.id, found.at_ms)
        if read != columns or found.log != self.head.log:
            raise _Broken(index, "the columns beside it differ from its bytes")
        writer = (found.origin, found.epoch)
        if found.seq <= self.sequence.get(writer, 0):
            raise _Broken(index, f"{found.origin} number {found.seq} stands twice or out of order")
        if found.recorded_ms < self.recorded_ms:
            raise _Broken(index, "the recording clock ran back")
        self.sequence[writer], self.recorded_ms = found.seq, found.recorded_ms
        self.grow(leaf)

    def grow(self, leaf: bytes) -> None:
        self.leaves.append(leaf)
        self.size += 1
        if self.size == self.head.note_size or len(self.leaves) == TOGETHER:
            self.settle()

    def settle(self) -> None:
        self.nodes += self.frontier.extend(self.leaves)
        self.leaves.clear()
        if self.frontier.size == self.head.note_size:
            self.signed_root = self.frontier.root()

    def end(self) -> None:
        self.settle()
        size, head = self.size, self.head
        if size != head.size:
            more = size > head.size
            raise _Broken(
                min(size, head.size), f"{size} entries, {'more' if more else 'fewer'} than the head's {head.size}"
            )
        if (self.frontier.root(), self.frontier.packed()) != (head.root, head.frontier):
            raise _Broken(None, "the stored head is not the head of these entries")
        if size > self.withheld and self.recorded_ms != head.recorded_ms:
            raise _Broken(None, "the head's clock is not that of its last entry")  # later entries would take it over
        self.writers()
        stored = self.connection.execute(
            "SELECT level, idx, hash FROM ledger_node WHERE log = ? ORDER BY level, idx", (head.log,)
        ).fetchall()
        if stored != sorted(self.nodes):
            raise _Broken(None, "the stored tiles are not those of these entries")

    def writers(self) -> None:
        """What stands beside the log and would let a number be given, or an older integrator sign, once more."""
        (epoch,) = self.connection.execute("SELECT coalesce(max(epoch), -1) FROM ledger_epoch").fetchone()
        if epoch < self.head.epoch:
            raise _Broken(None, f"the epoch of its integrator, {self.head.epoch}, is above the newest one, {epoch}")
        rows = self.connection.execute("SELECT origin, epoch, seq FROM ledger_cursor").fetchall()
        known = {(origin, epoch): seq for origin, epoch, seq in rows}
        for (origin, epoch), seq in self.sequence.items():
            if known.get((origin, epoch), 0) < seq:
                raise _Broken(None, f"the cursor of {origin} (epoch {epoch}) lies below its number {seq}")

    def signature(self, key: VerifierKey) -> None:
        if not self.head.note and self.head.note_size < 0:
            return  # a new log between its first commit and its first signature
        try:
            signed = checkpoint.read(self.head.note, key)
        except BadNote as fault:
            raise _Broken(None, f"its checkpoint: {fault}") from None
        if signed.size != self.head.note_size or signed.root != self.signed_root:
            raise _Broken(None, f"the signed checkpoint of {signed.size} entries is not the root of these entries")
