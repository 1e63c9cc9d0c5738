"""allauth's account adapter: sign-up shut, a proof of who one is as fresh and as strong as the account can give."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from rempart.directory.web.step_up import has_factor, is_fresh


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come by invitation or the one-time first link."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_reauthentication_required(self, *, app: str, **named: Any) -> bool:
        """Raises ReauthenticationRequired itself: allauth would go on to take any proof, also a password alone."""
        request = context.request
        if is_fresh(request) or not self.get_reauthentication_methods(request.user):
            return False
        raise ReauthenticationRequired

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """No password where there is a second factor; nothing for who has no proof at all (a first factor is due)."""
        if not user.is_authenticated:
            return []
        offered: list[dict[str, str]] = super().get_reauthentication_methods(user)
        if has_factor(user):
            return [one for one in offered if one["id"] != "reauthenticate"]
        if not offered and SocialAccount.objects.filter(user=user).exists():
            offered = [
                {"id": "access_confirm", "description": _("Your organisation"), "url": reverse("access_confirm")}
            ]
        return offered
