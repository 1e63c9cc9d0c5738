"""A campaign with one mail that went out, as its builder makes it; and the token that stands in it."""

from rempart.directory.actions.add_people import add_people
from rempart.directory.core.people_table import NewPerson
from rempart.directory.store.models import Account, Organisation, Person
from rempart.mail.core.drill.states import Sent, State
from rempart.mail.store.drill import Campaign, Message, Recipient
from rempart.mail.store.joining import Joiner, hash_of


def person_of(organisation: Organisation, account: Account, by: Account) -> Person:
    """The account as one of the people."""
    (person,) = add_people(by, organisation, [NewPerson(account.name, account.email, account.name, "Team")])
    Person.objects.filter(pk=person.pk).update(account=account)
    person.refresh_from_db()
    return person


def drill_to(organisation: Organisation, person: Person, name: str = "drill") -> tuple[Message, str]:
    """One mail to one person, and its token."""
    campaign = Campaign.objects.create(organisation=organisation, name=name, template="parcel", state=State.RUNNING)
    Recipient.objects.create(campaign=campaign, person=person, sent=1)
    joiner = Joiner(organisation)
    uid = f"m{campaign.uid}"
    token = joiner.token(uid)
    message = Message.objects.create(
        uid=uid, campaign=campaign, pseudonym=joiner.pseudonym(person.uid), language="en", token_hash=hash_of(token),
        state=Sent.ACCEPTED, due_ms=1, at_ms=1,
    )  # fmt: skip
    return message, token
