"""What a witness remembers, on the disk before it answers: trusted keys, the newest head of each log, evidence."""

import hashlib
from pathlib import Path

import msgspec

from rempart.ledger import note
from rempart.ledger.note import ED25519, BadNote, VerifierKey
from rempart.ledger.stores.sqlite import connect
from rempart.ledger.stores.transactions import writing

FILE = "witness.sqlite3"
ORIGINS_MAX = 10_000  # heads kept: whoever holds an installation's key could otherwise invent logs without end
EVIDENCE_MAX = 1_000  # conflicts kept; the first ones say all
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS trusted (key TEXT PRIMARY KEY, name TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS head (origin TEXT PRIMARY KEY, origin_hash TEXT NOT NULL UNIQUE, size INTEGER NOT NULL,"
    " root BLOB NOT NULL, at_s INTEGER NOT NULL, note TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS evidence (digest TEXT PRIMARY KEY, origin TEXT NOT NULL, at_s INTEGER NOT NULL,"
    " reason TEXT NOT NULL, held TEXT NOT NULL, refused TEXT NOT NULL)",
)


class Seen(msgspec.Struct, frozen=True):
    """The newest head that was cosigned: `note` is the checkpoint with the log's signature and the cosignature."""

    size: int
    root: bytes
    at_s: int
    note: str


class Evidence(msgspec.Struct, frozen=True):
    """Two notes of one log that do not fit, or a head that came without a proof that it follows."""

    origin: str
    at_s: int
    reason: str
    held: str
    refused: str


class Memory:
    """One connection; used by one thread at a time."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.connection = connect(folder / FILE)
        with writing(self.connection):
            for statement in _SCHEMA:
                self.connection.execute(statement)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def trust(self, text: str) -> VerifierKey:
        """Accept a log's key, or an installation's (`rempart/<id>`): then each of its logs. Raises BadNote."""
        key = note.read_key(text)
        if key.type != ED25519:
            raise BadNote("a log's key is needed; this is the key of a witness")
        with writing(self.connection):
            self.connection.execute(
                "INSERT INTO trusted VALUES (?, ?) ON CONFLICT (key) DO NOTHING", (str(key), key.name)
            )
        return key

    def distrust(self, text: str) -> bool:
        """Accept a key no longer; whether it was accepted. What it signed stays remembered."""
        with writing(self.connection):
            return bool(self.connection.execute("DELETE FROM trusted WHERE key = ?", (text.strip(),)).rowcount)

    def trusted(self) -> list[str]:
        """The keys that were accepted."""
        return [key for (key,) in self.connection.execute("SELECT key FROM trusted ORDER BY name, key")]

    def keys_of(self, origin: str) -> list[VerifierKey]:
        """The keys that may sign for this origin; none for an unknown one."""
        above = origin.rpartition("/")[0]
        rows = self.connection.execute("SELECT key FROM trusted WHERE name = ? OR name = ?", (origin, above))
        return [VerifierKey(origin, ED25519, note.read_key(key).public) for (key,) in rows]

    def seen(self, origin: str) -> Seen | None:
        """The newest head of a log that was cosigned."""
        row = self.connection.execute("SELECT size, root, at_s, note FROM head WHERE origin = ?", (origin,)).fetchone()
        return Seen(*row) if row else None

    def newest(self, origin_hash: str) -> str | None:
        """The cosigned checkpoint of the log whose origin has this SHA-256."""
        row = self.connection.execute("SELECT note FROM head WHERE origin_hash = ?", (origin_hash,)).fetchone()
        return str(row[0]) if row else None

    def has_room(self) -> bool:
        """Whether one more log may be remembered."""
        (count,) = self.connection.execute("SELECT count(*) FROM head").fetchone()
        return bool(count < ORIGINS_MAX)

    def remember(self, origin: str, seen: Seen) -> None:
        """In the caller's transaction."""
        self.connection.execute(
            "INSERT INTO head VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET size = excluded.size,"
            " root = excluded.root, at_s = excluded.at_s, note = excluded.note",
            (origin, origin_hash(origin), seen.size, seen.root, seen.at_s, seen.note),
        )

    def keep(self, found: Evidence) -> None:
        """In the caller's transaction; each refused note once."""
        (count,) = self.connection.execute("SELECT count(*) FROM evidence").fetchone()
        if count < EVIDENCE_MAX:
            digest = hashlib.sha256(f"{found.held}\0{found.refused}".encode()).hexdigest()
            self.connection.execute(
                "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING",
                (digest, found.origin, found.at_s, found.reason, found.held, found.refused),
            )

    def evidence(self) -> list[Evidence]:
        """Conflicts, oldest first."""
        rows = self.connection.execute("SELECT origin, at_s, reason, held, refused FROM evidence ORDER BY at_s, digest")
        return [Evidence(*row) for row in rows]


def origin_hash(origin: str) -> str:
    """How the monitoring address names a log."""
    return hashlib.sha256(origin.encode()).hexdigest()
