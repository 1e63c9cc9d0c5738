"""A new one-time link for a member who has not come in yet."""

from rempart.directory.actions.action import action
from rempart.directory.actions.sign_in_links import make_link
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Membership
from rempart.events import directory as events
from rempart.terms.scope import Subject


class AlreadyIn(ValueError):
    """The account signs in by itself, or serves other organisations: a link would be a key to somebody else's."""


def may_renew(member: Membership) -> bool:
    """Only an account that is nobody's yet: no password, and a member here alone."""
    account = member.account
    return not account.has_usable_password() and account.membership_set.count() == 1


def renew_link(actor: Account, member: Membership) -> str:
    """The secret of the link; earlier ones die. Raises AlreadyIn."""
    with action(actor, member.organisation, Permission.MANAGE_MEMBERS) as record:
        if not may_renew(member) or member.account_id == actor.pk:
            raise AlreadyIn
        record.event(events.LINK_MADE, Subject("account", member.account.uid), {})
        return make_link(member.account)
