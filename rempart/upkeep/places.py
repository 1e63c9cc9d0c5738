"""Names inside a data folder that upkeep makes or must know, and where backups go."""

import os
import time
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from rempart.channel import full
from rempart.channel.holding import Holding
from rempart.channel.place import DATABASE
from rempart.ledger import recall
from rempart.registry.discover import across_areas

BACKUPS = "backups"  # below it: data/ and keys/, one folder for each backup
KEPT = "kept"  # what a restore or an upgrade has put aside: the way back
WORK = "upkeep"  # journals, requests, copies half made
SEALS = ("keys", "session.key", "session.old.json", "database")  # what signs or unlocks: only in the backup of the keys
PLAIN = ("checkpoints", "spool", "tombstones", "archives", "timestamp.json", "evidence")  # in the backup of the data
TO, KEYS_TO, PASSPHRASE = "REMPART_BACKUP_TO", "REMPART_BACKUP_KEYS_TO", "REMPART_BACKUP_PASSPHRASE_FILE"
OWN = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", *SEALS, *PLAIN, BACKUPS, KEPT, WORK, recall.RESTORED, full.SIGN)
ASIDE = f"{DATABASE}.before-[0-9]*"  # what `rempart database move` has put aside
FURTHER = (
    "tools",
    "logs",
    "key-backups",
    "front",
    "rebuild",
    f"{DATABASE}.moving",
)  # of the house itself; what areas keep they say themselves
LOCKS = "*.lock"


def holdings() -> tuple[Holding, ...]:
    """What areas keep as files, found by their form."""
    return tuple(across_areas("rempart", "holdings", Holding).values())


def copied() -> tuple[str, ...]:
    """What a backup of the data takes beside the database."""
    return (*PLAIN, *(one.name for one in holdings() if one.in_backup))


def newer() -> tuple[str, ...]:
    """What a restore on the same installation leaves as it is."""
    return (*SEALS, *PLAIN, *(one.name for one in holdings() if one.is_newer))


def is_ours(name: str) -> bool:
    """Did this installation make what stands under that name in its data folder?"""
    made = (*OWN, *FURTHER, *(one.name for one in holdings()))
    return name in made or any(fnmatch(name, pattern) for pattern in (ASIDE, LOCKS))


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
