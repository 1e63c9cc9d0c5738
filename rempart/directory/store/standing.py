"""The standing of an account, read from memberships, scopes, privileges and delegations; and who counts as one person."""

from django.db.models import Q, QuerySet

from rempart.directory.core.bounds import bounded
from rempart.directory.core.roles import GRANTS, Permission, Role
from rempart.directory.core.standing import WHOLE, Grant, Reach, Standing
from rempart.directory.store.models import Account, Membership, Organisation, Person
from rempart.directory.store.rights import Delegation, MembershipScope, PersonAccount, Privilege

NOBODY = Standing()


def membership(account: Account, organisation: Organisation, at_ms: int) -> Membership | None:
    """The one in force: of an open account, and not past its end."""
    if not account.is_active:
        return None
    return in_force(at_ms).filter(account=account, organisation=organisation).first()


def in_force(at_ms: int) -> QuerySet[Membership]:
    """Memberships that count at that moment."""
    lasting = Q(until_ms=None) | Q(until_ms__gt=at_ms)
    return Membership.objects.filter(lasting, account__is_active=True)


def standing(account: Account, organisation: Organisation, at_ms: int) -> Standing:
    """Everything the account holds there now; empty for a stranger, whatever privileges may be left over."""
    member = membership(account, organisation, at_ms)
    return NOBODY if member is None else standing_of(member, at_ms)


def standing_of(member: Membership, at_ms: int) -> Standing:
    """As `standing`, for a membership known to be in force."""
    own = _own(member)
    whole = Standing(Role(member.role), (own, *_lent(member, own.reach, at_ms), *_covering(member, at_ms)))
    return bounded(whole)


def _own(member: Membership) -> Grant:
    return Grant(GRANTS.get(Role(member.role), frozenset()), reach_of(member))


def reach_of(member: Membership) -> Reach:
    """How far the role reaches."""
    if not member.is_scoped:
        return WHOLE
    rows = list(MembershipScope.objects.filter(member=member).values_list("site_id", "host_id", "team_id"))
    sites, hosts, teams = (
        ({pk for pk in column if pk is not None} for column in zip(*rows, strict=True))
        if rows
        else (
            set(),
            set(),
            set(),
        )
    )
    return Reach(False, frozenset(sites), frozenset(hosts), frozenset(teams))


def active_privileges(at_ms: int) -> QuerySet[Privilege]:
    """Those that count at that moment, wherever and whosever."""
    return Privilege.objects.filter(ended_at_ms=None, from_ms__lte=at_ms, until_ms__gt=at_ms)


def lent_by(privilege: Privilege) -> frozenset[Permission]:
    """What a privilege holds; nothing for a name that no longer exists."""
    if privilege.role:
        return GRANTS.get(Role(privilege.role), frozenset()) if privilege.role in set(Role) else frozenset()
    return frozenset({Permission(privilege.permission)}) if privilege.permission in set(Permission) else frozenset()


def _lent(member: Membership, reach: Reach, at_ms: int) -> list[Grant]:
    """A privilege never reaches further than the membership it is lent to."""
    rows = active_privileges(at_ms).filter(account_id=member.account_id, organisation_id=member.organisation_id)
    return [Grant(lent_by(row), reach, f"privilege:{row.uid}") for row in rows.order_by("pk")]


def active_delegations(at_ms: int) -> QuerySet[Delegation]:
    """Those that count at that moment."""
    return Delegation.objects.filter(ended_at_ms=None, from_ms__lte=at_ms, until_ms__gt=at_ms)


def _covering(member: Membership, at_ms: int) -> list[Grant]:
    """What the giver's own role holds today: nothing borrowed is passed on, and nothing outlives the giver."""
    rows = active_delegations(at_ms).filter(taker_id=member.account_id, organisation_id=member.organisation_id)
    found = []
    for row in rows.select_related("giver", "organisation").order_by("pk"):
        giver = membership(row.giver, row.organisation, at_ms)
        if giver is not None:
            own = _own(giver)
            found.append(Grant(own.permissions, own.reach, f"delegation:{row.uid}"))
    return found


def borrows(account: Account, at_ms: int) -> bool:
    """Is anything lent to the account at that moment, or does it cover for somebody, in whichever organisation?"""
    if active_privileges(at_ms).filter(account=account).exists():
        return True
    return active_delegations(at_ms).filter(taker=account).exists()


def same_person(account: Account) -> set[int]:
    """The accounts (by primary key) of whoever is behind this one, this one among them."""
    people = set(Person.objects.filter(account=account).values_list("pk", flat=True))
    people |= set(PersonAccount.objects.filter(account=account).values_list("person_id", flat=True))
    first = Person.objects.filter(pk__in=people, account__isnull=False).values_list("account_id", flat=True)
    further = PersonAccount.objects.filter(person_id__in=people).values_list("account_id", flat=True)
    return {account.pk, *(pk for pk in first if pk is not None), *further}


def counts_as(account: Account, organisation: Organisation, since_ms: int, until_ms: int) -> set[int]:
    """The accounts this one stands for: its person's own, and everyone whom one of these covered in that time."""
    own = same_person(account)
    covered = Delegation.objects.filter(
        Q(ended_at_ms=None) | Q(ended_at_ms__gt=since_ms),
        organisation=organisation,
        taker_id__in=own,
        from_ms__lte=until_ms,
        until_ms__gt=since_ms,
    ).select_related("giver")
    found = set(own)
    for row in covered:
        found |= same_person(row.giver)
    return found
