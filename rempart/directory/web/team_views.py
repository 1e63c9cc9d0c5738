"""Teams, and who belongs to them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.directory.actions.add_team import add_team
from rempart.directory.actions.change_team import change_team
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Person, Team
from rempart.directory.web import fence
from rempart.directory.web.forms import JoinForm, TeamForm
from rempart.directory.web.page import posted, show

PAGE = 100  # people shown at once
MOST_LINES = 200  # people joined in one go; more come by a file


@login_required
@require_http_methods(["GET", "POST"])
def teams(request: HttpRequest) -> HttpResponse:
    """The teams; a POST adds one."""
    fence.demand(request, Permission.READ_PEOPLE)
    organisation = fence.tenant(request)
    form = TeamForm(posted(request), auto_id="t_%s")
    if request.method == "POST":
        fence.demand_everywhere(request, Permission.MANAGE_PEOPLE)
    if request.method == "POST" and form.is_valid():
        made = add_team(fence.account(request), organisation, form.cleaned_data["name"])
        return redirect("directory_team", uid=made.uid)
    rows = fence.visible(request, Team.objects.order_by("name"), Permission.READ_PEOPLE).annotate(
        people=Count("person")
    )
    return show(
        request,
        "teams",
        "directory_teams",
        form,
        form=form,
        rows=rows,
        may_add=fence.may_everywhere(request, Permission.MANAGE_PEOPLE),
    )


@login_required
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, uid: str) -> HttpResponse:
    """Its people; a POST lets some join, or one leave."""
    needed = Permission.READ_PEOPLE if request.method == "GET" else Permission.MANAGE_PEOPLE
    row = fence.fetch(request, Team, uid, needed)
    leaving = request.POST.get("leave", "")
    form = JoinForm(request.POST if request.method == "POST" and not leaving else None, auto_id="t_%s")
    if leaving:
        person = fence.fetch(request, Person, leaving, Permission.MANAGE_PEOPLE)
        change_team(fence.account(request), row, leave=[person])
        return redirect("directory_team", uid=row.uid)
    if form.is_valid() and _join(request, row, form):
        messages.success(request, _("Saved."))
        return redirect("directory_team", uid=row.uid)
    shown = Paginator(row.person_set.order_by("name", "pk"), PAGE).get_page(request.GET.get("page"))
    may_change = fence.may(request, Permission.MANAGE_PEOPLE)
    return show(request, "team", "directory_teams", form, form=form, team=row, rows=shown, may_change=may_change)


def _join(request: HttpRequest, team: Team, form: JoinForm) -> bool:
    """All lines or none."""
    lines = [line.strip() for line in form.cleaned_data["people"].splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        form.add_error("people", _("At most %(most)s people at once.") % {"most": MOST_LINES})
        return False
    people = []
    for line in lines:
        found = _named(request, line)
        if len(found) != 1:
            said = (
                _("Nobody here is called “%(line)s”.")
                if not found
                else _("More than one person is “%(line)s”. Use the e-mail address.")
            )
            form.add_error("people", said % {"line": line[:80]})
        people += found
    if form.errors:
        return False
    change_team(fence.account(request), team, join=people)
    return True


def _named(request: HttpRequest, line: str) -> list[Person]:
    here = fence.visible(request, Person.objects.order_by("pk"), Permission.MANAGE_PEOPLE)
    return list(here.filter(Q(email__iexact=line) | Q(staff_number=line) | Q(name=line))[:2])
