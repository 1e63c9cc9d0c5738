"""The whole organisation as one file: ask for it, follow it, stop it, fetch it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence, page
from rempart.directory.web.step_up import step_up
from rempart.terms.duration import DAY_S
from rempart.upkeep.envelope import SHORTEST
from rempart.upkeep.store.models import OrganisationExport
from rempart.upkeep.tenants import asked
from rempart.upkeep.tenants.making import KEPT_S
from rempart.upkeep.web import export_words

PIECE = 1024 * 1024
BADGES = {OrganisationExport.READY: "ok", OrganisationExport.FAILED: "bad"}


class WordsForm(forms.Form):
    """The passphrase, twice: nobody can recover it."""

    words = forms.CharField(
        min_length=SHORTEST,
        max_length=asked.LONGEST,
        label=gettext_lazy("Passphrase"),
        help_text=gettext_lazy("At least 12 characters. It seals the file; without it nobody opens it, nor do we."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        max_length=asked.LONGEST,
        label=gettext_lazy("The same once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Adds an error when the two differ."""
        said = super().clean() or self.cleaned_data
        if "words" in said and "again" in said and said["words"] != said["again"]:
            self.add_error("again", _("The two are not the same."))
        return said


@login_required
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """The newest one, how far it is, and those before."""
    fence.demand_everywhere(request, Permission.MANAGE_ORGANISATION)
    return _page(request, WordsForm())


def _page(request: HttpRequest, form: WordsForm) -> HttpResponse:
    me = fence.account(request)
    rows = list(OrganisationExport.objects.filter(organisation=fence.tenant(request)).order_by("-pk")[:20])
    shown = [
        {
            "row": row,
            "state": export_words.state(row),
            "badge": BADGES.get(row.state, ""),
            "trouble": export_words.trouble(row.trouble),
            "is_mine": asked.is_there_for(me, row),
            "megabytes": row.bytes / 1024**2,
        }
        for row in rows
    ]
    current = next((row for row in rows if row.state in OrganisationExport.OPEN), None)
    context = {
        "tabs": page.tabs(request, "organisation_export"),
        "section": "organisation",
        "form": form,
        "shown": shown,
        "current": current,
        "says": export_words.step(current.doing) if current else "",
        "days": KEPT_S // DAY_S,
    }
    return render(request, "upkeep/export.html", context, status=422 if form.is_bound and form.errors else 200)


@login_required
@step_up
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """In the background; the page may be left."""
    fence.demand_everywhere(request, Permission.MANAGE_ORGANISATION)
    form = WordsForm(request.POST)
    if form.is_valid():
        try:
            asked.ask_export(fence.account(request), fence.tenant(request), form.cleaned_data["words"])
        except asked.BadWords:
            form.add_error("words", _("It needs at least 12 characters that are no spaces at its ends."))
        except asked.UnderWay:
            form.add_error(None, _("One is being made already. Wait for it, or stop it."))
        else:
            messages.success(request, _("The export begins within seconds. You may leave this page; it goes on."))
            return redirect("organisation_export")
    return _page(request, form)


@login_required
@require_POST
def stop(request: HttpRequest, uid: str) -> HttpResponse:
    """Nothing of it is kept."""
    export = _row(request, uid)
    try:
        asked.stop_export(fence.account(request), export)
        messages.success(request, _("It was stopped. Nothing of it is kept."))
    except asked.NotThere:
        messages.info(request, _("It had ended already."))
    return redirect("organisation_export")


@login_required
@step_up
@require_POST
def download(request: HttpRequest, uid: str) -> HttpResponseBase:
    """For whoever asked alone."""
    export = _row(request, uid)
    try:
        return handed_out(request, export)
    except asked.NotThere as gone:
        raise Http404 from gone


def _row(request: HttpRequest, uid: str) -> OrganisationExport:
    fence.demand_everywhere(request, Permission.MANAGE_ORGANISATION)
    return fence.fetch(request, OrganisationExport, uid, Permission.MANAGE_ORGANISATION)


def handed_out(request: HttpRequest, export: OrganisationExport) -> StreamingHttpResponse:
    """The file; when its last byte has been taken it is removed. Cut short, it can be fetched again. Raises NotThere."""
    file = asked.begin_handing_out(fence.account(request), export)
    answer = StreamingHttpResponse(_pieces(file, export), content_type="application/zip")
    answer["Content-Length"] = str(file.stat().st_size)
    answer["Content-Disposition"] = f'attachment; filename="rempart-{fence.tenant(request).uid}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


def _pieces(file: Path, export: OrganisationExport) -> Iterator[bytes]:
    with file.open("rb") as source:
        while piece := source.read(PIECE):
            yield piece
    asked.note_handed_out(export)
