"""A person's part of a drill that began as an alarm: "I have seen it", then "Bring it back"; or nobody comes."""

from django.db.models import Q

from rempart.directory.actions.action import action, demand_person, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.closures import is_closed
from rempart.directory.store.models import Account
from rempart.events import staging as events
from rempart.staging.actions.hold_drill import end_unheld
from rempart.staging.core.drill import between_s
from rempart.staging.core.stage import DECIDED_WITHIN_MS, SEEN_WITHIN_MS, UNANSWERED, Outcome
from rempart.staging.store.models import Drill
from rempart.terms.scope import Subject


class Over(Exception):
    """The alarm no longer waits for that: somebody was quicker, or its time is over."""


def see(actor: Account, drill: Drill) -> None:
    """Detection ends here. Whoever may restore may say it; a program may not. Raises Over."""
    demand_person()
    moment = now_ms()
    with action(actor, drill.organisation, Permission.RESTORE, on=drill.site) as record:
        since = moment - SEEN_WITHIN_MS
        mine = Drill.objects.filter(pk=drill.pk, outcome=Outcome.ALARMED, seen_at_ms=None, alarmed_at_ms__gt=since)
        if mine.update(seen_at_ms=moment, seen_by=record.actor) != 1:
            raise Over
        body: dict[str, str | int] = {"drill": drill.uid, "detection_s": between_s(drill.alarmed_at_ms, moment) or 0}
        record.event(events.ALARM_SEEN, Subject("site", drill.site.uid), body, at_ms=moment)


def bring_back(actor: Account, drill: Drill) -> None:
    """The decision: from here on the worker restores. Raises Over, also before anybody has seen the alarm."""
    demand_person()
    moment = now_ms()
    with action(actor, drill.organisation, Permission.RESTORE, on=drill.site) as record:
        row = Drill.objects.filter(pk=drill.pk, outcome=Outcome.ALARMED).first()
        if row is None or row.seen_at_ms is None or row.seen_at_ms <= moment - DECIDED_WITHIN_MS:
            raise Over
        mine = Drill.objects.filter(pk=row.pk, outcome=Outcome.ALARMED, seen_at_ms=row.seen_at_ms)
        if mine.update(decided_at_ms=moment, outcome=Outcome.WAITING) != 1:
            raise Over
        body: dict[str, str | int] = {"drill": row.uid, "decision_s": between_s(row.seen_at_ms, moment) or 0}
        record.event(events.RETURN_DECIDED, Subject("site", drill.site.uid), body, at_ms=moment)


def end_unanswered() -> bool:
    """One alarm that nobody answered in time was not held; True when there was one."""
    moment = now_ms()
    unseen = Q(seen_at_ms=None, alarmed_at_ms__lte=moment - SEEN_WITHIN_MS)
    undecided = Q(seen_at_ms__lte=moment - DECIDED_WITHIN_MS)
    rows = Drill.objects.filter(unseen | undecided, outcome=Outcome.ALARMED).select_related("site", "organisation")
    for row in rows.order_by("pk")[:10]:
        if not is_closed(row.organisation):
            return end_unheld(row, UNANSWERED[0] if row.seen_at_ms is None else UNANSWERED[1])
    return False
