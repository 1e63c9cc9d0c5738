"""What every page of the notices has: its tabs, the reader's zone, and the answer to a form."""

from typing import Any
from zoneinfo import ZoneInfo

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rempart.design import formats
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import Tab
from rempart.notices.core import quiet
from rempart.notices.store.models import Habit


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Only what this member may open."""
    named = [
        ("notices", _("Notices"), Permission.ACKNOWLEDGE),
        ("notice_ways", _("How you are told"), None),
        ("notice_peers", _("Signs of life"), Permission.MANAGE_NOTICES),
        ("notice_mail", _("Mail"), Permission.OPERATE),
    ]
    return [
        Tab(label, reverse(name), name == current)
        for name, label, needed in named
        if needed is None or fence.may_everywhere(request, needed)
    ]


def zone_of(request: HttpRequest) -> ZoneInfo:
    """The reader's own."""
    habit = Habit.objects.filter(account=fence.account(request)).first()
    return ZoneInfo(habit.zone if habit else "UTC")


def moment(at_ms: int, zone: ZoneInfo) -> str:
    """On the reader's clock; the zone is named unless it is the one that the page names itself."""
    local = quiet.local(at_ms, zone).replace(tzinfo=None)
    said = formats.moment(local, formats.short_language(get_language()))
    return said if zone.key == "UTC" else f"{said} ({zone.key})"


def show(request: HttpRequest, template: str, tab: str, *forms: BaseForm, **context: Any) -> HttpResponse:
    """The page; 422 when one of its forms was refused."""
    refused = any(form.is_bound and form.errors for form in forms)
    whole = {"tabs": tabs(request, tab), "section": "notices", **context}
    return render(request, f"notices/{template}.html", whole, status=422 if refused else 200)
