"""Where this area keeps archives, pictures and kept databases: below the data folder, for its owner alone."""

import shutil
from pathlib import Path

from rempart.channel.place import state_folder
from rempart.updates.store.models import Job, Package


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


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
