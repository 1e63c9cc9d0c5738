"""Where somebody receives letters: a learner who came by staff number has no address in the account."""

from rempart.directory.core.provisional import receives
from rempart.directory.store.models import Account, Organisation, Person


def mailbox_of(account: Account, organisation: Organisation) -> str:
    """The account's own address, else the one the organisation has of that person; empty where there is neither."""
    if receives(account.email):
        return account.email
    person = Person.objects.filter(organisation=organisation, account=account).order_by("pk").first()
    return person.email if person is not None else ""
