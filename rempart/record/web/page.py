"""What every page of the record has: its tabs, and the answer to a form."""

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
        ("record", _("What happened"), Permission.READ_RECORD),
        ("record_export", _("Export"), Permission.EXPORT_RECORD),
        ("record_outlets", _("Other systems"), Permission.MANAGE_OUTLETS),
    ]
    may = fence.may_everywhere
    return [Tab(label, reverse(name), name == current) for name, label, needed in named if may(request, needed)]


def show(request: HttpRequest, template: str, tab: str, *forms: BaseForm, **context: Any) -> HttpResponse:
    """The page; 422 when one of its forms was refused."""
    refused = any(form.is_bound and form.errors for form in forms)
    whole = {"tabs": tabs(request, tab), "section": "record", **context}
    return render(request, f"record/{template}.html", whole, status=422 if refused else 200)
