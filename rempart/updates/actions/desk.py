"""The desk of a job: progress and lease written down now and then."""

import time
from collections.abc import Callable

from rempart.channel.source import Stopped
from rempart.directory.actions.action import Closed, now_ms
from rempart.directory.store.closures import is_closed
from rempart.updates.core.stages import LEASE_MS, OPEN
from rempart.updates.store.models import Job

EVERY_S = 1.0  # between two writes of progress


class JobDesk:
    """Of one job that is ours until its lease runs out."""

    def __init__(self, job: Job, also: Callable[[str, int, int | None], None] | None = None) -> None:
        self._job, self._lease, self._said, self._also = job, job.lease_until_ms, 0.0, also
        self.may_stop = True  # False once what is live changes: then it is ended, whatever closes

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Raises Stopped when another worker has the job."""
        if self._also is not None:
            self._also(step, done, total)
        if time.monotonic() - self._said >= EVERY_S:
            self._said = time.monotonic()
            self.renew({"step": step, "done": done, "total": total})

    def renew(self, progress: dict[str, object] | None = None) -> None:
        """The lease is longer. Raises Stopped, and Closed as its organisation closes."""
        until = now_ms() + LEASE_MS
        mine = Job.objects.filter(pk=self._job.pk, lease_until_ms=self._lease, stage__in=OPEN)
        if mine.update(lease_until_ms=until, **({"progress": progress} if progress else {})) != 1:
            raise Stopped("another worker has it")
        self._lease = self._job.lease_until_ms = until
        if self.may_stop and is_closed(self._job.organisation):
            raise Closed

    def pace(self, count: int) -> None:
        """No limit: what is read here is on this machine."""
