"""Give a member another role."""

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import Record, action, own_role
from rempart.directory.core.roles import Permission, Role, may_hand_out
from rempart.directory.store.members import LastOwner, is_last_owner
from rempart.directory.store.models import Account, Membership
from rempart.directory.store.rights import MembershipScope
from rempart.events import directory as events
from rempart.terms.scope import Subject


def change_role(actor: Account, member: Membership, role: Role) -> None:
    """Raises LastOwner; PermissionDenied where the actor would hand out, or take away, more than they hold."""
    with action(actor, member.organisation, Permission.MANAGE_MEMBERS) as record:
        member.refresh_from_db()
        own, before = own_role(actor, member.organisation), Role(member.role)
        if not may_hand_out(own, role) or not may_hand_out(own, before):
            raise PermissionDenied(role.value)
        set_role(record, member, role)


def set_role(record: Record, member: Membership, role: Role) -> None:
    """Part of an open action that knows that it may. Raises LastOwner."""
    if role is not Role.OWNER and is_last_owner(member):
        raise LastOwner
    body = {"before": member.role, "after": role.value}
    write_role(member, role)
    record.event(events.MEMBER_ROLE_CHANGED, Subject("account", member.account.uid), body)


def write_role(member: Membership, role: Role) -> None:
    """Part of an open action. An owner is never limited to some rows or to a date: nobody else could lift the limit."""
    member.role = role.value
    if role is Role.OWNER:
        member.is_scoped, member.until_ms = False, None
        MembershipScope.objects.filter(member=member).delete()
    member.save(update_fields=["role", "is_scoped", "until_ms"])
