"""Where this area keeps archives, pictures and kept databases: below the data folder, for its owner alone."""

import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from rempart.channel.place import state_folder
from rempart.updates.store.models import Job, Package

GRACE_S = 3_600


def own() -> Path:
    """The area's folder."""
    return _made(state_folder() / "updates")


def archive(package: Package) -> Path:
    """The zip as it came."""
    return _made(own() / "packages") / f"{package.uid}.zip"


def work(job: Job) -> Path:
    """What a job keeps while it works, and as long as there is a way back."""
    return _made(own() / "jobs" / job.uid)


def pictures(job: Job) -> Path:
    """Of a trial."""
    return _made(own() / "pictures" / job.uid)


def forget(job: Job) -> None:
    """Nothing of a job is kept."""
    shutil.rmtree(own() / "jobs" / job.uid, ignore_errors=True)


def forget_pictures(job: str) -> None:
    """Of one trial."""
    shutil.rmtree(own() / "pictures" / job, ignore_errors=True)


def sweep(known: Callable[[str, Iterable[str]], set[str]]) -> int:
    """Folders and archives whose row is no more, as of a site or organisation that was removed; how many went.

    `known(kind, uids)` answers which of them are still in the tables. What is younger than GRACE_S may be on its way in.
    """
    gone, youngest = 0, time.time() - GRACE_S
    for kind in ("packages", "jobs", "pictures"):
        held = {one.name.partition(".")[0]: one for one in _made(own() / kind).iterdir()}
        for uid in set(held) - known(kind, held):
            if held[uid].stat().st_mtime < youngest:
                gone += 1
                shutil.rmtree(held[uid]) if held[uid].is_dir() else held[uid].unlink()
    return gone


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
