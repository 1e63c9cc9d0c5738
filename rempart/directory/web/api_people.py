"""The API of people and teams."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_team import add_team
from rempart.directory.actions.change_team import change_team
from rempart.directory.actions.erase_person import OnHold, StillAMember, erase_person
from rempart.directory.core.csv_table import BadTable
from rempart.directory.core.people_table import NewPerson, is_address
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Person, Team
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Listed, Named, Sent, needs
from rempart.directory.web.idempotent import idempotent
from rempart.directory.web.paging import Paged, listed, page
from rempart.ledger.person_keys_backup import KEPT_DAYS
from rempart.terms.duration import DAY_S
from rempart.terms.moment import rfc3339

router = Router(tags=["people"])
READ, MANAGE = Permission.READ_PEOPLE, Permission.MANAGE_PEOPLE
JOIN_MAX = 200  # people who join or leave in one call; more is for several


class TeamOut(Schema):
    """A group of people."""

    uid: str
    name: str


class PersonOut(Schema):
    """Somebody of the organisation; `teams` are those within the caller's reach."""

    uid: str
    name: str
    email: str
    staff_number: str
    teams: list[str]


class PersonIn(Named):
    """`team` is a name; a team that is not there yet is made."""

    email: str = Field("", max_length=254)
    staff_number: str = Field("", max_length=40)
    team: str = Field("", max_length=200)


class JoinIn(Sent):
    """Uids of people."""

    join: list[str] = Field(default_factory=list, max_length=JOIN_MAX)
    leave: list[str] = Field(default_factory=list, max_length=JOIN_MAX)


class ErasureState(Schema):
    """`complete_at`: when the last backup that still holds the key is gone."""

    person: str
    state: str
    complete_at: str


def _team(row: Team) -> dict[str, object]:
    return {"uid": row.uid, "name": row.name}


def _person(row: Person) -> dict[str, object]:
    teams = [team.uid for team in row.teams.all()]
    return {"uid": row.uid, "name": row.name, "email": row.email, "staff_number": row.staff_number, "teams": teams}


def _everyone(request: HttpRequest, permission: Permission = READ) -> Any:
    return Prefetch("teams", fence.visible(request, Team.objects.order_by("pk"), permission))


@router.get("/teams", response=Listed[TeamOut])
@needs(READ)
def teams(request: HttpRequest, asked: Query[Paged]) -> dict[str, object]:
    """Groups of people."""
    rows, more = page(fence.visible(request, Team.objects.all(), READ), asked)
    return listed([_team(row) for row in rows], more)


@router.post("/teams", response={201: TeamOut})
@needs(MANAGE, whole=True)
@idempotent
def make_team(request: HttpRequest, sent: Named) -> Answer:
    """Add a team, or find the one with that name."""
    return Status(201, _team(add_team(fence.account(request), fence.tenant(request), sent.name)))


@router.get("/teams/{uid}/people", response=Listed[PersonOut])
@needs(READ)
def people_of_team(request: HttpRequest, uid: str, asked: Query[Paged]) -> dict[str, object]:
    """Who belongs to a team."""
    team = fence.fetch(request, Team, uid, READ)
    here = fence.visible(request, Person.objects.filter(teams=team), READ).prefetch_related(_everyone(request))
    rows, more = page(here, asked)
    return listed([_person(row) for row in rows], more)


@router.post("/teams/{uid}/people", response={204: None})
@needs(MANAGE)
def move_people(request: HttpRequest, uid: str, sent: JoinIn) -> Answer:
    """Let people join or leave a team. Repeating it changes nothing."""
    team = fence.fetch(request, Team, uid, MANAGE)
    join = [fence.fetch(request, Person, one, MANAGE) for one in sent.join]
    leave = [fence.fetch(request, Person, one, MANAGE) for one in sent.leave]
    change_team(fence.account(request), team, join=join, leave=leave)
    return Status(204, None)


@router.get("/people", response=Listed[PersonOut])
@needs(READ)
def people(request: HttpRequest, asked: Query[Paged]) -> dict[str, object]:
    """The people within reach."""
    here = fence.visible(request, Person.objects.prefetch_related(_everyone(request)), READ)
    rows, more = page(here, asked)
    return listed([_person(row) for row in rows], more)


@router.get("/people/{uid}", response=PersonOut)
@needs(READ)
def person(request: HttpRequest, uid: str) -> dict[str, object]:
    """One person."""
    return _person(fence.fetch(request, Person, uid, READ))


@router.post("/people", response={201: PersonOut})
@needs(MANAGE, whole=True)
@idempotent
def make_person(request: HttpRequest, sent: PersonIn) -> Answer:
    """Add somebody. An address or number that is there already is refused with 409."""
    if (sent.email and not is_address(sent.email)) or not sent.name.strip():
        raise HttpError(422, "This is no e-mail address, or no name.")
    wish = NewPerson(sent.name.strip(), sent.email.lower(), sent.staff_number.strip(), sent.team.strip())
    try:
        (row,) = add_people(fence.account(request), fence.tenant(request), [wish])
    except BadTable as known:
        raise HttpError(409, f"Somebody has it already: {known}.") from known
    return Status(201, _person(row))


@router.delete("/people/{uid}", response={202: ErasureState})
@needs(MANAGE)
def end_person(request: HttpRequest, uid: str) -> Answer:
    """Erase a person: name, address and number cannot be recovered. Copies of the key go with the last backup."""
    row = fence.fetch(request, Person, uid, MANAGE)
    try:
        erase_person(fence.account(request), row)
    except StillAMember as still:
        raise HttpError(409, "This person signs in here. End the membership first.") from still
    except OnHold as hold:
        raise HttpError(409, f"A legal hold keeps this person until {rfc3339(hold.until_ms)}.") from hold
    done = rfc3339(now_ms() + KEPT_DAYS * DAY_S * 1000)
    return Status(202, {"person": uid, "state": "erased_here_backups_follow", "complete_at": done})
