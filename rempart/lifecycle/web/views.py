"""Leavers, everybody with their history, changes by hand and from a list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rempart.directory.actions.action import now_ms
from rempart.directory.core.csv_table import BadTable
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Person, Team
from rempart.directory.web import fence
from rempart.directory.web.forms import UploadForm
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.directory.web.words import fault_text
from rempart.lifecycle.actions.change_by_hand import NothingChanges, change_by_hand, take_moves
from rempart.lifecycle.actions.house import zone_of
from rempart.lifecycle.actions.standing import standing_of
from rempart.lifecycle.core.change import Standing
from rempart.lifecycle.core.day import end_ms
from rempart.lifecycle.core.moves_table import read_moves
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store import leavers as questions
from rempart.lifecycle.store.models import Connection, Transition
from rempart.lifecycle.web.forms import LeaveForm, MoveForm
from rempart.lifecycle.web.page import show
from rempart.lifecycle.web.present import changes, leaver, seconds
from rempart.lifecycle.web.words import STAGES, reason_text
from rempart.terms.duration import YEAR_S

PAGE = 25  # leavers, each with its bar
PEOPLE = 100
HISTORY = 50  # changes of one person that are shown


@login_required
def leavers(request: HttpRequest) -> HttpResponse:
    """Each leaver with a bar of steps, what is open, and the times of the last twelve months."""
    fence.demand(request, Permission.MANAGE_LEAVERS)
    organisation = fence.tenant(request)
    rows = questions.leavers(organisation).select_related("person").prefetch_related("revocations__connection")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    times = questions.measured(organisation, now_ms() - YEAR_S * 1_000)
    waiting = Transition.objects.filter(organisation=organisation, stage=Stage.PLANNED).select_related("person")
    return show(
        request,
        "leavers",
        "lifecycle",
        rows=page,
        leavers=[leaver(row) for row in page],
        times=times,
        inner_median=seconds(times.inner_median_ms),
        inner_worst=seconds(times.inner_worst_ms),
        outer_median=seconds(times.outer_median_ms),
        outer_worst=seconds(times.outer_worst_ms),
        planned=changes(organisation, list(waiting.order_by("due_at_ms", "pk")[:PAGE])),
        paused=Transition.objects.filter(organisation=organisation, stage=Stage.PAUSED).count(),
        has_systems=Connection.objects.filter(organisation=organisation, is_on=True).exists(),
    )


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, also those who left, with a search."""
    fence.demand(request, Permission.MANAGE_LEAVERS)
    wish = request.GET.get("q", "")[:200].strip()
    rows = Person.objects.filter(organisation=fence.tenant(request)).select_related("employment")
    if wish:
        rows = rows.filter(Q(name__icontains=wish) | Q(email__icontains=wish) | Q(staff_number=wish))
    page = Paginator(rows.order_by("name", "pk"), PEOPLE).get_page(request.GET.get("page"))
    return show(request, "people", "lifecycle_people", rows=page, wish=wish)


@login_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, uid: str) -> HttpResponse:
    """History of one person; a POST says that they leave, come back or move."""
    row = fence.fetch(request, Person, uid, Permission.MANAGE_LEAVERS)
    wish, now = request.POST.get("do", ""), standing_of(row)
    teams = Team.objects.filter(organisation=row.organisation).order_by("name", "pk")
    leave = LeaveForm(posted(request) if wish == "leave" else None, auto_id="l_%s")
    chosen = {"teams": list(row.teams.order_by("pk"))}
    move = MoveForm(posted(request) if wish == "move" else None, teams=teams, initial=chosen, auto_id="m_%s")
    if wish == "leave" and leave.is_valid():
        day = leave.cleaned_data["last_day"]
        due = max(now_ms(), end_ms(day, zone_of(row.organisation))) if day else None
        return _asked(request, row, Standing(False), due, leave.cleaned_data["is_urgent"])
    if wish == "move" and move.is_valid():
        picked = frozenset(team.uid for team in move.cleaned_data["teams"])
        return _asked(request, row, Standing(now.is_present, picked))
    if wish == "back":
        return _asked(request, row, Standing(True, now.teams))
    history = Transition.objects.filter(organisation=row.organisation, person_uid=row.uid).select_related("person")
    shown = changes(row.organisation, list(history.order_by("-pk")[:HISTORY]))
    context = {"person": row, "standing": now, "leave": leave, "move": move, "history": shown}
    return show(request, "person", "lifecycle_people", leave, move, **context)


def _asked(
    request: HttpRequest, row: Person, after: Standing, due: int | None = None, is_urgent: bool = False
) -> HttpResponse:
    try:
        made = change_by_hand(fence.account(request), row, after, due_at_ms=due, is_urgent=is_urgent)
    except NothingChanges:
        messages.info(request, _("Nothing changes: that is so already."))
        return redirect("lifecycle_person", uid=row.uid)
    if made.stage == Stage.APPLIED:
        messages.success(request, _("Done."))
    else:
        messages.warning(request, f"{str(STAGES[made.stage]).capitalize()}. {reason_text(made.reason)}")
    return redirect("lifecycle_person", uid=row.uid)


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def upload(request: HttpRequest) -> HttpResponse:
    """Leaving days and moves in a CSV file."""
    fence.demand(request, Permission.MANAGE_LEAVERS)
    form = UploadForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = take_moves(fence.account(request), fence.tenant(request), read_moves(form.data_of_file()))
        except BadTable as bad:
            for fault in bad.faults:
                form.add_error("file", fault_text(fault))
        else:
            said = ngettext("%(count)s change was taken.", "%(count)s changes were taken.", len(made))
            messages.success(request, said % {"count": len(made)})
            return redirect("lifecycle")
    return show(request, "import_moves", "lifecycle", form, form=form)
