"""To an organisation's identity provider and back; which accounts are linked to one."""

from typing import cast

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from requests import RequestException
from urllib3.exceptions import HTTPError

from rempart.access.actions import providers as change
from rempart.access.store.learners import organisation_at
from rempart.access.store.models import Provider
from rempart.access.web.learner_forms import DoorForm
from rempart.access.web.outside import app_of, is_of_that_organisation
from rempart.access.web.saml import AGAIN
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Which organisation? One without a provider and one that does not exist look the same."""
    form = DoorForm(posted(request))
    found: list[Provider] | None = None
    if request.method == "POST" and form.is_valid():
        organisation = organisation_at(form.cleaned_data["organisation"].lower())
        rows = (
            Provider.objects.filter(organisation=organisation, is_on=True) if organisation else Provider.objects.none()
        )
        found = list(rows.order_by("name"))
    context = {"form": form, "found": found, "next": get_next_redirect_url(request) or "/"}
    return render(request, "access/find_outside.html", context, status=422 if form.errors else 200)


@require_POST
def leave(request: HttpRequest, uid: str) -> HttpResponse:
    """Towards the provider, to sign in; `again` asks it to look at the person afresh."""
    provider = Provider.objects.filter(uid=uid, is_on=True).first()
    if provider is None:
        raise Http404
    return _towards(request, provider, AuthProcess.LOGIN, bool(request.POST.get("again")))


@login_required
@require_POST
@step_up
def link(request: HttpRequest, uid: str) -> HttpResponse:
    """Towards the provider, to link the account that is signed in here with the one there."""
    account = fence.account(request)
    provider = Provider.objects.filter(uid=uid, organisation=fence.tenant(request), is_on=True).first()
    if provider is None:
        raise Http404
    if not is_of_that_organisation(account, provider):
        return render(request, "access/refused.html", {"why": "elsewhere"}, status=403)
    return _towards(request, provider, AuthProcess.CONNECT, again=True)


def _towards(request: HttpRequest, provider: Provider, process: str, again: bool) -> HttpResponse:
    """A page that goes there by itself: after a form our content policy lets no redirect leave this host."""
    outside = app_of(provider).get_provider(request)
    setattr(request, AGAIN, again)
    named = {"auth_params": {"prompt": "login", "max_age": "0"}} if again and provider.kind == Provider.OIDC else {}
    try:
        answer = outside.redirect(request, process, next_url=get_next_redirect_url(request), **named)
    except ImmediateHttpResponse as ready:
        return cast(HttpResponse, ready.response)
    except (RequestException, HTTPError, OAuth2Error, ValueError, KeyError):
        return render(request, "access/refused.html", {"why": "unreachable"}, status=502)
    target = answer.headers.get("Location", "")
    if answer.status_code != 302 or not target.startswith(("https://", "http://")):
        return render(request, "access/refused.html", {"why": "unreachable"}, status=502)
    return render(request, "access/leave.html", {"target": target, "name": provider.name})


@login_required
@require_GET
def links(request: HttpRequest) -> HttpResponse:
    """Providers of this organisation, and whether the account is linked to each."""
    account = fence.account(request)
    linked = set(SocialAccount.objects.filter(user=account).values_list("provider", flat=True))
    rows = Provider.objects.filter(organisation=fence.tenant(request), is_on=True).order_by("name")
    context = {"rows": [(row, row.uid in linked) for row in rows], "section": "account"}
    return render(request, "access/links.html", context)


@login_required
@require_POST
@step_up
def unlink(request: HttpRequest, uid: str) -> HttpResponse:
    """The provider opens this account no more."""
    provider = Provider.objects.filter(uid=uid, organisation=fence.tenant(request)).first()
    if provider is None or not change.unlink(fence.account(request), provider):
        raise Http404
    messages.success(request, _("Unlinked."))
    return redirect("access_links")
