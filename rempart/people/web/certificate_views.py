"""One's own certificates: what may be certified, as PDF with an address that verifies it, and as Open Badge (AWR-20)."""

import importlib.resources
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rempart.design import printing
from rempart.design.formats import short_language
from rempart.directory.actions.action import now_ms
from rempart.directory.store.mailboxes import mailbox_of
from rempart.directory.web import fence
from rempart.people.actions.certificates import NotYet, earned_amount, issue_certificate, key_of
from rempart.people.core.badge import Earned, credential, signed
from rempart.people.core.certificate import What, is_valid
from rempart.people.store.certificates import Certificate
from rempart.people.store.points import Star
from rempart.people.web import certificate_words as words
from rempart.people.web.rooms import rooms
from rempart.people.web.verify_views import issuer_of


@login_required
@require_http_methods(["GET", "POST"])
def certificates(request: HttpRequest) -> HttpResponse:
    """Those one has, and those one may have; a POST makes one."""
    account, organisation = fence.account(request), fence.tenant(request)
    if request.method == "POST":
        what, month = request.POST.get("what", ""), request.POST.get("month", "")[:7]
        if what not in {one.value for one in What}:
            raise Http404
        try:
            issue_certificate(account, organisation, What(what), month)
        except NotYet:
            messages.info(request, _("There is nothing to certify yet."))
        return redirect("my_certificates")
    rows = Certificate.objects.filter(account=account, organisation=organisation).order_by("-pk")
    moment = now_ms()
    held: list[dict[str, Any]] = [{"row": row, "title": words.title(row.what), "told": words.told(row), "address": _address(request, row),
             "is_valid": is_valid(row.issued_ms, row.until_ms, row.withdrawn_ms, moment)} for row in rows]  # fmt: skip
    have = {(one["row"].what, one["row"].month) for one in held if one["is_valid"] or one["row"].withdrawn_ms}
    wanted = [(What.LESSONS, ""), (What.HOURS, ""), (What.TEST, "")]
    wanted += [(What.STAR, one.month) for one in Star.objects.filter(account=account, organisation=organisation)]
    offered = [
        {"what": what, "month": month, "title": words.title(what)}
        for what, month in wanted
        if (what, month) not in have and earned_amount(account, organisation, what, month) is not None
    ]
    context = {"section": "lessons", "tabs": rooms(request, "my_plan"), "held": held, "offered": offered}
    return render(request, "people/my_certificates.html", context)


def _address(request: HttpRequest, row: Certificate) -> str:
    """The holder's own link: the page behind it says the name."""
    return request.build_absolute_uri(reverse("verify_certificate_name", args=[row.uid, row.name_key]))


def _mine(request: HttpRequest, uid: str) -> Certificate:
    mine = Certificate.objects.filter(account=fence.account(request), organisation=fence.tenant(request), uid=uid)
    row = mine.select_related("account", "organisation").first()
    if row is None:
        raise Http404
    return row


@login_required
@require_GET
def as_pdf(request: HttpRequest, uid: str) -> HttpResponse:
    """In the language of the page. A name whose letters cannot be printed is refused with a sentence."""
    row = _mine(request, uid)
    address = _address(request, row)
    content: dict[str, Any] = {
        "language": short_language(get_language()), "title": pgettext("of learning", "Certificate"), "what": words.title(row.what),
        "told": words.told(row), "name": str(row.account), "firm": row.organisation.name,
        "by": _("Certified by"), "on": _("Issued on %(day)s, valid until %(end)s.") % {
            "day": words.day(row.issued_ms), "end": words.day(row.until_ms)},
        "check": _("Whoever wants to know whether this is true opens this address:"), "address": address,
        "number": _("Number %(number)s") % {"number": row.uid},
    }  # fmt: skip
    source = importlib.resources.files("rempart.people.web").joinpath("certificate.typ").read_bytes()
    try:
        made = printing.to_pdf(
            source, "said", content, unread={"code": segno.make(address, error="m").svg_inline(border=0)}
        )
    except printing.NotInstalled:
        messages.info(
            request, _("PDF needs the extra “report”, which is not installed here. The address verifies it too.")
        )
        return redirect("my_certificates")
    except printing.MissingLetters as gone:
        said = _("The PDF has no letter for %(letters)s in “%(text)s”. The address and the badge work all the same.")
        messages.info(request, said % {"letters": gone.letters, "text": gone.text[:80]})
        return redirect("my_certificates")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="certificate-{row.uid}.pdf"'
    return answer


@login_required
@require_GET
def as_badge(request: HttpRequest, uid: str) -> HttpResponse:
    """Open Badges 3.0 as VC-JWT, for a wallet or a verifier elsewhere."""
    row = _mine(request, uid)
    issuer = issuer_of(request, row.organisation)
    earned = Earned(
        address=request.build_absolute_uri(reverse("verify_certificate", args=[row.uid])), what=row.what,
        name=words.title(row.what), description=words.told(row), criteria=words.criteria(row.what),
        holder=mailbox_of(row.account, row.organisation) if row.account else "", salt=row.salt, from_ms=row.issued_ms, until_ms=row.until_ms,
        status_list=request.build_absolute_uri(reverse("badge_status", args=[row.organisation.uid])), place=row.place,
    )  # fmt: skip
    made = signed(credential(issuer, earned), key_of(row.organisation), f"{issuer.id}keys.json#badge")
    answer = HttpResponse(made, content_type="application/vc+jwt")
    answer["Content-Disposition"] = f'attachment; filename="badge-{row.uid}.jwt"'
    return answer
