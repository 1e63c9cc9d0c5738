"""Accounts that programs use, and credentials that need care."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.access.actions.look_at_credentials import LISTED
from rempart.access.actions.service_accounts import (
    TooMany,
    remove_service_account,
    renew_service_account,
    save_service_account,
)
from rempart.access.core.credentials.keeping import Care, standing
from rempart.access.store.service_accounts import CredentialCause, CredentialLook, ServiceAccount
from rempart.access.web.service_account_forms import ServiceAccountForm, held_in
from rempart.access.web.service_account_words import CARES, KINDS, PLACES
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Organisation
from rempart.directory.web import fence
from rempart.directory.web.page import posted, tabs
from rempart.directory.web.step_up import step_up

PAGE = 100  # accounts shown at once
FIRST = {Care.NEVER_CHANGED: 0, Care.OVERDUE: 1, None: 2}


@login_required
@step_up
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Those that were never changed first, then the overdue ones."""
    fence.demand_everywhere(request, Permission.MANAGE_TOKENS)
    organisation = fence.tenant(request)
    today = _today()
    rows = ServiceAccount.objects.filter(organisation=organisation).select_related("answerable")
    lines = [(standing(row.changed_on, row.every_days, today), row) for row in rows]
    lines.sort(key=lambda line: (FIRST[line[0]], line[1].changed_on or today, line[1].purpose, line[1].pk))
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    look = CredentialLook.objects.filter(organisation=organisation).first()
    context = {
        "rows": page,
        "lines": [{"row": row, "says": CARES[care] if care else ""} for care, row in page],
        "causes": _causes(organisation),
        "looked_ms": look.told_ms if look else 0,
    }
    return _show(request, "service_accounts", context)


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more."""
    fence.demand_everywhere(request, Permission.MANAGE_TOKENS)
    return _form(request, ServiceAccount(organisation=fence.tenant(request)))


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uid: str) -> HttpResponse:
    """What is said of one."""
    return _form(request, _row(request, uid))


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def renewed(request: HttpRequest, uid: str) -> HttpResponse:
    """Its password or key was changed today."""
    row = _row(request, uid)
    if request.method == "POST":
        renew_service_account(fence.account(request), row, _today())
        messages.success(request, _("Noted: changed today."))
    return redirect("service_accounts")


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Asks first."""
    row = _row(request, uid)
    if request.method == "GET":
        return _show(request, "remove_service_account", {"row": row})
    remove_service_account(fence.account(request), row)
    messages.success(request, _("Taken off the list."))
    return redirect("service_accounts")


def _row(request: HttpRequest, uid: str) -> ServiceAccount:
    row = fence.fetch(request, ServiceAccount, uid, Permission.MANAGE_TOKENS)
    fence.demand_everywhere(request, Permission.MANAGE_TOKENS)
    return row


def _form(request: HttpRequest, row: ServiceAccount) -> HttpResponse:
    begin = held_in(row) if row.pk else None
    form = ServiceAccountForm(row.organisation, posted(request), initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            save_service_account(fence.account(request), form.put_into(row))
        except TooMany:
            form.add_error(None, _("The list is full. Remove what is not used any more."))
        else:
            messages.success(request, _("Saved."))
            return redirect("service_accounts")
    status = 422 if form.is_bound and form.errors else 200
    return _show(request, "service_account", {"form": form, "row": row}, status)


def _causes(organisation: Organisation) -> list[dict[str, Any]]:
    """What the last look found in Rempart's own keeping; listed accounts say it themselves."""
    rows = CredentialCause.objects.filter(organisation=organisation).exclude(kind=LISTED).order_by("since_ms", "pk")
    return [
        {
            "row": row,
            "kind": KINDS.get(row.kind, row.kind),
            "says": CARES[Care(row.care)],
            "href": reverse(PLACES[row.kind]) if row.kind in PLACES else "",
        }
        for row in rows
    ]


def _show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    whole = {"tabs": tabs(request, "service_accounts"), "section": "organisation", **context}
    return render(request, f"access/{template}.html", whole, status=status)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
