"""How a person stands at this moment: here or gone, in which teams, with which membership."""

from django.db.models import QuerySet

from rempart.directory.store.models import Account, Membership, Organisation, Person
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


def account_of(person: Person) -> Account | None:
    """The account that was linked, else the one whose address is the person's."""
    if person.account is not None:
        return person.account
    return Account.objects.filter(email__iexact=person.email).first() if person.email else None


def memberships_of(person: Person) -> list[Membership]:
    """Every membership here that is this person's: by the link and by the address."""
    here = Membership.objects.filter(organisation=person.organisation).select_related("account", "organisation")
    found = {row.pk: row for row in here.filter(account=person.account_id)} if person.account_id else {}
    if person.email:
        found |= {row.pk: row for row in here.filter(account__email__iexact=person.email)}
    return [found[key] for key in sorted(found)]
