"""Departments beside each other (AWR-10, its points): average for each member, counted by whole weeks."""

from collections.abc import Sequence

from django.db.models import F, Sum

from rempart.directory.actions.action import action, now_ms, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.closures import open_ones
from rempart.directory.store.models import Account, Organisation, Team
from rempart.events import people as events
from rempart.people.core.points import LEAST_TEAM, weeks_over
from rempart.people.store.points import Challenge, Earned, Purse, Side
from rempart.terms.apart import apart
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

MOST_DAYS = 200  # of a challenge
LEAST_SIDES = 2
LAG_MS = 3_600_000  # points come out of the record a little later than they were earned


class NoContest(ValueError):
    """Why it cannot begin: `running`, `days`, or `small` (fewer than two teams are large enough)."""


def begin_challenge(
    actor: Account, organisation: Organisation, name: str, days: int, teams: Sequence[Team]
) -> Challenge:
    """From now on, for so many days. Only people with an account who take part in points are counted. Raises NoContest."""
    with action(actor, organisation, Permission.TEACH) as record:
        moment = now_ms()
        if not 7 <= days <= MOST_DAYS:
            raise NoContest("days")
        if Challenge.objects.filter(organisation=organisation, ends_ms__gt=moment).exists():
            raise NoContest("running")  # two with other cuts at the same time could be subtracted from each other
        out = set(Purse.objects.filter(organisation=organisation, is_out=True).values_list("account__uid", flat=True))
        sides = apart(((one.pk, _members(one) - out) for one in teams), LEAST_TEAM)
        if len(sides) < LEAST_SIDES:
            raise NoContest("small")
        row = Challenge.objects.create(
            organisation=organisation, name=name, begins_ms=moment, ends_ms=moment + days * DAY_S * 1_000,
            counted_ms=moment,
        )  # fmt: skip
        for team, members in sides.items():
            Side.objects.create(
                organisation=organisation, challenge=row, team_id=team, members=list(members), size=len(members)
            )
        record.event(events.CHALLENGE_BEGUN, Subject("challenge", row.uid), {"sides": len(sides)})
    return row


def _members(team: Team) -> set[str]:
    return {one for one in team.person_set.values_list("account__uid", flat=True) if one is not None}


def count_weeks() -> bool:
    """One challenge of which a week is over and not yet counted; True when there was one."""
    moment = now_ms() - LAG_MS
    waiting = Challenge.objects.filter(organisation__in=open_ones(), counted_ms__lt=F("ends_ms")).order_by("pk")
    for row in waiting.select_related("organisation"):
        until = weeks_over(row.begins_ms, row.ends_ms, moment)
        if until > row.counted_ms:
            _count(row, until)
            return True
    return False


def _count(row: Challenge, until_ms: int) -> None:
    with system_action(row.organisation) as record:
        if Challenge.objects.filter(pk=row.pk, counted_ms=row.counted_ms).update(counted_ms=until_ms) == 1:
            for side in row.side_set.order_by("pk"):
                mine = Earned.objects.filter(organisation=row.organisation, account__uid__in=side.members)
                gained = mine.filter(at_ms__gte=row.counted_ms, at_ms__lt=until_ms).aggregate(sum=Sum("points"))["sum"]
                here = Purse.objects.filter(organisation=row.organisation, account__uid__in=side.members, is_out=True)
                is_shown = side.is_shown and side.size - here.count() >= row.least
                members = side.members if until_ms < row.ends_ms else []  # over: who was in it matters to nobody
                moved = {"total": F("total") + (gained or 0), "is_shown": is_shown, "members": members}
                Side.objects.filter(pk=side.pk).update(**moved)
        record.event(events.CHALLENGE_COUNTED, Subject("challenge", row.uid), {})
