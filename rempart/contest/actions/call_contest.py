"""A contest is called, ended early, and its fund handed over: by whoever organises drills."""

from collections.abc import Sequence

from rempart.contest.actions import live
from rempart.contest.core.score import LEAST_SIDE, LONGEST, SHORTEST, SIDES_LEAST, SIDES_MOST
from rempart.contest.core.states import LIVE, Stage
from rempart.contest.store.models import Camp, Contest, Guarded
from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Team
from rempart.events import contest as events
from rempart.terms.apart import apart
from rempart.terms.scope import Subject

SITES = 16  # of all organisations at once: what one machine bears


class NoContest(ValueError):
    """Why it cannot be called: `running`, `minutes`, `many`, `small`, `full`, `no_isolation`, `no_wordpress`, `no_address`."""


def call_contest(
    actor: Account, organisation: Organisation, name: str, minutes: int, teams: Sequence[Team], *, fund_minor: int = 0
) -> Contest:
    """The worker makes the sites; it begins when all of them stand. Each department plays as one. Raises NoContest."""
    found = live.ranges()
    if found is None or (why := found.ready()):
        raise NoContest("no_isolation" if found is None else why)
    if not SHORTEST <= minutes <= LONGEST:
        raise NoContest("minutes")
    with action(actor, organisation, Permission.DRILL) as record:
        if Contest.objects.filter(organisation=organisation, stage__in=LIVE).exists():
            raise NoContest("running")  # two with other cuts could be subtracted from each other
        if len(teams) > SIDES_MOST:
            raise NoContest("many")
        sides = apart(((one.pk, _members(one)) for one in teams), LEAST_SIDE)
        if not SIDES_LEAST <= len(sides) == len(teams):
            raise NoContest("small")
        if Camp.objects.filter(contest__stage__in=LIVE).count() + len(sides) > SITES:
            raise NoContest("full")
        names = {one.pk: one.name for one in teams}
        row = Contest.objects.create(
            organisation=organisation, name=name, minutes=minutes, weaknesses=sorted(live.weaknesses()),
            fund_minor=fund_minor, asked_ms=now_ms(),
        )  # fmt: skip
        for team, members in sides.items():
            _side(row, team, names[team], members)
        record.event(events.OPENED, _subject(row), {"sides": len(sides), "minutes": minutes})
    return row


def _side(row: Contest, team: int, name: str, members: tuple[str, ...]) -> None:
    side = Camp.objects.create(
        organisation=row.organisation, contest=row, team_id=team, name=name, members=list(members), size=len(members)
    )
    Guarded.objects.bulk_create(
        Guarded(organisation=row.organisation, side=side, weakness=one) for one in row.weaknesses
    )


def _members(team: Team) -> set[str]:
    return {one for one in team.person_set.values_list("account__uid", flat=True) if one is not None}


def ask_end(actor: Account, contest: Contest) -> None:
    """Everything of it is gone within seconds; what was won until then stays."""
    with action(actor, contest.organisation, Permission.DRILL) as record:
        if Contest.objects.filter(pk=contest.pk, stage__in=LIVE).update(is_end_asked=True):
            record.event(events.END_ASKED, _subject(contest), {})
        else:
            record.event(events.END_ASKED, _subject(contest), {"late": True})


def hand_over(actor: Account, contest: Contest) -> bool:
    """The winner has the fund; False when that was so already, or there is none."""
    with action(actor, contest.organisation, Permission.DRILL) as record:
        mine = Contest.objects.filter(pk=contest.pk, stage=Stage.ENDED, is_handed_over=False, fund_minor__gt=0)
        is_new = mine.update(is_handed_over=True) == 1
        record.event(events.FUND_HANDED, _subject(contest), {"again": not is_new})
    return is_new


def _subject(contest: Contest) -> Subject:
    return Subject("contest", contest.uid)
