"""End a run: what became of it, in row and ledger."""

from django.db import transaction

from rempart.directory.actions.action import now_ms, one_at_a_time, system_action
from rempart.events import scanner as events
from rempart.scanner.store.models import Run
from rempart.terms.scope import Subject


def finish_run(run: Run, *, facts: int, failed: int, trouble: str = "") -> None:
    """`facts` seen, looks that `failed`; `trouble` is a sentence for the person when nothing could be measured.

    A run that a person stopped, or that another worker has taken over meanwhile, is left as it is.
    """
    with transaction.atomic():
        one_at_a_time(run.organisation)
        state = Run.FAILED if trouble else Run.DONE
        mine = Run.objects.filter(pk=run.pk, state=Run.RUNNING, tries=run.tries)
        if not mine.update(state=state, finished_at_ms=now_ms(), trouble=trouble[:500], now_doing=""):
            return
        _say(run, facts=facts, failed=failed, trouble=trouble)


def _say(run: Run, *, facts: int, failed: int, trouble: str) -> None:
    with system_action(run.organisation) as record:
        body = {"run": run.uid, "facts": facts, "failed": failed, "trouble": trouble[:500]}
        record.event(events.RUN_FINISHED, Subject("site", run.site.uid), body)
