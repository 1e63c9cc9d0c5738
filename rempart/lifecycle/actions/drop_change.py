"""A change that waits will not happen."""

from rempart.directory.actions.action import Record
from rempart.events import lifecycle
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import Transition
from rempart.terms.scope import Subject


def drop(record: Record, row: Transition, reason: str) -> bool:
    """Part of an open action: a waiting change will not happen."""
    waiting = Transition.objects.filter(pk=row.pk, stage__in=[Stage.PLANNED, Stage.PAUSED])
    if waiting.update(stage=Stage.DROPPED.value, reason=reason) != 1:
        return False
    record.event(lifecycle.CHANGE_DROPPED, Subject("person", row.person_uid), {"kind": row.kind, "reason": reason})
    return True
