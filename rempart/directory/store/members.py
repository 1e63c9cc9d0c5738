"""Questions about members that several actions ask inside their transaction."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership


class LastOwner(ValueError):
    """Without this owner nobody could let anyone in again."""


def is_last_owner(member: Membership) -> bool:
    """No other owner who stays and can sign in: an invitation that was never used does not count."""
    if member.role != Role.OWNER:
        return False
    lasting = Membership.objects.filter(role=Role.OWNER, is_scoped=False, until_ms=None)
    others = lasting.filter(organisation=member.organisation).exclude(pk=member.pk).select_related("account")
    return not any(can_sign_in(other.account) for other in others)


def can_sign_in(account: Account) -> bool:
    """By a password, a passkey, or through a provider that has let this account in before."""
    if not account.is_active:
        return False
    return (
        account.has_usable_password()
        or Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.WEBAUTHN).exists()
        or SocialAccount.objects.filter(user_id=account.pk).exists()
    )
