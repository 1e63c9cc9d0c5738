"""Somebody enrols, withdraws, or lets the own team see that they take part (AWR-11, AWR-12, AWR-22)."""

from rempart.directory.actions.action import now_ms, own_action
from rempart.directory.store.models import Account
from rempart.events import people as events
from rempart.people.actions.session_seat import give_up_within
from rempart.people.store.programme import Enrolment, Programme, Seat, today
from rempart.people.store.programme_standing import is_for
from rempart.terms.scope import Subject


class NotOpen(Exception):
    """Nobody can enrol here now: it is not open, the day is over, or it is meant for others."""


def join(account: Account, programme: Programme) -> Enrolment:
    """Twice is once. Raises NotOpen."""
    with own_action(account, programme.organisation) as record:
        programme.refresh_from_db()
        day = today(programme, now_ms())
        held = Enrolment.objects.filter(programme=programme, account=account).first()
        is_open = programme.state == Programme.OPEN and day <= programme.enrol_until and is_for(programme, account)
        if held is None and not is_open:
            raise NotOpen
        made = held or Enrolment.objects.create(
            organisation=programme.organisation, programme=programme, account=account, enrolled_on=day
        )
        record.event(events.PROGRAMME_JOINED, Subject("programme", programme.uid), {"programme": programme.uid})
    return made


def leave(account: Account, programme: Programme) -> None:
    """Seats that are still to come are given up, and whoever waits moves up."""
    with own_action(account, programme.organisation) as record:
        Enrolment.objects.filter(programme=programme, account=account).delete()
        record.event(events.PROGRAMME_LEFT, Subject("programme", programme.uid), {"programme": programme.uid})
        coming = Seat.objects.filter(session__programme=programme, account=account, session__starts_ms__gt=now_ms())
        for seat in coming.select_related("session"):
            give_up_within(record, seat)


def share(account: Account, programme: Programme, *, is_shared: bool) -> None:
    """The team sees a name, nothing of what was done. Without an enrolment nothing changes."""
    with own_action(account, programme.organisation) as record:
        Enrolment.objects.filter(programme=programme, account=account).update(is_shared=is_shared)
        record.event(events.PLAN_SHARED, Subject("programme", programme.uid), {"programme": programme.uid})
