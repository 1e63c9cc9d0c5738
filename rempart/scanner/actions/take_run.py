"""Take the oldest waiting run, or one whose worker fell silent; safe with many workers."""

from django.db.models import F, Q

from rempart.directory.actions.action import now_ms
from rempart.scanner.store.models import LEASE_S, Run

MAX_TRIES = 3  # a run that killed its worker this often is ended with a sentence instead of tried for ever


def take_run(only: Run | None = None) -> Run | None:
    """A run leased to the caller, or None. The UPDATE names the state it saw: exactly one worker wins."""
    moment = now_ms()
    free = Q(state=Run.QUEUED) | Q(state=Run.RUNNING, leased_until_ms__lt=moment)
    awake = Run.objects.filter(free, organisation__closure=None)  # a closed organisation's wait until it opens again
    waiting = awake if only is None else awake.filter(pk=only.pk)
    for run in waiting.order_by("pk")[:10]:
        won = Run.objects.filter(free, pk=run.pk, tries=run.tries).update(
            state=Run.RUNNING,
            leased_until_ms=moment + LEASE_S * 1000,
            started_at_ms=moment,
            tries=F("tries") + 1,
        )
        if won == 1:
            return Run.objects.select_related("site", "organisation").get(pk=run.pk)
    return None
