"""The last signed checkpoint of each log, kept in a file outside the database.

A database put back from a copy is older than what was signed. Whoever goes on with it would sign another
history under the same key; so it is noticed before anything is placed or signed.
"""

from pathlib import Path

from rempart.ledger import checkpoint, merkle, rotate, store
from rempart.ledger.checkpoint import Checkpoint
from rempart.ledger.keys import Keys
from rempart.ledger.note import BadNote, VerifierKey
from rempart.ledger.store import Connection
from rempart.ledger.stores import succession
from rempart.ledger.stores.hashes import reader
from rempart.ledger.tile import Tiles

FOLDER = "checkpoints"
RESTORED = "restored"  # while this file is there, nothing is placed or signed: `rempart ledger recover` takes it away


class RolledBack(RuntimeError):
    """The database does not continue what was signed; nothing may be signed on top of it."""


def keep(connection: Connection, state: Path, epoch: int) -> None:
    """Write down the newest checkpoints of the logs that this integrator has touched."""
    folder = state / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    rows = connection.execute("SELECT log, note FROM ledger_head WHERE epoch = ? AND note <> ''", (epoch,))
    for log, text in rows:
        file = folder / log
        if not file.exists() or file.read_bytes() != text.encode():
            _write(file, text)


def learn(state: Path, keys: Keys, log: str, text: str) -> bool:
    """Take in a checkpoint that someone else kept (a witness, an export), if it is ours and newer; whether it was.

    From then on a database that does not continue it is refused.
    """
    found, held = signed(state, keys, log, text), kept(state, keys, log)
    if found is None or (held is not None and held[0].size >= found.size):
        return False
    (state / FOLDER).mkdir(mode=0o700, exist_ok=True)
    _write(state / FOLDER / log, text)
    return True


def _write(file: Path, text: str) -> None:
    half = file.with_name(f"{file.name}~")  # no log's name ends so
    half.write_text(text, "utf-8")
    half.replace(file)


def signed(state: Path, keys: Keys, log: str, text: str) -> Checkpoint | None:
    """The checkpoint of this log in a note, if this installation's key, or an earlier one of it, signed it."""
    try:
        return checkpoint.read(text, rotate.verifier_of(state, keys, log, text))
    except BadNote:
        return None


def kept(state: Path, keys: Keys, log: str) -> tuple[Checkpoint, str] | None:
    """The checkpoint written down for a log, and its note; a file torn by a power cut counts as none."""
    file = state / FOLDER / log
    try:
        text = file.read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    found = signed(state, keys, log, text)
    return (found, text) if found else None


def names(state: Path) -> list[str]:
    """Logs of which a checkpoint was written down."""
    return [file.name for file in sorted((state / FOLDER).glob("*[!~]"))]


def check(connection: Connection, state: Path, keys: Keys) -> None:
    """Raise RolledBack unless every log continues its last signed checkpoint."""
    if (state / RESTORED).exists():
        raise RolledBack(
            "This data folder was put back from a backup. Before anything is recorded in it: rempart ledger recover"
        )
    for log in names(state):
        held = kept(state, keys, log)
        reason = _broken(connection, log, held[0]) if held else ""
        if reason:
            raise RolledBack(
                f"The log {log} {reason}. Its database was probably put back from a copy. Put back the newest one, or"
                " fetch what is missing: rempart ledger recover --export FOLDER --witness URL"
            )


def mark_restored(state: Path) -> None:
    """For whoever puts a backup back: nothing is signed until `rempart ledger recover` has run."""
    (state / RESTORED).touch(mode=0o600)


def require_own(note: str, key: VerifierKey) -> None:
    """Raise BadNote unless this key signed the checkpoint."""
    checkpoint.read(note, key)


def _broken(connection: Connection, log: str, held: Checkpoint) -> str:
    head, size = store.head(connection, log), held.size
    admitted = succession.admitted(connection, log)
    if admitted is not None and admitted >= size:
        return ""  # what was lost is said in the open, and nothing is signed under this origin any more
    if head is None or head.size < size:
        return f"has {head.size if head else 0} entries, and {size} were already signed"
    if root_at(connection, log, size) != held.root:
        return f"differs within the {size} entries that were already signed"
    return ""


def root_at(connection: Connection, log: str, size: int) -> bytes:
    """The root of the first `size` entries that the database holds."""
    return Tiles(reader(connection, log), size).range_hash(0, size) if size else merkle.EMPTY_ROOT
