"""Give a member another role."""

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import action, role_of
from rempart.directory.core.roles import Permission, Role, may_hand_out
from rempart.directory.store.members import LastOwner, is_last_owner
from rempart.directory.store.models import Account, Membership
from rempart.events import directory as events
from rempart.terms.scope import Subject


def change_role(actor: Account, member: Membership, role: Role) -> None:
    """Raises LastOwner; PermissionDenied where the actor would hand out, or take away, more than they hold."""
    with action(actor, member.organisation, Permission.MANAGE_MEMBERS) as record:
        member.refresh_from_db()
        own, before = role_of(actor, member.organisation), Role(member.role)
        if own is None or not may_hand_out(own, role) or not may_hand_out(own, before):
            raise PermissionDenied(role.value)
        if role is not Role.OWNER and is_last_owner(member):
            raise LastOwner
        member.role = role.value
        member.save(update_fields=["role"])
        body = {"before": before.value, "after": role.value}
        record.event(events.MEMBER_ROLE_CHANGED, Subject("account", member.account.uid), body)
