"""Follow the record: when a shout was taken in, and when a person took it in hand: told in time is measured here. And
when an organisation closes or opens: the probers hear of it."""

from rempart.directory.actions.follow import follow
from rempart.directory.store.models import Account, Organisation
from rempart.events import notices as notice_events
from rempart.events import tenants as tenant_events
from rempart.events import watch as events
from rempart.ledger.entry import Recorded
from rempart.watch.actions.watch_companions import STATES, hear_companion
from rempart.watch.store import wanted
from rempart.watch.store.models import Incident, Rota, Tap

READER = "watch.hear"
SHOUTS = {
    events.OUTAGE_CONFIRMED.name: Incident.OUTAGE,
    events.SERVICE_DEGRADED.name: Incident.DEGRADED,
    events.ALARM_RUNG.name: Incident.TEST,
    events.PEAK_BEGUN.name: Incident.PEAK,
}
DOORS = (
    tenant_events.DELETION_BEGUN.name, tenant_events.DELETION_CALLED_BACK.name, tenant_events.ORGANISATION_MOVED.name,
)  # fmt: skip
KINDS = (*SHOUTS, *STATES, *DOORS, notice_events.NOTICE_TAKEN.name)


def hear() -> bool:
    """One batch of every organisation's log."""
    return follow(READER, KINDS, take)


def take(organisation: Organisation, recorded: Recorded) -> None:
    """Part of the reader's transaction. A notice names the entry that it is about by its index."""
    entry = recorded.entry
    if entry.kind in DOORS:
        wanted.publish()
        return
    if entry.kind in STATES:
        hear_companion(organisation, recorded)
        return
    if entry.kind in SHOUTS:
        mine = Incident.objects.filter(organisation=organisation, what=SHOUTS[entry.kind], index__isnull=True)
        if entry.kind == events.PEAK_BEGUN.name:
            mine = mine.filter(detail=entry.subject.id)
        elif entry.kind != events.ALARM_RUNG.name:
            mine = mine.filter(monitor__uid=entry.subject.id)
        first = mine.filter(confirmed_ms__lte=entry.at_ms).order_by("-confirmed_ms").first()
        if first is not None:
            Incident.objects.filter(pk=first.pk).update(index=recorded.index, told_ms=recorded.recorded_ms)
        return
    index, uid = entry.body.get("index"), entry.actor.removeprefix("account:")
    if isinstance(index, int):
        found = Incident.objects.filter(organisation=organisation, index=index, taken_ms__isnull=True)
        if found.update(taken_ms=entry.at_ms, taken_by=Account.objects.filter(uid=uid).first()):
            Rota.objects.filter(organisation=organisation).update(told_at_ms=0)  # the record hears of it at once
            Tap.objects.filter(organisation=organisation).update(told_ms=0)
