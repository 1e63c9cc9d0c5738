"""Reading the record is recorded: once a day and reader, without what was searched for."""

from django.db import IntegrityError, transaction

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import record as events
from rempart.record.store.models import ReaderDay
from rempart.terms.moment import rfc3339
from rempart.terms.scope import Subject


def note_reading(actor: Account, organisation: Organisation) -> None:
    """The first time a day an event, then nothing."""
    row = {"organisation": organisation, "account": actor, "day": rfc3339(now_ms())[:10]}
    if ReaderDay.objects.filter(**row).exists():
        return
    try:
        with action(actor, organisation, Permission.READ_RECORD) as record, transaction.atomic():
            ReaderDay.objects.create(**row)
            record.event(events.LOG_READ, Subject("account", actor.uid), {})
    except IntegrityError:
        return  # two pages at once: the other one has noted it
