"""Take over monitors of Uptime Kuma, with a report of what could not be taken over."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.watch.actions.import_kuma import Taken, import_kuma, read_file
from rempart.watch.core.kuma import FILE_MAX, BadBackup
from rempart.watch.web.forms import ImportForm
from rempart.watch.web.page import show

NOTES = {
    "kind": gettext_lazy("Rempart has no such kind of monitor."),
    "upside_down": gettext_lazy("It is turned upside down: it wants a failure."),
    "method": gettext_lazy("It sends something else than a plain request."),
    "headers": gettext_lazy("Its own headers stayed behind."),
    "password": gettext_lazy("Its password stayed behind."),
    "ignore_tls": gettext_lazy("It ignored bad certificates; here they count."),
    "interval": gettext_lazy("Its interval was changed to one that is possible here."),
    "record": gettext_lazy("It asks for a type of record that is not watched here."),
    "new_address": gettext_lazy("It has a new address: make it on its page, and give it to the job."),
    "paused": gettext_lazy("It was paused, and still is."),
    "no_target": gettext_lazy("It has no address that can be watched."),
    "known": gettext_lazy("It is watched already."),
    "too_many": gettext_lazy("There are as many monitors as one organisation may have."),
}


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The report stands on the page that answers."""
    fence.demand_everywhere(request, Permission.MANAGE_WATCH)
    form = ImportForm(posted(request), request.FILES if request.method == "POST" else None)
    taken: list[Taken] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > FILE_MAX:
                raise BadBackup("too large")
            taken = import_kuma(fence.account(request), fence.tenant(request), read_file(file.read()))
        except BadBackup:
            form.add_error(
                "file", _("This is neither a backup nor a database of Uptime Kuma, or it is larger than 64 MB.")
            )
    lines = [(one, [str(NOTES[note]) for note in one.notes]) for one in taken]
    count = sum(one.monitor is not None for one in taken)
    return show(request, "import", "watch_import", form, form=form, lines=lines, count=count, left=len(taken) - count)
