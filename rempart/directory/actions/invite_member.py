"""Invite someone: an account by e-mail address, with a one-time link that is shown once."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import Record, action, now_ms, own_role
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.actions.sign_in_links import make_link
from rempart.directory.core.roles import Permission, Role, allows, may_hand_out
from rempart.directory.store.models import Account, Membership, Organisation
from rempart.directory.store.standing import in_force
from rempart.events import directory as events
from rempart.terms.scope import Subject


class CannotInvite(ValueError):
    """`code` is member (is one already), elsewhere (an account of other people) or unfinished."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Invitation(NamedTuple):
    """`secret` is the link's, None for an account that already signs in by itself."""

    member: Membership
    secret: str | None


def invite_member(actor: Account, organisation: Organisation, email: str, role: Role, name: str = "") -> Invitation:
    """Raises CannotInvite; PermissionDenied for a role with rights that the actor lacks."""
    email = email.strip().lower()
    with action(actor, organisation, Permission.MANAGE_MEMBERS) as record:
        if not may_hand_out(own_role(actor, organisation), role):
            raise PermissionDenied(role.value)
        known = Account.objects.filter(email=email).first()
        if known is not None:
            _check_known(actor, organisation, known)
            return Invitation(add_member(record, organisation, known, role), None)
        account = _create(record, email, name)
        member = add_member(record, organisation, account, role)
        record.event(events.LINK_MADE, Subject("account", account.uid), {})
        return Invitation(member, make_link(account))


def _create(record: Record, email: str, name: str) -> Account:
    account = Account.objects.create_user(email, None, name=name.strip())
    record.event(events.ACCOUNT_CREATED, Subject("account", account.uid), {})
    return account


def _check_known(actor: Account, organisation: Organisation, account: Account) -> None:
    """No link is ever made for an account of other people: it would be a key to their organisations.

    And whoever set up an account under someone's address elsewhere must not come in here by our invitation:
    so only accounts of an organisation whose members the actor manages too, and only finished ones.
    """
    theirs = Membership.objects.filter(account=account)
    if theirs.filter(organisation=organisation).exists():
        raise CannotInvite("member")
    mine = in_force(now_ms()).filter(account=actor, is_scoped=False, organisation__in=theirs.values("organisation"))
    if not any(allows(Role(member.role), Permission.MANAGE_MEMBERS) for member in mine):
        raise CannotInvite("elsewhere")
    if not account.has_usable_password() or not account.is_active:
        raise CannotInvite("unfinished")
