"""What every page of the organisation has: title, tabs of what the member may see, and the answer to a form."""

from collections.abc import Callable, Iterable
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
    """One part of the organisation; a group of parts has them `within` while one of them is shown."""

    label: str
    href: str
    is_current: bool
    within: tuple["Tab", ...] = ()


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; an empty POST is still one, and is refused like any other."""
    return request.POST if request.method == "POST" else None


WHOLE = frozenset(
    {"directory_erasures", "directory_holds", "directory_closing", "organisation_export"}
)  # closed to a member who is limited to a part


# One is open to every member who may do anything at all.
Named = tuple[str, str, Permission | None]


Group = tuple[str, list[Named]]


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """The groups with something in them for this member, and what stands in the current one."""
    return grouped(_groups(request), current, lambda name, needed: _is_open(request, name, needed))


def grouped(groups: Iterable[Group], current: str, is_open: Callable[[str, Permission | None], bool]) -> list[Tab]:
    """Of groups of pages by their URL names those that `is_open`; `current` is the name of one of them."""
    found = []
    for label, named in groups:
        seen = [(name, word) for name, word, needed in named if is_open(name, needed)]
        if seen:
            within = tuple(Tab(word, reverse(name), name == current) for name, word in seen)
            is_current = any(tab.is_current for tab in within)
            found.append(Tab(label, within[0].href, is_current, within if is_current and len(within) > 1 else ()))
    return found


def rooms(request: HttpRequest, groups: Iterable[Group], current: str) -> list[Tab]:
    """The groups of an area whose pages without a right of their own are open to every member."""
    return grouped(groups, current, lambda name, needed: needed is None or fence.may(request, needed))


def _groups(request: HttpRequest) -> list[Group]:
    groups: list[Group] = [
        (
            _("Organisation"),
            [
                ("directory", _("Name and currency"), Permission.READ),
                ("directory_sites", _("Sites and hosts"), Permission.READ),
                ("companions", _("Sites from inside"), Permission.READ),
                ("vulnerabilities", _("Vulnerabilities"), Permission.READ),
                ("directory_suppliers", _("Suppliers"), Permission.READ),
                ("organisation_export", _("Export"), Permission.MANAGE_ORGANISATION),
                ("directory_closing", _("Close"), Permission.MANAGE_ORGANISATION),
            ],
        ),
        (
            _("People"),
            [
                ("directory_people", _("People"), Permission.READ_PEOPLE),
                ("directory_teams", _("Teams"), Permission.READ_PEOPLE),
                ("directory_erasures", _("Erasures"), Permission.MANAGE_PEOPLE),
                ("directory_holds", _("Legal holds"), Permission.HOLD_RECORD),
                ("directory_retention", _("Retention"), Permission.READ),
            ],
        ),
        (_("Joiners and leavers"), [("lifecycle", _("Joiners and leavers"), Permission.MANAGE_LEAVERS)]),
        (
            _("Access"),
            [
                ("directory_members", _("Members and roles"), Permission.MANAGE_MEMBERS),
                ("approvals", _("Approvals"), None),
                ("access_review", _("Review of access"), Permission.REVIEW_ACCESS),
                ("access_rules", _("Signing in"), Permission.MANAGE_SIGN_IN),
                ("api_tokens", _("API tokens"), Permission.MANAGE_TOKENS),
                ("service_accounts", _("Service accounts"), Permission.MANAGE_TOKENS),
                ("all_devices", _("Devices"), Permission.MANAGE_DEVICES),
                ("break_glass", _("Break glass"), Permission.GRANT_PRIVILEGE),
                ("own_rights", _("Your rights"), None),
                ("rights_matrix", _("Who may do what"), None),
            ],
        ),
    ]
    if fence.is_house(request):
        groups.append((_("This installation"), [("upkeep", _("Upkeep"), Permission.OPERATE)]))
    return groups


def _is_open(request: HttpRequest, name: str, needed: Permission | None) -> bool:
    if needed is None:
        return fence.may_anything(request)
    return (fence.may_everywhere if name in WHOLE else fence.may)(request, needed)


def show(request: HttpRequest, template: str, tab: str, *forms: BaseForm, **context: Any) -> HttpResponse:
    """The page; 422 when one of its forms was refused."""
    refused = any(form.is_bound and form.errors for form in forms)
    whole = {"tabs": tabs(request, tab), "section": "organisation", **context}
    return render(request, f"directory/{template}.html", whole, status=422 if refused else 200)
