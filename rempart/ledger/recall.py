"""The last signed checkpoint of each log, kept in a file outside the database.

A database put back from a copy is older than what was signed. Whoever goes on with it would sign another
history under the same key; so it is noticed before anything is placed or signed.
"""

from pathlib import Path

from rempart.ledger import checkpoint, merkle, store
from rempart.ledger.keys import Keys
from rempart.ledger.note import BadNote, VerifierKey
from rempart.ledger.store import Connection
from rempart.ledger.stores.hashes import reader
from rempart.ledger.tile import Tiles

FOLDER = "checkpoints"


class RolledBack(RuntimeError):
    """The database does not continue what was signed; nothing may be signed on top of it."""


def keep(connection: Connection, state: Path, epoch: int) -> None:
    """Write down the newest checkpoints of the logs that this integrator has touched."""
    folder = state / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    rows = connection.execute("SELECT log, note FROM ledger_head WHERE epoch = ? AND note <> ''", (epoch,))
    for log, note in rows:
        file = folder / log
        if not file.exists() or file.read_bytes() != note.encode():
            half = folder / f"{log}~"  # no log's name ends so
            half.write_text(note, "utf-8")
            half.replace(file)


def check(connection: Connection, state: Path, keys: Keys) -> None:
    """Raise RolledBack unless every log continues its last signed checkpoint; a damaged file counts as none."""
    for file in sorted((state / FOLDER).glob("*[!~]")):
        try:
            signed = checkpoint.read(file.read_text("utf-8"), keys.verifier(file.name))
        except (BadNote, UnicodeDecodeError):
            continue  # torn by a power cut: the file is a second line of defence, not the record
        reason = _broken(connection, file.name, signed.size, signed.root)
        if reason:
            raise RolledBack(
                f"The log {file.name} {reason}. Its database was probably put back from a copy. Put back the newest"
                f" one, or, if this is meant, move {file.parent} away; whoever holds a later checkpoint will see it."
            )


def require_own(note: str, key: VerifierKey) -> None:
    """Raise BadNote unless this key signed the checkpoint."""
    checkpoint.read(note, key)


def _broken(connection: Connection, log: str, size: int, root: bytes) -> str:
    head = store.head(connection, log)
    if head is None or head.size < size:
        return f"has {head.size if head else 0} entries, and {size} were already signed"
    now = Tiles(reader(connection, log), head.size).range_hash(0, size) if size else merkle.EMPTY_ROOT
    return "" if now == root else f"differs within the {size} entries that were already signed"
