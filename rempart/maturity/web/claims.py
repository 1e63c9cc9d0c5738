"""Pages on which a person tells: what the business is, and documents that prove what nobody can look at."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rempart.channel.place import state_folder
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.maturity.actions.judge_site import profile_of
from rempart.maturity.actions.offer_document import MAX_BYTES, may_review, offer_document, review_document
from rempart.maturity.actions.set_profile import set_profile
from rempart.maturity.core.need import needed
from rempart.maturity.core.sayings import sentence
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.store.models import StoredDocument
from rempart.maturity.web.forms import DocumentForm, ProfileForm, told
from rempart.maturity.web.frame import frame_of, language_code
from rempart.maturity.web.present import Frame
from rempart.maturity.web.present_keys import OfferedDocument, documents_page, profile_page
from rempart.terms.evidence import Proof

SHOWN = 200  # documents on one page; a site has about fifty stones that a document may prove


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, uid: str) -> HttpResponse:
    """What the business is; the needed level follows from it."""
    site = fence.site(request, uid)
    known = profile_of(site)
    form = ProfileForm(request.POST or None, initial=told(known))
    if request.method == "POST":
        fence.demand(request, Permission.CLAIM)
        if form.is_valid():
            set_profile(fence.account(request), site, form.profile())
            messages.success(request, _("Saved. The level that is needed follows within seconds."))
            return redirect("wall", uid=site.uid)
    why = needed(known) if known is not None else None
    reasons = [*why.reasons, *why.watch_reasons, *why.suggested] if why is not None else []
    page = profile_page(frame_of(site), form, [sentence(one.code, {}, language_code()) for one in reasons])
    return _show(request, "profile", page, form, site)


@login_required
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, uid: str) -> HttpResponse:
    """Documents offered as evidence, the form to offer one, and the buttons to review those of others."""
    site = fence.site(request, uid)
    frame = frame_of(site)
    choices = [(name, frame.texts.control(name).title) for name in _provable()]
    form = DocumentForm(
        request.POST if "file" in request.FILES or "title" in request.POST else None,
        request.FILES or None,
        choices=choices,
        initial={"control": request.GET.get("control", "")},
    )
    if request.method == "POST" and (
        _review(request, site) if "shows" in request.POST else _offer(request, site, form)
    ):
        return redirect("documents", uid=site.uid)
    page = documents_page(frame, _offered(request, site, frame), form)
    return _show(request, "documents", page, form, site)


def _show(
    request: HttpRequest, template: str, page: object, form: ProfileForm | DocumentForm, site: Site
) -> HttpResponse:
    context = {"page": page, "site": site, "section": "sites"}
    return render(request, f"maturity/{template}.html", context, status=422 if form.errors else 200)


def _provable() -> list[str]:
    units = catalogue().controls
    return sorted(name for name, unit in units.items() if Proof.DOCUMENT in unit.proof)


def _offer(request: HttpRequest, site: Site, form: DocumentForm) -> bool:
    fence.demand(request, Permission.CLAIM)
    if not form.is_valid():
        return False
    said = dict(form.cleaned_data)
    file = cast("UploadedFile[bytes]", said.pop("file"))
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        form.add_error("file", _("Choose a file of at most 10 MB."))
        return False
    offer_document(fence.account(request), site, content=content, folder=state_folder(), **said)
    messages.success(request, _("Offered. It counts after someone else has reviewed it."))
    return True


def _review(request: HttpRequest, site: Site) -> bool:
    stored = fence.fetch(request, StoredDocument, request.POST.get("document", ""), Permission.REVIEW, site=site)
    if may_review(fence.account(request), stored):
        review_document(fence.account(request), stored, shows=request.POST["shows"] == "yes")
    return True


def _offered(request: HttpRequest, site: Site, frame: Frame) -> list[OfferedDocument]:
    account, may = fence.account(request), fence.may(request, Permission.REVIEW)
    rows = StoredDocument.objects.filter(site=site).select_related("offered_by").order_by("-pk")[:SHOWN]
    return [
        OfferedDocument(
            uid=row.uid,
            title=row.title,
            control=frame.texts.control(row.control).title,
            href=frame.links.stone(row.control),
            issuer=row.issuer,
            expires_at_ms=row.expires_at_ms,
            sha256=row.sha256,
            state=_state(row),
            may_review=row.reviewed_at_ms is None and may and may_review(account, row),
        )
        for row in rows
    ]


def _state(row: StoredDocument) -> str:
    if row.reviewed_at_ms is None:
        return _("waits for a review")
    return _("shows the control in force") if row.shows else _("does not show it")
