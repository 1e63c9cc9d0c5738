"""Say that an account belongs to a person: two accounts of one person are one pair of eyes."""

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Membership, Person
from rempart.directory.store.rights import PersonAccount
from rempart.events import rights as events
from rempart.terms.scope import Subject


class LinkedElsewhere(ValueError):
    """The account is recorded as another person's; that is not undone by claiming it again."""


def link_account(actor: Account, person: Person, account: Account) -> None:
    """The first account or a further one. Raises LinkedElsewhere, PermissionDenied for an account of no member."""
    with action(actor, person.organisation, Permission.MANAGE_PEOPLE, person) as record:
        if not Membership.objects.filter(organisation=person.organisation, account=account).exists():
            raise PermissionDenied("account of no member")
        known = Person.objects.filter(account=account).exclude(pk=person.pk).exists()
        if known or PersonAccount.objects.filter(account=account).exclude(person=person).exists():
            raise LinkedElsewhere
        if person.account_id is None:
            person.account = account
            person.save(update_fields=["account"])
        elif person.account_id != account.pk:
            named = {"organisation": person.organisation, "person": person}
            PersonAccount.objects.get_or_create(account=account, defaults=named)
        record.event(events.ACCOUNTS_LINKED, Subject("person", person.uid), {"account": account.uid})
