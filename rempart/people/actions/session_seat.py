"""A seat in a session: taken, queued for, given up. Whoever waits moves up by itself, and there are never too many.

All of it holds the organisation's lock (`own_action`), so two who press at the same moment come one after the other.
"""

from rempart.directory.actions.action import Record, now_ms, own_action
from rempart.directory.store.models import Account
from rempart.events import people as events
from rempart.people.actions.write_programme_letter import write_letter
from rempart.people.core.seats import has_room, moving_up
from rempart.people.store.programme import Enrolment, Programme, Seat, Session
from rempart.people.store.programme_standing import queue, seated
from rempart.terms.scope import Subject


class NoSeat(Exception):
    """There is none to be had: the session is over or called off, or one has to enrol in the programme first."""


def take_seat(account: Account, session: Session) -> Seat:
    """A seat, or a place in the queue; twice is once. Raises NoSeat."""
    with own_action(account, session.organisation) as record:
        session.refresh_from_db()
        enrolled = Enrolment.objects.filter(programme=session.programme, account=account).exists()
        is_open = session.programme.state == Programme.OPEN and session.state == Session.PLANNED
        if not (enrolled and is_open and session.starts_ms > now_ms()):
            raise NoSeat
        seat = Seat.objects.filter(session=session, account=account).first()
        if seat is None:
            room = has_room(session.capacity, seated(session).count())
            at = now_ms() if room else None
            seat = Seat.objects.create(
                organisation=session.organisation, session=session, account=account, seated_ms=at
            )
        kind = events.SEAT_TAKEN if seat.seated_ms is not None else events.SEAT_QUEUED
        record.event(kind, Subject("session", session.uid), {"session": session.uid})
    return seat


def give_up(account: Account, session: Session) -> None:
    """Once it has begun a seat stays what it was. Without one nothing happens."""
    seat = Seat.objects.filter(session=session, account=account, session__starts_ms__gt=now_ms()).first()
    if seat is None:
        return
    with own_action(account, session.organisation) as record:
        give_up_within(record, seat)


def give_up_within(record: Record, seat: Seat) -> None:
    """The same inside an action that is under way."""
    session = seat.session
    Seat.objects.filter(pk=seat.pk).delete()
    body = {"session": session.uid, "moved_up": move_up(session)}
    record.event(events.SEAT_GIVEN_UP, Subject("session", session.uid), body)


def move_up(session: Session) -> int:
    """Seats that are free go to those who wait, and each of them is written to. Within the organisation's lock."""
    session.refresh_from_db()
    if session.state != Session.PLANNED or session.starts_ms <= now_ms():
        return 0
    waiting = list(queue(session).values_list("pk", flat=True))
    lucky = moving_up(session.capacity, seated(session).count(), waiting)
    Seat.objects.filter(pk__in=lucky).update(seated_ms=now_ms())
    for account in Seat.objects.filter(pk__in=lucky).order_by("pk").values_list("account", flat=True):
        write_letter("seat", session.programme, account, session)
    return len(lucky)
