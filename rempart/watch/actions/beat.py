"""A heartbeat: a job of somebody's called its address here. Silence is what fails (pass_time.py)."""

from django.db import transaction

from rempart.directory.actions.action import now_ms
from rempart.directory.store.closures import is_closed
from rempart.watch.actions.change_monitor import digest
from rempart.watch.actions.pass_time import BEAT, kinds
from rempart.watch.actions.take_looks import take_looks
from rempart.watch.core.outcome import Look, Outcome
from rempart.watch.store.models import Monitor

LEAST_MS = 1_000  # a job that calls more often than that is answered, and counted once


def beat(token: str, *, is_well: bool) -> bool:
    """False for a token that is nobody's. A job may also say that it failed."""
    with transaction.atomic():
        rows = Monitor.objects.filter(beat_digest=digest(token), is_on=True, kind="heartbeat")
        row = rows.select_for_update().order_by("pk").first()
        if row is None:
            return False
        now = now_ms()
        if row.is_paused or (is_well and now - row.beat_ms < LEAST_MS and row.last_outcome == Outcome.OK):
            return True
        Monitor.objects.filter(pk=row.pk).update(beat_ms=now)
        if is_closed(row.organisation):
            return True  # it lives, and will not be late on the day of the opening; nothing more is made of it
        look = Look(BEAT, now, Outcome.OK) if is_well else Look(BEAT, now, Outcome.BAD, reason="said_so")
        take_looks(row, kinds()[row.kind], [look])
        return True
