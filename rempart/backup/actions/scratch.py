"""A snapshot into an empty folder, and into a scratch database where one is named: what staging and drills stand on."""

import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from rempart.backup.actions.opened import repository_of
from rempart.backup.core.manifest import DATABASE, Manifest
from rempart.backup.net import fetch, mysql
from rempart.backup.net.tree import HIDDEN, sweep_folder
from rempart.backup.store.models import Snapshot
from rempart.channel.source import Desk, Parcel, Trouble


@dataclass(frozen=True, slots=True)
class ScratchCopy:
    """What came. `files` is the site's folder; `database` holds the tables as files (for SQLite the database itself),
    None where the site has none. `seconds` from the start to the last row."""

    files: Path
    database: Path | None
    manifest: Manifest
    seconds: float


def to_scratch(
    snapshot: Snapshot,
    folder: Path,
    desk: Desk,
    *,
    server: mysql.Server | None = None,
    wanted: fetch.Wanted | None = None,
) -> ScratchCopy:
    """Everything, or what is wanted, looked at and proven as for a live restore; nothing live is touched. `folder` is new
    or empty; whoever asks deletes it. `server` is an empty scratch database of its own. Raises Trouble."""
    began = time.monotonic()
    if folder.exists() and any(folder.iterdir()):
        raise Trouble("not_allowed", "the folder is not empty")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    uid = secrets.token_hex(8)
    beside = folder / f"{HIDDEN}{uid}"
    try:
        repository = repository_of(snapshot.vault)
        asked = wanted or fetch.Wanted()
        parcel, told = fetch.fetch(repository, snapshot.restic_id, folder, uid, asked, desk, same=snapshot.digest)
        fetch.prove(parcel, told, desk)
        if server is not None and parcel.engine == "mysql" and parcel.database is not None:
            _load(server, parcel, desk)
        if parcel.files is not None:
            parcel.files.rename(folder / "files")
        if parcel.database is not None:
            parcel.database.rename(folder / DATABASE)
    finally:
        sweep_folder(beside)
    database = folder / DATABASE
    return ScratchCopy(folder / "files", database if database.exists() else None, told, time.monotonic() - began)


def _load(server: mysql.Server, parcel: Parcel, desk: Desk) -> None:
    if mysql.tables(server):
        raise Trouble("not_allowed", "the scratch database is not empty")
    mysql.lay(server, parcel, desk)
    mysql.swap(server, parcel)
    mysql.finish(server, parcel)
