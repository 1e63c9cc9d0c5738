"""Set up an organisation with its first owner."""

from django.db import transaction

from rempart.directory.actions.action import Record, system_action
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Organisation
from rempart.events import directory as events
from rempart.terms.scope import Subject


def create_organisation(name: str, owner: Account | None, currency: str = "EUR") -> Organisation:
    """The organisation, its log's first entry, and the owner's membership."""
    with transaction.atomic():
        organisation = Organisation.objects.create(name=name, currency=currency)
        with system_action(organisation) as record:
            record.event(events.ORGANISATION_CREATED, Subject("organisation", organisation.uid), {"currency": currency})
            if owner is not None:
                add_member(record, organisation, owner, Role.OWNER)
    return organisation


def add_member(record: Record, organisation: Organisation, account: Account, role: Role) -> Membership:
    """Part of an open action: the membership and its event."""
    member = Membership.objects.create(organisation=organisation, account=account, role=role.value)
    record.event(events.MEMBER_ADDED, Subject("account", account.uid), {"role": role.value})
    return member
