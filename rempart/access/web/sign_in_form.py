"""allauth's sign-in form; a password that has leaked since is right once more, and must then be changed."""

from typing import Any

from allauth.account.forms import LoginForm
from django.http import HttpRequest, HttpResponse

from rempart.access.store.breached import is_breached
from rempart.access.web.second_factor import LEAKED

LONGEST_PASSWORD = 4_096  # hashing takes time by length: more than this is refused unread


class SignInForm(LoginForm):  # type: ignore[misc]
    """The same fields."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["password"].max_length = LONGEST_PASSWORD

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Noted in the session, whatever steps follow."""
        leaked = is_breached(str(self.cleaned_data.get("password", "")))
        response: HttpResponse = super().login(request, redirect_url=redirect_url)
        if leaked:
            request.session[LEAKED] = True
        return response
