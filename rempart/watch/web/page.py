"""What every page of the watch has: its tabs and the answer to a form."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import Tab


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Only what this member may open."""
    named = [
        ("watch", _("Monitors"), fence.may(request, Permission.READ)),
        ("watch_traffic", _("Traffic"), fence.may(request, Permission.READ)),
        ("watch_work", _("Announced work"), fence.may(request, Permission.READ)),
        ("watch_alarm", _("The alarm"), fence.may(request, Permission.READ)),
        ("watch_page", _("Status page"), fence.may_everywhere(request, Permission.MANAGE_WATCH)),
        ("watch_probes", _("Other places"), fence.may_everywhere(request, Permission.MANAGE_WATCH)),
        ("watch_import", _("Import"), fence.may_everywhere(request, Permission.MANAGE_WATCH)),
    ]
    return [Tab(label, reverse(name), name == current) for name, label, is_open in named if is_open]


def show(request: HttpRequest, template: str, tab: str, *forms: BaseForm, **context: Any) -> HttpResponse:
    """The page; 422 when one of its forms was refused."""
    refused = any(form.is_bound and form.errors for form in forms)
    whole = {"tabs": tabs(request, tab), "section": "watch", **context}
    return render(request, f"watch/{template}.html", whole, status=422 if refused else 200)
