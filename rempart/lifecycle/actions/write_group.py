"""Write a team by the word of the identity system. Each person who comes or goes is a change of their own."""

from collections.abc import Iterable
from typing import NamedTuple

from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.directory.actions.add_team import write_team
from rempart.directory.store.models import Person, Team
from rempart.events import lifecycle
from rempart.lifecycle.actions.ask_change import ask_change
from rempart.lifecycle.actions.standing import standing_of
from rempart.lifecycle.core.change import Source, Standing
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import Employment, ScimGroup, ScimToken
from rempart.terms.scope import Subject

BATCH = 25  # people whose teams change in one transaction: well under a second


class NameTaken(ValueError):
    """Another team has this name."""


class NoSuchMember(ValueError):
    """A member that is no user here; the message is its id."""


class GroupWritten(NamedTuple):
    """The row, and how many people's changes wait for a second person or were refused."""

    group: ScimGroup
    held: int


def write_group(
    token: ScimToken, name: str, external_id: str, members: frozenset[str], row: ScimGroup | None
) -> GroupWritten:
    """Make or replace; a team of that name that nobody writes yet is taken up. Raises NameTaken, NoSuchMember."""
    wanted = _people(token, members)
    with system_action(token.organisation, f"scim:{token.uid}") as record:
        row = _written(record, token, name, external_id, row)
    held = _move(token, row.team, wanted)
    row.refresh_from_db()
    return GroupWritten(row, held)


def end_group(token: ScimToken, row: ScimGroup) -> GroupWritten:
    """DELETE: everybody whom the identity system put there leaves; the team itself stays for what was recorded."""
    held = _move(token, row.team, set())
    with system_action(token.organisation, f"scim:{token.uid}") as record:
        record.event(lifecycle.GROUP_WRITTEN, Subject("team", row.team.uid), {"deleted": int(not held)})
        if not held:
            ScimGroup.objects.filter(pk=row.pk).update(is_provisioned=False)
    return GroupWritten(row, held)


def members_of(team: Team) -> frozenset[str]:
    """People of the team whom the identity system knows."""
    known = Employment.objects.filter(is_provisioned=True, person__teams=team)
    return frozenset(known.values_list("person__uid", flat=True))


def _people(token: ScimToken, members: frozenset[str]) -> set[str]:
    known = Employment.objects.filter(organisation=token.organisation, is_provisioned=True)
    found = set(known.filter(person__uid__in=members).values_list("person__uid", flat=True))
    for missing in sorted(members - found):
        raise NoSuchMember(missing[:40])
    return found


def _written(record: Record, token: ScimToken, name: str, external_id: str, row: ScimGroup | None) -> ScimGroup:
    organisation = token.organisation
    team = Team.objects.filter(organisation=organisation, name=name).order_by("pk").first()
    if row is None:
        if team is not None and ScimGroup.objects.filter(team=team, is_provisioned=True).exists():
            raise NameTaken(name)
        team = team or write_team(record, organisation, name)
        row, _ = ScimGroup.objects.get_or_create(team=team, defaults={"organisation": organisation})
    elif team is not None and team.pk != row.team_id:
        raise NameTaken(name)
    Team.objects.filter(pk=row.team_id).update(name=name)
    row.external_id, row.is_provisioned, row.version = external_id, True, row.version + 1
    row.save()
    record.event(lifecycle.GROUP_WRITTEN, Subject("team", row.team.uid), {})
    return row


def _move(token: ScimToken, team: Team, wanted: Iterable[str]) -> int:
    """Those who go first: a mover loses before they gain."""
    here, moment = members_of(team), now_ms()
    changing = [(uid, False) for uid in sorted(here - set(wanted))] + [
        (uid, True) for uid in sorted(set(wanted) - here)
    ]
    held = 0
    for start in range(0, len(changing), BATCH):
        with system_action(token.organisation, f"scim:{token.uid}") as record:
            for uid, joins in changing[start : start + BATCH]:
                held += _one(record, token, team, uid, joins, moment)
            record.event(lifecycle.GROUP_WRITTEN, Subject("team", team.uid), {"people": len(changing)})
    return held


def _one(record: Record, token: ScimToken, team: Team, uid: str, joins: bool, moment: int) -> int:
    person = Person.objects.get(organisation=token.organisation, uid=uid)
    now = standing_of(person)
    after = Standing(now.is_present, now.teams | {team.uid} if joins else now.teams - {team.uid})
    change = ask_change(record, person, after, Source.SCIM, requester=token.made_by, hr_at_ms=moment)
    return int(change is not None and change.stage != Stage.APPLIED)
