"""The second person's word: a hold that was asked for is set, or one whose end was asked for is lifted."""

from rempart.directory.actions.action import action, demand_person, now_ms
from rempart.directory.actions.hold_ask import subject_of
from rempart.directory.core.holds import HoldState
from rempart.directory.core.roles import Permission
from rempart.directory.store import holds
from rempart.directory.store.models import Account, LegalHold
from rempart.directory.store.standing import counts_as
from rempart.events import erasure as events


class SamePerson(ValueError):
    """Who asked cannot approve."""


class NotWaiting(ValueError):
    """There is nothing to approve: somebody was first, or its time is over."""


def approve_hold(actor: Account, hold: LegalHold) -> None:
    """Raises SamePerson, NotWaiting."""
    demand_person()
    with action(actor, hold.organisation, Permission.HOLD_RECORD, while_closed=True) as record:
        moment = now_ms()
        hold.refresh_from_db()
        if holds.state(hold, moment) not in (HoldState.ASKED, HoldState.LAPSED):
            raise NotWaiting
        _demand_other(actor, hold, hold.asked_by_id, hold.asked_ms)
        waiting = LegalHold.objects.filter(pk=hold.pk, set_ms__isnull=True, lifted_ms__isnull=True)
        if not waiting.update(set_ms=moment, set_by=actor):
            raise NotWaiting
        record.event(events.HOLD_SET, subject_of(hold), {"hold": hold.uid, "scope": hold.scope})


def approve_lifting(actor: Account, hold: LegalHold) -> None:
    """Raises SamePerson, NotWaiting."""
    demand_person()
    with action(actor, hold.organisation, Permission.HOLD_RECORD, while_closed=True) as record:
        hold.refresh_from_db()
        if hold.lift_asked_ms is None or hold.lifted_ms is not None:
            raise NotWaiting
        _demand_other(actor, hold, hold.lift_asked_by_id, hold.lift_asked_ms)
        waiting = LegalHold.objects.filter(pk=hold.pk, lifted_ms__isnull=True)
        if not waiting.update(lifted_ms=now_ms(), lifted_by=actor):
            raise NotWaiting
        record.event(events.HOLD_LIFTED, subject_of(hold), {"hold": hold.uid, "scope": hold.scope})


def _demand_other(actor: Account, hold: LegalHold, asked_by: int | None, asked_ms: int) -> None:
    """Another human: neither a second account of the one who asked, nor somebody who acts for them."""
    if asked_by is None or asked_by in counts_as(actor, hold.organisation, asked_ms, now_ms()):
        raise SamePerson
