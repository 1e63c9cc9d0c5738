"""What every page of the organisation has: title, tabs of what the member may see, and the answer to a form."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of the organisation."""

    label: str
    href: str
    is_current: bool


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; an empty POST is still one, and is refused like any other."""
    return request.POST if request.method == "POST" else None


WHOLE = frozenset({"directory_erasures", "directory_holds", "directory_closing"})  # closed to a member who is limited to a part


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Only what this member may open."""
    named = [
        ("directory", _("Organisation"), Permission.READ),
        ("directory_sites", _("Sites and hosts"), Permission.READ),
        ("directory_suppliers", _("Suppliers"), Permission.READ),
        ("directory_people", _("People"), Permission.READ_PEOPLE),
        ("directory_teams", _("Teams"), Permission.READ_PEOPLE),
        ("lifecycle", _("Joiners and leavers"), Permission.MANAGE_LEAVERS),
        ("directory_members", _("Members and roles"), Permission.MANAGE_MEMBERS),
        ("access_rules", _("Signing in"), Permission.MANAGE_SIGN_IN),
        ("access_review", _("Review of access"), Permission.REVIEW_ACCESS),
        ("directory_erasures", _("Erasures"), Permission.MANAGE_PEOPLE),
        ("directory_holds", _("Legal holds"), Permission.HOLD_RECORD),
        ("directory_retention", _("Retention"), Permission.READ),
        ("directory_closing", _("Close"), Permission.MANAGE_ORGANISATION),
    ]
    open_to_all = [
        ("approvals", _("Approvals")),
        ("own_rights", _("Your rights")),
        ("rights_matrix", _("Who may do what")),
    ]
    if fence.is_house(request):
        named.append(("upkeep", _("Upkeep"), Permission.OPERATE))
    seen = [
        (name, label)
        for name, label, needed in named
        if (fence.may_everywhere if name in WHOLE else fence.may)(request, needed)
    ]
    return [Tab(label, reverse(name), name == current) for name, label in [*seen, *open_to_all]]


def show(request: HttpRequest, template: str, tab: str, *forms: BaseForm, **context: Any) -> HttpResponse:
    """The page; 422 when one of its forms was refused."""
    refused = any(form.is_bound and form.errors for form in forms)
    whole = {"tabs": tabs(request, tab), "section": "organisation", **context}
    return render(request, f"directory/{template}.html", whole, status=422 if refused else 200)
