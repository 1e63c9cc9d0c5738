"""People: a list with a search, one more, a whole file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rempart.directory.actions.add_people import add_people
from rempart.directory.core.csv_table import BadTable
from rempart.directory.core.people_table import read_people
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Person, Team
from rempart.directory.web import fence
from rempart.directory.web.forms import PersonForm, UploadForm
from rempart.directory.web.page import posted, show
from rempart.directory.web.words import fault_text

PAGE = 100  # people shown at once


@login_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """The list; a POST adds one person."""
    fence.demand(request, Permission.READ_PEOPLE)
    organisation = fence.tenant(request)
    form = PersonForm(posted(request), auto_id="p_%s")
    if request.method == "POST":
        fence.demand_everywhere(request, Permission.MANAGE_PEOPLE)
    if request.method == "POST" and form.is_valid():
        try:
            add_people(fence.account(request), organisation, [form.person()])
            messages.success(request, _("The person was added."))
            return redirect("directory_people")
        except BadTable as bad:
            for fault in bad.faults:
                form.add_error(None, fault_text(fault))
    wish = request.GET.get("q", "")[:200].strip()
    teams = Prefetch("teams", fence.visible(request, Team.objects.order_by("name"), Permission.READ_PEOPLE))
    everyone = Person.objects.prefetch_related(teams).order_by("name", "pk")
    rows = fence.visible(request, everyone, Permission.READ_PEOPLE)
    if wish:
        rows = rows.filter(Q(name__icontains=wish) | Q(email__icontains=wish) | Q(staff_number=wish))
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return show(request, "people", "directory_people", form, form=form, wish=wish, rows=shown, **_may(request))


def _may(request: HttpRequest) -> dict[str, bool]:
    manage = Permission.MANAGE_PEOPLE
    return {"may_add": fence.may_everywhere(request, manage), "may_erase": fence.may(request, manage)}


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Everybody in a CSV file, or nobody."""
    fence.demand_everywhere(request, Permission.MANAGE_PEOPLE)
    form = UploadForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_people(fence.account(request), fence.tenant(request), read_people(form.data_of_file()))
            said = ngettext("%(count)s person was added.", "%(count)s people were added.", len(added))
            messages.success(request, said % {"count": len(added)})
            return redirect("directory_people")
        except BadTable as bad:
            for fault in bad.faults:
                form.add_error("file", fault_text(fault))
    return show(request, "import_people", "directory_people", form, form=form)
