"""Backups: how old, where, and how long the disk lasts."""

import shutil
import time
from pathlib import Path

from rempart.channel.database import is_there
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.moment import from_rfc3339
from rempart.upkeep import backup, places
from rempart.upkeep.checkup.check import Check

FRESH_H = 26  # a nightly one, and two hours for a slow night
STALE_DAYS = 7
FORECAST_DAYS = 60  # a disk that is full sooner wants a decision now
NOW = "rempart backup"


def backup_age(folder: Path) -> Check:
    """The newest whole one."""
    if not is_there(folder):
        return Check("backup", "unknown", "Nothing is recorded here yet.", "rempart up")
    to = places.data_backups(folder)
    made = backup.made_in(to)
    if not made:
        return Check("backup", "advice", f"There is no backup in {to}.", NOW)
    hours = int(time.time() - from_rfc3339(made[-1].manifest.made_at) / 1000) // HOUR_S
    said = f"The newest backup is {hours} h old ({made[-1].folder})."
    if hours > STALE_DAYS * DAY_S // HOUR_S:
        return Check("backup", "failed", said, NOW)
    return Check("backup", "advice", said, NOW) if hours > FRESH_H else Check("backup", "ok", said)


def backup_place(folder: Path) -> Check:
    """A copy on the same disk is lost with it."""
    if not is_there(folder):
        return Check("backup_place", "unknown", "Nothing is recorded here yet.", "rempart up")
    to = _existing(places.data_backups(folder))
    if to.stat().st_dev == folder.stat().st_dev:
        said = "Backups stand on the same disk as the data: a copy there is not enough."
        return Check("backup_place", "advice", said, f"Name a folder on another disk in {places.TO}, and seal it.")
    if places.passphrase_file() is None:
        said = "Backups leave this disk unsealed: whoever reads that disk reads names and addresses."
        return Check("backup_place", "advice", said, f"Name a passphrase file in {places.PASSPHRASE}.")
    return Check("backup_place", "ok", "Backups stand on another disk, sealed.")


def _existing(path: Path) -> Path:
    return next(each for each in (path, *path.parents) if each.exists())


def space_forecast(folder: Path) -> Check:
    """From how the backups have grown."""
    made = backup.made_in(places.data_backups(folder))
    if len(made) < 2:
        return Check("space_forecast", "unknown", "Too few backups to tell how fast the data grow.", NOW)
    first, last = made[0], made[-1]
    days = (from_rfc3339(last.manifest.made_at) - from_rfc3339(first.manifest.made_at)) / (DAY_S * 1000)
    grown = last.bytes - first.bytes
    free = shutil.disk_usage(folder).free
    if days < 1 or grown <= 0:
        return Check("space_forecast", "ok", f"The data hardly grow; {free // 1024**2} MB are free.")
    left = int(free / (grown / days * (1 + backup.KEEP)))  # every byte of data stands in each kept backup too
    said = f"The data grow by {int(grown / days) // 1024 + 1} KB a day; the disk lasts {left} days."
    if left < FORECAST_DAYS:
        return Check("space_forecast", "advice", said, "Plan a larger disk, or put the backups elsewhere.")
    return Check("space_forecast", "ok", said)
