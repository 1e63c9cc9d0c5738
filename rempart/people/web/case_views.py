"""The pages of the cases. Nothing that somebody reads or picks here is kept: a case is for thinking, not for counting."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.people.core.case import Case
from rempart.people.core.case_library import case as case_of
from rempart.people.web import present_cases as present
from rempart.people.web import prose
from rempart.people.web.case_words import KINDS
from rempart.people.web.rooms import rooms

OFFERED = 3  # defences to choose from at each step: a phone shows them without scrolling


def _case(name: str) -> Case:
    found = case_of(name, get_language() or "en")
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, f"people/{template}.html", {"section": "lessons", **context})


@login_required
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """By the side from which they come."""
    fence.tenant(request)
    four, others = present.sides()
    return _show(request, "cases", tabs=rooms(request, "cases"), four=four, others=others, kinds=KINDS.values())


@login_required
@require_GET
def defences(request: HttpRequest) -> HttpResponse:
    """All defences of all cases in one frame of three."""
    fence.tenant(request)
    ours = present.stood(request, present.named_controls())
    crumbs = [*_way(), {"label": _("Three that hold together"), "href": ""}]
    return _show(request, "case_defences", aspects=present.frame(ours), ours=ours, crumbs=crumbs)


@login_required
@require_GET
def case(request: HttpRequest, name: str) -> HttpResponse:
    """One of them, whole."""
    fence.tenant(request)
    found = _case(name)
    ours, may_hold = present.stood(request, found.controls), fence.may_everywhere(request, Permission.TEACH)
    page = present.case_page(found, ours, may_hold=may_hold)
    return _show(request, "case", page=page, crumbs=[*_way(), {"label": found.title, "href": ""}])


@login_required
@require_GET
def steps(request: HttpRequest, name: str) -> HttpResponse:
    """What happened, one event at a time; between them: what would you have done here? Kept nowhere but in the address."""
    fence.tenant(request)
    found = _case(name)
    events, at = present.events_of(found), _at(request, len(found.events))
    ours = present.stood(request, ())
    rows = [present.defence_row(one, found, ours) for one in found.defences]
    is_last = at == len(events)
    offered = [] if is_last else [rows[(at - 1 + step * 2) % len(rows)] for step in range(min(OFFERED, len(rows)))]
    shown = [one.text for one in found.events[:at]]
    chosen = next((one for one in rows if one.id == request.GET.get("would")), None)
    texts = [*shown, *(one.text for one in found.defences if chosen and one.control == chosen.id)]
    return _show(
        request, "case_steps", case=found, events=events[:at], at=at, total=len(events), is_last=is_last, offered=offered,
        chosen=chosen, sources=prose.cited(texts, found.sources), talk=present.case_page(found, ours).talk if is_last else [],
        crumbs=[*_way(), {"label": found.title, "href": reverse("case", args=[found.id])}, {"label": _("Step by step"), "href": ""}],
    )  # fmt: skip


def _at(request: HttpRequest, most: int) -> int:
    """How many events are open, from 1; anything else than such a number is the beginning."""
    value = request.GET.get("at", "")
    given = int(value) if value.isascii() and value.isdigit() and len(value) <= 2 else 1
    return min(max(given, 1), most)


def _way() -> list[dict[str, str]]:
    return [{"label": _("Cases"), "href": reverse("cases")}]
