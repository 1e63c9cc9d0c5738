"""Whom a drill asks: by team, role and risk, as the directory knows them; leavers never, and leave is respected."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet

from rempart.directory.core.roles import Role
from rempart.directory.store.models import Membership, Organisation, Person, Team
from rempart.directory.store.rights import Delegation
from rempart.mail.store.drill import Departed
from rempart.terms.duration import DAY_S

NEW_DAYS = 90  # whoever was named so recently is new here
PAYING = (Role.FINANCE_CLERK, Role.FINANCE_APPROVER)
MOST_PEOPLE = 50_000  # of one campaign


@dataclass(frozen=True, slots=True)
class Audience:
    """What was chosen; all of it together is asked, nobody twice."""

    everybody: bool = False
    teams: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    new_here: bool = False
    payments: bool = False

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Audience":
        """From a campaign's column."""
        return cls(
            data.get("everybody") is True, tuple(data.get("teams", [])), tuple(data.get("roles", [])),
            data.get("new_here") is True, data.get("payments") is True,
        )  # fmt: skip

    def kept(self) -> dict[str, Any]:
        """As the column has it."""
        return {
            "everybody": self.everybody, "teams": list(self.teams), "roles": list(self.roles),
            "new_here": self.new_here, "payments": self.payments,
        }  # fmt: skip


def people_of(organisation: Organisation, audience: Audience, at_ms: int) -> QuerySet[Person]:
    """Who is meant, in no order; those without an address are among them, leavers and closed accounts are not."""
    here = Person.objects.filter(organisation=organisation).exclude(pk__in=Departed.objects.values("person"))
    here = here.filter(Q(account=None) | Q(account__is_active=True))
    if audience.everybody:
        return here
    roles = set(audience.roles) | ({role.value for role in PAYING} if audience.payments else set())
    members = Membership.objects.filter(organisation=organisation, role__in=roles)
    teams = Team.objects.filter(organisation=organisation, uid__in=audience.teams)
    meant = Q(pk__in=Person.teams.through.objects.filter(team__in=teams).values("person"))
    meant |= Q(account__in=members.values("account"))
    if audience.new_here:
        meant |= Q(created_at__gte=datetime.fromtimestamp(at_ms / 1_000 - NEW_DAYS * DAY_S, UTC))
    return here.filter(meant)


def without_address(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those whom no mail can reach: listed, so that somebody gives them one or asks them by another way."""
    return people.filter(email="").order_by("name", "pk")


def leaves(organisation: Organisation, from_ms: int, until_ms: int) -> dict[int, list[tuple[int, int]]]:
    """By account: when somebody is away, which is when others cover for them."""
    rows = Delegation.objects.filter(
        organisation=organisation, ended_at_ms=None, from_ms__lt=until_ms, until_ms__gt=from_ms
    )
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for giver, begin, end in rows.order_by("from_ms").values_list("giver", "from_ms", "until_ms"):
        found[giver].append((begin, end))
    return dict(found)


def teams_of(organisation: Organisation, people: list[int]) -> dict[int, list[str]]:
    """By person: the uids of their teams."""
    found: dict[int, list[str]] = {one: [] for one in people}
    rows = Person.teams.through.objects.filter(team__organisation=organisation).order_by("team")
    for person, team in rows.values_list("person", "team__uid"):
        if person in found:
            found[person].append(team)
    return found
