"""Teams as lists name them."""

from collections.abc import Iterable

from rempart.directory.actions.action import Record
from rempart.directory.actions.add_team import write_team
from rempart.directory.store.models import Team


def teams_by_name(record: Record, names: Iterable[str]) -> frozenset[str]:
    """Part of an open action: their uids; a team that is not there yet is made."""
    found = set()
    for name in sorted(set(names)):
        team = Team.objects.filter(organisation=record.organisation, name=name).order_by("pk").first()
        found.add((team or write_team(record, record.organisation, name)).uid)
    return frozenset(found)
