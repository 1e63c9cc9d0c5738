"""How a person stands at this moment: here or gone, in which teams, with which membership."""

from django.db.models import Q, QuerySet

from rempart.directory.store.models import Account, Membership, Organisation, Person
from rempart.directory.store.rights import Delegation, PersonAccount
from rempart.lifecycle.core.change import Standing
from rempart.lifecycle.store.models import Employment


def employment_of(person: Person) -> Employment:
    """Made at the first change: whoever is in the list of people counts as present."""
    found, _ = Employment.objects.get_or_create(person=person, defaults={"organisation": person.organisation})
    return found


def standing_of(person: Person) -> Standing:
    """Someone without an employment row is present."""
    row = Employment.objects.filter(person=person).first()
    teams = person.teams.order_by("pk").values_list("uid", flat=True)
    return Standing(row is None or row.is_present, frozenset(teams))


def present_people(organisation: Organisation) -> QuerySet[Person]:
    """Everybody who has not left."""
    return Person.objects.filter(organisation=organisation).exclude(employment__is_present=False)


def accounts_of(person: Person) -> list[Account]:
    """All that are this person's: the linked one, further ones, and the one whose address is theirs."""
    wanted = Q(pk=person.account_id) if person.account_id else Q(pk__in=[])
    wanted |= Q(pk__in=PersonAccount.objects.filter(person=person).values("account"))
    if person.email:
        wanted |= Q(email__iexact=person.email)
    return list(Account.objects.filter(wanted).order_by("pk"))


def memberships_of(person: Person) -> list[Membership]:
    """Every membership here that is this person's."""
    here = Membership.objects.filter(organisation=person.organisation, account__in=accounts_of(person))
    return list(here.select_related("account", "organisation").order_by("pk"))


def hands(organisation: Organisation, now_ms: int) -> dict[str, frozenset[str]]:
    """Account -> accounts whose word it may speak: who stands in for whom, and several accounts of one person."""
    found: dict[str, set[str]] = {}
    running = Delegation.objects.filter(organisation=organisation, from_ms__lte=now_ms, until_ms__gt=now_ms)
    for taker, giver in running.filter(ended_at_ms=None).values_list("taker__uid", "giver__uid"):
        found.setdefault(taker, set()).add(giver)
    further = PersonAccount.objects.filter(organisation=organisation).select_related("person", "account")
    for row in further:
        same = {account.uid for account in accounts_of(row.person)}
        for one in same:
            found.setdefault(one, set()).update(same - {one})
    return {account: frozenset(others) for account, others in found.items()}
