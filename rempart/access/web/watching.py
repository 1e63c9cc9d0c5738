"""Listens to Django and allauth: who came in, who failed, which factors came and went."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.signals import password_changed, password_set
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from allauth.socialaccount.signals import social_account_added
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import get_language

from rempart.access.actions import end_session
from rempart.access.actions.begin_session import begin_session
from rempart.access.actions.bind_browser import bind_browser
from rempart.access.actions.note_factor import note_factor, note_password
from rempart.access.actions.note_failure import note_failure
from rempart.access.actions.see_session import see_session
from rempart.access.store.factors import STRONG
from rempart.access.store.models import SignIn
from rempart.access.web.keeper import ROW
from rempart.access.web.outside import note_new_link
from rempart.access.web.second_factor import LEAKED
from rempart.access.web.visiting import visit_of
from rempart.directory.core.fresh import PROVED_OUTSIDE
from rempart.directory.store.models import Account

WAY = "access_way"  # on the request: a way in that allauth does not know


@receiver(user_logged_in)
def came_in(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """A row and an event; signing in again inside the same session goes on with the row it has."""
    if not isinstance(user, Account):
        return
    if hasattr(request, PROVED_OUTSIDE):
        request.session[PROVED_OUTSIDE] = getattr(request, PROVED_OUTSIDE)
    row = SignIn.objects.filter(uid=request.session.get(ROW, ""), account=user, ended_ms=None).first()
    if row is not None:
        see_session(row, request.session.session_key or "")
        return
    visit = visit_of(request, user)
    row = begin_session(user, request.session.session_key or "", _way(request, user), visit, get_language() or "")
    request.session[ROW] = row.uid
    if row.digest:
        bind_browser(row, row.digest, visit.browser)  # known already: seen again


def _way(request: HttpRequest, account: Account) -> str:
    said = getattr(request, WAY, "")
    if said:
        return str(said)
    steps = [
        "passkey" if one.get("passwordless") else str(one.get("type") or one["method"])
        for one in get_authentication_records(request, account)
    ]
    return "+".join(dict.fromkeys(steps)) or "session"


@receiver(user_logged_out)
def went(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """The row ends with the session; one that was ended already stays as it is."""
    row = SignIn.objects.filter(uid=request.session.get(ROW, ""), ended_ms=None).select_related("account").first()
    if row is not None:
        end_session.sign_out(row)


@receiver(user_login_failed)
def failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """Counted by account, or by address where the account is unknown."""
    if request is None:
        return
    name = str(credentials.get("email") or credentials.get("login") or "").strip().lower()
    account = Account.objects.filter(email=name).first() if name else None
    note_failure(account, visit_of(request, account))


@receiver(authentication_failed)
def factor_failed(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """A wrong code after a right password counts like a wrong password."""
    if isinstance(user, Account):
        note_failure(user, visit_of(request, user))


@receiver(authenticator_added)
def factor_came(sender: Any, request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    """Tells the person too: whoever steals a session adds a key first. Setting it up was showing it, freshly."""
    note_factor(user, str(authenticator.type), is_added=True, language=get_language() or "")
    if authenticator.type in STRONG:
        record_authentication(request, user, "mfa", type=str(authenticator.type), reauthenticated=True)


@receiver(authenticator_removed)
def factor_went(sender: Any, request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    """As above."""
    note_factor(user, str(authenticator.type), is_added=False, language=get_language() or "")


@receiver(social_account_added)
def link_made(sender: Any, request: HttpRequest, sociallogin: Any, **_: Any) -> None:
    """In the record."""
    note_new_link(sociallogin.user, sociallogin.account.provider)


@receiver([password_changed, password_set])
def password_new(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Every other session of the account ends: whoever knew the old one is out."""
    request.session.pop(LEAKED, None)
    own = request.session.get(ROW, "")
    end_session.revoke(user, list(SignIn.objects.filter(account=user, ended_ms=None).exclude(uid=own)))
    note_password(user, get_language() or "")
