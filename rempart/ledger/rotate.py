"""A new signing key, handed over in the open: an entry in each log that the old and the new key both sign.

The new key waits in a file of its own until every log is signed by it; a crash at any point goes on from there.
Checkpoints up to the entry are the old key's, those that cover it the new one's, so that a checker who has the
first key can follow the chain (docs/format.md).
"""

import base64
import os
import secrets
import time
from pathlib import Path

from rempart.ledger import durable, keys, note, store
from rempart.ledger.entry import INSTALLATION, Entry
from rempart.ledger.keys import Keys
from rempart.ledger.note import BadNote, VerifierKey
from rempart.ledger.store import Connection
from rempart.ledger.stores import succession
from rempart.terms.scope import Subject

PREPARED_FILE = Path("keys") / "ledger.prepared"  # drawn, and signs nothing yet
NEXT_FILE = Path("keys") / "ledger.next"
EARLIER_FILE = Path("keys") / "ledger.earlier"  # public keys only: the old secret is gone after the change
ADOPTED_FILE = Path("keys") / "ledger.adopted"  # public keys of closed logs that came from another installation
KIND = "ledger.key.rotated"
ACTOR = "system:rotate"


def prepare(state: Path) -> Keys:
    """Draw the next key without using it yet, so that witnesses can be told first. A second call draws no other."""
    if not (state / PREPARED_FILE).exists():
        durable.write_once(state / PREPARED_FILE, keys.written(keys.load(state).name, secrets.token_bytes(32)).encode())
    return keys.read_file(state / PREPARED_FILE)


def request(state: Path) -> None:
    """The integrator hands over to the next key with its next pass. A call while it does changes nothing."""
    if not is_under_way(state):
        prepare(state)
        (state / PREPARED_FILE).replace(state / NEXT_FILE)
        durable.sync((state / NEXT_FILE).parent)


def is_under_way(state: Path) -> bool:
    """Whether a new key waits for its turn."""
    return (state / NEXT_FILE).exists()


def message(old: VerifierKey, new: VerifierKey) -> bytes:
    """What both keys sign. Its first line is no origin, so no checkpoint can be passed off as it."""
    return f"rempart-key-rotation-v1\n{old.name}\n{old}\n{new}\n".encode()


def signing(connection: Connection, state: Path, held: Keys, epoch: int) -> Keys:
    """The key to sign with now. Hands over first when a new one waits. Only the integrator calls this, each pass."""
    if is_under_way(state):
        _hand_over(connection, state, keys.load(state), keys.read_file(state / NEXT_FILE), epoch)
    try:
        return keys.load(state)
    except FileNotFoundError:
        return held


def _hand_over(connection: Connection, state: Path, old: Keys, new: Keys, epoch: int) -> None:
    if old.public != new.public:
        both = _Both(connection, old, new)
        with store.writing(connection):
            store.append(connection, _entries(connection, old, new))
        while store.integrate(connection, both, epoch=epoch) or store.has_unsigned(connection):
            pass
        _remember(state, old)
    (state / NEXT_FILE).replace(state / keys.KEY_FILE)
    durable.sync((state / keys.KEY_FILE).parent)


def _entries(connection: Connection, old: Keys, new: Keys) -> list[Entry]:
    """One for each open log that has none yet: after a crash, what was written is not written again."""
    closed, now = succession.successors(connection), time.time_ns() // 1_000_000
    return [
        _entry(old, new, log, succession.first(connection, log), now)
        for log in store.logs(connection)
        if log not in closed and not _is_written(connection, log, new)
    ]


def _entry(old: Keys, new: Keys, log: str, home: str, now_ms: int) -> Entry:
    before, after = old.verifier(log), new.verifier(log)
    said = message(before, after)
    body = {
        "old": str(before), "new": str(after),
        "old_signature": base64.b64encode(old.sign_bytes(said)).decode(),
        "new_signature": base64.b64encode(new.sign_bytes(said)).decode(),
    }  # fmt: skip
    org = "" if home == INSTALLATION else home
    return Entry(KIND, org, Subject("key", _subject(new)), now_ms, ACTOR, body, log=log)


