"""The desk of a job: progress and lease written down now and then, a person's stop noticed, the line paced."""

import time
from collections.abc import Callable

from rempart.backup.core.stages import LEASE_MS, OPEN
from rempart.backup.store.models import Job
from rempart.channel.source import Stopped
from rempart.directory.actions.action import Closed, now_ms
from rempart.directory.store.closures import is_closed

EVERY_S = 1.0  # between two writes of progress


class JobDesk:
    """Of one job that is ours until its lease runs out."""

    def __init__(self, job: Job, also: Callable[[str, int, int | None], None] | None = None) -> None:
        self._job, self._lease, self._said, self._also = job, job.lease_until_ms, 0.0, also
        self._step, self._done = "", 0
        self._total: int | None = None
        self._sent, self._began = 0, time.monotonic()
        self.may_stop = True

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """Raises Stopped when a person asked for it, or when another worker has the job."""
        if done >= 0:
            self._step, self._done, self._total = step, done, total
            if self._also is not None:
                self._also(step, done, total)
        if time.monotonic() - self._said < EVERY_S:
            return
        self._said = time.monotonic()
        self.renew()

    def renew(self) -> None:
        """The lease is longer, the progress written. Raises Stopped, and Closed as its organisation closes."""
        until = now_ms() + LEASE_MS
        mine = Job.objects.filter(pk=self._job.pk, lease_until_ms=self._lease, stage__in=OPEN)
        progress = {"step": self._step, "done": self._done, "total": self._total}
        if mine.update(lease_until_ms=until, progress=progress) != 1:
            raise Stopped("another worker has it")
        self._lease = self._job.lease_until_ms = until
        if self.may_stop and Job.objects.filter(pk=self._job.pk, is_stop_asked=True).exists():
            raise Stopped("a person stopped it")
        if self.may_stop and is_closed(self._job.organisation):
            raise Closed

    def pace(self, count: int) -> None:
        """Waits so long that the mean stays below the plan's limit."""
        limit = self._job.plan.bandwidth_kib * 1024
        if limit:
            self._sent += count
            ahead = self._sent / limit - (time.monotonic() - self._began)
            while ahead > 0:
                self.tell(self._step, self._done, self._total)
                time.sleep(min(ahead, EVERY_S))
                ahead = self._sent / limit - (time.monotonic() - self._began)
