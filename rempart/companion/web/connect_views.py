"""Connecting a site in three steps, and letting go of it; the plug-in to download."""

import functools

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.companion import plugin_zip
from rempart.companion.actions.connect import NotConnected, connect, disconnect
from rempart.companion.core.states import ASKED, LinkState
from rempart.companion.store.links import link_of
from rempart.companion.web.forms import CodeForm
from rempart.companion.web.present import crumbs
from rempart.companion.web.words import advice, trouble_text
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up


@functools.cache
def _package() -> bytes:
    return plugin_zip.build()


@login_required
@require_GET
def package(request: HttpRequest) -> HttpResponse:
    """The plug-in as a zip: the same bytes as `rempart companion build` makes anywhere."""
    fence.demand(request, Permission.READ)
    answer = HttpResponse(_package(), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{plugin_zip.NAME}.zip"'
    return answer


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def connect_site(request: HttpRequest, uid: str) -> HttpResponse:
    """The steps, and the field for the code."""
    site = fence.site(request, uid, Permission.MANAGE_COMPANION)
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            connect(fence.account(request), site, form.cleaned_data["code"])
        except NotConnected as no:
            said = _("It was not connected: %(trouble)s.") % {"trouble": trouble_text(no.code)}
            form.add_error("code", f"{said} {advice(no.code, site.address)}")
        else:
            messages.success(request, _("Connected. What the companion sees appears here within a minute."))
            return redirect("companion", uid=site.uid)
    row = link_of(site)
    context = {
        "section": "sites",
        "site": site,
        "form": form,
        "crumbs": crumbs(site, _("Connect")),
        "is_asked": row is not None and row.state in ASKED,
        "version": plugin_zip.version(),
    }
    return render(request, "companion/connect.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
@step_up
def disconnect_site(request: HttpRequest, uid: str) -> HttpResponse:
    """What goes and what stays; then it is done, whether or not the site can be told."""
    site = fence.site(request, uid, Permission.MANAGE_COMPANION)
    row = link_of(site)
    if row is None:
        raise Http404
    if row.state == LinkState.LEFT:  # done already
        return redirect("companion", uid=site.uid)
    if request.method == "POST":
        if disconnect(fence.account(request), row):
            messages.success(request, _("Disconnected. The site has forgotten our key."))
        else:
            said = _(
                "Disconnected here. The site could not be told: remove the plug-in there, or disconnect under Tools › Rempart."
            )
            messages.warning(request, said)
        return redirect("companion", uid=site.uid)
    context = {"section": "sites", "site": site, "row": row, "crumbs": crumbs(site, _("Disconnect"))}
    return render(request, "companion/disconnect.html", context)
