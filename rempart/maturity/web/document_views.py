"""Documents of a site: offer one, review one, take one away. Their bytes are never shown inside a page of ours."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.channel.place import state_folder
from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.directory.web import fence
from rempart.maturity.actions.offer_document import DOCUMENTS, may_review, offer_document, review_document
from rempart.maturity.store.models import StoredDocument
from rempart.maturity.web.document_form import DocumentForm
from rempart.maturity.web.frame import frame_of
from rempart.maturity.web.present import Frame
from rempart.maturity.web.present_keys import OfferedDocument, documents_page

SHOWN = 200  # documents on the page; a site with more has older ones that have ended


@login_required
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, uid: str) -> HttpResponse:
    """The list; a POST with `document` reviews one, any other offers one."""
    site = fence.site(request, uid, Permission.READ_PROOF)
    frame = frame_of(site)
    form = DocumentForm(texts=frame.texts, initial={"control": request.GET.get("control", "")})
    if request.method == "POST":
        if "document" in request.POST:
            return _review(request, site)
        fence.demand(request, Permission.CLAIM)
        form = DocumentForm(request.POST, request.FILES, texts=frame.texts)
        if form.is_valid():
            return _offer(request, site, form)
    rows = StoredDocument.objects.filter(site=site).select_related("offered_by").order_by("-pk")[:SHOWN]
    page = documents_page(frame, [_shown(request, site, row, frame) for row in rows], form)
    context = {"page": page, "site": site, "section": "sites"}
    return render(request, "maturity/documents.html", context, status=422 if form.errors else 200)


def _offer(request: HttpRequest, site: Site, form: DocumentForm) -> HttpResponse:
    told = form.cleaned_data
    offer_document(
        fence.account(request),
        site,
        told["control"],
        title=told["title"],
        issuer=told["issuer"],
        issued_by_host=told["issued_by_host"],
        content=told["file"].read(),
        days=told["days"],
        folder=state_folder(),
    )
    messages.success(request, _("Offered. It counts once someone who did not issue it has reviewed it."))
    return redirect("documents", uid=site.uid)


def _review(request: HttpRequest, site: Site) -> HttpResponse:
    stored = fence.fetch(request, StoredDocument, request.POST["document"], Permission.REVIEW, site=site)
    shows = request.POST.get("shows")
    if shows not in ("yes", "no"):
        raise Http404
    try:
        review_document(fence.account(request), stored, shows=shows == "yes")
    except ValueError as refused:
        raise PermissionDenied(str(refused)) from refused
    messages.success(request, _("Reviewed. The site is judged again in a moment."))
    return redirect("documents", uid=site.uid)


@login_required
@require_GET
def document_file(request: HttpRequest, uid: str, document: str) -> HttpResponse:
    """The bytes as they were offered, as a download of no type; altered ones are not handed out."""
    site = fence.site(request, uid, Permission.READ_PROOF)
    stored = fence.fetch(request, StoredDocument, document, Permission.READ_PROOF, site=site)
    place = state_folder() / DOCUMENTS / stored.sha256
    content = place.read_bytes() if place.is_file() else b""
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise Http404
    response = HttpResponse(content, content_type="application/octet-stream")
    ending = ".pdf" if content.startswith(b"%PDF-") else ".bin"
    response["Content-Disposition"] = f'attachment; filename="document-{stored.sha256[:16]}{ending}"'
    return response


def _shown(request: HttpRequest, site: Site, row: StoredDocument, frame: Frame) -> OfferedDocument:
    is_open = row.reviewed_at_ms is None and row.expires_at_ms > now_ms()
    actor = request.user
    may = is_open and isinstance(actor, Account) and fence.may(request, Permission.REVIEW) and may_review(actor, row)
    return OfferedDocument(
        uid=row.uid,
        title=row.title,
        control=frame.texts.control(row.control).title,
        href=frame.links.stone(row.control),
        issuer=row.issuer,
        expires_at_ms=row.expires_at_ms,
        sha256=row.sha256,
        state=_state(row),
        may_review=may,
        file_href=reverse("document", args=[site.uid, row.uid]),
    )


def _state(row: StoredDocument) -> str:
    if row.expires_at_ms <= now_ms():
        return _("ended")
    if row.reviewed_at_ms is None:
        return _("waits for a review")
    return _("reviewed: it shows the control in force") if row.shows else _("reviewed: it does not show it")
