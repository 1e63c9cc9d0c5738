"""What a change of state leaves behind: an incident, its end, and one event in the record for whoever must hear it."""

from collections.abc import Callable, Mapping, Sequence

from django.db.models import QuerySet

from rempart.directory.actions.action import Record, system_action
from rempart.events import watch as events
from rempart.terms.scope import Subject
from rempart.watch.core import told
from rempart.watch.core.policy import Policy
from rempart.watch.core.standing import Change, Standing, State, Turn
from rempart.watch.core.where import where
from rempart.watch.store.models import Incident, Monitor

MINUTE_MS = 60_000


def note_changes(row: Monitor, standing: Standing, changes: Sequence[Change]) -> None:
    """In the caller's transaction. Suspicions and our own silence are no events of a monitor: the pages show them."""
    loud = [change for change in changes if change.turn in NOTES] + _left_over(row, standing, changes)
    if not loud:
        return
    with system_action(row.organisation) as record:
        for change in loud:
            NOTES[change.turn](record, row, change)


def _left_over(row: Monitor, standing: Standing, changes: Sequence[Change]) -> list[Change]:
    """Ends that were not seen as such: we were silent, or work was announced, while it came back."""
    seen = [change for change in changes if change.turn in (Turn.SEEN, Turn.CLEARED)]
    if not seen or standing.believed is not State.UP or any(change.turn in NOTES for change in changes):
        return []
    turns = {Incident.OUTAGE: Turn.RECOVERED, Incident.DEGRADED: Turn.RESTORED}
    return [
        Change(turn, seen[-1].at_ms, seen[-1].began_ms) for what, turn in turns.items() if _open(row, what).exists()
    ]


def subject_of(row: Monitor) -> Subject:
    """In the record."""
    return Subject("monitor", row.uid)


def name_of(row: Monitor) -> str:
    """In sentences of the record."""
    return where(row.kind, row.uid, row.settings)


def _open(row: Monitor, what: str) -> QuerySet[Incident]:
    return Incident.objects.filter(monitor=row, what=what, ended_ms__isnull=True)


def _down(record: Record, row: Monitor, change: Change) -> None:
    _open(row, Incident.DEGRADED).update(ended_ms=change.at_ms)
    if not _open(row, Incident.OUTAGE).exists():
        Incident.objects.create(
            organisation=row.organisation, monitor=row, reason=change.reason, detail=row.last_detail,
            how=change.how.value if change.how else "", places=list(change.places), is_quiet=change.is_quiet,
            began_ms=change.began_ms, confirmed_ms=change.at_ms,
        )  # fmt: skip
    elif not change.is_quiet:
        _open(row, Incident.OUTAGE).update(is_quiet=False)
    kind = events.OUTAGE_NOTED if change.is_quiet else events.OUTAGE_CONFIRMED
    record.event(kind, subject_of(row), told.body(change, name_of(row), row.kind), at_ms=change.at_ms)


def _recovered(record: Record, row: Monitor, change: Change) -> None:
    incident = _open(row, Incident.OUTAGE).order_by("pk").first()
    began = incident.began_ms if incident else change.began_ms
    _open(row, Incident.OUTAGE).update(ended_ms=change.at_ms)
    seconds = max(0, change.at_ms - began) // 1_000
    if incident is not None and not incident.is_quiet:
        body = {**told.body(change, name_of(row), row.kind), "seconds": seconds}
        record.event(events.OUTAGE_ENDED, subject_of(row), body, at_ms=change.at_ms)
    else:
        body = {"where": name_of(row)}
        record.event(events.SERVICE_RESTORED, subject_of(row), body, at_ms=change.at_ms)


def _degraded(record: Record, row: Monitor, change: Change) -> None:
    Incident.objects.create(
        organisation=row.organisation, monitor=row, what=Incident.DEGRADED, reason=change.reason,
        detail=row.last_detail, places=list(change.places), is_quiet=change.is_quiet,
        began_ms=change.began_ms, confirmed_ms=change.at_ms,
    )  # fmt: skip
    kind = events.OUTAGE_NOTED if change.is_quiet else events.SERVICE_DEGRADED
    record.event(kind, subject_of(row), told.body(change, name_of(row), row.kind), at_ms=change.at_ms)


def _restored(record: Record, row: Monitor, change: Change) -> None:
    _open(row, Incident.DEGRADED).update(ended_ms=change.at_ms)
    record.event(events.SERVICE_RESTORED, subject_of(row), {"where": name_of(row)}, at_ms=change.at_ms)


def _flapping(record: Record, row: Monitor, change: Change) -> None:
    policy = Policy()
    body = {"where": name_of(row), "count": policy.flap_downs, "minutes": policy.flap_span_ms // MINUTE_MS}
    kind = events.OUTAGE_NOTED if change.is_quiet else events.FLAPPING_BEGUN
    record.event(kind, subject_of(row), {**told.body(change, name_of(row), row.kind), **body}, at_ms=change.at_ms)


def _steady(record: Record, row: Monitor, change: Change) -> None:
    record.event(events.FLAPPING_ENDED, subject_of(row), {"where": name_of(row)}, at_ms=change.at_ms)


NOTES: Mapping[Turn, Callable[[Record, Monitor, Change], None]] = {
    Turn.DOWN: _down,
    Turn.RECOVERED: _recovered,
    Turn.DEGRADED: _degraded,
    Turn.RESTORED: _restored,
    Turn.FLAPPING: _flapping,
    Turn.STEADY: _steady,
}
