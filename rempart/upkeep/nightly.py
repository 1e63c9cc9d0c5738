"""The backup that nobody has to think of, and the one somebody asked for in the console."""

import contextlib
import logging
import time
from pathlib import Path

from rempart.channel import database
from rempart.channel.lock import Held
from rempart.events import upkeep as events
from rempart.ledger.store import FAULTS
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.moment import from_rfc3339
from rempart.upkeep import backup, envelope, places, record

WISH = "backup.wanted"
FAILED = "backup.failed"
EVERY_S = DAY_S
RETRY_S = HOUR_S  # after one that failed: a full disk does not mend in minutes

log = logging.getLogger("rempart.upkeep")


def wish(state: Path) -> None:
    """Asked for now; the worker takes it up within seconds."""
    (places.work(state) / WISH).touch(mode=0o600)


def is_wished(state: Path) -> bool:
    """Does somebody wait?"""
    return (state / places.WORK / WISH).exists()


def is_due(state: Path, now_ms: int) -> bool:
    """Asked for, or a day since the last one; not soon after a failure."""
    if not database.is_there(state):
        return False
    if is_wished(state):
        return True
    with contextlib.suppress(FileNotFoundError):
        if abs(now_ms / 1000 - (state / places.WORK / FAILED).stat().st_mtime) < RETRY_S:
            return False
    made = [from_rfc3339(one.manifest.made_at) for one in backup.made_in(places.data_backups(state))]
    # a clock that was set back leaves backups of the future behind: none of them stands for today's
    return not any(abs(now_ms - at_ms) < EVERY_S * 1000 for at_ms in made)


def back_up_if_due(state: Path, now_ms: int | None = None) -> bool:
    """True when one was made. A failure is an event, a warning, and tried again in an hour."""
    now = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    if not is_due(state, now):
        return False
    was_wished = is_wished(state)
    (places.work(state) / WISH).unlink(missing_ok=True)  # first: whoever asks during this one gets another
    try:
        file = places.passphrase_file()
        data, _ = backup.back_up(state, now, words=envelope.passphrase(file) if file else None)
    except Held:  # one is being made, perhaps of a moment before somebody asked
        if was_wished:
            wish(state)
        return False
    except (OSError, *FAULTS, ValueError) as failed:
        log.warning("The backup failed: %s", failed)
        with contextlib.suppress(OSError, *FAULTS):
            (places.work(state) / FAILED).touch(mode=0o600)
            record.note(state, events.BACKUP_FAILED, {"reason": type(failed).__name__})
        return False
    (state / places.WORK / FAILED).unlink(missing_ok=True)
    backup.prune(state, now)
    record.note(state, events.BACKUP_MADE, {"bytes": data.bytes, "sealed": data.manifest.seal is not None})
    return True
