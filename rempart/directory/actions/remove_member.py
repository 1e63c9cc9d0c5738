"""End a membership; an account that belongs nowhere any more is closed, and who it was is erased."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction

from rempart.directory.actions.action import Record, action, forget_traces, own_role, raw_connection
from rempart.directory.actions.endings import end_access
from rempart.directory.core.roles import Permission, Role, may_hand_out
from rempart.directory.store.members import LastOwner, is_last_owner
from rempart.directory.store.models import Account, Membership, SignInLink
from rempart.events import directory as events
from rempart.ledger.commitment import erase
from rempart.terms.scope import Subject

CLOSED = "@left.invalid"  # .invalid never receives mail (RFC 2606)


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
    """The row stays, so that what the account approved keeps its second person; nothing in it tells who it was."""
    SignInLink.objects.filter(account=account).delete()
    EmailAddress.objects.filter(user=account).delete()
    Authenticator.objects.filter(user=account).delete()
    erase(raw_connection(), account.uid)  # sealed addresses and browsers of its sign-ins
    account.name, account.email, account.is_active = "", f"{account.uid}{CLOSED}", False
    account.set_unusable_password()
    account.save()
    record.event(events.ACCOUNT_CLOSED, Subject("account", account.uid), {})
    transaction.on_commit(forget_traces)
