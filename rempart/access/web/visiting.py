"""From a request: who knocks, from where, and which browser cookie it shows."""

import secrets

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rempart.access.actions.visit import Visit, digest_of
from rempart.access.core.browser import browser_of
from rempart.access.core.limits import BROWSER_COOKIE_S
from rempart.access.store.countries import country_of
from rempart.access.store.models import KnownBrowser
from rempart.directory.store.models import Account


def cookie_name(account: Account) -> str:
    """One a account, so that colleagues who share a computer do not unbind each other."""
    name = f"rempart_browser_{account.uid[:8]}"
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name  # __Host-: no sister domain can plant one


def shown_digest(request: HttpRequest, account: Account) -> str:
    """Of the cookie as it came; empty without one."""
    secret = request.COOKIES.get(cookie_name(account), "")
    return digest_of(secret) if secret else ""


def visit_of(request: HttpRequest, account: Account | None) -> Visit:
    """The cookie counts only when this account was given it: one that somebody planted is replaced."""
    address = get_client_ip(request) or ""
    agent = request.META.get("HTTP_USER_AGENT", "")
    digest = shown_digest(request, account) if account is not None else ""
    if digest and not KnownBrowser.objects.filter(account=account, digest=digest).exists():
        digest = ""
    return Visit(address, agent, country_of(address), browser_of(agent), digest)


def give_cookie(response: HttpResponse, account: Account) -> str:
    """A new secret for this browser; its digest."""
    secret = secrets.token_urlsafe(32)
    response.set_cookie(
        cookie_name(account), secret, max_age=BROWSER_COOKIE_S, httponly=True, samesite="Lax", path="/",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )  # fmt: skip
    return digest_of(secret)
