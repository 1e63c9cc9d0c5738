"""Who may make an account: nobody from the open web. Accounts come by invitation or the one-time first link."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter with sign-up shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
