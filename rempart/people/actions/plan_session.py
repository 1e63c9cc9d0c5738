"""A session is planned, changed or called off by whoever teaches."""

from collections.abc import Mapping
from typing import Any

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import people as events
from rempart.people.actions.change_programme import NotNow
from rempart.people.actions.session_seat import move_up
from rempart.people.actions.write_programme_letter import write_letter
from rempart.people.store.programme import Programme, Seat, Session
from rempart.people.store.programme_standing import seated
from rempart.terms.scope import Subject

FIELDS = ("title", "about", "way", "starts_ms", "minutes", "capacity", "place", "link", "speaker", "speaker_from")
MOST = 100  # sessions of a programme


class TooFew(Exception):
    """Fewer seats than people who have one already; `seated` says how many."""

    def __init__(self, seated: int) -> None:
        super().__init__(str(seated))
        self.seated = seated


class TooMany(Exception):
    """There are as many sessions as there may be."""


def plan_session(actor: Account, programme: Programme, values: Mapping[str, Any]) -> Session:
    """Raises NotNow, TooMany."""
    with action(actor, programme.organisation, Permission.TEACH) as record:
        programme.refresh_from_db()
        if programme.state == Programme.ENDED:
            raise NotNow
        if Session.objects.filter(programme=programme).count() >= MOST:
            raise TooMany
        given = {name: values[name] for name in FIELDS if name in values}
        row = Session.objects.create(organisation=programme.organisation, programme=programme, **given)
        body = {"session": row.uid, "capacity": row.capacity}
        record.event(events.SESSION_PLANNED, Subject("session", row.uid), body)
    return row


def change_session(actor: Account, row: Session, values: Mapping[str, Any]) -> None:
    """More seats let those who wait move up. Raises NotNow, TooFew."""
    with action(actor, row.organisation, Permission.TEACH) as record:
        row.refresh_from_db()
        if row.state != Session.PLANNED or row.programme.state == Programme.ENDED:
            raise NotNow
        taken = seated(row).count()
        if int(values.get("capacity", row.capacity)) < taken:
            raise TooFew(taken)
        for name in FIELDS:
            if name in values:
                setattr(row, name, values[name])
        row.changed += 1
        row.save()
        body = {"session": row.uid, "moved_up": move_up(row)}
        record.event(events.SESSION_CHANGED, Subject("session", row.uid), body)


def cancel_session(actor: Account, row: Session) -> None:
    """Everybody who had a seat, or waited for one, is written to. Raises NotNow."""
    with action(actor, row.organisation, Permission.TEACH) as record:
        is_mine = Session.objects.filter(pk=row.pk, state=Session.PLANNED).update(
            state=Session.CANCELLED, changed=row.changed + 1
        )
        if is_mine != 1:
            raise NotNow
        for account in Seat.objects.filter(session=row).order_by("pk").values_list("account", flat=True):
            write_letter("called_off", row.programme, account, row)
        record.event(events.SESSION_CANCELLED, Subject("session", row.uid), {"session": row.uid})
