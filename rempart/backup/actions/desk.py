"""The desk of a job of the vault: as any leased work's, and the line is paced."""

import time

from rempart.backup.core.stages import LEASE_MS
from rempart.backup.store.models import Job
from rempart.directory.actions.lease import EVERY_S, Also, LeasedDesk


class JobDesk(LeasedDesk):
    """Of one job that is ours until its lease runs out."""

    def __init__(self, job: Job, also: Also | None = None) -> None:
        super().__init__(job, LEASE_MS, also)
        self._limit, self._sent, self._began = job.plan.bandwidth_kib * 1024, 0, time.monotonic()

    def wants_stop(self) -> bool:
        """On the job's page."""
        return Job.objects.filter(pk=self._row.pk, is_stop_asked=True).exists()

    def pace(self, count: int) -> None:
        """Waits so long that the mean stays below the plan's limit."""
        if self._limit:
            self._sent += count
            ahead = self._sent / self._limit - (time.monotonic() - self._began)
            while ahead > 0:
                self.tell("", -1)
                time.sleep(min(ahead, EVERY_S))
                ahead = self._sent / self._limit - (time.monotonic() - self._began)
