"""What an account has to show besides its password."""

from allauth.mfa.models import Authenticator

from rempart.access.core.demands import is_demanded
from rempart.access.store.break_glass import is_sealed_access
from rempart.access.store.models import SignInRule
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership
from rempart.directory.store.standing import borrows

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes only stand in for one of these


def has_factor(account: Account) -> bool:
    """An authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=account, type__in=STRONG).exists())


def must_have_factor(account: Account, at_ms: int) -> bool:
    """Does any membership demand one? The strictest decides: one session reaches every organisation of the account.

    Whoever acts by a lent right or for somebody else does more than the own role says, for as long as it lasts.
    """
    if is_sealed_access(account):
        return False  # it is there for when no factor is at hand; its secret is long and used once
    members = list(Membership.objects.filter(account=account).values_list("organisation_id", "role"))
    rules = SignInRule.objects.filter(organisation__in=[organisation for organisation, _ in members])
    also = dict(rules.values_list("organisation_id", "also_demanded"))
    by_role = any(is_demanded(Role(role), also.get(organisation, ())) for organisation, role in members)
    return by_role or borrows(account, at_ms)
