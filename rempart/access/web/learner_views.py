"""The learners' door: staff number and a one-time code. Every answer is the same whether a number exists or not."""

import secrets

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.access.actions.ask_code import ask_code
from rempart.access.actions.note_failure import note_failure
from rempart.access.actions.use_code import use_code
from rempart.access.actions.visit import digest_of
from rempart.access.store.learners import BY_CODE
from rempart.access.web.learner_forms import CodeForm, DoorForm, NumberForm
from rempart.access.web.visiting import visit_of
from rempart.access.web.watching import WAY
from rempart.directory.web.page import posted

ASKED = "access_asked"  # in the session: the secret that ties a code to this browser


@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Which organisation? The code leads to an address that can be kept."""
    form = DoorForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect("access_number", door=form.cleaned_data["organisation"].lower())
    return _page(request, "door", form)


@require_http_methods(["GET", "POST"])
def number(request: HttpRequest, door: str) -> HttpResponse:
    """Ask for a code."""
    form = NumberForm(posted(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["number"]
        key = digest_of(f"{door.lower()} {typed.lower()}")
        if not ratelimit.consume(request, action="code_asked", key=key):
            form.add_error(None, _("That was asked for several times. Wait an hour, or use your authenticator app."))
            return _page(request, "number", form, status=429)
        asked = secrets.token_urlsafe(32)
        ask_code(door.lower(), typed, asked, get_language() or "")
        request.session[ASKED] = asked
        return redirect("access_code", door=door)
    return _page(request, "number", form)


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, door: str) -> HttpResponse:
    """Type it."""
    asked = str(request.session.get(ASKED, ""))
    if not asked:
        return redirect("access_number", door=door)
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="code_tried", key=digest_of(asked)):
            form.add_error(None, _("Too many tries. Wait a while, then ask for a new code."))
            return _page(request, "code", form, door=door, status=429)
        account = use_code(asked, form.cleaned_data["code"])
        if account is not None:
            del request.session[ASKED]
            setattr(request, WAY, BY_CODE)
            login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("home")
        note_failure(None, visit_of(request, None))
        form.add_error("code", _("This code does not fit. After five tries, or ten minutes, ask for a new one."))
    return _page(request, "code", form, door=door)


def _page(request: HttpRequest, name: str, form: object, status: int = 200, **context: object) -> HttpResponse:
    refused = bool(getattr(form, "is_bound", False) and getattr(form, "errors", None))
    status = 422 if refused and status == 200 else status
    return render(request, f"access/{name}.html", {"form": form, **context}, status=status)
