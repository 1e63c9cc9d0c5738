"""A person takes an outage in hand: the time from the first failed look until then is what "told in time" means."""

from rempart.directory.actions.action import Record, action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import watch as events
from rempart.terms.scope import Subject
from rempart.watch.actions.note_change import subject_of
from rempart.watch.store.models import Incident, Monitor, Rota


def take_outage(actor: Account, row: Monitor) -> None:
    """What is open of this monitor. The first to take it is the one noted."""
    with action(actor, row.organisation, Permission.ACKNOWLEDGE, row) as record:
        open_ones = Incident.objects.filter(monitor=row, ended_ms__isnull=True, taken_ms__isnull=True)
        first = open_ones.order_by("pk").first()
        after = max(0, now_ms() - (first.began_ms if first else now_ms())) // 1_000
        open_ones.update(taken_ms=now_ms(), taken_by=actor)
        Rota.objects.filter(organisation=row.organisation).update(told_at_ms=0)
        record.event(events.OUTAGE_TAKEN, subject_of(row), {"after_s": after})


def hear_alarm(actor: Account, incident: Incident) -> None:
    """Somebody heard the test alarm."""
    with action(actor, incident.organisation, Permission.ACKNOWLEDGE) as record:
        mark_heard(record, incident, now_ms(), actor)


def mark_heard(record: Record, incident: Incident, at_ms: int, actor: Account | None) -> None:
    """Once: the first to say so is the one noted."""
    fresh = Incident.objects.filter(pk=incident.pk, taken_ms__isnull=True)
    fresh.update(taken_ms=at_ms, taken_by=actor, ended_ms=at_ms)
    Rota.objects.filter(organisation=incident.organisation).update(told_at_ms=0)  # the record hears of it at once
    after = max(0, at_ms - incident.began_ms) // 1_000
    record.event(events.ALARM_HEARD, Subject("alarm", incident.organisation.uid), {"after_s": after})
