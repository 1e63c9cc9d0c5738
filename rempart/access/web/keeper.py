"""Keeps sessions: each belongs to one browser, ends when unused or old, and can be ended from elsewhere."""

import hmac
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from rempart.access.actions import end_session
from rempart.access.actions.bind_browser import bind_browser
from rempart.access.actions.see_session import see_session
from rempart.access.core.browser import browser_of
from rempart.access.core.limits import ABSOLUTE_S, IDLE_S
from rempart.access.store.learners import BY_CODE, has_more_rights
from rempart.access.store.models import SignIn
from rempart.access.web.visiting import give_cookie, shown_digest, visit_of
from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account

ROW = "access_sign_in"  # in the session: the uid of its row; survives a change of the session's key


class SessionKeeper:
    """Middleware, right behind who the user is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Who comes with a session that is not theirs, or no longer in force, is nobody."""
        bound = self._admit(request, request.user) if isinstance(request.user, Account) else ""
        response = self.get_response(request)
        if isinstance(request.user, Account) and request.session.get(ROW, "") not in ("", bound):
            self._bind(request, response, request.user)
        return response

    def _admit(self, request: HttpRequest, account: Account) -> str:
        """The session's row, by its uid, where a browser is bound to it already; else empty."""
        row = SignIn.objects.filter(uid=request.session.get(ROW, ""), account=account, ended_ms=None).first()
        if row is None:
            logout(request)
            return ""
        row.account = account
        moment = now_ms()
        if moment - row.started_ms > ABSOLUTE_S * 1000:
            end_session.expire(row, end_session.TOO_OLD)
        elif moment - row.seen_ms > IDLE_S * 1000:
            end_session.expire(row, end_session.IDLE)
        elif row.way == BY_CODE and has_more_rights(account, moment):
            end_session.expire(row, end_session.ACCESS_ENDED)  # opened by less than these rights ask for
        elif row.digest and not _is_its_browser(request, row):
            end_session.end_stolen(row, visit_of(request, account), get_language() or "")
        else:
            see_session(row, request.session.session_key or "")
            return row.uid if row.digest else ""
        logout(request)
        return ""

    @staticmethod
    def _bind(request: HttpRequest, response: HttpResponse, account: Account) -> None:
        row = SignIn.objects.filter(uid=request.session[ROW], digest="", ended_ms=None).first()
        if row is None:
            return
        browser = browser_of(request.META.get("HTTP_USER_AGENT", ""))
        if not bind_browser(row, give_cookie(response, account), browser):
            logout(request)


def _is_its_browser(request: HttpRequest, row: SignIn) -> bool:
    """Both the cookie that only this browser has, and the kind of browser it said it was."""
    shown = shown_digest(request, row.account)
    family = browser_of(request.META.get("HTTP_USER_AGENT", "")).family
    return hmac.compare_digest(shown, row.digest) and family == row.family
