"""The page that compares the host with the guide's table; what is answered is recorded as stated."""

from collections.abc import Iterator, Mapping
from typing import cast, get_args

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.facts.hosting_kind import HostingKind, KindValue
from rempart.maturity.actions.tell_hosting_kind import tell_hosting_kind
from rempart.maturity.store.claims import hosting_kinds_of
from rempart.maturity.web.frame import frame_of
from rempart.maturity.web.present_hosting import HostingPage, hosting_page


@login_required
@require_http_methods(["GET", "POST"])
def hosting(request: HttpRequest, uid: str) -> HttpResponse:
    """Only what was changed is recorded."""
    site = fence.site(request, uid)
    given = {row: fact.value for row, fact in hosting_kinds_of(site).items()}
    page = hosting_page(frame_of(site), given)
    if request.method == "POST":
        fence.demand(request, Permission.CLAIM)
        changed = list(_changed(request.POST, page, given))
        if changed:
            tell_hosting_kind(fence.account(request), site, changed)
            messages.success(request, _("Saved. What is measured goes before an answer."))
        return redirect("hosting", uid=site.uid)
    return render(request, "maturity/hosting.html", {"page": page, "site": site, "section": "sites"})


def _changed(posted: Mapping[str, str], page: HostingPage, given: Mapping[str, str]) -> Iterator[HostingKind]:
    allowed = set(get_args(KindValue))
    for row in page.rows:
        value = posted.get(row.name, "")
        if value in allowed and value != given.get(row.id):
            yield HostingKind(row=row.id, value=cast(KindValue, value))
