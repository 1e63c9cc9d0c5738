"""A person takes a known flaw in hand: the time from telling until then is what "heard" means."""

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import inventory as events
from rempart.inventory.store.models import Exposure, Survey
from rempart.terms.scope import Subject


def take_flaw(actor: Account, row: Exposure) -> None:
    """The first to take it is the one noted."""
    with action(actor, row.organisation, Permission.ACKNOWLEDGE, row.site) as record:
        moment = now_ms()
        Exposure.objects.filter(pk=row.pk, taken_ms=None).update(taken_ms=moment, taken_by=actor)
        Survey.objects.filter(site=row.site_id).update(told_ms=0)
        after_s = max(0, moment - row.found_ms) // 1_000
        record.event(events.FLAW_TAKEN, Subject("exposure", row.uid), {"after_s": after_s, "site": row.site.uid})
