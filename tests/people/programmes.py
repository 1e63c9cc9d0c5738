"""Programmes for tests: made through the actions, with learners who have a person, a team and an address."""

import datetime as dt
from dataclasses import dataclass

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Organisation, Person, Team
from rempart.people.actions.join_programme import join
from rempart.people.actions.make_programme import make_programme
from rempart.people.actions.open_programme import open_programme
from rempart.people.actions.plan_session import plan_session
from rempart.people.store.programme import Programme, Session
from tests.cast import colleague

DAY_MS = 86_400_000
ADAY = dt.timedelta(days=1)


def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def learner(organisation: Organisation, name: str, team: Team | None = None) -> Account:
    account = colleague(organisation, name, Role.LEARNER)
    person = Person.objects.create(
        organisation=organisation, name=name, email=f"{name.lower()}@lavande.example", account=account
    )
    if team is not None:
        person.teams.add(team)
    return account


@dataclass(frozen=True)
class Running:
    """A programme that is open since yesterday, and its one session of tomorrow."""

    programme: Programme
    session: Session


def running(teacher: Account, organisation: Organisation, capacity: int = 2) -> Running:
    row = make_programme(teacher, organisation, "winter_campaign", today() - ADAY)
    Session.objects.filter(programme=row).delete()
    Programme.objects.filter(pk=row.pk).update(enrol_until=today() + 5 * ADAY, early_until=None)
    row.refresh_from_db()
    open_programme(teacher, row)
    values = {
        "title": "Questions",
        "starts_ms": now_ms() + DAY_MS,
        "capacity": capacity,
        "minutes": 60,
        "link": "https://live.example/x",
    }
    return Running(row, plan_session(teacher, row, values))


def enrolled(programme: Programme, *names: str) -> list[Account]:
    found = [learner(programme.organisation, name) for name in names]
    for one in found:
        join(one, programme)
    return found
