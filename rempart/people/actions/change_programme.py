"""Words, dates, path and audience of a programme. Once it is open, whom it is for and what it asks stay as they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Team
from rempart.events import people as events
from rempart.people.store.programme import Programme
from rempart.terms.scope import Subject

ALWAYS = ("title", "knows", "can", "does", "language", "ends_on", "enrol_until", "culture_from")
IN_DRAFT = ("zone", "starts_on", "early_until", "required_minutes", "path", "roles", "minimum_team")


class NotNow(Exception):
    """The programme has ended, or what was asked for is fixed since it opened."""


def change_programme(
    actor: Account, row: Programme, values: Mapping[str, Any], teams: Sequence[Team] | None = None
) -> None:
    """Names that are not in `values` stay. Raises NotNow, WrongDates."""
    with action(actor, row.organisation, Permission.TEACH) as record:
        row.refresh_from_db()
        if row.state == Programme.ENDED:
            raise NotNow
        for name in ALWAYS if row.state == Programme.OPEN else (*ALWAYS, *IN_DRAFT):
            if name in values:
                setattr(row, name, values[name])
        row.dates().check()
        row.save()
        if teams is not None and row.state == Programme.DRAFT:
            row.teams.set([team for team in teams if team.organisation_id == row.organisation_id])
        record.event(events.PROGRAMME_CHANGED, Subject("programme", row.uid), {"programme": row.uid})
