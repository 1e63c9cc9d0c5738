"""Reports to take away, and the switch that shows proof page and badge to everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.maturity.actions.publish_proof import publish_proof, withdraw_proof
from rempart.maturity.store.models import PublishedProof
from rempart.maturity.web.frame import frame_of, language_code
from rempart.maturity.web.present_reports import DOWNLOADS, reports_page
from rempart.maturity.web.reports.files import FORMATS, file_name
from rempart.maturity.web.reports.pdf import CannotPrint
from rempart.maturity.web.reports.sayings import LANGUAGES
from rempart.maturity.web.reports.subject import subject_of


@login_required
@require_http_methods(["GET", "POST"])
def reports(request: HttpRequest, uid: str) -> HttpResponse:
    """The list of reports; a POST switches publishing."""
    site = fence.site(request, uid, Permission.READ_PROOF)
    if request.method == "POST":
        return _switch(request, site)
    return _page(request, site)


@login_required
@require_GET
def report_file(request: HttpRequest, uid: str, kind: str) -> HttpResponse:
    """One report as a download: its own styles would not be let into a page of the console."""
    site = fence.site(request, uid, Permission.READ_PROOF)
    if kind not in DOWNLOADS:
        raise Http404
    subject = subject_of(site, _wished(request))
    media, make = FORMATS[kind]
    try:
        content = make(subject)
    except CannotPrint as cannot:
        return _page(request, site, error=str(cannot), status=409)
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{file_name(subject, kind)}"'
    return response


def _wished(request: HttpRequest) -> str:
    wish = request.GET.get("language", "")
    return wish if wish in LANGUAGES else language_code()


def _switch(request: HttpRequest, site: Site) -> HttpResponse:
    fence.demand(request, Permission.PUBLISH)
    account = fence.account(request)
    if request.POST.get("do") == "withdraw":
        withdraw_proof(account, site)
        messages.success(request, _("The proof page and the badge are no longer public."))
        return redirect("reports", uid=site.uid)
    frame_of(site)
    try:
        publish_proof(account, site)
    except ValueError:
        return _page(request, site, error=_lab_reason(), status=422)
    messages.success(request, _("The proof page and the badge are public now."))
    return redirect("reports", uid=site.uid)


def _lab_reason() -> str:
    return _("A laboratory run cannot be published: nobody outside could see what it saw.")


def _page(request: HttpRequest, site: Site, *, error: str = "", status: int = 200) -> HttpResponse:
    frame = frame_of(site)
    proof = PublishedProof.objects.filter(site=site, is_public=True).first()
    is_shown = proof is not None and not frame.document["lab"]
    page = reports_page(
        frame,
        {kind: reverse("report", args=[site.uid, kind]) for kind in DOWNLOADS},
        may_publish=fence.may(request, Permission.PUBLISH),
        proof_href=_absolute(request, "public_proof", proof) if is_shown else "",
        badge_href=_absolute(request, "public_badge", proof) if is_shown else "",
        error=error,
    )
    return render(request, "maturity/reports.html", {"page": page, "section": "sites", "site": site}, status=status)


def _absolute(request: HttpRequest, name: str, proof: PublishedProof | None) -> str:
    return request.build_absolute_uri(reverse(name, args=[proof.uid])) if proof else ""
