"""Set-up: the identity system (SCIM), the personnel system (webhook), and connected systems."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Team
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.directory.web.words import ROLES
from rempart.lifecycle.actions.house import set_zone, zone_of
from rempart.lifecycle.actions.hr_secrets import make_secret
from rempart.lifecycle.actions.map_role import map_role
from rempart.lifecycle.actions.scim_tokens import make_token, revoke_token
from rempart.lifecycle.store.models import HrSource, RoleMapping, ScimToken
from rempart.lifecycle.web.forms import MappingForm, SecretForm, TokenForm, ZoneForm
from rempart.lifecycle.web.page import show


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def scim_setup(request: HttpRequest) -> HttpResponse:
    """Address, tokens, and which team brings which role."""
    fence.demand(request, Permission.MANAGE_LEAVERS)
    organisation, wish, secret = fence.tenant(request), request.POST.get("do", ""), ""
    teams = Team.objects.filter(organisation=organisation).order_by("name", "pk")
    form = TokenForm(posted(request) if wish == "token" else None, auto_id="t_%s")
    mapping = MappingForm(posted(request) if wish == "map" else None, teams=teams, auto_id="m_%s")
    if wish == "token" and form.is_valid():
        said = form.cleaned_data
        _row, secret = make_token(fence.account(request), organisation, said["name"], said["days"])
        form = TokenForm(auto_id="t_%s")
    elif wish == "map":
        fence.demand(request, Permission.MANAGE_MEMBERS)
        if mapping.is_valid():
            map_role(fence.account(request), mapping.cleaned_data["team"], mapping.role_chosen())
            messages.success(request, _("Saved."))
            return redirect("lifecycle_scim")
    mapped = RoleMapping.objects.filter(organisation=organisation).select_related("team").order_by("team__name", "pk")
    words_of = {role.value: label for role, (label, _says) in ROLES.items()}
    context: dict[str, Any] = {
        "form": form,
        "mapping": mapping,
        "secret": secret,
        "address": request.build_absolute_uri(f"/scim/v2/{organisation.uid}"),
        "tokens": ScimToken.objects.filter(organisation=organisation, revoked_at_ms=None).order_by("pk"),
        "now_ms": now_ms(),
        "mapped": [(row.team, words_of.get(row.role, row.role)) for row in mapped],
        "may_map": fence.may(request, Permission.MANAGE_MEMBERS),
    }
    return show(request, "scim", "lifecycle_scim", form, mapping, **context)


@login_required
@require_POST
@step_up
def revoke_scim_token(request: HttpRequest, uid: str) -> HttpResponse:
    """The token opens nothing from now on."""
    revoke_token(fence.account(request), fence.fetch(request, ScimToken, uid, Permission.MANAGE_LEAVERS))
    messages.success(request, _("The token was revoked."))
    return redirect("lifecycle_scim")


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def hr_setup(request: HttpRequest) -> HttpResponse:
    """Address and secret of the personnel system, and the clock by which days end."""
    fence.demand(request, Permission.MANAGE_LEAVERS)
    organisation, wish, secret = fence.tenant(request), request.POST.get("do", ""), ""
    form = SecretForm(posted(request) if wish == "secret" else None, auto_id="s_%s")
    zone = ZoneForm(
        posted(request) if wish == "zone" else None, initial={"zone": zone_of(organisation)}, auto_id="z_%s"
    )
    if wish == "secret" and form.is_valid():
        secret = make_secret(fence.account(request), organisation, may_urge=form.cleaned_data["may_urge"])
    elif wish == "zone" and zone.is_valid():
        set_zone(fence.account(request), organisation, zone.cleaned_data["zone"])
        messages.success(request, _("Saved."))
        return redirect("lifecycle_hr")
    context: dict[str, Any] = {
        "form": form,
        "zone": zone,
        "secret": secret,
        "source": HrSource.objects.filter(organisation=organisation).first(),
        "now_ms": now_ms(),
        "address": request.build_absolute_uri(f"/hr/{organisation.uid}"),
    }
    return show(request, "hr", "lifecycle_hr", form, zone, **context)
