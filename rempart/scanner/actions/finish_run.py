"""End a run: what became of it, in row and ledger."""

from rempart.directory.actions.action import now_ms, system_action
from rempart.events import scanner as events
from rempart.scanner.store.models import Run
from rempart.terms.scope import Subject


def finish_run(run: Run, *, facts: int, failed: int, trouble: str = "") -> None:
    """`facts` seen, looks that `failed`; `trouble` is a sentence for the person when nothing could be measured."""
    with system_action(run.organisation) as record:
        state = Run.FAILED if trouble else Run.DONE
        Run.objects.filter(pk=run.pk).update(state=state, finished_at_ms=now_ms(), trouble=trouble[:500], now_doing="")
        body = {"run": run.uid, "facts": facts, "failed": failed, "trouble": trouble[:500]}
        record.event(events.RUN_FINISHED, Subject("site", run.site.uid), body)
