"""Add a team: a department, a shift."""

from rempart.directory.actions.action import Record, action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Team
from rempart.events import directory as events
from rempart.terms.scope import Subject


def add_team(actor: Account, organisation: Organisation, name: str) -> Team:
    """The team with that name, made if it is new."""
    known = Team.objects.filter(organisation=organisation, name=name.strip()).first()
    if known is not None:
        return known
    with action(actor, organisation, Permission.MANAGE_PEOPLE) as record:
        return write_team(record, organisation, name.strip())


def write_team(record: Record, organisation: Organisation, name: str) -> Team:
    """Part of an open action: the row and its event."""
    team = Team.objects.create(organisation=organisation, name=name)
    record.event(events.TEAM_ADDED, Subject("team", team.uid), {})
    return team
