"""Upkeep: the last backup, one to make now, and what the check-up found."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Organisation
from rempart.directory.web import fence, page
from rempart.terms.moment import from_rfc3339
from rempart.upkeep import asking, backup, doctor, nightly, places
from rempart.upkeep.web import words

ORDER = {"failed": 0, "advice": 1, "unknown": 2, "ok": 3}
BADGES = {"failed": "bad", "advice": "warm", "unknown": "", "ok": "ok"}


def _house(request: HttpRequest) -> Organisation:
    """Only the organisation that runs the installation has this page; for others there is none."""
    if not fence.is_house(request):
        raise Http404
    fence.demand(request, Permission.OPERATE)
    return fence.tenant(request)


@login_required
@require_GET
def upkeep(request: HttpRequest) -> HttpResponse:
    """What is kept, where, and how the house stands."""
    _house(request)
    state = settings.STATE
    made = [
        {"at_ms": from_rfc3339(one.manifest.made_at), "megabytes": one.bytes / 1024**2, "is_sealed": one.manifest.seal}
        for one in reversed(backup.made_in(places.data_backups(state)))
    ]
    found = doctor.kept(state)
    checks = sorted(found.checks, key=lambda check: (ORDER[check.state], check.id)) if found else []
    context = {
        "tabs": page.tabs(request, "upkeep"),
        "section": "organisation",
        "made": made,
        "folder": places.data_backups(state),
        "is_wished": nightly.is_wished(state),
        "checked_ms": found.at_ms if found else None,
        "checks": [(check, words.title(check.id), BADGES[check.state], words.state(check.state)) for check in checks],
    }
    return render(request, "upkeep/overview.html", context)


@login_required
@require_POST
def back_up(request: HttpRequest) -> HttpResponse:
    """Ask for one; the worker makes it."""
    organisation = _house(request)
    asking.ask_for_backup(fence.account(request), organisation, settings.STATE)
    messages.success(request, _("The backup begins within seconds."))
    return redirect("upkeep")
