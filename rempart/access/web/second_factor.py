"""A member whose role must have a second factor can do nothing but set one up; a leaked password must go first.

Who came by the very first link sees the level of a site before anything is asked of them, and no more
(docs/decisions/0047-the-first-level-comes-first.md).
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rempart.access.store.factors import has_factor, must_have_factor
from rempart.directory.actions.action import now_ms
from rempart.directory.core.provisional import is_provisional
from rempart.directory.store.models import Account

LEAKED = "password_leaked"  # in the session: the password just typed stands in a list of leaked ones

# What somebody without a second factor may open.
SET_UP = frozenset(
    {
        "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_view_recovery_codes",
        "mfa_download_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn", "account_reauthenticate", "access_confirm", "account_logout", "account_login",
        "account_change_password", "account_set_password", "finish_account", "enter", "language", "health",
    }
)  # fmt: skip
# What the first owner may open before the account has an address: the way to the first level, what was measured, and
# what they know about the site. Nothing of people, rights, the record, keys, reports or this installation.
FIRST_LEVEL = SET_UP | {
    "home", "measure", "progress", "stop_run", "measure_site", "fleet", "wall", "stone", "roadmap", "return", "threats",
    "levels", "hosting", "history", "proof", "ledger_entry", "questions", "profile", "public_proof", "public_badge",
}  # fmt: skip
# What somebody with a leaked password may open.
CHANGE = frozenset({"account_change_password", "account_logout", "account_reauthenticate", "language", "health"})


class SecondFactor:
    """Middleware; asks once the view is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, named: Any) -> HttpResponse | None:
        """The page that is due instead, or None."""
        if not isinstance(request.user, Account) or request.resolver_match is None:
            return None
        name = request.resolver_match.url_name
        if name not in CHANGE and request.session.get(LEAKED):
            return redirect("account_change_password")
        if is_provisional(request.user.email):
            return None if name in FIRST_LEVEL else redirect("finish_account")
        if name not in SET_UP and is_due(request.user):
            return redirect("mfa_index")
        return None


def is_due(account: Account) -> bool:
    """Who came by the first link has no address yet: the account is finished first, and the factor comes right after."""
    return not is_provisional(account.email) and not has_factor(account) and must_have_factor(account, now_ms())
