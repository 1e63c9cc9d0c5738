"""What the pages of this area share: their own row of links, and the answer to a form."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import Tab, tabs


def links(request: HttpRequest, current: str) -> list[Tab]:
    """Only what this member may open."""
    named = [
        ("lifecycle", _("Leavers"), Permission.MANAGE_LEAVERS),
        ("lifecycle_people", _("Everybody"), Permission.MANAGE_LEAVERS),
        ("lifecycle_paused", _("Waiting for a second person"), Permission.MANAGE_LEAVERS),
        ("lifecycle_systems", _("Connected systems"), Permission.MANAGE_CONNECTORS),
        ("lifecycle_scim", _("Identity system"), Permission.MANAGE_LEAVERS),
        ("lifecycle_hr", _("Personnel system"), Permission.MANAGE_LEAVERS),
    ]
    return [Tab(label, reverse(name), name == current) for name, label, needed in named if fence.may(request, needed)]


def show(request: HttpRequest, template: str, current: str, *forms: BaseForm, **context: Any) -> HttpResponse:
    """The page; 422 when one of its forms was refused."""
    refused = any(form.is_bound and form.errors for form in forms)
    whole = {
        "tabs": tabs(request, "lifecycle"),
        "links": links(request, current),
        "section": "organisation",
        **context,
    }
    return render(request, f"lifecycle/{template}.html", whole, status=422 if refused else 200)
