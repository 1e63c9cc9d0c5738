"""Names inside a data folder that upkeep makes or must know, and where backups go."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from rempart.channel.place import DATABASE

BACKUPS = "backups"  # below it: data/ and keys/, one folder for each backup
KEPT = "kept"  # what a restore or an upgrade has put aside: the way back
WORK = "upkeep"  # journals, requests, copies half made
SEALS = ("keys", "session.key", "session.old.json", "database")  # what signs or unlocks: only in the backup of the keys
PLAIN = ("checkpoints", "spool", "tombstones", "archives")  # beside the database, in the backup of the data
TO, KEYS_TO, PASSPHRASE = "REMPART_BACKUP_TO", "REMPART_BACKUP_KEYS_TO", "REMPART_BACKUP_PASSPHRASE_FILE"
OWN = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", *SEALS, *PLAIN, BACKUPS, KEPT, WORK)
ASIDE = f"{DATABASE}.before-[0-9]*"  # what `rempart database move` has put aside
FURTHER = ("tools", "documents", "logs", "key-backups", "front", "copies", "packages")  # of other parts of the house
MADE = (*OWN, *FURTHER, "migrate.lock", "up.lock", "integrator.lock", "upkeep.lock")


def data_backups(state: Path) -> Path:
    """Where backups of the data go unless somebody says otherwise."""
    named = os.environ.get(TO)
    return Path(named) if named else state / BACKUPS / "data"


def key_backups(state: Path) -> Path:
    """Where backups of the keys go: never among those of the data."""
    named = os.environ.get(KEYS_TO)
    return Path(named) if named else state / BACKUPS / "keys"


def passphrase_file() -> Path | None:
    """The file whose text seals every backup that nobody is asked about."""
    named = os.environ.get(PASSPHRASE)
    return Path(named) if named else None


def work(state: Path) -> Path:
    """Upkeep's own folder, made at first use."""
    folder = state / WORK
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def tight(folder: Path) -> Path:
    """Made for the owner alone, and so every folder above it that is missing."""
    if not folder.is_dir():
        tight(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def stamp(at_ms: int | None = None) -> str:
    """A folder name that sorts by time: 20260102T030405.678Z."""
    now = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    return f"{datetime.fromtimestamp(now / 1000, UTC):%Y%m%dT%H%M%S}.{now % 1000:03d}Z"
