"""A leaver is closed when the last connected system has shown that access ended; the times are the proof."""

from django.db.models import Q

from rempart.directory.actions.action import Record, now_ms
from rempart.events import lifecycle
from rempart.lifecycle.core.steps import DISCONNECTED, RevocationState, Stage
from rempart.lifecycle.store.models import Transition
from rempart.terms.scope import Subject


def close_if_done(record: Record, row: Transition) -> bool:
    """Part of an open action. True when this call closed it."""
    if row.stage != Stage.APPLIED or row.applied_at_ms is None or row.closed_at_ms is not None:
        return False
    if row.revocations.filter(Q(state=RevocationState.OPEN) | Q(trouble=DISCONNECTED)).exists():
        return False  # of a system that was disconnected nobody can say that access ended
    states = list(row.revocations.values_list("state", "done_at_ms"))
    moment = now_ms()
    if Transition.objects.filter(pk=row.pk, closed_at_ms=None).update(closed_at_ms=moment) != 1:
        return False
    row.closed_at_ms = moment
    begin = max(row.hr_at_ms, row.due_at_ms)
    proven = [done for state, done in states if state == RevocationState.DONE and done is not None]
    body = {
        "inner_ms": max(0, row.applied_at_ms - begin),
        "outer_ms": max(0, max([row.applied_at_ms, *proven]) - begin),
        "systems": len(proven),
        "cancelled": len(states) - len(proven),
    }
    record.event(lifecycle.LEAVER_CLOSED, Subject("person", row.person_uid), body)
    return True