def _subject(new: Keys) -> str:
    return new.public.hex()


def _is_written(connection: Connection, log: str, new: Keys) -> bool:
    return (
        connection.execute(
            "SELECT 1 FROM ledger_entry WHERE subject_id = ? AND kind = ? AND log = ?", (_subject(new), KIND, log)
        ).fetchone()
        is not None
    )


def _remember(state: Path, old: Keys) -> None:
    line = f"{old.name}+{base64.b64encode(old.public).decode()}\n"
    file = state / EARLIER_FILE
    if not file.exists() or line not in file.read_text("ascii"):
        with file.open("a", encoding="ascii") as out:
            out.write(line)
            out.flush()
            os.fsync(out.fileno())


def earlier(state: Path, log: str) -> list[VerifierKey]:
    """Keys that signed this log before, oldest first; for readers of old checkpoints."""
    file = state / EARLIER_FILE
    found = []
    for line in file.read_text("ascii").splitlines() if file.exists() else ():
        name, _, encoded = line.partition("+")
        found.append(VerifierKey(f"{name}/{log}", note.ED25519, base64.b64decode(encoded)))
    return found


def adopted(state: Path, log: str) -> list[VerifierKey]:
    """Keys of the installation that a closed log came from; each counts for that one log."""
    file = state / ADOPTED_FILE
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [key for key in map(note.read_key, lines) if key.name.endswith(f"/{log}")]


def adopt(state: Path, key: VerifierKey) -> None:
    """Take note of such a key; its name says of which log."""
    file = state / ADOPTED_FILE
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists() or str(key) not in file.read_text("utf-8").splitlines():
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{key}\n")
            out.flush()
            os.fsync(out.fileno())
        durable.sync(file.parent)  # else a power cut could take a new file's name away


def verifier_of(state: Path, held: Keys, log: str, text: str) -> VerifierKey:
    """The key, old or new, that signed this note; the current one where none did."""
    known = [held.verifier(log), *earlier(state, log)]
    if is_under_way(state):
        known.append(keys.read_file(state / NEXT_FILE).verifier(log))
    return next((key for key in known if _has_signed(text, key)), known[0])


def verifier_in(connection: Connection, state: Path, held: Keys, log: str) -> VerifierKey:
    """The key that signed a log's newest checkpoint: an earlier one where the log was closed, or put back, before;
    another installation's where the log came from there."""
    head = store.head(connection, log)
    text = head.note if head else ""
    foreign = next((key for key in adopted(state, log) if _has_signed(text, key)), None)
    return foreign or verifier_of(state, held, log, text)


def _has_signed(text: str, key: VerifierKey) -> bool:
    try:
        note.verify(note.parse(text), key)
    except BadNote:
        return False
    return True


class _Both(Keys):
    """Signs with the old key up to the entry that hands over, and with the new one from there."""

    def __init__(self, connection: Connection, old: Keys, new: Keys) -> None:
        super().__init__(new.name, new.seed)
        self._connection, self._old, self._new = connection, old, new

    def sign(self, log: str, size: int, root: bytes) -> str:
        return (self._new if self._is_new(log, size) else self._old).sign(log, size, root)

    def _is_new(self, log: str, size: int) -> bool:
        placed = self._connection.execute(
            "SELECT max(idx) FROM ledger_place JOIN ledger_entry USING (id) WHERE ledger_place.log = ?"
            " AND subject_id = ? AND kind = ?",
            (log, _subject(self._new), KIND),
        ).fetchone()[0]
        if placed is not None:
            return bool(size > placed)
        # Without an entry, placed or waiting, the log is younger than the change: the new key is its first one.
        return not _is_written(self._connection, log, self._new)
