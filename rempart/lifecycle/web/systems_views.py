"""Connected systems: what they answered last, connecting, testing, pausing, and who is who there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.channel.sealed import Unreadable
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Person
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.directory.web.unit_words import words
from rempart.lifecycle.actions.connections import (
    add_connection,
    connectors,
    name_there,
    pause_connection,
    remove_connection,
    target_of,
    try_now,
)
from rempart.lifecycle.core.connector import Trouble
from rempart.lifecycle.net.client import within
from rempart.lifecycle.store.leavers import open_in
from rempart.lifecycle.store.models import Connection, KnownAs
from rempart.lifecycle.web.forms import ConnectionForm, NameForm
from rempart.lifecycle.web.page import show
from rempart.lifecycle.web.words import found_text, trouble_text

CHECK_S = 20.0  # a person waits for this one
NAMES = 500  # that a page shows


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def systems(request: HttpRequest) -> HttpResponse:
    """What each answered last; a POST tests, tries again, pauses or disconnects one."""
    fence.demand(request, Permission.MANAGE_CONNECTORS)
    if request.method == "POST":
        row = fence.fetch(request, Connection, request.POST.get("uid", ""), Permission.MANAGE_CONNECTORS, is_on=True)
        _do(request, row, request.POST.get("do", ""))
        return redirect("lifecycle_systems")
    units, waiting = connectors(), open_in(fence.tenant(request))
    rows = Connection.objects.filter(organisation=fence.tenant(request), is_on=True).order_by("title", "pk")
    shown = [
        (row, words(units[row.connector].title) if row.connector in units else row.connector, waiting.get(row.pk, 0))
        for row in rows
    ]
    offered = [(unit.id, words(unit.title)) for unit in units.values()]
    may_name = fence.may(request, Permission.READ_PEOPLE)
    return show(request, "systems", "lifecycle_systems", rows=shown, offered=offered, may_name=may_name)


def _do(request: HttpRequest, row: Connection, wish: str) -> None:
    actor = fence.account(request)
    if wish == "remove":
        remove_connection(actor, row)
        messages.success(request, _("Disconnected. Leavers keep what they have there."))
    elif wish == "check":
        _check(request, row)
    elif wish in ("pause", "resume"):
        pause_connection(actor, row, is_paused=wish == "pause")
        said = _("Paused. Leavers stay open there.") if wish == "pause" else _("It goes on. What waits is asked now.")
        messages.success(request, said)
    else:
        try_now(actor, row)
        messages.success(request, _("It is asked again now."))


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def connect(request: HttpRequest, connector: str) -> HttpResponse:
    """Connect a system of that kind."""
    fence.demand(request, Permission.MANAGE_CONNECTORS)
    unit = connectors().get(connector)
    if unit is None:
        raise Http404
    form = ConnectionForm(posted(request), unit=unit)
    if request.method == "POST" and form.is_valid():
        given = {one.name: form.cleaned_data[one.name] for one in unit.settings}
        row = add_connection(fence.account(request), fence.tenant(request), unit, form.cleaned_data["title"], given)
        _check(request, row)
        return redirect("lifecycle_systems")
    return show(request, "connect", "lifecycle_systems", form, form=form, kind=words(unit.title))


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def names(request: HttpRequest, uid: str) -> HttpResponse:
    """Who is who there, when the address does not tell."""
    fence.demand(request, Permission.READ_PEOPLE)
    row = fence.fetch(request, Connection, uid, Permission.MANAGE_CONNECTORS, is_on=True)
    people = Person.objects.filter(organisation=row.organisation)
    wish = request.POST.get("do", "")
    form = NameForm(posted(request) if wish == "set" else None, people=people)
    if wish == "drop":
        name_there(fence.account(request), row, fence.fetch(request, Person, request.POST.get("person", "")), "")
        return redirect("lifecycle_names", uid=row.uid)
    if wish == "set" and form.is_valid():
        name_there(fence.account(request), row, form.cleaned_data["person"], form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("lifecycle_names", uid=row.uid)
    known = KnownAs.objects.filter(connection=row).select_related("person").order_by("person__name", "pk")[:NAMES]
    context: dict[str, Any] = {"form": form, "system": row, "known": known}
    return show(request, "names", "lifecycle_systems", form, **context)


def _check(request: HttpRequest, row: Connection) -> None:
    """Ask the system whether it would do what we ask; a slow one costs this person seconds, nobody else."""
    try:
        found = connectors()[row.connector].check(target_of(row), within(CHECK_S))
        messages.success(request, found_text(found))
    except (Trouble, Unreadable) as trouble:
        code = trouble.code if isinstance(trouble, Trouble) else "unreadable"
        detail = trouble.detail if isinstance(trouble, Trouble) else ""
        messages.warning(request, f"{trouble_text(code)} ({detail})" if detail else trouble_text(code))
