"""Ask to lift a hold; it stays in force until a second person agrees."""

from rempart.directory.actions.action import action, now_ms
from rempart.directory.actions.hold_approve import NotWaiting
from rempart.directory.actions.hold_ask import subject_of
from rempart.directory.core.holds import BLOCKING
from rempart.directory.core.roles import Permission
from rempart.directory.store import holds
from rempart.directory.store.models import Account, LegalHold
from rempart.events import erasure as events


def ask_lifting(actor: Account, hold: LegalHold) -> None:
    """Raises NotWaiting when it is not in force, or somebody asked already."""
    with action(actor, hold.organisation, Permission.HOLD_RECORD, while_closed=True) as record:
        hold.refresh_from_db()
        if holds.state(hold, now_ms()) not in BLOCKING:
            raise NotWaiting
        waiting = LegalHold.objects.filter(pk=hold.pk, lift_asked_ms__isnull=True)
        if not waiting.update(lift_asked_ms=now_ms(), lift_asked_by=actor):
            raise NotWaiting
        record.event(events.HOLD_LIFT_ASKED, subject_of(hold), {"hold": hold.uid, "scope": hold.scope})
