"""The sealed way in: ask for it, seal it, use it, end it, review it."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rempart.access.actions.close_break_glass import close_by_hand
from rempart.access.actions.note_failure import note_failure
from rempart.access.actions.open_break_glass import LASTS_S, Lost, mark_of, open_break_glass
from rempart.access.actions.review_break_glass import NEEDED, REVIEW_MAX, NotYet, sign_review, write_review
from rempart.access.actions.seal_break_glass import WHAT, ask_to_seal, change_of, seal_break_glass, sealed_now
from rempart.access.core.break_glass import TYPED_MAX
from rempart.access.store.break_glass import SealedAccess, SealedSignature
from rempart.access.web.visiting import visit_of
from rempart.access.web.watching import WAY
from rempart.directory.actions.action import now_ms
from rempart.directory.core.approval import MAX_REASON, NotApprovable, canonical
from rempart.directory.core.marks import marked
from rempart.directory.core.roles import Permission
from rempart.directory.store.rights import Approval
from rempart.directory.web import fence
from rempart.directory.web.approval_views import refusal
from rempart.directory.web.page import posted, tabs
from rempart.directory.web.step_up import step_up

PAST_SHOWN = 20


class SealForm(forms.Form):
    """Why a new envelope is needed."""

    reason = forms.CharField(max_length=MAX_REASON, widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("Why"))


class SecretForm(forms.Form):
    """What stands on the paper."""

    secret = forms.CharField(
        max_length=TYPED_MAX,
        label=gettext_lazy("The secret on the paper"),
        help_text=gettext_lazy("Eight groups of five. Hyphens and capitals do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "mono"}),
    )


class ReviewForm(forms.Form):
    """What was done, and why."""

    review = forms.CharField(
        max_length=REVIEW_MAX,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=gettext_lazy("What happened, what was done, and what follows"),
    )


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Where it stands; a POST asks a second person for a new envelope."""
    fence.demand_everywhere(request, Permission.GRANT_PRIVILEGE)
    form = SealForm(posted(request), auto_id="s_%s")
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_to_seal(fence.account(request), fence.tenant(request), form.cleaned_data["reason"])
            messages.success(request, _("Asked. When a second person has said yes, come back here to seal it."))
            return redirect("approval", uid=asked.uid)
        except NotApprovable as cannot:
            form.add_error(None, refusal(cannot.code))
    organisation = fence.tenant(request)
    used = SealedAccess.objects.filter(organisation=organisation).exclude(opened_ms=None)
    context = {
        "form": form,
        "sealed": sealed_now(organisation),
        "may_seal": _has_yes(request),
        "uses": [_use(row) for row in used.order_by("-opened_ms", "-pk")[:PAST_SHOWN]],
        "review_form": ReviewForm(auto_id="w_%s"),
        "needed": NEEDED,
        "tabs": tabs(request, "break_glass"),
        "section": "organisation",
    }
    return render(request, "access/break_glass.html", context, status=422 if form.errors else 200)


def _use(row: SealedAccess) -> dict[str, Any]:
    signed = SealedSignature.objects.filter(access=row).select_related("account").order_by("pk")
    return {"row": row, "signed": [one.account for one in signed], "is_open": row.state == SealedAccess.OPEN}


def _has_yes(request: HttpRequest) -> bool:
    organisation = fence.tenant(request)
    return Approval.objects.filter(
        organisation=organisation, what=WHAT, requester=fence.account(request), state=Approval.GRANTED,
        change=canonical(change_of(organisation)), expires_at_ms__gt=now_ms(),
    ).exists()  # fmt: skip


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def seal(request: HttpRequest) -> HttpResponse:
    """Seal it, and show the secret once, to be printed."""
    fence.demand_everywhere(request, Permission.GRANT_PRIVILEGE)
    if request.method == "GET":  # back from showing afresh who one is
        return redirect("break_glass")
    try:
        secret = seal_break_glass(fence.account(request), fence.tenant(request))
    except NotApprovable:
        messages.error(request, _("A second person has to say yes first."))
        return redirect("break_glass")
    context = {"secret": secret, "day_ms": now_ms(), "section": "organisation", "minutes": LASTS_S // 60}
    return render(request, "access/break_glass_paper.html", context)


@require_http_methods(["GET", "POST"])
def use(request: HttpRequest) -> HttpResponse:
    """Type what stands on the paper. Everybody who could end it is told at once."""
    form = SecretForm(posted(request), auto_id="g_%s")
    status = 200
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="seal_tried"):
            form.add_error(None, _("Too many tries from here. Wait an hour, or use another connection."))
            status = 429
        else:
            answer = _enter(request, form.cleaned_data["secret"])
            if answer is not None:
                return answer
            note_failure(None, visit_of(request, None))
            form.add_error("secret", _("This opens nothing: mistyped, used already, or replaced by a newer one."))
    status = 422 if form.errors and status == 200 else status
    return render(request, "access/break_glass_use.html", {"form": form, "minutes": LASTS_S // 60}, status=status)


def _enter(request: HttpRequest, typed: str) -> HttpResponse | None:
    try:
        access = open_break_glass(typed, visit_of(request, None))
    except Lost:
        return None
    if access is None or access.account is None:
        return None
    request.session.flush()  # nothing of who was here before goes along
    setattr(request, WAY, "break_glass")
    with marked(mark_of(access)):
        login(request, access.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.set_expiry(LASTS_S)
    messages.warning(request, _("You have every right for an hour. All of it is in the record, and others were told."))
    return redirect("home")


@login_required
@require_POST
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """End it before its hour is over."""
    row = fence.fetch(request, SealedAccess, uid, Permission.GRANT_PRIVILEGE)
    close_by_hand(fence.account(request), row)
    messages.success(request, _("It has ended."))
    return redirect("break_glass")


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, uid: str) -> HttpResponse:
    """Write the review, or sign it."""
    row = fence.fetch(request, SealedAccess, uid, Permission.GRANT_PRIVILEGE)
    if request.method == "GET":
        return redirect("break_glass")
    try:
        if request.POST.get("do") == "sign":
            sign_review(fence.account(request), row)
        else:
            write_review(fence.account(request), row, request.POST.get("review", "")[: REVIEW_MAX + 1])
        messages.success(request, _("Saved."))
    except NotYet as cannot:
        messages.error(request, _why_not(cannot.code))
    return redirect("break_glass")


def _why_not(code: str) -> str:
    return {
        "open": _("It is still open. End it first."),
        "written": _("The review is written already."),
        "unwritten": _("Write down what happened first, in at most 5,000 characters."),
        "same": _("Who wrote it, and two others: three different people. Cover and second accounts count too."),
        "done": _("It is signed by two already."),
    }[code]
