"""End a run on request; what was seen until then stays."""

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import scanner as events
from rempart.scanner.store.models import Run
from rempart.terms.scope import Subject


def stop_run(actor: Account, run: Run) -> None:
    """The worker sees the state and leaves; a run that has ended already stays as it is."""
    with action(actor, run.organisation, Permission.MEASURE, run) as record:
        open_runs = Run.objects.filter(pk=run.pk, state__in=[Run.QUEUED, Run.RUNNING])
        open_runs.update(state=Run.DONE, finished_at_ms=now_ms(), now_doing="")
        record.event(events.RUN_STOPPED, Subject("site", run.site.uid), {"run": run.uid})
