"""Whoever came by the sealed way is marked in every entry, and out when the hour is over."""

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from rempart.access.actions.close_break_glass import close_over
from rempart.access.actions.open_break_glass import mark_of
from rempart.access.store.break_glass import SealedAccess
from rempart.directory.actions.action import now_ms
from rempart.directory.core.fresh import PROVED_OUTSIDE
from rempart.directory.core.marks import marked
from rempart.directory.store.models import Account

SEALED_ACCESS = "sealed_access"  # on the request


class BreakGlassKeeper:
    """Middleware, before the tenant. Goes by the account, not by the session: however it came in, it is marked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """For everybody else one look into a small table."""
        access = None
        if isinstance(request.user, Account):
            rows = SealedAccess.objects.select_related("organisation", "account")
            access = rows.filter(account=request.user).first()
        if access is None:
            return self.get_response(request)
        with marked(mark_of(access)):
            if access.state == SealedAccess.OPEN and (access.until_ms or 0) <= now_ms():
                close_over(access)
                access.refresh_from_db()
            if access.state != SealedAccess.OPEN:
                logout(request)
                return self.get_response(request)
            setattr(request, SEALED_ACCESS, access)
            request.session[PROVED_OUTSIDE] = time.time()  # there is nothing fresher to show within the hour
            return self.get_response(request)
