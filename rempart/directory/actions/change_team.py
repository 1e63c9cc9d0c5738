"""Who belongs to a team."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Person, Team
from rempart.events import directory as events
from rempart.terms.scope import Subject


def change_team(actor: Account, team: Team, *, join: Sequence[Person] = (), leave: Sequence[Person] = ()) -> None:
    """Raises PermissionDenied for people of another organisation. The entry holds numbers, not people."""
    if any(person.organisation_id != team.organisation_id for person in (*join, *leave)):
        raise PermissionDenied("people of another organisation")
    rows = (team, *join, *leave)  # who reaches one team only must not draw others into it
    with action(actor, team.organisation, Permission.MANAGE_PEOPLE, rows) as record:
        team.person_set.add(*join)
        team.person_set.remove(*leave)
        body = {"joined": len(join), "left": len(leave)}
        record.event(events.TEAM_CHANGED, Subject("team", team.uid), body)
