"""Step-up: before a dangerous action the person shows again, and freshly, that they are who they are.

Whoever has a second factor must show it; a password alone then proves nothing. Who comes in through their
organisation's provider goes there again. Where nothing of the kind is at hand, a second factor is set up first.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from rempart.directory.core.fresh import FRESH_S, PROVED_OUTSIDE

View = Callable[..., HttpResponseBase]
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def step_up(view: View) -> View:
    """Decorator for a view (below `login_required`): sends to a fresh proof when the last one is too old or too weak."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if not is_fresh(request):
            if not get_adapter(request).get_reauthentication_methods(request.user):
                return redirect("mfa_index")
            raise ReauthenticationRequired
        return view(request, *args, **named)

    return guarded


def is_fresh(request: HttpRequest) -> bool:
    """Was the strongest proof that this account can give, given within FRESH_S?"""
    user = request.user
    if not user.is_authenticated:
        return False
    now = time.time()
    if has_factor(user):
        counted = {"mfa"}
    else:
        counted = {"mfa", "password"}
        if now - FRESH_S < request.session.get(PROVED_OUTSIDE, 0) <= now:  # not: it remembered the person
            return True
    records = get_authentication_records(request, user)
    return any(one.get("method") in counted and now - FRESH_S < one.get("at", 0) <= now for one in records)


def has_factor(user: Any) -> bool:
    """An authenticator app or a passkey; recovery codes only stand in for one of them."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists())
