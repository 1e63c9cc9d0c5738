"""In which organisation's log something about an account is written."""

from rempart.directory.store.models import Account, Membership, Organisation, Person


def home_of(account: Account) -> Organisation | None:
    """The first membership, else the organisation of the person behind it; None for who belongs nowhere."""
    member = Membership.objects.filter(account=account).select_related("organisation").order_by("pk").first()
    if member is not None:
        return member.organisation
    person = Person.objects.filter(account=account).select_related("organisation").first()
    return person.organisation if person is not None else None
