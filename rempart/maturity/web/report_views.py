"""Reports to take away, and the switch that shows proof page and badge to everybody."""

from dataclasses import dataclass

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
from rempart.maturity.web.links import Item, crumbs, tabs
from rempart.maturity.web.reports.files import FORMATS, file_name
from rempart.maturity.web.reports.pdf import CannotPrint
from rempart.maturity.web.reports.sayings import LANGUAGES
from rempart.maturity.web.reports.subject import subject_of

DOWNLOADS = ("pdf", "html", "csv", "json", "sarif")


@dataclass(frozen=True, slots=True)
class Download:
    """A report that can be taken away."""

    name: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """Everything reports.html shows; `proof_href` and `badge_href` are '' while nothing is public."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    downloads: list[Download]
    may_publish: bool
    proof_href: str
    badge_href: str
    error: str = ""


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
    page = ReportsPage(
        tabs=tabs(frame.links, "reports"),
        crumbs=crumbs(frame.links, frame.address, _("Reports")),
        title=_("Reports to take away"),
        lead=_("Each says from where it was seen, what stays open, and how the record behind it can be checked."),
        lab=bool(frame.document["lab"]),
        downloads=[_download(site, kind) for kind in DOWNLOADS],
        may_publish=fence.may(request, Permission.PUBLISH),
        proof_href=_absolute(request, "public_proof", proof) if is_shown else "",
        badge_href=_absolute(request, "public_badge", proof) if is_shown else "",
        error=error,
    )
    return render(request, "maturity/reports.html", {"page": page, "section": "sites", "site": site}, status=status)


def _absolute(request: HttpRequest, name: str, proof: PublishedProof | None) -> str:
    return request.build_absolute_uri(reverse(name, args=[proof.uid])) if proof else ""


def _download(site: Site, kind: str) -> Download:
    texts = {
        "pdf": _("For paper and for people: a few pages with the wall."),
        "html": _("One file for any browser, without a script; it prints well."),
        "csv": _("The controls as a table for a spreadsheet."),
        "json": _("The whole assessment for programs; its form is a contract."),
        "sarif": _("What fails, for code hosts and security dashboards."),
    }
    return Download(kind.upper(), texts[kind], reverse("report", args=[site.uid, kind]))
