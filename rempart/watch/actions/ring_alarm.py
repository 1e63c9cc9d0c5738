"""The alarm itself is exercised once a week: an alarm that nobody hears proves nothing."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from rempart.directory.actions.action import Record, action, now_ms, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.closures import open_ones
from rempart.directory.store.models import Account, Organisation
from rempart.events import watch as events
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject
from rempart.watch.store.models import Incident, Monitor, Rota

WEEK_MS = 7 * DAY_S * 1_000


def next_ring(after_ms: int, day: int, hour: int) -> int:
    """The first such hour of such a weekday (0 = Monday, UTC) after that moment."""
    moment = datetime.fromtimestamp(after_ms / 1_000, UTC)
    found = moment.replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta((day - moment.weekday()) % 7)
    return round((found if found > moment else found + timedelta(7)).timestamp() * 1_000)


def rota_of(organisation: Organisation) -> Rota:
    """Made at first use: the first alarm rings at its next hour."""
    row, is_new = Rota.objects.get_or_create(organisation=organisation)
    if is_new or not row.alarm_due_ms:
        row.alarm_due_ms = next_ring(now_ms(), row.alarm_day, row.alarm_hour)
        row.save(update_fields=["alarm_due_ms"])
    return row


def set_rota(actor: Account, organisation: Organisation, day: int, hour: int) -> None:
    """When it rings."""
    with action(actor, organisation, Permission.MANAGE_WATCH) as record:
        values = {"alarm_day": day, "alarm_hour": hour, "alarm_due_ms": next_ring(now_ms(), day, hour)}
        Rota.objects.update_or_create(organisation=organisation, defaults=values)
        record.event(events.MONITOR_CHANGED, _subject(organisation), {"where": "the test alarm"})


def ring_now(actor: Account, organisation: Organisation) -> None:
    """A person wants to hear it."""
    with action(actor, organisation, Permission.MANAGE_WATCH) as record:
        _ring(record, organisation)


def ring_due() -> bool:
    """One organisation whose alarm is due; True when there was one."""
    watched = Monitor.objects.filter(is_on=True).values("organisation")
    for organisation in open_ones().filter(pk__in=watched):
        rota = rota_of(organisation)
        if rota.alarm_due_ms > now_ms():
            continue
        with transaction.atomic():
            due = Rota.objects.filter(pk=rota.pk, alarm_due_ms=rota.alarm_due_ms)
            if due.update(alarm_due_ms=next_ring(now_ms(), rota.alarm_day, rota.alarm_hour)) == 1:
                with system_action(organisation) as record:
                    _ring(record, organisation)
                return True
    return False


def _ring(record: Record, organisation: Organisation) -> None:
    """What rang before is over: heard, or not."""
    now = now_ms()
    before = Incident.objects.filter(organisation=organisation, what=Incident.TEST, ended_ms__isnull=True)
    for one in before.order_by("pk"):
        heard_after = {"after_s": max(0, (one.taken_ms or now) - one.began_ms) // 1_000}
        kind = events.ALARM_HEARD if one.taken_ms else events.ALARM_UNHEARD
        record.event(kind, _subject(organisation), heard_after)
    before.update(ended_ms=now)
    Incident.objects.create(organisation=organisation, what=Incident.TEST, began_ms=now, confirmed_ms=now)
    record.event(events.ALARM_RUNG, _subject(organisation), {}, at_ms=now)


def _subject(organisation: Organisation) -> Subject:
    return Subject("alarm", organisation.uid)
