"""Questions about members that several actions ask inside their transaction."""

from rempart.directory.core.roles import Role
from rempart.directory.store.models import Membership


class LastOwner(ValueError):
    """Without this owner nobody could let anyone in again."""


def is_last_owner(member: Membership) -> bool:
    """No other owner who stays and can sign in: an invitation that was never used does not count."""
    if member.role != Role.OWNER:
        return False
    lasting = Membership.objects.filter(role=Role.OWNER, is_scoped=False, until_ms=None)
    others = lasting.filter(organisation=member.organisation).exclude(pk=member.pk).select_related("account")
    return not any(other.account.is_active and other.account.has_usable_password() for other in others)
