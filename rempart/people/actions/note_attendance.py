"""The organiser ticks who was there, after the list that people signed."""

from collections.abc import Collection

from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import people as events
from rempart.people.store.programme import Session
from rempart.people.store.programme_standing import seated
from rempart.terms.scope import Subject


class NotYet(Exception):
    """The session has not begun, or was called off: nobody can have been there."""


def note_attendance(actor: Account, session: Session, there: Collection[str]) -> int:
    """`there` are uids of seats; the other seats were empty. How many were there. Raises NotYet."""
    with action(actor, session.organisation, Permission.TEACH) as record:
        session.refresh_from_db()
        if session.state != Session.PLANNED or session.starts_ms > now_ms():
            raise NotYet
        rows = seated(session)
        rows.update(was_there=False)
        count = rows.filter(uid__in=list(there)).update(was_there=True)
        body = {"session": session.uid, "there": count, "seated": rows.count()}
        record.event(events.ATTENDANCE_NOTED, Subject("session", session.uid), body)
    return count
