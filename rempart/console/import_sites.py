"""Many sites at once from a CSV file: here, because addresses are the scanner's and sites the directory's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rempart.directory.actions.import_sites import import_sites
from rempart.directory.core.csv_table import BadTable
from rempart.directory.core.roles import Permission
from rempart.directory.core.sites_table import read_sites
from rempart.directory.web import fence
from rempart.directory.web.forms import UploadForm
from rempart.directory.web.page import posted, show
from rempart.directory.web.words import fault_text
from rempart.scanner.core.target import parse_target


def one_form(text: str) -> str:
    """The address as sites keep it. Raises ValueError."""
    return parse_target(text).url("")


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Every site in the file, or none; those already there stay as they are."""
    fence.demand_everywhere(request, Permission.ADD_SITE)
    form = UploadForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            added = import_sites(
                fence.account(request), fence.tenant(request), read_sites(form.data_of_file(), one_form)
            )
            said = ngettext("%(count)s site was added.", "%(count)s sites were added.", len(added))
            said_more = _("Those that were there already stayed as they are.")
            messages.success(request, f"{said % {'count': len(added)}} {said_more}")
            return redirect("directory_sites")
        except BadTable as bad:
            for fault in bad.faults:
                form.add_error("file", fault_text(fault))
    return show(request, "import_sites", "directory_sites", form, form=form)
