"""A programme opens: who is counted in which group is fixed for good. And it ends, by hand or by its last day."""

from rempart.directory.actions.action import Record, action, now_ms, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import people as events
from rempart.people.actions.change_programme import NotNow
from rempart.people.core.group_figures import LEAST, groups
from rempart.people.store.first_team import first_teams
from rempart.people.store.programme import Counted, Programme, ProgrammeLetter, today
from rempart.people.store.programme_standing import audience
from rempart.terms.scope import Subject


def open_programme(actor: Account, row: Programme) -> int:
    """How many people it is for, of those whom the organisation names. Raises NotNow, WrongDates."""
    with action(actor, row.organisation, Permission.TEACH) as record:
        row.refresh_from_db()
        if row.state != Programme.DRAFT:
            raise NotNow
        row.dates().check()
        least = max(LEAST, row.minimum_team)
        found = groups(first_teams(row.organisation, audience(row).values_list("pk", flat=True)), least)
        Counted.objects.bulk_create(
            Counted(programme=row, person_id=person, group=name) for person, name in found.items()
        )
        row.state, row.opened_ms, row.minimum_team = Programme.OPEN, now_ms(), least
        row.save()
        body = {"programme": row.uid, "people": len(found), "required_minutes": row.required_minutes}
        record.event(events.PROGRAMME_OPENED, Subject("programme", row.uid), body)
    return len(found)


def end_programme(actor: Account, row: Programme) -> None:
    """Letters that wait are not sent any more. Raises NotNow."""
    with action(actor, row.organisation, Permission.TEACH) as record:
        if not _end(row, record):
            raise NotNow


def end_one() -> bool:
    """One whose last day is over; True when there was one."""
    moment = now_ms()
    for row in Programme.objects.filter(state=Programme.OPEN, organisation__closure=None).order_by("ends_on", "pk"):
        if today(row, moment) > row.ends_on:
            with system_action(row.organisation) as record:
                _end(row, record)
            return True
    return False


def _end(row: Programme, record: Record) -> bool:
    is_mine = Programme.objects.filter(pk=row.pk).exclude(state=Programme.ENDED).update(state=Programme.ENDED) == 1
    ProgrammeLetter.objects.filter(programme=row).delete()
    record.event(events.PROGRAMME_ENDED, Subject("programme", row.uid), {"programme": row.uid})
    return is_mine
