"""The pages of played drills: which there are, one to prepare, one under way by its clock, and what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.people.actions import hold_exercise
from rempart.people.actions.tell_exercises import tell_exercises
from rempart.people.core.exercise import Exercise
from rempart.people.core.exercise_library import exercise as exercise_of
from rempart.people.store.exercise import Held
from rempart.people.web import present_exercises as present
from rempart.people.web.exercise_forms import BeginForm, EndForm, NotesForm
from rempart.people.web.rooms import rooms

SHOWN = 50  # drills that were held; the record has them all


def _exercise(name: str) -> Exercise:
    found = exercise_of(name, get_language() or "en")
    if found is None:
        raise Http404
    return found


def _held(request: HttpRequest, uid: str, permission: Permission) -> Held:
    """Of this organisation, by somebody who holds the right for all of it."""
    fence.demand_everywhere(request, permission)
    row = (
        Held.objects.filter(organisation=fence.tenant(request), uid=uid).select_related("organisation", "team").first()
    )
    if row is None:
        raise Http404
    return row


def _show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"people/{template}.html", {"section": "lessons", **context}, status=status)


@login_required
@require_GET
def exercises(request: HttpRequest) -> HttpResponse:
    """What can be played, what is being played, what was."""
    fence.demand_everywhere(request, Permission.READ_LEARNING)
    rows = Held.objects.filter(organisation=fence.tenant(request)).select_related("team").order_by("-begun_ms")
    may_teach = fence.may_everywhere(request, Permission.TEACH)
    context: dict[str, Any] = {
        "tabs": rooms(request, "exercises"), "may_teach": may_teach,
        "lines": present.lines(get_language() or "en") if may_teach else [],
        "open": [present.held_line(row) for row in rows.filter(ended_ms=None)[:SHOWN]],
        "held": [present.held_line(row) for row in rows.exclude(ended_ms=None)[:SHOWN]],
    }  # fmt: skip
    return _show(request, "exercises", **context)


@login_required
@require_http_methods(["GET", "POST"])
def exercise(request: HttpRequest, name: str) -> HttpResponse:
    """Everything its lead needs to know; the form begins it."""
    fence.demand_everywhere(request, Permission.TEACH)
    found, organisation = _exercise(name), fence.tenant(request)
    form = BeginForm(found, organisation, posted(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        row = hold_exercise.begin(
            fence.account(request), organisation, found, people=given["people"], roles=given["roles"],
            is_prepared=given["is_prepared"], team=given["team"],
        )  # fmt: skip
        return redirect("exercise_held", uid=row.uid)
    page = present.page(found)
    status = 422 if form.is_bound else 200
    return _show(request, "exercise", status, page=page, form=form, crumbs=_way(found.title))


@login_required
@require_GET
def cards(request: HttpRequest, name: str) -> HttpResponse:
    """One sheet a role, to be printed and given out."""
    fence.demand_everywhere(request, Permission.TEACH)
    found = _exercise(name)
    return _show(request, "exercise_cards", page=present.page(found), crumbs=_way(found.title, _("Cards")))


@login_required
@require_GET
def held(request: HttpRequest, uid: str) -> HttpResponse:
    """Its clock and its marks while it goes on, its result afterwards."""
    row = _held(request, uid, Permission.READ_LEARNING)
    found = _exercise(row.exercise)
    if row.ended_ms is not None:
        return _show(request, "exercise_result", **_result(row, found))
    fence.demand_everywhere(request, Permission.TEACH)
    return _show(request, "exercise_held", **_under_way(row, found, NotesForm({"notes": row.notes}), EndForm()))


@login_required
@require_GET
def screen(request: HttpRequest, uid: str) -> HttpResponse:
    """For the wall of the room: what has happened, and nothing that its lead alone knows."""
    row = _held(request, uid, Permission.TEACH)
    found = _exercise(row.exercise)
    return _show(request, "exercise_screen", page=present.clock(row, found, now_ms()), crumbs=_way(found.title))


@login_required
@require_POST
def mark(request: HttpRequest, uid: str) -> HttpResponse:
    """Seen, or not seen after all."""
    row = _held(request, uid, Permission.TEACH)
    found, name, is_seen = _exercise(row.exercise), request.POST.get("mark", ""), request.POST.get("seen") == "1"
    try:
        return _act(request, row, lambda: hold_exercise.mark(fence.account(request), row, found, name, is_seen=is_seen))
    except ValueError:
        messages.info(request, _("This drill has no such mark."))
        return redirect("exercise_held", uid=row.uid)


@login_required
@require_POST
def notes(request: HttpRequest, uid: str) -> HttpResponse:
    """Words of the lead."""
    row = _held(request, uid, Permission.TEACH)
    form, found = NotesForm(request.POST), _exercise(row.exercise)
    if not form.is_valid():
        return _show(request, "exercise_held", 422, **_under_way(row, found, form, EndForm()))
    return _act(request, row, lambda: hold_exercise.note(fence.account(request), row, form.cleaned_data["notes"]))


@login_required
@require_POST
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """Ended, or broken off; then the record hears of it at once."""
    row = _held(request, uid, Permission.TEACH)
    form, found = EndForm(request.POST), _exercise(row.exercise)
    if not form.is_valid():
        return _show(request, "exercise_held", 422, **_under_way(row, found, NotesForm({"notes": row.notes}), form))

    def act() -> None:
        is_broken_off = "break" in request.POST
        hold_exercise.end(fence.account(request), row, found, form.better(), is_broken_off=is_broken_off)
        tell_exercises(row.organisation)

    return _act(request, row, act)


def _act(request: HttpRequest, row: Held, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except hold_exercise.Over:
        messages.info(request, _("This drill has ended. Here is what came of it."))
    return redirect("exercise_held", uid=row.uid)


def _under_way(row: Held, found: Exercise, notes: NotesForm, form: EndForm) -> dict[str, Any]:
    return {"page": present.clock(row, found, now_ms()), "notes": notes, "form": form, "crumbs": _way(found.title)}


def _result(row: Held, found: Exercise) -> dict[str, Any]:
    return {"page": present.result(row, found), "crumbs": _way(found.title)}


def _way(*labels: str) -> list[dict[str, str]]:
    return [{"label": _("Drills"), "href": reverse("exercises")}, *({"label": one, "href": ""} for one in labels)]
