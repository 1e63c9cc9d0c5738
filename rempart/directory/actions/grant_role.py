"""The first start makes the person at the shell an owner: no member exists yet who could."""

from rempart.directory.actions.action import system_action
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Organisation


def grant_role(organisation: Organisation, account: Account, role: Role) -> Membership:
    """A membership without an asking member. Raises ValueError once the organisation has an owner."""
    if Membership.objects.filter(organisation=organisation, role=Role.OWNER).exists() and role is Role.OWNER:
        raise ValueError("This organisation has an owner already; ask them to add you")
    with system_action(organisation) as record:
        return add_member(record, organisation, account, role)
