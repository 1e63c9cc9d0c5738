"""Progress of a run, and whether it may go on. No event: progress is not history."""

from rempart.directory.actions.action import now_ms
from rempart.scanner.store.models import LEASE_S, Run


def note_progress(run: Run, done: int, total: int, now_doing: str) -> bool:
    """Renews the lease. False when the run was stopped meanwhile, or taken over by another worker."""
    mine = Run.objects.filter(pk=run.pk, state=Run.RUNNING, tries=run.tries)
    updated = mine.update(done=done, total=total, now_doing=now_doing[:300], leased_until_ms=now_ms() + LEASE_S * 1000)
    return updated == 1
