"""End a membership; an account that belongs nowhere any more is closed, and who it was is erased."""

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import Record, action, own_role
from rempart.directory.actions.blot_in_areas import blot_account
from rempart.directory.actions.endings import end_access
from rempart.directory.actions.erase_person import ACCOUNT, forget
from rempart.directory.actions.replay_erasures import empty_account
from rempart.directory.core.roles import Permission, Role, may_hand_out
from rempart.directory.store.members import LastOwner, is_last_owner
from rempart.directory.store.models import Account, Membership
from rempart.events import directory as events
from rempart.terms.scope import Subject


def remove_member(actor: Account, member: Membership) -> None:
    """Raises LastOwner; PermissionDenied for a member with rights that the actor lacks."""
    with action(actor, member.organisation, Permission.MANAGE_MEMBERS) as record:
        member.refresh_from_db()
        if not may_hand_out(own_role(actor, member.organisation), Role(member.role)):
            raise PermissionDenied(member.role)
        if is_last_owner(member):
            raise LastOwner
        end_membership(record, member)


def end_membership(record: Record, member: Membership) -> None:
    """Part of an open action that has seen to it that this is not the last owner."""
    account = member.account
    member.delete()
    record.event(events.MEMBER_REMOVED, Subject("account", account.uid), {})
    end_access(record, account, member.organisation)
    if not account.membership_set.exists():
        _close(record, account)


def _close(record: Record, account: Account) -> None:
    """Nothing tells any more who it was, also after a restore: an account leaves a tombstone like a person."""
    blot_account(account, record.organisation)
    empty_account(account)
    forget(record, account.uid, ACCOUNT)
    record.event(events.ACCOUNT_CLOSED, Subject("account", account.uid), {})
